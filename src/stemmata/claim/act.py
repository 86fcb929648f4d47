"""Attributions that are acts: whoever signs, visits or sanctions does something and gives no information by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.lexicon import Match
from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.claim.table import load_claim_tables
from stemmata.model import Attribution, Modality
from stemmata.packs import Pack

_ACTS = frozenset({"event", "commitment"})
_SURE, _SURE_OF_PHRASE = 0.7, 0.9  # by the calibration of the tagger that ships
_GIVING = ("say", "tell", "ask", "think", "show", "reporting", "plain", "suggesting", "knowing", "citing")


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
            if not _is_doubtful(context, attribution) and not any(_is_told(context, attribution, act) for act in acts)
        )
        kept.append(replace(context, attributions=speaking) if speaking != context.attributions else context)
    return tuple(kept)


def _is_doubtful(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether the tagger is unsure of a cue whose verb is none of saying, thinking, showing or denying: "signed a
    contract"; less is enough to doubt a phrase, "put on show four drones"."""
    if attribution.cited or attribution.confidence >= _SURE_OF_PHRASE:
        return False
    cue = [t for t in context.tokens if t.is_word and any(part.contains(t.span) for part in attribution.cue)]
    table = load_attribution_table(context.document.language)
    leading = load_claim_tables(context.document.language).words["prepositions"]
    led = {index for index in range(1, len(cue)) if cue[index - 1].lower in leading}
    if not led and attribution.confidence >= _SURE:
        return False
    lemmas = {lemma for index, token in enumerate(cue) if index not in led for lemma in token.lemmas}
    is_phrase = " ".join(token.lower for token in cue) in table.prepositional
    if not cue or is_phrase or any(lemmas & table.verbs[frame] for frame in _GIVING):
        return False
    answers = load_claim_tables(context.document.language).response.find_longest(cue)
    return not any(match.payload is Modality.DENIES for match in answers)


def _is_told(context: SentenceContext, attribution: Attribution, act: Match[str]) -> bool:
    """Whether an attribution's cue is an act and no saying."""
    if not any(cue.overlaps(act.span) for cue in attribution.cue):
        return False
    return act.payload == "event" or context.is_act(attribution)
