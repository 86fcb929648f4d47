"""Score the times on Microsoft Recognizers' test cases (DateTimeModel.json, English).

    python -m bench.recognizers FILE [--errors N]

A case is right where all its results are: the words, the type, and every value (dates, hours, seconds). All cases
count, those that the library itself does not pass among them. What is a matter of taste is settled here and not in the
product, by these rules; each holds for all cases. In brackets, for the rules that can be left out: how many of the
cases that are right would not be without it.

 1. Its TIMEX dialect ("(2019-10-01,2020-01-01,P3M)") is not compared; what it resolves to is.
 2. It gives a past and a future reading where a date names no year, and both halves of the day for an hour that names
    none; the product chooses one by tense. The adapter asks for both. What is counted from such a date ("3 days after
    12 January") is counted from the next one there.
 3. Its words hold prepositions and articles in some cases and not in others ("before 2016", "in the morning", "the
    4th"): words are compared without those that open them, and without a time zone that closes them ("9 pst") [90, 3].
 4. The end of its ranges is the first day that is not meant; of "from May 5 to May 7" it is May 7.
 5. "Two weeks ago" is a day there, a week in TIMEX3 and here; "next two days" starts tomorrow there, now here.
 6. A season or fiscal year without a number is not resolved there.
 7. The first week of a month or year is a calendar week there (ISO 8601), its first seven days here.
 8. Early and late, start and end are halves there (of a month from the 16th, of a week from Thursday, of a part of the
    day; of a year that has no number), thirds here; mid-month is the 10th to the 20th there, the 11th to the 20th here;
    "end of tomorrow" is its last second there. "Later this year" is its second half at most there, what remains of it
    here. A range that starts or ends at the start, middle or end of a time takes that very point there [29].
 9. "Last Wednesday" and "next Friday" are those of the week before and after there; in news the nearest ones [9].
10. "A few" is three and "a couple" two there; unknown here [5].
11. Its parts of the day have fixed hours (morning 08-12, afternoon 12-16, evening 16-20, night 20-24).
12. A length and its start ("3 hours from 10 am", "a week starting Monday"), and a day and the bound on its hour
    ("Monday before 5pm"), are one range there, two times in TIMEX3 and here. The adapter joins them where only the
    words of a start or a bound stand between [19].
13. Two days named together ("18 and 19 June") are one reading of the grammar here, two times in what is printed.
14. "As early as Monday" is open at its end there ("as late as" at its start), and its words belong to the time [2].
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.recognizer_values import RANGES, Value, both, convert, length_from
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Edge, Length, Meaning, Moment, Stretch, merge
from stemmata.annotate.time.relation import relation_before, relation_behind
from stemmata.annotate.time.table import TimeTables, load_time_tables
from stemmata.annotate.times import Reading, read_times
from stemmata.model import Relation, Span

_SIDES = {
    Relation.BEFORE: "end", Relation.UNTIL: "end", Relation.BY: "end", Relation.AFTER: "after", Relation.SINCE: "start",
}  # fmt: skip
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
        *("earlier", "than", "no", "through", "as", "greater", "within"),
    }
)
_ZONES = frozenset({"gmt", "utc", "est", "et", "edt", "pst", "pt", "pdt", "cet", "mountain", "timezone"})
_STARTS = frozenset({"from", "starting", "starting from", "starting on", "beginning", "beginning on", ", from"})
_EARLY, _LATE = ("as", "early", "as"), ("as", "late", "as")

Found = tuple[str, str, frozenset[Value]]  # words, type, values


@dataclass(frozen=True, slots=True)
class Piece:
    """What is compared with one result: characters [start, end), kind, values; `meaning` where it may yet be joined."""

    start: int
    end: int
    kind: str
    values: list[Value]
    meaning: Meaning | None
    first: int
    last: int


def read_case(text: str, now: datetime) -> Iterator[Found]:
    """What the product finds in a case, in the library's conventions."""
    tables = load_time_tables("en")
    readings = list(read_times(text, [Span(0, len(text))] if text else [], tables))
    words = readings[0].words if readings else ()
    pieces = [piece for reading in readings for piece in _pieces(reading, now)]
    for piece in _join_all(pieces, words, now, tables):
        yield _bare(text[piece.start : piece.end]), piece.kind, frozenset(piece.values)


def _pieces(reading: Reading, now: datetime) -> Iterator[Piece]:
    """A reading; each day of a pair."""
    parsed, meaning = reading.parsed, reading.parsed.meaning
    if isinstance(meaning, Stretch) and meaning.is_pair:
        for end, (first, last) in zip((meaning.first, meaning.last), parsed.ends, strict=True):
            made = both(end, now)
            if made is not None:
                yield Piece(reading.words[first].start, reading.words[last - 1].end, *made, None, first, last)
        return
    found = convert(reading, now)
    if found is not None:
        yield Piece(reading.span.start, reading.span.end, *found, meaning, parsed.first, parsed.last)


