"""The item that words name: a counted noun, a phrase's head, a list that one number counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from stemmata.claim.context import SentenceContext
from stemmata.claim.syntax import Phrase
from stemmata.claim.table import load_claim_tables
from stemmata.model import Entity, Quantity, Span
from stemmata.packs import Pack


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


def named_item(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """The item that the counted noun phrase ends with, narrowed by what stands before it."""
    if quantity.item_span is None:
        return None
    items = items_of(context, pack)
    structure = context.structure
    number = structure.phrase_at(context.token_range(quantity.item_span)[0])
    if number is not None:
        found = item_of_phrase(context, structure.phrases[number], pack)
        held = _held_item(context, quantity, items, pack) if found is not None else None
        if held is not None and found is not None and found.entity in pack.lineage(held.item or ""):
            return held  # "700,000 rounds of artillery ammunition"
        if found is not None:
            return whole_list(context, found, items, pack)
    inside = [e for e in items if e.span.overlaps(quantity.item_span)]
    if not inside or inside[-1].span.end < quantity.item_span.end:
        return _held_item(context, quantity, items, pack)  # "10 arms exporters" counts exporters
    head = next((e for e in inside if inside[-1].entity in pack.lineage(e.entity or "")), inside[-1])
    return whole_list(context, head, items, pack)


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


def whole_list(context: SentenceContext, first: Entity, items: Sequence[Entity], pack: Pack) -> CountedItem:
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
