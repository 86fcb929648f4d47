"""Cutting a sentence into the words of times: each with the classes that a language's table gives it.

A cluster of digits ("2023-02-06", "3:30pm", "1914-18") is read as one word where it is one date or hour, else cut.
Numbers in words become one word with their value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemmata.annotate.time.meaning import Moment
from stemmata.annotate.time.table import TimeTables
from stemmata.model import Span

_WORD = re.compile(
    r"\d+(?:[.,:/–-]\d+)*(?:Z(?!\w)|[^\W\d_]+(?:\d+(?::\d+)*)?)?|(?:[^\W\d_]\.){2,}|[^\W\d_]{1,2}\d{1,4}(?![\w-])|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[tT](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?([zZ])?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_COMPACT = re.compile(r"(19|20)(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?([^\W\d_]*)", re.ASCII)
_POINTED_CLOCK = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)([^\W\d_]*)", re.ASCII)
_GLUED = re.compile(r"(\d+(?:\.\d+)?)([^\W\d_]+)(\d*)")
_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_DECADE_ENDING = re.compile(r"(\d{2}|\d{3}0|\d0)s")
_LONGEST_CLUSTER = 32
_LAST_HOUR, _LAST_DAY, _LAST_MONTH = 24, 31, 12
_FIRST_YEAR, _LAST_YEAR = 1000, 2200

Classes = Mapping[str, Any]
_NONE: Classes = {}


@dataclass(slots=True)  # not frozen: that would take twice the time, and a page has six hundred
class Lexeme:
    """A word at [start, end) of the text; `classes` has what it may be, with its value as each."""

    start: int
    end: int
    lower: str
    classes: Classes
    is_capital: bool = False

    def is_glued(self, before: Lexeme) -> bool:
        """Whether nothing stands between `before` and this."""
        return before.end == self.start


def lex(text: str, sentence: Span, tables: TimeTables) -> list[Lexeme]:
    """The words of a sentence, in text order."""
    found: list[Lexeme] = []
    words = tables.words
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word = match.group()
        first = word[0]
        if first.isdigit():
            found.extend(_read_cluster(word, match.start(), tables))
            continue
        lower = word.lower()
        classes = words.get(lower)
        if classes is None and word.isalpha():
            found.append(Lexeme(match.start(), match.end(), lower, _NONE, first.isupper()))
            continue
        if classes is None and "." in lower and len(lower) > 1:
            lower = lower.replace(".", "")
            classes = words.get(lower)
        if classes is None and len(lower) > 1 and ("'" in lower or "’" in lower):
            found.extend(_cut_clitic(word, match.start(), tables))
            continue
        if classes is None and lower[-1].isdecimal():
            classes = _named_year(lower, tables)
        if classes is not None and lower in tables.needs_capital and not first.isupper():
            classes = {k: v for k, v in classes.items() if k not in tables.needs_capital[lower]}
        found.append(Lexeme(match.start(), match.end(), lower, classes or _NONE, first.isupper()))
    return _join_numbers(found, tables)


def _named_year(word: str, tables: TimeTables) -> Classes | None:
    """ "FY2023", "FY23": a year of the kind that its letters name."""
    letters = word.rstrip("0123456789")
    digits = word[len(letters) :]
    if "FISCAL" not in tables.words.get(letters, _NONE) or len(digits) not in {2, 4} or not digits.isascii():
        return None
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return {"FISCALYEAR": year}


def _cut_clitic(word: str, start: int, tables: TimeTables) -> Iterator[Lexeme]:
    """ "month's" is a word and its clitic."""
    lower = word.lower().replace("’", "'")
    if lower in tables.words:
        yield Lexeme(start, start + len(word), lower, tables.words[lower], word[0].isupper())
        return
    stem, _, clitic = lower.partition("'")
    end = start + len(stem)
    yield Lexeme(start, end, stem, tables.words.get(stem, _NONE), word[0].isupper())
    yield Lexeme(end, start + len(word), "'" + clitic, _NONE)


def _read_cluster(word: str, start: int, tables: TimeTables) -> Iterator[Lexeme]:
    """What begins with a digit: one date or hour, a number with an ending, or several numbers with marks between."""
    lower = word.lower()
    end = start + len(word)
    if len(word) > _LONGEST_CLUSTER:
        yield Lexeme(start, end, lower, _NONE)
        return
    whole = _read_whole(lower, tables)
    if whole is not None:
        yield Lexeme(start, end, lower, whole)
        return
    if lower.isdigit():
        yield Lexeme(start, end, lower, _number_classes(lower))
        return
    for piece in _PARTS.finditer(word):
        part = piece.group().lower()
        classes = _number_classes(part) if part[0].isdigit() else tables.words.get(part, _NONE)
        yield Lexeme(start + piece.start(), start + piece.end(), part, classes, piece.group()[0].isupper())


def _read_whole(word: str, tables: TimeTables) -> Classes | None:
    """The classes of a cluster that is one thing; None where it is none."""
    iso = _ISO.fullmatch(word)
    if iso is not None:
        return _iso_classes(iso)
    first = _YEAR_FIRST.fullmatch(word)
    if first is not None:
        return _date_classes(int(first[1]), int(first[3]), int(first[4]))
    compact = _COMPACT.fullmatch(word)
    if compact is not None:
        return _date_classes(int(compact[1] + compact[2]), int(compact[3]), int(compact[4]))
    numeric = _NUMERIC.fullmatch(word)
    if numeric is not None:
        return _numeric_date(numeric, tables)
    clock = _CLOCK.fullmatch(word)
    if clock is not None:
        return _clock_classes(clock, clock[4], tables)
    pointed = _POINTED_CLOCK.fullmatch(word)
    if pointed is not None and pointed[3] in tables.meridiems:
        return {"CLOCK": _clock(pointed[1], pointed[2], None, tables.meridiems[pointed[3]])}
    glued = _GLUED.fullmatch(word)
    return _glued_classes(glued, word, tables) if glued is not None else None


def _iso_classes(match: re.Match[str]) -> Classes | None:
    classes = _date_classes(int(match[1]), int(match[2]), int(match[3]))
    if classes is None or match[4] is None:
        return classes
    moment: Moment = classes["DATE"]
    second = int(match[6]) if match[6] else None
    return {
        "DATETIME": Moment(
            moment.year, moment.month, moment.day, hour=int(match[4]), minute=int(match[5]), second=second,
            zone="Z" if match[7] else None,
        )
    }  # fmt: skip


def _date_classes(year: int, month: int, day: int) -> Classes | None:
    if not (1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY):
        return None
    return {"DATE": Moment(year, month, day)}


def _numeric_date(match: re.Match[str], tables: TimeTables) -> Classes | None:
    """ "31/12/2023": the table's order of day and month, the other one where only that can be. A year of two digits
    stands behind slashes and hyphens only."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2] == "." and not tables.day_first:
            return None
        year += 2000 if year < 50 else 1900
    is_day_first = tables.day_first or match[2] == "."
    day, month = (first, second) if is_day_first else (second, first)
    if month > _LAST_MONTH:
        day, month = month, day
    return _date_classes(year, month, day)


