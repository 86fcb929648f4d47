"""Making claims of frames: evidence, chain, identity, and the guard at the door."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stemmata.claim.act import without_acts
from stemmata.claim.carried import carry_over
from stemmata.claim.chain import Chain, ChainReader
from stemmata.claim.context import SentenceContext, build_contexts
from stemmata.claim.frame import Frame, find_frames
from stemmata.claim.guard import judge_claim
from stemmata.claim.response import find_denial, find_responses
from stemmata.claim.table import has_claim_tables, load_claim_tables
from stemmata.claim.tie import is_about_subject, sentences_near_subject
from stemmata.model import Annotations, Claim, Document, Evidence, Modality, Polarity, Span
from stemmata.packs import Pack

# Changes whenever the same document would give other claims, so that a ledger knows what to read again.
EXTRACTOR_VERSION = "10"
_MARGIN = 32  # characters of prefix and suffix, as W3C annotations commonly keep
_ID_DIGITS = 16
# Whoever does not answer or cannot verify gives no information.
_SOURCELESS = frozenset({Modality.NO_RESPONSE, Modality.DECLINES_COMMENT, Modality.CANNOT_VERIFY})


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """A document's claims in text order, how many the guard refused, by the field that failed, and which fields it
    left out of those that it let through, by field."""

    claims: tuple[Claim, ...]
    dropped: Mapping[str, int]
    trimmed: Mapping[str, int] = field(default_factory=dict)


def find_claims(document: Document, annotations: Annotations, pack: Pack) -> ClaimsFound:
    """The claims of a document that its own words carry; none of one that names no item or body of the subject: it is
    not about the pack's subject, and its visits, plans and refusals are of other things."""
    is_read = has_claim_tables(document.language)
    if not is_read or not any(pack.opens_subject(entity.entity) for entity in annotations.names):
        return ClaimsFound((), {})
    contexts = without_acts(build_contexts(document, annotations), pack)
    names = [name for name in (document.outlet, document.domain) if name]
    # Where only a body opens the subject, what is counted beside it is all that can be told.
    is_about = any(pack.marks_subject(entity.entity) for entity in annotations.names)
    found = [(c, find_frames(c, pack) if is_about or _names_body(c, pack) else ()) for c in contexts]
    if not is_about and not any(frames for _, frames in found):
        return ClaimsFound((), {})
    reader = ChainReader(contexts, pack, names)
    found = [(c, frames) for (c, _), frames in zip(found, carry_over(found, pack), strict=True)]
    near = sentences_near_subject(found, pack)
    kept: dict[str, Claim] = {}
    dropped: Counter[str] = Counter()
    trimmed: Counter[str] = Counter()
    for context, frames in found:
        for frame in _tied(context, frames, near, pack):
            previous = contexts[context.index - 1] if context.index else None
            verdict = judge_claim(_make_claim(frame, previous, reader, pack), document, pack)
            if verdict.claim is None:
                dropped[verdict.refused or ""] += 1
            elif verdict.claim.id not in kept:
                kept[verdict.claim.id] = verdict.claim
                trimmed.update(verdict.dropped)
    return ClaimsFound(tuple(kept.values()), dict(sorted(dropped.items())), dict(sorted(trimmed.items())))


def _names_body(context: SentenceContext, pack: Pack) -> bool:
    return any(pack.counts_subject(entity.entity) for entity in context.entities)


def _tied(context: SentenceContext, frames: Sequence[Frame], near: frozenset[int], pack: Pack) -> Iterator[Frame]:
    """The frames of a sentence that have to do with the pack's subject, and the reactions in it."""
    frames = [frame for frame in frames if is_about_subject(frame, near, pack)]
    counts = any(frame.quantity is not None for frame in frames)
    frames = [frame for frame in frames if not (counts and frame.hit.trigger.unless_counted)]
    yield from frames
    yield from (frame for frame in find_responses(context, pack, frames) if is_about_subject(frame, near, pack))


def _make_claim(frame: Frame, previous: SentenceContext | None, reader: ChainReader, pack: Pack) -> Claim:
    context, hit, stance = frame.context, frame.hit, frame.hit.stance
    document = context.document
    place, span = _place_and_span(frame, previous, pack)
    if frame.item_sentence is not None:
        span = Span.hull([frame.item_sentence.span, span])
    told = [s for party in (frame.parties.actor, frame.parties.counterpart) if party for s in party.spans]
    if context.previous is not None and any(context.previous.span.contains(one) for one in told):
        span = Span.hull([context.previous.span, span])  # whom "it" stands for
    modality, polarity = stance.modality, stance.polarity
    modality_span, polarity_span = stance.modality_span, stance.polarity_span
    denial = find_denial(context, hit.span)
    if denial is not None:
        modality, polarity = Modality.DENIES, Polarity.NEGATIVE
        modality_span = polarity_span = denial.span
    chain = _chain_of(frame, reader)
    if modality is Modality.DENIES and modality_span is not None:
        chain = reader.of_denial(context, chain, hit.span, modality_span)
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
        evidence=make_evidence(document.text, span),
        people=frame.people,
        said=frame.said,
        scope=frame.scope[0] if frame.scope else None,
        in_title=document.title_span is not None and document.title_span.overlaps(context.span),
        support=support,
    )


def _chain_of(frame: Frame, reader: ChainReader) -> Chain:
    """The chain over the quantity where there is one: it is what readers ask the source of."""
    if frame.hit.measure.kind == "statement" and frame.hit.stance.modality in _SOURCELESS:
        return Chain(())
    span = frame.quantity.span if frame.quantity else frame.hit.span
    chain = reader.read(frame.context, span)
    if not chain.sources and frame.quantity is not None:
        chain = reader.read(frame.context, frame.hit.span)
    if not chain.sources and frame.heading is not None:
        return reader.read(frame.heading, frame.hit.span)
    if chain.sources or frame.hit.measure.kind != "statement":
        return chain
    for attribution in frame.context.attributions:
        if any(cue.overlaps(frame.hit.span) for cue in attribution.cue):
            return Chain(reader.sources_of(attribution))
    actor = frame.parties.actor
    speaker = reader.source_at(frame.context, actor.spans[0]) if actor is not None and actor.spans else None
    return chain if speaker is None else Chain((speaker,))


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


def _is_question(context: SentenceContext) -> bool:
    return context.span.of(context.text).rstrip("\"”»' ").endswith("?")


def _in_title(context: SentenceContext) -> bool:
    title = context.document.title_span
    return title is not None and title.overlaps(context.span)


def make_evidence(text: str, span: Span) -> Evidence:
    """The words at `span` with a few beside them."""
    return Evidence(
        span=span,
        quote=span.of(text),
        prefix=text[max(0, span.start - _MARGIN) : span.start],
        suffix=text[span.end : span.end + _MARGIN],
    )


def _claim_id(frame: Frame, span: Span) -> str:
    """Derived from document, measure and evidence, so that a person's decision finds its claim again."""
    focus = frame.quantity.span if frame.quantity else frame.hit.span
    return make_claim_id(frame.context.document.sha256, frame.hit.measure.id, frame.hit.trigger.sub_kind, span, focus)


def make_claim_id(sha256: str, measure: str, sub_kind: str | None, evidence: Span, focus: Span) -> str:
    """The id of a claim on `evidence` in a document; `focus` is its number, or the words that name its measure."""
    parts: Sequence[object] = (
        sha256,
        measure,
        sub_kind or "",
        evidence.start,
        evidence.end,
        focus.start,
        focus.end,
    )
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"c{digest[:_ID_DIGITS]}"
