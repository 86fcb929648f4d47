"""Sources that come back: "the officials said", "the documents show", with the outlet that had it from them before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.annotate.token import tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.head import find_head
from stemmata.claim.order import order_givers
from stemmata.claim.table import load_claim_tables
from stemmata.model import Source, SourceKind

_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Mention:
    """An unnamed source with the head of its words, and the reports that had it from there, nearest first."""

    source: Source
    head: frozenset[str]
    reports: tuple[Source, ...]


def find_mentions(contexts: Sequence[SentenceContext], givers: GiverReader) -> tuple[Mention, ...]:
    """The unnamed sources of a document behind whom or which a report stood, in text order."""
    found: list[Mention] = []
    for context in contexts:
        for attribution in context.attributions:
            group = [
                a for a in context.attributions if any(c.overlaps(o) for c in a.content for o in attribution.content)
            ]
            sources = order_givers(context, group, givers)
            for index, source in enumerate(sources):
                reports = tuple(s for s in sources[:index] if s.kind in REPORTS)
                head = _head(context, source)
                if source.kind in _UNNAMED and reports and head is not None:
                    found.append(Mention(source, head, reports))
    return tuple(found)


def reports_before(context: SentenceContext, source: Source, mentions: Sequence[Mention]) -> tuple[Source, ...]:
    """The reports that had it from `source` when its words first came up; none where they do not point back."""
    tables = load_claim_tables(context.document.language)
    words = (source.descriptor or "").lower().split()
    if (
        source.kind not in _UNNAMED
        or source.span is None
        or words[:1] == []
        or words[0] not in tables.words["definite"]
    ):
        return ()
    head = _head(context, source)
    for mention in reversed(mentions):
        is_before = mention.source.span is not None and mention.source.span.end <= source.span.start
        if is_before and head is not None and mention.source.kind is source.kind and head & mention.head:
            return mention.reports
    return ()


def _head(context: SentenceContext, source: Source) -> frozenset[str] | None:
    """The lemmas of the head noun of a source's words."""
    if source.span is None:
        return None
    language = context.document.language
    head = find_head(tokenize(context.text, source.span, language), load_claim_tables(language), language)
    return None if head is None else head.lemmas
