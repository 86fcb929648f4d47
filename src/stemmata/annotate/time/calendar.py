"""Intervals of the calendar: [start, end) in local date and time."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from stemmata.annotate.time.meaning import Moment

_MONTHS_IN_YEAR = 12
_SHORTEST_MONTH = 28
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons, northern hemisphere


@dataclass(frozen=True, slots=True)
class Interval:
    """[start, end), the TIMEX3 value, and the unit that is meant."""

    start: datetime
    end: datetime
    value: str
    resolution: str


def make_date(year: int, month: int, day: int) -> date | None:
    """A date; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(when: datetime, count: int) -> datetime:
    """The same day so many months on, or the last one of a shorter month."""
    months = when.year * _MONTHS_IN_YEAR + when.month - 1 + count
    year, month = divmod(months, _MONTHS_IN_YEAR)
    day = when.day if when.day <= _SHORTEST_MONTH else min(when.day, calendar.monthrange(year, month + 1)[1])
    return when.replace(year=year, month=month + 1, day=day)


def interval_of(moment: Moment, year: int | None = None) -> Interval | None:
    """The interval of a moment whose year is known, or given here; None where there is no such day."""
    year = moment.year if year is None else year
    if year is None or not 1 <= year < date.max.year:
        return None
    if moment.month is not None and moment.day is not None:
        when = make_date(year, moment.month, moment.day)
        return _days(when, 1, when.isoformat(), "day") if when else None
    if moment.month is not None:
        return _months(year, moment.month, 1, f"{year:04}-{moment.month:02}", "month")
    if moment.quarter is not None:
        return _months(year, 3 * moment.quarter - 2, 3, f"{year:04}-Q{moment.quarter}", "quarter")
    if moment.half is not None:
        return _months(year, 6 * moment.half - 5, 6, f"{year:04}-H{moment.half}", "half-year")
    if moment.season is not None:
        return _months(year, _SEASON_START[moment.season], 3, f"{year:04}-{moment.season}", "season")
    if moment.week is not None:
        return _days(date.fromisocalendar(year, moment.week, 1), 7, f"{year:04}-W{moment.week:02}", "week")
    return _months(year, 1, _MONTHS_IN_YEAR, f"{year:04}", "year")


def _days(first: date, count: int, value: str, resolution: str) -> Interval:
    start = datetime.combine(first, time())
    return Interval(start, start + timedelta(days=count), value, resolution)


def _months(year: int, month: int, count: int, value: str, resolution: str) -> Interval:
    start = datetime(year, month, 1)
    return Interval(start, add_months(start, count), value, resolution)


def unit_interval(when: datetime, unit: str) -> Interval:
    """The calendar's unit that holds a time."""
    year = when.year
    if unit in {"week", "fortnight"}:
        monday = when.date() - timedelta(days=when.weekday())
        iso = monday.isocalendar()
        return _days(monday, 14 if unit == "fortnight" else 7, f"{iso.year:04}-W{iso.week:02}", "week")
    if unit == "weekend":
        saturday = when.date() + timedelta(days=5 - when.weekday())
        iso = saturday.isocalendar()
        return _days(saturday, 2, f"{iso.year:04}-W{iso.week:02}-WE", "weekend")
    if unit == "month":
        return _months(year, when.month, 1, f"{year:04}-{when.month:02}", unit)
    if unit == "quarter":
        number = (when.month + 2) // 3
        return _months(year, 3 * number - 2, 3, f"{year:04}-Q{number}", unit)
    if unit == "season":
        return season_of(when)
    if unit == "year":
        return _months(year, 1, _MONTHS_IN_YEAR, f"{year:04}", unit)
    if unit in {"decade", "century"}:
        length = 10 if unit == "decade" else 100
        first = year // length * length
        return _months(max(first, 1), 1, length * 12, f"{first // length:0{3 if length == 10 else 2}}", unit)
    return _days(when.date(), 1, when.date().isoformat(), "day")


def season_of(when: datetime) -> Interval:
    """The meteorological season that holds a time; winter belongs to the year in which it begins."""
    code = ("WI", "SP", "SU", "FA")[when.month % _MONTHS_IN_YEAR // 3]
    year = when.year - 1 if when.month < 3 else when.year
    return _months(year, _SEASON_START[code], 3, f"{year:04}-{code}", "season")


def part_of(whole: Interval, modifier: str) -> Interval:
    """The early, mid or late third of an interval: days 1-10, 11-20 and the rest of a month; four months of a year."""
    index = ("early", "mid", "late").index(modifier)
    resolution = f"{whole.resolution}-part"
    start, end = whole.start, whole.end
    if whole.resolution == "month":
        first = start.replace(day=1 + 10 * index)
        return Interval(first, end if index == 2 else first + timedelta(days=10), whole.value, resolution)
    if whole.resolution == "year":
        first = add_months(start, 4 * index)
        return Interval(first, add_months(first, 4), whole.value, resolution)
    if whole.resolution in {"season", "quarter"}:
        first = add_months(start, index)
        return Interval(first, add_months(first, 1), whole.value, resolution)
    if whole.resolution in {"decade", "century"}:
        years = [share * (end.year - start.year) // 10 for share in (0, 4, 7, 10)]
        first = add_months(start, 12 * years[index])
        return Interval(first, add_months(start, 12 * years[index + 1]), whole.value, resolution)
    days = (end - start).days
    cuts = [start + timedelta(days=days * cut // 3) for cut in range(3)] + [end]
    return Interval(cuts[index], cuts[index + 1], whole.value, resolution)
