"""What is said of a noun that is the subject of its clause: what stands between the two, and whether it is denied."""

from __future__ import annotations

from collections.abc import Container, Sequence

from stemmata.annotate.lexicon import Match
from stemmata.annotate.token import word_classes
from stemmata.claim.clause import ends_clause
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import read_verb_group
from stemmata.model import Modality

_LONGEST_INSERT = 14  # tokens between two commas
_STRONG_MARKS = frozenset(";:—–")
_REACH = 20  # tokens behind a subject in which "is not" stands
_FIGURE_REACH, _VERDICT_REACH = 8, 4  # before a trigger to "the figure of"; behind "is" to "false"
_UNTIL = 8  # tokens before "would have" in which "by June" stands


def insert_end(context: SentenceContext, comma: int, tables: ClaimTables) -> int | None:
    """The closing comma of an insert that opens at `comma`; None where that begins a clause of its own."""
    following = context.tokens[comma + 1] if comma + 1 < len(context.tokens) else None
    if following is None or following.lower in tables.words["joining"]:
        return None
    for index in range(comma + 2, min(len(context.tokens), comma + 2 + _LONGEST_INSERT)):
        if context.tokens[index].text == ",":
            return index
    return None


def is_denied_word(context: SentenceContext, index: int, tables: ClaimTables) -> bool:
    """Whether a word that may be noun or verb is a verb, for a negation stands right before it: "never rose"."""
    if index == 0 or context.tokens[index - 1].lower not in tables.words["verb_negators"]:
        return False
    is_verbal = "VERB" in word_classes(context.tokens[index].lower, context.document.language)
    return is_verbal and read_verb_group(context, index).negation == index - 1


def find_denied_being(
    context: SentenceContext, last: int, tables: ClaimTables, look_alikes: Container[int]
) -> int | None:
    """The negation beside the "be" that is all a subject before `last` has for a verb: "has never been above 300".
    Words that only look like negations are `look_alikes`."""
    for index in range(last, min(len(context.tokens), last + _REACH)):
        if ends_clause(context, index, tables):
            return None
        if context.tokens[index].lower in tables.words["verb_negators"] and index not in look_alikes:
            beside = context.tokens[max(last, index - 1) : index + 2]
            is_verbal = any(tables.has("passive", t.lemmas) or tables.has("have", t.lemmas) for t in beside)
            return index if is_verbal else None
    return None


def is_counterfactual(context: SentenceContext, modal: int, head: int, tables: ClaimTables) -> bool:
    """Whether "would have" tells what did not come about: not so where a time by which it would is named."""
    if context.tokens[modal].lower not in tables.words["counterfactual"]:
        return False
    near = context.tokens[max(0, modal - _UNTIL) : head + _REACH]
    return not any(token.lower in tables.words["agent"] for token in near)


def is_called_untrue(context: SentenceContext, first: int, last: int, denials: Sequence[Match[Modality]]) -> bool:
    """Whether what stands at tokens [first, last) is told of by a figure or report that the clause calls untrue: "the
    figure of 300 tanks lost is false", "reports of 300 tanks lost were exaggerated"."""
    tables = load_claim_tables(context.document.language)
    figure = _find_figure(context, first, tables)
    if figure is None:
        return False
    before = context.tokens[max(0, figure - _VERDICT_REACH) : figure]
    is_branded = any(tables.has("branding", token.lemmas) for token in before)  # "called reports of … exaggerated"
    for index in range(last, min(len(context.tokens), last + _REACH)):
        token = context.tokens[index]
        if token.text in _STRONG_MARKS or token.lower in tables.words["relative_break"]:
            return False
        if is_branded and _is_verdict(context, range(index, index + 1), tables, denials):
            return True
        if tables.has("passive", token.lemmas):
            behind = range(index + 1, min(len(context.tokens), index + 1 + _VERDICT_REACH))
            is_denied = any(context.tokens[i].lower in tables.words["verb_negators"] for i in behind)
            return not is_denied and _is_verdict(context, behind, tables, denials)
    return False


def _is_verdict(context: SentenceContext, near: range, tables: ClaimTables, denials: Sequence[Match[Modality]]) -> bool:
    """Whether one of some tokens calls a thing untrue."""
    is_untrue = any(tables.has("untrue", context.tokens[i].lemmas) for i in near)
    return is_untrue or any(match.first in near for match in denials)


def names_report(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> bool:
    """Whether tokens [first, last) name what is told, and nobody who tells: "rumours that …", "the figure of …", "these
    claims"."""
    for index in range(first, last):
        lemmas = context.tokens[index].lemmas
        if tables.has("figures", lemmas) or tables.has("reporting", lemmas):
            return index + 1 == last or context.tokens[index + 1].lower in tables.words["of_or_that"]
    return False


def _find_figure(context: SentenceContext, first: int, tables: ClaimTables) -> int | None:
    """The "figure" or "report" of whose words the token at `first` is one; None where a verb stands between."""
    for index in range(first - 1, max(-1, first - 1 - _FIGURE_REACH), -1):
        token = context.tokens[index]
        if ends_clause(context, index, tables) and token.lower not in tables.words["that"]:
            return None
        if tables.has("figures", token.lemmas) or tables.has("reporting", token.lemmas):
            behind = context.tokens[index + 1].lower if index + 1 < first else ""
            return index if behind in tables.words["of_or_that"] else None
    return None