def _clock_classes(match: re.Match[str], ending: str, tables: TimeTables) -> Classes | None:
    if ending and ending not in tables.meridiems and ending not in tables.hour_endings:
        return None
    return {"CLOCK": _clock(match[1], match[2], match[3], tables.meridiems.get(ending))}


def _clock(hour: str, minute: str | None, second: str | None, meridiem: str | None) -> Moment:
    return Moment(
        hour=int(hour),
        minute=int(minute) if minute else None,
        second=int(second) if second else None,
        meridiem=meridiem,
    )


def _glued_classes(match: re.Match[str], word: str, tables: TimeTables) -> Classes | None:
    """ "5th", "5pm", "1990s", "16h30"; "24h" is cut."""
    digits, ending, rest = match.groups()
    if ending in tables.ordinal_endings and digits.isdigit() and not rest and len(digits) <= 3:
        number = int(digits)
        return {"ORD": number, "ORDDAY": number} if 1 <= number <= _LAST_DAY else {"ORD": number}
    if ending in tables.decade_endings and not rest and digits.isdigit() and digits.endswith("0"):
        if len(digits) == 4 or len(digits) == 2:
            return {"DECADE": int(digits)}
        return None
    if ending in tables.meridiems and digits.isdigit() and int(digits) <= _LAST_HOUR and not rest:
        return {"CLOCK": _clock(digits, None, None, tables.meridiems[ending])}
    if ending in tables.hour_endings and digits.isdigit() and int(digits) <= _LAST_HOUR and len(rest) == 2:
        return {"CLOCK": _clock(digits, rest, None, None)} if int(rest) < 60 else None
    return None


