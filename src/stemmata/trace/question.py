"""The question that a claim answers, and whether two claims answer the same one.

A question is measure, item, parties, place, scope and period; the number is its answer and never part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from stemmata.model import Claim, Document, Modality, Relation, Time
from stemmata.packs import Pack

# Claims printed further apart than this answer the question of another moment.
WINDOW_DAYS = 45
_SAME_PERIOD_DAYS = 31
_DONE = frozenset({Modality.ASSERTED, Modality.DENIES, Modality.CANNOT_VERIFY})
_TIMELESS = frozenset(
    {"intention", "ability", "property"}
)  # kinds in which what is meant and what is done are one question


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; None where it is not said. `actor` and `counterpart` are sets of states or bodies; `side` is the
    actor, or where the words leave it out, the side that counts its own (see `Measure.teller_acts`)."""

    family: str
    sub_kind: str | None
    is_done: bool
    item: str | None
    actor: frozenset[str]
    counterpart: frozenset[str]
    place: str | None
    scope: str | None
    per: str | None
    start: str | None
    deadline: str | None
    published: date | None
    side: frozenset[str] = frozenset()

    def known(self) -> int:
        """How many of its parts are said."""
        parts = (self.item, self.place, self.scope, self.per, self.start, self.deadline)
        return sum(part is not None for part in parts) + bool(self.actor) + bool(self.counterpart)


def read_question(claim: Claim, document: Document, pack: Pack) -> Question:
    """The question that a claim of `document` answers."""
    measure = pack.measures[claim.measure]
    start, deadline = _period(claim.time)
    counted = measure.kind in {"flow", "transfer", "balance"}
    return Question(
        family=measure.question_family,
        sub_kind=claim.sub_kind,
        is_done=claim.modality in _DONE or measure.kind in _TIMELESS,
        item=claim.item,
        actor=_parties(claim.actor, pack),
        counterpart=_parties(claim.counterpart, pack),
        place=claim.place,
        scope=" ".join(claim.scope.casefold().split()) if claim.scope and counted else None,
        per=claim.quantity.per if claim.quantity else None,
        start=start,
        deadline=deadline,
        published=document.published_date,
        side=_parties(claim.actor, pack) or (_teller(claim, pack) if measure.teller_acts else frozenset()),
    )


def _teller(claim: Claim, pack: Pack) -> frozenset[str]:
    """The state whose body counts: the furthest source of the chain, if the pack knows it as a body or a state."""
    entity = claim.chain[-1].entity if claim.chain else None
    return _parties(entity, pack) if entity in pack.actors else frozenset()


def _parties(value: str | None, pack: Pack) -> frozenset[str]:
    return frozenset(pack.state_of(party) for party in value.split("+")) if value else frozenset()


def _period(time: Time | None) -> tuple[str | None, str | None]:
    """When the count begins, and the day that it runs to or is due by; an open horizon is no deadline."""
    if time is None:
        return None, None
    if time.relation in {Relation.BY, Relation.UNTIL, Relation.BEFORE}:
        return None, time.end
    if time.relation in {Relation.SINCE, Relation.AFTER}:
        return (time.start, None) if time.relation is Relation.SINCE else (None, None)
    return time.start, time.end


def closeness(asked: Question, other: Question, pack: Pack) -> int | None:
    """How many parts of two questions agree; None where one part contradicts the other."""
    if (asked.family, asked.sub_kind, asked.is_done) != (other.family, other.sub_kind, other.is_done):
        return None
    if not _near(asked.published, other.published, WINDOW_DAYS):
        return None
    agreement = 0
    for fits in _fits(asked, other, pack).values():
        if fits is False:
            return None
        agreement += fits is True
    return agreement


def contradictions(asked: Question, other: Question, pack: Pack) -> frozenset[str] | None:
    """The parts in which two questions contradict each other; None where they ask of another thing or moment."""
    if (asked.family, asked.sub_kind, asked.is_done) != (other.family, other.sub_kind, other.is_done):
        return None
    if not _near(asked.published, other.published, WINDOW_DAYS):
        return None
    return frozenset(part for part, fits in _fits(asked, other, pack).items() if fits is False)


