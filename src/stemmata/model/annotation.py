"""What was annotated: entities, quantities, times and attributions, each with its span."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stemmata.model.text import Span


class Basis(StrEnum):
    """How the words tie a quantity to its numbers: the bound that they state."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    ABOUT = "about"
    ALMOST = "almost"
    RANGE = "range"
    ORDER_WORD = "order_word"


class Relation(StrEnum):
    """How a time bounds what it dates."""

    IN = "in"
    SINCE = "since"
    BY = "by"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    FOR = "for"


class SourceKind(StrEnum):
    """What the giver of information is, as the text words it."""

    OUTLET = "outlet"
    AGENCY = "agency"
    NAMED = "named"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named or nominal mention; `entity` is the pack's id where the pack knows it.

    `type`: person, organisation, location, nationality, weapon, facility, outlet, agency.
    """

    span: Span
    type: str
    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount with its bound words.

    `low`/`high` follow the words; None is an open side. `unit` is "count", "percent", "ratio", an
    ISO 4217 code, or a unit's name in the singular; `item` is the counted noun in the singular;
    `per` a period ("month", "year") or "item". Invariant: low <= high where both are set.
    """

    span: Span
    text: str
    low: float | None
    high: float | None
    basis: Basis
    unit: str = "count"
    item: str | None = None
    item_span: Span | None = None
    per: str | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} above high {self.high} in {self.text!r}")


@dataclass(frozen=True, slots=True)
class Time:
    """A stated time. `type` and `value` are TIMEX3's (ISO-TimeML); `start`/`end` are ISO 8601 dates,
    both inclusive, None for an open side or one that cannot be known without a publication date.
    `span` leaves out the preposition; `resolution` is the unit meant (day, week, month-part, ...).
    """

    span: Span
    text: str
    type: str
    value: str | None
    start: str | None
    end: str | None
    resolution: str | None
    relation: Relation
    modifier: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: each role is zero or more spans, in text order.

    `relay` is true where the source is itself a report, `cited` where it does not speak here but is cited by another
    attribution's source ("X reported, citing Y": Y). `kind` is what the source is; None where that was not judged.
    `confidence` is the probability that all is right, in (0, 1]; 1 where a rule made it. `level` is how far the source
    is from the reader, 1 being the nearest, as a tagger sees it: an expected value, or None. `is_sure` says that a
    tagger has no doubt of a cited source's giving this, whatever words stand before it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relay: bool = False
    cited: bool = False
    kind: SourceKind | None = None
    confidence: float = 1.0
    level: float | None = None
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one document, each list in text order. `names` are what the pack knows by name, be it
    by itself or inside one of the `entities`."""

    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    attributions: tuple[Attribution, ...]
    names: tuple[Entity, ...] = ()
