"""Score the times on Microsoft Recognizers' test cases (DateTimeModel.json, English).

    python -m bench.recognizers FILE [--errors N] [--kind daterange]

A case is right where all its results are: the words, the type, and every value (dates, hours, seconds). All cases
count, those that the library itself does not pass among them. What is a matter of taste is settled here and not in the
product, by these rules:

- Its TIMEX dialect ("(2019-10-01,2020-01-01,P3M)") is not compared; what it resolves to is.
- It gives a past and a future reading where a date names no year; the product chooses one by tense. The adapter asks
  for both.
- Its words hold prepositions and articles in some cases and not in others ("before 2016", "in the morning", "the 4th",
  "year 2008"): words are compared without those that open them.
- The end of its ranges is the first day that is not meant; of "from May 5 to May 7" it is May 7.
- "Two weeks ago" is a day there, a week in TIMEX3 and here; "next two days" starts tomorrow there, now here.
- A season or fiscal year without a number is not resolved there.
- The first week of a month or year is a calendar week there (ISO 8601), its first seven days here; "later this year"
  is its second half at most there, what remains of it here; "end of tomorrow" is its last second there.
- "Last Wednesday" and "next Friday" are those of the week before and after there; in news they are the nearest ones.
- "A few" is three there, unknown here.
- Its parts of the day have fixed hours (morning 08-12, afternoon 12-16, evening 16-20, night 20-24).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from stemmata.annotate.time.choose import Choice
from stemmata.annotate.time.meaning import Edge, Length, Meaning, Moment, Nth, Recurring, Shift, Stretch, Vague, Window
from stemmata.annotate.time.resolve import resolve
from stemmata.annotate.time.resolved import hour_of, move
from stemmata.annotate.time.table import load_time_tables
from stemmata.annotate.times import Reading, read_times, relation_before
from stemmata.model import Relation, Span

_HOURS = {"MO": (8, 12), "MI": (11, 13), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18)}
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800, "fortnight": 1209600,
    "month": 2592000, "quarter": 7776000, "year": 31536000, "decade": 315360000, "weekend": 172800,
    "century": 3153600000, "season": 7776000,
}  # fmt: skip
_BOUNDING = {Relation.BEFORE: "before", Relation.AFTER: "after", Relation.SINCE: "since", Relation.UNTIL: "before",
             Relation.BY: "before"}  # fmt: skip
_OPENING = frozenset(
    {
        *(
            "the",
            "a",
            "an",
            "in",
            "on",
            "at",
            "from",
            "between",
            "of",
            "around",
            "about",
            "during",
            "for",
            "by",
            "within",
        ),
        *("before", "after", "since", "until", "till", "starting", "beginning", "ending", "prior", "to", "later"),
        *("earlier", "than", "no", "through", "as"),
    }
)
_THREE = frozenset({"few", "several", "some"})
_SHORT = frozenset({"second", "minute", "hour"})

Found = tuple[str, str, frozenset[tuple[str, ...]]]  # words, type, values


def read_case(text: str, now: datetime) -> Iterator[Found]:
    """What the product finds in a case, in the library's conventions."""
    tables = load_time_tables("en")
    for reading in read_times(text, [Span(0, len(text))] if text else [], tables):
        found = _convert(reading, now)
        if found is None:
            continue
        kind, values = found
        span = reading.span
        relation = relation_before(reading.words, reading.parsed.first, tables)
        start = span.start
        if (
            relation in _BOUNDING
            and kind not in {"duration", "set"}
            and not isinstance(reading.parsed.meaning, Stretch)
        ):
            if relation is Relation.SINCE and kind == "daterange" and _lead(reading) == "from":
                relation = Relation.IN
            bounded = _bound(relation, kind, values, reading.parsed.meaning) if relation in _BOUNDING else None
            if bounded is not None:
                kind, values = bounded
                start = _relation_start(reading, tables)
        if isinstance(reading.parsed.meaning, Stretch) and start == span.start:
            before = reading.words[reading.parsed.first - 1] if reading.parsed.first else None
            if before is not None and before.lower in {"from", "between"}:
                start = before.start
        yield _bare(text[start : span.end]), kind, frozenset(values)


