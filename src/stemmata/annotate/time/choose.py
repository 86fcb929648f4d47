"""Choosing the year, month or week that a time leaves open.

In news a bare "March" is the one nearest before publication, or the next one where the sentence speaks of the future;
in a history it is the one that follows what was told before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from stemmata.annotate.time.calendar import Interval, interval_of, make_date, unit_interval
from stemmata.annotate.time.meaning import Anchor, Moment

_MONTHS_IN_YEAR = 12
_LEAP_DAY, _FAR_YEARS = 29, 4  # 29 February, and a date on a weekday, are looked for in more than the next years
_SOON_DAYS = 30  # a day without a year that lies no further ahead is that one: nobody leaves out the year of the last
_SOON_UNTOLD_DAYS = 90  # the same where no word tells the past
_AHEAD_DAYS = 200  # a day without a year that lies further ahead is the last one and not the next


@dataclass(frozen=True, slots=True)
class Choice:
    """What a time is read against: the publication, the interval spoken of before (`then`), whether the sentence
    speaks of the future or of the past, and whether the text is a history, of which `told_year` is the year that its
    story has come to (negative before Christ). `direction` forces the past (-1) or the future (1)."""

    now_time: datetime | None
    then: Interval | None = None
    is_future: bool = False
    is_history: bool = False
    direction: int = 0
    told_year: int | None = None
    is_past: bool = False

    @property
    def now(self) -> date | None:
        """The day of publication."""
        return self.now_time.date() if self.now_time else None

    @property
    def is_before_christ(self) -> bool:
        """Whether the history has come to a year before Christ."""
        return self.is_history and self.told_year is not None and self.told_year < 0

    def then_or_now(self) -> tuple[datetime | None, bool]:
        """The time spoken of before, or else the publication; and whether it was the first."""
        return (self.then.start, True) if self.then is not None else (self.now_time, False)

    def day_spoken_of(self) -> date | None:
        """The day spoken of before, if it was a single one."""
        if self.then is not None and self.then.end - self.then.start <= timedelta(days=1):
            return self.then.start.date()
        return None


def fill_moment(moment: Moment, choice: Choice) -> tuple[Moment | None, str]:
    """A moment with the year (and what else it leaves open) chosen; None where nothing tells. Second, the TIMEX3 value
    with X for what is open."""
    if moment.year is not None:
        return moment, ""
    if moment.month is None and (moment.weekday is not None or moment.day is not None):
        return _fill_day(moment, choice)
    value = _open_value(moment)
    year = choose_year(lambda number: _start(moment, number), moment, choice)
    return (replace(moment, year=year) if year is not None else None), value


def _start(moment: Moment, year: int) -> date | None:
    whole = interval_of(moment, year)
    return whole.start.date() if whole else None


def _open_value(moment: Moment) -> str:
    if moment.month is not None:
        return f"XXXX-{moment.month:02}" + (f"-{moment.day:02}" if moment.day is not None else "")
    if moment.quarter is not None:
        return f"XXXX-Q{moment.quarter}"
    if moment.half is not None:
        return f"XXXX-H{moment.half}"
    if moment.week is not None:
        return f"XXXX-W{moment.week:02}"
    return f"XXXX-{moment.season}" if moment.season else "XXXX"


def choose_year(start_in: Callable[[int], date | None], moment: Moment, choice: Choice) -> int | None:
    """The year in which a date is meant that recurs every year; `start_in` gives its first day in a year."""
    if moment.modifier == "year" or (moment.anchor is Anchor.THEN and moment.which is not None):
        base = choice.then_or_now()[0] if moment.anchor is Anchor.THEN else choice.now_time
        return base.year + (moment.which or 0) if base else None
    if moment.which == 0 and choice.now:
        return choice.now.year
    if choice.direction == 0 and moment.which is None:
        told = _year_told(start_in, choice)
        if told is not None:
            return told
    now = choice.now
    if now is None or moment.week is not None:
        return now.year if now else None
    is_rare = moment.day == _LEAP_DAY or (moment.weekday is not None and moment.day is not None)
    reach = _FAR_YEARS if is_rare else 1
    years = range(now.year - reach, now.year + reach + 1)
    starts = {y: when for y in years if (when := start_in(y)) is not None}
    past = [y for y, when in starts.items() if when <= now]
    ahead = [y for y, when in starts.items() if when >= now]
    if moment.weekday is not None and moment.day is not None and not choice.direction:
        fitting = [y for y in (*reversed(past), *ahead) if starts[y].weekday() == moment.weekday]
        if fitting:
            return fitting[0]
    is_future = choice.is_future and choice.direction == 0 and ahead
    if is_future and (moment.day is None or (starts[ahead[0]] - now).days <= _AHEAD_DAYS):
        current = now.year if _holds(moment, now) else None
        return current if current is not None else ahead[0]
    if moment.which == 1 or (choice.direction > 0 and moment.which is None):
        strictly = [y for y in ahead if starts[y] > now]
        return strictly[0] if strictly else None
    if moment.which == -1 or choice.direction < 0:
        done = [y for y in past if not (y == now.year and _holds(moment, now))]
        return done[-1] if done else None
    is_day = moment.day is not None and not choice.direction
    if (
        is_day
        and past
        and ahead
        and (starts[ahead[0]] - now).days <= (_SOON_DAYS if choice.is_past else _SOON_UNTOLD_DAYS)
    ):
        return ahead[0]
    return past[-1] if past else (ahead[0] if ahead else None)


def _holds(moment: Moment, now: date) -> bool:
    """Whether a month or season of this year holds today; a day is over."""
    if moment.holiday is not None or moment.day is not None:
        return False
    whole = interval_of(moment, now.year)
    return whole is not None and whole.start.date() <= now < whole.end.date()


def _year_told(start_in: Callable[[int], date | None], choice: Choice) -> int | None:
    """The year that the text spoke of before; in it, or after it where that is told step by step."""
    return choice.told_year if choice.is_history else None


def _fill_day(moment: Moment, choice: Choice) -> tuple[Moment | None, str]:
    """A weekday, or a day of the month, near the publication."""
    value = f"XXXX-WXX-{moment.weekday + 1}" if moment.weekday is not None else f"XXXX-XX-{moment.day:02}"
    now = choice.now
    if choice.is_history and choice.then is not None and choice.direction == 0:
        is_near = choice.day_spoken_of() is not None or choice.then.resolution in {"week", "month"}
        now = choice.then.start.date() if is_near or moment.weekday is None else None
    if moment.anchor is Anchor.THEN and choice.direction == 0:
        now = choice.then.start.date() if choice.then is not None else None
    if now is None:
        return None, value
    near = _near_weekday if moment.day is None else _near_day
    when = near(moment, now, choice)
    if when is None:
        return None, value
    return replace(moment, year=when.year, month=when.month, day=when.day), value


def _near_weekday(moment: Moment, now: date, choice: Choice) -> date:
    weekday = moment.weekday or 0
    if moment.modifier == "of-week":
        monday = now - timedelta(days=now.weekday())
        return monday + timedelta(days=7 * (1 if moment.which is None else moment.which) + weekday)
    back = (now.weekday() - weekday) % 7
    when = now - timedelta(days=back)
    ahead = when + timedelta(days=7) if back else when
    if moment.which == 0:
        return now - timedelta(days=now.weekday()) + timedelta(days=weekday)
    if moment.which == 1:
        return when + timedelta(days=7)
    if moment.which == -1 or choice.direction < 0:
        return when if back else when - timedelta(days=7)
    return ahead if choice.direction > 0 or choice.is_future else when


def _near_day(moment: Moment, now: date, choice: Choice) -> date | None:
    """The day of that number in the month nearest to `now` (and on that weekday, if one is stated)."""
    if moment.modifier == "of-month":
        month = now.year * _MONTHS_IN_YEAR + now.month - 1 + (moment.which or 0)
        return make_date(month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, moment.day or 0)
    same = make_date(now.year, now.month, moment.day or 0)
    if moment.weekday is not None and same is not None and same.weekday() == moment.weekday:
        return same
    fits = [
        when
        for when in _days_of_months(now, moment.day or 0)
        if moment.weekday is None or when.weekday() == moment.weekday
    ]
    past = [when for when in fits if when <= now]
    ahead = [when for when in fits if when >= now]
    if choice.is_history and choice.direction == 0:
        same = make_date(now.year, now.month, moment.day or 0)
        return same
    if choice.direction > 0 or (choice.is_future and choice.direction == 0):
        return ahead[0] if ahead else None
    return past[-1] if past else None


def _days_of_months(now: date, day: int) -> Iterator[date]:
    for months in range(-13, 14):
        number = now.year * _MONTHS_IN_YEAR + now.month - 1 + months
        in_calendar = number >= _MONTHS_IN_YEAR
        when = make_date(number // _MONTHS_IN_YEAR, number % _MONTHS_IN_YEAR + 1, day) if in_calendar else None
        if when is not None:
            yield when


def weekend_near(moment: Moment, choice: Choice) -> Interval | None:
    """The weekend that is meant: the last one, or the one to come."""
    base = choice.then_or_now()[0] if moment.anchor is Anchor.THEN else choice.now_time
    if base is None:
        return None
    whole = unit_interval(base, "weekend")
    shift = moment.which or 0
    if moment.which is None and choice.now_time is not None and whole.start > choice.now_time and not choice.is_future:
        shift = -1
    return unit_interval(datetime.combine(whole.start.date() + timedelta(weeks=shift), time()), "weekend")
