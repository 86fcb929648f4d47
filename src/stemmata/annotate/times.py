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
from stemmata.annotate.time.meaning import Anchor, Edge, Meaning, Moment, Nth, Shift, Stretch, Window, stated_years
from stemmata.annotate.time.plausible import is_plausible
from stemmata.annotate.time.resolve import resolve, resolve_ends
from stemmata.annotate.time.resolved import Resolved
from stemmata.annotate.time.table import TimeTables, load_time_tables
from stemmata.model import Relation, Span, Time

_SINCE_REACH = 14  # words between a "since" and the time in whose clause it stands
_TENSE_REACH = 20  # words before a time in which a word that tells a tense still bears on it
_RANK_REACH = 10  # words before "in 20 years" in which a word of rank makes it a look back
_CHANGE_REACH = 10  # words before "from a year earlier" in which a word of change makes it a comparison
_REPORT_REACH = 6  # words around a weekday among which a verb of reporting makes it one near publication
_THEN_REACH = 3  # sentences of news in which a time spoken of still bears on the next one
_HISTORY_YEARS = 2  # a text most of whose years lie further back than this tells a history
_FEWEST_YEARS = 4
_NEWS_SHARE = 0.06  # of the times of a text that count from its publication, above which it is news: 0 to 5 % of the
# times in 16 war histories of WikiWars, more in nine of ten news articles of PolNeAR that name as many old years
_MANY_YEARS, _PAST_SHARE = 12, 0.8  # and so does one that names many years, nearly all of them over
_STEP = 1  # a history goes on by a year where that is named
_OPENING = 3  # words before a year that opens its sentence


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
    is_history = _tells_history(readings, published)
    then: Interval | None = None
    year: int | None = None
    told = -_THEN_REACH
    for reading in readings:
        is_near = is_history or reading.sentence - told < _THEN_REACH
        near = then if is_near else None
        tense = _tense(reading, tables)
        choice = Choice(now, near, tense > 0, is_history, told_year=year, is_past=tense < 0)
        if is_history and _is_reported(reading, tables):
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


def _tells_history(readings: Sequence[Reading], published: date | None) -> bool:
    """Whether a text tells a history: its years are long over, and hardly a time counts from its publication."""
    if sum(_counts_from_now(reading.parsed.meaning) for reading in readings) > _NEWS_SHARE * len(readings):
        return False
    years = [year for reading in readings for year in stated_years(reading.parsed.meaning)]
    if published is None or len(years) < _FEWEST_YEARS:
        return False
    if sum(year < published.year - _HISTORY_YEARS for year in years) > len(years) / 2:
        return True
    return len(years) >= _MANY_YEARS and sum(year < published.year for year in years) > _PAST_SHARE * len(years)


def _counts_from_now(meaning: Meaning) -> bool:
    """ "Yesterday", "on Monday", "last year", "two weeks ago": a time of news."""
    while isinstance(meaning, Edge | Nth):
        meaning = meaning.of
    if isinstance(meaning, Moment):
        is_bare = meaning.weekday is not None and meaning.day is None and not meaning.modifier
        is_told = meaning.days_off is not None or meaning.which is not None
        return is_bare or (is_told and meaning.anchor is Anchor.NOW)
    if isinstance(meaning, Shift | Window):
        has_base = isinstance(meaning, Shift) and meaning.base is not None
        return meaning.anchor is Anchor.NOW and meaning.is_sure and not has_base
    return False


def _tense(reading: Reading, tables: TimeTables) -> int:
    """1 where the last word before a time that tells a tense tells the future, -1 the past, 0 where none does; for a
    time that opens its sentence, also the next one behind it."""
    first, last = reading.parsed.first, reading.parsed.last
    words = reading.words
    if reading.parsed.action.startswith("soon") and _tells_record(words, first, tables):
        return -1
    if first and words[first - 1].lower in tables.since:
        return -1
    if last < len(words) and words[last].lower in tables.results:
        return -1
    is_past = False
    places = [*reversed(range(max(0, first - _TENSE_REACH), first))]
    if first <= _OPENING:
        places += range(last, min(len(words), last + _TENSE_REACH))
    for place in places:
        word = words[place]
        is_adjective = place > 0 and words[place - 1].lower in tables.articles  # "the planned site"
        if word.lower in tables.future and not word.is_capital and not is_adjective:
            return 1
        if word.lower in tables.be and place + 1 < len(words) and words[place + 1].lower in tables.infinitive:
            return 1  # "the talks were to resume on Monday"
        if place and words[place - 1].lower in tables.passive:
            continue  # "to be announced on Monday"
        if word.lower in tables.past or word.lower.endswith(tables.past_endings):
            return -1
        if word.lower == ";":
            break
        is_past = is_past or word.lower.endswith(tables.past_signs)
    return -1 if is_past else 0


