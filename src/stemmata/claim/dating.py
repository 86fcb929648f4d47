"""When a claim's fact was, and when its source said it: which of a sentence's times belongs to a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stemmata.claim.binding import clause_groups
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.syntax import Form
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Modality, Quantity, Relation, Time

_SAID_REACH = 8  # tokens between the cue and the time of saying
_AHEAD = frozenset({Modality.PLANS, Modality.INTENDS})
_LENGTH = "DURATION"
_RATES = frozenset({"SET"})  # "monthly" is how often, and not when
_DONE = frozenset({"commitment", "transfer", "flow"})
_POINTS = frozenset({"DATE", "TIME"})  # nobody says a thing "daily" at one time


def find_time(
    context: SentenceContext, hit: TriggerHit, quantity: Quantity | None, hits: Sequence[TriggerHit], group: int | None
) -> Time | None:
    """The time of the trigger's clause; a time of the saying ("said on Sunday") is not one. Counts of one event
    ("the 40 drones that were launched overnight, 34 were shot down") may have theirs from one another."""
    content = [span for a in context.covering(hit.span) for span in a.content]
    possible = [
        time
        for time in context.times
        if time.type not in _RATES
        and not context.outside_content(time.span)
        and not _is_yet_to_come(context, time, hit)
        and not _is_of_planning(context, time, hit)
        and not _is_taken(context, time)
        and not _is_of_comparison(context, time, quantity)
        and not _is_of_other_number(context, time, quantity)
        and (not content or any(span.overlaps(time.span) for span in content))
    ]
    if hit.form == "noun":
        for time in possible:
            if context.token_range(time.span)[1] == hit.first:
                return time  # "a Jan. 5 visit"
    possible = [time for time in possible if not _qualifies(context, time)]
    groups = clause_groups(context.structure, hit, group)
    owned = [t for t in possible if _is_owned(context, t, groups)]
    if not owned:
        owned = [t for t in possible if not _is_owned(context, t, range(len(context.structure.groups)))]
    if not owned:
        owned = [t for t in possible if t.relation is Relation.SINCE]  # "since they began to appear last fall"
    if not owned and hit.measure.kind == "flow":
        others = [g for other in hits if other.measure.kind == "flow" for g in clause_groups(context.structure, other)]
        owned = [t for t in possible if _is_owned(context, t, others)]
        if len(owned) > 1:
            return None
    best = min(owned, key=lambda t: _distance(context, t, hit, quantity), default=None)
    if best is None or best.relation is not Relation.SINCE:
        return best
    return replace(best, end=None)  # it is open to that side


def _is_yet_to_come(context: SentenceContext, time: Time, hit: TriggerHit) -> bool:
    """Whether a thing told as done would be so only after the text was published: "the delivery, by the end of next
    year, of all the jets that were ordered" dates another one."""
    if hit.stance.modality is not Modality.ASSERTED or hit.measure.kind not in _DONE:
        return False
    published = context.document.published_date
    first_day = time.start or time.end
    if published is None or first_day is None:  # "ordered … next April": of the past it is "the next April"
        opening = context.tokens[context.token_range(time.span)[0]].lower
        return opening in load_claim_tables(context.document.language).words["to_come"]
    return first_day > published.isoformat()


def _is_of_planning(context: SentenceContext, time: Time, hit: TriggerHit) -> bool:
    """ "Signed a deal on Thursday to sell 52": a day gone by, before the infinitive, is when it was planned."""
    published = context.document.published_date
    last_day = time.end or time.start
    if published is None or last_day is None or last_day > published.isoformat() or hit.stance.modality not in _AHEAD:
        return False
    own = [context.structure.groups[index] for index in context.structure.groups_at(hit.first, hit.last)]
    behind = context.token_range(time.span)[1]
    return any(group.form is Form.INFINITIVE and behind <= group.first for group in own)


def _is_taken(context: SentenceContext, time: Time) -> bool:
    """ "Construction takes 12 months": how long, and not when."""
    first, _ = context.token_range(time.span)
    takes = load_claim_tables(context.document.language).has("takes_time", context.tokens[first - 1].lemmas)
    return time.type == _LENGTH and first > 0 and takes


def _qualifies(context: SentenceContext, time: Time) -> bool:
    """Whether a time only describes a noun: "under the 2016 agreement, India will get"."""
    first, last = context.token_range(time.span)
    behind = context.tokens[last : last + 1]
    if behind and behind[0].lower in load_claim_tables(context.document.language).words["genitive"]:
        return True  # "Friday's deal"
    number = context.structure.phrase_at(first)
    if number is None or context.structure.phrases[number].head < last:
        return False
    head = context.tokens[context.structure.phrases[number].head].lemmas
    return not load_claim_tables(context.document.language).has("occasions", head)


def _is_of_comparison(context: SentenceContext, time: Time, quantity: Quantity | None) -> bool:
    """Whether a time dates another number, which this one is compared with: "90 a day, up from 60 last year"."""
    tables = load_claim_tables(context.document.language)
    before = [q for q in context.quantities if q.span.end <= time.span.start]
    if not before or before[-1] == quantity:
        return False
    first, _ = context.token_range(before[-1].span)
    while first > 0 and context.tokens[first - 1].lower in tables.words["floating"]:
        first -= 1  # "from only 300 in 2022"
    return first > 0 and context.tokens[first - 1].lower in tables.words["compares"]


def _is_of_other_number(context: SentenceContext, time: Time, quantity: Quantity | None) -> bool:
    """Whether a time stands behind another number of a list, and before this one: "made 25,000 this year, 100,000 the
    next"."""
    if quantity is None or quantity.span.start < time.span.end:
        return False
    structure = context.structure
    before = [q for q in context.quantities if q.span.end <= time.span.start]
    if not before:
        return False
    number, other = (structure.phrase_at(context.token_range(q.span)[0]) for q in (quantity, before[-1]))
    if number is None or other is None or number == other:
        return False
    return structure.phrases[number].joined in {other, structure.phrases[other].joined} - {None}


def _is_owned(context: SentenceContext, time: Time, groups: Iterable[int]) -> bool:
    """Whether a time stands in the clause of one of some verb groups."""
    first, last = context.token_range(time.span)
    spans = [span for group in groups for span in context.structure.groups[group].times]
    return any(begin < last and first < end for begin, end in spans)


def _distance(context: SentenceContext, time: Time, hit: TriggerHit, quantity: Quantity | None) -> int:
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(time.span)
    anchors = [(hit.first, hit.last)]
    if quantity is not None:
        anchors.append(context.token_range(quantity.span))
    costs = []
    for begin, stop in anchors:
        start, end = (stop, first) if stop <= first else (last, begin)
        costs.append(max(0, end - start) + boundary_cost(context, start, end, tables))
    return min(costs)


def find_said(context: SentenceContext, hit: TriggerHit) -> Time | None:
    """When the source said it: the time nearest to the attribution's cue that is not part of what is said."""
    best: tuple[int, Time] | None = None
    for attribution in context.covering(hit.span):
        content = [span for a in context.covering(hit.span) for span in a.content]
        for cue in attribution.cue:
            first, last = context.token_range(cue)
            for time in context.times:
                if any(span.overlaps(time.span) for span in content) or time.type not in _POINTS:
                    continue
                begin, end = context.token_range(time.span)
                gap = begin - last if begin >= last else first - end
                if gap <= _SAID_REACH and (best is None or gap < best[0]):
                    best = (gap, time)
    return best[1] if best else None
