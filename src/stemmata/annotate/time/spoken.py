"""Numbers as they are spoken: runs of number words, years and hours in words, and hours that only their place tells.

"Twenty-five" is one word with its value; "nineteen ninety-six" a year, "seven thirty" an hour. A bare "5" is an hour
only in the speech of appointments ("let's meet Friday at 5"): a report says "5 p.m.", and means a count by "5".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stemmata.annotate.time.lexeme import NO_CLASSES, Classes, Lexeme
from stemmata.annotate.time.meaning import Moment
from stemmata.annotate.time.table import TimeTables

_LAST_HOUR, _LAST_DAY = 24, 31
_FIRST_CENTURY, _LAST_CENTURY = 11, 20  # that are spoken before the rest of a year: "eleven hundred", "twenty ten"
_FIRST_YEAR, _LAST_YEAR = 1100, 2100
_LAST_SPOKEN_HOUR, _MINUTES = 12, 60


def join_numbers(lexemes: Sequence[Lexeme], tables: TimeTables) -> list[Lexeme]:
    """With runs of number words as one word each ("twenty-five", "two and a half", "three hundred and sixty")."""
    joined: list[Lexeme] = []
    index = 0
    while index < len(lexemes):
        lexeme = lexemes[index]
        classes = lexeme.classes
        if classes and ("CARDINAL" in classes or ("SCALE" in classes and joined and "NUM" in joined[-1].classes)):
            last, classes = _read_words(lexemes, index, tables)
            pair = _read_pair(lexemes, last, classes or lexeme.classes, tables)
            if pair is not None:
                last, classes = pair
            if last > index + 1:
                joined.append(Lexeme(lexeme.start, lexemes[last - 1].end, lexeme.lower, classes, lexeme.is_capital))
                index = last
                continue
        joined.append(lexeme)
        index += 1
    return joined


def _read_pair(
    lexemes: Sequence[Lexeme], middle: int, first: Classes, tables: TimeTables
) -> tuple[int, Classes] | None:
    """Two numbers beside each other that no count has: "nineteen | ninety-six", "seven | thirty", "five-thirty"."""
    start = middle + 1 if middle < len(lexemes) and lexemes[middle].lower == "-" else middle
    if start >= len(lexemes) or "CARDINAL" not in lexemes[start].classes or "NUM" not in first:
        return None
    last, classes = _read_words(lexemes, start, tables)
    one, two = first["NUM"], classes["NUM"]
    if two != int(two) or not 10 <= two < 100 or not _is_free(lexemes, last, tables):
        return None
    if _FIRST_CENTURY <= one <= _LAST_CENTURY and start == middle and (one > _LAST_SPOKEN_HOUR or two >= _MINUTES):
        return last, {"SPOKENYEAR": int(one) * 100 + int(two)}
    if 1 <= one <= _LAST_SPOKEN_HOUR and one == int(one) and two < _MINUTES:
        return last, {"SPOKENCLOCK": Moment(hour=int(one), minute=int(two))}
    return None


def _is_free(lexemes: Sequence[Lexeme], last: int, tables: TimeTables) -> bool:
    """Whether the words before `last` count nothing: no noun follows them."""
    if last >= len(lexemes):
        return True
    following = lexemes[last]
    if not following.lower[0].isalpha():
        return following.lower[0] in tables.closing
    return following.lower in tables.behind_bare or not tables.classes_behind_bare.isdisjoint(following.classes)


def mark_bare(lexemes: list[Lexeme], tables: TimeTables) -> None:
    """Give a number that counts nothing the classes BAREDAY and, in the speech of appointments, BAREHOUR."""
    is_talk: bool | None = None
    for index, lexeme in enumerate(lexemes):
        classes = lexeme.classes
        if not classes:
            continue
        if "PLAINCLOCK" in classes and index and lexemes[index - 1].lower in tables.clock_before:
            after = lexemes[index + 1].lower if index + 1 < len(lexemes) else ""
            if after in tables.hour_endings:
                lexeme.classes = {"PLAINCLOCK": classes["PLAINCLOCK"]}
        if ("DAY" not in classes and "HOUR" not in classes and "SPOKENDAY" not in classes) or not _is_free(
            lexemes, index + 1, tables
        ):
            continue
        marked: dict[str, Any] = dict(classes)
        if "DAY" in classes and not _is_hour(lexemes, index + 1):
            marked["BAREDAY"] = classes["DAY"]
        elif "SPOKENDAY" in classes:
            marked["BARESPOKENDAY"] = classes["SPOKENDAY"]
        if is_talk is None:
            is_talk = any(word.lower in tables.appointment for word in lexemes)
        if is_talk and "HOUR" in classes:
            marked["BAREHOUR"] = classes["HOUR"]
        lexeme.classes = marked


def _is_hour(lexemes: Sequence[Lexeme], after: int) -> bool:
    return after < len(lexemes) and "MERIDIEM" in lexemes[after].classes


def drop_verbs(lexemes: list[Lexeme], tables: TimeTables) -> None:
    """Take their classes from words that are verbs where they stand: "the truce will last two weeks"."""
    for index, lexeme in enumerate(lexemes):
        if index == 0 or lexeme.lower not in tables.verbs:
            continue
        before = lexemes[index - 1].lower if not lexemes[index - 1].is_capital else ""
        after = lexemes[index + 1].classes if index + 1 < len(lexemes) else NO_CLASSES
        if before in tables.verb_before or (before in tables.infinitive and not tables.not_infinitive & after.keys()):
            lexeme.classes = NO_CLASSES


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
            following = lexemes[position + 1].classes if position + 1 < len(lexemes) else NO_CLASSES
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
    if whole == int(whole) and 1 <= whole <= _LAST_DAY:
        classes["SPOKENDAY"] = int(whole)
    elif whole == int(whole) and _FIRST_YEAR <= whole <= _LAST_YEAR:
        classes["SPOKENYEAR"] = int(whole)
    return last, classes
