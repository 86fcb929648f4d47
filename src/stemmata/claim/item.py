"""Which item of the pack a quantity counts, or a trigger is about.

The counted noun names it; where the words leave the noun out ("60 were shot down", "30 of which", "another 12 units")
it is what the quantity before counts, in the sentence or in the one before it, if that can be only one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from stemmata.annotate.token import word_classes
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.syntax import Group, Phrase, Structure, Voice
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Entity, Quantity, Span
from stemmata.packs import Pack

_ITEM_REACH = 12  # tokens
_PROPERTY_REACH = 24  # a text tells of one thing's range, speed and payload in a row
_NAMED_MODEL = 4  # "the X-1 is a slow drone" is about the X-1
_MOST_HOSTS = 4
_MOST_BACK = 2  # sentences back in which the counted thing may be named


@dataclass(frozen=True, slots=True)
class CountedItem:
    """An item with the words that name it; `sentence` is where they stand.

    `item` is None where one number counts several things that have nothing wider in common ("40 drones and missiles");
    `members` are all that it counts.
    """

    item: str | None
    span: Span
    sentence: SentenceContext
    members: tuple[str, ...] = ()

    def is_of_class(self, classes: Sequence[str], pack: Pack) -> bool:
        """Whether all that is counted is of one of `classes`."""
        return all(pack.is_of_class(member, classes) for member in self.members or (self.item,))


def find_counted_item(
    context: SentenceContext, quantity: Quantity, pack: Pack, classes: Sequence[str] = ()
) -> CountedItem | None:
    """What a quantity counts; None where its noun is no item, or the words do not say. Where the noun is left out it is
    a thing of one of `classes`, if any are given: those that the sentence's triggers count."""
    named = _named_item(context, quantity, pack)
    if named is not None:
        number = context.structure.phrase_at(context.token_range(quantity.span)[0])
        return _narrowed(context, number, named, pack)
    if quantity.unit == "percent" and quantity.item_span is None:
        return _whole_of(context, quantity, pack)
    if not _leaves_noun_out(context, quantity):
        return None
    if quantity.item_span is None and _has_predicate(context, quantity):
        return _said_to_be(context, quantity, pack)
    return _whole_of(context, quantity, pack) or _item_before(context, quantity, pack, classes)


def _narrowed(context: SentenceContext, number: int | None, named: CountedItem, pack: Pack) -> CountedItem:
    """ "The remaining nine jets", "a further 120 missiles": those of which the text spoke, if it spoke of one kind."""
    tables = load_claim_tables(context.document.language)
    structure = context.structure
    if named.item is None or number is None:
        return named
    phrase = structure.phrases[number]
    hosts = [phrase] if phrase.host is None else [phrase, structure.phrases[phrase.host]]
    words = [t.lower for p in hosts for t in context.tokens[p.first : p.last]]
    if tables.words["points_back"].isdisjoint(words):
        return named
    start = context.tokens[phrase.first].span.start
    before = [e for e in items_of(context, pack) if e.span.end <= start]
    told = _only(context, before, pack) if before else _in_sentences_before(context, pack)
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
        entity = item_of_phrase(context, structure.phrases[number], pack)
        if entity is None or not pack.is_of_class(entity.entity, hit.item_classes):
            continue
        if hit.measure.kind == "intention" and _is_other_side(structure, number, tables):
            continue
        return _narrowed(context, number, CountedItem(entity.entity, entity.span, context), pack)
    if any(_is_pronoun_of_things(context, structure.phrases[number]) for number in chosen):
        first = context.tokens[hit.first].span.start
        named_before = (e for e in items_of(context, pack) if e.span.end <= first)
        before = [e for e in named_before if pack.is_of_class(e.entity, hit.item_classes)]
        return _only(context, before, pack) if before else None
    named = (item_of_phrase(context, structure.phrases[number], pack) for number in chosen)
    told_without_number = quantity is None and (hit.measure.kind == "intention" or bool(hit.trigger.stages))
    if told_without_number and not any(named):
        return _nearest_item(context, hit, pack)  # "began work on the plant", "the plant began work"
    if hit.measure.kind == "property":
        return _nearest_item(context, hit, pack) or _measured_before(context, hit, pack)
    return _measured_before(context, hit, pack)


