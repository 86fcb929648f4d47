"""Time of a claim → when its number holds, never more than the words say.

A number without a time is some part of all that happened up to its publication: it bounds the whole from below and
not from above. A count "since September" may begin on any day of September, and may be some days old when printed.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stemmata.model import Relation, Time, Timing
from stemmata.packs.books import Booking
from stemmata.reckon.amount import Fault

_LONG = frozenset({"month", "season", "quarter", "year", "half", "decade"})
_LONGEST_MOMENT = 31  # days; "at the end of March" dates a balance, "in 2023" does not
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class When:
    """When a number holds: see `Entry`. `latest_start` and `earliest_end` bound the shortest period that is meant."""

    timing: Timing
    start: date | None = None
    end: date | None = None
    latest_start: date | None = None
    earliest_end: date | None = None
    is_part: bool = False


def read_moment(
    time: Time | None, published: date | None, is_balance: bool, is_total: bool, booking: Booking
) -> When | Fault:
    """When the number of a claim of what happened holds. `is_total`: its words say that it is all there is."""
    days = _read_days(time)
    if isinstance(days, Fault):
        return days
    start, end = days
    if is_balance:
        return _read_balance(time, start, end, published)
    if time is None or (start is None and end is None):
        if is_total:
            return _count_up_to(published, When(Timing.RUNNING), booking)
        return When(Timing.UNDATED, None, published, is_part=True)
    if start is not None and published is not None and start > published:
        words = f"{time.text!r} begins on {start}, after the report of {published} came out"
        return Fault("not yet", f"{words}: it cannot be a count of what happened")
    if time.relation in {Relation.BY, Relation.UNTIL, Relation.BEFORE} or start is None:
        is_part = not (is_total or time.resolution in _LONG)
        when = When(Timing.RUNNING, None, end, None, end, is_part)
        return when if published is None or end is None or end <= published else _count_up_to(published, when, booking)
    if time.relation is Relation.AFTER:
        return _count_up_to(published, When(Timing.RUNNING, start, is_part=True), booking)
    if time.relation is Relation.SINCE or end is None:
        when = When(Timing.RUNNING, start, latest_start=_last_day(start, time.resolution))
        return _count_up_to(published, when, booking)
    when = When(Timing.PERIOD, start, end, start, end)
    return when if published is None or end <= published else _count_up_to(published, when, booking)


def _count_up_to(published: date | None, when: When, booking: Booking) -> When:
    """A count that had run up to the report, or to some days before it."""
    if published is None:
        return replace(when, end=None, earliest_end=None)
    stale = published - timedelta(days=booking.stale_days)
    if when.start is not None:
        stale = max(stale, when.start)
    latest = min(when.latest_start, published) if when.latest_start is not None else when.start
    return replace(when, end=published, earliest_end=stale, latest_start=latest)


def _read_balance(time: Time | None, start: date | None, end: date | None, published: date | None) -> When:
    if time is not None and end is not None and (start is None or (end - start).days <= _LONGEST_MOMENT):
        return When(Timing.BALANCE, end=end)
    if published is None or (time is not None and start is not None):
        return When(Timing.QUESTION)  # on some day that is not known well enough
    return When(Timing.BALANCE, end=published)


def _read_days(time: Time | None) -> tuple[date | None, date | None] | Fault:
    if time is None:
        return None, None
    try:
        start, end = (date.fromisoformat(iso[:10]) if iso else None for iso in (time.start, time.end))
    except ValueError:
        return Fault("impossible date", f"{time.text!r}: {time.start or time.end} is no day of the calendar")
    for day in (start, end):
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return Fault("impossible date", f"{time.text!r}: the year {day.year} is not believed")
    if start is not None and end is not None and start > end:
        return Fault("reversed period", f"{time.text!r}: it ends on {end}, before it begins on {start}")
    return start, end


def _last_day(start: date, resolution: str | None) -> date:
    """The last day of the unit that begins with `start`: "since September" may mean its end."""
    if resolution == "year":
        return date(start.year, 12, 31)
    months = {"month": 1, "quarter": 3, "season": 3}.get(resolution or "", 0)
    if not months:
        return start
    last = start.month - 1 + months - 1
    year, month = start.year + last // 12, last % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])
