"""Intervals of the calendar: both ends are days, inclusive."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS_IN_YEAR = 12
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons, northern hemisphere
_FIRST_YEAR, _LAST_YEAR = 1500, 2200


@dataclass(frozen=True, slots=True)
class Interval:
    """Days [start, end], the TIMEX3 value, and the unit that is meant."""

    start: date
    end: date
    value: str
    resolution: str


def day(when: date) -> Interval:
    """One day."""
    return Interval(when, when, when.isoformat(), "day")


def month(year: int, number: int) -> Interval:
    """One month; `number` may run over 1–12 and is carried into the year."""
    year, number = year + (number - 1) // _MONTHS_IN_YEAR, (number - 1) % _MONTHS_IN_YEAR + 1
    last = calendar.monthrange(year, number)[1]
    return Interval(date(year, number, 1), date(year, number, last), f"{year:04}-{number:02}", "month")


def year(number: int) -> Interval:
    """One year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), f"{number:04}", "year")


def quarter(year_number: int, number: int) -> Interval:
    """Quarter 1 to 4 of a year."""
    first, last = month(year_number, 3 * number - 2), month(year_number, 3 * number)
    return Interval(first.start, last.end, f"{year_number:04}-Q{number}", "quarter")


def half(year_number: int, number: int) -> Interval:
    """Half 1 or 2 of a year."""
    first, last = month(year_number, 6 * number - 5), month(year_number, 6 * number)
    return Interval(first.start, last.end, f"{year_number:04}-H{number}", "half-year")


def season(year_number: int, code: str) -> Interval:
    """A meteorological season (SP, SU, FA, WI); winter belongs to the year in which it begins."""
    first = month(year_number, _SEASON_START[code])
    last = month(year_number, _SEASON_START[code] + 2)
    return Interval(first.start, last.end, f"{year_number:04}-{code}", "season")


def week(when: date) -> Interval:
    """The ISO week (Monday to Sunday) of a day."""
    monday = when - timedelta(days=when.weekday())
    iso = when.isocalendar()
    return Interval(monday, monday + timedelta(days=6), f"{iso.year:04}-W{iso.week:02}", "week")


def part(whole: Interval, modifier: str) -> Interval:
    """The early, mid or late third of an interval: days 1–10, 11–20 and the rest of a month; four months of a year."""
    if whole.resolution == "month":
        first = {"early": 1, "mid": 11, "late": 21}[modifier]
        end = whole.end if modifier == "late" else whole.start.replace(day=first + 9)
        return Interval(whole.start.replace(day=first), end, whole.value, "month-part")
    if whole.resolution == "year":
        first = {"early": 1, "mid": 5, "late": 9}[modifier]
        number = whole.start.year
        return Interval(month(number, first).start, month(number, first + 3).end, whole.value, "year-part")
    third = (whole.end - whole.start).days // 3
    offset = {"early": 0, "mid": third, "late": 2 * third}[modifier]
    end = whole.end if modifier == "late" else whole.start + timedelta(days=offset + third)
    return Interval(whole.start + timedelta(days=offset), end, whole.value, f"{whole.resolution}-part")


def shift(when: date, count: int, unit: str) -> Interval | None:
    """The interval of `unit` that lies `count` units from a day; None out of the calendar's range."""
    try:
        if unit in {"day", "hour", "minute"}:
            days = (
                count
                if unit == "day"
                else (1 if count > 0 else -1) * -(-abs(count) // (24 if unit == "hour" else 1440))
            )
            return day(when + timedelta(days=days))
        if unit in {"week", "fortnight"}:
            return week(when + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
        if unit in {"month", "quarter"}:
            months = count * (3 if unit == "quarter" else 1)
            return month(when.year, when.month + months)
        number = when.year + count * (10 if unit == "decade" else 1)
        return year(number) if is_year(number) else None
    except (OverflowError, ValueError):
        return None


def is_year(number: int) -> bool:
    """Whether a number can be a year that news is about."""
    return _FIRST_YEAR <= number <= _LAST_YEAR


def make_date(year_number: int, month_number: int, day_number: int) -> date | None:
    """A date; None where there is no such day."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None
