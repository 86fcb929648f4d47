"""Rules that make dates, hours and parts of the day: each takes what a rule of the table caught."""

from __future__ import annotations

from dataclasses import replace

from stemmata.annotate.time.caught import Caught
from stemmata.annotate.time.meaning import Anchor, Meaning, Moment, Shift, Vague, merge


def make_moment(caught: Caught) -> Moment | None:
    """Fields of a date that stand beside each other."""
    day = caught.get("DAY", "ORDDAY", "LATEDAY", "BAREDAY", "SPOKENDAY", "BARESPOKENDAY")
    month = caught.get("MONTH", "LOWMONTH", "MONTHNUM")
    moment = Moment(
        year=caught.year,
        month=month,
        day=day,
        weekday=caught.get("WEEKDAY"),
        season=caught.get("SEASON"),
        which=caught.get("WHICH", "PASTDAY", "COMINGDAY"),
        part=caught.get("PART"),
        days_off=caught.get("DAYWORD"),
        anchor=Anchor.THEN if caught.get("THAT") is not None else Anchor.NOW,
        modifier=caught.get("MODIFIER"),
    )
    told = caught.get("FOLLOWING", "PREVIOUS")
    if told is not None:
        moment = replace(moment, which=told, anchor=Anchor.THEN)
    elif caught.get("THAT") is not None and moment.which is None:
        moment = replace(moment, which=0)
    if moment.weekday is not None and moment.day is not None:
        moment = replace(moment, which=None)
    elif caught.get("MONTHNUM") is not None and moment.which not in {None, 0}:
        return None
    for other in caught.all("DATE", "DATETIME", "CLOCK", "DAYPART"):
        both = merge(moment, other)
        if both is None:
            return None
        moment = both
    return moment if _is_possible(moment) else None


def _is_possible(moment: Moment) -> bool:
    if moment.month is not None and moment.day is not None:
        longest = 29 if moment.month == 2 else 30 if moment.month in {4, 6, 9, 11} else 31
        return moment.day <= longest
    return True


def make_join(caught: Caught) -> Moment | None:
    """Two moments of which each states what the other leaves open: a day and an hour, a weekday and a date."""
    one, two = caught.all("day", "date", "dayed", "clock", "part", "whole", "now")[:2]
    if isinstance(one, Vague):
        one = Moment(days_off=0)
    if isinstance(two, Vague):
        two = Moment(days_off=0)
    if isinstance(one, Moment) and isinstance(two, Moment):
        return merge(one, two)
    return None


def make_hold(caught: Caught) -> Meaning | None:
    """An hour or part of the day of a time that is no plain moment: "the morning of the next day"."""
    part = caught.get("part", "clock")
    day = caught.get("date", "day")
    if isinstance(day, Moment):
        return merge(day, part)
    if isinstance(day, Shift) and day.base is None:
        return Shift(day.length, day.direction, part, day.anchor, day.whole)
    return None


def make_clock(caught: Caught) -> Moment | None:
    """An hour: "3:30 p.m.", "16h30", "six o'clock"."""
    moment: Moment = caught.get("CLOCK", "POINTEDCLOCK", "SPOKENCLOCK", "PLAINCLOCK") or Moment(hour=caught.get("HOUR"))
    meridiem = caught.get("MERIDIEM")
    if meridiem is not None:
        if moment.meridiem is not None or (moment.hour or 0) > 12:
            return None
        moment = replace(moment, meridiem=meridiem)
    if caught.get("MINUTES") is not None:
        moment = replace(moment, minute=caught.get("MINUTES"))
    if caught.get("ZONE") is not None:
        moment = replace(moment, zone=caught.get("ZONE"))
    return moment


def make_past(caught: Caught) -> Moment | None:
    """Minutes past (or to) an hour: "half past six", "ten to six"."""
    minutes: float = caught.get("FRACTION") or caught.get("NUM")
    hour = caught.all("HOUR")[-1]
    if not float(minutes).is_integer() or not 0 < minutes < 60:
        return None
    part = caught.get("PART")
    if caught.get("TO") is not None:
        return Moment(hour=(hour - 1) % 24, minute=60 - int(minutes), meridiem=caught.get("MERIDIEM"), part=part)
    return Moment(hour=hour, minute=int(minutes), meridiem=caught.get("MERIDIEM"), part=part)


def make_noon(caught: Caught) -> Moment:
    """Noon or midnight."""
    return Moment(hour=caught.get("NOON"), minute=0)


def make_part(caught: Caught) -> Moment:
    """A part of the day: "the morning", "last night", "that evening"."""
    which = caught.get("WHICH")
    that = caught.get("THAT")
    modifier = caught.get("MODIFIER")
    if caught.get("LATER") is not None:
        modifier = "early" if caught.get("LATER") < 0 else "late"
    moment = Moment(part=caught.get("PART"), modifier=modifier)
    told = caught.get("FOLLOWING", "PREVIOUS")
    if that is not None or told is not None:
        return replace(moment, anchor=Anchor.THEN, which=told or 0)
    if which is not None:
        return replace(moment, days_off=which)
    return moment


def make_weekend(caught: Caught) -> Moment:
    """ "last weekend"."""
    that = caught.get("THAT", "FOLLOWING", "PREVIOUS")
    return Moment(weekend=True, which=caught.get("WHICH"), anchor=Anchor.THEN if that is not None else Anchor.NOW)


