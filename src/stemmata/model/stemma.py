"""What was traced: threads, their witnesses, who had it from whom, and how many origins that leaves."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.model.annotation import SourceKind
from stemmata.model.claim import Claim
from stemmata.model.text import Span


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

    `field`: bound, number, unit, period, stage, modality, polarity, source, place or item. `kind` names the change
    where it has a name (rounding, bound dropped, bound flipped, inflation, deflation, stage raised, source sharpened,
    source inverted, attribution dropped, ...); `probability` is that of a change on the way, and not of a misreading
    by Stemmata or of another parent. The quotes are the
    evidence of both readings. Where the parent is lost, its reading is `witnessed_by` the document (sha256)
    whose reading agrees best with those of all who cite it, and the parent's quote is that document's.
    """

    field: str
    parent_value: str | None
    child_value: str | None
    parent_quote: str | None
    child_quote: str | None
    witnessed_by: str | None = None
    kind: str | None = None
    probability: float = 1.0


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
    `roots` are witness ids, `groups` the same ids with those together that most likely go back to one origin;
    `reasons` say why the interval is as wide as it is."""

    low: int
    high: int
    best: int
    roots: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Another thread (its id) that may be this one, or to which a claim of it may belong, and why that is open: the
    texts do not settle it, so a person has to."""

    thread: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stemma:
    """The forest over the witnesses of one thread. `seconds` are second parents, of pages that are evidently made of
    two: a tree has room for one. `doubts` are the links to other threads that stay open; `method` names what drew it,
    None where that is not known."""

    thread: str
    witnesses: tuple[Witness, ...]
    edges: tuple[Edge, ...]
    origins: Origins
    seconds: tuple[Edge, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    method: str | None = None
