"""Outlets and agencies: those that the pack knows, and names that are an outlet's by their form."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise

from stemmata.annotate.token import Token, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_MOST_WORDS = 6  # of a name; more are a headline
_LONGEST_INTRODUCTION = 9  # tokens: "the Riyadh-based news outlet Arab News"
_BEFORE_NAME = 2  # tokens: "the agency Reuters"
_SHORTEST_INITIALS = 3
_LONGEST_EDITION = 4  # tokens of "the Sunday edition"
_LONGEST_FOREIGN = 4  # words
_SCOTTISH = ("Mc", "Mac", "O'", "De", "Di", "La", "Le", "Van")  # begin a person's name: "McCain", "DeSantis"
_DOMAIN = re.compile(r"[^\W_][\w-]{1,40}(?:\.[\w-]{2,20})?\.[a-z]{2,4}")


def outlet_source(entity: Entity, words: str | None, pack: Pack) -> Source:
    """The source for an outlet or agency that the pack knows."""
    row = pack.outlets[entity.entity or ""]
    kind = SourceKind.AGENCY if row.kind == "agency" else SourceKind.OUTLET
    return Source(kind, row.name, words, entity.span, row.id)


def find_outlets(names: Collection[str], pack: Pack) -> frozenset[str]:
    """The ids of the pack's outlets that are called one of some case-folded `names`, or have one of them as host."""
    called = _outlets_by_name(pack)
    return frozenset(row for name in names for row in called.get(name.casefold().removeprefix("www."), ()))