def _fits(asked: Question, other: Question, pack: Pack) -> dict[str, bool | None]:
    """Whether each part fits; None where one does not say it."""
    return {
        "item": _items_fit(asked.item, other.item, pack),
        "actor": _parties_fit(asked.actor, other.actor) if asked.actor and other.actor else _sides_fit(asked, other),
        "counterpart": _parties_fit(asked.counterpart, other.counterpart),
        "place": places_fit(asked.place, other.place, pack),
        "scope": _equal(asked.scope, other.scope),
        "per": _equal(asked.per, other.per),
        "start": _days_fit(asked.start, other.start),
        "deadline": _days_fit(asked.deadline, other.deadline),
    }


def merge(asked: Question, other: Question, pack: Pack) -> Question:
    """The question with the parts that only `other` says filled in."""
    return replace(
        asked,
        item=asked.item or other.item,
        actor=asked.actor or other.actor,
        counterpart=asked.counterpart or other.counterpart,
        place=_narrower(asked.place, other.place, pack),
        scope=asked.scope or other.scope,
        per=asked.per or other.per,
        start=asked.start or other.start,
        deadline=asked.deadline or other.deadline,
        published=asked.published or other.published,
        side=asked.side or other.side,
    )


def _near(one: date | None, two: date | None, days: int) -> bool:
    return one is None or two is None or abs((one - two).days) <= days


def _equal(one: str | None, two: str | None) -> bool | None:
    return None if one is None or two is None else one == two


def _days_fit(one: str | None, two: str | None) -> bool | None:
    if one is None or two is None:
        return None
    return _near(date.fromisoformat(one[:10]), date.fromisoformat(two[:10]), _SAME_PERIOD_DAYS)


def _items_fit(one: str | None, two: str | None, pack: Pack) -> bool | None:
    """The same item, or one a kind of the other."""
    if one is None or two is None:
        return None
    return one in pack.lineage(two) or two in pack.lineage(one)


def _parties_fit(one: frozenset[str], two: frozenset[str]) -> bool | None:
    return None if not one or not two else bool(one & two)


def _sides_fit(asked: Question, other: Question) -> bool | None:
    """False where both sides are known and not one; that they are one does not say who acted."""
    return False if asked.side and other.side and not asked.side & other.side else None


def _lies_within(place: str, pack: Pack) -> tuple[str, ...]:
    line: list[str] = []
    here: str | None = place
    while here is not None and here not in line:
        line.append(here)
        row = pack.places.get(here)
        here = row.within if row else None
    return tuple(line)


def places_fit(one: str | None, two: str | None, pack: Pack) -> bool | None:
    """Whether one place lies in the other; None where one is not said."""
    if one is None or two is None:
        return None
    return one in _lies_within(two, pack) or two in _lies_within(one, pack)


def _narrower(one: str | None, two: str | None, pack: Pack) -> str | None:
    if one is None or two is None:
        return one or two
    return two if one in _lies_within(two, pack) else one


def question_words(question: Question, measure_id: str, pack: Pack, labels: Mapping[str, str]) -> str:
    """The question as a reader asks it. `labels` gives the words for {time} and {counterpart}."""
    measure = pack.measures[measure_id]
    actor = " and ".join(_actor_name(a, pack) for a in sorted(question.actor))
    template = measure.question if actor else (measure.question_without_actor or measure.question)
    template = measure.sub_questions.get(question.sub_kind or "", template)
    item = pack.items.get(question.item or "")
    place = pack.places.get(question.place or "") or pack.actors.get(question.place or "")
    words = template.format(
        item=(item.plural or _plural(item.name)) if item else "items",
        actor=actor or "anyone",
        counterpart=labels.get("counterpart", ""),
        place=f"in {place.name}" if place else "",
        place_name=place.name if place else "the place",
        by_actor=f"by {actor}" if actor else "",
        time=labels.get("time", ""),
        sub_kind=question.sub_kind or "property",
    )
    return " ".join(words.split()).replace(" ?", "?")


def _actor_name(actor: str, pack: Pack) -> str:
    row = pack.actors.get(actor)
    return row.name if row else actor


def _plural(name: str) -> str:
    """A class of items in the plural; a model's name as it is."""
    return f"{name}s" if name.islower() and not name.endswith("s") else name
