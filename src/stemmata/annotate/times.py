"""Times against the publication and against the narrative: dates, parts, lengths, open sides, what recurs.

Rules over a table per language are read on words (`time/grammar`), then fixed in the calendar in the order of the text
(`time/resolve`). A time's span leaves out its preposition, which gives the relation. What cannot be fixed keeps its
words and has no dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from stemmata.annotate.time.calendar import Interval
from stemmata.annotate.time.choose import Choice
from stemmata.annotate.time.grammar import Parsed, SentenceReader
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.lexer import lex
from stemmata.annotate.time.meaning import Anchor, Meaning, Moment, Shift, Stretch, Window
from stemmata.annotate.time.plausible import is_plausible
from stemmata.annotate.time.relation import ends_with, in_since_clause, relation_before, relation_behind
from stemmata.annotate.time.resolve import resolve, resolve_ends
from stemmata.annotate.time.resolved import Resolved
from stemmata.annotate.time.table import TimeTables, load_time_tables
from stemmata.annotate.time.tense import is_reported, tells_history, tense_before
from stemmata.model import Relation, Span, Time

_THEN_REACH = 3  # sentences of news in which a time spoken of still bears on the next one
_STEP = 1  # a history goes on by a year where that is named
_OPENING = 3  # words before a year that opens its sentence
_END = "end"  # the modifier of "the end of March"


@dataclass(frozen=True, slots=True)
class Reading:
    """A time as it was read in sentence `sentence`: its words, and what they mean."""

    sentence: int
    words: Sequence[Lexeme]
    parsed: Parsed

    @property
    def span(self) -> Span:
        """Where the time stands in the text."""
        return Span(self.words[self.parsed.first].start, self.words[self.parsed.last - 1].end)


def find_times(text: str, sentences: Sequence[Span], published: date | None, language: str) -> tuple[Time, ...]:
    """The times of a text, in text order and without overlap."""
    tables = load_time_tables(language)
    readings = list(read_times(text, sentences, tables))
    return tuple(_fix(text, readings, published, tables))


def read_times(text: str, sentences: Sequence[Span], tables: TimeTables) -> Iterator[Reading]:
    """What the words of times mean, before they are fixed in the calendar."""
    for number, sentence in enumerate(sentences):
        words = lex(text, sentence, tables)
        for parsed in SentenceReader(words, tables).read_all():
            if parsed.action.startswith("soon"):
                parsed = replace(parsed, first=parsed.ends[0][0])  # its preposition is read, but no part of it
            if is_plausible(words, parsed, tables):
                yield Reading(number, words, parsed)


def _fix(text: str, readings: Sequence[Reading], published: date | None, tables: TimeTables) -> Iterator[Time]:
    now = datetime.combine(published, time()) if published else None
    is_history = tells_history([reading.parsed.meaning for reading in readings], published)
    then: Interval | None = None
    year: int | None = None
    told = -_THEN_REACH
    for reading in readings:
        is_near = is_history or reading.sentence - told < _THEN_REACH
        near = then if is_near else None
        tense = tense_before(reading.words, reading.parsed, tables)
        choice = Choice(now, near, tense > 0, is_history, told_year=year, is_past=tense < 0)
        if is_history and is_reported(reading.words, reading.parsed, tables):
            choice = Choice(now, None, choice.is_future, is_past=choice.is_past)
        found = resolve(reading.parsed.meaning, choice)
        if found is None:
            continue
        for part, words in _parts(reading, found, choice):
            yield _finish(text, reading, part, words, tables, now)
        if found.is_anchor and found.start and found.end and _may_anchor(reading.parsed.meaning, is_history):
            then, told = Interval(found.start, found.end, found.value or "", found.resolution or ""), reading.sentence
            if _tells_year(reading, found) or (year is not None and found.start.year == year + _STEP):
                year = found.start.year
        elif found.value and found.value.startswith("BC") and found.value[2:6].isdecimal():
            year, then = -int(found.value[2:6]), None


def _may_anchor(meaning: Meaning, is_history: bool) -> bool:
    """Whether later times count from this one: in a history, what counts from the publication does not."""
    if not is_history:
        return True
    if isinstance(meaning, Stretch) and isinstance(meaning.first, Moment) and meaning.first.month is None:
        return False
    if isinstance(meaning, Shift | Window):
        return meaning.anchor is Anchor.THEN or (isinstance(meaning, Shift) and meaning.base is not None)
    return not (isinstance(meaning, Moment) and meaning.days_off is not None)


def _tells_year(reading: Reading, found: Resolved) -> bool:
    """Whether what follows happens in the year of this time: a year alone tells that where it opens its sentence."""
    return found.resolution not in {"year", "decade", "century", "year-part"} or reading.parsed.first <= _OPENING


def _parts(reading: Reading, found: Resolved, choice: Choice) -> Iterator[tuple[Resolved, tuple[int, int]]]:
    """The time with its words [first, last); each end of a stretch by itself where words stand between them."""
    parsed = reading.parsed
    meaning = parsed.meaning
    ends = parsed.ends if isinstance(meaning, Stretch) else ()
    if not ends or not isinstance(meaning, Stretch):
        yield found, (parsed.first, parsed.last)
        return
    for own, words in zip(resolve_ends(meaning, choice) or (), ends, strict=False):
        yield own if meaning.is_pair else replace(own, start=found.start, end=found.end), words


def _finish(
    text: str, reading: Reading, found: Resolved, words: tuple[int, int], tables: TimeTables, now: datetime | None
) -> Time:
    first, last = words
    span = Span(reading.words[first].start, reading.words[last - 1].end)
    relation = relation_before(reading.words, first, tables)
    meaning = reading.parsed.meaning
    behind = relation_behind(reading.words, last, tables) if last == reading.parsed.last else None
    if behind is not None and relation in {None, Relation.IN, Relation.SINCE} and not isinstance(meaning, Stretch):
        relation = behind[0]
    if found.is_open:
        relation = Relation.AFTER
    elif isinstance(meaning, Window) and not meaning.is_sure and found.start is not None:
        relation = Relation.BY
    elif relation is None or relation is Relation.IN:
        is_fixed = found.start is not None and not isinstance(meaning, Stretch)
        relation = Relation.SINCE if is_fixed and in_since_clause(reading.words, first, tables) else Relation.IN
    elif isinstance(meaning, Stretch) or (relation is Relation.FOR and found.start is not None):
        relation = Relation.IN
    if relation is Relation.SINCE and found.type == "DURATION" and found.start is None:
        relation = Relation.IN  # "freed from a half-century of rule"
    if isinstance(meaning, Stretch) and not meaning.is_pair:
        start, end = found.start, found.end
    else:
        is_inclusive = relation is Relation.AFTER and ends_with(reading.words, first, tables.not_before)
        start, end = (found.start, None) if is_inclusive else _open_side(relation, found, now)
    return Time(
        span=span,
        text=span.of(text),
        type=found.type,
        value=found.value,
        start=start.date().isoformat() if start else None,
        end=(end - timedelta(microseconds=1)).date().isoformat() if end else None,
        resolution=found.resolution,
        relation=relation,
        modifier=found.modifier,
    )


def _open_side(relation: Relation, found: Resolved, now: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The interval that the preposition makes of a time: a side is open, or closed by the publication."""
    start, end = found.start, found.end
    if start is None or end is None or found.type == "DURATION":
        return start, end
    if relation is Relation.SINCE:
        return start, (now + timedelta(days=1) if now and start <= now else None)
    if relation in {Relation.BY, Relation.UNTIL}:
        return None, end
    if relation is Relation.BEFORE:
        return None, end if found.modifier == _END else start  # "before the end of March" lets all of March pass
    if relation is Relation.AFTER:
        return end, None
    return start, end


__all__ = ["Reading", "find_times", "read_times"]
