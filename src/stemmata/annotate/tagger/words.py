"""A text as the tagger sees it: words, their paragraphs, and plain features that the encoder cannot see itself.

The encoder knows no capitals, no quotation that opened a paragraph ago and no grammar; the features tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.attribution import GrammarReading
from stemmata.model import Span

Integers = NDArray[np.int64]

_WORD = re.compile(r"\w+|[^\w\s]")
OUTSIDE, BEGIN, INSIDE = range(3)
ROLES = ("source", "cue", "content", "further")  # further: a giver of the same content behind or before its source
SOURCE, CUE, CONTENT, FURTHER = range(4)
POINTING = (SOURCE, CONTENT, FURTHER)  # the roles that are tied to a cue
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
    """`spans[i]` is word i; `features[i]` has one number per name in FEATURES, `classes[i]` says which WORD_CLASSES
    hold it; `paragraph[i]` and `sentence[i]` count from 0."""

    text: str
    spans: tuple[Span, ...]
    features: Integers
    classes: NDArray[np.bool_]
    paragraph: Integers
    sentence: Integers

    def __len__(self) -> int:
        return len(self.spans)


def read_words(text: str, sentences: Sequence[Span], grammar: GrammarReading) -> Words:
    """Words (runs of letters and digits, and single marks) with their features."""
    spans = tuple(Span(*match.span()) for match in _WORD.finditer(text))
    starts = np.fromiter((s.start for s in spans), dtype=np.int64, count=len(spans))
    features = np.zeros((len(spans), len(FEATURES)), dtype=np.int64)
    features[:, 0] = [_shape(s.of(text)) for s in spans]
    _mark(features[:, 1], starts, grammar.quotations, (1, 2, 3))
    _mark(features[:, 2], starts, sentences, (1, 0, 2))
    for attribution in grammar.attributions:
        if attribution.cited:
            _mark(features[:, 3 + FURTHER], starts, attribution.source, (BEGIN, INSIDE, INSIDE))
            continue
        for column, role in enumerate((attribution.source, attribution.cue, attribution.content), start=3):
            _mark(features[:, column], starts, role, (BEGIN, INSIDE, INSIDE))
    ends = np.fromiter((s.end for s in sentences), dtype=np.int64, count=len(sentences))
    breaks = np.zeros(len(spans), dtype=np.int64)
    for index, (a, b) in enumerate(pairwise(spans), start=1):
        breaks[index] = "\n" in text[a.end : b.start]
    return Words(
        text,
        spans,
        features,
        _classes(text, spans, grammar),
        np.cumsum(breaks),
        np.searchsorted(ends, starts, side="right"),
    )


def _classes(text: str, spans: Sequence[Span], grammar: GrammarReading) -> NDArray[np.bool_]:
    found = np.zeros((len(spans), len(WORD_CLASSES)), dtype=np.bool_)
    if grammar.readings:
        table = grammar.readings[0].table.grammar
        classes = [getattr(table, name) for name in WORD_CLASSES]
        known = {word: [word in words for words in classes] for word in frozenset().union(*classes)}
        for number, span in enumerate(spans):
            of_word = known.get(span.of(text).lower())
            if of_word is not None:
                found[number] = of_word
    return found


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


def _mark(column: Integers, starts: Integers, spans: Iterable[Span], values: Sequence[int]) -> None:
    """Write the values of first, middle and last word of each span."""
    first, middle, last = values
    for span in spans:
        begin, end = np.searchsorted(starts, (span.start, span.end), side="left")
        if begin < end:
            column[begin:end] = middle
            column[end - 1] = last
            column[begin] = first
