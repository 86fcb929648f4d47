"""A proposal made a claim: every word found in its sentence, every name looked up in the pack, nothing taken on trust.

The engine's words only point. Items, parties and places are what the annotations name at those words, dates are those
of the annotations, the chain is the chain reader's. What cannot be found is left out, or the proposal is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemmata.claim.build import make_claim_id, make_evidence
from stemmata.claim.context import SentenceContext
from stemmata.claim.unframed import Unframed
from stemmata.claim.unit import dimension_of
from stemmata.engine.message import Proposal, ProposedNumber
from stemmata.model import Claim, Entity, Quantity, Source, Span
from stemmata.packs import Measure, Pack


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a proposal became no claim: the field."""

    field: str


def anchor(
    proposal: Proposal, context: SentenceContext, unframed: Unframed, pack: Pack, proposed_by: str
) -> Claim | Refused:
    """The claim that a proposal on a sentence points at, not yet judged."""
    sentence = _plain(context.span.of(context.text))
    measure = pack.measures.get(proposal.measure)
    trigger = _find(proposal.trigger, context)
    if _plain(proposal.quote) not in sentence or trigger is None:
        return Refused("quote")
    if measure is None or proposal.sub_kind not in {t.sub_kind for t in measure.triggers}:
        return Refused("measure")
    number = _quantity(proposal.number, context, trigger) if proposal.number is not None else None
    if isinstance(number, Refused):
        return number
    if number is not None and not _may_count(measure, number):
        return Refused("unit")
    chain = _chain(proposal, context, unframed, number.span if number else trigger)
    if isinstance(chain, Refused):
        return chain
    item = _named(proposal.item, context, trigger, pack.items)
    if item is not None and not pack.is_of_class(item.entity, _classes(measure, proposal.sub_kind)):
        return Refused("item")
    actor, counterpart = (
        _named(words, context, trigger, pack.actors) for words in (proposal.actor, proposal.counterpart)
    )
    place = _named(proposal.place, context, trigger, {**pack.places, **pack.actors})
    time_span = _find(proposal.time, context, trigger)
    time = next((t for t in context.times if time_span is not None and t.span.overlaps(time_span)), None)
    support = {
        "measure": (trigger,),
        "quantity": (number.span,) if number else (),
        **{
            field: (entity.span,) if entity else ()
            for field, entity in (("item", item), ("actor", actor), ("counterpart", counterpart), ("place", place))
        },
        "time": (time.span,) if time else (),
        "modality": _spans(_find(proposal.modality_words, context, trigger)),
        "polarity": _spans(_find(proposal.polarity_words, context, trigger)),
        "chain": tuple(source.span for source in chain if source.span),
    }
    evidence = make_evidence(context.text, context.span)
    title = context.document.title_span
    return Claim(
        id=make_claim_id(
            context.document.sha256,
            measure.id,
            proposal.sub_kind,
            evidence.span,
            number.span if number else trigger,
        ),
        document=context.document.sha256,
        measure=measure.id,
        sub_kind=proposal.sub_kind,
        item=item.entity if item else None,
        actor=actor.entity if actor else None,
        counterpart=counterpart.entity if counterpart else None,
        place=place.entity if place else None,
        quantity=number,
        time=time,
        stage=None,
        modality=proposal.modality,
        polarity=proposal.polarity,
        chain=chain,
        evidence=evidence,
        in_title=title is not None and title.overlaps(context.span),
        support={field: spans for field, spans in support.items() if spans},
        proposed_by=proposed_by,
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _spans(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None else ()


def _find(words: str | None, context: SentenceContext, near: Span | None = None) -> Span | None:
    """Where words stand in the sentence to the letter, as whole words; the nearest to `near` where that is given."""
    if words is None or not words.strip():
        return None
    text, wanted = context.text, words.strip()
    found: list[Span] = []
    start = text.find(wanted, context.span.start, context.span.end)
    while start >= 0:
        span = Span(start, start + len(wanted))
        cuts_before = text[max(0, start - 1) : start].isalnum() and wanted[0].isalnum()
        cuts_behind = text[span.end : span.end + 1].isalnum() and wanted[-1].isalnum()
        if not cuts_before and not cuts_behind:
            found.append(span)
        start = text.find(wanted, start + 1, context.span.end)
    return min(found, key=lambda s: abs(s.start - near.start) if near else s.start, default=None)


def _quantity(number: ProposedNumber, context: SentenceContext, near: Span) -> Quantity | Refused:
    """The engine's number on its words; that it is what they say, the guard decides."""
    span = _find(number.text, context, near)
    if span is None:
        return Refused("number")
    if number.low is not None and number.high is not None and number.low > number.high:
        return Refused("number")
    known = next((q for q in context.quantities if q.span.overlaps(span)), None)
    item, item_span = (known.item, known.item_span) if known else (None, None)
    return Quantity(
        span, span.of(context.text), number.low, number.high, number.basis, number.unit, item, item_span, number.per
    )


def _may_count(measure: Measure, quantity: Quantity) -> bool:
    dimension = dimension_of(quantity.unit)
    return "*" in measure.units or dimension in measure.units or (dimension == "count" and "count" in measure.units)


def _classes(measure: Measure, sub_kind: str | None) -> tuple[str, ...]:
    own = [t.items for t in measure.triggers if t.sub_kind == sub_kind and t.items is not None]
    return tuple(sorted({class_ for items in own for class_ in items} | set(measure.items)))


def _named(words: str | None, context: SentenceContext, near: Span, known: Iterable[str]) -> Entity | None:
    """What the annotations name at some words: the last name in them, as the head of an English phrase stands last."""
    span = _find(words, context, near)
    ids = set(known)
    inside = [e for e in context.entities if span is not None and e.entity in ids and span.contains(e.span)]
    return inside[-1] if inside else None


def _chain(proposal: Proposal, context: SentenceContext, unframed: Unframed, at: Span) -> tuple[Source, ...] | Refused:
    """The chain that the text gives; a source that the engine names must be one of its levels."""
    chain = unframed.chain_at(context, at)
    if not chain:
        return Refused("source")
    if proposal.source is None:
        return chain
    named = _find(proposal.source, context, at)
    if named is None or not any(source.span is not None and source.span.overlaps(named) for source in chain):
        return Refused("source")
    return chain