def _is_pronoun_of_things(context: SentenceContext, phrase: Phrase) -> bool:
    """ "ordered them for $8 billion"."""
    tables = load_claim_tables(context.document.language)
    return phrase.is_pronoun and context.tokens[phrase.first].lower in tables.words["object_pronouns"]


def _measured_before(context: SentenceContext, hit: TriggerHit, pack: Pack) -> CountedItem | None:
    """ "They cost $20,000 each": what the sentence before spoke of, if this one names no item at all."""
    if hit.measure.kind not in {"money", "property"} or items_of(context, pack):
        return None
    tables = load_claim_tables(context.document.language)
    if tables.words["means_a_thing"].isdisjoint(token.lower for token in context.tokens):
        return None
    found = _in_sentences_before(context, pack)
    return found if found is not None and pack.is_of_class(found.item, hit.item_classes) else None


def _phrases_of_verb(structure: Structure, group: Group, hit: TriggerHit) -> Iterator[int]:
    done_to = group.subjects if group.voice is not Voice.ACTIVE or hit.trigger.item_is_subject else ()
    is_measured = hit.measure.kind in {"money", "property"}
    yield from (*group.objects, *done_to, *(group.subjects if is_measured else ()))
    for preposition, phrase in group.obliques:
        if preposition in {"with", "of", "for"}:
            yield phrase


def _phrases_of_noun(context: SentenceContext, structure: Structure, noun: int) -> Iterator[int]:
    """What hangs on a noun, what it hangs on, and the clause round it, in this order."""
    for number, phrase in enumerate(structure.phrases):
        if phrase.host == noun or (phrase.host is not None and structure.phrases[phrase.host].host == noun):
            yield number
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


