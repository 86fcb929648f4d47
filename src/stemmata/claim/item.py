"""Which item of the pack a quantity counts, or a trigger is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemmata.claim.binding import is_container
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.elided import (
    classes_meant,
    has_predicate,
    item_before,
    item_behind,
    item_in_sentences_before,
    item_of_whole,
    item_said_to_be,
    leaves_noun_out,
    only_item,
)
from stemmata.claim.named import CountedItem, item_of_phrase, items_of, named_item
from stemmata.claim.syntax import Form, Group, Phrase, Structure, Voice
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Entity, Quantity
from stemmata.packs import Pack

_ITEM_REACH = 12  # tokens
_PROPERTY_REACH = 24  # a text tells of one thing's range, speed and payload in a row
_NAMED_MODEL = 4  # "the X-1 is a slow drone" is about the X-1


def find_counted_item(
    context: SentenceContext, quantity: Quantity, pack: Pack, classes: Sequence[str] = ()
) -> CountedItem | None:
    """What a quantity counts; None where its noun is no item, or the words do not say. Where the noun is left out it is
    a thing of one of `classes`, if any are given: those that the sentence's triggers count."""
    named = named_item(context, quantity, pack)
    if named is not None:
        number = context.structure.phrase_at(context.token_range(quantity.span)[0])
        return _narrowed(context, number, named, pack)
    if quantity.unit == "percent" and quantity.item_span is None:
        return item_of_whole(context, quantity, pack)
    if not leaves_noun_out(context, quantity):
        return None
    if quantity.item_span is None and has_predicate(context, quantity):
        return item_said_to_be(context, quantity, pack)
    classes = classes_meant(context, quantity, pack) or classes
    return (
        item_of_whole(context, quantity, pack)
        or item_behind(context, quantity, pack)
        or item_before(context, quantity, pack, classes)
    )


def _narrowed(context: SentenceContext, number: int | None, named: CountedItem, pack: Pack) -> CountedItem:
    """ "The remaining nine jets", "a further 120 missiles": those of which the text spoke, if it spoke of one kind."""
    tables = load_claim_tables(context.document.language)
    structure = context.structure
    if named.item is None or number is None:
        return named
    phrase = structure.phrases[number]
    hosts = [phrase] if phrase.host is None else [phrase, structure.phrases[phrase.host]]
    numbers = [quantity.span for quantity in context.quantities]  # "more than 40" points to nothing
    tokens = [t for p in hosts for t in context.tokens[p.first : p.last]]
    words = [t.lower for t in tokens if not any(span.overlaps(t.span) for span in numbers)]
    is_stand_in = tables.has("stands_for_item", context.tokens[phrase.head].lemmas)  # "6,000 rounds"
    if tables.words["points_back"].isdisjoint(words) and not is_stand_in:
        return named
    start = context.tokens[phrase.first].span.start
    before = [e for e in items_of(context, pack) if e.span.end <= start]
    told = only_item(context, before, pack) if before else item_in_sentences_before(context, pack)
    if told is None or told.item is None or named.item not in pack.lineage(told.item) or told.item == named.item:
        return named
    return CountedItem(told.item, told.span, told.sentence)


