"""Somebody told by somebody, and what is said by somebody: "X was told by Y that …", "A is believed by B to be …".

The subject of a telling verb hears; the subject of a saying verb is what is said. Who gives it stands behind "by", or
behind "in" where it is a document ("this is stated in a report").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stemmata.annotate.cue import passive_group
from stemmata.annotate.phrase import called_after
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.relay import is_citable, is_document
from stemmata.annotate.subject import phrase_before

_LONGEST_PLACE = 6  # tokens: "on its official Facebook page"
_GIVING = ("say", "think", "judge")


@dataclass(frozen=True, slots=True)
class Passive:
    """Tokens: the `subject` of the verb group [first, last), the `giver` behind "by", and `end`, behind both. `hears`
    is true where the subject is told, false where it is part of what is said."""

    subject: Range
    giver: Range
    first: int
    last: int
    end: int
    hears: bool


def find_passives(reading: Reading) -> Iterator[Passive]:
    """The passives of a sentence that name who tells or says it, in text order; none inside a quotation."""
    for index in reading.taking("tell", "handing", *_GIVING):
        if reading.quotation[index] is not None:
            continue
        hears = reading.takes(index, "tell")
        first = passive_group(reading, index)
        subject = phrase_before(reading, first) if first is not None else None
        if (
            first is None
            or subject is None
            or not (hears or reading.takes(index, *_GIVING) or _is_told(reading, subject))
        ):
            continue
        giver, end = _giver_behind(reading, _behind_place(reading, index + 1))
        if giver is not None and (_says_behind(reading, end) if hears else _may_give(reading, giver)):
            yield Passive(subject, giver, first, index + 1, end, hears)


def _is_told(reading: Reading, subject: Range) -> bool:
    """Whether the subject is a word for information: "details of the plan"."""
    return any(reading.tokens[i].lemmas & reading.table.nouns["told_things"] for i in range(*subject))


def _behind_place(reading: Reading, start: int) -> int:
    """Behind "on Facebook" where "by" follows; else `start`."""
    lower, grammar = reading.lower(start), reading.table.grammar
    if lower not in grammar.time_words and lower not in grammar.carriers:
        return start
    for end in range(start + 2, min(len(reading), start + _LONGEST_PLACE)):
        if reading.lower(end) in reading.table.grammar.agents:
            return end
        if reading.verbs(end) and not reading.is_nominal(end):
            break
    return start


def _giver_behind(reading: Reading, start: int) -> tuple[Range | None, int]:
    """The phrase behind "by", at once or behind "to" and whom it is said to; and where both end."""
    grammar = reading.table.grammar
    end = start
    giver: Range | None = None
    for _ in range(2):
        lower = reading.lower(end)
        is_agent = giver is None and (lower in grammar.agents or _opens_document(reading, end))
        if not is_agent and not (lower in grammar.infinitive and _opens_phrase(reading, end + 1)):
            break
        phrase = called_after(reading, end + 1)
        if phrase is None:
            break
        phrase = phrase if is_agent else _without_agent(reading, phrase)
        giver = phrase if is_agent else giver
        end = phrase[1]
    return giver, end


def _without_agent(reading: Reading, hearer: Range) -> Range:
    """ "to Diena by a pilot": whom it is said to ends before the "by"."""
    first, last = hearer
    end = next((i for i in range(first + 1, last) if reading.lower(i) in reading.table.grammar.agents), last)
    return first, end


def _opens_phrase(reading: Reading, index: int) -> bool:
    """Whether "to" is followed by somebody and not by an infinitive."""
    return index < len(reading) and (reading.is_determiner(index) or reading.is_capitalised(index))


def _opens_document(reading: Reading, index: int) -> bool:
    """ "is stated in a report"."""
    if reading.lower(index) not in reading.table.grammar.carriers:
        return False
    phrase = called_after(reading, index + 1)
    return phrase is not None and is_document(reading, phrase)


def _may_give(reading: Reading, giver: Range) -> bool:
    """Whether a phrase behind "by" may be somebody: no time, and no bare noun ("by nightfall", "by force")."""
    if any(reading.is_temporal(index) for index in range(*giver)):
        return False
    return is_citable(reading, giver) or reading.is_determiner(giver[0]) or reading.is_plural(giver[1] - 1)


def _says_behind(reading: Reading, end: int) -> bool:
    """Whether what was told stands behind: "that", a comma aside."""
    end += reading.lower(end) == ","
    return reading.lower(end) in reading.table.grammar.complementizers
