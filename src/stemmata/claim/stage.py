"""How far a programme has come: the words for its stages, some of them in pieces.

A cue is a run of lemmas; "…" in it stands for a few words of the same clause, so that "begin … construction" finds
"has begun the long-awaited construction". A stage under a negation, a condition or a question has not come about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stemmata.annotate.lexicon import Lexicon, Match
from stemmata.claim.clause import boundary_cost, ends_clause
from stemmata.claim.context import SentenceContext
from stemmata.claim.stance import Stance, find_stance
from stemmata.claim.table import load_claim_tables
from stemmata.claim.verb import is_verb
from stemmata.model import Modality, Polarity, Span
from stemmata.packs import Pack

GAP = "…"
_LONGEST_GAP = 9  # words that "…" stands for at most
_FARTHEST = 10  # boundary-weighted words between a trigger and the words for its stage


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of a cue: `number` of `count`, of the cue `cue` of a stage."""

    stage: str
    cue: str
    number: int
    count: int


@cache
def _stage_lexicon(pack: Pack, language: str) -> Lexicon[_Piece]:
    lexicon: Lexicon[_Piece] = Lexicon()
    for stage in pack.stages.values():
        for cue in stage.cues.get(language, ()):
            pieces = [piece.split() for piece in cue.split(GAP)]
            for number, piece in enumerate(pieces):
                lexicon.add(piece, _Piece(stage.id, cue, number, len(pieces)))
    return lexicon


def find_stage_cues(context: SentenceContext, pack: Pack) -> tuple[Match[str], ...]:
    """The words of a sentence that name a stage, in text order, the longest where several overlap."""
    waiting: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    found: list[Match[str]] = []
    for match in sorted(
        _stage_lexicon(pack, context.document.language).find_all(context.tokens), key=lambda m: (m.first, m.last)
    ):
        piece = match.payload
        key = (piece.stage, piece.cue)
        starts = [match.first] if piece.number == 0 else list(_openings(context, waiting[key], match))
        for start in starts[-1:]:
            if piece.number == piece.count - 1:
                span = Span(context.tokens[start].span.start, match.span.end)
                found.append(Match(start, match.last, span, piece.stage))
            else:
                waiting[key].append((start, match.last, piece.number + 1))
    found.sort(key=lambda m: (m.first, -m.last))
    kept: list[Match[str]] = []
    for candidate in found:
        if not kept or candidate.first >= kept[-1].last:
            kept.append(candidate)
    return tuple(kept)


def _openings(
    context: SentenceContext, waiting: list[tuple[int, int, int]], match: Match[_Piece]
) -> Iterator[int]:
    """Where cues begin that `match` continues, the nearest last."""
    tables = load_claim_tables(context.document.language)
    for start, last, number in waiting[-_LONGEST_GAP:]:
        if number != match.payload.number or not 0 <= match.first - last <= _LONGEST_GAP:
            continue
        if not any(ends_clause(context, index, tables) for index in range(last, match.first)):
            yield start


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