def find_item(
    context: SentenceContext, hit: TriggerHit, quantity: Quantity | None, group: int | None, pack: Pack
) -> CountedItem | None:
    """The item that a trigger is about where no counted noun names it: its verb's object, or what hangs on its noun."""
    structure = context.structure
    tables = load_claim_tables(context.document.language)
    chosen: list[int] = []
    if hit.form == "phrase" and quantity is None:
        return _nearest_item(context, hit, pack)  # "running out of tanks"
    groups = [group] if group is not None else list(structure.groups_at(hit.first, hit.last))
    noun = structure.phrase_at(hit.last - 1)
    for index in groups:
        chosen.extend(_phrases_of_verb(structure, structure.groups[index], hit))
    if noun is not None:
        chosen.extend(_phrases_of_noun(context, structure, noun))
        inside = _before_head(context, structure.phrases[noun], hit, pack)
        if inside is not None:
            return inside
    if not groups and noun is None:
        return _nearest_item(context, hit, pack) or _measured_before(context, hit, pack)
    for number in chosen:
        entity = item_of_phrase(context, structure.phrases[number], pack) or _item_held(
            context, structure, number, pack
        )
        if entity is None or not pack.is_of_class(entity.entity, hit.item_classes):
            continue
        if hit.measure.kind == "intention" and _is_other_side(structure, number, tables):
            continue
        return _narrowed(context, number, CountedItem(entity.entity, entity.span, context), pack)
    if any(_is_pronoun_of_things(context, structure.phrases[number]) for number in chosen):
        first = context.tokens[hit.first].span.start
        before = [
            e for e in items_of(context, pack) if e.span.end <= first and pack.is_of_class(e.entity, hit.item_classes)
        ]
        return only_item(context, before, pack) if before else None
    named = (item_of_phrase(context, structure.phrases[number], pack) for number in chosen)
    told_without_number = quantity is None and (hit.measure.kind == "intention" or bool(hit.trigger.stages))
    if told_without_number and not any(named):
        return _nearest_item(context, hit, pack)  # "began work on the plant", "the plant began work"
    if hit.measure.kind == "property" and noun is not None and _is_its(context, structure.phrases[noun], hit, pack):
        return item_in_sentences_before(context, pack, hit.item_classes)
    if hit.measure.kind == "property":
        return _nearest_item(context, hit, pack) or _measured_before(context, hit, pack)
    return _measured_before(context, hit, pack)


def _is_its(context: SentenceContext, phrase: Phrase, hit: TriggerHit, pack: Pack) -> bool:
    """ "Its payload is double that of the X-1": a property of what the text told of before."""
    tables = load_claim_tables(context.document.language)
    first = context.tokens[phrase.first]
    named = [e for e in items_of(context, pack) if e.span.end <= first.span.start]
    named = [e for e in named if pack.is_of_class(e.entity, hit.item_classes)]
    return first.lower in tables.words["possessive_pronouns"] and not named


def _is_pronoun_of_things(context: SentenceContext, phrase: Phrase) -> bool:
    """ "ordered them for $8 billion"."""
    tables = load_claim_tables(context.document.language)
    return phrase.is_pronoun and context.tokens[phrase.first].lower in tables.words["object_pronouns"]


def _measured_before(context: SentenceContext, hit: TriggerHit, pack: Pack) -> CountedItem | None:
    """ "They cost $20,000 each": what the sentence before spoke of, if this one names no item at all."""
    if hit.measure.kind not in {"money", "property"} or items_of(context, pack):
        return None
    tables = load_claim_tables(context.document.language)
    if not _is_of_known_deal(context, tables) and tables.words["means_a_thing"].isdisjoint(
        token.lower for token in context.tokens
    ):
        return None  # "The deal is worth $2 billion"
    found = item_in_sentences_before(context, pack)
    return found if found is not None and pack.is_of_class(found.item, hit.item_classes) else None


def _is_of_known_deal(context: SentenceContext, tables: ClaimTables) -> bool:
    """Whether a sentence speaks of "the deal" or "the order", of which the text has told."""
    pairs = zip(context.tokens, context.tokens[1:], strict=False)
    return any(a.lower in tables.words["definite"] and tables.has("known_deals", b.lemmas) for a, b in pairs)


def _phrases_of_verb(structure: Structure, group: Group, hit: TriggerHit) -> Iterator[int]:
    done_to = group.subjects if group.voice is not Voice.ACTIVE or hit.trigger.item_is_subject else ()
    is_measured = hit.measure.kind in {"money", "property"}
    yield from (*group.objects, *done_to, *(group.subjects if is_measured else ()))
    for preposition, phrase in group.obliques:
        if preposition in {"with", "of", "for"}:
            yield phrase


def _leads_on(context: SentenceContext, structure: Structure, host: int, noun: int) -> bool:
    """Whether what hangs on `host` is the noun's own: "delivery to Kenya of 40 tanks", not "of chips for 40 tanks"."""
    phrase = structure.phrases[host]
    return phrase.host == noun and (phrase.preposition != "of" or is_container(context, phrase))


