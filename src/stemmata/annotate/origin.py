"""Somebody named as where a thing is from: "with two officials named as the source", "naming X as its source"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.relay import is_citable

_LONGEST = 24  # tokens of the words for a giver


@dataclass(frozen=True, slots=True)
class Origin:
    """Tokens: the `giver`, the verb of naming [first, last) and where all this begins and ends."""

    giver: Range
    first: int
    last: int
    begin: int
    end: int


def find_origins(reading: Reading) -> Iterator[Origin]:
    """Whoever the sentence names as its source, in text order; none inside a quotation."""
    for index in reading.taking("naming"):
        if reading.quotation[index] is not None:
            continue
        found = _passive(reading, index) if reading.is_past_form(index) else _active(reading, index)
        if found is not None:
            yield found


def _passive(reading: Reading, verb: int) -> Origin | None:
    """ "with X named as the source": everything between "with" and the verb is the giver."""
    end = _behind_source(reading, verb + 1)
    if end is None:
        return None
    openers = reading.table.grammar.accompanying
    floor = max(-1, verb - _LONGEST)
    first = next((i for i in range(verb - 1, floor, -1) if _opens(reading, i, openers)), None)
    if first is None or first + 1 == verb:
        return None
    return Origin((first + 1, verb), verb, end, first, end)


def _opens(reading: Reading, index: int, openers: frozenset[str]) -> bool:
    """Whether "with" stands behind a mark or at the start: "talks with X" is no such thing."""
    is_behind_mark = index == 0 or not reading.tokens[index - 1].is_word
    return reading.lower(index) in openers and is_behind_mark


def _active(reading: Reading, verb: int) -> Origin | None:
    """ ", naming X as its source"."""
    if not reading.has_gerund_ending(verb):
        return None
    giver = phrase_after(reading, verb + 1, with_asides=False)
    end = _behind_source(reading, giver[1]) if giver is not None else None
    if giver is None or end is None or not is_citable(reading, giver):
        return None
    return Origin(giver, verb, verb + 1, verb, end)


def _behind_source(reading: Reading, start: int) -> int | None:
    """Behind "as the source" where that stands at `start`; else None."""
    if reading.lower(start) not in reading.table.grammar.naming_as:
        return None
    noun = start + 1
    while noun < len(reading) and reading.is_determiner(noun):
        noun += 1
    if noun >= len(reading) or not reading.tokens[noun].lemmas & reading.table.nouns["origins"]:
        return None
    return noun + 1
