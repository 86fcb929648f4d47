"""Attributions that are acts: whoever signs, visits or sanctions does something and gives no information by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from stemmata.annotate.lexicon import Match
from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.model import Attribution
from stemmata.packs import Pack

_ACTS = frozenset({"event", "commitment"})


@cache
def _acts(pack: Pack, language: str) -> CueLexicon[str]:
    lexicon: CueLexicon[str] = CueLexicon()
    for measure in pack.measures.values():
        for trigger in measure.triggers if measure.kind in _ACTS else ():
            for words in trigger.verbs.get(language, ()):
                lexicon.add(words, measure.kind)
    return lexicon


def without_acts(contexts: Sequence[SentenceContext], pack: Pack) -> tuple[SentenceContext, ...]:
    """The sentences without those attributions whose cue is the verb of an event of the pack, or of an order of what is
    told behind it: "ordered 40 jets", but not "ordered that 40 jets be sold"."""
    kept = []
    for context in contexts:
        acts = tuple(_acts(pack, context.document.language).find_all(context))
        speaking = tuple(
            attribution
            for attribution in context.attributions
            if not any(_is_told(context, attribution, act) for act in acts)
        )
        kept.append(replace(context, attributions=speaking) if speaking != context.attributions else context)
    return tuple(kept)


def _is_told(context: SentenceContext, attribution: Attribution, act: Match[str]) -> bool:
    """Whether an attribution's cue is an act and no saying."""
    if not any(cue.overlaps(act.span) for cue in attribution.cue):
        return False
    return act.payload == "event" or context.is_act(attribution)
