"""The outlet that somebody spoke to or wrote in: "told the Journal", "in an interview with X", "said in X"."""

from __future__ import annotations

from collections.abc import Callable

from stemmata.claim.context import SentenceContext
from stemmata.claim.outlet import bare_outlet_at, outlet_at
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

_REACH = 4  # tokens behind source and cue
_OPENING = 2  # tokens in which "In an interview with" begins a sentence

ReadSource = Callable[[SentenceContext, Span], Source | None]


def find_listener(context: SentenceContext, attribution: Attribution, pack: Pack, read: ReadSource) -> Source | None:
    """The outlet that hears what an attribution's source says, or quotes it; None where none is named."""
    tables = load_claim_tables(context.document.language)
    parts = [p for p in (*attribution.source, *attribution.cue) if p.overlaps(context.span)]
    if not attribution.cue or not parts:
        return None
    first, last = context.token_range(Span.hull(parts))
    for match in tables.told.find_all(context.tokens):
        is_near = first <= match.first <= last + _REACH or match.first < _OPENING
        if not is_near or _is_said(context, match.first, attribution):
            continue
        outlet = outlet_at(context, match.last, pack) or _noun_at(context, match.last, tables, read)
        if outlet is not None:
            return outlet
    press = _press_at(context, first, last, attribution, tables) or _programme_at(context, first, last, tables)
    if press is not None:
        return press
    is_in = last < len(context.tokens) and context.tokens[last].lower in tables.words["carried_in"]
    return outlet_at(context, last + 1, pack, reach=1) if is_in and not attribution.cited else None


def _press_at(
    context: SentenceContext, first: int, last: int, attribution: Attribution, tables: ClaimTables
) -> Source | None:
    """The name that nobody knows behind "in an interview with", "writing in": an outlet's, unless it is a person's."""
    for match in tables.told_press.find_all(context.tokens):
        is_near = first <= match.first <= last + _REACH or match.first < _OPENING
        if is_near and not _is_said(context, match.first, attribution):
            return bare_outlet_at(context, match.last)
    return None


def _programme_at(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> Source | None:
    """ "on the Studio Nord programme", right behind who speaks or where the sentence opens."""
    end = len(context.tokens)
    for index in (*range(min(end, _OPENING + 1)), *range(last, min(end, last + _REACH + 1))):
        if context.tokens[index].lower not in tables.words["broadcast_on"]:
            continue
        outlet = bare_outlet_at(context, index + 1)
        if outlet is None or outlet.span is None:
            continue
        _, behind = context.token_range(outlet.span)
        if behind < len(context.tokens) and tables.has("programmes", context.tokens[behind].lemmas):
            return outlet
    return None


def _is_said(context: SentenceContext, index: int, attribution: Attribution) -> bool:
    """Whether a word is a part of what is said; ", speaking to Reuters" behind all of it is not, whoever took it for
    that."""
    at = context.tokens[index].span
    aside = attribution.content[1:]
    return any(
        content.overlaps(at) for content in attribution.content if content not in aside or content.start < at.start
    )


def _noun_at(context: SentenceContext, index: int, tables: ClaimTables, read: ReadSource) -> Source | None:
    """ "told the daily": the outlet named before that such a word stands for."""
    if index + 1 >= len(context.tokens) or context.tokens[index].lower not in tables.words["definite"]:
        return None
    if not tables.has("outlet", context.tokens[index + 1].lemmas):
        return None
    span = Span(context.tokens[index].span.start, context.tokens[index + 1].span.end)
    source = read(context, span)
    return (
        source if source is not None and source.kind in {SourceKind.OUTLET, SourceKind.AGENCY} and source.name else None
    )
