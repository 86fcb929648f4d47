"""The question that a claim answers, and whether two claims answer the same one.

A question is measure, item, parties, place, scope and period; the number is its answer and never part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from stemmata.model import Claim, Document, Modality, Relation, Time
from stemmata.packs import Measure, Pack

# Claims printed further apart than this answer the question of another moment.
WINDOW_DAYS = 45
# How far apart the ends of two periods may be told, by how long the longer of them is: counts of nights are other
# questions on other nights, "in March" and "by the middle of April" may be one.
_LEEWAYS = ((3, 1), (10, 4))  # days long at most, days apart at most
_SAME_PERIOD_DAYS = 31  # of longer periods, and of those of which one end is open
_DONE = frozenset({Modality.ASSERTED, Modality.DENIES, Modality.CANNOT_VERIFY})
_TIMELESS = frozenset(
    {"intention", "ability", "property", "money"}
)  # kinds in which what is meant and what is done are one question


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; None where it is not said. `actor` and `counterpart` are sets of states or bodies, in the roles
    that the family's first measure gives them; `side` is the actor, or where the words leave it out, the side that
    counts its own (see `Measure.teller_acts`). `asks_actor`: who acts is a part of the question."""

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
    asks_actor: bool = True

    @property
    def lacks_actor(self) -> bool:
        """Whether it should say who acts, and nothing in the words does."""
        return self.asks_actor and not self.actor and not self.side

    def days(self) -> int | None:
        """How many days its period lasts; None where an end is open."""
        if self.start is None or self.deadline is None:
            return None
        return (date.fromisoformat(self.deadline[:10]) - date.fromisoformat(self.start[:10])).days + 1

    def known(self) -> int:
        """How many of its parts are said."""
        parts = (self.item, self.place, self.scope, self.per, self.start, self.deadline)
        return sum(part is not None for part in parts) + bool(self.actor) + bool(self.counterpart)


def read_question(claim: Claim, document: Document, pack: Pack) -> Question:
    """The question that a claim of `document` answers."""
    measure = pack.measures[claim.measure]
    start, deadline = _period(claim.time)
    counted = measure.kind in {"flow", "transfer", "balance"}
    actor, counterpart = claim.actor, claim.counterpart
    if is_turned(claim.measure, pack):
        actor, counterpart = counterpart, actor
    return Question(
        family=measure.question_family,
        sub_kind=claim.sub_kind,
        is_done=claim.modality in _DONE or measure.kind in _TIMELESS,
        item=claim.item,
        actor=_parties(actor, pack),
        counterpart=_parties(counterpart, pack),
        place=claim.place,
        scope=" ".join(claim.scope.casefold().split()) if claim.scope and counted else None,
        per=claim.quantity.per if claim.quantity else None,
        start=start,
        deadline=deadline,
        published=document.published_date,
        side=_parties(actor, pack) or (_teller(claim, pack) if measure.teller_acts else frozenset()),
        asks_actor=_asks_actor(claim, measure),
    )


def _asks_actor(claim: Claim, measure: Measure) -> bool:
    asked = measure.sub_questions.get(claim.sub_kind or "", measure.question)
    return "{actor}" in asked or "{by_actor}" in asked


@cache
def is_turned(measure_id: str, pack: Pack) -> bool:
    """Whether a measure's actor has the role of the counterpart in the first measure of its family, as who receives is
    the other party of a delivery."""
    measure = pack.measures[measure_id]
    first = next(m for m in pack.measures.values() if m.question_family == measure.question_family)
    turned = {"actor": first.roles.get("counterpart"), "counterpart": first.roles.get("actor")}
    return first is not measure and None not in turned.values() and measure.roles == turned


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


def is_anchored(asked: Question, other: Question, pack: Pack) -> bool:
    """Whether two questions agree in a part beyond the item that says of what matter they are."""
    fits = _fits(asked, other, pack)
    return any(fits[part] is True for part in ("counterpart", "place", "scope", "start", "deadline"))


def contradictions(asked: Question, other: Question, pack: Pack) -> frozenset[str] | None:
    """The parts in which two questions contradict each other; None where they ask of another thing or moment."""
    if (asked.family, asked.sub_kind, asked.is_done) != (other.family, other.sub_kind, other.is_done):
        return None
    if not _near(asked.published, other.published, WINDOW_DAYS):
        return None
    return frozenset(part for part, fits in _fits(asked, other, pack).items() if fits is False)


def _fits(asked: Question, other: Question, pack: Pack) -> dict[str, bool | None]:
    """Whether each part fits; None where one does not say it."""
    lengths = (asked.days(), other.days())
    longest = max(length or _SAME_PERIOD_DAYS for length in lengths)
    leeway = next((days for length, days in _LEEWAYS if longest <= length), _SAME_PERIOD_DAYS)
    return {
        "item": _items_fit(asked.item, other.item, pack),
        "actor": _parties_fit(asked.actor, other.actor) if asked.actor and other.actor else _sides_fit(asked, other),
        "counterpart": _parties_fit(asked.counterpart, other.counterpart),
        "place": places_fit(asked.place, other.place, pack),
        "scope": _equal(asked.scope, other.scope),
        "per": _equal(asked.per, other.per),
        "start": _days_fit(asked.start, other.start, leeway),
        "deadline": _days_fit(asked.deadline, other.deadline, leeway),
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


def _days_fit(one: str | None, two: str | None, leeway: int) -> bool | None:
    if one is None or two is None:
        return None
    return _near(date.fromisoformat(one[:10]), date.fromisoformat(two[:10]), leeway)


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
