"""A text cut at every edge of what was found in it: who says it, by which words, what, and which claims rest on it.

Joined, the pieces are the text again: nothing is lost and nothing added. Labels stand beside the pieces, not in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemmata.model import Annotations, Attribution, Claim, Span

_ROLES = ("source", "cue", "content")
_NAMES = {"source": "who", "cue": "cue", "content": "what"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that play one part. `role` is source, cue, content, evidence or word (of a claim); `number` counts the
    attribution or claim in the text, from 1."""

    span: Span
    role: str
    number: int


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Some characters with all that they are part of. `opens` and `closes` are the marks that begin and end here;
    `claims` the numbers of the claims whose own words these are."""

    text: str
    roles: tuple[str, ...]
    claims: tuple[int, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What begins here, with the numbers of its attributions: "who 1", "what 1, 2"."""
        begun = [(name, [str(m.number) for m in self.opens if m.role == role]) for role, name in _NAMES.items()]
        return tuple(f"{name} {', '.join(numbers)}" for name, numbers in begun if numbers)

    @property
    def ends_content(self) -> bool:
        """Whether something that is said ends here."""
        return any(mark.role == "content" for mark in self.closes)


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Pieces that are the evidence of claims, or of none."""

    pieces: tuple[MarkedPiece, ...]
    is_evidence: bool


def mark_text(text: str, annotations: Annotations, claims: Sequence[Claim]) -> tuple[MarkedPassage, ...]:
    """The passages of a text, in order."""
    marks = sorted([*_attribution_marks(annotations.attributions), *_claim_marks(claims)], key=_order)
    cuts = sorted({0, len(text), *(edge for m in marks for edge in (m.span.start, m.span.end))})
    covering: list[list[Mark]] = [[] for _ in cuts]
    for mark in marks:
        for index in range(bisect_left(cuts, mark.span.start), bisect_left(cuts, mark.span.end)):
            covering[index].append(mark)
    passages: list[MarkedPassage] = []
    group: list[MarkedPiece] = []
    is_evidence = False
    for index, (start, end) in enumerate(pairwise(cuts)):
        here = covering[index]
        rests = any(mark.role == "evidence" for mark in here)
        if group and rests != is_evidence:
            passages.append(MarkedPassage(tuple(group), is_evidence))
            group = []
        is_evidence = rests
        group.append(_piece(text, start, end, here))
    if group:
        passages.append(MarkedPassage(tuple(group), is_evidence))
    return tuple(passages)


def _piece(text: str, start: int, end: int, here: Sequence[Mark]) -> MarkedPiece:
    roles = {mark.role for mark in here}
    return MarkedPiece(
        text=text[start:end],
        roles=tuple(role for role in (*_ROLES, "word") if role in roles),
        claims=tuple(sorted({mark.number for mark in here if mark.role == "word"})),
        opens=tuple(mark for mark in here if mark.span.start == start),
        closes=tuple(mark for mark in here if mark.span.end == end),
    )


def _order(mark: Mark) -> tuple[int, int, str, int]:
    return mark.span.start, -mark.span.end, mark.role, mark.number


def _attribution_marks(attributions: Iterable[Attribution]) -> list[Mark]:
    return [
        Mark(span, role, number)
        for number, attribution in enumerate(attributions, start=1)
        for role in _ROLES
        for span in getattr(attribution, role)
    ]


def _claim_marks(claims: Iterable[Claim]) -> list[Mark]:
    marks: list[Mark] = []
    for number, claim in enumerate(claims, start=1):
        marks.append(Mark(claim.evidence.span, "evidence", number))
        words = {span for spans in claim.support.values() for span in spans}
        marks.extend(Mark(span, "word", number) for span in sorted(words))
    return marks
