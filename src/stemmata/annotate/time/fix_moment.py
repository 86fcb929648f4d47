"""Fixing dates, hours and parts of the day in the calendar.

Years before Christ have a value ("BC0490") and no interval.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from stemmata.annotate.time.calendar import Interval, interval_of, part_of
from stemmata.annotate.time.choose import Choice, choose_year, fill_moment, weekend_near
from stemmata.annotate.time.holiday import holiday_date
from stemmata.annotate.time.meaning import Anchor, Moment
from stemmata.annotate.time.resolved import Resolved, clock_value, fix_day, fix_interval


def resolve_moment(moment: Moment, choice: Choice) -> Resolved | None:
    """A moment in the calendar; None where there is no such day."""
    if min(moment.year or 1, moment.decade or 1, moment.century or 1) < 0:
        return before_christ(moment)
    if not moment.has_date:
        return _clock(moment, choice)
    if moment.days_off == 0 and choice.is_history and not moment.part:
        return Resolved("DATE", "PRESENT_REF", resolution="day")
    if moment.days_off is not None:
        when = choice.now + timedelta(days=moment.days_off) if choice.now else None
        return fix_day(when, moment, "XXXX-XX-XX")
    if moment.holiday is not None:
        return _holiday(moment, choice)
    if moment.decade is not None or moment.century is not None:
        years = 10 if moment.decade is not None else 100
        first = (moment.decade if moment.decade is not None else moment.century or 0) * years
        value = f"{first // years:0{3 if years == 10 else 2}}"
        unit = "decade" if years == 10 else "century"
        whole = Interval(datetime(first, 1, 1), datetime(first + years, 1, 1), value, unit) if first else None
        return _modified(whole, value, unit, moment.modifier)
    if moment.weekend:
        return fix_interval(weekend_near(moment, choice), "XXXX-WXX-WE", "weekend")
    filled, value = fill_moment(moment, choice)
    if moment.fiscal:
        return _fiscal(filled or moment)
    if filled is None:
        return Resolved(_type(moment), value + clock_value(moment), None, None, _unit_of(moment), moment.modifier)
    whole = interval_of(filled)
    if filled.year is not None and filled.year <= 0:
        return before_christ(filled)
    if whole is None:
        return None
    if whole.resolution == "day":
        return fix_day(whole.start.date(), moment, whole.value)
    return _modified(whole, whole.value, whole.resolution, moment.modifier)


def _fiscal(moment: Moment) -> Resolved:
    """A fiscal year or a part of it (TIDES: "FY2024"); whose year it is, and so its days, the words do not tell."""
    part = f"-Q{moment.quarter}" if moment.quarter else f"-H{moment.half}" if moment.half else ""
    year = f"{moment.year:04}" if moment.year is not None else "XXXX"
    return Resolved("DATE", f"FY{year}{part}", resolution=_unit_of(moment))


def _type(moment: Moment) -> str:
    return "TIME" if moment.has_clock or moment.part else "DATE"


def _unit_of(moment: Moment) -> str:
    for name in ("day", "weekday", "month", "season", "quarter", "half", "week"):
        if getattr(moment, name) is not None:
            return {"weekday": "day", "half": "half-year"}.get(name, name)
    return "year"


def _modified(whole: Interval | None, value: str, unit: str, modifier: str | None) -> Resolved:
    if modifier not in {"early", "mid", "late"} or whole is None:
        return fix_interval(whole, value, unit)
    part = part_of(whole, modifier)
    return Resolved("DATE", whole.value, part.start, part.end, part.resolution, modifier)


def _clock(moment: Moment, choice: Choice) -> Resolved:
    """An hour or part of the day without a date: of the day that the text speaks of."""
    day = choice.day_spoken_of() if moment.has_clock or moment.which is not None or moment.modifier else None
    if day is not None and moment.anchor is Anchor.THEN:
        day += timedelta(days=moment.which or 0)
    if day is None and (moment.has_clock or moment.modifier == "overnight"):
        day = choice.now
    return fix_day(day, moment, "XXXX-XX-XX")


def before_christ(moment: Moment) -> Resolved:
    """A year, month or day before Christ: its value."""
    if moment.decade is not None:
        return Resolved("DATE", f"BC{-moment.decade:03}", resolution="decade")
    if moment.century is not None:
        return Resolved("DATE", f"BC{-moment.century - 1:02}", resolution="century")
    value = f"BC{-(moment.year or 0):04}"
    if moment.month is not None:
        value += f"-{moment.month:02}" + (f"-{moment.day:02}" if moment.day else "")
    elif moment.season is not None:
        value += f"-{moment.season}"
    return Resolved("DATE", value, resolution=_unit_of(moment), modifier=moment.modifier)


def _holiday(moment: Moment, choice: Choice) -> Resolved | None:
    name = moment.holiday or ""
    year = moment.year
    if year is None:
        year = choose_year(lambda number: holiday_date(name, number), moment, choice)
    if year is None:
        return Resolved("DATE", None, resolution="day")
    when = holiday_date(name, year)
    return fix_day(when, moment, "") if when else None