def make_quarter(caught: Caught) -> Moment | None:
    """A quarter or half of a year."""
    number = caught.get("QUARTER", "HALFYEAR") or caught.get("ORD", "LASTORD")
    is_half = caught.get("HALFYEAR", "HALF", "HALFALONE") is not None
    if number is None or number > (2 if is_half else 4):
        return None
    if number == -1:
        number = 2 if is_half else 4
    of = caught.get("whole")
    moment = Moment(
        year=caught.year,
        which=caught.get("WHICH"),
        fiscal=caught.get("FISCAL") is not None,
        anchor=Anchor.THEN if caught.get("THAT", "FOLLOWING", "PREVIOUS") is not None else Anchor.NOW,
    )
    if of is not None:
        if not isinstance(of, Moment):
            return None
        moment = of
    return replace(moment, half=number) if is_half else replace(moment, quarter=number)


def make_century(caught: Caught) -> Moment | None:
    """ "the 19th century"."""
    number = caught.get("ORD")
    if caught.get("ERA") == "BC":
        return Moment(century=-number)
    return Moment(century=number - 1, modifier=caught.get("MODIFIER")) if number else None


def make_decade(caught: Caught) -> Moment:
    """ "the late 1990s"."""
    year: int = caught.get("DECADE", "NAMEDDECADE")
    if caught.get("ERA") == "BC":
        return Moment(decade=-(year // 10))
    if year < 100:
        year += 1900 if year > 20 else 2000
    return Moment(decade=year // 10, modifier=caught.get("MODIFIER"))


def make_early(caught: Caught) -> Moment | None:
    """ "the early hours of 3 January": its morning."""
    hours = Moment(part="MO", modifier=caught.get("MODIFIER"))
    day = caught.get("day")
    if day is None:
        return hours
    return merge(day, hours) if isinstance(day, Moment) else None


def make_holiday(caught: Caught) -> Moment:
    """A holiday of the shared table; the rule's key names it."""
    return Moment(holiday=caught.key, year=caught.year, which=caught.get("WHICH"), part=caught.get("PART"))


def make_overnight(caught: Caught) -> Meaning | None:
    """ "overnight on 8 February": the night that ends on that day."""
    night = Moment(part="NI", modifier="overnight")
    day = caught.get("day", "date")
    if day is None:
        return night
    return merge(day, night) if isinstance(day, Moment) else None


def make_tonight(caught: Caught) -> Moment:
    """ "tonight", "tonight at 7"."""
    return Moment(days_off=0, part="NI", hour=caught.get("HOUR"))


def make_mondays(caught: Caught) -> Moment | None:
    """A weekday of another week: "Monday last week", "Tuesday next week"."""
    which = caught.get("WHICH")
    weekday, part = caught.get("WEEKDAY"), caught.get("PART")
    return Moment(weekday=weekday, part=part, which=1 if which is None else which, modifier="of-week")


def make_following(caught: Caught) -> Moment:
    """ "Monday of the following week": of the week that the text spoke of before, or one beside it."""
    which = caught.get("FOLLOWING", "PREVIOUS") or 0
    weekday, part = caught.get("WEEKDAY"), caught.get("PART")
    return Moment(weekday=weekday, part=part, which=which, anchor=Anchor.THEN, modifier="of-week")


def make_dayof(caught: Caught) -> Moment | None:
    """ "the 5th of next month"."""
    which = caught.get("WHICH", "FOLLOWING", "PREVIOUS") or 0
    is_told = caught.get("WHICH") is None
    if caught.get("UNIT") != "month":
        return None
    anchor = Anchor.THEN if is_told else Anchor.NOW
    return Moment(day=caught.get("ORDDAY"), which=which, anchor=anchor, modifier="of-month")


def make_bareday(caught: Caught) -> Moment | None:
    """A day with a bare hour: "Friday at 5"."""
    day = caught.get("day", "dayed")
    hour = Moment(hour=caught.get("BAREHOUR")) if caught.get("POINTEDCLOCK") is None else caught.get("POINTEDCLOCK")
    return merge(day, hour) if isinstance(day, Moment) and not day.has_clock else None


def make_dateyear(caught: Caught) -> Moment | None:
    """A date whose year is told by words: "May last year", "5 March of that year"."""
    date: Moment = caught.get("date", "day", "whole")
    if not isinstance(date, Moment) or date.year is not None or not (date.month or date.season or date.holiday):
        return None
    if caught.get("THAT") is not None:
        return replace(date, which=0, anchor=Anchor.THEN, modifier="year")
    if caught.get("FOLLOWING") is not None:
        return replace(date, which=1, anchor=Anchor.THEN, modifier="year")
    if caught.get("PREVIOUS") is not None:
        return replace(date, which=-1, anchor=Anchor.THEN, modifier="year")
    return replace(date, which=caught.get("WHICH"), modifier="year")


def make_fiscal(caught: Caught) -> Moment | None:
    """ "fiscal year 2024", "the current fiscal year"."""
    return Moment(year=caught.year, which=caught.get("WHICH"), fiscal=True)


def make_ordinal(caught: Caught) -> Moment | None:
    """ "the 20th": the day of a month."""
    return Moment(day=caught.get("ORDDAY")) if caught.lexemes[-1].lower[0].isdigit() else None


def make_numeric(caught: Caught) -> Moment | None:
    """ "9/11"."""
    return make_moment(caught)


def make_atpart(caught: Caught) -> Moment | None:
    """ "seven in the morning", "in the evening at 8"."""
    hour = Moment(hour=caught.get("HOUR", "BAREHOUR"))
    part = caught.get("part", "dayed")
    if isinstance(part, Moment) and (part.has_clock or part.part is None):
        return None
    if part is None and caught.get("WHICH") is not None:
        part = Moment(part=caught.get("PART"), days_off=caught.get("WHICH"))
    part = part or Moment(part=caught.get("PART") or "NI")
    return merge(part, hour)