def _named_item(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """The item that the counted noun phrase ends with, narrowed by what stands before it."""
    if quantity.item_span is None:
        return None
    items = items_of(context, pack)
    structure = context.structure
    number = structure.phrase_at(context.token_range(quantity.item_span)[0])
    if number is not None:
        found = item_of_phrase(context, structure.phrases[number], pack)
        if found is not None:
            return _whole_list(context, found, items, pack)
    inside = [e for e in items if e.span.overlaps(quantity.item_span)]
    if not inside or inside[-1].span.end < quantity.item_span.end:
        return _held_item(context, quantity, items, pack)  # "10 arms exporters" counts exporters
    head = next((e for e in inside if inside[-1].entity in pack.lineage(e.entity or "")), inside[-1])
    return _whole_list(context, head, items, pack)


def _held_item(context: SentenceContext, quantity: Quantity, items: Sequence[Entity], pack: Pack) -> CountedItem | None:
    """ "400 units of the X-1", "400 X-1 units": the noun only stands for the item beside it."""
    tables = load_claim_tables(context.document.language)
    assert quantity.item_span is not None
    _, last = context.token_range(quantity.item_span)
    head = context.tokens[last - 1]
    if not tables.has("stands_for_item", head.lemmas):
        return None
    inside = [e for e in items if e.span.overlaps(quantity.item_span)]
    if inside:
        return CountedItem(inside[-1].entity, inside[-1].span, context)
    structure = context.structure
    number = structure.phrase_at(last - 1)
    for phrase in structure.phrases:
        if phrase.preposition == "of" and phrase.host == number:
            held = item_of_phrase(context, phrase, pack)
            if held is not None:
                return CountedItem(held.entity, held.span, context)
    return None


def _leaves_noun_out(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether the counted noun must be sought elsewhere: there is none, or one that stands for any ("12 units")."""
    if quantity.unit != "count":
        return False
    if quantity.item_span is None:
        return True
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(quantity.item_span)
    words = context.tokens[first:last]  # "12 units", but not "12 tactical units"
    return all(tables.has("stands_for_item", token.lemmas) for token in words)


def _has_predicate(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether the number is said to be something: "of which 1,100 were decoys", but not "34 were shot down"."""
    tables = load_claim_tables(context.document.language)
    language = context.document.language
    _, last = context.token_range(quantity.span)
    if last + 1 >= len(context.tokens) or not tables.has("copula", context.tokens[last].lemmas):
        return False
    following = context.tokens[last + 1].lower
    may_be_participle = "VERB" in word_classes(following, language)
    may_be_noun = bool(word_classes(following, language) & {"NOUN", "ADJ"}) or not word_classes(following, language)
    return may_be_noun and (not may_be_participle or following.endswith(tuple(tables.words["not_past"])))


def _said_to_be(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """ "of which 1,100 were decoys": the item that the number's predicate names."""
    structure = context.structure
    first, last = context.token_range(quantity.span)
    number = structure.phrase_at(first)
    group = next((g for g in structure.groups if number in g.subjects and g.first <= last < g.last), None)
    item = item_of_phrase(context, structure.phrases[group.objects[0]], pack) if group and group.objects else None
    if item is None:
        starts = {context.token_range(item.span)[0]: item for item in items_of(context, pack)}
        item = starts.get(last + 1)
    return None if item is None else CountedItem(item.entity, item.span, context)


def _whole_of(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """ "drones, 30 of which were shot down": what the whole is."""
    structure = context.structure
    number = structure.phrase_at(context.token_range(quantity.span)[0])
    if number is None:
        return None
    phrase = structure.phrases[number]
    whole = phrase.part_of if phrase.part_of is not None else phrase.beside
    if whole is None:
        hosted = [p for p in structure.phrases if p.host == number and p.preposition == "of"]
        found = item_of_phrase(context, hosted[0], pack) if hosted else None
    else:
        return _whole_at(context, whole, pack)
    return None if found is None else CountedItem(found.entity, found.span, context)


def _whole_at(context: SentenceContext, whole: int, pack: Pack) -> CountedItem | None:
    """The item of a phrase, or of the nearest one that it hangs on, with all that is listed beside it."""
    structure = context.structure
    here: int | None = whole
    for _ in range(_MOST_HOSTS):
        if here is None:
            return None
        phrase = structure.phrases[here]
        first = structure.phrases[phrase.joined] if phrase.joined is not None else phrase
        found = item_of_phrase(context, first, pack)
        if found is not None:
            return _whole_list(context, found, items_of(context, pack), pack)
        here = phrase.host
    return None


def _item_before(
    context: SentenceContext, quantity: Quantity, pack: Pack, classes: Sequence[str]
) -> CountedItem | None:
    """The item that was counted or named last before the number; one of several that stand apart is none."""
    earlier = [q for q in context.quantities if q.span < quantity.span]
    for other in reversed(earlier):
        found = _named_item(context, other, pack)
        if found is not None and (not classes or found.is_of_class(classes, pack)):
            return found
    opening = [e for e in items_of(context, pack) if e.span.end <= quantity.span.start]
    opening = [e for e in opening if not classes or pack.is_of_class(e.entity, classes)]
    opening = [e for e in opening if not _does_it(context, quantity, e)]
    if opening:
        return _only(context, opening, pack)
    return _in_sentences_before(context, pack, classes)


def _does_it(context: SentenceContext, quantity: Quantity, item: Entity) -> bool:
    """ "Allied fighters shot down three": those who do it are not what is counted."""
    structure = context.structure
    number, other = (structure.phrase_at(context.token_range(span)[0]) for span in (quantity.span, item.span))
    return any(
        other in group.subjects and number in group.objects and group.voice is Voice.ACTIVE
        for group in structure.groups
    )


def _in_sentences_before(context: SentenceContext, pack: Pack, classes: Sequence[str] = ()) -> CountedItem | None:
    here = context.previous
    for _ in range(_MOST_BACK):
        if here is None or _is_apart(here, context):
            return None
        counted = [found for q in here.quantities if (found := _named_item(here, q, pack)) is not None]
        counted = [found for found in counted if not classes or found.is_of_class(classes, pack)]
        if counted:
            return _only_counted(counted, pack)
        named = [e for e in items_of(here, pack) if not classes or pack.is_of_class(e.entity, classes)]
        if named:
            return _only(here, named, pack)
        here = here.previous
    return None


def _is_apart(before: SentenceContext, context: SentenceContext) -> bool:
    """Whether a title or a blank line stands between two sentences."""
    between = context.text[before.span.end : context.span.start]
    title = context.document.title_span
    return "\n\n" in between or (title is not None and title.overlaps(before.span))


def _only(context: SentenceContext, items: Sequence[Entity], pack: Pack) -> CountedItem | None:
    things = [e for e in items if pack.is_of_class(e.entity, ("*",))] or items  # "the plant makes 40" is of the drones
    return _only_counted([CountedItem(e.entity, e.span, context) for e in things], pack)


def _only_counted(found: Sequence[CountedItem], pack: Pack) -> CountedItem | None:
    """The narrowest of several that lie in one line of the taxonomy; None where they do not."""
    narrowest = max(found, key=lambda one: len(pack.lineage(one.item or "")))
    line = pack.lineage(narrowest.item or "")
    return narrowest if all(one.item in line for one in found) else None


def _whole_list(context: SentenceContext, first: Entity, items: Sequence[Entity], pack: Pack) -> CountedItem:
    """ "400 X-1, X-2 and X-3 drones": what the whole list has in common, never only its first member."""
    tables = load_claim_tables(context.document.language)
    members = [first]
    for item in items:
        if item.span <= members[-1].span:
            continue
        _, begin = context.token_range(members[-1].span)
        end, _ = context.token_range(item.span)
        if begin == end:
            continue  # "X-3 drones" is one
        if any(token.lower not in tables.words["conjunctions"] for token in context.tokens[begin:end]):
            break
        if not _is_listed_with(context, members[-1], item):
            break
        members.append(item)
    if len(members) == 1:
        return CountedItem(first.entity, first.span, context)
    lines = [pack.lineage(member.entity or "") for member in members]
    common = next((wide for wide in lines[0] if all(wide in line for line in lines)), None)
    ids = tuple(member.entity or "" for member in members)
    return CountedItem(common, Span.hull(member.span for member in members), context, ids)


def _is_listed_with(context: SentenceContext, one: Entity, other: Entity) -> bool:
    """Whether two items stand in one list: "40 drones and missiles", but not "shot down 40 drones and missiles hit"."""
    structure = context.structure
    first, second = (structure.phrase_at(context.token_range(e.span)[0]) for e in (one, other))
    if first is None or second is None or first == second:
        return first == second
    tops = (structure.phrases[p].joined if structure.phrases[p].joined is not None else p for p in (first, second))
    return len(set(tops)) == 1


def items_of(context: SentenceContext, pack: Pack) -> list[Entity]:
    """The pack's items that a sentence names."""
    return [entity for entity in context.entities if entity.entity in pack.items]


def item_of_phrase(context: SentenceContext, phrase: Phrase, pack: Pack) -> Entity | None:
    """The item that a noun phrase is: the one that covers its head, narrowed by one that stands before it."""
    head = context.tokens[phrase.head].span
    start = context.tokens[phrase.first].span.start
    inside = [e for e in items_of(context, pack) if start <= e.span.start <= head.start]
    at_head = next((e for e in inside if e.span.overlaps(head)), None)
    lemmas = context.tokens[phrase.head].lemmas
    if at_head is None:
        before = next((e for e in inside if context.token_range(e.span)[1] == phrase.head), None)
        return before if before is not None and _is_called(before, lemmas, pack) else None
    return next((e for e in inside if _is_narrower(e, at_head, lemmas, pack)), at_head)


def _is_narrower(one: Entity, other: Entity, lemmas: frozenset[str], pack: Pack) -> bool:
    """Whether one item is the other one, or one of its kind, or of a kind that is called by the other's noun: "Rafale
    fighters" are no troops."""
    return other.entity in pack.lineage(one.entity or "") or _is_called(one, lemmas, pack)


def _is_called(one: Entity, lemmas: frozenset[str], pack: Pack) -> bool:
    """Whether a noun is a word for a kind that the item is of: a Rafale is a fighter jet, so "fighter" is one."""
    line = pack.lineage(one.entity or "")
    rows = ((wider, pack.items[wider]) for wider in line[1:] if wider in pack.items)
    names = (" ".join((wider, row.name, *chain(*row.aliases.values()))) for wider, row in rows)
    return any(not lemmas.isdisjoint(name.lower().replace("-", " ").split()) for name in names)
