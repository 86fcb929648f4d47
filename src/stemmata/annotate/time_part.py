"""Parts and edges of times: "early 2024", "mid-December", "the end of the year", "overnight on 8 February"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from stemmata.annotate import calendar
from stemmata.annotate.calendar import Interval
from stemmata.annotate.fixed_time import read_date, read_season, read_weekday
from stemmata.annotate.relative_time import read_relative_unit
from stemmata.annotate.time_reader import Found, Reader, is_number, month_at, month_near, unit_at, year_at
from stemmata.model import Relation


def read_modified(reader: Reader, index: int) -> Found | None:
    """ "early 2024", "mid-December", "late last year"."""
    word = reader.word(index)
    modifier = reader.tables.modifiers.get(word)
    start = index + 1
    glued = word.partition("-")
    if modifier is None and glued[1] and glued[0] in reader.tables.modifiers:
        return _read_glued(reader, index, reader.tables.modifiers[glued[0]], glued[2])
    if modifier is None:
        return None
    if reader.word(start) in {"-", "in", "of"}:
        start += 1
    inner = _read_month_or_year(reader, start)
    if inner is None:
        return None
    return _modified(inner, index, modifier)


def _read_glued(reader: Reader, index: int, modifier: str, rest: str) -> Found | None:
    """ "mid-December": one word of which the second half is the month."""
    month = reader.tables.months.get(rest)
    if month is None and len(rest) == 4 and is_number(rest, 4) and calendar.is_year(int(rest)):
        return _modified(Found(index, index + 1, calendar.year(int(rest))), index, modifier)
    if month is None:
        return None
    year = year_at(reader, index + 1)
    if year is not None:
        return _modified(Found(index, year[1], calendar.month(year[0], month)), index, modifier)
    interval, value = month_near(reader, index, month)
    return _modified(Found(index, index + 1, interval, value), index, modifier)


def _read_month_or_year(reader: Reader, index: int) -> Found | None:
    month = month_at(reader, index)
    if month is not None:
        return _read_month_plain(reader, index, month)
    year = year_at(reader, index)
    if year is not None and year[1] == index + 1:
        return Found(index, year[1], calendar.year(year[0]))
    return read_relative_unit(reader, index) or read_season(reader, index)


def _read_month_plain(reader: Reader, index: int, month: tuple[int, int]) -> Found:
    year = year_at(reader, month[1])
    if year is not None:
        return Found(index, year[1], calendar.month(year[0], month[0]))
    return Found(index, month[1], *month_near(reader, index, month[0]), resolution="month")


def _modified(inner: Found, first: int, modifier: str) -> Found:
    interval = calendar.part(inner.interval, modifier) if inner.interval and not inner.is_open else None
    return replace(
        inner,
        first=first,
        interval=interval,
        modifier=modifier,
        value=inner.value or (interval.value if interval else None),
    )


def read_edge(reader: Reader, index: int) -> Found | None:
    """ "the end of the year", "the start of 2024", "year's end"."""
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    is_end = word in reader.tables.end
    if (not is_end and word not in reader.tables.start) or reader.word(start + 1) != "of":
        return None
    inner = _read_month_or_year(reader, start + 2)
    if inner is None and reader.word(start + 2) in {"the", "this"}:
        unit = unit_at(reader, start + 3)
        if unit in {"year", "month", "week", "decade"}:
            whole = calendar.shift(reader.published, 0, unit) if reader.published else None
            inner = Found(start + 2, start + 4, whole, resolution=unit)
    if inner is None:
        return None
    whole = inner.interval
    modifier = "end" if is_end else "start"
    if whole is None:
        return replace(inner, first=index, modifier=modifier)
    edge = calendar.part(whole, "late" if is_end else "early")
    return Found(index, inner.last, Interval(edge.start, edge.end, whole.value, "day"), modifier=modifier)


def read_overnight(reader: Reader, index: int) -> Found | None:
    """ "overnight on 8 February": the night that ends on that day."""
    if reader.word(index) not in reader.tables.overnight:
        return None
    start = index + 2 if reader.word(index + 1) in reader.tables.relations[Relation.IN] else index + 1
    inner = None
    if start < len(reader.tokens):
        inner = read_date(reader, start) or read_weekday(reader, start)
    if inner is None or inner.interval is None:
        if reader.published is None:
            return Found(index, index + 1, None, None, resolution="night")
        end = reader.published
        return Found(index, index + 1, Interval(end - timedelta(days=1), end, f"{end.isoformat()}TNI", "night"))
    end = inner.interval.end
    return Found(index, inner.last, Interval(end - timedelta(days=1), end, f"{end.isoformat()}TNI", "night"))
