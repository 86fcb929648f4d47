"""A time fixed in the calendar, and the values that TIMEX3 gives it (ISO-TimeML; Pustejovsky et al. 2010).

Inside, an interval is [start, end) in local date and time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from stemmata.annotate.time.calendar import Interval, add_months
from stemmata.annotate.time.meaning import Length, Moment

SHORT_UNITS = frozenset({"second", "minute", "hour"})
_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "season": "M", "year": "Y", "decade": "DE", "century": "CE", "weekend": "WE",
    "workday": "D",
}  # fmt: skip
_FACTORS = {"fortnight": 2, "season": 3}
_HOURS = {"MO": (6, 12), "MI": (11, 13), "AF": (12, 18), "EV": (18, 24), "NI": (20, 24), "DT": (8, 18)}
_LARGEST = 100_000  # units that a time is shifted by


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time in the calendar. `start` and `end` are None where they are open or not known."""

    type: str
    value: str | None
    start: datetime | None = None
    end: datetime | None = None
    resolution: str | None = None
    modifier: str | None = None
    is_open: bool = False

    @property
    def is_anchor(self) -> bool:
        """Whether later times of the text may count from this one."""
        return self.start is not None and self.end is not None and self.type in {"DATE", "TIME"}


def length_value(length: Length) -> str:
    """TIMEX3's value of a length: "P3M", "PT24H", "PXD"."""
    days, hours = "", ""
    for count, unit in length.parts:
        letter = _LETTERS[unit]
        if unit in {"year", "hour"} and count == 0.5:
            count, letter = (6, "M") if unit == "year" else (30, "M")
            unit = "month" if unit == "year" else "minute"
        amount = "X" if count is None else f"{count * _FACTORS.get(unit, 1):g}"
        if unit in SHORT_UNITS:
            hours += amount + letter
        else:
            days += amount + letter
    return f"P{days}" + (f"T{hours}" if hours else "")


def fix_interval(whole: Interval | None, value: str, unit: str) -> Resolved:
    """A whole interval as a date; the value alone where it is not known."""
    if whole is None:
        return Resolved("DATE", value, resolution=unit)
    return Resolved("DATE", whole.value, whole.start, whole.end, whole.resolution)


def fix_day(when: date | None, moment: Moment, value: str) -> Resolved:
    """A day, or an hour or part of it."""
    clock = clock_value(moment)
    kind = "TIME" if clock else "DATE"
    if when is None:
        return Resolved(kind, value + clock, resolution="day")
    begin = datetime.combine(when, time())
    if moment.has_clock:
        start = _at(begin, moment)
        step = timedelta(seconds=1) if moment.second is not None else timedelta(minutes=1)
        return Resolved("TIME", when.isoformat() + clock, start, start + step, "minute")
    if moment.modifier == "overnight":
        return Resolved("DATE", f"{when.isoformat()}TNI", begin - timedelta(days=1), begin + timedelta(days=1), "night")
    if moment.part:
        first, last = _HOURS[moment.part]
        start, end = begin + timedelta(hours=first), begin + timedelta(hours=last)
        return Resolved("TIME", when.isoformat() + clock, start, end, "part", moment.modifier)
    return Resolved("DATE", when.isoformat(), begin, begin + timedelta(days=1), "day")


def _at(begin: datetime, moment: Moment) -> datetime:
    hour = hour_of(moment)
    return begin + timedelta(hours=hour, minutes=moment.minute or 0, seconds=moment.second or 0)


def hour_of(moment: Moment) -> int:
    """The hour from 0 to 24, its half of the day reckoned in."""
    hour = moment.hour or 0
    if moment.meridiem == "pm" and hour < 12:
        return hour + 12
    if moment.meridiem == "am" and hour == 12:
        return 0
    if moment.part in {"AF", "EV", "NI"} and 0 < hour < 12 and not (moment.part == "NI" and hour < 6):
        return hour + 12
    return hour


def clock_value(moment: Moment) -> str:
    """The part of a TIMEX3 value that tells the hour or the part of the day; empty without one."""
    if moment.has_clock:
        value = f"T{hour_of(moment):02}:{moment.minute or 0:02}"
        if moment.second is not None:
            value += f":{moment.second:02}"
        return value + (moment.zone or "")
    return f"T{moment.part}" if moment.part else ""


def move(when: datetime, count: float, unit: str) -> datetime:
    """`count` units on; raises OverflowError or ValueError beyond the calendar."""
    if abs(count) > _LARGEST:
        raise OverflowError(f"{count} {unit}")
    if unit in SHORT_UNITS:
        return when + timedelta(**{f"{unit}s": count})
    if unit in {"day", "night"}:
        return when + timedelta(days=count)
    if unit == "workday":
        return _move_workdays(when, round(count))
    if unit in {"week", "fortnight", "weekend"}:
        return when + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = count * {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return add_months(when, round(months))


def _move_workdays(when: datetime, count: int) -> datetime:
    """`count` days on that are no Saturday or Sunday; holidays are not known."""
    weeks, days = divmod(abs(count), 5)
    step = timedelta(days=1 if count > 0 else -1)
    when += step * 7 * weeks
    while days:
        when += step
        days -= when.weekday() < 5
    return when
