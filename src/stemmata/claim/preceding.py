"""Givers that the sentence before names: "X has obtained an audit. It puts the losses at four million."

The tagger marks them without a cue. They give what a sentence says where it points back at that one, and where they add
something to whoever speaks in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stemmata.annotate.token import tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.head import find_head
from stemmata.claim.table import load_claim_tables
from stemmata.model import Attribution, Source, SourceKind, Span

_OPENING = 3  # tokens in which "In it" begins a sentence


def stands_before(context: SentenceContext, source: Source, attribution: Attribution) -> bool:
    """Whether a further giver without a cue stands in the sentence before."""
    before = context.previous
    is_there = before is not None and source.span is not None and source.span.overlaps(before.span)
    return is_there and attribution.cited and not attribution.cue


def stands_in(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether an attribution is a further giver without a cue, in the sentence `context`."""
    is_further = attribution.cited and not attribution.cue
    return is_further and any(part.overlaps(context.span) for part in attribution.source)


def gives_before(
    context: SentenceContext, source: Source, attributions: Sequence[Attribution], givers: GiverReader
) -> bool:
    """Whether a giver of the sentence before stands behind what this one says by `attributions`.

    A report gives nothing to another report, anybody else nothing to a report or a name, people nothing to people who
    may be the same, and a document nothing beside the name of whoever has put it out.
    """
    spoken = [a for a in attributions if not a.cited]
    if not _opens_with_reference(context) and not any(_refers_back(context, a) for a in spoken):
        return False
    speaking = {s.kind for a in spoken for s in givers.sources_of(a)}
    if source.kind in REPORTS:
        return not speaking & REPORTS and not _is_newspeople(context, source)
    if speaking & {*REPORTS, SourceKind.NAMED} or (source.kind is SourceKind.ANONYMOUS and source.kind in speaking):
        return False
    beside = [(s, a) for a in attributions for s in givers.sources_of(a)]
    is_put_out = any(s.kind is SourceKind.NAMED and stands_before(context, s, a) for s, a in beside)
    return source.kind is not SourceKind.DOCUMENT or not is_put_out


def _is_newspeople(context: SentenceContext, source: Source) -> bool:
    """ "Reporters" of "Reporters from Nordlys": the outlet is the name behind."""
    language = context.document.language
    tables = load_claim_tables(language)
    tokens = tokenize(context.text, source.span, language) if source.span is not None else ()
    return bool(tokens) and tables.has("newspeople", tokens[-1].lemmas)


def _opens_with_reference(context: SentenceContext) -> bool:
    """ "In it", "According to them": a sentence opens with a thing of which the one before told."""
    words = load_claim_tables(context.document.language).words
    lower = [t.lower for t in context.tokens[:_OPENING]]
    things = words["object_pronouns"]
    return any(a in words["prepositions"] and b in things for a, b in pairwise(lower))


def _refers_back(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether who speaks is somebody or something of which the sentence before told: "they", "one of them", "the
    relatives"."""
    return any(_is_reference(context, part) for part in attribution.source if part.overlaps(context.span))


def _is_reference(context: SentenceContext, span: Span) -> bool:
    language = context.document.language
    tables = load_claim_tables(language)
    tokens = tokenize(context.text, span, language)
    if not tokens or context.previous is None:
        return False
    if tokens[-1].lower in tables.words["pronouns"] | tables.words["plural_pronouns"]:
        return True
    head = find_head(tokens, tables, language)
    is_definite = head is not None and tokens[0].lower in tables.words["definite"] and head.text.islower()
    return is_definite and head is not None and any(head.lemmas & t.lemmas for t in context.previous.tokens)
