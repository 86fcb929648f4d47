"""Binding one trigger to its quantity, item, parties, place, time and stage within a sentence.

What the words do not bind stays unbound: a quantity without a trigger, or a trigger without what its
measure needs, gives no frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stemmata.annotate.token import word_classes
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.party import Parties, find_parties, find_place
from stemmata.claim.stage import find_stage, stage_of_governor
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit, find_triggers
from stemmata.claim.unit import dimension_of
from stemmata.model import Entity, Modality, Person, Polarity, Quantity, Span, Time
from stemmata.packs import Pack

_FARTHEST = 24  # boundary-weighted tokens between a quantity and the trigger that it belongs to
_TIME_REACH = 22
_SAID_REACH = 8
_ITEM_REACH = 12
_WRONG_SIDE = 8  # an active verb's object stands behind it
_NAMED_MODEL = 4  # "the X-1 is a slow drone" is about the X-1


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with what was bound to it; every value carries the span it was read from."""

    context: SentenceContext
    hit: TriggerHit
    quantity: Quantity | None = None
    item: str | None = None
    item_span: Span | None = None
    parties: Parties = field(default_factory=lambda: Parties(None, None))
    place: tuple[str, Span] | None = None
    time: Time | None = None
    said: Time | None = None
    stage: tuple[str, Span] | None = None
    people: tuple[Person, ...] = ()
    scope: tuple[str, Span] | None = None


def find_frames(context: SentenceContext, pack: Pack) -> tuple[Frame, ...]:
    """The frames of a sentence: one a quantity that a trigger claims, then one a measure that needs no number."""
    hits = tuple(find_triggers(context, pack))
    if not hits:
        return ()
    frames: list[Frame] = []
    for quantity in context.quantities:
        hit = _governing_trigger(context, quantity, hits, pack)
        if hit is not None:
            frames.append(_bind(context, hit, quantity, hits, pack))
    counted = {_subject_of(f.hit) for f in frames if _fits_needs(f)}
    for hit in hits:
        key = _subject_of(hit)
        if key in counted or _needs_quantity(hit):
            continue
        frame = _bind(context, hit, None, hits, pack)
        if _fits_needs(frame):
            counted.add(key)
            frames.append(frame)
    kept = [frame for frame in frames if _fits_needs(frame)]
    return tuple(sorted(kept, key=lambda f: (f.hit.span, f.quantity.span if f.quantity else f.hit.span)))


def _subject_of(hit: TriggerHit) -> tuple[str, str | None, str | None, Polarity]:
    """What a hit tells of: several words of a sentence may tell the same."""
    return hit.measure.id, hit.trigger.sub_kind, hit.trigger.stage, hit.stance.polarity


def _needs_quantity(hit: TriggerHit) -> bool:
    return any(need.split(":")[0] == "quantity" for need in hit.needs)


