"""What is said of a noun that is the subject of its clause: what stands between the two, and whether it is denied."""

from __future__ import annotations

from collections.abc import Container

from stemmata.annotate.token import word_classes
from stemmata.claim.clause import ends_clause
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables
from stemmata.claim.verb import read_verb_group

_LONGEST_INSERT = 14  # tokens between two commas
_REACH = 20  # tokens behind a subject in which "is not" stands


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
