"""A time against its words: the preposition gives the relation, the words and the publication give the dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

from stemmata.claim.guard.dates import Interval, is_open, read_intervals
from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, ends_with, holds
from stemmata.model import Claim, Modality, Relation, Span, Time

_BEFORE = 32  # characters before a time in which its preposition stands
_BEHIND = 12  # and behind it, where an "ago" may stand
_SINCE_REACH = 110
_SAID_REACH = 8  # words between a verb of saying and its time
_PLAIN_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SIDED = frozenset({Relation.SINCE, Relation.BY, Relation.UNTIL, Relation.BEFORE, Relation.AFTER})
_LOOSE = timedelta(days=1)


def time_holds(claim: Claim, time: Time, text: str, published: date | None, table: GuardTable) -> bool:
    """Whether relation, dates and value of a time are those of its words."""
    if time.span.of(text) != time.text:
        return False
    if not _relation_holds(time, text, claim.evidence.span, table):
        return False
    if time.start is None and time.end is None:
        return True
    start, end = _day(time.start), _day(time.end)
    behind = text[time.span.end : time.span.end + _BEHIND]
    readings = read_intervals(time.text, behind, published, _tense(claim, time, text, table), table)
    return any(_fits(time, start, end, reading, published, table) for reading in readings)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso is not None else None


def _relation_holds(time: Time, text: str, evidence: Span, table: GuardTable) -> bool:
    before = cut_words(text[max(evidence.start, time.span.start - _BEFORE) : time.span.start])
    while before and before[-1] in {*table.fillers, ","}:
        before = before[:-1]
    relations = table.time.relations
    phrases = {phrase: relation for relation, words in relations.items() for phrase in words}
    found = ends_with(before, phrases)
    stated = Relation(phrases[found]) if found is not None else Relation.IN
    words = cut_words(time.text)
    if stated in _SIDED:
        is_stretch = stated in {Relation.SINCE, Relation.UNTIL} and time.start is not None and time.end is not None
        return time.relation is stated or (is_stretch and time.relation is Relation.IN)
    if is_open(words, table):
        return time.relation is Relation.AFTER and time.end is None
    if time.relation in {Relation.IN, stated}:
        return True
    if time.relation is Relation.FOR:
        return stated is Relation.FOR
    if time.relation is Relation.SINCE:
        clause = cut_words(text[max(evidence.start, time.span.start - _SINCE_REACH) : time.span.start])
        return holds(clause, table.time.words["since"])
    told = table.time.words
    is_length = holds(words, (form for unit in table.time.lengths for form in (unit, unit + "s")))
    is_fixed = holds(words, (*told["past"], *told["ago"], *told["this"], *told["ordinals"], "the"))
    return time.relation is Relation.BY and is_length and not is_fixed and holds(before[-2:], told["within"])


def _tense(claim: Claim, time: Time, text: str, table: GuardTable) -> str:
    """past, future, or open where the words leave it so: what is planned is to come."""
    if time is claim.said:
        return "past"
    if claim.modality in {Modality.PLANS, Modality.INTENDS, Modality.EXPECTS}:
        return "open" if time.relation is Relation.SINCE else "future"
    if claim.modality in {Modality.COULD, Modality.CONDITIONAL}:
        return "open"
    before = cut_words(text[max(claim.evidence.span.start, time.span.start - _SINCE_REACH) : time.span.start])
    return "open" if holds(before, table.governs) else "past"


def _fits(
    time: Time, start: date | None, end: date | None, read: Interval, published: date | None, table: GuardTable
) -> bool:
    """Whether the dates are those that the relation makes of an interval."""
    if time.value is not None and _PLAIN_VALUE.fullmatch(time.value) and not _value_fits(time.value, read):
        return False
    relation = time.relation
    if relation in {Relation.BY, Relation.UNTIL}:
        return start is None and end is not None and _is_edge(end, read.end, read, "end")
    if relation is Relation.BEFORE:
        lasts = read.firm == "end" and _is_edge(end, read.end, read, "end")  # "before the end of March"
        return start is None and end is not None and (lasts or _is_edge(end, read.start - _LOOSE, read, "start"))
    if relation is Relation.AFTER:
        if is_open(cut_words(time.text), table):
            return end is None and start is not None and start == published
        edges = ((read.end + _LOOSE, "end"), (read.start, "start"))
        return end is None and start is not None and any(_is_edge(start, edge, read, side) for edge, side in edges)
    if relation is Relation.SINCE:
        ends = {None, published} if published else {None}
        return (
            start is not None
            and _is_edge(start, read.start, read, "start")
            and (end in ends or _is_edge(end, read.end, read, "end"))
        )
    if start is None or end is None or start > end:
        return False
    return _is_edge(start, read.start, read, "start") and _is_edge(end, read.end, read, "end")


def _is_edge(day: date | None, edge: date, read: Interval, side: str) -> bool:
    slack = timedelta() if read.firm == side else read.slack
    return day is not None and abs(day - edge) <= slack


def _value_fits(value: str, read: Interval) -> bool:
    """Whether a plain TIMEX value names a day, month or year that the interval touches."""
    parts = [int(part) for part in value.split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    if len(parts) == 1:
        return read.start.year <= first.year <= read.end.year
    if len(parts) == 2:
        return (read.start.year, read.start.month) <= (first.year, first.month) <= (read.end.year, read.end.month)
    return read.has(first)


def is_time_of_saying(time: Time, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether a verb of saying stands right before the time: "said on Sunday that"."""
    before = cut_words(text[max(evidence.start, time.span.start - _BEFORE) : time.span.start])
    while before and before[-1] in table.time.words["leading"]:
        before = before[:-1]
    return bool(before) and before[-1] in table.source.saying


def is_near_saying(time: Time, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether a verb of saying stands within a few words of a time that is said to be the saying's."""
    before = cut_words(text[max(evidence.start, time.span.start - 2 * _BEFORE) : time.span.start])
    behind = cut_words(text[time.span.end : min(evidence.end, time.span.end + _BEFORE)])
    return holds(before[-_SAID_REACH:], table.source.saying) or holds(behind[:_SAID_REACH], table.source.saying)