def _join_all(pieces: Sequence[Piece], words: Sequence[Lexeme], now: datetime, tables: TimeTables) -> Iterator[Piece]:
    index = 0
    while index < len(pieces):
        for count in (3, 2):
            group = pieces[index : index + count]
            joined = _join(group, words, now, tables) if len(group) == count else None
            if joined is not None:
                yield joined
                index += count
                break
        else:
            yield _bounded(pieces[index], words, tables)
            index += 1


def _between(one: Piece, two: Piece, words: Sequence[Lexeme]) -> str:
    return " ".join(word.lower for word in words[one.last : two.first])


def _join(group: Sequence[Piece], words: Sequence[Lexeme], now: datetime, tables: TimeTables) -> Piece | None:
    """A length and its start, or a day and the bound on its hour, as one range."""
    joints = [_between(one, two, words) for one, two in pairwise(group)]
    meanings = [piece.meaning for piece in group]
    if len(group) == 3:
        day, length, hour = meanings
        if (
            not isinstance(day, Moment)
            or not isinstance(hour, Moment)
            or joints[0] != "for"
            or joints[1] not in _STARTS
        ):
            return None
        start: Moment | None = merge(day, hour)
    else:
        one, two = meanings
        if isinstance(one, Moment) and isinstance(two, Moment):
            return _bound_hour(group, one, two, joints[0], now, tables)
        if isinstance(one, Length) and isinstance(two, Moment) and joints[0] in _STARTS:
            length, start = one, two
        elif isinstance(one, Moment) and one.has_clock and isinstance(two, Length) and joints[0] == "for":
            length, start = two, one
        else:
            return None
    made = length_from(length, start, now) if isinstance(length, Length) and start is not None else None
    return Piece(group[0].start, group[-1].end, *made, None, group[0].first, group[-1].last) if made else None


def _bound_hour(
    group: Sequence[Piece], day: Moment, hour: Moment, joint: str, now: datetime, tables: TimeTables
) -> Piece | None:
    relation = tables.relations.get(tuple(joint.removeprefix(", ").split()))
    moment = merge(day, hour)
    if relation not in _SIDES or not day.has_date or day.has_clock or hour.has_date or not hour.has_clock or not moment:
        return None
    made = both(moment, now)
    if made is None:
        return None
    kind, values = _bound(relation, *made, moment)
    return Piece(group[0].start, group[1].end, kind, values, None, group[0].first, group[1].last)


def _bounded(piece: Piece, words: Sequence[Lexeme], tables: TimeTables) -> Piece:
    """With the bound that stands before or behind it."""
    if piece.meaning is None or piece.kind in {"duration", "set"}:
        return piece
    before = tuple(word.lower for word in words[max(0, piece.first - 3) : piece.first])
    if isinstance(piece.meaning, Stretch):
        opens = bool(before) and before[-1] in {"from", "between"}
        return _with(piece, words[piece.first - 1].start, piece.end, piece.kind, piece.values) if opens else piece
    relation = relation_before(words, piece.first, tables)
    behind = relation_behind(words, piece.last, tables)
    if before in {_EARLY, _LATE}:
        kind, values = _bound(Relation.SINCE if before == _EARLY else Relation.UNTIL, piece.kind, piece.values, None)
        return _with(piece, words[piece.first - 2].start, piece.end, kind, values)
    if behind is not None:
        kind, values = _bound(behind[0], piece.kind, piece.values, piece.meaning)
        return _with(piece, piece.start, words[behind[1] - 1].end, kind, values)
    is_from = relation is Relation.SINCE and piece.kind == "daterange" and before[-1:] == ("from",)
    if relation not in _SIDES or is_from:
        return piece
    kind, values = _bound(relation, piece.kind, piece.values, piece.meaning)
    return _with(piece, _relation_start(piece, words, tables), piece.end, kind, values)


def _with(piece: Piece, start: int, end: int, kind: str, values: list[Value]) -> Piece:
    return Piece(start, end, kind, values, None, piece.first, piece.last)


def _bare(words: str) -> str:
    rest = words.lower().split()
    while len(rest) > 1 and rest[0] in _OPENING:
        del rest[0]
    while len(rest) > 1 and rest[-1] in _ZONES:
        del rest[-1]
    return " ".join(rest)


def _relation_start(piece: Piece, words: Sequence[Lexeme], tables: TimeTables) -> int:
    for length in range(min(tables.longest_relation, piece.first), 0, -1):
        before = words[piece.first - length : piece.first]
        if tuple(w.lower for w in before) in tables.relations:
            return before[0].start
    return piece.start


def _bound(relation: Relation, kind: str, values: Sequence[Value], meaning: Meaning | None) -> tuple[str, list[Value]]:
    side = _SIDES[relation]
    is_end = isinstance(meaning, Edge) and meaning.modifier == "end"
    is_start = isinstance(meaning, Edge) and meaning.modifier == "start"
    made: list[Value] = []
    for value in values:
        if len(value) == 2:
            made.append(("end" if side == "end" else "start", value[1]))
        elif side == "end":
            made.append(("end", value[3] if is_end else value[1]))
        else:
            made.append(("start", value[1] if side == "start" or is_start else value[3]))
    return RANGES.get(kind, kind), made


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
