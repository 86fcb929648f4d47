"""One sentence as the readers of times see it, and the steps that several of them take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stemmata.annotate import calendar
from stemmata.annotate.calendar import Interval
from stemmata.annotate.time_table import TimeTables
from stemmata.annotate.token import Token
from stemmata.model import Relation

_LAST_DAY = 31
_LONGEST_RELATION = 4
_AHEAD_DAYS = 200  # a day without a year that lies further ahead is the last one and not the next
_TENSE_REACH = 20  # tokens before a time in which a word that tells a tense still bears on it


@dataclass(frozen=True, slots=True)
class Found:
    """A time at tokens [first, last). `value` stands in where no interval could be fixed."""

    first: int
    last: int
    interval: Interval | None
    value: str | None = None
    type: str = "DATE"
    modifier: str | None = None
    relation: Relation | None = None
    resolution: str | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """One sentence's tokens with what dates are read against."""

    text: str
    tokens: Sequence[Token]
    published: date | None
    tables: TimeTables
    language: str

    def word(self, index: int) -> str:
        """The lower-case word at a token; empty beyond either end."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def is_future(self, index: int) -> bool:
        """Whether the last word before a token that tells a tense tells the future."""
        for token in reversed(self.tokens[max(0, index - _TENSE_REACH) : index]):
            if token.text == token.lower and not token.lemmas.isdisjoint(self.tables.future):
                return True
            if token.lower in self.tables.past or token.text == ";":
                return False
        return False

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return index < len(self.tokens) and self.tokens[index].text[:1].isupper()


def is_number(word: str, most_digits: int) -> bool:
    """Whether a word is all ASCII digits, and no more than `most_digits`."""
    return word.isascii() and word.isdecimal() and len(word) <= most_digits


def day_number(token: Token) -> int | None:
    """The day of a month that a token prints: "5", "5th"."""
    digits = token.lower
    for ending in ("st", "nd", "rd", "th"):
        digits = digits.removesuffix(ending)
    return int(digits) if is_number(digits, 2) and 1 <= int(digits) <= _LAST_DAY else None


def month_at(reader: Reader, index: int) -> tuple[int, int] | None:
    """The month named at `index`, and the token after it; a point behind an abbreviation belongs to it."""
    number = reader.tables.months.get(reader.word(index))
    if number is None or not reader.is_capital(index):
        return None
    last = index + 1
    if reader.word(last) == "." and len(reader.word(index)) <= 4:
        last += 1
    return number, last


def year_at(reader: Reader, index: int) -> tuple[int, int] | None:
    """The year at `index`, behind an optional comma; also "last year" and "of this year" against publication."""
    start = index + 1 if reader.word(index) == "," else index
    word = reader.word(start)
    relative = start + 1 if word == "of" else start
    if reader.published is not None and unit_at(reader, relative + 1) == "year":
        for words, offset in ((reader.tables.last, -1), (reader.tables.this, 0), (reader.tables.next, 1)):
            if reader.word(relative) in words:
                return reader.published.year + offset, relative + 2
    if len(word) == 4 and is_number(word, 4) and calendar.is_year(int(word)):
        return int(word), start + 1
    return None


def unit_at(reader: Reader, index: int) -> str | None:
    """The unit of time that a token names, in the singular."""
    if index >= len(reader.tokens):
        return None
    found = sorted(reader.tables.units[w] for w in reader.tokens[index].lemmas if w in reader.tables.units)
    return found[0] if found else None


def nearest(candidates: Sequence[date], reader: Reader, index: int) -> date | None:
    """The last day not after publication; the next one where the sentence speaks of the future."""
    published = reader.published
    if published is None:
        return None
    past = [c for c in candidates if c <= published]
    future = [c for c in candidates if published <= c <= published + timedelta(days=_AHEAD_DAYS)]
    if reader.is_future(index) and future:
        return min(future)
    return max(past) if past else (min(future) if future else None)


def month_near(reader: Reader, index: int, month: int) -> tuple[Interval | None, str]:
    """The month of that number nearest to publication, and its value; no interval without a date."""
    published = reader.published
    if published is None:
        return None, f"XXXX-{month:02}"
    year = published.year
    if reader.is_future(index):
        year += month < published.month
    else:
        year -= month > published.month
    interval = calendar.month(year, month)
    return interval, interval.value


def relation_before(reader: Reader, index: int) -> Relation | None:
    """The relation that the preposition before `index` gives."""
    if reader.word(index - 1) == "the":
        index -= 1
    for length in range(min(_LONGEST_RELATION, index), 0, -1):
        phrase = " ".join(reader.word(i) for i in range(index - length, index))
        for relation, phrases in reader.tables.relations.items():
            if phrase in phrases:
                return relation
    return None
