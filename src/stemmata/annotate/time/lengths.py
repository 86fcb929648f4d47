"""Rules that make lengths of time, and times that lie a length from another, are a part of one, or recur."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stemmata.annotate.time.caught import Caught
from stemmata.annotate.time.dates import make_moment
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

_OF_TWO = 2  # units or weekdays of which the first lies in the second


def make_length(caught: Caught) -> Length | None:
    """ "two years", "half an hour", "several weeks", "three months and two days"."""
    units = caught.all("UNIT", "UNITS", "SHORTUNIT", "ONEUNIT")
    if caught.get("ONEHALF") is not None:
        counts: list[float | None] = [1.5]
    elif caught.get("HALF") is not None and not caught.all("NUM", "ONE"):
        counts = [0.5]
    else:
        counts = [1 if c == "ONE" else v for c, v in _counts(caught)]
        if caught.get("HALF") is not None:
            counts[-1] = (counts[-1] or 0) + 0.5
    if not counts:
        counts = [None] if caught.get("UNITS") is not None else [1]
    if len(units) == 1 and len(counts) == _OF_TWO:
        counts = [None]  # "two to three weeks": TIMEX3 has no value for both ends
    if len(counts) != len(units):
        return None
    if units == ["day"] and not {"business", "working", "trading"}.isdisjoint(word.lower for word in caught.lexemes):
        units = ["workday"]
    return Length(tuple(zip(counts, units, strict=True)))


def _counts(caught: Caught) -> list[tuple[str, float | None]]:
    return [("ONE", 1) if name == "ONE" else (name, value) for name, value in _named(caught, "NUM", "ONE", "FEW")]


def _named(caught: Caught, *names: str) -> list[tuple[str, Any]]:
    return [(n, None if n == "FEW" else v) for n, v in caught.pairs(*names)]


def make_yearcount(caught: Caught) -> Length:
    """ "a quarter of a century": so many years as the rule's key says."""
    return Length(((int(caught.key), "year"),))


def make_bounded(caught: Caught) -> Length | None:
    """ "more than two years"."""
    length: Length = caught.get("length")
    return replace(length, bound=caught.key.replace("-", "_") or caught.get("BOUND")) if length.bound is None else None


def make_window(caught: Caught) -> Window | None:
    """ "the past three months", "the coming weeks"."""
    length = caught.get("length") or make_length(caught)
    if length is None or any(count == 0 for count, _ in length.parts):
        return None
    if caught.get("FOLLOWING") is not None:
        return Window(length, 1, Anchor.THEN)
    if caught.get("PREVIOUS") is not None:
        return Window(length, -1, Anchor.THEN)
    direction = caught.get("WHICH", "COMING", "PAST", "RECENT", "PASTONE", "COMINGONE")
    return Window(length, direction) if direction else None


def _length_or_unit(caught: Caught) -> Length:
    length: Length | None = caught.get("length")
    return length if length is not None else Length(((1, caught.get("UNIT", "ONEUNIT")),))


def make_ago(caught: Caught) -> Shift:
    """ "two days ago"."""
    return Shift(_length_or_unit(caught), -1)


def make_ahead(caught: Caught) -> Shift:
    """ "two days from now"."""
    return Shift(_length_or_unit(caught), 1)


def make_then(caught: Caught) -> Shift:
    """So long before or after the time that the text spoke of."""
    return Shift(caught.get("length"), caught.get("LATER"), anchor=Anchor.THEN)


def make_from(caught: Caught) -> Shift:
    """So long before or after another time."""
    base = caught.get("date", "dayed", "now")
    return Shift(_length_or_unit(caught), caught.get("SIDE"), Moment(days_off=0) if isinstance(base, Vague) else base)


def make_unit(caught: Caught) -> Meaning | None:
    """ "last week", "the following month", "that year"."""
    unit = caught.get("UNIT", "ONEUNIT")
    length = Length(((1, unit),))
    if caught.get("COMING", "PAST") is not None:
        return Shift(length, caught.get("COMING", "PAST"), whole=True)
    if caught.get("THAT") is not None:
        return Shift(Length(((0, unit),)), 1, anchor=Anchor.THEN, whole=True)
    if caught.get("FOLLOWING") is not None:
        return Shift(length, 1, anchor=Anchor.THEN, whole=True)
    if caught.get("PREVIOUS") is not None:
        return Shift(length, -1, anchor=Anchor.THEN, whole=True)
    if caught.get("SIDE", "BESIDE") is not None:
        return Shift(length, caught.get("SIDE", "BESIDE"), anchor=Anchor.THEN, whole=True)
    which = caught.get("WHICH")
    if which is None:
        return Shift(Length(((0, unit),)), 1, anchor=Anchor.TOLD, whole=True)
    return Shift(length, which, whole=True) if which else Shift(Length(((0, unit),)), 1, whole=True)


