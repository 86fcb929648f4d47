"""Rules that make times with two ends: "from 5 to 7 May", "2019-2021", "between 2 and 4 a.m."."""

from __future__ import annotations

from dataclasses import replace

from stemmata.annotate.time.caught import Caught
from stemmata.annotate.time.meaning import Meaning, Moment, Stretch, Vague, merge


def make_stretch(caught: Caught) -> Stretch | None:
    """ "from 5 May to 7 June", "between March and June"."""
    ends = caught.all("date", "day", "whole", "edge", "dayed", "clock", "now")
    if len(ends) != 2:
        return None
    first, last = (Moment(days_off=0) if isinstance(end, Vague) else end for end in ends)
    if isinstance(first, Moment) and isinstance(last, Moment):
        first, last = _share(first, last)
    return Stretch(first, last)


def _share(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """The ends with the year, month or half of the day that only the other states."""
    if first.has_date and first.has_clock and last.has_clock and not last.has_date:
        day = replace(first, hour=None, minute=None, second=None, meridiem=None, zone=None, part=None)
        last = merge(day, last) or last
    if first.year is None and last.year is not None and first.days_off is None and first.which is None:
        first = replace(first, year=last.year)
    minutes = [((end.hour or 0) % 12) * 60 + (end.minute or 0) for end in (first, last)]
    is_before = minutes[0] < minutes[1]
    if (
        first.meridiem is None
        and last.meridiem is not None
        and first.has_clock
        and (first.hour or 0) <= 12
        and is_before
    ):
        first = replace(first, meridiem=last.meridiem)
    return first, last


def make_days(caught: Caught) -> Stretch | None:
    """ "5-7 May 2023", "May 5-7, 2023"."""
    days = caught.all("DAY", "ORDDAY", "PRINTEDORD")
    month, year = caught.get("MONTH", "LOWMONTH"), caught.year
    if len(days) != 2 or days[0] >= days[1]:
        return None
    return Stretch(Moment(year, month, days[0]), Moment(year, month, days[1]))


def make_pair(caught: Caught) -> Stretch | None:
    """ "5 and 7 May": two days."""
    days = make_days(caught)
    return replace(days, is_pair=True) if days is not None else None


def make_hours(caught: Caught) -> Stretch | None:
    """ "from 10 to 11:30", "5-6 pm": only where one of the ends can be nothing but an hour."""
    first, last = caught.all("HOUR", "CLOCK", "POINTEDCLOCK", "SPOKENCLOCK", "BAREHOUR", "ZEROCLOCK")
    meridiem, part = caught.get("MERIDIEM"), caught.get("PART")
    ends = [end if isinstance(end, Moment) else Moment(hour=end) for end in (first, last)]
    is_sure = meridiem is not None or any(end.minute is not None or end.meridiem is not None for end in ends)
    if not is_sure and part is None and caught.get("BAREHOUR") is None:
        return None
    if part is not None:
        ends = [replace(end, part=part) for end in ends]
    if meridiem is not None:
        ends[1] = replace(ends[1], meridiem=meridiem)
    return Stretch(*_share(*ends))


def make_dayhours(caught: Caught) -> Stretch | None:
    """ "on Tuesday between 2 and 4 a.m."."""
    other = caught.get("other")
    hours, day = make_hours(caught) if other is None else other, caught.get("day", "dayed")
    if other is not None and not (isinstance(other, Stretch) and _are_hours(other)):
        return None
    if hours is None or not isinstance(day, Moment):
        return None
    if any(end.meridiem is not None for end in (hours.first, hours.last) if isinstance(end, Moment)):
        day = replace(day, part=None)
    ends = [merge(day, end) for end in (hours.first, hours.last) if isinstance(end, Moment)]
    return Stretch(ends[0], ends[1]) if len(ends) == 2 and ends[0] and ends[1] else None


def _are_hours(stretch: Stretch) -> bool:
    return all(isinstance(end, Moment) and end.has_clock and not end.has_date for end in (stretch.first, stretch.last))


def make_years(caught: Caught) -> Stretch | None:
    """ "2019-2021", "1914-18"."""
    years = caught.all("YEAR")
    if len(years) == 1:
        years.append(years[0] // 100 * 100 + caught.get("YY"))
    return Stretch(Moment(years[0]), Moment(years[1])) if years[0] < years[1] else None


def make_months(caught: Caught) -> Stretch | None:
    """ "March-May 2023"."""
    first, last = caught.all("MONTH")
    years = caught.all("YEAR")
    year = years[-1] if years else None
    if len(years) == 2:
        return Stretch(Moment(years[0], first), Moment(year, last))
    before = year - 1 if year is not None and first > last else year
    return Stretch(Moment(before, first), Moment(year, last))


def make_inyear(caught: Caught) -> Meaning | None:
    """ "28 June in 2020", "from April to June in 2017"."""
    date, year = caught.get("day", "whole", "other"), Moment(year=caught.year)
    if isinstance(date, Stretch) and isinstance(date.first, Moment) and isinstance(date.last, Moment):
        first, last = merge(date.first, year), merge(date.last, year)
        return Stretch(first, last) if first and last else None
    is_open = isinstance(date, Moment) and date.year is None and (date.month or date.season) and date.which is None
    return merge(date, year) if is_open else None
