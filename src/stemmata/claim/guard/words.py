"""Plain words of a stretch of text, and runs of them: all that the guard's readings are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

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
    found = [p for p in phrases if _cut(p) and tuple(words[-len(_cut(p)) :]) == _cut(p)]
    return max(found, key=lambda p: len(_cut(p)), default=None)


def find_phrases(words: Sequence[str], phrases: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where any of `phrases` stands in `words`: first, last (exclusive), phrase; the longest where they overlap."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in phrases:
        if _cut(phrase):
            by_first.setdefault(_cut(phrase)[0], []).append((_cut(phrase), phrase))
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
