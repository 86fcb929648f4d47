"""A text as the tagger sees it: words, their paragraphs, and plain features that the encoder cannot see itself.

The encoder knows no capitals, no quotation that opened a paragraph ago and no grammar; the features tell it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.attribution import GrammarReading
from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.model import Span

Integers = NDArray[np.int64]

_WORD = re.compile(r"\w+|[^\w\s]")
_LINE_BREAK = re.compile("\n")
OUTSIDE, BEGIN, INSIDE = range(3)
ROLES = ("source", "cue", "content", "further")  # further: a giver of the same content behind or before its source
SOURCE, CUE, CONTENT, FURTHER = range(4)
POINTING = (SOURCE, CONTENT, FURTHER)  # the roles that are tied to a cue
LEVELS = 4  # of givers that the tagger tells apart: the nearest, whom that one has it from, …; the last is "or further"
KINDS = ("report", "named", "anonymous", "document", "other")  # of givers: what a source or a further giver is
FEATURES = ("shape", "quotation", "sentence", *(f"grammar_{role}" for role in ROLES))
FEATURE_SIZES = (6, 4, 3, 3, 3, 3, 3)
WORD_CLASSES = (  # of the grammar's words
    "asides",
    "contrasts",
    "coordinators",
    "conjunctions",
    "complementizers",
    "prepositions",
    "personal",
    "object_pronouns",
    "determiners",
    "possessives",
    "auxiliaries",
    "modals",
    "adverbs",
    "time_words",
)


@dataclass(frozen=True, slots=True)
class Words:
    """`written[i]` is word i, at [starts[i], ends[i]) of `text`; `features[i]` has one number per name in FEATURES,
    `classes[i]` says which WORD_CLASSES hold it; `paragraph[i]` and `sentence[i]` count from 0."""

    text: str
    written: tuple[str, ...]
    starts: Integers
    ends: Integers
    features: Integers
    classes: NDArray[np.bool_]
    paragraph: Integers
    sentence: Integers

    def __len__(self) -> int:
        return len(self.written)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where each word stands."""
        return tuple(map(Span, self.starts.tolist(), self.ends.tolist()))

    def extent(self, first: int, last: int) -> Span:
        """The span of words [first, last)."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))


def read_words(text: str, sentences: Sequence[Span], grammar: GrammarReading) -> Words:
    """Words (runs of letters and digits, and single marks) with their features."""
    found = list(_WORD.finditer(text))
    written = tuple(match.group() for match in found)
    starts = [match.start() for match in found]
    places = np.array(starts, dtype=np.int64)
    lengths = np.array([len(word) for word in written], dtype=np.int64)
    features = np.zeros((len(written), len(FEATURES)), dtype=np.int64)
    features[:, 0] = [_shape(word) for word in written]
    _mark(features[:, 1], starts, grammar.quotations, (1, 2, 3))
    _mark(features[:, 2], starts, sentences, (1, 0, 2))
    for attribution in grammar.attributions:
        if attribution.cited:
            _mark(features[:, 3 + FURTHER], starts, attribution.source, (BEGIN, INSIDE, INSIDE))
            continue
        for column, role in enumerate((attribution.source, attribution.cue, attribution.content), start=3):
            _mark(features[:, column], starts, role, (BEGIN, INSIDE, INSIDE))
    line_breaks = np.array([match.start() for match in _LINE_BREAK.finditer(text)], dtype=np.int64)
    lines = np.searchsorted(line_breaks, places)
    sentence_ends = np.array([sentence.end for sentence in sentences], dtype=np.int64)
    return Words(
        text,
        written,
        places,
        places + lengths,
        features,
        _classes(written, grammar),
        np.cumsum(np.diff(lines, prepend=lines[:1]) > 0),
        np.searchsorted(sentence_ends, places, side="right"),
    )


def _classes(written: Sequence[str], grammar: GrammarReading) -> NDArray[np.bool_]:
    if not grammar.readings:
        return np.zeros((len(written), len(WORD_CLASSES)), dtype=np.bool_)
    rows, table = _class_table(grammar.readings[0].table.language)
    return table[[rows.get(word.lower(), 0) for word in written]]


@cache
def _class_table(language: str) -> tuple[dict[str, int], NDArray[np.bool_]]:
    """Each word of a language's classes with its row of [words + 1, classes]; row 0 is that of all other words."""
    grammar = load_attribution_table(language).grammar
    classes = [getattr(grammar, name) for name in WORD_CLASSES]
    known = sorted(frozenset().union(*classes))
    table = [[False] * len(classes), *([word in words for words in classes] for word in known)]
    return {word: row for row, word in enumerate(known, start=1)}, np.array(table, dtype=np.bool_)


@lru_cache(maxsize=65536)
def _shape(word: str) -> int:
    if not word[0].isalnum():
        return 5
    if word[0].isdigit():
        return 4
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 3


def _mark(column: Integers, starts: Sequence[int], spans: Iterable[Span], values: Sequence[int]) -> None:
    """Write the values of first, middle and last word of each span."""
    first, middle, last = values
    for span in spans:
        begin = bisect_left(starts, span.start)
        end = bisect_left(starts, span.end, begin)
        if begin < end:
            column[begin:end] = middle
            column[end - 1] = last
            column[begin] = first
