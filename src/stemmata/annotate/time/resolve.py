"""Fixing a time in the calendar: against the publication, and against the time that the text spoke of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from stemmata.annotate.time.calendar import Interval, add_months, part_of, unit_interval
from stemmata.annotate.time.choose import Choice
from stemmata.annotate.time.fix_moment import before_christ, resolve_moment
from stemmata.annotate.time.meaning import (
    Anchor,
    Edge,
    Length,
    Meaning,
    Moment,
    Nth,
    Recurring,
    Shift,
    Stretch,
    Vague,
    Window,
)
from stemmata.annotate.time.resolved import (
    SHORT_UNITS,
    Resolved,
    clock_value,
    fix_day,
    fix_interval,
    length_value,
    move,
)


def resolve(meaning: Meaning, choice: Choice) -> Resolved | None:
    """The time in the calendar; None where the calendar has no such time."""
    try:
        found = _RESOLVERS[type(meaning)](meaning, choice)
    except (OverflowError, ValueError):
        return None
    return found


def _shift(shift: Shift, choice: Choice) -> Resolved | None:
    is_open = shift.length.bound in {"MORE_THAN", "EQUAL_OR_MORE"}
    if not shift.is_sure and (is_open or not (choice.is_future or choice.direction)):
        return _length(shift.length, choice)
    count, unit = shift.length.parts[-1]
    inner = shift.base if isinstance(shift.base, Moment) and not shift.base.has_date else None
    base, is_known = _base(None if inner else shift.base, shift, choice)
    if count is None:
        return Resolved("DATE", "PAST_REF" if shift.direction < 0 else "FUTURE_REF", resolution=unit)
    if shift.anchor is not Anchor.NOW and choice.is_before_christ and unit == "year":
        return before_christ(Moment(year=(choice.told_year or 0) + shift.direction * int(count)))
    if base is None or (shift.anchor is Anchor.THEN and not is_known and not shift.whole):
        return Resolved("DATE", None, resolution=unit)
    target = base
    for amount, name in shift.length.parts:
        target = move(target, shift.direction * (amount or 0), name)
    if inner is not None:
        return fix_day(target.date(), inner, "")
    if unit == "night":
        return fix_day(target.date(), Moment(part="NI"), "")
    if unit in SHORT_UNITS and not shift.whole:
        unit = "day"
    if shift.length.bound is not None:
        return _bounded(shift, base, target, unit)
    has_fraction = any(not float(amount or 0).is_integer() for amount, _ in shift.length.parts)
    whole = unit_interval(target, "month" if has_fraction and unit in {"year", "decade"} else unit)
    return fix_interval(whole, "XXXX", unit)


def _bounded(shift: Shift, base: datetime, target: datetime, unit: str) -> Resolved:
    """ "More than two weeks ago" has an open side; "less than two weeks ago" lies between then and now."""
    found = fix_interval(unit_interval(target, unit), "XXXX", unit)
    bound = None if shift.length.bound == "EXACT" else shift.length.bound
    if unit in {"decade", "century"} and bound not in {None, "APPROX"}:  # "more than a decade ago" is no whole decade
        year = unit_interval(target, "year")
        found = replace(found, start=year.start, end=year.end)
    is_back = shift.direction < 0
    if bound in {"MORE_THAN", "EQUAL_OR_MORE"}:
        found = replace(found, start=None) if is_back else replace(found, end=None)
    elif bound in {"LESS_THAN", "EQUAL_OR_LESS"}:
        found = replace(found, end=base + timedelta(days=1)) if is_back else replace(found, start=base)
    return replace(found, modifier=bound)


def _base(inner: Meaning | None, shift: Shift | Window, choice: Choice) -> tuple[datetime | None, bool]:
    """What a shift counts from, and whether the text itself told it."""
    if inner is not None:
        found = resolve(inner, choice)
        if found is None or found.start is None:
            return None, False
        is_late = isinstance(shift, Shift) and shift.direction > 0 and found.end is not None and not shift.whole
        return (found.end - timedelta(days=1) if is_late and found.end else found.start), True
    if shift.anchor is Anchor.THEN or (shift.anchor is Anchor.TOLD and choice.is_history):
        return choice.then_or_now()
    return choice.now_time, True


def _window(window: Window, choice: Choice) -> Resolved | None:
    if not window.is_sure and not (choice.is_future or choice.direction):
        return _length(window.length, choice)
    count, unit = window.length.parts[-1]
    if count is None:
        if not window.is_sure:
            return _length(window.length, choice)
        if window.direction < 0:
            return Resolved("DATE", "PAST_REF", resolution=unit)
        start = choice.now_time if window.anchor is Anchor.NOW else None
        return Resolved("DATE", "FUTURE_REF", start, None, unit, is_open=True)
    value = length_value(window.length)
    base, is_known = _base(None, window, choice)
    if base is None or (window.anchor is Anchor.THEN and not is_known):
        return Resolved("DURATION", value, resolution=unit)
    if unit == "quarter":
        return _quarters(window, base, value)
    other = base
    for amount, name in window.length.parts:
        other = move(other, window.direction * (amount or 0), name)
    start, end = (other, base) if window.direction < 0 else (base, other)
    return Resolved("DURATION", value, start, end + timedelta(days=1), unit)


def _quarters(window: Window, base: datetime, value: str) -> Resolved:
    """Whole quarters before or after the running one: "the past two quarters"."""
    running = unit_interval(base, "quarter")
    count = int(window.length.parts[-1][0] or 0)
    if window.direction < 0:
        return Resolved("DURATION", value, add_months(running.start, -3 * count), running.start, "quarter")
    return Resolved("DURATION", value, running.end, add_months(running.end, 3 * count), "quarter")


def _edge(edge: Edge, choice: Choice) -> Resolved | None:
    inner = resolve(edge.of, choice)
    if inner is None or inner.start is None or inner.end is None:
        return replace(inner, modifier=edge.modifier) if inner else None
    whole = Interval(inner.start, inner.end, inner.value or "", inner.resolution or "")
    now = choice.now_time
    if edge.modifier in {"rest", "past"}:
        if now is None or not inner.start <= now < inner.end:
            return inner
        is_rest = edge.modifier == "rest"
        return replace(inner, start=now) if is_rest else replace(inner, end=now + timedelta(days=1))
    if inner.resolution in {"day", "minute", "part"}:
        return replace(inner, modifier=edge.modifier)
    part = part_of(whole, {"start": "early", "end": "late"}.get(edge.modifier, edge.modifier))
    resolution = "day" if edge.modifier in {"start", "end"} else part.resolution
    return replace(inner, start=part.start, end=part.end, resolution=resolution, modifier=edge.modifier)


def _nth(nth: Nth, choice: Choice) -> Resolved | None:
    whole = resolve(nth.of, choice)
    unit = nth.unit or "day"
    value = length_value(Length(((nth.count, unit),)))
    if whole is None or whole.start is None or whole.end is None:
        return Resolved("DATE" if unit == "day" else "DURATION", None if unit == "day" else value, resolution=unit)
    if nth.weekday is not None:
        return _nth_weekday(nth, whole.start, whole.end)
    if nth.number > 0:
        start = move(whole.start, nth.number - 1 if nth.number > 1 else 0, unit)
        end = move(start, nth.count, unit)
    else:
        end = whole.end
        start = move(end, -nth.count, unit)
    if start < whole.start or end > whole.end + timedelta(days=6):
        return None
    if unit == "day" and nth.count == 1:
        return fix_day(start.date(), Moment(), "")
    if nth.count == 1 and unit in {"month", "quarter", "year", "decade"}:
        return fix_interval(unit_interval(start, unit), "", unit)
    return Resolved("DATE" if nth.count == 1 else "DURATION", value, start, end, unit)


def _nth_weekday(nth: Nth, start: datetime, end: datetime) -> Resolved | None:
    first = start + timedelta(days=((nth.weekday or 0) - start.weekday()) % 7)
    when = first + timedelta(weeks=nth.number - 1)
    if nth.number < 0:
        when = first + timedelta(weeks=(end - timedelta(days=1) - first).days // 7)
    return fix_day(when.date(), Moment(), "") if start <= when < end else None


def resolve_ends(stretch: Stretch, choice: Choice) -> tuple[Resolved, Resolved] | None:
    """Both ends of a stretch; None where it ends before it begins."""
    first, last = resolve(stretch.first, choice), resolve(stretch.last, choice)
    if first is None or last is None:
        return None
    if first.start is not None and last.end is not None and last.end <= first.start:
        last = _next_day(stretch, last) or _next_year(stretch.last, first.start, choice)
        if last is None or last.end is None or last.end <= first.start:
            return None
    return first, last


def _stretch(stretch: Stretch, choice: Choice) -> Resolved | None:
    ends = resolve_ends(stretch, choice)
    if ends is None:
        return None
    first, last = ends
    start, end = first.start, last.end
    if stretch.is_pair:
        return first
    value = f"{first.value}/{last.value}" if first.value and last.value else None
    return Resolved(first.type, value, start, end, last.resolution)


def _next_day(stretch: Stretch, last: Resolved) -> Resolved | None:
    """ "from 11 p.m. to 5 a.m.": 5 a.m. of the next day."""
    ends = (stretch.first, stretch.last)
    is_hour = all(isinstance(end, Moment) and end.has_clock for end in ends)
    if not is_hour or last.start is None or last.end is None or last.value is None:
        return None
    if isinstance(stretch.last, Moment) and stretch.last.has_date and stretch.last != stretch.first:
        is_told = isinstance(stretch.first, Moment) and stretch.first.day == stretch.last.day
        if not is_told:
            return None
    start, end = last.start + timedelta(days=1), last.end + timedelta(days=1)
    return replace(last, start=start, end=end, value=start.date().isoformat() + last.value[len("YYYY-MM-DD") :])


def _next_year(meaning: Meaning, start: datetime, choice: Choice) -> Resolved | None:
    """ "from October to March": March of the year after."""
    if not isinstance(meaning, Moment) or meaning.year is not None or meaning.month is None:
        return None
    return resolve(replace(meaning, year=start.year + 1), choice)


def _length(length: Length, choice: Choice) -> Resolved:
    bound = None if length.bound == "EXACT" else length.bound
    return Resolved("DURATION", length_value(length), resolution=length.parts[-1][1], modifier=bound)


def _recurring(recurring: Recurring, choice: Choice) -> Resolved:
    if recurring.length is not None:
        return Resolved("SET", length_value(recurring.length), resolution=recurring.length.parts[-1][1])
    moment = recurring.moment
    if moment is None:
        return Resolved("SET", None, resolution="day")  # weekdays: TIMEX3 has no value for them
    if moment.day is not None:
        return Resolved("SET", f"XXXX-XX-{moment.day:02}", resolution="day")
    if moment.weekday is not None:
        return Resolved("SET", f"XXXX-WXX-{moment.weekday + 1}{clock_value(moment)}", resolution="day")
    if moment.weekend:
        return Resolved("SET", "XXXX-WXX-WE", resolution="weekend")
    if moment.month is not None:
        return Resolved("SET", f"XXXX-{moment.month:02}", resolution="month")
    if moment.season is not None:
        return Resolved("SET", f"XXXX-{moment.season}", resolution="season")
    return Resolved("SET", f"XXXX-XX-XX{clock_value(moment)}", resolution="day")


def _vague(vague: Vague, choice: Choice) -> Resolved:
    return Resolved("DATE", vague.value)


_RESOLVERS: dict[type, Callable[[Any, Choice], Resolved | None]] = {
    Moment: resolve_moment,
    Length: _length,
    Shift: _shift,
    Window: _window,
    Edge: _edge,
    Nth: _nth,
    Stretch: _stretch,
    Recurring: _recurring,
    Vague: _vague,
}
