"""Reading the words for a document: whose it is, which outlet's piece it is, and what is no paper at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemmata.annotate.token import Token, tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.outlet import outlet_at, outlet_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_SHORTEST_NAME = 2  # words of a body that nobody knows
_LONGEST_VIEW = 4  # tokens: "London's latest assessment"
_LONGEST_MAKING = 6  # tokens: "published on Monday by"


def read_document(context: SentenceContext, span: Span, head: Token, entities: Sequence[Entity], pack: Pack) -> Source:
    """The source that the words at `span`, whose `head` is a document's noun, name; `entities` are those in them."""
    tables = load_claim_tables(context.document.language)
    tokens = tokenize(context.text, span, context.document.language)
    words = span.of(context.text)
    owner = _state_whose_view(tokens, head, entities, tables, pack)
    if owner is not None:
        return Source(SourceKind.NAMED, pack.actors[owner.entity or ""].name, words, span, owner.entity)
    carrier = _carrier_of(context, head, tables, pack)
    if carrier is not None:
        return replace(carrier, descriptor=words, span=span)
    found = _document(words, span, entities, pack)
    if found.name is not None and found.entity in pack.actors and _is_speech(tokens, head, tables):
        return replace(found, kind=SourceKind.NAMED)
    return _with_maker(context, found, span, tables) if found.name is None else found


def _state_whose_view(
    tokens: Sequence[Token], head: Token, entities: Sequence[Entity], tables: ClaimTables, pack: Pack
) -> Entity | None:
    """The state of "London's assessment": what a state thinks is no paper."""
    if not tables.has("views", head.lemmas):
        return None
    owners = (e for e in entities if e.entity in pack.actors and e.span.end <= head.span.start)
    owner = next((e for e in owners if pack.actors[e.entity or ""].kind == "state"), None)
    is_owned = owner is not None and any(
        t.text.endswith(("'s", "’s")) for t in tokens if t.span.start >= owner.span.end
    )
    return owner if is_owned and len(tokens) <= _LONGEST_VIEW else None


def _is_speech(tokens: Sequence[Token], head: Token, tables: ClaimTables) -> bool:
    """Whether a document is what a body says aloud, with the body right behind: "a briefing by the ministry"."""
    at = next((i for i, token in enumerate(tokens) if token.span == head.span), len(tokens))
    is_of = at + 1 < len(tokens) and tokens[at + 1].lower in tables.words["makers"]
    return is_of and tables.has("speeches", head.lemmas)


def _carrier_of(context: SentenceContext, head: Token, tables: ClaimTables, pack: Pack) -> Source | None:
    """The outlet whose piece is meant: "a report in the Harbour Standard"."""
    if not tables.has("own_pieces", head.lemmas):
        return None
    _, at = context.token_range(head.span)
    if at >= len(context.tokens) or context.tokens[at].lower not in tables.words["carried_in"] | tables.words["makers"]:
        return None
    return outlet_at(context, at + 1, pack)


def _with_maker(context: SentenceContext, document: Source, span: Span, tables: ClaimTables) -> Source:
    """A document with the name of the body that made it, where that stands right behind: "a report published by the
    Harbour Institute"."""
    _, at = context.token_range(span)
    behind = context.tokens[at : at + _LONGEST_MAKING]
    if not behind or not tables.has("made_by", behind[0].lemmas):
        return document
    by = next((i for i, token in enumerate(behind) if tables.has("agent", token.lemmas)), None)
    if by is None or any(token.text == "," for token in behind[:by]):
        return document
    first = at + by + 1
    first += first < len(context.tokens) and context.tokens[first].lower in tables.words["definite"]
    last = first
    while last < len(context.tokens) and context.tokens[last].is_word and context.tokens[last].text[:1].isupper():
        last += 1
    if last - first < _SHORTEST_NAME:
        return document
    whole = Span(span.start, context.tokens[last - 1].span.end)
    name = Span(context.tokens[first].span.start, whole.end).of(context.text)
    return Source(SourceKind.DOCUMENT, name, whole.of(context.text), whole)


def _document(words: str, span: Span, entities: Sequence[Entity], pack: Pack) -> Source:
    """A document, named by the body whose it is where the words say so; an outlet's report is the outlet."""
    for entity in entities:
        if entity.entity in pack.outlets:
            named = outlet_source(entity, words, pack)
            return Source(named.kind, named.name, words, span, named.entity)
    for entity in entities:
        if entity.entity in pack.actors and pack.actors[entity.entity].kind != "state":
            return Source(SourceKind.DOCUMENT, pack.actors[entity.entity].name, words, span, entity.entity)
    return Source(SourceKind.DOCUMENT, None, words, span)
