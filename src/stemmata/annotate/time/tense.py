"""What the words around a time, and all the times of a text together, say of when it is told.

A bare "March" is the next one where its sentence speaks of the future; in a history it follows what was told before. A
text with old years is no history for that: news counts from its publication ("on Monday", "last year") too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stemmata.annotate.time.grammar import Parsed
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Anchor, Edge, Meaning, Moment, Nth, Shift, Window, stated_years
from stemmata.annotate.time.table import TimeTables

_TENSE_REACH = 20  # words before a time in which a word that tells a tense still bears on it
_RANK_REACH = 10  # words before "in 20 years" in which a word of rank makes it a look back
_REPORT_REACH = 6  # words around a weekday among which a verb of reporting makes it one near publication
_HISTORY_YEARS = 2  # a text most of whose years lie further back than this tells a history
_FEWEST_YEARS = 4
_NEWS_SHARE = 0.06  # of the times of a text that count from its publication, above which it is news: 0 to 5 % of the
# times in 16 war histories of WikiWars, more in nine of ten news articles of PolNeAR that name as many old years
_MANY_YEARS, _PAST_SHARE = 12, 0.8  # and so does one that names many years, nearly all of them over
_OPENING = 3  # words before a time that opens its sentence


def tense_before(words: Sequence[Lexeme], parsed: Parsed, tables: TimeTables) -> int:
    """1 where the last word before a time that tells a tense tells the future, -1 the past, 0 where none does; for a
    time that opens its sentence, also the next one behind it."""
    first, last = parsed.first, parsed.last
    if parsed.action.startswith("soon") and _tells_record(words, first, tables):
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


def is_reported(words: Sequence[Lexeme], parsed: Parsed, tables: TimeTables) -> bool:
    """ "He said on Monday": the weekday of a report is near its publication, whatever history the text tells."""
    meaning = parsed.meaning
    if not isinstance(meaning, Moment) or meaning.weekday is None or meaning.day is not None:
        return False
    first, last = parsed.first, parsed.last
    around = words[max(0, first - _REPORT_REACH) : last + _REPORT_REACH]
    return any(word.lower in tables.reporting for word in around)


def _tells_record(words: Sequence[Lexeme], index: int, tables: TimeTables) -> bool:
    """ "The first such deal in 20 years": the time before a word of rank looks back."""
    for word in reversed(words[max(0, index - _RANK_REACH) : index]):
        if word.lower in tables.ranks or word.lower in tables.future:
            return word.lower in tables.ranks  # "the first ones will be ready in 18 months" does not look back
    return False


def tells_history(meanings: Sequence[Meaning], published: date | None) -> bool:
    """Whether a text tells a history: its years are long over, and hardly a time counts from its publication."""
    if sum(_counts_from_now(meaning) for meaning in meanings) > _NEWS_SHARE * len(meanings):
        return False
    years = [year for meaning in meanings for year in stated_years(meaning)]
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
