"""The other side of each number of a list: "40 tanks from Hyundai and 20 guns from Hanwha" are of two sellers."""

from __future__ import annotations

from dataclasses import replace

from stemmata.claim.binding import hosts_of
from stemmata.claim.context import SentenceContext
from stemmata.claim.party import Parties
from stemmata.claim.party_name import Party, PartyNames
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Quantity
from stemmata.packs import Pack


def deal_out(context: SentenceContext, hit: TriggerHit, quantity: Quantity, parties: Parties, pack: Pack) -> Parties:
    """The parties with the counterpart that hangs on the number's own phrase; none, where the one that was found hangs
    on another number that stands before it."""
    counted = [context.token_range(q.span)[0] for q in context.quantities if q.unit == "count"]
    number = context.structure.phrase_at(context.token_range(quantity.span)[0])
    if len(counted) < 2 or number is None or parties.counterpart is None:
        return parties
    own = _hanging_on(context, hit, number, pack)
    if own is not None:
        return parties if parties.actor is not None and own.value == parties.actor.value else _with(parties, own)
    first = context.token_range(parties.counterpart.spans[0])[0]
    other = context.structure.phrase_at(first)
    if other is None or parties.counterpart.spans[0].start > quantity.span.start:
        return parties
    others = {context.structure.phrase_at(token) for token in counted} - {number}
    return _with(parties, None) if others & set(hosts_of(context.structure, other)[1:]) else parties


def _hanging_on(context: SentenceContext, hit: TriggerHit, number: int, pack: Pack) -> Party | None:
    reader = PartyNames(context, hit, pack)
    wanted = reader.tables.words["away" if hit.trigger.direction == "from" else "towards"]
    for index, phrase in enumerate(context.structure.phrases):
        if phrase.host == number and phrase.preposition in wanted:
            return reader.party_of([index])
    return None


def _with(parties: Parties, counterpart: Party | None) -> Parties:
    return replace(parties, counterpart=counterpart)
