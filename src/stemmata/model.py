"""The vocabulary of Stemmata: the nouns every room speaks.

Nothing here reads, writes or decides. Offsets are always characters (code points) of
`Document.text`, half open: `text[start:end]`. `None` means that the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class StemmataError(Exception):
    """Root of every error that a room raises on purpose; the message names the input and the mend."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a document's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    @staticmethod
    def hull(spans: Iterable[Span]) -> Span:
        """The smallest span that covers all of `spans` (at least one)."""
        ordered = sorted(spans)
        return Span(ordered[0].start, max(span.end for span in ordered))


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


# --- what was read ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes that were taken in, kept as they were.

    `sha256` is the hex digest of `content`; `captured_at` is UTC, ISO 8601, to the second;
    `origin` says where they came from (a path, or path:line for a record of a JSONL file).
    """

    sha256: str
    content: bytes
    media_type: str
    captured_at: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """One captured text of one outlet.

    `id` is the record's own id where it has one, else the first 16 hex digits of `sha256`.
    `published` is an ISO 8601 date or date-time as far as it is known; `published_from` says where
    it was found (record, front-matter, json-ld, meta, url, option, ...). `outlet` is the
    name to print and `domain` the host it is known by. `title_span` is set where the title is
    part of the text.
    """

    id: str
    sha256: str
    text: str
    language: str
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    domain: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None

    @property
    def published_date(self) -> date | None:
        """The day of publication, in the zone it was printed in; None where it is not known."""
        return date.fromisoformat(self.published[:10]) if self.published else None


# --- what was annotated ----------------------------------------------------------------------


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
    attribution's source ("X reported, citing Y": Y). `confidence` lies in (0, 1]; 1 where a rule made it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relay: bool = False
    cited: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one document, each list in text order."""

    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    attributions: tuple[Attribution, ...]


# --- what is claimed -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """One level of a chain. `name` is canonical where the source is named; `descriptor` the words
    of the text; `entity` the pack's id where the pack knows it."""

    kind: SourceKind
    name: str | None
    descriptor: str | None
    span: Span | None
    entity: str | None = None


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
    but for those of `chain`, which may stand elsewhere in the document.
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


# --- what was traced -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thread:
    """The claims of all documents that answer one question. `claims` are sorted by document
    publication and id; `responses` are reactions to a report of the thread (denials that
    name no number, refusals, silence)."""

    id: str
    question: str
    measure: str
    item: str | None
    actor: str | None
    counterpart: str | None
    claims: tuple[Claim, ...]
    responses: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Mutation:
    """A field that differs between a reading and the reading it comes from.

    `field`: bound, number, unit, period, stage, modality, polarity, source or item. The quotes are the
    evidence of both readings. Where the parent is lost, its reading is `witnessed_by` the document (sha256)
    whose reading agrees best with those of all who cite it, and the parent's quote is that document's.
    """

    field: str
    parent_value: str | None
    child_value: str | None
    parent_quote: str | None
    child_quote: str | None
    witnessed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A node of a stemma. A captured witness has a `document` (sha256) and its `claims`
    (ids, the principal reading first); a lost one is cited but not captured.
    `headline` holds what differs between the principal reading and the document's own headline."""

    id: str
    document: str | None
    name: str
    kind: SourceKind
    published: str | None
    lost: bool
    claims: tuple[str, ...] = ()
    headline: tuple[Mutation, ...] = ()
    denies: bool = False


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """Why an edge is drawn. `kind`: citation, reuse, variant or time; `text` says it in words;
    `document` (sha256) and `span` point at the citing words where there are any."""

    kind: str
    text: str
    document: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` has it from `parent` (witness ids). `probability` lies in (0, 1]."""

    parent: str
    child: str
    probability: float
    evidence: tuple[EdgeEvidence, ...]
    mutations: tuple[Mutation, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins the asserting witnesses have: low <= best <= high.
    `roots` are witness ids; `reasons` say why the interval is as wide as it is."""

    low: int
    high: int
    best: int
    roots: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stemma:
    """The forest over the witnesses of one thread."""

    thread: str
    witnesses: tuple[Witness, ...]
    edges: tuple[Edge, ...]
    origins: Origins
