"""Times against the publication date: dates, months, seasons, relative words, open sides, durations.

A grammar over a table per language, on tokens, without backtracking. A time's span leaves out its preposition, which
gives the relation. Without a publication date, what needs one keeps its words and has no dates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from stemmata.annotate.calendar import Interval
from stemmata.annotate.fixed_time import (
    read_date,
    read_day_word,
    read_month,
    read_quarter,
    read_season,
    read_weekday,
    read_year,
)
from stemmata.annotate.relative_time import read_ago, read_relative_unit, read_span_of_units
from stemmata.annotate.time_part import read_edge, read_modified, read_overnight
from stemmata.annotate.time_reader import Found, Reader, relation_before
from stemmata.annotate.time_table import load_time_tables
from stemmata.annotate.token import tokenize
from stemmata.model import Relation, Span, Time

_SINCE_REACH = 14  # and a "since" whose clause the time stands in


def find_times(text: str, sentences: Sequence[Span], published: date | None, language: str) -> tuple[Time, ...]:
    """The times of a text, in text order and without overlap."""
    tables = load_time_tables(language)
    found: list[Time] = []
    for sentence in sentences:
        reader = Reader(text, tokenize(text, sentence, language), published, tables, language)
        index = 0
        while index < len(reader.tokens):
            time = _read_at(reader, index)
            if time is None:
                index += 1
                continue
            found.append(_finish(reader, time))
            index = time.last
    return tuple(found)


def _read_at(reader: Reader, index: int) -> Found | None:
    readers: tuple[Callable[[Reader, int], Found | None], ...] = (
        read_overnight,
        read_edge,
        read_modified,
        read_span_of_units,
        read_ago,
        read_date,
        read_quarter,
        read_season,
        read_relative_unit,
        read_month,
        read_weekday,
        read_day_word,
        read_year,
    )
    for read in readers:
        time = read(reader, index)
        if time is not None:
            return time
    return None


def _in_since_clause(reader: Reader, index: int) -> bool:
    """ "since they began to appear last fall": the time stands in a clause that "since" opens."""
    for position in range(index - 1, max(-1, index - _SINCE_REACH), -1):
        token = reader.tokens[position]
        if not token.is_word and token.text not in {"'s", "’s", "-"}:
            return False
        if token.lower in reader.tables.since:
            return True
    return False


def _finish(reader: Reader, found: Found) -> Time:
    relation = found.relation or relation_before(reader, found.first) or Relation.IN
    if relation is Relation.IN and found.interval is not None and _in_since_clause(reader, found.first):
        relation = Relation.SINCE
    interval = found.interval
    start: date | None = interval.start if interval else None
    end: date | None = interval.end if interval else None
    if found.is_open:
        end = None
    elif interval is not None:
        start, end = _open_side(relation, interval)
    span = Span(reader.tokens[found.first].span.start, reader.tokens[found.last - 1].span.end)
    return Time(
        span=span,
        text=span.of(reader.text),
        type=found.type,
        value=found.value or (interval.value if interval else None),
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        resolution=found.resolution or (interval.resolution if interval else None),
        relation=relation,
        modifier=found.modifier,
    )


def _open_side(relation: Relation, interval: Interval) -> tuple[date | None, date | None]:
    if relation is Relation.SINCE:
        return interval.start, None
    if relation in {Relation.BY, Relation.UNTIL}:
        return None, interval.end
    if relation is Relation.BEFORE:
        return None, interval.start - timedelta(days=1)
    if relation is Relation.AFTER:
        return interval.end + timedelta(days=1), None
    return interval.start, interval.end
