"""Finding the words that name a measure, with the stance of their clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from stemmata.annotate.lexicon import Match
from stemmata.claim.clause import is_passive
from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.claim.governor import find_stance
from stemmata.claim.nominal import is_nominal, is_thing
from stemmata.claim.stage import find_stage_cues, stance_of_cue
from stemmata.claim.stance import Stance
from stemmata.claim.table import load_claim_tables
from stemmata.model import Modality, Span
from stemmata.packs import Measure, Pack
from stemmata.packs.schema import Trigger

# Nobody plans how much a thing will cost or how long it will last: that is a forecast.
_ACTS = frozenset({"event", "commitment"})
_CONTRACT_REACH = 8  # tokens between "for" and the contract
_STATES = frozenset({"money", "property", "balance"})


@dataclass(frozen=True, slots=True)
class TriggerHit:
    """Tokens [first, last) of a sentence that name `measure`. `form`: verb, noun or phrase."""

    measure: Measure
    trigger: Trigger
    form: str
    first: int
    last: int
    span: Span
    stance: Stance
    is_passive: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields that a claim by this trigger must have."""
        return self.measure.needs if self.trigger.needs is None else self.trigger.needs

    @property
    def needs_quantity(self) -> bool:
        """Whether a claim by this trigger is nothing without a number."""
        return any(need.split(":")[0] == "quantity" for need in self.needs)

    @property
    def item_classes(self) -> tuple[str, ...]:
        """The classes of items that a claim by this trigger may be about."""
        return self.measure.items if self.trigger.items is None else self.trigger.items


@dataclass(frozen=True, slots=True)
class _Entry:
    measure: str
    number: int
    form: str


@cache
def _trigger_lexicon(pack: Pack, language: str) -> CueLexicon[_Entry]:
    lexicon: CueLexicon[_Entry] = CueLexicon()
    for measure in pack.measures.values():
        for number, trigger in enumerate(measure.triggers):
            for form, forms in (
                ("verb", trigger.verbs),
                ("noun", trigger.nouns),
                ("phrase", trigger.phrases),
            ):
                for words in forms.get(language, ()):
                    lexicon.add(words, _Entry(measure.id, number, form))
    return lexicon


@cache
def _stage_triggers(pack: Pack) -> dict[str, tuple[tuple[Measure, Trigger], ...]]:
    """Per stage, the measures that its cues name, each with a trigger that carries the stage."""
    found: dict[str, list[tuple[Measure, Trigger]]] = {}
    for measure in pack.measures.values():
        for trigger in measure.triggers:
            for stage in trigger.stages:
                found.setdefault(stage, []).append((measure, trigger.model_copy(update={"stage": stage})))
    return {stage: tuple(pairs) for stage, pairs in found.items()}


def _find_stage_triggers(context: SentenceContext, pack: Pack) -> Iterator[TriggerHit]:
    """The cues of stages that name a measure. A stage that is denied or not reached is none: the claim then says
    only that it has not come about."""
    triggers = _stage_triggers(pack)
    for match in find_stage_cues(context, pack):
        pairs = [
            (measure, trigger)
            for measure, trigger in triggers.get(match.payload, ())
            if _holds_words(context, match, trigger)
        ]
        if not pairs or context.outside_content(match.span) or _ends_in_name(context, match, pack):
            continue
        stance, is_noun = stance_of_cue(context, match.first, match.last)
        if not stance.is_claimed or stance.is_supposed:
            continue
        passive = not is_noun and is_passive(context, match.first)
        form = "noun" if is_noun else "verb"
        for measure, trigger in pairs:
            yield TriggerHit(measure, trigger, form, match.first, match.last, match.span, stance, passive)


def _ends_in_name(context: SentenceContext, match: Match[str], pack: Pack) -> bool:
    """Whether a stage's last word belongs to the name of a thing that is counted: "production of Multiple Launch Rocket
    Systems"."""
    last = context.tokens[match.last - 1].span
    return any(e.entity and e.type == pack.item_mention and e.span.contains(last) for e in context.entities)


