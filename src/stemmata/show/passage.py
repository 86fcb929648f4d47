"""A document's text cut into passages, the evidence of its claims marked, nothing lost and nothing added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemmata.model import Claim, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text; `is_figure` where they are a claim's number. `anchors` are the ids of claims
    whose evidence starts here."""

    text: str
    is_figure: bool
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: evidence of one or more claims, or none."""

    pieces: tuple[Piece, ...]
    claims: tuple[str, ...]

    @property
    def is_evidence(self) -> bool:
        """Whether some claim rests on it."""
        return bool(self.claims)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


def cut_passages(text: str, claims: Sequence[Claim]) -> tuple[Passage, ...]:
    """The passages of `text`; evidence that overlaps is one passage. Joined, they are the text again."""
    passages: list[Passage] = []
    position = 0
    for span, own in _merge(claims):
        if span.start > position:
            passages.append(Passage((Piece(text[position : span.start], False, ()),), ()))
        passages.append(_cut_evidence(text, span, own))
        position = span.end
    if position < len(text):
        passages.append(Passage((Piece(text[position:], False, ()),), ()))
    return tuple(passages)


def _merge(claims: Sequence[Claim]) -> list[tuple[Span, list[Claim]]]:
    merged: list[tuple[Span, list[Claim]]] = []
    for claim in sorted(claims, key=lambda c: (c.evidence.span, c.id)):
        span = claim.evidence.span
        if merged and merged[-1][0].overlaps(span):
            last, own = merged[-1]
            merged[-1] = (Span.hull((last, span)), [*own, claim])
        else:
            merged.append((span, [claim]))
    return merged


def _cut_evidence(text: str, span: Span, claims: Sequence[Claim]) -> Passage:
    figures = [c.quantity.span for c in claims if c.quantity and span.contains(c.quantity.span)]
    starts = {c.evidence.span.start for c in claims}
    cuts = sorted({span.start, span.end, *starts, *(p for f in figures for p in (f.start, f.end))})
    pieces = []
    for start, end in pairwise(cuts):
        anchors = tuple(c.id for c in claims if c.evidence.span.start == start)
        inside = any(f.start <= start and end <= f.end for f in figures)
        pieces.append(Piece(text[start:end], inside, anchors))
    return Passage(tuple(pieces), tuple(c.id for c in claims))
