"""Pairing quotation marks over a whole text: curly, angled, straight and doubled single ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemmata.model import Span

_MARK = re.compile(r"[“”«»„\"]|''|‘‘|’’|``|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…-])['’](?!\w)|\n\s*\n|\n")
_OPENS = {"“": "”", "«": "»", "„": "“", "‘‘": "’’", "``": "''", "‘": "’"}
_CLOSES = frozenset("”»’") | {"’’"}
_LONGEST = 6000  # characters; a mark that is not closed within them opens nothing


def find_quotations(text: str) -> tuple[Span, ...]:
    """The outermost quotations with their marks, in text order, without overlap.

    A quotation that a paragraph leaves open ends with the paragraph. One pass over the text.
    """
    return tuple(_pair(text))


def is_left_open(text: str, quotation: Span) -> bool:
    """Whether a quotation ends with its paragraph instead of with a mark: the next one goes on with it."""
    return text[quotation.end - 1] not in "”»\"'’“" or quotation.end - quotation.start == 1


def _pair(text: str) -> Iterator[Span]:
    opened: tuple[int, str] | None = None
    for found in _MARK.finditer(text):
        mark = found.group()
        if opened is None:
            closing = _closing_for(text, found)
            if closing is not None:
                opened = found.start(), closing
            continue
        start, closing = opened
        if "\n" in mark:
            if mark.count("\n") > 1 or _ends_paragraph(text, found.start()):
                if closing not in {"'", "’"}:
                    yield Span(start, max(start + 1, found.start()))
                opened = None
        elif _matches(mark, closing) and _may_close(text, found):
            yield Span(start, found.end())
            opened = None
        elif found.start() - start > _LONGEST or (mark == "“" and closing in {"'", "’"}):
            closing_now = _closing_for(text, found)
            opened = (found.start(), closing_now) if closing_now else None
    if opened is not None and opened[1] not in {"'", "’"} and len(text) - opened[0] <= _LONGEST:
        yield Span(opened[0], len(text.rstrip()) if len(text.rstrip()) > opened[0] else len(text))


def _closing_for(text: str, found: re.Match[str]) -> str | None:
    """The mark that closes what this one opens; None where it opens nothing."""
    mark = found.group()
    if mark in _OPENS:
        return _OPENS[mark]
    if mark in {'"', "''", "'"} and _may_open(text, found):
        return mark
    return None


def _matches(mark: str, closing: str) -> bool:
    if closing == "“":
        return mark in {"“", "”"}
    if closing == "”":
        return mark in {"”", '"'}
    if closing == '"':
        return mark in {'"', "”"}
    return mark == closing or (closing == "''" and mark == "’’")


def _may_open(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    return not after.isspace() and (before.isspace() or before in "([—–-/‘“:")


def _may_close(text: str, found: re.Match[str]) -> bool:
    """A straight mark after white space and before a word opens rather than closes."""
    if found.group() not in {'"', "''", "'"}:
        return True
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    return not before.isspace() or not after.isalnum()


def _ends_paragraph(text: str, end: int) -> bool:
    return end > 0 and text[end - 1] in ".!?…,\"”’':"
