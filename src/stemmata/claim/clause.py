"""Where a clause begins and ends, and the stage of a programme that it gives.

All positions are token indexes of one sentence.
"""

from __future__ import annotations

from functools import cache

from stemmata.annotate.lexicon import Lexicon
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_past_form
from stemmata.model import Span
from stemmata.packs import Pack

_STRONG_MARKS = frozenset(";:—–")


def boundary_cost(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> int:
    """How firmly the tokens [first, last) keep two words apart: 0 where nothing stands between."""
    cost = 0
    for token in context.tokens[first:last]:
        if token.text in _STRONG_MARKS or token.lower in tables.strong_boundaries:
            cost += 6
        elif token.text == "," or token.lower in tables.boundaries:
            cost += 2
    return cost


def crosses_relative(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> bool:
    """Whether a relative clause opens within the tokens [first, last)."""
    return any(token.lower in tables.words["relative_break"] for token in context.tokens[first:last])


def ends_clause(context: SentenceContext, index: int, tables: ClaimTables) -> bool:
    """Whether the token at `index` opens another clause, or sets one off. Of two commas round an insert it is none."""
    token = context.tokens[index]
    return token.text in _STRONG_MARKS or token.text == "," or token.lower in tables.boundaries


def is_passive(context: SentenceContext, first: int) -> bool:
    """Whether the verb at token `first` is a passive: a past form behind a form of "be"."""
    tables = load_claim_tables(context.document.language)
    before = context.tokens[max(0, first - 3) : first]
    return is_past_form(context.tokens[first], tables) and any(tables.has("passive", t.lemmas) for t in before)


@cache
def _stage_lexicon(pack: Pack, language: str) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for stage in pack.stages.values():
        for cue in stage.cues.get(language, ()):
            lexicon.add(cue.split(), stage.id)
    return lexicon


def find_stage(context: SentenceContext, pack: Pack, first: int, last: int, reach: Span) -> tuple[str, Span] | None:
    """The stage that words within `reach` (characters) give, the nearest to the trigger; None if none do."""
    tables = load_claim_tables(context.document.language)
    best: tuple[int, str, Span] | None = None
    for match in _stage_lexicon(pack, context.document.language).find_longest(context.tokens):
        if not reach.contains(match.span):
            continue
        gap_first, gap_last = (match.last, first) if match.last <= first else (last, match.first)
        distance = max(0, gap_last - gap_first) + boundary_cost(context, gap_first, gap_last, tables)
        if best is None or distance < best[0]:
            best = (distance, match.payload, match.span)
    return (best[1], best[2]) if best else None
