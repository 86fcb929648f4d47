"""The head of a phrase for a source, and what the form of the phrase tells: a common noun, a document, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.token import Token, noun_lemmas, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables
from stemmata.model import Span

_SHORTEST_ABBREVIATION = 2
_INSIDE_NAMES = frozenset({"'", "’", "'s", "’s", "-", "."})


def find_head(tokens: Sequence[Token], tables: ClaimTables, language: str) -> Token | None:
    """The head noun of a phrase: its last word before a preposition, participle, comma, bracket or relative word."""
    head: Token | None = None
    for index, token in enumerate(tokens):
        stops = token.lower in tables.words["prepositions"] or token.lower in tables.words["relative"]
        if stops and index and tokens[index - 1].text == "-" and tokens[index - 1].span.end == token.span.start:
            continue  # "the US-aligned officials"
        if stops and index and tables.has("partitives", tokens[index - 1].lemmas):
            continue  # "hundreds of statements"
        if not stops and not token.is_word and (token.text in _INSIDE_NAMES or token.text[:1].isdigit()):
            continue
        if (stops or not token.is_word) and head is not None:
            break
        if token.is_word and not stops:
            if head is not None and _is_participle(token, language):
                break
            head = token
            if tables.has("anonymous", token.lemmas) and not _goes_on(tokens, index, tables, language):
                break
    return head


def is_common(head: Token, language: str) -> bool:
    """Whether a head is a common noun: written small, or a plural that the dictionary has, with a capital only for
    opening its sentence."""
    if head.text[:1].islower():
        return True
    singulars = noun_lemmas(head.lower, language)
    return bool(singulars) and head.lower not in singulars and not head.text.isupper()


def names_body(tokens: Sequence[Token], head: Token, tables: ClaimTables) -> bool:
    """ "the Joint Chiefs of Staff", "the Federation of Nurses (FN)": a name of several capitalised words, whatever its
    head means elsewhere, by the capital behind its "of" or by its abbreviation in brackets. "Members of Parliament" are
    people."""
    at = tokens.index(head)
    if not head.text[:1].isupper() or head.text.isupper() or not at or tables.has("people", head.lemmas):
        return False
    if not all(t.is_word and t.text[:1].isupper() for t in tokens[1 : at + 1]):
        return False
    last = at + 1
    while last < len(tokens) and tokens[last].is_word:
        last += 1
    name, behind = tokens[at + 1 : last], [t.text for t in tokens[last : last + 3]]
    is_whole = all(t.text[:1].isupper() or t.lower in tables.words["name_links"] for t in name)
    is_abbreviated = len(behind) == 3 and behind[::2] == ["(", ")"] and is_abbreviation(behind[1])
    is_linked = len(name) > 1 and last == len(tokens) and at > 1 and name[0].lower in tables.words["name_links"]
    return is_whole and (is_abbreviated or is_linked)


def is_abbreviation(text: str) -> bool:
    """Two capitals or more and nothing else."""
    return len(text) >= _SHORTEST_ABBREVIATION and text.isalpha() and text.isupper()


def is_document(head: Token, context: SentenceContext, span: Span) -> bool:
    """Whether the head of the phrase at `span` is a document's noun, written small but for opening its sentence."""
    is_small = head.text[:1].islower() or head.span.start == context.span.start
    return is_small and bool(head.lemmas & load_attribution_table(context.document.language).nouns["documents"])


def opens_with_name(context: SentenceContext, span: Span) -> bool:
    """Whether a capitalised word names someone. One that opens a sentence does where no dictionary has it, or where the
    text has it inside a sentence too."""
    if not context.text[span.start].isupper():
        return False
    tokens = context.tokens[slice(*context.token_range(span))]
    opens = not any(t.is_word for t in context.tokens if t.span.end <= span.start)
    if not opens or not tokens:
        return not opens
    language = context.document.language
    word = tokens[0].text
    is_known = bool(word_classes(tokens[0].lower, language)) or tokens[0].lower in _function_words(language)
    return not is_known or (word.isalpha() and _is_written_inside(word, context.text))


def _is_participle(token: Token, language: str) -> bool:
    """ "an email sent to traders": a form that can only be a verb's."""
    return token.text.islower() and word_classes(token.lower, language) == {"VERB"}


def _goes_on(tokens: Sequence[Token], index: int, tables: ClaimTables, language: str) -> bool:
    """ "official figures", "expert reports": a word for people before the noun that it describes; it may describe a
    whole name ("the official Iraqi News Agency")."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    documents = load_attribution_table(language).nouns["documents"]
    if following.lemmas & documents or tables.has("bodies", following.lemmas):
        return True
    if not following.text[:1].isupper() or "ADJ" not in word_classes(tokens[index].lower, language):
        return False
    last = index + 1
    while (
        last + 1 < len(tokens) and tokens[last + 1].is_word and tokens[last + 1].lower not in tables.words["relative"]
    ):
        last += 1
    return any(tables.has(kind, tokens[last].lemmas) for kind in ("outlet", "bodies"))


@lru_cache(maxsize=1024)
def _is_written_inside(word: str, text: str) -> bool:
    """Whether a text has a capitalised word behind a small one."""
    return re.search(rf"[^\W\d_A-Z]\s{re.escape(word)}\b", text) is not None


def _function_words(language: str) -> frozenset[str]:
    grammar = load_attribution_table(language).grammar
    return grammar.determiners | grammar.possessives | grammar.pronouns | grammar.function_words
