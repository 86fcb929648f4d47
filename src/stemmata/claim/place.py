"""Where the thing that a trigger tells of is or happens, if its clause says so."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.claim.binding import hosts_of
from stemmata.claim.clause import crosses_relative
from stemmata.claim.context import SentenceContext
from stemmata.claim.syntax import Form
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Entity, Modality, Quantity, Span
from stemmata.packs import Pack

_PLACE_REACH = 16  # tokens
_OF = "of"
_AHEAD = frozenset({Modality.PLANS, Modality.INTENDS})


def find_place(
    context: SentenceContext,
    hit: TriggerHit,
    hits: Sequence[TriggerHit],
    pack: Pack,
    quantity: Quantity | None = None,
) -> tuple[str, Span] | None:
    """The place that the trigger's clause names: a place of the pack before a state, the nearest first. One that
    stands behind another of the `hits`, or behind another number than `quantity`, belongs to that."""
    tables = load_claim_tables(context.document.language)
    said = [span for attribution in context.covering(hit.span) for span in attribution.content]
    leading = tables.words["place"] | (tables.words["place_above"] if hit.measure.kind == "flow" else frozenset())
    inside = tables.words["state_place"] | (tables.words["place_above"] if hit.measure.kind == "flow" else frozenset())
    best: tuple[bool, int, str, Span] | None = None
    for entity in context.entities:
        is_place = entity.entity in pack.places
        is_state = entity.entity in pack.actors and pack.actors[entity.entity or ""].kind == "state"
        if entity.entity is None or not (is_place or is_state) or context.outside_content(entity.span):
            continue
        if said and not any(span.contains(entity.span) for span in said):
            continue  # "told reporters in Washington"
        first, last = context.token_range(entity.span)
        window = context.tokens[max(0, first - 4) : first]
        if not any(token.lower in leading for token in window) and not _names_facility(context, last):
            continue
        if is_state and not any(token.lower in inside for token in window[-2:]):
            continue
        if is_state and any(token.lower in tables.words["genitive"] for token in context.tokens[last : last + 1]):
            continue  # "involved in Iran's efforts"
        gap = first - hit.last if first >= hit.last else hit.first - last
        begin, end = (hit.last, first) if first >= hit.last else (last, hit.first)
        if gap > _PLACE_REACH or crosses_relative(context, begin, end, tables):
            continue
        if any(begin <= other.first < end and other.measure.id != hit.measure.id for other in hits):
            continue
        if _is_of_other_verb(context, hit, first):
            continue
        if _is_one_of_several(context, entity, pack):
            continue
        if _is_of_happening(context, first, tables) or _is_of_other_number(context, first, hit, quantity, tables):
            continue
        candidate = (not is_place, max(0, gap), entity.entity, entity.span)
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return (best[2], best[3]) if best else None


def _is_of_other_verb(context: SentenceContext, hit: TriggerHit, first: int) -> bool:
    """ "A ship operating in the Red Sea shot down 14", "signed a deal in Prague to sell 52": where the ship is, and
    where it was signed."""
    structure = context.structure
    number = structure.phrase_at(first)
    own = structure.groups_at(hit.first, hit.last)
    if number is None or not own:
        return False
    line = hosts_of(structure, number)
    for index, group in enumerate(structure.groups):
        if index in own or not any(phrase in line for _, phrase in group.obliques):
            continue
        is_ahead = hit.stance.modality in _AHEAD and any(
            structure.groups[one].form is Form.INFINITIVE and structure.groups[one].parent == index for one in own
        )
        if group.modifies is not None or is_ahead:
            return not any(phrase in line for one in own for _, phrase in structure.groups[one].obliques)
    return False


def _is_one_of_several(context: SentenceContext, place: Entity, pack: Pack) -> bool:
    """ "Shot down in Odesa, Kherson and Sumy regions": none of them is where it was."""
    joins = load_claim_tables(context.document.language).words["conjunctions"]
    first, last = context.token_range(place.span)
    for other in context.entities:
        begin, end = context.token_range(other.span)
        is_place = other.entity in pack.places or (
            other.entity in pack.actors and pack.actors[other.entity or ""].kind == "state"
        )
        between = context.tokens[last:begin] if begin >= last else context.tokens[end:first]
        if is_place and other is not place and between and all(token.lower in joins for token in between):
            return True
    return False


def _is_of_happening(context: SentenceContext, first: int, tables: ClaimTables) -> bool:
    """ "before the war in Ukraine", "the ceremony of the Suez Canal": the place is that of the war, or of the thing."""
    structure = context.structure
    number = structure.phrase_at(first)
    host = structure.phrases[number].host if number is not None else None
    if number is None or host is None:
        return False
    head = context.tokens[structure.phrases[host].head].lemmas
    is_of_thing = structure.phrases[number].preposition == _OF and not tables.has("place_nouns", head)
    return is_of_thing or tables.has("happening", head)


def _is_of_other_number(
    context: SentenceContext, first: int, hit: TriggerHit, quantity: Quantity | None, tables: ClaimTables
) -> bool:
    """Whether a place belongs to another number of a list: "12 were shot down over Kursk, five over Belgorod"."""
    if quantity is None:
        return False
    own, _ = context.token_range(quantity.span)
    numbers = [context.token_range(other.span)[0] for other in context.quantities if other.unit == "count"]
    if first < own:
        return any(number < first for number in numbers)
    start = max(own, hit.first)
    between = [number for number in numbers if own < number and start <= number < first]
    return any(
        any(token.lower in tables.words["parts_places"] for token in context.tokens[own:number]) for number in between
    )


def _names_facility(context: SentenceContext, last: int) -> bool:
    """Whether a place's name stands right before a building: "the Yelabuga plant"."""
    behind = context.tokens[last : last + 1]
    return any(e.type == "facility" and e.span.overlaps(t.span) for t in behind for e in context.entities)
