"""Finding phrases of a lexicon in tokens: one pass, whatever the size of the lexicon.

A phrase written in lower case matches any inflection of its words ("shoot down": "shot down"); a
word with a capital in it is a name and matches as written, in the plural, in the possessive and in
all capitals ("US" is not "us").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from stemmata.annotate.token import Token
from stemmata.model import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """`tokens[first:last]` match a phrase; `span` is theirs in the text."""

    first: int
    last: int
    span: Span
    payload: T


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    payloads: list[T] = field(default_factory=list)


class Lexicon(Generic[T]):
    """A trie over words; several payloads may share a phrase."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, words: Sequence[str], payload: T) -> None:
        """Add a phrase, already cut into words; an empty one is passed over."""
        if not words:
            return
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        if payload not in node.payloads:
            node.payloads.append(payload)

    def find_all(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Every match, overlapping ones too, by start and then by length, longest first."""
        opening = self._root.children
        words = opening.keys()
        for first, token in enumerate(tokens):
            if words.isdisjoint(token.keys):
                continue
            nodes = [opening[key] for key in token.keys if key in opening]
            found: list[Match[T]] = []
            last = first
            while nodes:
                span = Span(tokens[first].span.start, tokens[last].span.end)
                found.extend(Match(first, last + 1, span, payload) for node in nodes for payload in node.payloads)
                last += 1
                if last == len(tokens):
                    break
                nodes = [node.children[key] for node in nodes for key in tokens[last].keys if key in node.children]
            yield from reversed(found)

    def find_longest(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """The longest matches, left to right, without overlap; all payloads of the longest phrase."""
        end = 0
        first, last = -1, -1
        for match in self.find_all(tokens):
            if match.first < end and (match.first, match.last) != (first, last):
                continue
            first, last, end = match.first, match.last, match.last
            yield match
