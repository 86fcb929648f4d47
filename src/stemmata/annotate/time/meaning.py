"""What the words of a time mean before it is known when they were said.

The grammar builds these from a table's rules; `resolve` fixes them in the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Anchor(StrEnum):
    """What a time counts from."""

    NOW = "now"  # the publication
    THEN = "then"  # the time that the text spoke of last
    TOLD = "told"  # that time in a history, the publication in news


@dataclass(frozen=True, slots=True)
class Moment:
    """Fields of the calendar and the clock, as far as they are stated.

    `year` is negative before Christ (-1 is 1 BC); `decade` is the year without its last digit, `century` without its
    last two; a weekday is 0 (Monday) to 6. `which` is -1 (last), 0 (this) or 1 (next) and stands for the field above
    the coarsest stated one; with `anchor` THEN it counts from the time before in the text. `part` is TIMEX3's part
    of the day (MO, MI, AF, EV, NI, DT), `holiday` a name of the table of holidays.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    weekend: bool = False
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    meridiem: str | None = None
    zone: str | None = None
    holiday: str | None = None
    days_off: int | None = None  # 0 today, -1 yesterday
    which: int | None = None
    anchor: Anchor = Anchor.NOW
    fiscal: bool = False
    modifier: str | None = None

    @property
    def has_clock(self) -> bool:
        """Whether an hour is stated."""
        return self.hour is not None

    @property
    def has_date(self) -> bool:
        """Whether anything but an hour or a part of the day is stated."""
        return (
            self.year is not None
            or self.month is not None
            or self.weekday is not None
            or self.day is not None
            or self.days_off is not None
            or self.season is not None
            or self.holiday is not None
            or self.quarter is not None
            or self.half is not None
            or self.week is not None
            or self.decade is not None
            or self.century is not None
            or self.weekend
        )


_DATE_FIELDS = (
    "year", "month", "day", "weekday", "season", "quarter", "half", "week", "weekend", "decade", "century", "holiday",
    "days_off", "which",
)  # fmt: skip
_ALL_FIELDS = (*_DATE_FIELDS, "part", "hour", "minute", "second", "meridiem", "zone", "modifier")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: amounts by unit, the largest first; an amount of None is unknown ("days").

    `bound` is TIMEX3's modifier (MORE_THAN, LESS_THAN, EQUAL_OR_MORE, EQUAL_OR_LESS, APPROX), if any.
    """

    parts: tuple[tuple[float | None, str], ...]
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A time that lies a length before (-1) or after (1) an anchor or another time.

    `whole` says that the unit as a whole is meant: "last week" is a calendar week, "a week ago" a day's week. One that
    is not sure ("in two weeks") shifts only where the sentence speaks of the future; else it is a length.
    """

    length: Length
    direction: int
    base: Meaning | None = None
    anchor: Anchor = Anchor.NOW
    whole: bool = False
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """The length of time that ends (-1) or starts (1) at an anchor: "the past three months", "the coming weeks"."""

    length: Length
    direction: int
    anchor: Anchor = Anchor.NOW
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """An early, mid or late part, or the start or end, of a time; "rest" is what remains of it at publication, "past"
    what is over."""

    modifier: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (from 1; -1 is the last) unit or weekday inside a time; `count` where several are meant."""

    number: int
    unit: str | None
    weekday: int | None
    of: Meaning
    count: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one time to another, both included."""

    first: Meaning
    last: Meaning
    is_pair: bool = False  # both times, and not what lies between


@dataclass(frozen=True, slots=True)
class Recurring:
    """A set of times: every `length`, or every `moment`."""

    length: Length | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


Meaning = Moment | Length | Shift | Window | Edge | Nth | Stretch | Recurring | Vague


def merge(one: Moment, two: Moment) -> Moment | None:
    """The moment that states the fields of both; None where they state the same field."""
    changes = {}
    for name in _ALL_FIELDS:
        other = getattr(two, name)
        if other is None or other is False:
            continue
        own = getattr(one, name)
        if own is not None and own is not False and own != other:
            return None
        changes[name] = other
    anchor = Anchor.THEN if Anchor.THEN in (one.anchor, two.anchor) else Anchor.NOW
    return replace(one, anchor=anchor, fiscal=one.fiscal or two.fiscal, **changes)


def stated_years(meaning: Meaning) -> tuple[int, ...]:
    """The years that the words of a time state."""
    if isinstance(meaning, Moment):
        return (meaning.year,) if meaning.year is not None else ()
    if isinstance(meaning, Stretch):
        return (*stated_years(meaning.first), *stated_years(meaning.last))
    if isinstance(meaning, Edge | Nth):
        return stated_years(meaning.of)
    return ()
