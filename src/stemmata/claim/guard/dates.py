"""The days that the words of a time may mean: dates, parts of the year, weekdays, what counts from the publication.

A plain reading, independent of the grammar of times. What it cannot read has no days: a time that counts from one told
before, a feast.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stemmata.claim.guard.number import read_numbers
from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, find_phrases, holds

_JUST_OVER = timedelta(days=62)  # what was planned may be over when it is told
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)(?P<decade>'?s\b)?")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_DAY = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both inclusive; `slack` is how far a part or a rough length may differ, but for a
    `firm` end or start."""

    start: date
    end: date
    slack: timedelta = timedelta()
    firm: str = ""

    def has(self, day: date) -> bool:
        """Whether a day lies in it, give or take the slack."""
        return self.start - self.slack <= day <= self.end + self.slack


def is_open(words: list[str], table: GuardTable) -> bool:
    """ "the coming years", "the future": from now on, without an end."""
    told, units = table.time.words, {unit + "s" for unit in table.time.lengths}
    is_many = not units.isdisjoint(words) and not read_numbers(" ".join(words), table)
    return holds(words, told["endless"]) or (is_many and holds(words, told["open"]))


def read_intervals(
    stated: str, behind: str, published: date | None, tense: str, table: GuardTable
) -> Iterator[Interval]:
    """The intervals that the words of a time may mean; `behind` is a few characters after them, `tense` past, future
    or open."""
    words = cut_words(stated)
    for interval in _whole(stated, words, published, tense, table):
        yield _narrow(interval, words, table)
    if published is not None:
        if is_open(words, table):
            yield Interval(published, published)
        if _part_of_year(words, table) is None:
            yield from _counted(words, behind, published, table)


