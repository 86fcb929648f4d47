"""Times against the publication date: dates, months, seasons, relative words, open sides, durations.

A grammar over a table per language, on tokens, without backtracking. A time's span leaves out its preposition, which
gives the relation. Without a publication date, what needs one keeps its words and has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stemmata.annotate import calendar
from stemmata.annotate.calendar import Interval
from stemmata.annotate.number import load_number_tables, read_number
from stemmata.annotate.time_table import TimeTables, load_time_tables
from stemmata.annotate.token import Token, tokenize
from stemmata.model import Relation, Span, Time

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_LAST_DAY = 31
_LONGEST_RELATION = 4
_AHEAD_DAYS = 200  # a day without a year that lies further ahead is the last one and not the next
_FUTURE_REACH = 8  # tokens before a time in which a word of the future still bears on it
_SINCE_REACH = 14  # and a "since" whose clause the time stands in
_DURATION = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "decade": "0Y"}


@dataclass(frozen=True, slots=True)
class _Found:
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
class _Reader:
    """One sentence's tokens with what dates are read against."""

    text: str
    tokens: Sequence[Token]
    published: date | None
    tables: TimeTables
    language: str

    def word(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def is_future(self, index: int) -> bool:
        return any(
            not t.lemmas.isdisjoint(self.tables.future) for t in self.tokens[max(0, index - _FUTURE_REACH) : index]
        )

    def is_capital(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].text[:1].isupper()


def find_times(text: str, sentences: Sequence[Span], published: date | None, language: str) -> tuple[Time, ...]:
    """The times of a text, in text order and without overlap."""
    tables = load_time_tables(language)
    found: list[Time] = []
    for sentence in sentences:
        reader = _Reader(text, tokenize(text, sentence, language), published, tables, language)
        index = 0
        while index < len(reader.tokens):
            time = _read_at(reader, index)
            if time is None:
                index += 1
                continue
            found.append(_finish(reader, time))
            index = time.last
    return tuple(found)


def _read_at(reader: _Reader, index: int) -> _Found | None:
    readers: tuple[Callable[[_Reader, int], _Found | None], ...] = (
        _read_overnight,
        _read_edge,
        _read_modified,
        _read_span_of_units,
        _read_ago,
        _read_date,
        _read_quarter,
        _read_season,
        _read_relative_unit,
        _read_month,
        _read_weekday,
        _read_day_word,
        _read_year,
    )
    for read in readers:
        time = read(reader, index)
        if time is not None:
            return time
    return None


# --- fixed points ----------------------------------------------------------------------------


def _read_date(reader: _Reader, index: int) -> _Found | None:
    """ "5 January 2023", "Jan. 5", "January 6, 2023", "2023-01-06"."""
    iso = _read_iso(reader, index)
    if iso is not None:
        return iso
    first_day = _day_number(reader.tokens[index])
    if first_day is not None:
        offset = 2 if reader.word(index + 1) == "of" else 1
        month = _month_at(reader, index + offset)
        if month is not None:
            return _with_year(reader, index, month[1], month[0], first_day)
    month = _month_at(reader, index)
    if month is not None and month[1] < len(reader.tokens):
        last_day = _day_number(reader.tokens[month[1]])
        if last_day is not None:
            return _with_year(reader, index, month[1] + 1, month[0], last_day)
    return None


def _read_iso(reader: _Reader, index: int) -> _Found | None:
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
    return _Found(index, last, calendar.day(when)) if when and whole else None


def _day_number(token: Token) -> int | None:
    digits = token.lower
    for ending in ("st", "nd", "rd", "th"):
        digits = digits.removesuffix(ending)
    return int(digits) if _is_number(digits, 2) and 1 <= int(digits) <= _LAST_DAY else None


def _is_number(word: str, most_digits: int) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= most_digits


def _month_at(reader: _Reader, index: int) -> tuple[int, int] | None:
    """The month named at `index`, and the token after it; a point behind an abbreviation belongs to it."""
    number = reader.tables.months.get(reader.word(index))
    if number is None or not reader.is_capital(index):
        return None
    last = index + 1
    if reader.word(last) == "." and len(reader.word(index)) <= 4:
        last += 1
    return number, last


def _year_at(reader: _Reader, index: int) -> tuple[int, int] | None:
    """The year at `index`, behind an optional comma."""
    start = index + 1 if reader.word(index) == "," else index
    word = reader.word(start)
    if len(word) == 4 and _is_number(word, 4) and calendar.is_year(int(word)):
        return int(word), start + 1
    return None


def _with_year(reader: _Reader, first: int, last: int, month: int, day: int) -> _Found | None:
    year = _year_at(reader, last)
    if year is not None:
        when = calendar.make_date(year[0], month, day)
        return _Found(first, year[1], calendar.day(when)) if when else None
    if reader.published is None:
        return _Found(first, last, None, f"XXXX-{month:02}-{day:02}", resolution="day")
    candidates = [calendar.make_date(reader.published.year + n, month, day) for n in (-1, 0, 1)]
    when = _nearest([c for c in candidates if c], reader, first)
    return _Found(first, last, calendar.day(when)) if when else None


def _nearest(candidates: Sequence[date], reader: _Reader, index: int) -> date | None:
    """The last day not after publication; the next one where the sentence speaks of the future."""
    published = reader.published
    if published is None:
        return None
    past = [c for c in candidates if c <= published]
    future = [c for c in candidates if published <= c <= published + timedelta(days=_AHEAD_DAYS)]
    if reader.is_future(index) and future:
        return min(future)
    return max(past) if past else (min(future) if future else None)


def _read_month(reader: _Reader, index: int) -> _Found | None:
    month = _month_at(reader, index)
    if month is None:
        return None
    year = _year_at(reader, month[1])
    if year is not None:
        return _Found(index, year[1], calendar.month(year[0], month[0]))
    if reader.word(index) in reader.tables.ambiguous and _relation_before(reader, index) is None:
        return None
    return _Found(index, month[1], *_month_near(reader, index, month[0]), resolution="month")


def _month_near(reader: _Reader, index: int, month: int) -> tuple[Interval | None, str]:
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


def _read_weekday(reader: _Reader, index: int) -> _Found | None:
    number = reader.tables.weekdays.get(reader.word(index))
    if number is None or not reader.is_capital(index):
        return None
    if reader.published is None:
        return _Found(index, index + 1, None, "XXXX-WXX-" + str(number + 1), resolution="day")
    back = (reader.published.weekday() - number) % 7
    when = reader.published - timedelta(days=back)
    before = reader.word(index - 1)
    if before in reader.tables.next or (reader.is_future(index) and back):
        when += timedelta(days=7)
    elif before in reader.tables.last and back == 0:
        when -= timedelta(days=7)
    first = index - 1 if before in reader.tables.last | reader.tables.next | reader.tables.this else index
    return _Found(first, index + 1, calendar.day(when))


def _read_day_word(reader: _Reader, index: int) -> _Found | None:
    offset = reader.tables.days.get(reader.word(index))
    if offset is None:
        return None
    if reader.published is None:
        return _Found(index, index + 1, None, None, resolution="day")
    return _Found(index, index + 1, calendar.day(reader.published + timedelta(days=offset)))


def _read_year(reader: _Reader, index: int) -> _Found | None:
    word = reader.word(index)
    if not (len(word) == 4 and _is_number(word, 4) and calendar.is_year(int(word))):
        return None
    relation = _relation_before(reader, index)
    after = reader.tokens[index + 1] if index + 1 < len(reader.tokens) else None
    if relation is None and (after is None or after.is_word or not 1900 <= int(word) <= 2100):
        return None
    if word.startswith("0") or (relation is None and reader.word(index - 1) in {"-", "$", "€", "£"}):
        return None
    return _Found(index, index + 1, calendar.year(int(word)))


# --- seasons, quarters, halves ---------------------------------------------------------------


def _read_quarter(reader: _Reader, index: int) -> _Found | None:
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
    year = _year_at(reader, last + 1 if reader.word(last) == "of" else last)
    make = calendar.quarter if kind == "quarter" else calendar.half
    if year is not None:
        return _Found(start, year[1], make(year[0], number))
    of_year = reader.word(last) == "of" and reader.word(last + 2) == "year"
    if reader.word(last) == "of" and not of_year:
        return None
    if reader.published is None:
        return _Found(start, last, None, f"XXXX-{kind[0].upper()}{number}", resolution=kind)
    found = make(reader.published.year, number)
    if found.start > reader.published and not reader.is_future(index) and not of_year:
        found = make(reader.published.year - 1, number)
    return _Found(start, last + 3 if of_year else last, found)


def _read_season(reader: _Reader, index: int) -> _Found | None:
    """ "last fall", "summer 2025", "the autumn of 2022", "this winter"."""
    first, start = index, index
    which = ""
    if reader.word(index) in reader.tables.last | reader.tables.this | reader.tables.next:
        which, start = reader.word(index), index + 1
    code = reader.tables.seasons.get(reader.word(start))
    if code is None:
        return None
    after = start + 2 if reader.word(start + 1) == "of" else start + 1
    year = _year_at(reader, after)
    if year is not None:
        return _Found(first, year[1], calendar.season(year[0], code))
    relation = _relation_before(reader, first)
    if not which and (relation is None or reader.word(start) in reader.tables.ambiguous):
        return None
    if reader.published is None:
        return _Found(first, start + 1, None, f"XXXX-{code}", resolution="season")
    seasons = [calendar.season(reader.published.year + n, code) for n in (-2, -1, 0, 1)]
    done = [s for s in seasons if s.end < reader.published]
    ahead = [s for s in seasons if s.start > reader.published]
    begun = [s for s in seasons if s.start <= reader.published]
    if which in reader.tables.last:
        return _Found(first, start + 1, done[-1])
    if which in reader.tables.next or reader.is_future(index):
        return _Found(first, start + 1, ahead[0])
    return _Found(first, start + 1, begun[-1])


# --- relative to publication -----------------------------------------------------------------


def _read_relative_unit(reader: _Reader, index: int) -> _Found | None:
    """ "last week", "this year", "the coming weeks", "recent months"."""
    tables = reader.tables
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    unit = _unit_at(reader, start + 1)
    if unit is None:
        return None
    plural = reader.word(start + 1) != unit and reader.word(start + 1).endswith("s")
    published = reader.published
    if word in tables.coming:
        interval = Interval(published, published, "FUTURE_REF", unit) if published else None
        return _Found(index, start + 2, interval, "FUTURE_REF", relation=Relation.AFTER, resolution=unit, is_open=True)
    if word in tables.recent and plural:
        return _Found(index, start + 2, None, "PAST_REF", resolution=unit)
    step = -1 if word in tables.last else 0 if word in tables.this else 1 if word in tables.next else None
    if step is None or plural or (start != index and word in tables.this):
        return None
    if start != index and word in tables.next:
        return _Found(index, start + 2, None, None, resolution=unit)  # "the following month": of the narrative
    if published is None:
        return _Found(index, start + 2, None, None, resolution=unit)
    if unit == "quarter":
        now = (published.month - 1) // 3 + 1 + step
        interval = calendar.quarter(published.year + (now - 1) // 4, (now - 1) % 4 + 1)
        return _Found(index, start + 2, interval)
    return _Found(index, start + 2, calendar.shift(published, step, unit))


def _unit_at(reader: _Reader, index: int) -> str | None:
    if index >= len(reader.tokens):
        return None
    found = sorted(reader.tables.units[w] for w in reader.tokens[index].lemmas if w in reader.tables.units)
    return found[0] if found else None


def _read_count(reader: _Reader, index: int) -> tuple[float, int] | None:
    word = reader.word(index)
    if word in {"a", "an"} and _unit_at(reader, index + 1):
        return 1, index + 1
    number = read_number(reader.text, reader.tokens, index, load_number_tables(reader.language))
    return (number.value, number.last) if number and number.unit is None else None


def _read_span_of_units(reader: _Reader, index: int) -> _Found | None:
    """ "the past 24 hours", "the last three months", "the next two years"."""
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    is_past, is_next = word in reader.tables.last, word in reader.tables.next | reader.tables.coming
    if not (is_past or is_next):
        return None
    count = _read_count(reader, start + 1)
    few = reader.word(start + 1) in reader.tables.few
    position = start + 2 if few else count[1] if count else None
    unit = _unit_at(reader, position) if position is not None else None
    if position is None or unit is None:
        return None
    if few or count is None or reader.published is None:
        value = "PAST_REF" if is_past else "FUTURE_REF"
        return _Found(index, position + 1, None, value, resolution=unit)
    far = _shift_day(reader.published, count[0], unit, -1 if is_past else 1)
    if far is None:
        return None
    value = f"P{'T' if unit in {'hour', 'minute'} else ''}{int(count[0])}{_DURATION.get(unit, 'D')}"
    ends = sorted((far, reader.published))
    return _Found(index, position + 1, Interval(ends[0], ends[1], value, unit), type="DURATION")


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


def _read_ago(reader: _Reader, index: int) -> _Found | None:
    """ "two days ago", "a year ago", "three weeks later", "for two years"."""
    count = _read_count(reader, index)
    if count is None:
        return None
    unit = _unit_at(reader, count[1])
    if unit is None:
        return None
    last = count[1] + 1
    word = reader.word(last)
    value = f"P{'T' if unit in {'hour', 'minute'} else ''}{int(count[0])}{_DURATION.get(unit, 'D')}"
    if word in reader.tables.ago:
        if reader.published is None or word != "ago":
            return _Found(index, last + 1, None, None, resolution=unit)
        return _Found(index, last + 1, calendar.shift(reader.published, -int(count[0]), unit))
    if word in reader.tables.later:
        return _Found(index, last + 1, None, value, "DURATION", relation=Relation.FOR, resolution=unit)
    if reader.word(index - 1) == "for":
        return _Found(index, last, None, value, "DURATION", relation=Relation.FOR, resolution=unit)
    return None


# --- parts and edges -------------------------------------------------------------------------


def _read_modified(reader: _Reader, index: int) -> _Found | None:
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


def _read_glued(reader: _Reader, index: int, modifier: str, rest: str) -> _Found | None:
    """ "mid-December": one word of which the second half is the month."""
    month = reader.tables.months.get(rest)
    if month is None and len(rest) == 4 and _is_number(rest, 4) and calendar.is_year(int(rest)):
        return _modified(_Found(index, index + 1, calendar.year(int(rest))), index, modifier)
    if month is None:
        return None
    year = _year_at(reader, index + 1)
    if year is not None:
        return _modified(_Found(index, year[1], calendar.month(year[0], month)), index, modifier)
    interval, value = _month_near(reader, index, month)
    return _modified(_Found(index, index + 1, interval, value), index, modifier)


def _read_month_or_year(reader: _Reader, index: int) -> _Found | None:
    month = _month_at(reader, index)
    if month is not None:
        return _read_month_plain(reader, index, month)
    year = _year_at(reader, index)
    if year is not None and year[1] == index + 1:
        return _Found(index, year[1], calendar.year(year[0]))
    return _read_relative_unit(reader, index) or _read_season(reader, index)


def _read_month_plain(reader: _Reader, index: int, month: tuple[int, int]) -> _Found:
    year = _year_at(reader, month[1])
    if year is not None:
        return _Found(index, year[1], calendar.month(year[0], month[0]))
    return _Found(index, month[1], *_month_near(reader, index, month[0]), resolution="month")


def _modified(inner: _Found, first: int, modifier: str) -> _Found:
    interval = calendar.part(inner.interval, modifier) if inner.interval and not inner.is_open else None
    return replace(
        inner,
        first=first,
        interval=interval,
        modifier=modifier,
        value=inner.value or (interval.value if interval else None),
    )


def _read_edge(reader: _Reader, index: int) -> _Found | None:
    """ "the end of the year", "the start of 2024", "year's end"."""
    start = index + 1 if reader.word(index) == "the" else index
    word = reader.word(start)
    is_end = word in reader.tables.end
    if (not is_end and word not in reader.tables.start) or reader.word(start + 1) != "of":
        return None
    inner = _read_month_or_year(reader, start + 2)
    if inner is None and reader.word(start + 2) in {"the", "this"}:
        unit = _unit_at(reader, start + 3)
        if unit in {"year", "month", "week", "decade"}:
            whole = calendar.shift(reader.published, 0, unit) if reader.published else None
            inner = _Found(start + 2, start + 4, whole, resolution=unit)
    if inner is None:
        return None
    whole = inner.interval
    modifier = "end" if is_end else "start"
    if whole is None:
        return replace(inner, first=index, modifier=modifier)
    edge = calendar.part(whole, "late" if is_end else "early")
    return _Found(index, inner.last, Interval(edge.start, edge.end, whole.value, "day"), modifier=modifier)


def _read_overnight(reader: _Reader, index: int) -> _Found | None:
    """ "overnight on 8 February": the night that ends on that day."""
    if reader.word(index) not in reader.tables.overnight:
        return None
    start = index + 2 if reader.word(index + 1) in reader.tables.relations[Relation.IN] else index + 1
    inner = None
    if start < len(reader.tokens):
        inner = _read_date(reader, start) or _read_weekday(reader, start)
    if inner is None or inner.interval is None:
        if reader.published is None:
            return _Found(index, index + 1, None, None, resolution="night")
        end = reader.published
        return _Found(index, index + 1, Interval(end - timedelta(days=1), end, f"{end.isoformat()}TNI", "night"))
    end = inner.interval.end
    return _Found(index, inner.last, Interval(end - timedelta(days=1), end, f"{end.isoformat()}TNI", "night"))


# --- relation --------------------------------------------------------------------------------


def _relation_before(reader: _Reader, index: int) -> Relation | None:
    """The relation that the preposition before `index` gives."""
    if reader.word(index - 1) == "the":
        index -= 1
    for length in range(min(_LONGEST_RELATION, index), 0, -1):
        phrase = " ".join(reader.word(i) for i in range(index - length, index))
        for relation, phrases in reader.tables.relations.items():
            if phrase in phrases:
                return relation
    return None


def _in_since_clause(reader: _Reader, index: int) -> bool:
    """ "since they began to appear last fall": the time stands in a clause that "since" opens."""
    for position in range(index - 1, max(-1, index - _SINCE_REACH), -1):
        token = reader.tokens[position]
        if not token.is_word and token.text not in {"'s", "’s", "-"}:
            return False
        if token.lower in reader.tables.since:
            return True
    return False


def _finish(reader: _Reader, found: _Found) -> Time:
    relation = found.relation or _relation_before(reader, found.first) or Relation.IN
    if relation is Relation.IN and found.interval is not None and _in_since_clause(reader, found.first):
        relation = Relation.SINCE
    interval = found.interval
    start: date | None = interval.start if interval else None
    end: date | None = interval.end if interval else None
    if found.is_open:
        end = None
    elif interval is not None:
        start, end = _open_side(relation, interval)
    span = Span(reader.tokens[found.first].span.start, reader.tokens[found.last - 1].span.end)
    return Time(
        span=span,
        text=span.of(reader.text),
        type=found.type,
        value=found.value or (interval.value if interval else None),
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        resolution=found.resolution or (interval.resolution if interval else None),
        relation=relation,
        modifier=found.modifier,
    )


def _open_side(relation: Relation, interval: Interval) -> tuple[date | None, date | None]:
    if relation is Relation.SINCE:
        return interval.start, None
    if relation in {Relation.BY, Relation.UNTIL}:
        return None, interval.end
    if relation is Relation.BEFORE:
        return None, interval.start - timedelta(days=1)
    if relation is Relation.AFTER:
        return interval.end + timedelta(days=1), None
    return interval.start, interval.end