def _objects_of_infinitive(structure: Structure, noun: int) -> Iterator[int]:
    """ "A contract (worth $2 billion) to build 40 tanks": what the noun's infinitive is about."""
    ends = [phrase.last for number, phrase in enumerate(structure.phrases) if noun in (number, phrase.host)]
    for group in structure.groups:
        if group.form is Form.INFINITIVE and group.first in ends:
            yield from group.objects


def _item_held(context: SentenceContext, structure: Structure, number: int, pack: Pack) -> Entity | None:
    """ "delivered the first batch of its missiles": the item that a batch is of."""
    if not is_container(context, structure.phrases[number]):
        return None
    held = (phrase for phrase in structure.phrases if phrase.host == number and phrase.preposition == "of")
    return next((e for phrase in held if (e := item_of_phrase(context, phrase, pack)) is not None), None)


def counted_by_noun(context: SentenceContext, quantity: Quantity, hit: TriggerHit, pack: Pack) -> CountedItem | None:
    """ "1,000 tank losses": the item before the trigger's own noun, where the number counts that noun."""
    if hit.measure.kind != "flow" or hit.form != "noun" or quantity.item_span is None:
        return None
    number = context.structure.phrase_at(hit.last - 1)
    if number is None or number != context.structure.phrase_at(context.token_range(quantity.span)[0]):
        return None
    return _before_head(context, context.structure.phrases[number], hit, pack)


def _phrases_of_noun(context: SentenceContext, structure: Structure, noun: int) -> Iterator[int]:
    """What hangs on a noun, what it hangs on, and the clause round it, in this order."""
    for number, phrase in enumerate(structure.phrases):
        if phrase.host == noun or (phrase.host is not None and _leads_on(context, structure, phrase.host, noun)):
            yield number
    yield from _objects_of_infinitive(structure, noun)
    host = structure.phrases[noun].host
    if host is not None:
        yield host
    for group in structure.groups:
        inside = (*group.subjects, *group.objects, *(phrase for _, phrase in group.obliques))
        if noun in inside:
            yield from (number for number in inside if number != noun)


def _before_head(context: SentenceContext, phrase: Phrase, hit: TriggerHit, pack: Pack) -> CountedItem | None:
    """ "a drone deal", "Leopard deliveries": the item that stands before the noun in its own phrase."""
    start = context.tokens[phrase.first].span.start
    inside = [e for e in items_of(context, pack) if start <= e.span.start and e.span.end <= hit.span.start]
    wanted = [e for e in inside if pack.is_of_class(e.entity, hit.item_classes)]
    return CountedItem(wanted[-1].entity, wanted[-1].span, context) if wanted else None


def _nearest_item(context: SentenceContext, hit: TriggerHit, pack: Pack) -> CountedItem | None:
    """For words that are neither verb nor noun of their clause ("apiece"): the nearest item with nothing between that
    opens a clause."""
    tables = load_claim_tables(context.document.language)
    best: tuple[int, Entity] | None = None
    reach = _PROPERTY_REACH if hit.measure.kind == "property" else _ITEM_REACH
    for entity in items_of(context, pack):
        if not pack.is_of_class(entity.entity, hit.item_classes) or context.outside_content(entity.span):
            continue
        first, last = context.token_range(entity.span)
        if _is_other_side(context.structure, context.structure.phrase_at(first), tables):
            continue
        start, end = (hit.last, first) if hit.last <= first else (last, hit.first)
        cost = max(0, end - start) + boundary_cost(context, start, end, tables)
        if pack.items[entity.entity or ""].level in {"model", "variant"}:
            cost -= _NAMED_MODEL
        if cost <= reach and (best is None or cost < best[0]):
            best = (cost, entity)
    return CountedItem(best[1].entity, best[1].span, context) if best else None


def _is_other_side(structure: Structure, number: int | None, tables: ClaimTables) -> bool:
    """ "signed a contract with the tank factory": the factory is a party, and no item."""
    return number is not None and structure.phrases[number].preposition in tables.words["with"]
