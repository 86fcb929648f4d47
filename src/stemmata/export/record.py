"""The contract's JSON objects. Their keys are public and stable; keys may be added, never renamed.

Spans are `[start, end]`, half open, in characters of the document's text. What the text does not say is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stemmata.model import (
    Annotations,
    Anonymity,
    Claim,
    Document,
    Edge,
    EdgeEvidence,
    Mutation,
    Origins,
    Quantity,
    Source,
    Span,
    Stemma,
    Thread,
    Time,
    Witness,
)
from stemmata.trace.admiralty import suggest_letters
from stemmata.trace.settling import Settled, settle_threads

Record = dict[str, Any]


def annotation_record(document: Document, annotations: Annotations, claims: Iterable[Claim]) -> Record:
    """One document with its annotations and claims, as `stemmata annotate` prints it."""
    return {
        "id": document.id,
        "sha256": document.sha256,
        "language": document.language,
        "published": document.published,
        "title": document.title,
        "sentences": [_span(s) for s in annotations.sentences],
        "entities": [
            {"span": _span(e.span), "type": e.type, "text": e.text, "entity": e.entity} for e in annotations.entities
        ],
        "quantities": [_quantity(q) for q in annotations.quantities],
        "times": [_time(t) for t in annotations.times],
        "attributions": [
            {
                "source": _spans(a.source),
                "cue": _spans(a.cue),
                "content": _spans(a.content),
                "relay": a.relay,
                "cited": a.cited,
                "kind": a.kind.value if a.kind else None,
                "confidence": round(a.confidence, 3),
            }
            for a in annotations.attributions
        ],
        "claims": [claim_record(c) for c in claims],
    }


def claim_record(claim: Claim) -> Record:
    """One claim. `item`, `actor`, `place` and `stage` are ids of the pack; several actors are joined by "+"."""
    return {
        "id": claim.id,
        "measure": claim.measure,
        "sub_kind": claim.sub_kind,
        "item": claim.item,
        "actor": claim.actor,
        "counterpart": claim.counterpart,
        "place": claim.place,
        "people": [{"name": p.name, "office": p.office, "span": _span(p.span)} for p in claim.people],
        "scope": claim.scope,
        "quantity": _quantity(claim.quantity) if claim.quantity else None,
        "time": _time(claim.time) if claim.time else None,
        "said": _time(claim.said) if claim.said else None,
        "stage": claim.stage,
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "chain": [_source(s) for s in claim.chain],
        "in_title": claim.in_title,
        "proposed_by": claim.proposed_by,
        "evidence": {
            "span": _span(claim.evidence.span),
            "quote": claim.evidence.quote,
            "prefix": claim.evidence.prefix,
            "suffix": claim.evidence.suffix,
        },
        "support": {field: _spans(spans) for field, spans in sorted(claim.support.items())},
    }


def document_record(document: Document) -> Record:
    """What `stemmata list` prints of a document: everything but its text."""
    return {
        "id": document.id,
        "sha256": document.sha256,
        "outlet": document.outlet,
        "domain": document.domain,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "published_from": document.published_from,
        "language": document.language,
        "characters": len(document.text),
    }


def thread_record(thread: Thread, stemma: Stemma, documents: Mapping[str, Document]) -> Record:
    """What `stemmata threads` prints of a thread; `documents` are keyed by sha256."""
    shas = {claim.document for claim in thread.claims}
    return {
        "thread": thread.id,
        "question": thread.question,
        "measure": thread.measure,
        "item": thread.item,
        "actor": thread.actor,
        "counterpart": thread.counterpart,
        "documents": len(shas),
        "outlets": count_outlets(documents[sha] for sha in shas),
        "origins": _origins(stemma.origins),
        "claims": [claim.id for claim in thread.claims],
        "responses": [claim.id for claim in thread.responses],
        "doubts": [{"thread": doubt.thread, "reason": doubt.reason} for doubt in stemma.doubts],
    }


def stemma_record(thread: Thread, stemma: Stemma, documents: Mapping[str, Document]) -> Record:
    """What `stemmata stemma THREAD` prints: witnesses, edges with their evidence and mutations, origins."""
    head = thread_record(thread, stemma, documents)
    settled = settle_threads([(thread, stemma)]).get(thread.id)
    letters = suggest_letters(stemma, settled)
    return {
        "thread": thread.id,
        "question": thread.question,
        "documents": head["documents"],
        "outlets": head["outlets"],
        "origins": head["origins"],
        "doubts": head["doubts"],
        "witnesses": [_witness(w, documents) for w in stemma.witnesses],
        "edges": [_edge(e, documents) for e in stemma.edges],
        "second_parents": [_edge(e, documents) for e in stemma.seconds],
        "responses": [claim_record(c) for c in thread.responses],
        "settled": _settled(settled),
        "suggested": {
            "reliability": letters.reliability,
            "credibility": letters.credibility,
            "reason": letters.reason,
        },
    }


def _settled(settled: Settled | None) -> Record | None:
    if settled is None:
        return None
    return {
        "claim": settled.claim,
        "probability": settled.probability,
        "origins": settled.origins,
        "asked": settled.asked,
    }


def count_outlets(documents: Iterable[Document]) -> int:
    """How many outlets published them; a document without an outlet counts as one of its own."""
    return len({d.outlet or d.domain or d.sha256 for d in documents})


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [_span(s) for s in spans]


def _quantity(quantity: Quantity) -> Record:
    return {
        "span": _span(quantity.span),
        "text": quantity.text,
        "low": quantity.low,
        "high": quantity.high,
        "basis": quantity.basis.value,
        "unit": quantity.unit,
        "item": quantity.item,
        "per": quantity.per,
    }


def _time(time: Time) -> Record:
    return {
        "span": _span(time.span),
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "start": time.start,
        "end": time.end,
        "resolution": time.resolution,
        "relation": time.relation.value,
        "modifier": time.modifier,
    }


def _source(source: Source) -> Record:
    return {
        "name": source.name,
        "kind": source.kind.value,
        "descriptor": source.descriptor,
        "span": _span(source.span) if source.span else None,
        "entity": source.entity,
        "anonymity": _anonymity(source.anonymity) if source.anonymity else None,
    }


def _anonymity(anonymity: Anonymity) -> Record:
    return {
        "count": anonymity.count,
        "level": anonymity.level,
        "side": list(anonymity.side),
        "ally": anonymity.is_ally,
    }


def _document_id(sha256: str | None, documents: Mapping[str, Document]) -> str | None:
    return documents[sha256].id if sha256 is not None and sha256 in documents else sha256


def _witness(witness: Witness, documents: Mapping[str, Document]) -> Record:
    return {
        "id": witness.id,
        "document": _document_id(witness.document, documents),
        "sha256": witness.document,
        "name": witness.name,
        "kind": witness.kind.value,
        "published": witness.published,
        "lost": witness.lost,
        "denies": witness.denies,
        "claims": list(witness.claims),
        "headline": [_mutation(m, documents) for m in witness.headline],
    }


def _edge(edge: Edge, documents: Mapping[str, Document]) -> Record:
    return {
        "parent": edge.parent,
        "child": edge.child,
        "probability": edge.probability,
        "evidence": [_edge_evidence(v, documents) for v in edge.evidence],
        "mutations": [_mutation(m, documents) for m in edge.mutations],
    }


def _edge_evidence(evidence: EdgeEvidence, documents: Mapping[str, Document]) -> Record:
    return {
        "kind": evidence.kind,
        "text": evidence.text,
        "document": _document_id(evidence.document, documents),
        "span": _span(evidence.span) if evidence.span else None,
    }


def _mutation(mutation: Mutation, documents: Mapping[str, Document]) -> Record:
    return {
        "field": mutation.field,
        "parent_value": mutation.parent_value,
        "child_value": mutation.child_value,
        "parent_quote": mutation.parent_quote,
        "child_quote": mutation.child_quote,
        "witnessed_by": _document_id(mutation.witnessed_by, documents),
        "kind": mutation.kind,
        "probability": mutation.probability,
    }


def _origins(origins: Origins) -> Record:
    return {
        "low": origins.low,
        "high": origins.high,
        "best": origins.best,
        "list": list(origins.roots),
        "groups": [list(group) for group in origins.groups],
        "reasons": list(origins.reasons),
    }
