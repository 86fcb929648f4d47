"""The dateline that opens a report, "SEOUL, Oct 30 (Reuters) —": where and when it was written, not what happened."""

from __future__ import annotations

import re
from itertools import islice

from stemmata.model import Span

_LONGEST = 90  # characters
_MOST_WORDS = 12
_DATELINE = re.compile(rf"(?P<head>[^\W\d_][^\n—–]{{1,{_LONGEST}}}?)\s*(?:[—–]|\s-{{1,2}}(?=\s))\s*")
_CREDIT = re.compile(r"\([^\W\d_][^()\n]{1,40}\)\Z")
_AGENCY = re.compile(r"\(([^()\n\d]{2,40})\)(?=[\s—–-]*\Z)")  # no hour: "(7:00 A.M.)"
_LINE = re.compile(r"[^\s][^\n]*")
_OPENING = 1500  # characters of a text in which a dateline is looked for
_MOST_LINES = 5
_WORD = re.compile(r"\w+")
_SHORTEST_CAPITALS = 3


def dateline_credit(text: str) -> Span | None:
    """The agency in brackets that the dateline at the start of a report closes with: "SEOUL, Oct 30 (Reuters) —".

    A headline, a standfirst and a byline may stand in lines of their own before it.
    """
    lines = islice(_LINE.finditer(text, 0, _OPENING), _MOST_LINES)
    for line in lines:
        end = dateline_end(text, line.start(), len(text))
        credit = _AGENCY.search(text, line.start(), end) if end > line.start() else None
        if credit is not None:
            return Span(credit.start(1), credit.end(1))
    return None


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the dateline at `start` ends and the report begins; `start` where there is none.

    A dateline ends with a dash. It closes with an agency in brackets, or opens with a place in capitals and holds
    only capitalised words and numbers.
    """
    match = _DATELINE.match(text, start, min(end, start + _LONGEST + 8))
    if match is None or match.end() >= end or text[match.end()].islower():
        return start  # "THE TIMES — citing two officials — writes"
    head = match["head"].strip()
    words = _WORD.findall(head)
    if not words or len(words) > _MOST_WORDS or any(word[0].islower() for word in words):
        return start
    in_capitals = words[0].isupper() and len(words[0]) >= _SHORTEST_CAPITALS and "." not in head.rstrip(".")[:-4]
    return match.end() if in_capitals or _CREDIT.search(head) else start
