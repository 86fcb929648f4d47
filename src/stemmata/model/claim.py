"""What is claimed: one asserted fact, the chain it came by, and the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stemmata.model.annotation import Quantity, SourceKind, Time
from stemmata.model.text import Span


class Modality(StrEnum):
    """How the source stands to what it says."""

    ASSERTED = "asserted"
    INTENDS = "intends"
    PLANS = "plans"
    COULD = "could"
    EXPECTS = "expects"
    CONDITIONAL = "conditional"
    DENIES = "denies"
    DEFLECTS = "deflects"
    DECLINES_COMMENT = "declines_comment"
    NO_RESPONSE = "no_response"
    CANNOT_VERIFY = "cannot_verify"


class Polarity(StrEnum):
    """Whether the clause asserts or negates."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What the words for an unnamed source say of it.

    `count` is how many they are; `level` is senior, diplomat, intelligence or familiar (with the matter); `side` the
    pack's ids of the states that the words name, and `is_ally` is true where the source belongs to a country that
    stands by them. No side: the words do not say whose the source is.
    """

    count: int | None = None
    level: str | None = None
    side: tuple[str, ...] = ()
    is_ally: bool = False

    def contradicts(self, other: Anonymity) -> bool:
        """Whether the two cannot mean the same people: both name a side, and not the same one."""
        return bool(self.side and other.side) and (self.side, self.is_ally) != (other.side, other.is_ally)


@dataclass(frozen=True, slots=True)
class Source:
    """One level of a chain. `name` is canonical where the source is named; `descriptor` the words
    of the text; `entity` the pack's id where the pack knows it."""

    kind: SourceKind
    name: str | None
    descriptor: str | None
    span: Span | None
    entity: str | None = None
    anonymity: Anonymity | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a claim rests on: a W3C TextQuoteSelector beside its TextPositionSelector."""

    span: Span
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a claim; `office` is in the text's own words."""

    name: str
    office: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One asserted fact with its chain and its evidence.

    `document` is the document's sha256. `actor`, `counterpart`, `item`, `place` and `stage` are
    the pack's ids, or the words of the text where the pack does not know them. `chain` runs
    from the nearest source (what the document cites) to the furthest; empty where the text names
    none. `time` dates what is said, `said` the saying of it ("in December it warned"). `support`
    gives, per field, the spans it was read from; all lie inside `evidence.span`,
    but for those of `chain`, which may stand elsewhere in the document. `proposed_by` names the optional engine that
    proposed it; None where the grammar read it.
    """

    id: str
    document: str
    measure: str
    sub_kind: str | None
    item: str | None
    actor: str | None
    counterpart: str | None
    place: str | None
    quantity: Quantity | None
    time: Time | None
    stage: str | None
    modality: Modality
    polarity: Polarity
    chain: tuple[Source, ...]
    evidence: Evidence
    people: tuple[Person, ...] = ()
    said: Time | None = None
    scope: str | None = None
    in_title: bool = False
    support: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    proposed_by: str | None = None
