"""Somebody quoted by somebody: "TASS quoted the governor as saying …", "X was quoted by Y as saying …"."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.phrase import called_after, phrase_after
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.verb_group import before_auxiliaries

_REACH = 16  # tokens between "quoted" and "as saying"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Tokens: `speaker` is quoted by `outlet` (None where the text names none); `verb` quotes; [first, last) is "as
    saying". `begin` is the first token of all this."""

    speaker: Range
    outlet: Range | None
    verb: int
    first: int
    last: int
    begin: int
    end: int


def find_quoted(reading: Reading) -> Quoted | None:
    """The first such construction of a sentence."""
    for index in reading.taking("citing"):
        saying = next((i for i in range(index + 1, min(len(reading) - 1, index + _REACH)) if _is_saying(reading, i)), 0)
        if saying:
            found = _read(reading, index, saying)
            if found is not None:
                return found
    return None


def _is_saying(reading: Reading, index: int) -> bool:
    """ "as saying", "as telling X", "as having said"; "saying that" right behind who is quoted."""
    if _is_bare(reading, index):
        return True
    if reading.lower(index) not in reading.table.grammar.naming_as or not reading.has_gerund_ending(index + 1):
        return False
    return reading.takes(index + 1, "say", "tell", "think", "want", "judge")


def _is_bare(reading: Reading, index: int) -> bool:
    """ "quoted two officials saying that"."""
    is_clause = reading.lower(index + 1) in reading.table.grammar.that and reading.lower(index - 1) != ","
    return is_clause and reading.has_gerund_ending(index) and reading.takes(index, "say")


def _read(reading: Reading, verb: int, saying: int) -> Quoted | None:
    first = before_auxiliaries(reading, verb)
    subject = phrase_before(reading, first)
    if subject is None:
        return None
    is_bare = _is_bare(reading, saying)
    is_passive = any(reading.lower(i) in reading.table.grammar.be for i in range(first, verb))
    end = saying + 1 if is_bare else saying + 2
    if not is_bare and reading.takes(saying + 1, "tell"):
        hearer = phrase_after(reading, end, with_asides=False)
        end = end if hearer is None else hearer[1]
    if not is_passive:
        speaker = called_after(reading, verb + 1)
        if speaker is None or speaker[1] > saying + is_bare:
            return None
        speaker = speaker[0], min(speaker[1], saying)
        return Quoted(speaker, subject, verb, saying, end, subject[0], end)
    if is_bare:
        return None
    outlet = None
    for at in (verb + 1, end):
        is_in_print = at == verb + 1 and reading.lower(at) in reading.table.grammar.carriers  # "was quoted in X as"
        if reading.lower(at) in reading.table.grammar.agents or is_in_print:
            outlet = phrase_after(reading, at + 1, with_asides=False)
            end = outlet[1] if outlet is not None and at >= end else end
            break
    return Quoted(subject, outlet, verb, saying, saying + 2, subject[0], end)
