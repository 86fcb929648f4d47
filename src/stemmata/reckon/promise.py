"""What a claim promises for a day, and whether another claim says that this came about, or did not."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.model import Claim, Document, Modality, Polarity, Relation, Time
from stemmata.packs import Pack

# "Could" is an ability; it foresees something only where a day is set for it.
_AHEAD = {
    Modality.INTENDS: frozenset({Relation.BY, Relation.UNTIL, Relation.BEFORE, Relation.IN}),
    Modality.PLANS: frozenset({Relation.BY, Relation.UNTIL, Relation.BEFORE, Relation.IN}),
    Modality.EXPECTS: frozenset({Relation.BY, Relation.UNTIL, Relation.BEFORE, Relation.IN}),
    Modality.COULD: frozenset({Relation.BY, Relation.UNTIL, Relation.BEFORE}),
}
_RUNS_UP_TO = frozenset({Relation.BY, Relation.UNTIL, Relation.BEFORE})


@dataclass(frozen=True, slots=True)
class Promise:
    """What is foreseen for a day. Invariant: `low` (a least number) or `stage` is set where the words give one.

    `is_negative` where it is foreseen that it will *not* have come about; `answered_by` are the measures by whose
    claims it may be settled; days are ISO 8601, `issued` None where it is not known.
    """

    claim: Claim
    issued: str | None
    deadline: str
    stage: str | None
    answered_by: frozenset[str]

    @property
    def low(self) -> float | None:
        """The least number that keeps it; None where no least number is promised."""
        return self.claim.quantity.low if self.claim.quantity else None

    @property
    def is_negative(self) -> bool:
        """Whether it is foreseen not to come about."""
        return self.claim.polarity is Polarity.NEGATIVE

    @property
    def is_settleable(self) -> bool:
        """Whether claims could settle it: "up to 6,000" promises no number that could be missed."""
        return self.low is not None or (self.claim.quantity is None)


def read_promise(claim: Claim, document: Document, pack: Pack) -> Promise | None:
    """What `claim` of `document` foresees; None where it foresees nothing, or for no day."""
    time = claim.time
    if time is None or time.end is None or time.relation not in _AHEAD.get(claim.modality, ()):
        return None
    issued = _day_said(claim, document)
    if time.relation is Relation.IN and issued is not None and time.end < issued:
        return None  # what was planned once, told as a matter of the past
    return Promise(claim, issued, time.end, _promised_stage(claim), _answering_measures(claim.measure, pack))


def _day_said(claim: Claim, document: Document) -> str | None:
    if claim.said is not None and claim.said.end is not None:
        return claim.said.end
    return document.published[:10] if document.published else None


def _promised_stage(claim: Claim) -> str | None:
    """The stage that is to be reached; none where its words are those of the plan itself ("plans to")."""
    if claim.stage is None:
        return None
    stance = claim.support.get("modality", ())
    own = [span for span in claim.support.get("stage", ()) if not any(s.contains(span) for s in stance)]
    return claim.stage if own else None


def _answering_measures(measure: str, pack: Pack) -> frozenset[str]:
    """The measures in which a thing foreseen under `measure` is told once it has happened."""
    booked = [a.measures for a in pack.accounts.values() if measure in (*a.planned, *a.capacity)]
    families = {pack.measures[m].question_family for m in (*(m for ms in booked for m in ms), measure)}
    return frozenset(m.id for m in pack.measures.values() if m.question_family in families)


def asserts(claim: Claim, promise: Promise, pack: Pack) -> bool:
    """Whether `claim` says that the thing itself has come about, whenever that was."""
    if claim.modality is not Modality.ASSERTED or claim.polarity is not Polarity.POSITIVE:
        return False
    if not _is_about(claim, promise, pack) or not _covers(promise.claim.item, claim.item, pack):
        return False
    if promise.claim.quantity is None:
        return _reaches(claim.stage, promise.stage, pack) if promise.stage else claim.stage is None
    return promise.low is not None and _counts_alike(claim, promise) and (_low(claim) or 0) >= promise.low


def denies(claim: Claim, document: Document, promise: Promise, pack: Pack) -> bool:
    """Whether `claim` of `document` says that the thing has not come about up to the deadline: none at all, or fewer
    in all. What is denied without a time is denied up to the day that it is printed."""
    is_said_of_all = claim.time is None and claim.quantity is None and _is_printed_after(document, promise)
    if not _is_about(claim, promise, pack) or not (is_said_of_all or _spans_the_deadline(claim.time, promise)):
        return False
    if claim.modality is Modality.DENIES or (
        claim.modality is Modality.ASSERTED and claim.polarity is Polarity.NEGATIVE
    ):
        none_at_all = claim.quantity is None and (promise.stage is None or _reaches(promise.stage, claim.stage, pack))
        return none_at_all and _covers(claim.item, promise.claim.item, pack)
    if claim.modality is not Modality.ASSERTED or promise.low is None or not _counts_alike(claim, promise):
        return False
    high = claim.quantity.high if claim.quantity else None
    counts_all = claim.item == promise.claim.item and claim.scope == promise.claim.scope
    return counts_all and high is not None and high < promise.low


def days_done(claim: Claim, document: Document) -> tuple[str | None, str | None]:
    """The earliest and the latest day on which what `claim` asserts came about; None where it may be any.

    What is printed as done was done when it was printed.
    """
    printed = document.published[:10] if document.published else None
    time = claim.time
    if time is None:
        return None, printed
    if time.relation in _RUNS_UP_TO:
        return None, time.end
    if time.relation is Relation.AFTER:
        return time.start, printed
    ends = [day for day in (time.end, printed) if day is not None]
    # A count "since September" began then, and reached its number some day later.
    return time.start, min(ends) if ends else None


def _is_about(claim: Claim, promise: Promise, pack: Pack) -> bool:
    """Whether parties, place, kind and scope fit, and at least a party or the place is the same."""
    other = promise.claim
    if claim.measure not in promise.answered_by:
        return False
    if claim.measure == other.measure and claim.sub_kind != other.sub_kind:
        return False
    if other.scope is not None and claim.scope != other.scope:
        return False
    (actor, counterpart), (by, to) = _parties(claim, pack), _parties(other, pack)
    if _roles_are_swapped(claim.measure, other.measure, pack):
        actor, counterpart = counterpart, actor
    if (actor and by and not actor & by) or (counterpart and to and not counterpart & to):
        return False
    lies_within = other.place is not None and claim.place is not None and _is_within(claim.place, other.place, pack)
    if other.place is not None and not lies_within:
        return False
    return bool(actor & by) or bool(counterpart & to) or lies_within


def _parties(claim: Claim, pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    sides = (claim.actor, claim.counterpart)
    actor, counterpart = (
        frozenset(pack.state_of(p) for p in side.split("+")) if side else frozenset() for side in sides
    )
    return actor, counterpart


def _roles_are_swapped(one: str, two: str, pack: Pack) -> bool:
    """Whether who acts in the one is acted upon in the other, as in giving and receiving."""
    first, second = pack.measures[one].roles, pack.measures[two].roles
    return "actor" in first and first["actor"] == second.get("counterpart")


def _is_within(place: str, wider: str, pack: Pack) -> bool:
    seen: set[str] = set()
    here: str | None = place
    while here is not None and here not in seen:
        if here == wider:
            return True
        seen.add(here)
        row = pack.places.get(here)
        here = row.within if row else None
    return False


def _covers(wide: str | None, narrow: str | None, pack: Pack) -> bool:
    """Whether every one of `narrow` is one of `wide`."""
    return wide is None or (narrow is not None and wide in pack.lineage(narrow))


def _reaches(stage: str | None, wanted: str | None, pack: Pack) -> bool:
    """Whether a stage is `wanted`, or comes after it."""
    if stage is None or wanted is None or stage == wanted:
        return stage is not None and stage == wanted
    rank, least = (pack.stages[s].rank if s in pack.stages else None for s in (stage, wanted))
    return rank is not None and least is not None and rank >= least


def _counts_alike(claim: Claim, promise: Promise) -> bool:
    counted, foreseen = claim.quantity, promise.claim.quantity
    if counted is None or foreseen is None:
        return False
    return (counted.unit, counted.per) == (foreseen.unit, foreseen.per)


def _low(claim: Claim) -> float | None:
    return claim.quantity.low if claim.quantity else None


def _is_printed_after(document: Document, promise: Promise) -> bool:
    return document.published is not None and document.published[:10] > promise.deadline


def _spans_the_deadline(time: Time | None, promise: Promise) -> bool:
    """Whether what is told of `time` is told of all the days between promise and deadline."""
    if time is None or time.end is None or time.end < promise.deadline:
        return False
    return time.start is None or (promise.issued is not None and time.start <= promise.issued)