def _fits_needs(frame: Frame) -> bool:
    present: dict[str, bool] = {
        "item": frame.item is not None,
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
        present[f"quantity:{dimension_of(frame.quantity.unit)}"] = True
        if frame.quantity.item is not None:
            present[f"quantity:{frame.quantity.item.rsplit(' ', 1)[-1]}"] = True
    return all(any(present.get(choice, False) for choice in need.split("|")) for need in frame.hit.needs)


def _governing_trigger(
    context: SentenceContext, quantity: Quantity, hits: Sequence[TriggerHit], pack: Pack
) -> TriggerHit | None:
    """The trigger that a quantity belongs to: the nearest one whose measure counts such a thing."""
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(quantity.span)
    best: tuple[int, int, TriggerHit] | None = None
    is_whole = _is_whole(context, quantity, tables)
    for order, hit in enumerate(hits):
        if not _counts(context, hit, quantity, pack) or hit.span.overlaps(quantity.span):
            continue
        if is_whole and hit.last <= first:
            continue  # "shot down 71 of 103": the verb before counts the 71
        start, end = (hit.last, first) if hit.last <= first else (last, hit.first)
        cost = max(0, end - start) + boundary_cost(context, start, end, tables)
        if hit.form == "noun":
            cost += 2
        if hit.first >= last:
            cost += 1
        if cost <= _FARTHEST and (best is None or (cost, order) < best[:2]):
            best = (cost, order, hit)
    return best[2] if best else None


def _is_whole(context: SentenceContext, quantity: Quantity, tables: ClaimTables) -> bool:
    """Whether another quantity is a part of this one: the 103 of "71 of the 103"."""
    first, _ = context.token_range(quantity.span)
    place = first
    while place and context.tokens[place - 1].lower in tables.words["partitive"]:
        place -= 1
    if place == first:
        return False
    return any(q.span.end == context.tokens[place - 1].span.end for q in context.quantities if place)


def _counts(context: SentenceContext, hit: TriggerHit, quantity: Quantity, pack: Pack) -> bool:
    """Whether the trigger's measure can count this quantity: its unit, and the class of its item."""
    if hit.trigger.stages:
        return False  # a stage is reached or not
    dimension = dimension_of(quantity.unit)
    units = hit.measure.units
    measured = "*" in units or quantity.unit in units or dimension in units
    if not measured and not _counts_uses(quantity, hit):
        return False
    if dimension != "count":
        return "*" in units or dimension in units
    if "*" in units:
        return False  # a property is measured, not counted
    if any(need.startswith("quantity:") for need in hit.needs):
        return quantity.item is not None and any(
            need == f"quantity:{quantity.item.rsplit(' ', 1)[-1]}" for need in hit.needs
        )
    item = _counted_item(context, quantity, pack)
    if item is None:
        return _counts_uses(quantity, hit)
    return pack.is_of_class(item.entity, hit.item_classes)


def _counted_item(context: SentenceContext, quantity: Quantity, pack: Pack) -> Entity | None:
    """The pack's item that a quantity counts: the last one inside its counted noun phrase; where the noun is
    left out ("30 of which", "of the 34"), the item of the quantity before it or the nearest after it."""
    items = [e for e in context.entities if e.entity in pack.items]
    if quantity.item_span is not None:
        inside = [e for e in items if e.span.overlaps(quantity.item_span)]
        if not inside or inside[-1].span.end < quantity.item_span.end:
            return None  # "10 arms exporters" counts exporters
        head = next((e for e in inside if inside[-1].entity in pack.lineage(e.entity or "")), inside[-1])
        return _whole_list(context, head, items, pack)
    if quantity.unit != "count":
        return None
    if _has_predicate(context, quantity):
        return _said_to_be(context, quantity, items)
    earlier = [q for q in context.quantities if q.span < quantity.span and q.item_span is not None]
    for other in reversed(earlier):
        found = _counted_item(context, other, pack)
        if found is not None:
            return found
    return None


def _has_predicate(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether the number is said to be something: "of which 1,100 were decoys", but not "34 were shot down"."""
    tables = load_claim_tables(context.document.language)
    language = context.document.language
    _, last = context.token_range(quantity.span)
    if last + 1 >= len(context.tokens) or not tables.has("copula", context.tokens[last].lemmas):
        return False
    following = context.tokens[last + 1].lower
    may_be_participle = "VERB" in word_classes(following, language)
    return not may_be_participle or following.endswith(tuple(tables.words["not_past"]))


def _said_to_be(context: SentenceContext, quantity: Quantity, items: Sequence[Entity]) -> Entity | None:
    """ "of which 1,100 were decoys": the item that the number's predicate names."""
    _, last = context.token_range(quantity.span)
    starts = {context.token_range(item.span)[0]: item for item in items}
    return starts.get(last + 1)


def _whole_list(context: SentenceContext, first: Entity, items: Sequence[Entity], pack: Pack) -> Entity:
    """ "400 X-1, X-2 and X-3 drones": what the whole list has in common, never only its first member."""
    tables = load_claim_tables(context.document.language)
    members = [first]
    for item in items:
        if item.span <= members[-1].span:
            continue
        _, begin = context.token_range(members[-1].span)
        end, _ = context.token_range(item.span)
        if any(token.lower not in tables.words["conjunctions"] for token in context.tokens[begin:end]):
            break
        members.append(item)
    if len(members) == 1:
        return first
    lines = [pack.lineage(member.entity or "") for member in members]
    common = next((wide for wide in lines[0] if all(wide in line for line in lines)), None)
    span = Span.hull(member.span for member in members)
    return Entity(span, first.type, span.of(context.text), common)


def _bind(
    context: SentenceContext, hit: TriggerHit, quantity: Quantity | None, hits: Sequence[TriggerHit], pack: Pack
) -> Frame:
    item = _find_item(context, hit, quantity, pack)
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
    return Frame(
        context=context,
        hit=hit,
        quantity=quantity,
        item=item.entity if item else None,
        item_span=item.span if item else None,
        parties=Parties(None, None) if is_property else find_parties(context, hit, pack),
        place=find_place(context, hit, hits, pack),
        time=None if is_property else _find_time(context, hit, quantity, hits),
        said=_find_said(context, hit),
        stage=stage,
        people=context.people if hit.measure.kind == "event" else (),
        scope=_find_scope(context, quantity),
    )


def _has_stages(hit: TriggerHit) -> bool:
    return hit.measure.kind in {"commitment", "intention", "ability"}


def _find_item(context: SentenceContext, hit: TriggerHit, quantity: Quantity | None, pack: Pack) -> Entity | None:
    if quantity is not None:
        counted = _counted_item(context, quantity, pack)
        if counted is not None or (quantity.unit == "count" and not _counts_uses(quantity, hit)):
            return counted
    if not hit.item_classes:
        return None
    tables = load_claim_tables(context.document.language)
    best: tuple[int, Entity] | None = None
    for entity in context.entities:
        if not pack.is_of_class(entity.entity, hit.item_classes) or context.outside_content(entity.span):
            continue
        first, last = context.token_range(entity.span)
        start, end = (hit.last, first) if hit.last <= first else (last, hit.first)
        cost = max(0, end - start) + boundary_cost(context, start, end, tables)
        either_side = bool(hit.trigger.stages)  # "began work on the plant", "the plant began work"
        if (
            not either_side
            and hit.form == "verb"
            and (first < hit.first) != hit.trigger.item_is_subject
            and not hit.is_passive
        ):
            cost += _WRONG_SIDE
        if pack.items[entity.entity or ""].level in {"model", "variant"}:
            cost -= _NAMED_MODEL
        if cost <= _ITEM_REACH and (best is None or cost < best[0]):
            best = (cost, entity)
    return best[1] if best else None


def _counts_uses(quantity: Quantity, hit: TriggerHit) -> bool:
    """Whether the quantity counts uses of the item ("enough for a few strikes") and not the item."""
    return quantity.item is not None and quantity.item.rsplit(" ", 1)[-1] in hit.measure.units


def _find_time(
    context: SentenceContext, hit: TriggerHit, quantity: Quantity | None, hits: Sequence[TriggerHit]
) -> Time | None:
    """The nearest time of what is said; a time of the saying ("said on Sunday") is not one."""
    tables = load_claim_tables(context.document.language)
    content = [span for a in context.covering(hit.span) for span in a.content]
    best: tuple[int, Time] | None = None
    for time in context.times:
        if content and not any(span.overlaps(time.span) for span in content):
            continue
        if context.outside_content(time.span):
            continue
        first, last = context.token_range(time.span)
        if _belongs_to_another(hit, hits, first, last):
            continue
        anchors = [(hit.first, hit.last)]
        if quantity is not None:
            anchors.append(context.token_range(quantity.span))
        costs = []
        for begin, stop in anchors:
            start, end = (stop, first) if stop <= first else (last, begin)
            costs.append(max(0, end - start) + boundary_cost(context, start, end, tables))
        cost = min(costs)
        if cost <= _TIME_REACH and (best is None or cost < best[0]):
            best = (cost, time)
    return best[1] if best else None


def _find_said(context: SentenceContext, hit: TriggerHit) -> Time | None:
    """When the source said it: the time nearest to the attribution's cue that is not part of what is said."""
    best: tuple[int, Time] | None = None
    for attribution in context.covering(hit.span):
        content = [span for a in context.covering(hit.span) for span in a.content]
        for cue in attribution.cue:
            first, last = context.token_range(cue)
            for time in context.times:
                if any(span.overlaps(time.span) for span in content):
                    continue
                begin, end = context.token_range(time.span)
                gap = begin - last if begin >= last else first - end
                if gap <= _SAID_REACH and (best is None or gap < best[0]):
                    best = (gap, time)
    return best[1] if best else None


def _belongs_to_another(hit: TriggerHit, hits: Sequence[TriggerHit], first: int, last: int) -> bool:
    """Whether a trigger of another stance stands between: in "trains pilots and intends to send jets by May" the
    date is the sending's."""
    low, high = (hit.last, first) if hit.last <= first else (last, hit.first)
    return any(
        low <= other.first < high and other.stance.modality is not hit.stance.modality and other.form == "verb"
        for other in hits
    )


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
