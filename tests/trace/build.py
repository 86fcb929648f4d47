"""Small hand-made documents and claims, for tests that are about trees and not about reading."""

from __future__ import annotations

from stemmata.model import (
    Basis,
    Claim,
    Document,
    Evidence,
    Modality,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
)


def document(
    outlet: str, published: str = "2023-02-05", text: str = "They could make at least 6,000 drones."
) -> Document:
    """A document whose hash is made of its outlet's name, so that tests can name it."""
    sha = outlet.casefold().encode().hex().ljust(64, "0")[:64]
    return Document(id=outlet, sha256=sha, text=text, language="en", title=None, outlet=outlet, published=published)


def outlet(name: str) -> Source:
    return Source(SourceKind.OUTLET, name, name, Span(0, 4))


def officials(words: str = "officials") -> Source:
    return Source(SourceKind.ANONYMOUS, None, words, Span(0, 4))


def named(name: str) -> Source:
    return Source(SourceKind.NAMED, name, name, Span(0, 4))


def claim(
    of: Document,
    chain: tuple[Source, ...] = (),
    *,
    number: float | None = 6000,
    basis: Basis = Basis.AT_LEAST,
    measure: str = "capacity",
    modality: Modality = Modality.COULD,
    polarity: Polarity = Polarity.POSITIVE,
    item: str | None = "uav",
    actor: str | None = "iran+russia",
    place: str | None = None,
    per: str | None = None,
    in_title: bool = False,
    scope: str | None = None,
) -> Claim:
    """A claim over the whole text of `of`."""
    whole = Span(0, len(of.text))
    quantity = None
    if number is not None:
        low: float | None = number
        high: float | None = number
        low, high = (None, number) if basis in {Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST} else (number, number)
        if basis in {Basis.AT_LEAST, Basis.MORE_THAN}:
            high = None
        quantity = Quantity(Span(0, 4), of.text[:4], low, high, basis, "count", "drone", None, per)
    return Claim(
        id=f"c-{of.id}-{measure}-{number}-{basis.value}-{in_title}",
        document=of.sha256,
        measure=measure,
        sub_kind=None,
        item=item,
        actor=actor,
        counterpart=None,
        place=place,
        quantity=quantity,
        time=None,
        stage=None,
        modality=modality,
        polarity=polarity,
        chain=chain,
        evidence=Evidence(whole, of.text, "", ""),
        in_title=in_title,
        scope=scope,
    )
