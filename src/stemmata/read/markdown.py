"""Markdown: the words without the marks. Paragraphs are joined to one line each; list items stay lines."""

from __future__ import annotations

import re

from stemmata.model import Span
from stemmata.read.draft import Draft
from stemmata.read.front_matter import split_front_matter
from stemmata.read.label import TITLE_LENGTH, clean_label
from stemmata.read.outcome import ReadError, Reason
from stemmata.read.trailer import find_trailer

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
CLOSING_MARKS = re.compile(r"[ \t]#+$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,40}|(?:-[ \t]*){3,40}|(?:_[ \t]*){3,40})")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+")
DEFINITION = re.compile(r" {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S+.*")

# Each pattern stops at the mark that would open another match, so that none looks at a character many times.
IMAGE = re.compile(r"!\[[^\[\]\n]*+\](?:\([^()\n]*+\)|\[[^\[\]\n]*+\])")
LINK = re.compile(r"\[([^\[\]\n]*+)\](?:\((?:[^()\n]|\([^()\n]*+\))*+\)|\[[^\[\]\n]*+\])")
AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]*+)>")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]*+>")
STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]*+)\1")
EMPHASIS = re.compile(r"\*(?=[^\s*])([^*\n]*+)\*|(?<!\w)_(?=[^\s_])([^_\n]*+)_(?!\w)")
STRUCK = re.compile(r"~~([^~\n]*+)~~")
CODE = re.compile(r"`{1,3}([^`\n]*+)`{1,3}")
HIDDEN = 0xE000
UNHIDE = re.compile(f"[{chr(HIDDEN + 0x21)}-{chr(HIDDEN + 0x7E)}]")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str, captured_at: str) -> Draft:
    """A draft of a decoded Markdown file: its front matter, and its text without marks.

    The first heading of the first level is the title, unless the front matter gives one.
    Raises ReadError (empty) where there is nothing but white space and marks.
    """
    front, source = split_front_matter(text, captured_at)
    found = _Blocks.of(drop_comments(source))
    blocks, heading = found.blocks, found.heading
    body = "\n\n".join(blocks)
    body = body[: find_trailer(body)].rstrip()
    if not body:
        raise ReadError(Reason.EMPTY, "there is no text in it")
    title, title_span = front.title, None
    if heading is not None and (title is None or blocks[heading] == title):
        start = sum(len(block) + 2 for block in blocks[:heading])
        title = clean_label(blocks[heading], TITLE_LENGTH)
        title_span = Span(start, start + len(blocks[heading]))
    return Draft(
        text=body,
        title=title,
        title_span=title_span if title_span and title_span.end <= len(body) else None,
        id=front.id,
        outlet=front.outlet,
        url=front.url,
        published=front.published,
        published_from=front.published_from,
        language=front.language,
    )


class _Blocks:
    """The blocks of a text, gathered line by line; `heading` is the index of the main heading."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.heading: int | None = None
        self._open: list[str] = []  # the lines of the paragraph or the items of the list at hand
        self._in_list = False

    @classmethod
    def of(cls, source: str) -> _Blocks:
        """The blocks of a whole text."""
        gathered = cls()
        for line in source.split("\n"):
            gathered._take(QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line)
        gathered._close()
        return gathered

    def _take(self, line: str) -> None:
        if found := HEADING.fullmatch(line):
            self._close()
            self._open.append(strip_marks(CLOSING_MARKS.sub("", found[2].rstrip())))
            self._close(is_main=len(found[1]) == 1)
        elif self._open and not self._in_list and UNDERLINE.fullmatch(line):
            self._close(is_main=line.lstrip().startswith("="))
        elif not line.strip() or RULE.fullmatch(line) or FENCE.match(line) or DEFINITION.fullmatch(line):
            self._close()
        elif ITEM.match(line):
            if not self._in_list:
                self._close()
            self._in_list = True
            self._open.append(strip_marks(line))
        elif self._in_list and line[0] in " \t":
            self._open[-1] += f" {strip_marks(line)}"
        else:
            if self._in_list:
                self._close()
            self._open.append(strip_marks(line))

    def _close(self, is_main: bool = False) -> None:
        """End the block at hand; the first main heading is remembered."""
        block = ("\n" if self._in_list else " ").join(line for line in self._open if line)
        if block:
            if is_main and self.heading is None:
                self.heading = len(self.blocks)
            self.blocks.append(block)
        self._open.clear()
        self._in_list = False


def drop_comments(source: str) -> str:
    """A text without its HTML comments; one that is never closed stays as it is."""
    pieces: list[str] = []
    here = 0
    while (start := source.find("<!--", here)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        pieces.append(source[here:start])
        here = end + 3
    return "".join([*pieces, source[here:]])


def strip_marks(line: str) -> str:
    """A line's words without the marks of links, emphasis, code and HTML."""
    is_escaped = "\\" in line
    if is_escaped:  # an escaped mark is hidden in the private use area while the others go
        line = ESCAPE.sub(lambda found: chr(HIDDEN + ord(found[1])), line)
    line = IMAGE.sub("", line)
    line = LINK.sub(r"\1", line)
    line = AUTOLINK.sub(r"\1", line)
    line = TAG.sub("", line)
    for _ in range(2):  # one kind inside the other
        line = STRONG.sub(r"\2", line)
        line = EMPHASIS.sub(lambda found: found[1] or found[2] or "", line)
    line = STRUCK.sub(r"\1", line)
    line = CODE.sub(r"\1", line)
    return (UNHIDE.sub(lambda found: chr(ord(found[0]) - HIDDEN), line) if is_escaped else line).strip()
