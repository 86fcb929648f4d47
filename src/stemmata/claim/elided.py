"""What a number counts whose noun the words leave out.

"60 were shot down", "30 of which", "another 12 units": it is the whole that is named beside it, or what the text
counted or named last, in the sentence or in the two before it, if that can be only one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.token import word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.named import CountedItem, item_of_phrase, items_of, named_item, whole_list
from stemmata.claim.syntax import Voice
from stemmata.claim.table import load_claim_tables
from stemmata.model import Entity, Quantity
from stemmata.packs import Pack

_MOST_HOSTS = 4  # phrases that hang one on the other
_MOST_BACK = 2  # sentences back in which the counted thing may be named


def leaves_noun_out(context: SentenceContext, quantity: Quantity) -> bool:
    """Whether the counted noun must be sought elsewhere: there is none, or one that stands for any ("12 units")."""
    if quantity.unit != "count":
        return False
    if quantity.item_span is None:
        return True
    if _is_listed_apart(context, quantity):
        return False
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(quantity.item_span)
    words = context.tokens[first:last]  # "12 units", but not "12 tactical units"
    return all(tables.has("stands_for_item", token.lemmas) for token in words)


def _is_listed_apart(context: SentenceContext, quantity: Quantity) -> bool:
    """ "22 howitzers and 10 guns": whatever the guns are, they are no howitzers."""
    structure = context.structure
    number = structure.phrase_at(context.token_range(quantity.span)[0])
    first = structure.phrases[number].joined if number is not None else None
    if first is None:
        return False
    begin = context.tokens[structure.phrases[first].first].span.start
    return any(begin <= other.span.start < quantity.span.start for other in context.quantities)


def classes_meant(context: SentenceContext, quantity: Quantity, pack: Pack) -> tuple[str, ...]:
    """The classes that the noun behind a number can stand for: "10 guns" are no drones. None for any."""
    if quantity.item_span is None:
        return ()
    lemmas = context.tokens[context.token_range(quantity.item_span)[1] - 1].lemmas
    return next((classes for word, classes in pack.stand_ins.items() if word in lemmas), ())


def has_predicate(context: SentenceContext, quantity: Quantity) -> bool:
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


def item_said_to_be(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
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


def item_of_whole(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
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
            return whole_list(context, found, items_of(context, pack), pack)
        here = phrase.host
    return None


def item_before(context: SentenceContext, quantity: Quantity, pack: Pack, classes: Sequence[str]) -> CountedItem | None:
    """The item that was counted or named last before the number; one of several that stand apart is none."""
    earlier = [q for q in context.quantities if q.span < quantity.span]
    for other in reversed(earlier):
        found = named_item(context, other, pack)
        if found is not None and (not classes or found.is_of_class(classes, pack)):
            return found
    opening = [e for e in items_of(context, pack) if e.span.end <= quantity.span.start]
    opening = [e for e in opening if not classes or pack.is_of_class(e.entity, classes)]
    opening = [e for e in opening if not _does_it(context, quantity, e)]
    if opening:
        return only_item(context, opening, pack)
    return item_in_sentences_before(context, pack, classes)


def item_behind(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """ "57 new and 104 repaired vehicles": the noun of both stands behind the second."""
    structure = context.structure
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(quantity.span)
    number = structure.phrase_at(first)
    if number is None or structure.phrases[number].last != last + 1:
        return None
    if not tables.has("condition", context.tokens[last].lemmas):
        return None
    behind = next((p for p in structure.phrases if p.joined == number), None)
    found = item_of_phrase(context, behind, pack) if behind is not None else None
    return None if found is None else CountedItem(found.entity, found.span, context)


def _does_it(context: SentenceContext, quantity: Quantity, item: Entity) -> bool:
    """ "Allied fighters shot down three": those who do it are not what is counted."""
    structure = context.structure
    number, other = (structure.phrase_at(context.token_range(span)[0]) for span in (quantity.span, item.span))
    return any(
        other in group.subjects and number in group.objects and group.voice is Voice.ACTIVE
        for group in structure.groups
    )


def item_in_sentences_before(context: SentenceContext, pack: Pack, classes: Sequence[str] = ()) -> CountedItem | None:
    """What the sentences right before counted or named last, of one of `classes`, if that can be only one thing."""
    here = context.previous
    for _ in range(_MOST_BACK):
        if here is None or is_apart(here, context):
            return None
        counted = [found for q in here.quantities if (found := named_item(here, q, pack)) is not None]
        counted = [found for found in counted if not classes or found.is_of_class(classes, pack)]
        if counted:
            return _only_counted(counted, pack)
        named = [e for e in items_of(here, pack) if not classes or pack.is_of_class(e.entity, classes)]
        if named:
            return only_item(here, named, pack)
        here = here.previous
    return None


def is_apart(before: SentenceContext, context: SentenceContext) -> bool:
    """Whether a title or a blank line stands between two sentences."""
    between = context.text[before.span.end : context.span.start]
    title = context.document.title_span
    return "\n\n" in between or (title is not None and title.overlaps(before.span))


def only_item(context: SentenceContext, items: Sequence[Entity], pack: Pack) -> CountedItem | None:
    """The one thing that all of `items` are or belong to; None where they are several."""
    things = [e for e in items if pack.is_of_class(e.entity, ("*",))] or items  # "the plant makes 40" is of the drones
    return _only_counted([CountedItem(e.entity, e.span, context) for e in things], pack)


def _only_counted(found: Sequence[CountedItem], pack: Pack) -> CountedItem | None:
    """The narrowest of several that lie in one line of the taxonomy; None where they do not."""
    narrowest = max(found, key=lambda one: len(pack.lineage(one.item or "")))
    line = pack.lineage(narrowest.item or "")
    return narrowest if all(one.item in line for one in found) else None
