"""How far a programme has come: the words for its stages.

A stage under a negation, a condition or a question has not come about.
"""

from __future__ import annotations

from functools import cache

from stemmata.annotate.lexicon import Match
from stemmata.claim.clause import boundary_cost
from stemmata.claim.context import SentenceContext
from stemmata.claim.cue import CueLexicon
from stemmata.claim.stance import Stance, find_stance
from stemmata.claim.table import load_claim_tables
from stemmata.claim.verb import is_verb
from stemmata.model import Modality, Polarity, Span
from stemmata.packs import Pack

_FARTHEST = 10  # boundary-weighted words between a trigger and the words for its stage


@cache
def _stage_lexicon(pack: Pack, language: str) -> CueLexicon[str]:
    lexicon: CueLexicon[str] = CueLexicon()
    for stage in pack.stages.values():
        for cue in stage.cues.get(language, ()):
            lexicon.add(cue, stage.id)
    return lexicon


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
    for match in find_stage_cues(context, pack):
        if not reach.contains(match.span):
            continue
        gap_first, gap_last = (match.last, first) if match.last <= first else (last, match.first)
        distance = max(0, gap_last - gap_first) + boundary_cost(context, gap_first, gap_last, tables)
        if distance > _FARTHEST or (best is not None and distance >= best[0]):
            continue
        if has_come_about(context, match.first, match.last):
            best = (distance, match.payload, match.span)
    return (best[1], best[2]) if best else None


def stage_of_governor(context: SentenceContext, pack: Pack, governor: Span) -> tuple[str, Span] | None:
    """The stage that the words which give a clause its modality name: "is considering training pilots"."""
    for match in find_stage_cues(context, pack):
        if match.span.overlaps(governor) and has_come_about(
            context, match.first, match.last
        ):
            return match.payload, match.span
    return None


def has_come_about(context: SentenceContext, first: int, last: int) -> bool:
    """Whether the words of a stage stand neither under a negation nor under a condition or question."""
    stance, _ = stance_of_cue(context, first, last)
    return stance.is_claimed and stance.polarity is Polarity.POSITIVE and stance.modality is not Modality.CONDITIONAL


def stance_of_cue(context: SentenceContext, first: int, last: int) -> tuple[Stance, bool]:
    """The stance of the words [first, last) of a stage, and whether they are a noun: that of the verb among them,
    where there is one ("construction has not begun")."""
    verbs = [index for index in range(first, last) if is_verb(context, index)]
    if is_verb(context, first):
        return find_stance(context, first, last, is_noun=False), False
    if verbs:
        return find_stance(context, verbs[-1], last, is_noun=False), False
    return find_stance(context, first, last, is_noun=True), True