def _lead(reading: Reading) -> str:
    return reading.words[reading.parsed.first - 1].lower if reading.parsed.first else ""


def _bare(words: str) -> str:
    rest = words.lower().split()
    while len(rest) > 1 and rest[0] in _OPENING:
        del rest[0]
    return " ".join(rest)


def _relation_start(reading: Reading, tables: Any) -> int:
    for length in range(min(tables.longest_relation, reading.parsed.first), 0, -1):
        words = reading.words[reading.parsed.first - length : reading.parsed.first]
        if tuple(w.lower for w in words) in tables.relations:
            return words[0].start
    return reading.span.start


def _bound(
    relation: Relation, kind: str, values: list[tuple[str, ...]], meaning: Meaning
) -> tuple[str, list[tuple[str, ...]]] | None:
    name = _BOUNDING[relation]
    is_end = isinstance(meaning, Edge) and meaning.modifier == "end"
    kinds = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}
    made: list[tuple[str, ...]] = []
    for value in values:
        if value[0] == "value":
            made.append(("end", value[1]) if name == "before" else ("start", value[1]))
        elif name == "before":
            made.append(("end", value[3] if is_end and len(value) == 4 else value[1]))
        else:
            made.append(("start", value[1] if name == "since" else value[3]))
    return kinds.get(kind, kind), made


def _convert(reading: Reading, now: datetime) -> tuple[str, list[tuple[str, ...]]] | None:
    meaning = reading.parsed.meaning
    if isinstance(meaning, Vague):
        return ("datetime", [("value", _stamp(now))]) if meaning.value == "PRESENT_REF" else None
    if isinstance(meaning, Recurring):
        return "set", [("value", "not resolved")]
    if isinstance(meaning, Length):
        if (
            reading.words[reading.parsed.first].lower in _THREE
            or reading.words[
                reading.parsed.first + 1 if reading.parsed.last - reading.parsed.first > 2 else reading.parsed.first
            ].lower
            in _THREE
        ):
            meaning = Length(tuple((count or 3, unit) for count, unit in meaning.parts))
        seconds = sum((count or 0) * _SECONDS[unit] for count, unit in meaning.parts)
        return ("duration", [("value", f"{seconds:g}")]) if all(c for c, _ in meaning.parts) else None
    values: list[tuple[str, ...]] = []
    kind = ""
    if isinstance(meaning, Stretch):
        return _stretch(meaning, now)
    for direction in (-1, 1):
        made = _value(meaning, Choice(now, direction=direction))
        if made is None:
            continue
        kind = made[0]
        values += [value for value in made[1] if value not in values]
    return (kind, values) if values else None


def _stamp(when: datetime) -> str:
    return when.isoformat(sep=" ", timespec="seconds")


