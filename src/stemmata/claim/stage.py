"""How far a programme has come: the words for its stages.

A stage under a negation, a condition or a question has not come about.
"""

from __future__ import annotations

from functools import cache, lru_cache

from stemmata.annotate.lexicon import Match
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.claim.governor import find_stance
from stemmata.claim.stance import Stance
from stemmata.claim.table import load_claim_tables
from stemmata.claim.verb import is_verb
from stemmata.model import Span
from stemmata.packs import Pack

_FARTHEST = 10  # boundary-weighted words between a trigger and the words for its stage


@cache
def _stage_lexicon(pack: Pack, language: str) -> CueLexicon[str]:
    lexicon: CueLexicon[str] = CueLexicon()
    for stage in pack.stages.values():
        for cue in stage.cues.get(language, ()):
            lexicon.add(cue, stage.id)
    return lexicon


@lru_cache(maxsize=4)
def find_stage_cues(context: SentenceContext, pack: Pack) -> tuple[Match[str], ...]:
    """The words of a sentence that name a stage, in text order, the longest where several overlap."""
    kept: list[Match[str]] = []
    for candidate in _stage_lexicon(pack, context.document.language).find_all(context):
        if not kept or candidate.first >= kept[-1].last:
            kept.append(candidate)
    return tuple(kept)


def find_stage(context: SentenceContext, pack: Pack, first: int, last: int, reach: Span) -> tuple[str, Span] | None:
    """The stage that words within `reach` (characters) give, the nearest to the trigger; None if none do."""
    tables = load_claim_tables(context.document.language)
    best: tuple[int, str, Span] | None = None
    trigger = find_stance(context, first, last, is_noun=False)
    for match in find_stage_cues(context, pack):
        if not reach.contains(match.span):
            continue
        gap_first, gap_last = (match.last, first) if match.last <= first else (last, match.first)
        distance = max(0, gap_last - gap_first) + boundary_cost(context, gap_first, gap_last, tables)
        if distance > _FARTHEST or (best is not None and distance >= best[0]):
            continue
        if is_as_real(context, match, trigger):
            best = (distance, match.payload, match.span)
    return (best[1], best[2]) if best else None


def stage_of_governor(context: SentenceContext, pack: Pack, stance: Stance) -> tuple[str, Span] | None:
    """The stage that the words name which give a clause its modality, or the verb that its noun hangs on: "is
    considering training pilots", "has suspended deliveries"."""
    spans = [span for span in (stance.modality_span, stance.governor) if span is not None]
    for match in find_stage_cues(context, pack) if spans else ():
        if any(match.span.overlaps(span) for span in spans) and is_as_real(context, match, stance):
            return match.payload, match.span
    return None


def is_as_real(context: SentenceContext, cue: Match[str], trigger: Stance) -> bool:
    """Whether a stage is told with the stance of what it is the stage of: where the one is denied or negated, so is
    the other. What is only supposed is no stage."""
    stance, _ = stance_of_cue(context, cue.first, cue.last)
    return stance.is_claimed and stance.polarity is trigger.polarity and not stance.is_supposed


def stance_of_cue(context: SentenceContext, first: int, last: int) -> tuple[Stance, bool]:
    """The stance of the words [first, last) of a stage, and whether they are a noun: that of the verb among them,
    where there is one ("construction has not begun")."""
    is_noun = not any(is_verb(context, index) for index in range(first, last))
    return find_stance(context, first, last, is_noun), is_noun
