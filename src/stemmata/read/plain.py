"""Plain text: the words as they are, a headline where there plainly is one, the foot of the page cut off."""

from __future__ import annotations

import re

from stemmata.model import Span
from stemmata.read.draft import Draft
from stemmata.read.front_matter import split_front_matter
from stemmata.read.outcome import ReadError, Reason
from stemmata.read.trailer import find_trailer, is_byline

LONGEST_HEADLINE = 200
ENDS_OTHERWISE = re.compile(r"[.!…:;,。][\"'”’»)\]]*$")  # a headline may end with a question mark
NOT_A_HEADLINE = re.compile(r"[-*•·#>|=\d(\[]")


def read_plain(text: str, captured_at: str) -> Draft:
    """A draft of a decoded .txt file; its text is a prefix of what follows the front matter, if there is any.

    Raises ReadError (empty) where there is nothing but white space.
    """
    front, body = split_front_matter(text, captured_at)
    body = body[: find_trailer(body)].rstrip()
    if not body:
        raise ReadError(Reason.EMPTY, "there is no text in it")
    title_span = find_title_line(body, front.title) if front.title else find_headline(body)
    return Draft(
        text=body,
        title=front.title or (title_span.of(body) if title_span else None),
        title_span=title_span,
        id=front.id,
        outlet=front.outlet,
        url=front.url,
        published=front.published,
        published_from=front.published_from,
        language=front.language,
    )


def find_headline(text: str) -> Span | None:
    """The first line where it stands alone as headlines do: short, without final punctuation, a blank line below."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start, start + LONGEST_HEADLINE + 1)
    if end < 0 or text[end + 1 :].split("\n", 1)[0].strip() or not text[end:].strip():
        return None
    line = text[start:end].rstrip()
    if len(line.split()) < 3 or ENDS_OTHERWISE.search(line) or NOT_A_HEADLINE.match(line) or is_byline(line):
        return None
    return Span(start, start + len(line))


def find_title_line(text: str, title: str) -> Span | None:
    """Where a text begins with its own title, on a line by itself; None where it does not."""
    start = len(text) - len(text.lstrip())
    end = start + len(title)
    if not text.startswith(title, start) or text[end : end + 200].split("\n", 1)[0].strip():
        return None
    return Span(start, end)
