"""What the product's times resolve to in the conventions of Microsoft Recognizers' test cases (`bench/recognizers.py`).

The rules of taste are listed there. A value is a tuple: ("value", v), ("start", v), ("end", v), or
("start", v, "end", v).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from stemmata.annotate.time.choose import Choice
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Edge, Length, Meaning, Moment, Nth, Recurring, Shift, Stretch, Vague, Window
from stemmata.annotate.time.resolve import resolve
from stemmata.annotate.time.resolved import hour_of, move
from stemmata.annotate.times import Reading

HOURS = {"MO": (8, 12), "MI": (11, 13), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18)}
SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800, "fortnight": 1209600,
    "month": 2592000, "quarter": 7776000, "year": 31536000, "decade": 315360000, "weekend": 172800,
    "century": 3153600000, "season": 7776000,
}  # fmt: skip
RANGES = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}
_AMOUNTS = {"few": 3, "several": 3, "some": 3, "couple": 2}
_NEAREST = frozenset({"past", "upcoming", "coming"})
_SHORT = frozenset({"second", "minute", "hour"})
_MIDDLE = {"month": 15, "week": 3}  # days before the second half

Value = tuple[str, ...]
Made = tuple[str, list[Value]]  # the kind, and each way to read it


def convert(reading: Reading, now: datetime) -> Made | None:
    """The kind and the values of a time; None where the library gives none."""
    meaning = _with_amount(reading.parsed.meaning, reading)
    if isinstance(meaning, Vague):
        return ("datetime", [("value", stamp(now))]) if meaning.value == "PRESENT_REF" else None
    if isinstance(meaning, Recurring):
        return "set", [("value", "not resolved")]
    if isinstance(meaning, Length):
        seconds = sum((count or 0) * SECONDS[unit] for count, unit in meaning.parts)
        return ("duration", [("value", f"{seconds:g}")]) if all(c for c, _ in meaning.parts) else None
    if isinstance(meaning, Stretch):
        return stretch_values(meaning, now)
    if isinstance(meaning, Moment) and meaning.which and not _NEAREST.isdisjoint(w.lower for w in _words(reading)):
        return _value(replace(meaning, which=None), Choice(now, direction=meaning.which))
    if reading.parsed.action == "todate":
        return _dates(meaning, Choice(now))
    if isinstance(meaning, Moment) and {"noon", "midnight"} & {word.lower for word in _words(reading)}:
        meaning = replace(meaning, meridiem="pm" if meaning.hour == 12 else "am")
    return both(meaning, now)


def _words(reading: Reading) -> Sequence[Lexeme]:
    return reading.words[reading.parsed.first : reading.parsed.last]


def _with_amount(meaning: Meaning, reading: Reading) -> Meaning:
    """ "A few" and "a couple" are three and two there."""
    amount = next((_AMOUNTS[word.lower] for word in _words(reading) if word.lower in _AMOUNTS), None)
    if amount is None or not isinstance(meaning, Length | Window | Shift):
        return meaning
    length = meaning if isinstance(meaning, Length) else meaning.length
    known = Length(tuple((amount if count is None else count, unit) for count, unit in length.parts), length.bound)
    return known if isinstance(meaning, Length) else replace(meaning, length=known)


def _of_week(moment: Moment) -> Moment:
    is_told = moment.weekday is not None and moment.day is None and moment.which in {-1, 1} and not moment.modifier
    return replace(moment, modifier="of-week") if is_told else moment


def both(meaning: Meaning, now: datetime) -> Made | None:
    """The past and the future reading of a time."""
    is_counted = isinstance(meaning, Shift) and meaning.base is not None and not meaning.whole
    directions = (1,) if is_counted else (-1, 1)
    made = [m for direction in directions if (m := _value(meaning, Choice(now, direction=direction)))]
    return (made[0][0], list(dict.fromkeys(v for m in made for v in m[1]))) if made else None


def stamp(when: datetime) -> str:
    """A time as the cases print it."""
    return when.isoformat(sep=" ", timespec="seconds")


def _value(meaning: Meaning, choice: Choice) -> Made | None:
    now = choice.now_time or datetime(2000, 1, 1)
    if isinstance(meaning, Window):
        return _window(meaning, now)
    if isinstance(meaning, Shift) and not meaning.whole:
        base = _base(meaning, choice)
        return _shift(meaning, base) if base is not None else None
    if isinstance(meaning, Moment):
        return _moment(meaning, choice)
    if isinstance(meaning, Nth) and meaning.unit == "week":
        return _weeks(meaning, choice)
    if isinstance(meaning, Edge):
        return _edge(meaning, choice)
    if isinstance(meaning, Shift) and meaning.whole and meaning.length.parts[-1][1] in _SHORT:
        return _window(Window(meaning.length, meaning.direction), now)
    return _dates(meaning, choice)


def _dates(meaning: Meaning, choice: Choice) -> Made | None:
    found = resolve(meaning, choice)
    if found is None or found.start is None or found.end is None:
        return None
    if found.end - found.start == timedelta(days=1):
        return "date", [("value", found.start.date().isoformat())]
    return "daterange", [("start", found.start.date().isoformat(), "end", found.end.date().isoformat())]


def _moment(moment: Moment, choice: Choice) -> Made | None:
    if not moment.has_date and (moment.has_clock or moment.part):
        return _clock(moment)
    if (moment.season and not moment.year) or moment.fiscal:
        return "daterange", [("value", "not resolved")]
    moment = _of_week(moment)
    found = resolve(moment, choice)
    if found is None:
        return None
    if found.start is None or found.end is None:
        return "daterange", [("value", "not resolved")]
    if moment.has_clock:
        return "datetime", [("value", stamp(when)) for when in _twice(found.start, moment)]
    if moment.part:
        first, last = _hours(moment)
        day = datetime.combine(found.start.date(), time())
        end = day + timedelta(hours=last) - (timedelta(seconds=1) if last == 24 else timedelta())
        return "datetimerange", [("start", stamp(day + timedelta(hours=first)), "end", stamp(end))]
    if moment.modifier in {"early", "mid", "late"}:
        return _edge(Edge(moment.modifier, replace(moment, modifier=None)), choice)
    return _dates(moment, choice)


def _hours(moment: Moment) -> tuple[int, int]:
    first, last = HOURS[moment.part or "DT"]
    middle = (first + last) // 2
    return (
        (first, middle)
        if moment.modifier == "early"
        else (middle, last)
        if moment.modifier == "late"
        else (first, last)
    )


def _edge(edge: Edge, choice: Choice) -> Made | None:
    """Halves; the 10th to the 20th of a month; what is over or remains of one."""
    whole = resolve(edge.of, choice)
    if whole is None or whole.start is None or whole.end is None or choice.now_time is None:
        return None
    if whole.end - whole.start == timedelta(days=1):
        if edge.modifier == "end":
            return "datetime", [("value", stamp(whole.end - timedelta(seconds=1)))]
        return _dates(edge, choice)
    unit = whole.resolution or ""
    has_year = isinstance(edge.of, Moment) and edge.of.year is not None
    if unit not in {*_MIDDLE, "year"} or (unit == "year" and has_year) or (edge.modifier == "mid" and unit != "month"):
        return _dates(edge, choice)
    middle = datetime(whole.start.year, 7, 1) if unit == "year" else whole.start + timedelta(days=_MIDDLE[unit])
    start, end = whole.start, whole.end
    if edge.modifier == "mid":
        start, end = start + timedelta(days=9), start + timedelta(days=20)
    elif edge.modifier in {"end", "late", "rest"}:
        start = max(middle, choice.now_time) if edge.modifier == "rest" else middle
    else:
        end = min(middle, choice.now_time) if edge.modifier == "past" else middle
    return "daterange", [("start", start.date().isoformat(), "end", end.date().isoformat())]


def _weeks(nth: Nth, choice: Choice) -> Made | None:
    """Calendar weeks of a month or year: those whose Thursday lies in it."""
    whole = resolve(nth.of, choice)
    if whole is None or whole.start is None or whole.end is None:
        return None
    first = whole.start + timedelta(days=(3 - whole.start.weekday()) % 7) - timedelta(days=3)
    last_day = whole.end - timedelta(days=1)
    last = last_day - timedelta(days=(last_day.weekday() - 3) % 7) - timedelta(days=3)
    start = first + timedelta(weeks=nth.number - 1) if nth.number > 0 else last - timedelta(weeks=nth.count - 1)
    end = start + timedelta(weeks=nth.count)
    return "daterange", [("start", start.date().isoformat(), "end", end.date().isoformat())]


def _twice(when: datetime, moment: Moment) -> list[datetime]:
    """An hour up to 12 without its half of the day is both."""
    if moment.meridiem or moment.part or hour_of(moment) > 12 or hour_of(moment) == 0 or moment.zone:
        return [when]
    other = when + timedelta(hours=12) if when.hour != 12 else when - timedelta(hours=12)
    return [when, other]


def _clock(moment: Moment) -> Made:
    if moment.has_clock:
        start = datetime(2000, 1, 1, hour_of(moment) % 24, moment.minute or 0, moment.second or 0)
        return "time", [("value", when.time().isoformat()) for when in _twice(start, moment)]
    first, last = _hours(moment)
    end = "23:59:59" if last == 24 else time(last).isoformat()
    return "timerange", [("start", time(first).isoformat(), "end", end)]


def _base(shift: Shift, choice: Choice) -> datetime | None:
    if shift.base is None or (isinstance(shift.base, Moment) and not shift.base.has_date):
        return choice.now_time
    base = shift.base
    found = resolve(_of_week(base) if isinstance(base, Moment) else base, choice)
    return found.start if found is not None else None


def _shift(shift: Shift, now: datetime) -> Made | None:
    target = now
    if any(count is None for count, _ in shift.length.parts):
        return None
    for count, unit in shift.length.parts:
        target = move(target, shift.direction * (count or 0), unit)
    is_short = shift.length.parts[-1][1] in _SHORT
    kind, show = ("datetime", stamp) if is_short else ("date", _day)
    bound = shift.length.bound
    if bound in {"MORE_THAN", "EQUAL_OR_MORE"}:
        return RANGES[kind], [("end" if shift.direction < 0 else "start", show(target))]
    if bound in {"LESS_THAN", "EQUAL_OR_LESS"}:
        ends = (target, now) if shift.direction < 0 else (now, target)
        return RANGES[kind], [("start", show(ends[0]), "end", show(ends[1]))]
    return kind, [("value", show(target))]


def _range(start: datetime, end: datetime) -> Value:
    return ("start", _day(start), "end", _day(end))


def _day(when: datetime) -> str:
    return when.date().isoformat()


def _window(window: Window, now: datetime) -> Made | None:
    if any(count is None for count, _ in window.length.parts):
        return None
    if window.length.parts[-1][1] == "quarter":
        return _dates(window, Choice(now))
    is_short = window.length.parts[-1][1] in _SHORT
    day = datetime.combine(now.date(), time())
    begins_tomorrow = window.direction > 0 and window.is_sure
    begin = now if is_short else day + timedelta(days=1) if begins_tomorrow else day
    other = begin
    if window.length.parts[-1][1] == "workday":
        other = move(day, window.direction * (window.length.parts[0][0] or 0), "workday")
        other += timedelta(days=1 if window.direction > 0 else 0)
        return "daterange", [_range(other, begin) if window.direction < 0 else _range(begin, other)]
    for count, unit in window.length.parts:
        other = move(other, window.direction * (count or 0), unit)
    start, end = (other, begin) if window.direction < 0 else (begin, other)
    if is_short:
        return "datetimerange", [("start", stamp(start), "end", stamp(end))]
    return "daterange", [("start", start.date().isoformat(), "end", end.date().isoformat())]


def stretch_values(stretch: Stretch, now: datetime) -> Made | None:
    """From one time to another: its past and its future reading, and each half of the day."""
    choices = [Choice(now, direction=direction) for direction in (-1, 1)]
    starts = [_end_value(stretch.first, choice, stretch) for choice in choices]
    closes = [_end_value(stretch.last, choice, stretch) for choice in choices]
    if starts[0] is None or starts[1] is None or closes[0] is None or closes[1] is None:
        return None
    kinds = {starts[0][0], closes[0][0]}
    kind = "datetimerange" if kinds == {"date", "datetime"} else RANGES.get(starts[0][0], starts[0][0])
    pairs = [(start, close) for start, close in zip(starts, closes, strict=True)]
    made = [pair for start, close in pairs if start and close for pair in _pair(stretch, start[1], close[1])]
    made = made or _pair(stretch, starts[0][1], closes[1][1])
    return kind, list(dict.fromkeys(made))


def _pair(stretch: Stretch, firsts: Sequence[Value], lasts: Sequence[Value]) -> list[Value]:
    starts = [_point(stretch.first, value, is_close=False) for value in firsts]
    closes = [_point(stretch.last, value, is_close=True) for value in lasts]
    made: list[Value] = []
    for number, start in enumerate(starts):
        later = [close for close in closes if close > start]
        if later:
            made.append(("start", start, "end", later[0 if len(starts) == 1 else min(number, len(later) - 1)]))
    return made


def _point(end: Meaning, value: Value, *, is_close: bool) -> str:
    """The day at which a range starts or ends; of the start, middle or end of a time that very point."""
    modifier = end.modifier if isinstance(end, Edge) else None
    if len(value) == 2 or modifier == "start":
        return value[1]
    if modifier == "mid":
        start, close = (datetime.fromisoformat(day) for day in (value[1], value[3]))
        is_month = (close - start).days < 20
        return _day(start + timedelta(days=6)) if is_month else _day(datetime(start.year, 7, 2))
    if modifier == "end":
        return value[3]
    return value[1]


def length_from(length: Length, start: Moment, now: datetime) -> Made | None:
    """The range of a length that starts at a moment."""
    made = both(start, now)
    if made is None or any(count is None for count, _ in length.parts) or made[0] not in RANGES:
        return None
    ranges: list[Value] = []
    for value in made[1]:
        begin = datetime.fromisoformat(value[1] if made[0] != "time" else f"2000-01-01 {value[1]}")
        end = begin
        for count, unit in length.parts:
            end = move(end, count or 0, unit)
        shown = {"date": _day, "time": lambda when: when.time().isoformat(), "datetime": stamp}[made[0]]
        ranges.append(("start", shown(begin), "end", shown(end)))
    return RANGES[made[0]], ranges


def _end_value(end: Meaning, choice: Choice, stretch: Stretch) -> Made | None:
    is_now = isinstance(end, Vague) or (isinstance(end, Moment) and end == Moment(days_off=0))
    others = [other for other in (stretch.first, stretch.last) if other is not end]
    has_clock = any(isinstance(other, Moment) and other.has_clock for other in others)
    if isinstance(end, Vague) or (is_now and has_clock and choice.now_time):
        return ("datetime", [("value", stamp(choice.now_time))]) if choice.now_time else None
    return _value(end, choice)


__all__ = ["HOURS", "RANGES", "Made", "Value", "both", "convert", "length_from", "stamp", "stretch_values"]
