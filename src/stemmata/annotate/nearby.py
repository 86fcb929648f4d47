"""Things found by where they stand in a text, without asking each of them.

Who says what is settled by comparing attributions with one another. Those that share a word stand in one sentence, so
only what stands in the sentences of the one asked for is looked at, and the cost grows with the text, not with its
square.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from stemmata.model import Span

T = TypeVar("T")


class Nearby(Generic[T]):
    """Things with the spans of each, in the order in which they were given."""

    def __init__(self, starts: Sequence[int], things: Iterable[tuple[T, Sequence[Span]]] = ()) -> None:
        """`starts` are where the sentences of the text start, in order."""
        self._starts = starts
        self._things: list[tuple[T, Sequence[Span]]] = []
        self._by_sentence: dict[int, list[int]] = {}
        for thing, spans in things:
            self.add(thing, spans)

    def add(self, thing: T, spans: Sequence[Span]) -> None:
        """Take in one more thing."""
        for sentence in self._sentences(spans):
            self._by_sentence.setdefault(sentence, []).append(len(self._things))
        self._things.append((thing, spans))

    def overlapping(self, spans: Sequence[Span]) -> list[T]:
        """The things that share a character with one of these spans."""
        near = {number for sentence in self._sentences(spans) for number in self._by_sentence.get(sentence, ())}
        return [thing for thing, own in map(self._things.__getitem__, sorted(near)) if overlap(own, spans)]

    def _sentences(self, spans: Sequence[Span]) -> set[int]:
        """The numbers of the sentences that spans touch, each with the space behind it; 0 is before the first."""
        found: set[int] = set()
        for span in spans:
            found.update(range(bisect_right(self._starts, span.start), bisect_right(self._starts, span.end - 1) + 1))
        return found


def overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether any of these spans overlaps any of those."""
    for a in some:  # asked of very many pairs, so no generator
        for b in others:
            if a.overlaps(b):
                return True
    return False
