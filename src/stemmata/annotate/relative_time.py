"""Times that count from the publication: "last week", "the past 24 hours", "two days ago"."""

from __future__ import annotations

from datetime import date, timedelta

from stemmata.annotate import calendar
from stemmata.annotate.calendar import Interval
from stemmata.annotate.number import load_number_tables, read_number
from stemmata.annotate.time_reader import Found, Reader, unit_at
from stemmata.model import Relation

_DURATION = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "decade": "0Y"}


def read_relative_unit(reader: Reader, index: int) -> Found | None:
    """ "last week", "this year", "the coming weeks", "recent months"."""
    tables = reader.tables
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    unit = unit_at(reader, start + 1)
    if unit is None:
        return None
    plural = reader.word(start + 1) != unit and reader.word(start + 1).endswith("s")
    published = reader.published
    if word in tables.coming:
        interval = Interval(published, published, "FUTURE_REF", unit) if published else None
        return Found(index, start + 2, interval, "FUTURE_REF", relation=Relation.AFTER, resolution=unit, is_open=True)
    if word in tables.recent and plural:
        return Found(index, start + 2, None, "PAST_REF", resolution=unit)
    step = -1 if word in tables.last else 0 if word in tables.this else 1 if word in tables.next else None
    if step is None or plural or (start != index and word in tables.this):
        return None
    if start != index and word in tables.next:
        return Found(index, start + 2, None, None, resolution=unit)  # "the following month": of the narrative
    if published is None:
        return Found(index, start + 2, None, None, resolution=unit)
    if unit == "quarter":
        now = (published.month - 1) // 3 + 1 + step
        interval = calendar.quarter(published.year + (now - 1) // 4, (now - 1) % 4 + 1)
        return Found(index, start + 2, interval)
    return Found(index, start + 2, calendar.shift(published, step, unit))


def _read_count(reader: Reader, index: int) -> tuple[float, int] | None:
    word = reader.word(index)
    if word in {"a", "an"} and unit_at(reader, index + 1):
        return 1, index + 1
    number = read_number(reader.text, reader.tokens, index, load_number_tables(reader.language))
    return (number.value, number.last) if number and number.unit is None else None


def read_span_of_units(reader: Reader, index: int) -> Found | None:
    """ "the past 24 hours", "the last three months", "the next two years"."""
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    is_past, is_next = word in reader.tables.last, word in reader.tables.next | reader.tables.coming
    if not (is_past or is_next):
        return None
    count = _read_count(reader, start + 1)
    few = reader.word(start + 1) in reader.tables.few
    position = start + 2 if few else count[1] if count else None
    unit = unit_at(reader, position) if position is not None else None
    if position is None or unit is None:
        return None
    if few or count is None or reader.published is None:
        value = "PAST_REF" if is_past else "FUTURE_REF"
        return Found(index, position + 1, None, value, resolution=unit)
    far = _shift_day(reader.published, count[0], unit, -1 if is_past else 1)
    if far is None:
        return None
    value = f"P{'T' if unit in {'hour', 'minute'} else ''}{int(count[0])}{_DURATION.get(unit, 'D')}"
    ends = sorted((far, reader.published))
    return Found(index, position + 1, Interval(ends[0], ends[1], value, unit), type="DURATION")


def _shift_day(when: date, count: float, unit: str, sign: int) -> date | None:
    """The day that lies `count` units before or after `when`; a month has its last day where it is shorter."""
    whole = sign * int(count)
    try:
        if unit in {"hour", "minute", "day"}:
            moved = calendar.shift(when, whole, unit)
            return moved.start if moved else None
        if unit in {"week", "fortnight"}:
            return when + timedelta(weeks=whole * (2 if unit == "fortnight" else 1))
        months = whole * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        target = calendar.month(when.year, when.month + months)
        return target.start.replace(day=min(when.day, target.end.day))
    except (OverflowError, ValueError):
        return None


def read_ago(reader: Reader, index: int) -> Found | None:
    """ "two days ago", "a year ago", "three weeks later", "for two years"."""
    count = _read_count(reader, index)
    if count is None:
        return None
    unit = unit_at(reader, count[1])
    if unit is None:
        return None
    last = count[1] + 1
    word = reader.word(last)
    value = f"P{'T' if unit in {'hour', 'minute'} else ''}{int(count[0])}{_DURATION.get(unit, 'D')}"
    if word in reader.tables.ago:
        if reader.published is None or word != "ago":
            return Found(index, last + 1, None, None, resolution=unit)
        return Found(index, last + 1, calendar.shift(reader.published, -int(count[0]), unit))
    if word in reader.tables.later:
        return Found(index, last + 1, None, value, "DURATION", relation=Relation.FOR, resolution=unit)
    if reader.word(index - 1) == "for":
        return Found(index, last, None, value, "DURATION", relation=Relation.FOR, resolution=unit)
    return None