@cache
def _exceptions(pack: Pack, language: str) -> CueLexicon[tuple[str, int]]:
    """The phrases in which a trigger's words mean something else."""
    lexicon: CueLexicon[tuple[str, int]] = CueLexicon()
    for measure in pack.measures.values():
        for number, trigger in enumerate(measure.triggers):
            for words in trigger.unless.get(language, ()):
                lexicon.add(words, (measure.id, number))
    return lexicon


def _holds_words(context: SentenceContext, match: Match[str], trigger: Trigger) -> bool:
    """Whether a stage's words hold one of those that the trigger asks for: "production … halt", not "halt" alone."""
    wanted = trigger.stage_words.get(context.document.language)
    if wanted is None:
        return True
    return any(not token.lemmas.isdisjoint(wanted) for token in context.tokens[match.first : match.last])


def find_triggers(context: SentenceContext, pack: Pack) -> Iterator[TriggerHit]:
    """The triggers of a sentence, in text order; those whose clause has another modality than they ask for
    are left out, and so are words that only belong to the name of an entity or to an attribution's cue."""
    staged = tuple(_find_stage_triggers(context, pack))
    worded = [
        hit
        for hit in _find_word_triggers(context, pack)
        if hit.needs_quantity or not any(_tells(other, hit) for other in staged)
    ]
    worded = [hit for hit in worded if not any(_holds(other, hit) for other in worded)]
    hits = sorted([*staged, *worded], key=lambda hit: (hit.first, hit.last))
    firm = {(hit.measure.id, hit.trigger.sub_kind) for hit in hits if not hit.trigger.gives_way}
    governors = [hit.stance.modality_span for hit in hits if hit.stance.modality_span and not hit.trigger.gives_way]
    for hit in hits:
        if hit.trigger.gives_way:
            leads_elsewhere = any(hit.span.overlaps(span) for span in governors)
            if leads_elsewhere or (hit.measure.id, hit.trigger.sub_kind) in firm:
                continue
        yield hit


def _holds(other: TriggerHit, hit: TriggerHit) -> bool:
    """Whether a word is only part of a longer way to say the like: the "delivery" of "took delivery of"."""
    is_like = other.measure.kind == hit.measure.kind and other.measure.id != hit.measure.id
    is_inside = other.first < hit.first and hit.last <= other.last
    return is_like and is_inside and other.form == "verb" and hit.form == "noun"


def _tells(staged: TriggerHit, hit: TriggerHit) -> bool:
    """Whether the words of `hit` are part of a stage's that tell the same: the "build" of "began to build"."""
    same = staged.measure.id == hit.measure.id and staged.trigger.sub_kind == hit.trigger.sub_kind
    return same and staged.span.overlaps(hit.span)


