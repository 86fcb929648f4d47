"""Outlets and agencies: those that the pack knows, and names that are an outlet's by their form."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from stemmata.annotate.token import Token
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_MOST_WORDS = 6  # of a name; more are a headline
_BEFORE_NAME = 2  # tokens: "the agency Reuters"
_DOMAIN = re.compile(r"[^\W_][\w-]{1,40}(?:\.[\w-]{2,20})?\.[a-z]{2,4}")


def outlet_source(entity: Entity, words: str | None, pack: Pack) -> Source:
    """The source for an outlet or agency that the pack knows."""
    row = pack.outlets[entity.entity or ""]
    kind = SourceKind.AGENCY if row.kind == "agency" else SourceKind.OUTLET
    return Source(kind, row.name, words, entity.span, row.id)


def find_outlets(names: Collection[str], pack: Pack) -> frozenset[str]:
    """The ids of the pack's outlets that are called one of some case-folded `names`, or have one of them as host."""
    wanted = {name.casefold().removeprefix("www.") for name in names}
    return frozenset(
        row.id
        for row in pack.outlets.values()
        if not wanted.isdisjoint(
            name.casefold() for name in (row.name, *row.domains, *(n for forms in row.names.values() for n in forms))
        )
    )


def outlet_at(context: SentenceContext, index: int, pack: Pack, reach: int = _BEFORE_NAME) -> Source | None:
    """The outlet whose name begins at a token or at most `reach` behind it, for an article and "the agency" before it;
    None for anything else."""
    tables = load_claim_tables(context.document.language)
    for entity in context.entities:
        begin, _ = context.token_range(entity.span)
        if entity.entity in pack.outlets and 0 <= begin - index <= reach:
            return outlet_source(entity, entity.text, pack)
    index += index < len(context.tokens) and context.tokens[index].lower in tables.words["definite"]
    last = index
    while last < len(context.tokens) and context.tokens[last].is_word and context.tokens[last].text[:1].isupper():
        last += 1
    if last == index or not looks_like_outlet(context.tokens[index:last], tables):
        return None
    span = Span(context.tokens[index].span.start, context.tokens[last - 1].span.end)
    return Source(SourceKind.OUTLET, span.of(context.text), span.of(context.text), span)


def looks_like_outlet(tokens: Sequence[Token], tables: ClaimTables) -> bool:
    """Whether a phrase has a name of two to six words with one such as "Herald" in it."""
    names = [t for t in tokens if t.text[:1].isupper() and t.is_word]
    return 2 <= len(names) <= _MOST_WORDS and any(t.text in tables.words["outlet_names"] for t in names[1:])


def is_domain(words: str) -> bool:
    """ "News.example": a name that is an address is an outlet's."""
    return _DOMAIN.fullmatch(words) is not None