def _whole(raw: str, words: list[str], published: date | None, tense: str, table: GuardTable) -> Iterator[Interval]:
    iso = _ISO.search(raw)
    if iso:
        yield _stretch(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
        return
    years = [int(match[1]) for match in _YEAR.finditer(raw)]
    if (decade := _YEAR.search(raw)) and decade["decade"]:
        yield Interval(date(years[0], 1, 1), date(years[0] + 9, 12, 31))
        return
    months = [table.time.months[word] for word in words if word in table.time.months]
    days = [int(match[1]) for match in _DAY.finditer(_YEAR.sub(" ", raw)) if 1 <= int(match[1]) <= 31]
    if months:
        yield from _dated(months, days, years, published, tense)
        return
    part = _part_of_year(words, table)
    if part is not None:
        for year in _years_for(years, words, part[0], published, tense, table):
            yield _months(year, *part)
        return
    if years:
        yield Interval(date(min(years), 1, 1), date(max(years), 12, 31))
        return
    if published is not None:
        yield from _relative(words, published, tense, table)


def _stretch(year: int, month: int, day: int | None) -> Interval:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return Interval(date(year, 1, 1), date(year, 1, 1))
    if day is not None:
        return Interval(date(year, month, day), date(year, month, day))
    return _months(year, month, 1)


def _months(year: int, first: int, count: int) -> Interval:
    last = first + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Interval(date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _dated(
    months: list[int], days: list[int], years: list[int], published: date | None, tense: str
) -> Iterator[Interval]:
    """A month, with its day and year as far as they are told; a stretch where there are two of either."""
    for year in [years[-1]] if years else _near_years(published):
        first_year = years[0] if len(years) > 1 else year
        if len(months) > 1 and months[0] > months[-1] and len(years) < 2:
            first_year = year - 1
        first = _stretch(first_year, months[0], days[0] if days else None)
        last = _stretch(year, months[-1], days[-1] if days else None)
        whole = Interval(first.start, max(first.end, last.end))
        if years or _suits(whole, published, tense):
            yield whole


def _near_years(published: date | None) -> list[int]:
    return [published.year + off for off in (-1, 0, 1)] if published else []


def _suits(interval: Interval, published: date | None, tense: str) -> bool:
    """Whether an interval whose year is not told is the nearest one, before the publication or, if `tense` lets it,
    after."""
    if published is None:
        return False
    year = timedelta(days=366)
    is_past = interval.start <= published and published - interval.start < year
    is_future = interval.end >= published and interval.start < published + year
    is_just_over = is_past and published - interval.end < _JUST_OVER
    return is_just_over or (tense != "future" and is_past) or (tense != "past" and is_future)


def _part_of_year(words: list[str], table: GuardTable) -> tuple[int, int] | None:
    found = find_phrases(words, (*table.time.year_parts, *table.time.seasons, *(f"q{n}" for n in range(1, 5))))
    if not found:
        return None
    phrase = found[0][2]
    return table.time.year_parts.get(phrase) or table.time.seasons[phrase]


def _years_for(
    years: list[int], words: list[str], first: int, published: date | None, tense: str, table: GuardTable
) -> list[int]:
    """The years that a season or part of a year without a year may be of."""
    if years:
        return [years[0] - 1, years[0]] if first == 12 else [years[0]]
    near = _near_years(published)
    if published is None:
        return near
    return [year for year in near if _suits_part(year, first, words, published, tense, table)]


def _suits_part(year: int, first: int, words: list[str], published: date, tense: str, table: GuardTable) -> bool:
    start = date(year, first, 1)
    told = table.time.words
    if holds(words, told["past"]):
        return start <= published and (published - start).days < 640
    if holds(words, told["future"]):
        return start >= published - timedelta(days=92) and (start - published).days < 640
    if holds(words, told["this"]) or "year" in words:
        return year == published.year
    is_past = start <= published and (published - start).days < 366
    is_future = start > published - timedelta(days=92) and (start - published).days < 366
    return (tense != "future" and is_past) or (tense != "past" and is_future)


def _relative(words: list[str], published: date, tense: str, table: GuardTable) -> Iterator[Interval]:
    """What counts from the publication by a word: "yesterday", "last year", "next month", "on Tuesday"."""
    for word in words:
        if word in table.time.days:
            day = published + timedelta(days=table.time.days[word])
            yield Interval(day, day)
        if word in table.time.nights:
            first, last = table.time.nights[word]
            yield Interval(published + timedelta(days=first), published + timedelta(days=last))
        if word in table.time.weekdays:
            yield from _weekday(table.time.weekdays[word], words, published, tense, table)
    told = table.time.words
    shift = -1 if holds(words, told["past"]) else 1 if holds(words, told["future"]) else 0
    if not shift and not holds(words, (*told["this"], "the")):
        return
    if any(word[0].isdigit() or word in table.number.words for word in words):
        return
    if "year" in words:
        yield Interval(date(published.year + shift, 1, 1), date(published.year + shift, 12, 31))
    if "month" in words:
        index = published.year * 12 + published.month - 1 + shift
        yield _months(index // 12, index % 12 + 1, 1)
    if "week" in words:
        monday = published - timedelta(days=published.weekday() - 7 * shift)
        yield Interval(monday, monday + timedelta(days=6), slack=timedelta(days=1))
    if "quarter" in words:
        index = published.year * 4 + (published.month - 1) // 3 + shift
        yield _months(index // 4, index % 4 * 3 + 1, 3)


def _weekday(weekday: int, words: list[str], published: date, tense: str, table: GuardTable) -> Iterator[Interval]:
    back = (published.weekday() - weekday) % 7
    last, coming = published - timedelta(days=back), published + timedelta(days=7 - back if back else 7)
    told = table.time.words
    night = timedelta(days=1 if holds(words, told["night"]) else 0)
    if not holds(words, told["future"]):
        yield Interval(last - night, last)
    if holds(words, told["past"]):
        earlier = last - timedelta(days=7)
        yield Interval(earlier - night, earlier)
    if tense != "past" or holds(words, told["future"]):
        yield Interval(coming - night, coming)


def _narrow(interval: Interval, words: list[str], table: GuardTable) -> Interval:
    """Early, mid or late of it: a part whose edges lie inside."""
    told = table.time.words
    if not holds(words, told["parts"]) or (interval.end - interval.start).days == 0:
        return interval
    length = interval.end - interval.start
    third = timedelta(days=length.days // 3)
    if holds(words, told["early"]):
        return Interval(interval.start, interval.start + third, slack=third / 2, firm="start")
    if holds(words, told["late"]):
        return Interval(interval.end - third, interval.end, slack=third / 2, firm="end")
    if holds(words, told["ordinals"]):
        return interval
    return Interval(interval.start + third, interval.end - third, slack=third / 2)


def _counted(words: list[str], behind: str, published: date, table: GuardTable) -> Iterator[Interval]:
    """A number of days, weeks, months or years before or after the publication: "three months ago", "the past week"."""
    told = table.time.words
    lengths = {form: days for unit, days in table.time.lengths.items() for form in (unit, unit + "s")}
    unit = next((word for word in words if word in lengths), None)
    if unit is None:
        return
    numbers = read_numbers(" ".join(words), table)
    orders = [n.high for n in numbers if n.high is not None]
    count = numbers[0].values[0] if numbers else 1.0
    days = lengths[unit]
    span = timedelta(days=count * days)
    reach = timedelta(days=orders[0] * days) if orders else span
    slack = timedelta(days=max(1.0, days / 2)) if days > 1 else timedelta()
    if holds(words, told["ago"]) or holds(cut_words(behind)[:1], told["ago"]):
        yield Interval(published - reach, published - span, slack=slack)
        yield Interval(published - span, published - span, slack=timedelta(days=days * 1.01))
    elif holds(words, told["past"]):
        if numbers or holds(words, told["lately"]):
            yield Interval(published - reach, published, slack=slack)
    elif holds(words, told["future"]):
        if numbers:
            yield Interval(published, published + reach, slack=slack)
    elif numbers or words[0] in table.number.grammar["articles"]:
        yield Interval(published, published + reach, slack=slack)
