"""Making claims of frames: evidence, chain, identity, and the guard at the door."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemmata.claim.chain import Chain, ChainReader
from stemmata.claim.context import SentenceContext, build_contexts
from stemmata.claim.frame import Frame, find_frames
from stemmata.claim.guard import find_unsupported
from stemmata.claim.response import find_denial, find_response
from stemmata.claim.table import has_claim_tables, load_claim_tables
from stemmata.model import Annotations, Claim, Document, Evidence, Modality, Polarity, Span
from stemmata.packs import Pack

# Changes whenever the same document would give other claims, so that a ledger knows what to read again.
EXTRACTOR_VERSION = "3"
_MARGIN = 32  # characters of prefix and suffix, as W3C annotations commonly keep
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """A document's claims in text order, and how many the guard dropped, by the field that failed."""

    claims: tuple[Claim, ...]
    dropped: Mapping[str, int]


def find_claims(document: Document, annotations: Annotations, pack: Pack) -> ClaimsFound:
    """The claims of a document that its own words carry; none of one that names no item of the pack: it is not about
    the pack's subject, and its visits, plans and refusals are of other things."""
    is_read = has_claim_tables(document.language)
    if not is_read or not any(pack.marks_subject(entity.entity) for entity in annotations.names):
        return ClaimsFound((), {})
    contexts = build_contexts(document, annotations)
    names = [name for name in (document.outlet, document.domain) if name]
    reader = ChainReader(contexts, pack, names)
    kept: dict[str, Claim] = {}
    dropped: Counter[str] = Counter()
    for context in contexts:
        for frame in _frames_of(context, pack):
            previous = contexts[context.index - 1] if context.index else None
            claim = _make_claim(frame, previous, reader, pack)
            failed = find_unsupported(claim, document.text, document.language)
            if failed is not None:
                dropped[failed] += 1
            else:
                kept.setdefault(claim.id, claim)
    return ClaimsFound(tuple(kept.values()), dict(sorted(dropped.items())))


def _frames_of(context: SentenceContext, pack: Pack) -> Iterator[Frame]:
    frames = find_frames(context, pack)
    yield from frames
    response = find_response(context, pack)
    if response is not None and not any(find_denial(context, frame.hit.span) for frame in frames):
        yield response


def _make_claim(frame: Frame, previous: SentenceContext | None, reader: ChainReader, pack: Pack) -> Claim:
    context, hit, stance = frame.context, frame.hit, frame.hit.stance
    document = context.document
    place, span = _place_and_span(frame, previous, pack)
    modality, polarity = stance.modality, stance.polarity
    modality_span, polarity_span = stance.modality_span, stance.polarity_span
    denial = find_denial(context, hit.span)
    if denial is not None:
        modality, polarity = Modality.DENIES, Polarity.NEGATIVE
        modality_span = polarity_span = denial.span
    chain = _chain_of(frame, reader)
    parties = frame.parties
    support: dict[str, tuple[Span, ...]] = {"measure": (hit.span,)}
    for name, spans in (
        ("quantity", (frame.quantity.span,) if frame.quantity else ()),
        ("item", (frame.item_span,) if frame.item_span else ()),
        ("actor", parties.actor.spans if parties.actor else ()),
        ("counterpart", parties.counterpart.spans if parties.counterpart else ()),
        ("place", (place[1],) if place else ()),
        ("time", (frame.time.span,) if frame.time else ()),
        ("said", (frame.said.span,) if frame.said else ()),
        ("stage", (frame.stage[1],) if frame.stage else ()),
        ("scope", (frame.scope[1],) if frame.scope else ()),
        ("people", tuple(person.span for person in frame.people)),
        ("modality", (modality_span,) if modality_span else ()),
        ("polarity", (polarity_span,) if polarity_span else ()),
        ("chain", tuple(source.span for source in chain.sources if source.span)),
    ):
        if spans:
            support[name] = spans
    return Claim(
        id=_claim_id(frame, span),
        document=document.sha256,
        measure=hit.measure.id,
        sub_kind=hit.trigger.sub_kind,
        item=frame.item,
        actor=parties.actor.value if parties.actor else None,
        counterpart=parties.counterpart.value if parties.counterpart else None,
        place=place[0] if place else None,
        quantity=frame.quantity,
        time=frame.time,
        stage=frame.stage[0] if frame.stage else None,
        modality=modality,
        polarity=polarity,
        chain=chain.sources,
        evidence=_evidence(document.text, span),
        people=frame.people,
        said=frame.said,
        scope=frame.scope[0] if frame.scope else None,
        in_title=document.title_span is not None and document.title_span.overlaps(context.span),
        support=support,
    )


def _chain_of(frame: Frame, reader: ChainReader) -> Chain:
    """The chain over the quantity where there is one: it is what readers ask the source of."""
    span = frame.quantity.span if frame.quantity else frame.hit.span
    chain = reader.read(frame.context, span)
    if not chain.sources and frame.quantity is not None:
        chain = reader.read(frame.context, frame.hit.span)
    if chain.sources or frame.hit.measure.kind != "statement":
        return chain
    for attribution in frame.context.attributions:
        if any(cue.overlaps(frame.hit.span) for cue in attribution.cue):
            return Chain(reader.sources_of(attribution))
    return chain


def _place_and_span(frame: Frame, previous: SentenceContext | None, pack: Pack) -> tuple[tuple[str, Span] | None, Span]:
    """The place, and the span of the evidence: the sentence, or with it the one before where the sentence
    points back to a place named there ("the site where they plan to build")."""
    context = frame.context
    tables = load_claim_tables(context.document.language)
    about_site = frame.hit.measure.kind in {"intention", "ability"}
    is_narrow = frame.place is not None and frame.place[0] in pack.places
    if not about_site or is_narrow or previous is None or _in_title(previous):
        return frame.place, context.span
    if not any(tables.has("back_reference", token.lemmas) for token in context.tokens):
        return frame.place, context.span
    named = [e for e in previous.entities if e.entity in pack.places]
    if len({e.entity for e in named}) != 1 or named[0].entity is None:
        return frame.place, context.span
    return (named[0].entity, named[0].span), Span.hull([previous.span, context.span])


def _in_title(context: SentenceContext) -> bool:
    title = context.document.title_span
    return title is not None and title.overlaps(context.span)


def _evidence(text: str, span: Span) -> Evidence:
    return Evidence(
        span=span,
        quote=span.of(text),
        prefix=text[max(0, span.start - _MARGIN) : span.start],
        suffix=text[span.end : span.end + _MARGIN],
    )


def _claim_id(frame: Frame, span: Span) -> str:
    """Derived from document, measure and evidence, so that a person's decision finds its claim again."""
    quantity = frame.quantity.span if frame.quantity else frame.hit.span
    parts: Sequence[object] = (
        frame.context.document.sha256,
        frame.hit.measure.id,
        frame.hit.trigger.sub_kind or "",
        span.start,
        span.end,
        quantity.start,
        quantity.end,
    )
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"c{digest[:_ID_DIGITS]}"
