"""What pages tell beside the claim itself: names and numbers of side facts, and what each number counts.

All pages of a thread tell the claim's own parties, place and number, whoever they have it from. What they tell beside
it comes from somewhere: two pages that count 32 engineers and a trial in May had it from one source, two that count 17
and 40 trains a week had not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from stemmata.trace.holding import Holdings, read_holdings
from stemmata.trace.reading import Reading
from stemmata.trace.splitting import MOST_WORDS, split_words
from stemmata.trace.wordprint import Words

Counted = Mapping[str, frozenset[float]]

_LETTERS = 4  # of a word that says what is counted: shorter ones are mostly grammar
_WORDS = 3  # behind a number, among which that word stands
_SENTENCE_ENDS = re.compile(r"[.!?;]\s|\n")
# Numbers of one thing that differ by no more are slips and roundings of one another, not two counts.
_SLIP, _SLIP_SHARE = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class Asides:
    """`facts` are the names and numbers of each document that no claim of the thread tells; `counted` gives each
    document's numbers by the word for what they count."""

    facts: Holdings
    counted: tuple[Counted, ...]


def read_asides(readings: Sequence[Reading], words: Sequence[Words]) -> Asides:
    """What the documents of a thread tell beside its claims; `words` are those of the same documents."""
    spans = {(claim.document, claim.evidence.span) for reading in readings for claim in reading.claims}
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    told = frozenset(w.folded for sha, span in spans for w in split_words(texts[sha][span.start : span.end]))
    counted = tuple(read_counted(reading.document.text) for reading in readings)
    return Asides(read_holdings([one.facts - told for one in words]), counted)


def read_counted(text: str) -> dict[str, frozenset[float]]:
    """The numbers in `text` by the first long word behind each in its sentence that is no name."""
    found: dict[str, set[float]] = {}
    waiting: list[tuple[float, int, int]] = []  # numbers that no such word has come for: value, end, words since
    for word in islice(split_words(text), MOST_WORDS):
        if waiting:
            waiting = [
                (value, end, words + 1)
                for value, end, words in waiting
                if words < _WORDS and not _SENTENCE_ENDS.search(text, end, word.start)
            ]
        if not word.is_fact and len(word.folded) >= _LETTERS:
            for value, _, _ in waiting:
                found.setdefault(word.folded, set()).add(value)
            waiting = []
        number = _read_value(word.folded) if word.is_fact else None
        if number is not None:
            waiting.append((number, word.end, 0))
    return {name: frozenset(values) for name, values in found.items()}


def _read_value(folded: str) -> float | None:
    if not folded[0].isdigit():
        return None
    try:
        return float(folded)
    except ValueError:  # a day or a version: "1.2.2023" counts nothing
        return None


def compare_counted(one: Counted, two: Counted) -> tuple[int, int, int]:
    """Of how many things both give one number, how many only numbers that differ by a slip, how many others."""
    same = near = other = 0
    for name in one.keys() & two.keys():
        if one[name] & two[name]:
            same += 1
        elif any(_is_slip(a, b) for a in one[name] for b in two[name]):
            near += 1
        else:
            other += 1
    return same, near, other


def _is_slip(one: float, two: float) -> bool:
    return abs(one - two) <= max(_SLIP, _SLIP_SHARE * max(one, two))
