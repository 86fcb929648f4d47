"""A number that takes over what the clause or the sentence before counted: "makes 300 a month and hopes to reach 500".

A verb that only says what something comes to ("reach", "rise to", "bring the total to") has its measure from what was
counted last, if its subject is the same, a pronoun or a word for the number itself. The claim then rests on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemmata.claim.binding import hosts_of, is_change
from stemmata.claim.context import SentenceContext
from stemmata.claim.dating import find_said, find_time
from stemmata.claim.frame import Frame
from stemmata.claim.governor import find_stance
from stemmata.claim.named import named_item
from stemmata.claim.party import Parties
from stemmata.claim.stance import Stance
from stemmata.claim.syntax import Form, Group, Structure
from stemmata.claim.syntax.table import SyntaxTable, load_syntax_table
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Modality, Quantity, Span, Time
from stemmata.packs import Measure, Pack
from stemmata.packs.schema import Trigger

_RATE_REACH = 40  # characters; farther off the guard does not find the words for the rate
_TO = frozenset({"to", "at"})
_CARRIED = frozenset({"flow", "transfer", "intention", "ability", "commitment", "balance", "count"})


def carry_over(found: Sequence[tuple[SentenceContext, tuple[Frame, ...]]], pack: Pack) -> list[tuple[Frame, ...]]:
    """The frames of each sentence with those that its numbers take over from the clause or the sentence before."""
    frames: list[tuple[Frame, ...]] = []
    for context, own in found:
        before = frames[-1] if frames and context.previous is not None else ()
        frames.append((*own, *_carried(context, own, before, pack)))
    return frames


def _carried(context: SentenceContext, own: Sequence[Frame], before: Sequence[Frame], pack: Pack) -> list[Frame]:
    if not any(frame.quantity is not None for frame in (*own, *before)):
        return []
    told = {frame.quantity.span for frame in own if frame.quantity is not None}
    made: list[Frame] = []
    for quantity in context.quantities:
        if quantity.unit != "count" or quantity.span in told or is_change(context, quantity):
            continue
        index = _reaching_group(context, quantity)
        if index is None:
            continue
        source = _source(context, index, quantity, own, before)
        if source is None or not _counts_same(context, quantity, source, pack):
            continue
        frame = _take_over(context, source, index, quantity, pack)
        if frame is not None:
            made.append(frame)
    return made


def _counts_same(context: SentenceContext, quantity: Quantity, source: Frame, pack: Pack) -> bool:
    """Whether the number counts what the one before it counted: it has no noun of its own, or the same."""
    if quantity.item_span is None or _stands_for_item(context, quantity):
        return True
    named = named_item(context, quantity, pack)
    return named is not None and named.item is not None and named.item == source.item


def _stands_for_item(context: SentenceContext, quantity: Quantity) -> bool:
    tables = load_claim_tables(context.document.language)
    assert quantity.item_span is not None
    first, last = context.token_range(quantity.item_span)
    return all(tables.has("stands_for_item", token.lemmas) for token in context.tokens[first:last])


def _reaching_group(context: SentenceContext, quantity: Quantity) -> int | None:
    """The verb group that says that something comes to the number: "reach 500", "rise to 500", "bring the total to"."""
    structure, table = context.structure, load_syntax_table(context.document.language)
    tables = load_claim_tables(context.document.language)
    number = structure.phrase_at(context.token_range(quantity.span)[0])
    for index, group in enumerate(structure.groups):
        lemmas = context.tokens[group.main].lemmas
        is_behind = number in group.objects or any(p == number and name in _TO for name, p in group.obliques)
        if not lemmas.isdisjoint(table.reaching) and is_behind:
            return index
        is_tally = any(_is_tally(context, structure, table, p) for p in group.subjects)
        if is_tally and number in group.objects and tables.has("copula", lemmas):
            return index  # "by May their number will be 76"
        is_total = any(_is_tally(context, structure, table, p) and not _is_held(structure, p) for p in group.objects)
        if not lemmas.isdisjoint(table.raising) and is_total and ("to", number) in group.obliques:
            return index
        is_more = number in group.subjects and quantity.item_span is None and _is_further(context, quantity)
        if not lemmas.isdisjoint(table.following) and is_more:
            return index
    return None


def _is_tally(context: SentenceContext, structure: Structure, table: SyntaxTable, number: int) -> bool:
    return context.tokens[structure.phrases[number].head].lower in table.words["tally"]


def _is_held(structure: Structure, tally: int) -> bool:
    """ "The number of tanks in the Polish army": what somebody has, and not what was told before."""
    return any(p.preposition == "in" and tally in hosts_of(structure, n)[1:] for n, p in enumerate(structure.phrases))


def _is_further(context: SentenceContext, quantity: Quantity) -> bool:
    """ "Two more", "another two"."""
    first, last = context.token_range(quantity.span)
    beside = context.tokens[max(0, first - 1) : last + 1]
    return any(token.lower in load_claim_tables(context.document.language).words["points_back"] for token in beside)


def _source(
    context: SentenceContext, index: int, quantity: Quantity, own: Sequence[Frame], before: Sequence[Frame]
) -> Frame | None:
    """The count that the number goes on from: the last one before it in the sentence, whose subject it shares, or the
    only measure that the sentence before counts, where the subject points back to it."""
    group = context.structure.groups[index]
    earlier = [f for f in own if f.quantity is not None and f.quantity.span.end <= quantity.span.start]
    earlier = [f for f in earlier if f.hit.measure.kind in _CARRIED]
    if earlier:
        return earlier[-1] if _shares_subject(context, group, earlier[-1]) else None
    if own or not _points_back(context, group):
        return None
    counted = [f for f in before if f.quantity is not None and f.hit.measure.kind in _CARRIED]
    if len({(f.hit.measure.id, f.item) for f in counted}) != 1 or counted[-1].item_sentence is None:
        return None
    return counted[-1]


def _shares_subject(context: SentenceContext, group: Group, frame: Frame) -> bool:
    structure = context.structure
    others = structure.groups_at(frame.hit.first, frame.hit.last)
    if group.form is Form.GERUND or _points_back(context, group):
        return True
    return any(structure.groups[other].subjects == group.subjects for other in others)


def _points_back(context: SentenceContext, group: Group) -> bool:
    """Whether a verb's subject is a pronoun for a thing, a word for the number, or the number that follows."""
    table = load_syntax_table(context.document.language)
    tables = load_claim_tables(context.document.language)
    for number in group.subjects:
        phrase = context.structure.phrases[number]
        head = context.tokens[phrase.head].lower
        if phrase.is_pronoun:
            return head in tables.words["thing_pronouns"]
        if head in table.words["tally"] or context.tokens[group.main].lemmas & table.following:
            return True
    return False


