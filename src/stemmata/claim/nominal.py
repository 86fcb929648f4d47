"""Telling nouns from verbs without a tagger: a word that may be both is what the words before it make of it.

All positions are token indexes of one sentence.
"""

from __future__ import annotations

from stemmata.annotate.token import word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import load_claim_tables
from stemmata.claim.verb import is_past_form, is_progressive, is_verb, read_verb_group


def is_thing(context: SentenceContext, first: int, last: int) -> bool:
    """Whether the words [first, last) name a thing here, and not an act."""
    return find_verb(context, first, last) is None


def find_verb(context: SentenceContext, first: int, last: int) -> int | None:
    """The verb among the words [first, last); None where they name a thing ("a new engine")."""
    if is_verb(context, first):
        return first
    inner = next((index for index in range(last - 1, first, -1) if is_verb(context, index)), None)
    if inner is not None:
        return inner
    classes = word_classes(context.tokens[first].lower, context.document.language)
    return first if ("VERB" in classes or not classes) and not is_nominal(context, first) else None


def is_nominal(context: SentenceContext, first: int) -> bool:
    """Whether a word that may be a noun or a verb stands as a noun: behind an article, a preposition, a genitive or an
    adjective, with no auxiliary before it."""
    tables = load_claim_tables(context.document.language)
    classes = word_classes(context.tokens[first].lower, context.document.language)
    if "NOUN" not in classes or not first:
        return "NOUN" in classes and "VERB" not in classes
    if is_progressive(context.tokens[first], context.document.language):
        return False
    before = context.tokens[first - 1]
    if read_verb_group(context, first).first < first:
        return False
    if before.lower in tables.words["determiners"] | tables.words["prepositions"]:
        return True
    if (
        is_verb(context, first - 1)
        and not tables.has("helping", before.lemmas)
        and not tables.has("auxiliary", before.lemmas)
    ):
        return True
    if not is_past_form(context.tokens[first], tables) and _lacks_object(context, first):
        return True
    before_classes = word_classes(before.lower, context.document.language)
    return (bool(before_classes) and before_classes <= {"ADJ", "NUM"}) or "VERB" not in classes


def qualifies_noun(context: SentenceContext, index: int) -> bool:
    """Whether a word only qualifies the noun that its phrase ends with: the "press" of "at a press conference"."""
    number = context.structure.phrase_at(index)
    return number is not None and index < context.structure.phrases[number].head


def _lacks_object(context: SentenceContext, index: int) -> bool:
    """Whether no object can follow a word: "sanctions and", "exports to", where a verb would have one."""
    tables = load_claim_tables(context.document.language)
    if index + 1 >= len(context.tokens):
        return True
    following = context.tokens[index + 1]
    joins = tables.words["joining"] | tables.words["prepositions"]
    is_number = following.text[:1].isdigit()
    return (not following.is_word and not is_number) or following.lower in joins
