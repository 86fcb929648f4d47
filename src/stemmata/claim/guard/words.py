"""Plain words of a stretch of text, and runs of them: all that the guard's readings are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

_WORD = re.compile(r"n['’]t\b|(?:(?!n['’]t\b)[^\W\d_])+(?:['’](?!s\b|t\b)[^\W\d_]+)?|['’]s\b|\d+(?:[.,]\d+)*|[^\w\s]")


def plain(text: str) -> str:
    """Lower case, with plain apostrophes and single spaces."""
    return " ".join(text.replace("’", "'").replace("\u2011", "-").lower().split())


def cut_words(text: str) -> list[str]:
    """Words, figures and marks in order, in lower case; "didn't" is "did", "n't"."""
    return _WORD.findall(text.replace("’", "'").replace("\u2011", "-").lower())


@cache
def _cut(phrase: str) -> tuple[str, ...]:
    return tuple(cut_words(phrase))


def ends_with(words: Sequence[str], phrases: Iterable[str]) -> str | None:
    """The longest of `phrases` that `words` end with."""
    by_run, lengths = _runs(tuple(phrases))
    for length in lengths:
        phrase = by_run.get(tuple(words[-length:])) if length <= len(words) else None
        if phrase is not None:
            return phrase
    return None


@lru_cache(maxsize=256)  # the tables' own lists come again and again
def _runs(phrases: tuple[str, ...]) -> tuple[dict[tuple[str, ...], str], tuple[int, ...]]:
    """Phrases by their words, and the lengths that they have, longest first."""
    by_run: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        if _cut(phrase):
            by_run.setdefault(_cut(phrase), phrase)
    return by_run, tuple(sorted({len(run) for run in by_run}, reverse=True))


@lru_cache(maxsize=256)
def _by_first(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in phrases:
        if _cut(phrase):
            found.setdefault(_cut(phrase)[0], []).append((_cut(phrase), phrase))
    return {first: tuple(runs) for first, runs in found.items()}


def find_phrases(words: Sequence[str], phrases: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where any of `phrases` stands in `words`: first, last (exclusive), phrase; the longest where they overlap."""
    by_first = _by_first(tuple(phrases))
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        here = [
            (len(run), phrase)
            for run, phrase in by_first.get(words[index], ())
            if tuple(words[index : index + len(run)]) == run
        ]
        if here:
            length, phrase = max(here)
            found.append((index, index + length, phrase))
            index += length
        else:
            index += 1
    return found


def holds(words: Sequence[str], phrases: Iterable[str]) -> bool:
    """Whether any of `phrases` stands in `words`."""
    return bool(find_phrases(words, phrases))