def _take_over(context: SentenceContext, source: Frame, index: int, quantity: Quantity, pack: Pack) -> Frame | None:
    group = context.structure.groups[index]
    stance = find_stance(context, group.main, group.main + 1, is_noun=False)
    if not stance.is_claimed:
        return None
    meant = _meant(source.hit, replace(source.hit, stance=stance), pack)
    if meant is None:
        return None
    verb = Span(context.tokens[group.first].span.start, context.tokens[group.main].span.end)
    here = replace(meant, form="verb", first=group.main, last=group.main + 1, span=verb)
    is_same = source.context is context
    time = find_time(context, here, quantity, (here,), index)
    if time is not None and is_same and _is_of_source(time, verb, source, stance):
        time = None
    return replace(
        source,
        context=context,
        hit=replace(meant, first=group.main, last=group.main + 1),
        quantity=_at_same_rate(quantity, source, stance),
        item_sentence=source.item_sentence or source.context,
        parties=source.parties if is_same else Parties(None, None),
        place=source.place if is_same else None,
        time=time,
        said=find_said(context, here),
        stage=None,
        scope=None,
    )


def _at_same_rate(quantity: Quantity, source: Frame, stance: Stance) -> Quantity:
    """ "Builds 200 jets a year and intends to reach 500": a year, too."""
    told = source.quantity
    is_aim = stance.modality is not Modality.ASSERTED and quantity.per is None
    is_near = told is not None and 0 <= quantity.span.start - told.span.end <= _RATE_REACH
    return replace(quantity, per=told.per) if is_aim and is_near and told is not None else quantity


def _is_of_source(time: Time, verb: Span, source: Frame, stance: Stance) -> bool:
    """Whether a time before a verb that is meant otherwise dates what was counted first: "has risen to 100 as of May,
    with plans to reach 500"."""
    differs = stance.modality is not source.hit.stance.modality
    return differs and source.quantity is not None and source.quantity.span.end <= time.span.start < verb.start


def _meant(before: TriggerHit, hit: TriggerHit, pack: Pack) -> TriggerHit | None:
    """The measure that the same words name in another stance: "makes" counts what was made, "hopes to make" a plan."""
    modality = hit.stance.modality
    choices: list[tuple[Measure, Trigger]] = [(before.measure, before.trigger)]
    choices += [
        (m, t) for m in pack.measures.values() for t in m.triggers if t.verbs and _names_same(before.trigger, t)
    ]
    for measure, trigger in choices:
        if not trigger.modalities or modality in trigger.modalities:
            return replace(hit, measure=measure, trigger=trigger)
    return None


def _names_same(one: Trigger, other: Trigger) -> bool:
    """Whether two triggers have the same verbs."""
    return one.sub_kind == other.sub_kind and any(set(one.verbs.get(k, ())) & set(v) for k, v in other.verbs.items())
