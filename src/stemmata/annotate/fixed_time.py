"""Dates, months, weekdays, years, quarters and seasons that are named."""

from __future__ import annotations

import re
from datetime import timedelta

from stemmata.annotate import calendar
from stemmata.annotate.time_reader import (
    Found,
    Reader,
    day_number,
    is_number,
    month_at,
    month_near,
    nearest,
    relation_before,
    year_at,
)

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)


def read_date(reader: Reader, index: int) -> Found | None:
    """ "5 January 2023", "Jan. 5", "January 6, 2023", "2023-01-06"."""
    iso = _read_iso(reader, index)
    if iso is not None:
        return iso
    first_day = day_number(reader.tokens[index])
    if first_day is not None:
        offset = 2 if reader.word(index + 1) == "of" else 1
        month = month_at(reader, index + offset)
        if month is not None:
            return _with_year(reader, index, month[1], month[0], first_day)
    month = month_at(reader, index)
    if month is not None and month[1] < len(reader.tokens):
        last_day = day_number(reader.tokens[month[1]])
        if last_day is not None:
            return _with_year(reader, index, month[1] + 1, month[0], last_day)
    return None


def _read_iso(reader: Reader, index: int) -> Found | None:
    """ "2023-01-06", whatever tokens it was cut into."""
    start = reader.tokens[index].span.start
    match = _ISO.match(reader.text, start)
    if match is None:
        return None
    when = calendar.make_date(int(match[1]), int(match[2]), int(match[3]))
    last = index
    while last < len(reader.tokens) and reader.tokens[last].span.end <= match.end():
        last += 1
    whole = last > index and reader.tokens[last - 1].span.end == match.end()
    return Found(index, last, calendar.day(when)) if when and whole else None


def _with_year(reader: Reader, first: int, last: int, month: int, day: int) -> Found | None:
    year = year_at(reader, last)
    if year is not None:
        when = calendar.make_date(year[0], month, day)
        return Found(first, year[1], calendar.day(when)) if when else None
    if reader.published is None:
        return Found(first, last, None, f"XXXX-{month:02}-{day:02}", resolution="day")
    candidates = [calendar.make_date(reader.published.year + n, month, day) for n in (-1, 0, 1)]
    when = nearest([c for c in candidates if c], reader, first)
    return Found(first, last, calendar.day(when)) if when else None


def read_month(reader: Reader, index: int) -> Found | None:
    """ "March 2022", "in December"."""
    month = month_at(reader, index)
    if month is None:
        return None
    year = year_at(reader, month[1])
    if year is not None:
        return Found(index, year[1], calendar.month(year[0], month[0]))
    if reader.word(index) in reader.tables.ambiguous and relation_before(reader, index) is None:
        return None
    return Found(index, month[1], *month_near(reader, index, month[0]), resolution="month")


def read_weekday(reader: Reader, index: int) -> Found | None:
    """ "on Friday", "last Monday"."""
    number = reader.tables.weekdays.get(reader.word(index))
    if number is None or not reader.is_capital(index):
        return None
    if reader.published is None:
        return Found(index, index + 1, None, "XXXX-WXX-" + str(number + 1), resolution="day")
    back = (reader.published.weekday() - number) % 7
    when = reader.published - timedelta(days=back)
    before = reader.word(index - 1)
    if before in reader.tables.next or (reader.is_future(index) and back):
        when += timedelta(days=7)
    elif before in reader.tables.last and back == 0:
        when -= timedelta(days=7)
    first = index - 1 if before in reader.tables.last | reader.tables.next | reader.tables.this else index
    return Found(first, index + 1, calendar.day(when))


def read_day_word(reader: Reader, index: int) -> Found | None:
    """ "today", "yesterday"."""
    offset = reader.tables.days.get(reader.word(index))
    if offset is None:
        return None
    if reader.published is None:
        return Found(index, index + 1, None, None, resolution="day")
    return Found(index, index + 1, calendar.day(reader.published + timedelta(days=offset)))


def read_year(reader: Reader, index: int) -> Found | None:
    """ "in 2021"."""
    word = reader.word(index)
    if not (len(word) == 4 and is_number(word, 4) and calendar.is_year(int(word))):
        return None
    relation = relation_before(reader, index)
    after = reader.tokens[index + 1] if index + 1 < len(reader.tokens) else None
    if relation is None and (after is None or after.is_word or not 1900 <= int(word) <= 2100):
        return None
    if word.startswith("0") or (relation is None and reader.word(index - 1) in {"-", "$", "€", "£"}):
        return None
    return Found(index, index + 1, calendar.year(int(word)))


def read_quarter(reader: Reader, index: int) -> Found | None:
    """ "the first quarter of 2023", "Q1 2023", "the second half of 2022"."""
    word = reader.word(index)
    number, last, kind = 0, index, ""
    if len(word) == 2 and word[0] in "qh" and word[1] in "1234":
        number, last, kind = int(word[1]), index + 1, "quarter" if word[0] == "q" else "half"
    elif word in reader.tables.ordinals and reader.word(index + 1) in {"quarter", "half"}:
        number, last, kind = reader.tables.ordinals[word], index + 2, reader.word(index + 1)
    if not number or (kind == "half" and number > 2):
        return None
    start = index - 1 if reader.word(index - 1) == "the" else index
    year = year_at(reader, last + 1 if reader.word(last) == "of" else last)
    make = calendar.quarter if kind == "quarter" else calendar.half
    if year is not None:
        return Found(start, year[1], make(year[0], number))
    of_year = reader.word(last) == "of" and reader.word(last + 2) == "year"
    if reader.word(last) == "of" and not of_year:
        return None
    if reader.published is None:
        return Found(start, last, None, f"XXXX-{kind[0].upper()}{number}", resolution=kind)
    found = make(reader.published.year, number)
    if found.start > reader.published and not reader.is_future(index) and not of_year:
        found = make(reader.published.year - 1, number)
    return Found(start, last + 3 if of_year else last, found)


def read_season(reader: Reader, index: int) -> Found | None:
    """ "last fall", "summer 2025", "the autumn of 2022", "this winter"."""
    first, start = index, index
    which = ""
    if reader.word(index) in reader.tables.last | reader.tables.this | reader.tables.next:
        which, start = reader.word(index), index + 1
    code = reader.tables.seasons.get(reader.word(start))
    if code is None:
        return None
    after = start + 2 if reader.word(start + 1) == "of" else start + 1
    year = year_at(reader, after)
    if year is not None:
        return Found(first, year[1], calendar.season(year[0], code))
    relation = relation_before(reader, first)
    if not which and (relation is None or reader.word(start) in reader.tables.ambiguous):
        return None
    if reader.published is None:
        return Found(first, start + 1, None, f"XXXX-{code}", resolution="season")
    seasons = [calendar.season(reader.published.year + n, code) for n in (-2, -1, 0, 1)]
    done = [s for s in seasons if s.end < reader.published]
    ahead = [s for s in seasons if s.start > reader.published]
    begun = [s for s in seasons if s.start <= reader.published]
    if which in reader.tables.last:
        return Found(first, start + 1, done[-1])
    if which in reader.tables.next or reader.is_future(index):
        return Found(first, start + 1, ahead[0])
    return Found(first, start + 1, begun[-1])
