"""Cutting a text into sentences: full stops, quotation marks, and the breaks that saving a page leaves.

A page that was saved from the web breaks a paragraph at its links; such a break is mended: the
sentence's span runs over it. Headlines and list items stand alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.annotate.dateline import dateline_end
from stemmata.model import Span

_LONGEST = 2000  # characters; what has no sentence end for longer is cut at white space
_LOOK_AHEAD = 40  # characters in which the next word has to begin
_OPENING = "\"'“‘«„([—–-"
_CLOSING = "\"'”’»)]"
_CLOSES_BREAK = ",;:.)]”’»!?%"
_BULLETS = "•*▪◦·●■–—-►→"
_END = re.compile(rf"(?P<stop>[.!?…]+)(?P<close>[{re.escape(_CLOSING)}]*)(?P<note>(?:\[\w{{1,12}}\])*)(?=\s|$)")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_LAST_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*\Z")
_WORD = re.compile(r"[^\W_]+")
_WRAPPED_WIDTH = range(45, 101)
_WRAPPED_LINES = 4
_LONGEST_ABBREVIATION = 24
_MOST_CLOSERS = 40  # marks and white space after a sentence's last full stop


@dataclass(frozen=True, slots=True)
class _Tables:
    never_last: frozenset[str]
    before_number: frozenset[str]
    may_be_last: frozenset[str]
    openers: frozenset[str]


@cache
def _load() -> _Tables:
    """The tables of all languages together: a text is cut before its language matters."""
    found: dict[str, set[str]] = {name: set() for name in _Tables.__slots__}
    for folder in files("stemmata.annotate").joinpath("tables").iterdir():
        path = folder.joinpath("sentence.toml")
        if path.is_file():
            for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
                found[name].update(words)
    return _Tables(**{name: frozenset(words) for name, words in found.items()})


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space round them.

    Every character other than white space is in exactly one sentence; none is longer than 2,000
    characters. A dateline ("SEOUL (Reuters) —") stands alone. Linear in the length of the text.
    """
    spans: list[Span] = []
    for start, end in _paragraphs(text):
        begin = dateline_end(text, start, end)
        if begin > start:
            spans.append(_stripped(text, start, begin))
        for first, last in _cut_paragraph(text, begin, end):
            spans.extend(_cut_long(text, first, last))
    return tuple(spans)


def _stripped(text: str, start: int, end: int) -> Span:
    """[start, end) without the white space at its end."""
    return Span(start, start + len(text[start:end].rstrip()))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between the line breaks that are real breaks."""
    breaks = list(_BREAK.finditer(text))
    wrapped = _wrapped_breaks(text, breaks)
    start = 0
    for number, found in enumerate(breaks):
        if number in wrapped or _is_mended(text, start, found):
            continue
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _wrapped_breaks(text: str, breaks: list[re.Match[str]]) -> frozenset[int]:
    """The single line breaks of blocks whose lines were broken at a fixed width, as in mail."""
    wrapped: set[int] = set()
    block: list[int] = []
    line_start = 0
    for number, found in enumerate([*breaks, None]):
        width = (found.start() if found else len(text)) - line_start
        single = found is not None and found.group().count("\n") == 1
        if found is not None and single and width in _WRAPPED_WIDTH:
            block.append(number)
        else:
            wrapped.update(_fixed_width(text, breaks, block))
            block = []
        line_start = found.end() if found else 0
    return frozenset(wrapped)


def _fixed_width(text: str, breaks: list[re.Match[str]], block: list[int]) -> list[int]:
    if len(block) < _WRAPPED_LINES:
        return []
    open_ended = [n for n in block if not _ends_sentence(text, 0, breaks[n].start())]
    return block if 2 * len(open_ended) > len(block) else []


def _is_mended(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a break only interrupts its sentence: open before it, and going on in lower case after it."""
    before, after = found.start(), found.end()
    if after >= len(text) or before <= start:
        return False
    following = text[after]
    if following in _CLOSES_BREAK:
        return following not in ".…" or not _ends_sentence(text, start, before)
    if _ends_sentence(text, start, before) or text[before - 1] in ":;":
        return False
    return following.islower() or (text[before - 1] == "," and following not in _BULLETS)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    start = max(start, end - _MOST_CLOSERS)
    while end > start and (text[end - 1] in _CLOSING or text[end - 1].isspace()):
        end -= 1
    return end > start and text[end - 1] in ".!?…"


def _cut_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for found in _END.finditer(text, start, end):
        cut = found.end()
        if cut < end and _is_boundary(text, start, found, end):
            yield first, cut
            first = cut
    yield first, end


def _is_boundary(text: str, start: int, found: re.Match[str], end: int) -> bool:
    following = text[found.end() : min(end, found.end() + _LOOK_AHEAD)].lstrip()
    bare = following.lstrip(_OPENING + " ")
    if not bare:
        return bool(following)
    if bare[0].islower():
        return False
    if found["stop"] != "." or found["close"]:
        return True
    return not _is_abbreviation(text, start, found.start(), bare)


def _is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and the sentence goes on."""
    tables = _load()
    found = _LAST_WORD.search(text, max(start, stop - _LONGEST_ABBREVIATION), stop)
    if found is None:
        return False
    word = found.group().lower()
    if word.isdigit():  # "1. The first": an item's number
        return not text[start : found.start()].strip(_BULLETS + " (")
    if word in tables.never_last:
        return True
    if word in tables.before_number and following[:1].isdigit():
        return True
    is_acronym = "." in word or (len(word) == 1 and found.group().isupper())
    if not is_acronym and word not in tables.may_be_last:
        return False
    next_word = _WORD.match(following)
    return next_word is not None and next_word.group().lower() not in tables.openers


def _cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without its white space, in pieces of at most the longest length."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        cut = end
        if end - start > _LONGEST:
            space = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in (" ", "\n", "\t"))
            cut = space if space > start else start + _LONGEST
        stop = cut
        while text[stop - 1].isspace():
            stop -= 1
        yield Span(start, stop)
        start = cut