@cache
def _outlets_by_name(pack: Pack) -> dict[str, frozenset[str]]:
    """The ids of a pack's outlets by their case-folded names and hosts."""
    found: dict[str, set[str]] = {}
    for row in pack.outlets.values():
        for name in (row.name, *row.domains, *(n for forms in row.names.values() for n in forms)):
            found.setdefault(name.casefold(), set()).add(row.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def outlet_at(context: SentenceContext, index: int, pack: Pack, reach: int = _BEFORE_NAME) -> Source | None:
    """The outlet whose name begins at a token or at most `reach` behind it, for an article and "the agency" before it;
    None for anything else."""
    tables = load_claim_tables(context.document.language)
    index = _behind_edition(context, index, tables)
    for entity in context.entities:
        begin, _ = context.token_range(entity.span)
        is_introduced = 0 < begin - index <= _LONGEST_INTRODUCTION and tables.has(
            "outlet", context.tokens[begin - 1].lemmas
        )
        if entity.entity in pack.outlets and is_introduced and not _has_verb(context, index, begin):
            return outlet_source(entity, entity.text, pack)
        if entity.entity in pack.outlets and 0 <= begin - index <= reach:
            if any(
                _is_of_name(context.tokens, i) and not _introduces(context.tokens[i], tables)
                for i in range(index, begin)
            ):
                break  # "The New Harbour Post" is not the Harbour Post
            return outlet_source(entity, entity.text, pack)
    begin = index + (index < len(context.tokens) and context.tokens[index].lower in tables.words["definite"])
    last = begin
    while last < len(context.tokens) and _is_of_name(context.tokens, last):
        last += 1
    name = context.tokens[begin:last]
    is_title = begin > index and is_title_article(context.tokens[index], opens=index == 0)
    if not name or not (looks_like_outlet(name, tables) or is_title or is_outlet_form(name, begin > index, tables)):
        return None
    known = [e for e in context.entities if e.entity not in pack.outlets and any(e.span.overlaps(t.span) for t in name)]
    if any(e.type != "location" or e.span.overlaps(name[-1].span) for e in known):
        return None  # but "the Lusaka Times"
    span = Span(name[0].span.start, name[-1].span.end)
    return Source(SourceKind.OUTLET, span.of(context.text), span.of(context.text), span)


def _behind_edition(context: SentenceContext, index: int, tables: ClaimTables) -> int:
    """Behind "the Sunday edition of", where that stands at a token; else the token."""
    for at in range(index, min(len(context.tokens) - 1, index + _LONGEST_EDITION)):
        if tables.has("editions", context.tokens[at].lemmas) and context.tokens[at + 1].lower in tables.words["makers"]:
            return at + 2
    return index


def bare_outlet_at(context: SentenceContext, index: int) -> Source | None:
    """The name of one word, or of more that cannot be a first and a last name, that begins at a token, its article
    aside: the words around say that it is an outlet's. None where it is a known name's or a body's."""
    tables = load_claim_tables(context.document.language)
    tokens = context.tokens
    begin = index + (index < len(tokens) and tokens[index].lower in tables.words["definite"])
    last = begin
    while last < len(tokens) and (
        _is_of_name(tokens, last)
        or (last > begin and tokens[last].text in tables.words["name_particles"] and _is_of_name(tokens, last + 1))
    ):
        last += 1
    name = tokens[begin:last]
    if not name or any(t.text in tables.words["body_names"] for t in name):
        return None
    span = Span(name[0].span.start, name[-1].span.end)
    if any(e.span.overlaps(span) for e in context.entities) or any(p.span.overlaps(span) for p in context.people):
        return None
    may_be_person = len(name) in {2, 3} and begin == index and not any(_is_written_oddly(t.text) for t in name)
    if may_be_person and name[0].text not in tables.words["foreign_articles"]:
        return None
    return Source(SourceKind.OUTLET, span.of(context.text), span.of(context.text), span)


def _is_written_oddly(word: str) -> bool:
    """Whether a word is no part of a person's name: "24", "TV", "HotNews", "de"."""
    return not word.isalpha() or (word.isupper() and len(word) > 1) or word.islower() or has_inner_capital(word)


def _has_verb(context: SentenceContext, first: int, last: int) -> bool:
    """Whether a mark or a word that can only be a verb stands between; "-based" belongs to a name."""
    language = context.document.language
    return any(
        token.text in {",", ";", ":"} or word_classes(token.lower, language) == {"AUX"}
        for token in context.tokens[first:last]
    )


def _introduces(token: Token, tables: ClaimTables) -> bool:
    """Whether a capitalised word may stand before an outlet's name without being a part of it: "The", "Broadcaster"."""
    return token.lower in tables.words["definite"] or tables.has("outlet", token.lemmas)


def _is_of_name(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_word and tokens[index].text[:1].isupper()


def is_title_article(token: Token, *, opens: bool) -> bool:
    """Whether an article is written as a part of a name: "The" inside a sentence ("told The Gleaner")."""
    return token.text[:1].isupper() and not opens


def is_outlet_form(name: Sequence[Token], has_article: bool, tables: ClaimTables) -> bool:
    """Whether a name is written as only outlets' are where somebody speaks to them or they report: capitals alone and
    without an article ("told ESPN"; a body has one), capitals inside a word ("HotNews"), a foreign article ("Le
    Soir")."""
    if len(name) == 1:
        text = name[0].text
        is_initials = text.isupper() and text.isalpha() and len(text) >= _SHORTEST_INITIALS and not has_article
        return is_initials or has_inner_capital(text)
    return name[0].text in tables.words["foreign_articles"] and len(name) <= _LONGEST_FOREIGN


def has_inner_capital(word: str) -> bool:
    """ "HotNews", "bTV", "KazTAG": a capital behind a small letter, as in names that are made up."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word)) and not word.startswith(_SCOTTISH)


def looks_like_outlet(tokens: Sequence[Token], tables: ClaimTables) -> bool:
    """Whether a phrase has a name of two to six words with one such as "Herald" in it, or that opens with "Radio"."""
    names = [t for t in tokens if t.text[:1].isupper() and t.is_word]
    if not 2 <= len(names) <= _MOST_WORDS:
        return False
    opener = names[names[0].lower in tables.words["definite"]]
    opens = opener.text in tables.words["outlet_openers"] and opener is not names[-1]
    return opens or any(t.text in tables.words["outlet_names"] for t in names[1:])


def is_domain(words: str) -> bool:
    """ "News.example": a name that is an address is an outlet's."""
    return _DOMAIN.fullmatch(words) is not None