def _number_classes(digits: str) -> Classes:
    plain = digits.replace(",", "")
    if not plain.isascii() or len(plain) > 15 or plain.count(".") > 1:
        return _NONE
    if "." in plain:
        number_classes: dict[str, Any] = {"NUM": float(plain)}
        pointed = _POINTED_CLOCK.fullmatch(plain)
        if pointed is not None:
            number_classes["POINTEDCLOCK"] = _clock(pointed[1], pointed[2], None, None)
        return number_classes
    number = int(plain)
    classes: dict[str, Any] = {"NUM": number}
    if len(digits) <= 2:
        if 1 <= number <= _LAST_DAY:
            classes["DAY"] = number
        if number <= _LAST_HOUR:
            classes["HOUR"] = number
        if 1 <= number <= _LAST_MONTH:
            classes["MONTHNUM"] = number
        if len(digits) == 2:
            classes["YY"] = number
    elif len(digits) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR and plain == digits:
        classes["YEAR"] = number
    if len(digits) <= 4 and plain == digits and number:
        classes["OLDYEAR"] = number
    return classes


def _join_numbers(lexemes: Sequence[Lexeme], tables: TimeTables) -> list[Lexeme]:
    """With runs of number words as one word each ("twenty-five", "two and a half", "three hundred and sixty")."""
    if not any("CARDINAL" in lexeme.classes for lexeme in lexemes):
        return list(lexemes)
    joined: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        lexeme = lexemes[index]
        if "CARDINAL" in lexeme.classes or ("SCALE" in lexeme.classes and joined and "NUM" in joined[-1].classes):
            last, classes = _read_words(lexemes, index, tables)
            if last > index + 1:
                joined.append(Lexeme(lexeme.start, lexemes[last - 1].end, lexeme.lower, classes, lexeme.is_capital))
                index = last
                continue
        joined.append(lexeme)
        index += 1
    return joined


def _read_words(lexemes: Sequence[Lexeme], index: int, tables: TimeTables) -> tuple[int, Classes]:
    total: float = 0.0
    current: float = 0.0
    position, last = index, index
    classes: dict[str, Any] = {}
    while position < len(lexemes):
        own = lexemes[position].classes
        if "CARDINAL" in own and (position == last or position == last + 1):
            value = own["CARDINAL"]
            if position > index and not (
                current % 100 == 0 or (current % 10 == 0 and value < 10 and current % 100 >= 20)
            ):
                break
            if position > index and current == 0 and total == 0:
                break
            current += value
        elif "SCALE" in own and position > index:
            scale = own["SCALE"]
            if scale == 100:
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * scale, 0.0
        elif "ORD" in own and position > index and current % 10 == 0 and current % 100 >= 20 and own["ORD"] < 10:
            number = int(total + current + own["ORD"])
            ordinal = {"ORD": number, "ORDDAY": number} if number <= _LAST_DAY else {"ORD": number}
            return position + 1, ordinal
        elif lexemes[position].lower in tables.number_joints and position > index:
            following = lexemes[position + 1].classes if position + 1 < len(lexemes) else _NONE
            is_hyphen = lexemes[position].lower == "-"
            if not ("CARDINAL" in following or (is_hyphen and "ORD" in following)) or (not is_hyphen and current % 100):
                break
            last = position + 1
            position += 1
            continue
        else:
            break
        position += 1
        last = position
    whole: float = total + current
    classes["NUM"] = whole
    if whole == int(whole) and whole <= _LAST_HOUR:
        classes["HOUR"] = int(whole)
    return last, classes