def make_beyond(caught: Caught) -> Shift:
    """ "the week after next", "the year before last"."""
    return Shift(Length(((2, caught.get("UNIT")),)), 1 if caught.key == "next" else -1, whole=True)


def make_todate(caught: Caught) -> Edge:
    """ "the year to date"."""
    return Edge("past", Shift(Length(((0, caught.get("UNIT")),)), 1, whole=True))


def make_weekending(caught: Caught) -> Stretch:
    """ "the week ending 5 March"."""
    day = caught.get("day")
    return Stretch(Shift(Length(((6, "day"),)), -1, day, whole=True), day)


def make_soon(caught: Caught) -> Shift | Window:
    """ "in two weeks", "within a year", where the sentence speaks of the future; a length of time elsewhere."""
    if caught.key:
        return Window(caught.get("length"), 1, is_sure=False)
    return Shift(caught.get("length"), 1, is_sure=False)


def make_partly(caught: Caught) -> Edge | None:
    """ "later this year": what remains of it; "earlier this year": what is over."""
    inner = caught.get("whole") or make_unit(caught)
    return Edge("past" if caught.get("LATER") < 0 else "rest", inner) if inner is not None else None


def make_edge(caught: Caught) -> Edge | None:
    """ "early 2024", "the end of the year"."""
    inner = caught.get("date", "whole", "day", "edge")
    if inner is None:
        inner = make_unit(caught) if caught.get("UNIT") else make_moment(caught)
    return Edge(caught.get("EDGE", "MODIFIER", "REST"), inner) if inner is not None else None


def make_nth(caught: Caught) -> Nth | None:
    """ "the first week of March", "the last Friday in May"."""
    number = caught.get("ORD", "LASTORD")
    of = caught.get("date", "whole", "edge")
    if of is None and caught.get("MONTH") is not None:
        of = Moment(month=caught.get("MONTH"), year=caught.year)
    units = caught.all("UNIT", "UNITS")
    if of is None and len(units) + len(caught.all("WEEKDAY")) == _OF_TWO:
        whole = Length(((0, units.pop()),))
        which = caught.get("WHICH")
        of = Shift(Length(((1, whole.parts[0][1]),)), which, whole=True) if which else None
        of = of or Shift(whole, 1, anchor=Anchor.TOLD, whole=True)
    count = caught.get("NUM") or 1
    if of is None or number is None or not float(count).is_integer():
        return None
    return Nth(number, units[0] if units else None, caught.get("WEEKDAY"), of, int(count))


def make_week(caught: Caught) -> Meaning | None:
    """ "the week of 5 March", "week 12 of 2023"."""
    if caught.get("NUM") is not None:
        number = caught.get("NUM")
        return Moment(year=caught.year, week=int(number)) if 1 <= number <= 53 else None
    return Shift(Length(((0, caught.get("UNIT") or "week"),)), 1, caught.get("day"), whole=True)


def make_every(caught: Caught) -> Recurring | None:
    """ "every Monday", "twice a week", "daily", "on weekdays"."""
    if caught.get("WORKDAY", "WORKDAYS") is not None:
        return Recurring()
    if caught.get("ORDDAY") is not None:
        return Recurring(moment=Moment(day=caught.get("ORDDAY"))) if caught.get("UNIT") == "month" else None
    if caught.get("SET") is not None:
        count, unit = caught.get("SET").split()
        return Recurring(Length(((int(count), unit),)))
    weekday, part = caught.get("WEEKDAY", "WEEKDAYS"), caught.get("PART", "PARTS")
    if weekday is not None or part is not None or caught.get("MONTH") or caught.get("SEASON"):
        moment = Moment(weekday=weekday, part=part, month=caught.get("MONTH"), season=caught.get("SEASON"))
        return Recurring(moment=moment)
    if caught.get("WEEKEND", "WEEKENDS") is not None:
        return Recurring(moment=Moment(weekend=True))
    unit = caught.get("UNIT", "UNITS")
    count = caught.get("NUM") or caught.get("ORD") or (2 if caught.get("OTHER") else 1)
    return Recurring(Length(((count, unit),))) if unit is not None else None


def make_vague(caught: Caught) -> Vague:
    """ "now", "recently", "the future"."""
    return Vague(caught.key.replace("-", "_") or caught.get("VAGUE"))
