"""Arbitrary valid claims, documents and stemmata, for the property tests."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from stemmata.model import (
    Anonymity,
    Basis,
    Capture,
    Claim,
    Document,
    Edge,
    EdgeEvidence,
    Evidence,
    Modality,
    Mutation,
    Origins,
    Person,
    Polarity,
    Quantity,
    Relation,
    Source,
    SourceKind,
    Span,
    Stemma,
    Time,
    Witness,
)

SHA = hashlib.sha256(b"").hexdigest()

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
maybe = st.none() | texts
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 9999), st.integers(1, 999))
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53).map(float)
kinds = st.sampled_from(SourceKind)


def _ordered(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = _ordered(draw(st.none() | numbers), draw(st.none() | numbers))
    return Quantity(
        span=draw(spans),
        text=draw(texts),
        low=low,
        high=high,
        basis=draw(st.sampled_from(Basis)),
        unit=draw(texts),
        item=draw(maybe),
        item_span=draw(st.none() | spans),
        per=draw(maybe),
    )


times = st.builds(
    Time,
    span=spans,
    text=texts,
    type=texts,
    value=maybe,
    start=maybe,
    end=maybe,
    resolution=maybe,
    relation=st.sampled_from(Relation),
    modifier=maybe,
)
anonymities = st.builds(
    Anonymity, count=st.none() | st.integers(0, 40), level=maybe, side=st.lists(texts, max_size=2).map(tuple)
)
sources = st.builds(
    Source,
    kind=kinds,
    name=maybe,
    descriptor=maybe,
    span=st.none() | spans,
    entity=maybe,
    anonymity=st.none() | anonymities,
)
evidences = st.builds(Evidence, span=spans, quote=texts, prefix=texts, suffix=texts)
people = st.builds(Person, name=texts, office=maybe, span=spans)

claims = st.builds(
    Claim,
    id=texts,
    document=st.just(SHA),
    measure=texts,
    sub_kind=maybe,
    item=maybe,
    actor=maybe,
    counterpart=maybe,
    place=maybe,
    quantity=st.none() | quantities(),
    time=st.none() | times,
    stage=maybe,
    modality=st.sampled_from(Modality),
    polarity=st.sampled_from(Polarity),
    chain=st.lists(sources, max_size=3).map(tuple),
    evidence=evidences,
    people=st.lists(people, max_size=2).map(tuple),
    scope=maybe,
    in_title=st.booleans(),
    support=st.dictionaries(texts, st.lists(spans, max_size=2).map(tuple), max_size=3),
)

mutations = st.builds(
    Mutation, field=texts, parent_value=maybe, child_value=maybe, parent_quote=maybe, child_quote=maybe
)
witnesses = st.builds(
    Witness,
    id=texts,
    document=maybe,
    name=texts,
    kind=kinds,
    published=maybe,
    lost=st.booleans(),
    claims=st.lists(texts, max_size=2).map(tuple),
    headline=st.lists(mutations, max_size=2).map(tuple),
    denies=st.booleans(),
)
edges = st.builds(
    Edge,
    parent=texts,
    child=texts,
    probability=st.floats(0, 1, exclude_min=True),
    evidence=st.lists(
        st.builds(EdgeEvidence, kind=texts, text=texts, document=maybe, span=st.none() | spans), max_size=2
    ).map(tuple),
    mutations=st.lists(mutations, max_size=2).map(tuple),
)
origins = st.builds(
    Origins,
    low=st.integers(0, 9),
    high=st.integers(0, 9),
    best=st.integers(0, 9),
    roots=st.lists(texts, max_size=2).map(tuple),
    reasons=st.lists(texts, max_size=2).map(tuple),
)
stemmata = st.builds(
    Stemma,
    thread=texts,
    witnesses=st.lists(witnesses, max_size=3).map(tuple),
    edges=st.lists(edges, max_size=3).map(tuple),
    origins=origins,
)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Capture, Document]:
    """A capture and the document that was read from it."""
    content = draw(st.binary(max_size=60))
    sha256 = hashlib.sha256(content).hexdigest()
    return (
        Capture(sha256, content, draw(texts), draw(texts), draw(texts)),
        Document(
            id=draw(texts),
            sha256=sha256,
            text=draw(texts),
            language=draw(texts),
            title=draw(maybe),
            title_span=draw(st.none() | spans),
            outlet=draw(maybe),
            domain=draw(maybe),
            url=draw(maybe),
            published=draw(maybe),
            published_from=draw(maybe),
        ),
    )
