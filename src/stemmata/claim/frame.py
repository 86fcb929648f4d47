"""Binding one trigger to its quantity, item, parties, place, time and stage within a sentence.

What the words do not bind stays unbound: a quantity without a trigger, or a trigger without what its
measure needs, gives no frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stemmata.claim.binding import Link, find_link, hosts_of, subjects_for, subjects_linked
from stemmata.claim.context import SentenceContext
from stemmata.claim.dating import find_said, find_time
from stemmata.claim.dealt import deal_out
from stemmata.claim.item import counted_by_noun, find_counted_item, find_item
from stemmata.claim.lasting import find_length
from stemmata.claim.listing import Row, find_rows
from stemmata.claim.named import CountedItem
from stemmata.claim.party import Parties, find_parties
from stemmata.claim.place import find_place
from stemmata.claim.rate import at_rate
from stemmata.claim.stage import find_stage, stage_of_governor
from stemmata.claim.standing import arms_an_enemy, stands_as_asked
from stemmata.claim.syntax import Form
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit, find_triggers
from stemmata.claim.unit import dimension_of
from stemmata.model import Modality, Person, Polarity, Quantity, Span, Time
from stemmata.packs import Pack


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with what was bound to it; every value carries the span it was read from."""

    context: SentenceContext
    hit: TriggerHit
    quantity: Quantity | None = None
    item: str | None = None
    item_span: Span | None = None
    item_sentence: SentenceContext | None = None
    parties: Parties = field(default_factory=lambda: Parties(None, None))
    place: tuple[str, Span] | None = None
    time: Time | None = None
    said: Time | None = None
    stage: tuple[str, Span] | None = None
    people: tuple[Person, ...] = ()
    scope: tuple[str, Span] | None = None
    heading: SentenceContext | None = None  # of the list that the sentence is a row of


def find_frames(context: SentenceContext, pack: Pack) -> tuple[Frame, ...]:
    """The frames of a sentence: one a quantity that a trigger claims, then one a measure that needs no number."""
    hits = tuple(find_triggers(context, pack))
    if not hits:
        return tuple(_bind_row(context, row, pack) for row in find_rows(context, pack, _counts))
    frames: list[Frame] = []
    classes = tuple(sorted({name for hit in hits for name in hit.item_classes}))
    for quantity in context.quantities:
        if _is_ruled_out(context, quantity):
            continue
        counted = find_counted_item(context, quantity, pack, classes)
        for link, hit in _links(context, quantity, counted, hits, pack):
            own = counted or counted_by_noun(context, quantity, hit, pack)
            frame = _bind(context, hit, quantity, own, link, hits, pack)
            if _fits_needs(frame) and not arms_an_enemy(frame.hit, frame.parties, frame.place, pack):
                frames.append(frame)
                break
    for hit in hits:
        length = find_length(context, hit)
        lasting = _bind(context, hit, length, None, None, hits, pack) if length is not None else None
        if lasting is not None and _fits_needs(lasting):
            frames.append(lasting)
    numbered = {_subject_of(f.hit) for f in frames}
    for hit in sorted(hits, key=lambda one: _is_aside(context, one)):
        key = _subject_of(hit)
        is_counted = bool(hit.trigger.stages) and any(frame.hit.span.overlaps(hit.span) for frame in frames)
        if key in numbered or hit.needs_quantity or is_counted or not stands_as_asked(context, hit, None):
            continue
        if any(_is_contracted_for(context, hit, other) for other in hits):
            continue
        frame = _bind(context, hit, None, None, None, hits, pack)
        if _fits_needs(frame) and not arms_an_enemy(frame.hit, frame.parties, frame.place, pack):
            numbered.add(key)
            frames.append(frame)
    return tuple(sorted(frames, key=lambda f: (f.hit.span, f.quantity.span if f.quantity else f.hit.span)))


