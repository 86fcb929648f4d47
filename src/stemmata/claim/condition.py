"""What puts a whole sentence under a reserve: a condition, a question, "asked whether".

All positions are token indexes of one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stemmata.claim.context import SentenceContext
from stemmata.claim.stance import Stance
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Modality, Span

_FARTHEST = 60  # tokens between a condition and what stands under it
_STRONG_MARKS = frozenset(";:—–")
_CONDITIONED = frozenset({Modality.PLANS, Modality.COULD, Modality.EXPECTS, Modality.INTENDS})


def find_conditions(context: SentenceContext) -> tuple[tuple[int, int], ...]:
    """The tokens [first, last) of the words that open a condition, in text order."""
    return tuple(_conditions(context, load_claim_tables(context.document.language)))


def _conditions(context: SentenceContext, tables: ClaimTables) -> Iterator[tuple[int, int]]:
    tokens = context.tokens
    is_inverted = bool(tokens) and tokens[0].lower in tables.words["inverted"]  # "Should the plant open, …"
    if is_inverted and any(token.text == "," for token in tokens):
        yield 0, 1
    for match in tables.conditions.find_longest(tokens):
        behind = tokens[match.last].lower if match.last < len(tokens) else ""
        if behind in tables.words["agent"]:
            continue  # "the tanks provided by Denmark"
        before = tokens[match.first - 1].lemmas if match.first else frozenset()
        if tables.has("passive", before) or tables.has("have", before):
            continue  # "will be provided with 40 guns"
        if not is_asked(context, match.first, tables) and not context.outside_content(match.span):
            yield match.first, match.last


def is_asked(context: SentenceContext, index: int, tables: ClaimTables) -> bool:
    """Whether a word opens an indirect question: "whether", "asked if", "unclear if"."""
    token = context.tokens[index]
    if token.lower in tables.words["wondering"]:
        return True
    if token.lower not in tables.words["if"] or not index:
        return False
    return tables.has("before_whether", context.tokens[index - 1].lemmas)


def put_under_conditions(
    context: SentenceContext, stance: Stance, first: int, conditions: tuple[tuple[int, int], ...]
) -> Stance:
    """The stance of the word at token `first` under a condition of its sentence; in a question it is no claim."""
    if context.tokens[-1].text == "?":
        return replace(stance, is_claimed=False)
    for begin, end in conditions:
        low, high = sorted((begin, first))
        if high - low > _FARTHEST or any(token.text in _STRONG_MARKS for token in context.tokens[low:high]):
            continue
        is_inside = begin < first and all(token.text != "," for token in context.tokens[end:first])
        if is_inside or stance.modality in _CONDITIONED:
            span = Span(context.tokens[begin].span.start, context.tokens[end - 1].span.end)
            base = None if is_inside else stance.modality
            return replace(stance, modality=Modality.CONDITIONAL, modality_span=span, unconditional=base)
    return stance
