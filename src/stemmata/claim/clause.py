"""Where a clause begins and ends, and what keeps two words of a sentence apart.

All positions are token indexes of one sentence.
"""

from __future__ import annotations

from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_past_form

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