def _find_word_triggers(context: SentenceContext, pack: Pack) -> Iterator[TriggerHit]:
    named = [entity.span for entity in context.entities if entity.entity]
    bounded = [quantity.span for quantity in context.quantities]
    other_meanings = frozenset(
        (match.payload, index)
        for match in _exceptions(pack, context.document.language).find_all(context)
        if not any(span.overlaps(match.span) for span in bounded)  # "make up" is not in "make up to 6,000"
        for index in range(match.first, match.last)
    )
    ends: dict[tuple[str, int], int] = {}
    for match in _trigger_lexicon(pack, context.document.language).find_all(context):
        entry = match.payload
        key = (entry.measure, entry.number)
        if match.first < ends.get(key, 0):
            continue  # inside a longer match of the same trigger
        if entry.form == "verb" and _ends_in_number(context, match, bounded):
            continue  # "sent over 6,000 shells" is no "send over"
        if ((entry.measure, entry.number), match.first) in other_meanings:
            continue
        if any(span.contains(match.span) for span in named) or context.outside_content(match.span):
            continue
        measure = pack.measures[entry.measure]
        trigger = measure.triggers[entry.number]
        form = entry.form
        if form == "verb" and measure.kind in _ACTS and _is_no_act(context, match.first, match.last):
            continue  # "sanctions" are there, "to sanction" is an event
        if form != "phrase":
            form = _form_of(context, match.first, trigger, form)
        stance = find_stance(context, match.first, match.last, is_noun=form == "noun")
        if not stance.is_claimed:
            continue
        if measure.kind == "commitment" and _is_contracted(context, stance):
            stance = replace(stance, modality=Modality.ASSERTED, modality_span=None)
        if measure.kind in _STATES and stance.modality is Modality.PLANS:
            stance = replace(stance, modality=Modality.EXPECTS)
        if measure.kind == "transfer" and form == "noun" and stance.modality is Modality.ASSERTED:
            stance = _under_contract(context, match.first, stance)
        if trigger.modalities and (stance.unconditional or stance.modality) not in trigger.modalities:
            continue
        ends[key] = match.last
        passive = form == "verb" and is_passive(context, match.first)
        yield TriggerHit(measure, trigger, form, match.first, match.last, match.span, stance, passive)


def _ends_in_number(context: SentenceContext, match: Match[_Entry], numbers: Sequence[Span]) -> bool:
    """Whether a verb's last word is the bound of a number behind it."""
    last = context.tokens[match.last - 1].span
    return match.last - match.first > 1 and any(span.contains(last) for span in numbers)


def _is_contracted(context: SentenceContext, stance: Stance) -> bool:
    """ "signed a contract to buy 40 jets": they are ordered by that."""
    if stance.modality is not Modality.PLANS or stance.modality_span is None:
        return False
    first, _ = context.token_range(stance.modality_span)
    return load_claim_tables(context.document.language).has("contracts", context.tokens[first].lemmas)


def _is_no_act(context: SentenceContext, first: int, last: int) -> bool:
    """Whether the words name a thing: by themselves, or inside a noun phrase ("a sanctions package")."""
    structure = context.structure
    is_inside = structure.phrase_at(first) is not None and not structure.groups_at(first, last)
    return is_thing(context, first, last) or (is_inside and last == first + 1)


def _under_contract(context: SentenceContext, first: int, stance: Stance) -> Stance:
    """ "A contract worth $3 billion for the delivery of 180 tanks": what is contracted for is still to come."""
    tables = load_claim_tables(context.document.language)
    index = first - 1
    while index > 0 and context.tokens[index].lower in tables.words["in_noun_phrase"]:
        index -= 1
    if index < 1 or context.tokens[index].lower not in tables.words["contracted_for"]:
        return stance
    for before in range(index - 1, max(-1, index - 1 - _CONTRACT_REACH), -1):
        token = context.tokens[before]
        if tables.has("contract", token.lemmas):
            return replace(
                stance, modality=Modality.PLANS, modality_span=Span.hull([token.span, context.tokens[index].span])
            )
        if token.lower not in tables.words["in_noun_phrase"] and not _is_of_number(context, token.span):
            break
    return stance


def _is_of_number(context: SentenceContext, span: Span) -> bool:
    """Whether a word is of a number or right before one: "worth $3 billion"."""
    return any(q.span.overlaps(span) or 0 <= q.span.start - span.end <= 1 for q in context.quantities)


def _form_of(context: SentenceContext, first: int, trigger: Trigger, form: str) -> str:
    """What a word is here that the trigger has as a verb and as a noun: "order", "supply"."""
    language = context.document.language
    lemmas = context.tokens[first].lemmas
    if any(word.split()[0] in lemmas for word in trigger.verbs.get(language, ())) and any(
        word.split()[0] in lemmas for word in trigger.nouns.get(language, ())
    ):
        return "noun" if is_nominal(context, first) else "verb"
    return form
