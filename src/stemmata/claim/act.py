"""Attributions that are acts: whoever signs, visits or sanctions does something and gives no information by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.packs import Pack


@cache
def _acts(pack: Pack, language: str) -> CueLexicon[str]:
    lexicon: CueLexicon[str] = CueLexicon()
    for measure in pack.measures.values():
        for trigger in measure.triggers if measure.kind == "event" else ():
            for words in trigger.verbs.get(language, ()):
                lexicon.add(words, measure.id)
    return lexicon


def without_acts(contexts: Sequence[SentenceContext], pack: Pack) -> tuple[SentenceContext, ...]:
    """The sentences without those attributions whose cue is the verb of an event of the pack."""
    kept = []
    for context in contexts:
        acts = [match.span for match in _acts(pack, context.document.language).find_all(context)]
        speaking = tuple(
            attribution
            for attribution in context.attributions
            if not any(cue.overlaps(act) for cue in attribution.cue for act in acts)
        )
        kept.append(replace(context, attributions=speaking) if speaking != context.attributions else context)
    return tuple(kept)