def _is_reported(reading: Reading, tables: TimeTables) -> bool:
    """ "He said on Monday": the weekday of a report is near its publication, whatever history the text tells."""
    meaning = reading.parsed.meaning
    if not isinstance(meaning, Moment) or meaning.weekday is None or meaning.day is not None:
        return False
    first, last = reading.parsed.first, reading.parsed.last
    around = reading.words[max(0, first - _REPORT_REACH) : last + _REPORT_REACH]
    return any(word.lower in tables.reporting for word in around)


def _tells_record(words: Sequence[Lexeme], index: int, tables: TimeTables) -> bool:
    """ "The first such deal in 20 years": the time before a word of rank looks back."""
    for word in reversed(words[max(0, index - _RANK_REACH) : index]):
        if word.lower in tables.ranks or word.lower in tables.future:
            return word.lower in tables.ranks  # "the first ones will be ready in 18 months" does not look back
    return False


def _tells_change(words: Sequence[Lexeme], index: int, tables: TimeTables) -> bool:
    """ "Up 18% from a year earlier" compares with that year and does not begin in it."""
    return any(word.lower in tables.changes for word in words[max(0, index - _CHANGE_REACH) : index])


def relation_before(words: Sequence[Lexeme], index: int, tables: TimeTables) -> Relation | None:
    """The relation that the words right before a time give."""
    if index == 0 or words[index - 1].lower not in tables.last_of_relations:
        return None
    if words[index - 1].lower in tables.compared and _tells_change(words, index - 1, tables):
        return Relation.IN
    before = tuple([word.lower for word in words[max(0, index - tables.longest_relation) : index]])
    for length in range(len(before), 0, -1):
        relation = tables.relations.get(before[-length:])
        if relation is not None:
            return relation
    return None


def relation_behind(words: Sequence[Lexeme], last: int, tables: TimeTables) -> tuple[Relation, int] | None:
    """The relation that the words right behind a time give ("2012 or later"), and where they end."""
    if last >= len(words) or words[last].lower not in tables.first_behind:
        return None
    for phrase, relation in tables.relations_behind.items():
        end = last + len(phrase)
        if tuple(word.lower for word in words[last:end]) == phrase:
            governs = phrase[-1:] in tables.relations and end < len(words) and words[end].lower[0].isalnum()
            return None if governs else (relation, end)  # "in 2016 and before [2018]"
    return None


def _ends_with(words: Sequence[Lexeme], end: int, phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether the words before `end` close with one of some phrases."""
    return any(tuple(word.lower for word in words[max(0, end - len(p)) : end]) == p for p in phrases)


def _in_since_clause(reading: Reading, index: int, tables: TimeTables) -> bool:
    """ "since they began to appear last fall": the time stands in a clause that "since" opens."""
    for word in reversed(reading.words[max(0, index - _SINCE_REACH) : index]):
        if not word.lower[0].isalnum() and word.lower not in {"'s", "-"}:
            return False
        if word.lower in tables.since:
            return True
    return False


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
        relation = Relation.SINCE if is_fixed and _in_since_clause(reading, first, tables) else Relation.IN
    elif isinstance(meaning, Stretch) or (relation is Relation.FOR and found.start is not None):
        relation = Relation.IN
    if relation is Relation.SINCE and found.type == "DURATION" and found.start is None:
        relation = Relation.IN  # "freed from a half-century of rule"
    if isinstance(meaning, Stretch) and not meaning.is_pair:
        start, end = found.start, found.end
    else:
        is_inclusive = relation is Relation.AFTER and _ends_with(reading.words, first, tables.not_before)
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
        return None, start
    if relation is Relation.AFTER:
        return end, None
    return start, end


__all__ = ["Reading", "find_times", "read_times", "relation_before", "relation_behind"]
