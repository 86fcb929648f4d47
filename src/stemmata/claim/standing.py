"""Whether a trigger stands with the words that its row asks for: "sent against" is no delivery, "40 left" no departure.

A row of the pack may ask for a preposition behind its verb, or bar some, and may ask that its words stand behind what
they count.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemmata.annotate.token import word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.party import Parties
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Quantity, Span
from stemmata.packs import Pack

_REACH = 16  # tokens behind a verb in which its preposition stands
_STRONG_MARKS = frozenset(";:—–")


def stands_as_asked(context: SentenceContext, hit: TriggerHit, quantity: Quantity | None) -> bool:
    """Whether the words round `hit`, and their order, are those that its row of the pack asks for."""
    trigger, language = hit.trigger, context.document.language
    if trigger.follows_count and (quantity is None or not _closes_count(context, hit, quantity)):
        return False
    wanted, barred = trigger.with_preposition.get(language), trigger.without_preposition.get(language)
    if not wanted and not barred:
        return True
    behind = frozenset(_prepositions_behind(context, hit))
    return (not wanted or not behind.isdisjoint(wanted)) and (not barred or behind.isdisjoint(barred))


def arms_an_enemy(hit: TriggerHit, parties: Parties, place: tuple[str, Span] | None, pack: Pack) -> bool:
    """Whether one side of a transfer is at war with the other, or with the state that `place` lies in: whoever "sent 40
    drones to Odesa" gave nothing away."""
    if hit.measure.kind != "transfer" or parties.actor is None:
        return False
    others = parties.counterpart.value.split("+") if parties.counterpart else []
    if place is not None:
        others.append(pack.state_of_place(place[0]))
    sides = {pack.state_of(one) for one in parties.actor.value.split("+")}
    against = {pack.state_of(other) for other in others}
    return any((a in sides and b in against) or (b in sides and a in against) for a, b in pack.adversaries)


def _closes_count(context: SentenceContext, hit: TriggerHit, quantity: Quantity) -> bool:
    """ "has 40 tanks left": behind the number, with no object and no preposition that would make a verb of it."""
    if hit.first < context.token_range(quantity.span)[1]:
        return False
    tables = load_claim_tables(context.document.language)
    structure = context.structure
    is_verb = any(structure.groups[index].objects for index in structure.groups_at(hit.first, hit.last))
    following = context.tokens[hit.last] if hit.last < len(context.tokens) else None
    opens_object = following is not None and following.lower in tables.words["determiners"] - {"more"}
    leads_away = following is not None and following.lower in tables.words["leads_away"]
    return not (is_verb or opens_object or leads_away)


def _prepositions_behind(context: SentenceContext, hit: TriggerHit) -> Iterator[str]:
    """The words between a verb and the next one, or the end of its clause."""
    tables = load_claim_tables(context.document.language)
    language = context.document.language
    mains = {group.first for group in context.structure.groups if group.first >= hit.last}
    for index in range(hit.last, min(len(context.tokens), hit.last + _REACH)):
        token, before = context.tokens[index], context.tokens[index - 1]
        if any(quantity.span.overlaps(token.span) for quantity in context.quantities):
            continue  # "around 400"
        if token.text in _STRONG_MARKS or token.lower in tables.words["relative_break"] or index in mains:
            return
        if token.lower in tables.words["that"] and "NOUN" in word_classes(before.lower, language):
            return  # "sent missiles that were fired at them"
        if any(tables.has("measures_of", behind.lemmas) for behind in context.tokens[index + 1 : index + 3]):
            continue  # "at a rate of"
        yield token.lower
