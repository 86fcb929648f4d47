"""How far what is said reaches, before and behind the words that say it."""

from __future__ import annotations

from collections.abc import Collection

from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Reading
from stemmata.model import Span

_FINAL = frozenset({".", "?", "!", "…", "..."})
_SEPARATORS = frozenset({",", ";", ":", "—", "–", "--", "-"})


def after_adjuncts(reading: Reading, start: int) -> int:
    """The token behind what may stand between a cue and its content: a time, an occasion, a listener."""
    index = start
    for _ in range(4):
        skipped = _skip_adjunct(reading, index)
        if skipped == index:
            break
        index = skipped
    return index


def _skip_adjunct(reading: Reading, start: int) -> int:
    if start >= len(reading) or reading.is_quote_mark(start):
        return start
    index = start
    if reading.lower(index) in {"on", "late", "early", "last", "this", "earlier", "in", "by"}:
        index += 1
        if reading.lower(index) in {"early", "late", "last", "this", "the"}:
            index += 1
    end = index
    while end < len(reading) and (reading.is_temporal(end) or (end > index and reading.tokens[end].text.isdigit() and len(reading.tokens[end].text) <= 4)):
        end += 1
    if end > index:
        return end
    if reading.lower(start) in reading.table.grammar.prepositions and reading.lower(start) != "than":
        phrase = phrase_after(reading, start + 1, with_asides=False)
        if phrase is not None:
            first, last = phrase
            names_saying = any(reading.table.nouns["saying"] & reading.tokens[i].lemmas for i in range(first, last))
            closes = last >= len(reading) or reading.lower(last) in {"that", ",", ":", "."} or reading.opens_quotation(last)
            if names_saying or (closes and reading.lower(start) not in {"of", "about"}):
                return last
    return start


def trim(reading: Reading, first: int, last: int) -> Span | None:
    """The span of tokens [first, last) without separators at its edges and without its final full stop."""
    while first < last and (reading.lower(first) in _SEPARATORS or reading.lower(first) == "."):
        first += 1
    while last > first:
        lower = reading.lower(last - 1)
        is_stop = lower in {".", "…"} and not reading.is_abbreviation_mark(last - 1) and not reading.closes_quotation(last - 1)
        if lower in _SEPARATORS or is_stop:
            last -= 1
        else:
            break
    return reading.extent(first, last) if first < last else None


def content_after(reading: Reading, start: int, stops: Collection[int]) -> int:
    """Behind the last token of a content that begins at `start`; `stops` are where other cues' words begin."""
    if reading.opens_quotation(start):
        quotation = reading.quotation[start]
        end = start
        while end < len(reading) and reading.quotation[end] == quotation:
            end += 1
        if _is_whole_quotation(reading, end):
            return end
        start = end
    index = start
    while index < len(reading):
        if index in stops:
            return index
        index += 1
    return index


def _is_whole_quotation(reading: Reading, end: int) -> bool:
    """Whether the content ends with the quotation that ends at token `end`."""
    if end >= len(reading) - 1:
        return True
    inner = reading.lower(end - 2)
    following = reading.lower(end)
    return inner in {".", ",", "?", "!"} or following in {".", ";"}


def widened_by_quotation(span: Span, quotation: Span | None) -> Span:
    """A content that begins with a quotation runs to the quotation's end, over sentence ends too."""
    if quotation is None or quotation.start != span.start or quotation.end <= span.end:
        return span
    return Span(span.start, quotation.end)