def _value(meaning: Meaning, choice: Choice) -> tuple[str, list[tuple[str, ...]]] | None:
    now = choice.now_time or datetime(2000, 1, 1)
    if isinstance(meaning, Window):
        return _window(meaning, now)
    if isinstance(meaning, Shift) and not meaning.whole:
        base = _base(meaning, choice)
        return _shift(meaning, base) if base is not None else None
    if isinstance(meaning, Moment) and not meaning.has_date and (meaning.has_clock or meaning.part):
        return _clock(meaning)
    if isinstance(meaning, Moment) and ((meaning.season and not meaning.year) or meaning.fiscal):
        return "daterange", [("value", "not resolved")]
    if isinstance(meaning, Nth) and meaning.unit == "week":
        return _weeks(meaning, choice)
    if isinstance(meaning, Edge) and meaning.modifier in {"rest", "past"}:
        return _half(meaning, choice)
    if (
        isinstance(meaning, Moment)
        and meaning.weekday is not None
        and meaning.which in {-1, 1}
        and not meaning.modifier
    ):
        meaning = replace(meaning, modifier="of-week")
    if isinstance(meaning, Shift) and meaning.whole and meaning.length.parts[-1][1] in _SHORT:
        return _window(Window(meaning.length, meaning.direction), now)
    found = resolve(meaning, choice)
    is_end = isinstance(meaning, Edge) and meaning.modifier == "end"
    if is_end and found is not None and found.end is not None and found.start == found.end - timedelta(days=1):
        return "datetime", [("value", _stamp(found.end - timedelta(seconds=1)))]
    if found is None or found.start is None or found.end is None:
        return ("daterange", [("value", "not resolved")]) if found is not None and isinstance(meaning, Moment) else None
    if isinstance(meaning, Moment) and meaning.has_clock:
        return "datetime", [("value", _stamp(when)) for when in _twice(found.start, meaning)]
    if isinstance(meaning, Moment) and meaning.part:
        first, last = _HOURS[meaning.part]
        day = datetime.combine(found.start.date(), time())
        end = day + timedelta(hours=last) - (timedelta(seconds=1) if last == 24 else timedelta())
        return "datetimerange", [("start", _stamp(day + timedelta(hours=first)), "end", _stamp(end))]
    if (found.resolution == "day" and not isinstance(meaning, Edge)) or found.end - found.start == timedelta(days=1):
        return "date", [("value", found.start.date().isoformat())]
    return "daterange", [("start", found.start.date().isoformat(), "end", found.end.date().isoformat())]


def _weeks(nth: Nth, choice: Choice) -> tuple[str, list[tuple[str, ...]]] | None:
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


def _half(edge: Edge, choice: Choice) -> tuple[str, list[tuple[str, ...]]] | None:
    whole = resolve(edge.of, choice)
    if whole is None or whole.start is None or whole.end is None or choice.now_time is None:
        return None
    days = (whole.end - whole.start).days
    middle = (
        datetime(whole.start.year, 7, 1) if days > 300 else whole.start + timedelta(days=(days + 1) // 2 - (days > 20))
    )
    start, end = whole.start, whole.end
    if edge.modifier == "rest":
        start = max(middle, choice.now_time)
    else:
        end = min(middle, choice.now_time)
    return "daterange", [("start", start.date().isoformat(), "end", end.date().isoformat())]


def _twice(when: datetime, moment: Moment) -> list[datetime]:
    """An hour up to 12 without its half of the day is both."""
    if moment.meridiem or moment.part or hour_of(moment) > 12 or hour_of(moment) == 0 or moment.zone:
        return [when]
    other = when + timedelta(hours=12) if when.hour != 12 else when - timedelta(hours=12)
    return [when, other]


def _clock(moment: Moment) -> tuple[str, list[tuple[str, ...]]]:
    if moment.has_clock:
        start = datetime(2000, 1, 1, hour_of(moment) % 24, moment.minute or 0, moment.second or 0)
        return "time", [("value", when.time().isoformat()) for when in _twice(start, moment)]
    first, last = _HOURS[moment.part or "DT"]
    end = "23:59:59" if last == 24 else time(last).isoformat()
    return "timerange", [("start", time(first).isoformat(), "end", end)]


def _base(shift: Shift, choice: Choice) -> datetime | None:
    if shift.base is None or (isinstance(shift.base, Moment) and not shift.base.has_date):
        return choice.now_time
    found = resolve(shift.base, choice)
    return found.start if found is not None else None


def _shift(shift: Shift, now: datetime) -> tuple[str, list[tuple[str, ...]]] | None:
    target = now
    if any(count is None for count, _ in shift.length.parts):
        return None
    for count, unit in shift.length.parts:
        target = move(target, shift.direction * (count or 0), unit)
    if shift.length.parts[-1][1] in _SHORT:
        return "datetime", [("value", _stamp(target))]
    return "date", [("value", target.date().isoformat())]


def _window(window: Window, now: datetime) -> tuple[str, list[tuple[str, ...]]] | None:
    if any(count is None for count, _ in window.length.parts):
        return None
    if window.length.parts[-1][1] == "quarter":
        found = resolve(window, Choice(now))
        if found is None or found.start is None or found.end is None:
            return None
        return "daterange", [("start", found.start.date().isoformat(), "end", found.end.date().isoformat())]
    is_short = window.length.parts[-1][1] in _SHORT
    day = datetime.combine(now.date(), time())
    begin = now if is_short else day + timedelta(days=1) if window.direction > 0 else day
    other = begin
    for count, unit in window.length.parts:
        other = move(other, window.direction * (count or 0), unit)
    start, end = (other, begin) if window.direction < 0 else (begin, other)
    if is_short:
        return "datetimerange", [("start", _stamp(start), "end", _stamp(end))]
    return "daterange", [("start", start.date().isoformat(), "end", end.date().isoformat())]


def _both(meaning: Meaning, now: datetime) -> tuple[str, list[tuple[str, ...]]] | None:
    made = [m for direction in (-1, 1) if (m := _value(meaning, Choice(now, direction=direction)))]
    return (made[0][0], list(dict.fromkeys(v for m in made for v in m[1]))) if made else None


def _stretch(stretch: Stretch, now: datetime) -> tuple[str, list[tuple[str, ...]]] | None:
    ends = [
        ("date", [("value", now.date().isoformat())]) if isinstance(end, Vague) else _both(end, now)
        for end in (stretch.first, stretch.last)
    ]
    if ends[0] is None or ends[1] is None:
        return None
    (first_kind, firsts), (last_kind, lasts) = ends[0], ends[1]
    kinds = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}
    kind = kinds.get(first_kind, first_kind)
    if {first_kind, last_kind} == {"date", "datetime"}:
        kind = "datetimerange"
    made: list[tuple[str, ...]] = []
    ends_of = [last[3] if len(last) == 4 and isinstance(stretch.last, Edge) else last[1] for last in lasts]
    for number, first in enumerate(firsts):
        later = [end for end in ends_of if end > first[1]]
        if later:
            made.append(
                (
                    "start",
                    first[1],
                    "end",
                    later[0 if len(firsts) == 1 or kind == "daterange" else min(number, len(later) - 1)],
                )
            )
    return kind, made


