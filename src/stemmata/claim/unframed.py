"""Sentences in which somebody says something and no claim was read: what an optional engine may be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.claim.chain import ChainReader
from stemmata.claim.context import SentenceContext, build_contexts
from stemmata.claim.table import has_claim_tables
from stemmata.model import Annotations, Claim, Document, Source, Span
from stemmata.packs import Pack


@dataclass(frozen=True, slots=True)
class Unframed:
    """The sentences, in text order, and the reader that tells who says what in them."""

    contexts: tuple[SentenceContext, ...]
    reader: ChainReader | None

    def chain_at(self, context: SentenceContext, span: Span) -> tuple[Source, ...]:
        """Who says what stands at `span`, the nearest first."""
        return self.reader.read(context, span).sources if self.reader is not None else ()


def find_unframed(document: Document, annotations: Annotations, claims: Sequence[Claim], pack: Pack) -> Unframed:
    """The sentences of a document about the pack's subject that hold attributed content and on which no claim rests."""
    is_about = any(pack.marks_subject(entity.entity) for entity in annotations.names)
    if not is_about or not has_claim_tables(document.language):
        return Unframed((), None)
    contexts = build_contexts(document, annotations)
    reader = ChainReader(contexts, pack, [name for name in (document.outlet, document.domain) if name])
    taken = [claim.evidence.span for claim in claims]
    free = tuple(
        context
        for context in contexts
        if any(content.overlaps(context.span) for a in context.attributions for content in a.content)
        and not any(span.overlaps(context.span) for span in taken)
    )
    return Unframed(free, reader)