def _is_ruled_out(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether a number is only what the true one is set against: "made 300 missiles, not 500"."""
    first, _ = context.token_range(quantity.span)
    set_against = load_claim_tables(context.document.language).words["set_against"]
    return first > 0 and (context.tokens[first - 1].lower in set_against or _is_in_name(context, quantity, first - 1))


def _is_in_name(context: SentenceContext, quantity: Quantity, before: int) -> bool:
    """Whether a figure is the end of a name that nothing is known of: "the tanker M/V Number 9"."""
    token = context.tokens[before]
    is_bare = quantity.unit == "count" and quantity.item_span is None and quantity.text.isdigit()
    is_name = before > 0 and token.is_word and token.text[:1].isupper() and not token.text.isupper()
    is_behind_name = is_name and context.tokens[before - 1].text[:1].isupper()
    return is_bare and is_behind_name and not any(e.entity and e.span.overlaps(token.span) for e in context.entities)


def _is_aside(context: SentenceContext, hit: TriggerHit) -> bool:
    """Whether the trigger only says something of a noun in another clause: "a plant that it is building could open"."""
    groups = context.structure.groups_at(hit.first, hit.last)
    return bool(groups) and all(context.structure.groups[index].modifies is not None for index in groups)


def _subject_of(hit: TriggerHit) -> tuple[str, str | None, str | None, Polarity]:
    """What a hit tells of: several words of a sentence may tell the same."""
    return hit.measure.id, hit.trigger.sub_kind, hit.trigger.stage, hit.stance.polarity


def _fits_needs(frame: Frame) -> bool:
    present: dict[str, bool] = {
        "item": frame.item_span is not None,
        "quantity": frame.quantity is not None,
        "actor": frame.parties.actor is not None,
        "counterpart": frame.parties.counterpart is not None,
        "place": frame.place is not None,
        "people": bool(frame.people),
        "time": frame.time is not None,
        "stage": frame.stage is not None or frame.hit.trigger.stage is not None,
        "modality": frame.hit.stance.modality is not Modality.ASSERTED,
        "phrase": frame.hit.form == "phrase",
        "negative": frame.hit.stance.polarity is Polarity.NEGATIVE,
    }
    if frame.quantity is not None:
        present["each" if frame.quantity.per == "item" else "total"] = True
        present[f"quantity:{dimension_of(frame.quantity.unit)}"] = True
        if frame.quantity.item is not None:
            present[f"quantity:{frame.quantity.item.rsplit(' ', 1)[-1]}"] = True
    return all(any(present.get(choice, False) for choice in need.split("|")) for need in frame.hit.needs)


def _links(
    context: SentenceContext, quantity: Quantity, counted: CountedItem | None, hits: Sequence[TriggerHit], pack: Pack
) -> list[tuple[Link, TriggerHit]]:
    """The triggers that hold a quantity and count such a thing, the firmest first; of equal ones the nearest."""
    links: list[tuple[Link, TriggerHit]] = []
    for hit in hits:
        own = counted or counted_by_noun(context, quantity, hit, pack)
        if hit.span.overlaps(quantity.span) or not _counts(hit, quantity, own, pack):
            continue
        if _is_only_thought(context, hit):
            continue
        link = find_link(context, quantity, hit)
        if link is not None and stands_as_asked(context, hit, quantity):
            links.append((link, hit))
    kept = [
        (link, hit) for link, hit in links if not any(_is_contracted_for(context, hit, other) for _, other in links)
    ]
    return sorted(kept, key=lambda pair: (pair[0].rank, pair[0].distance))


def _is_only_thought(context: SentenceContext, hit: TriggerHit) -> bool:
    """ "Completing the delivery of 66 jets will be hard": what a subject without a doer does is no fact."""
    if hit.stance.modality is not Modality.ASSERTED:
        return False
    structure = context.structure
    noun = structure.phrase_at(hit.last - 1) if hit.form == "noun" else None
    own = [structure.groups[index] for index in structure.groups_at(hit.first, hit.last)]
    holders = own if noun is None else [group for group in structure.groups if noun in group.objects]
    return any(g.form is Form.GERUND and not g.subjects and g.parent is None for g in holders)


def _is_contracted_for(context: SentenceContext, hit: TriggerHit, other: TriggerHit) -> bool:
    """ "a contract for the supply of 78 jets" tells of an order, and of no supply yet."""
    if hit.form != "noun" or other.form != "noun" or other.measure.kind != "commitment" or hit is other:
        return False
    structure = context.structure
    noun, over = structure.phrase_at(hit.last - 1), structure.phrase_at(other.last - 1)
    if noun is None or over is None:
        return False
    tables = load_claim_tables(context.document.language)
    if hit.measure.kind == "commitment":
        return False
    is_for = structure.phrases[noun].preposition in tables.words["towards"]
    leads = is_for and over in (*hosts_of(structure, noun), *subjects_for(structure, noun))
    return leads or over in subjects_linked(context, structure, noun)  # "the contract covers the supply of 78 jets"


def _counts(hit: TriggerHit, quantity: Quantity, counted: CountedItem | None, pack: Pack) -> bool:
    """Whether the trigger's measure can count this quantity: its unit, and the class of its item."""
    if hit.trigger.stages:
        return False  # a stage is reached or not
    dimension = dimension_of(quantity.unit)
    units = hit.measure.units
    measured = "*" in units or quantity.unit in units or dimension in units
    if not measured and not _counts_uses(quantity, hit):
        return False
    if dimension == "percent" and "*" not in units:  # "90 percent of the artillery" is no share of what was shot down
        return dimension in units and (counted is None or counted.is_of_class(hit.item_classes, pack))
    if dimension != "count":
        return "*" in units or dimension in units
    if "*" in units:
        return False  # a property is measured, not counted
    if any(need.startswith("quantity:") for need in hit.needs):
        unit = f"quantity:{quantity.item.rsplit(' ', 1)[-1]}" if quantity.item is not None else None
        return any(unit in need.split("|") for need in hit.needs)
    if counted is None:
        return _counts_uses(quantity, hit)
    return counted.is_of_class(hit.item_classes, pack)


def _bind(
    context: SentenceContext,
    hit: TriggerHit,
    quantity: Quantity | None,
    counted: CountedItem | None,
    link: Link | None,
    hits: Sequence[TriggerHit],
    pack: Pack,
) -> Frame:
    hit = _counts_none(_as_meant(hit), quantity)
    quantity = None if quantity is None else at_rate(context, hit, quantity)
    item = _find_item(context, hit, quantity, counted, link, pack)
    content = context.covering(hit.span)
    reach = Span.hull([hit.span, *(c for a in content for c in a.content if c.overlaps(context.span))])
    reach = Span(max(reach.start, context.span.start), min(reach.end, context.span.end))
    if not content:
        reach = context.span
    stage = find_stage(context, pack, hit.first, hit.last, reach) if _has_stages(hit) else None
    if stage is None and hit.measure.kind not in {"property", "event"}:
        stage = stage_of_governor(context, pack, hit.stance)
    if hit.trigger.stage is not None:
        stage = (hit.trigger.stage, hit.span)
    is_property = hit.measure.kind == "property"
    group = link.group if link is not None else None
    parties = Parties(None, None) if is_property else find_parties(context, hit, pack, group=group)
    if quantity is not None:
        parties = deal_out(context, hit, quantity, parties, pack)
    return Frame(
        context=context,
        hit=hit,
        quantity=quantity,
        item=item.item if item else None,
        item_span=item.span if item else None,
        item_sentence=item.sentence if item else None,
        parties=parties,
        place=find_place(context, hit, hits, pack, quantity),
        time=None if is_property else find_time(context, hit, quantity, hits, group),
        said=find_said(context, hit),
        stage=stage,
        people=context.people if hit.measure.kind == "event" else (),
        scope=_find_scope(context, quantity),
    )


def _bind_row(context: SentenceContext, row: Row, pack: Pack) -> Frame:
    """A row of a list: what its heading says of it."""
    inner = _frame_of_heading(row, pack)
    return replace(
        inner,
        context=context,
        quantity=row.quantity,
        item=row.counted.item,
        item_span=row.counted.span,
        item_sentence=row.heading,
        time=next(iter(context.times), inner.time),
        scope=_find_scope(context, row.quantity),
        heading=row.heading,
    )


def _frame_of_heading(row: Row, pack: Pack) -> Frame:
    """What a heading binds by itself: parties, place, time and stage."""
    return _bind(row.heading, row.hit, None, None, None, (row.hit,), pack)


def _counts_none(hit: TriggerHit, quantity: Quantity | None) -> TriggerHit:
    """ "None of them hit a target": the number says so, and nothing is negated besides."""
    span = hit.stance.polarity_span
    if quantity is None or quantity.high != 0 or span is None or not span.overlaps(quantity.span):
        return hit
    return replace(hit, stance=replace(hit.stance, polarity=Polarity.POSITIVE, polarity_span=None))


def _as_meant(hit: TriggerHit) -> TriggerHit:
    """A trigger whose own words say how it is meant ("pledged"), where its clause says nothing else."""
    meant = hit.trigger.modality
    if meant is None or hit.stance.modality is not Modality.ASSERTED:
        return hit
    return replace(hit, stance=replace(hit.stance, modality=meant, modality_span=hit.span))


def _has_stages(hit: TriggerHit) -> bool:
    return hit.measure.kind in {"commitment", "intention", "ability"}


def _find_item(
    context: SentenceContext,
    hit: TriggerHit,
    quantity: Quantity | None,
    counted: CountedItem | None,
    link: Link | None,
    pack: Pack,
) -> CountedItem | None:
    is_part = hit.measure.kind == "property" and counted is not None and not counted.is_of_class(hit.item_classes, pack)
    if quantity is not None and not is_part:
        counts_things = quantity.unit == "count" and not _counts_uses(quantity, hit)
        if counted is not None or counts_things:
            return counted
    if not hit.item_classes:
        return None
    return find_item(context, hit, quantity, link.group if link else None, pack)


def _counts_uses(quantity: Quantity, hit: TriggerHit) -> bool:
    """Whether the quantity counts uses of the item ("enough for a few strikes") and not the item."""
    return quantity.item is not None and quantity.item.rsplit(" ", 1)[-1] in hit.measure.units


def _find_scope(context: SentenceContext, quantity: Quantity | None) -> tuple[str, Span] | None:
    """What narrows or widens the counted items: "of all kinds", "Iranian-made"; in the text's words."""
    if quantity is None:
        return None
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(quantity.span)
    window_end = last
    if quantity.item_span is not None:
        begin, window_end = context.token_range(quantity.item_span)
        for token in context.tokens[begin:window_end]:
            parts = token.lower.replace("‑", "-").split("-")
            if len(parts) > 1 and parts[-1] in tables.words["made"]:
                return token.text, token.span
        for entity in context.entities:
            if entity.type == "nationality" and entity.span.overlaps(quantity.item_span):
                made = context.text[entity.span.end : entity.span.end + 12].lower()
                for word in sorted(tables.words["made"]):
                    if made.startswith((f"-{word}", f" {word}", f"‑{word}")):
                        span = Span(entity.span.start, entity.span.end + 1 + len(word))
                        return span.of(context.text), span
    near = context.tokens[first : min(len(context.tokens), window_end + 5)]
    for match in tables.scope.find_longest(near):
        return match.span.of(context.text), match.span
    return None