def read_gold(case: dict[str, Any]) -> list[Found]:
    """What a case expects."""
    golds: list[Found] = []
    for result in case["Results"]:
        values: list[tuple[str, ...]] = []
        kind = str(result.get("TypeName", "")).rpartition(".")[2]
        for value in (result.get("Resolution") or {}).get("values", []):
            if "value" in value:
                number = value["value"]
                values.append(("value", f"{float(number):g}" if kind == "duration" else number))
            elif "start" in value and "end" in value:
                values.append(("start", value["start"], "end", value["end"]))
            else:
                name = "start" if "start" in value else "end"
                values.append((name, value.get(name, "")))
        golds.append((_bare(result["Text"]), kind, frozenset(values)))
    return golds


def main(arguments: Sequence[str]) -> int:
    """Score one file."""
    parser = argparse.ArgumentParser("bench.recognizers", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    chosen = parser.parse_args(arguments)
    cases = json.loads(chosen.file.read_text(encoding="utf-8-sig"))
    right, shown = 0, 0
    kinds: Counter[str] = Counter()
    for case in cases:
        stamp = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
        gold = read_gold(case)
        found = list(read_case(case["Input"], datetime.fromisoformat(stamp)))
        if sorted(gold, key=repr) == sorted(found, key=repr):
            right += 1
            continue
        kinds["words" if {g[0] for g in gold} != {f[0] for f in found} else
              "type" if {g[:2] for g in gold} != {f[:2] for f in found} else "values"] += 1  # fmt: skip
        if shown < chosen.errors:
            shown += 1
            print(f"{case['Input']} | {stamp[:16]}")
            for sign, rows in (("-", gold), ("+", found)):
                for words, kind, values in rows:
                    if (words, kind, values) not in (found if sign == "-" else gold):
                        print(f"   {sign} {words} | {kind} | {'; '.join(' '.join(v[1::2]) for v in sorted(values))}")
    print(f"{right} of {len(cases)} fully right ({right / len(cases):.1%}); wrong by {dict(kinds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
