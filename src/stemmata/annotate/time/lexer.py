"""Cutting a sentence into the words of times: each with the classes that a language's table gives it.

A cluster of digits ("2023-02-06", "3:30pm", "1914-18") is read as one word where it is one date or hour, else cut.
Numbers in words become one word with their value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stemmata.annotate.time.lexeme import NO_CLASSES, Classes, Lexeme
from stemmata.annotate.time.meaning import Moment
from stemmata.annotate.time.spoken import drop_verbs, join_numbers, mark_bare
from stemmata.annotate.time.table import TimeTables
from stemmata.model import Span

_WORD = re.compile(
    r"[^\W\d_]{3,}(?:['’][^\W\d_]+)*|\d+(?:[.,:/–-]\d+)*(?:Z(?!\w)|[^\W\d_]+(?:\d+(?::\d+)*)?)?|(?:[^\W\d_]\.){2,}|[^\W\d_]{1,2}\d{1,4}(?![\w-])|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]"
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
_MOST_KNOWN = 50_000  # words whose classes are remembered
_RANGE_MARKS = "-–"
_LAST_HOUR, _LAST_DAY, _LAST_MONTH = 24, 31, 12
_MINUTES = 60
_FIRST_YEAR, _LAST_YEAR = 1000, 2200


def lex(text: str, sentence: Span, tables: TimeTables) -> list[Lexeme]:
    """The words of a sentence, in text order."""
    found: list[Lexeme] = []
    known = tables.known
    has_numbers = has_hours = has_verbs = False
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word = match.group()
        start = match.start()
        row = known.get(word)
        if row is None:
            if word[0].isdigit():
                found.extend(_read_cluster(word, start, tables))
                has_hours = True
                continue
            row = _look_up(word, tables)
            if row is None:
                found.extend(_cut_clitic(word, start, tables))
                continue
            if len(known) < _MOST_KNOWN:
                known[word] = row
        lower, classes, is_capital = row
        if classes:
            has_numbers = has_numbers or "CARDINAL" in classes
            has_verbs = has_verbs or lower in tables.verbs
        found.append(Lexeme(start, start + len(word), lower, classes, is_capital))
    if has_verbs:
        drop_verbs(found, tables)
    if has_numbers:
        found = join_numbers(found, tables)
    if has_numbers or has_hours:
        mark_bare(found, tables)
    return found


def _look_up(word: str, tables: TimeTables) -> tuple[str, Classes, bool] | None:
    """A word in lower case, its classes, and whether it has a capital; None where it is a word and its clitic."""
    lower = word.lower()
    is_capital = word[0].isupper()
    classes = tables.words.get(lower)
    if classes is None and "." in lower and len(lower) > 1:
        lower = lower.replace(".", "")
        classes = tables.words.get(lower)
    if classes is None and len(lower) > 1 and ("'" in lower or "’" in lower):
        return None
    if classes is None and lower[-1].isdecimal():
        classes = _named_year(lower, tables)
    if classes is not None and lower in tables.needs_capital and not is_capital:
        classes = {k: v for k, v in classes.items() if k not in tables.needs_capital[lower]}
    return lower, classes or NO_CLASSES, is_capital


def _named_year(word: str, tables: TimeTables) -> Classes | None:
    """ "FY2023", "FY23": a year of the kind that its letters name."""
    letters = word.rstrip("0123456789")
    digits = word[len(letters) :]
    if "FISCAL" not in tables.words.get(letters, NO_CLASSES) or len(digits) not in {2, 4} or not digits.isascii():
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
    yield Lexeme(start, end, stem, tables.words.get(stem, NO_CLASSES), word[0].isupper())
    yield Lexeme(end, start + len(word), "'" + clitic, NO_CLASSES)


def _read_cluster(word: str, start: int, tables: TimeTables) -> Iterator[Lexeme]:
    """What begins with a digit: one date or hour, a number with an ending, or several numbers with marks between."""
    lower = word.lower()
    end = start + len(word)
    if len(word) > _LONGEST_CLUSTER:
        yield Lexeme(start, end, lower, NO_CLASSES)
        return
    whole = _read_whole(lower, tables)
    if whole is not None:
        yield Lexeme(start, end, lower, whole)
        return
    if lower.isdigit():
        yield Lexeme(start, end, lower, _number_classes(lower))
        return
    middle = _middle(word)
    if middle and _read_whole(lower[middle + 1 :], tables) is not None:
        yield from _read_cluster(word[:middle], start, tables)
        yield Lexeme(start + middle, start + middle + 1, word[middle], NO_CLASSES)
        yield from _read_cluster(word[middle + 1 :], start + middle + 1, tables)
        return
    for piece in _PARTS.finditer(word):
        part = piece.group().lower()
        classes = _number_classes(part) if part[0].isdigit() else tables.words.get(part, NO_CLASSES)
        yield Lexeme(start + piece.start(), start + piece.end(), part, classes, piece.group()[0].isupper())


def _middle(word: str) -> int:
    """The place of the mark between two dates or hours of one shape ("10/1/2018-10/7/2018", "9.30-4.30pm"); 0 where
    there is none."""
    marks = [place for place, letter in enumerate(word) if letter in _RANGE_MARKS]
    return marks[len(marks) // 2] if len(marks) % 2 else 0


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
        return {"ORD": number, "ORDDAY": number, "PRINTEDORD": number} if 1 <= number <= _LAST_DAY else {"ORD": number}
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
        return NO_CLASSES
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
        if _LAST_MONTH < number <= _LAST_DAY:
            classes["LATEDAY"] = number
    elif len(digits) == 4 and plain == digits:
        if _FIRST_YEAR <= number <= _LAST_YEAR:
            classes["YEAR"] = number
        if number // 100 <= _LAST_HOUR and number % 100 < _MINUTES:
            classes["PLAINCLOCK"] = _clock(digits[:2], digits[2:], None, None)
            if digits[0] == "0":
                classes["ZEROCLOCK"] = classes["PLAINCLOCK"]
    if len(digits) <= 4 and plain == digits and number:
        classes["OLDYEAR"] = number
    return classes
