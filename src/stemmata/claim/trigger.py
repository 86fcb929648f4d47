"""Finding the words that name a measure, with the stance of their clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stemmata.annotate.lexicon import Lexicon
from stemmata.claim.clause import is_passive
from stemmata.claim.context import SentenceContext
from stemmata.claim.stance import Stance, find_stance
from stemmata.model import Span
from stemmata.packs import Measure, Pack
from stemmata.packs.schema import Trigger


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
    def item_classes(self) -> tuple[str, ...]:
        """The classes of items that a claim by this trigger may be about."""
        return self.measure.items if self.trigger.items is None else self.trigger.items


@dataclass(frozen=True, slots=True)
class _Entry:
    measure: str
    number: int
    form: str


@cache
def _trigger_lexicon(pack: Pack, language: str) -> Lexicon[_Entry]:
    lexicon: Lexicon[_Entry] = Lexicon()
    for measure in pack.measures.values():
        for number, trigger in enumerate(measure.triggers):
            for form, forms in (
                ("verb", trigger.verbs),
                ("noun", trigger.nouns),
                ("phrase", trigger.phrases),
            ):
                for words in forms.get(language, ()):
                    lexicon.add(words.split(), _Entry(measure.id, number, form))
    return lexicon


def find_triggers(context: SentenceContext, pack: Pack) -> Iterator[TriggerHit]:
    """The triggers of a sentence, in text order; those whose clause has another modality than they ask for
    are left out, and so are words that only belong to the name of an entity or to an attribution's cue."""
    named = [entity.span for entity in context.entities if entity.entity]
    ends: dict[tuple[str, int], int] = {}
    for match in _trigger_lexicon(pack, context.document.language).find_all(context.tokens):
        entry = match.payload
        key = (entry.measure, entry.number)
        if match.first < ends.get(key, 0):
            continue  # inside a longer match of the same trigger
        if any(span.contains(match.span) for span in named) or context.outside_content(match.span):
            continue
        measure = pack.measures[entry.measure]
        trigger = measure.triggers[entry.number]
        stance = find_stance(context, match.first, match.last, is_noun=entry.form == "noun")
        if not stance.is_claimed:
            continue
        if trigger.modalities and stance.modality not in trigger.modalities:
            continue
        ends[key] = match.last
        passive = entry.form == "verb" and is_passive(context, match.first)
        yield TriggerHit(measure, trigger, entry.form, match.first, match.last, match.span, stance, passive)
