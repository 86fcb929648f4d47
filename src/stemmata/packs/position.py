"""Where the rows and keys of a TOML file stand, so that a fault can be named by its line.

The standard library reads TOML without positions. Only headers and keys are found here, line by line; what they mean
is tomllib's affair, which has accepted the text before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_ROW = re.compile(rf"[ \t]*\[\[[ \t]*({_DOTTED})[ \t]*\]\]")
_TABLE = re.compile(rf"[ \t]*\[[ \t]*({_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_LONG_QUOTE = re.compile(r'"""|\'\'\'')


class Positions:
    """The line (from 1) of every header and key of one file.

    A path names them as the parsed data does: ("item", 2, "aliases", "en") is that key of the third `[[item]]`.
    """

    def __init__(self, text: str) -> None:
        self._text: str | None = text  # read when the first line is asked for: a pack without faults needs none
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def line_of(self, path: Iterable[str | int]) -> int | None:
        """The line of a path, or of the nearest thing round it; None where not even its row has a header."""
        if self._text is not None:
            self._read(self._text)
            self._text = None
        parts = tuple(path)
        known = (self._lines.get(parts[:length]) for length in range(len(parts), 0, -1))
        return next((line for line in known if line is not None), None)

    def _read(self, text: str) -> None:
        here: Path = ()
        quote: str | None = None  # the mark that closes the multi-line string we are in
        for number, line in enumerate(text.split("\n"), start=1):
            if quote is None:
                here = self._read_line(line, number, here)
            for mark in _LONG_QUOTE.findall(line):
                quote = mark if quote is None else None if mark == quote else quote

    def _read_line(self, line: str, number: int, here: Path) -> Path:
        """Note what a line opens; the table that the following keys belong to."""
        row = _ROW.match(line)
        if row:
            array = self._inside(_split(row[1]))
            index = self._counts.get(array, 0)
            self._counts[array] = index + 1
            self._note((*array, index), number)
            return (*array, index)
        table = _TABLE.match(line)
        if table:
            path = self._inside(_split(table[1]))
            self._note(path, number)
            return path
        key = _KEY.match(line)
        if key:
            self._note((*here, *_split(key[1])), number)
        return here

    def _inside(self, names: tuple[str, ...]) -> Path:
        """The names of a header, with the number of the last row of every array on the way."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return (*path, names[-1])

    def _note(self, path: Path, number: int) -> None:
        """Keep the line of a path, and of every path round it that is first seen here."""
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], number)


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
