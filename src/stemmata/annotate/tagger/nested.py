"""Who speaks inside what another says, by forms of words that leave no doubt of it."""

from __future__ import annotations

from stemmata.annotate.attribution import GrammarReading
from stemmata.model import Attribution


def hears(attribution: Attribution, grammar: GrammarReading) -> bool:
    """ "X reported that police had been told by a walker that …": the police, whom somebody is said to have told it."""
    same = grammar.with_cue(attribution.cue)
    return any(a.cited and a.cue == attribution.cue and a.source != attribution.source for a in same)


def has_that(attribution: Attribution, grammar: GrammarReading) -> bool:
    """ "The group said survivors had told its workers that …": what is said is a clause with "that"."""
    content = attribution.content[0]
    reading = grammar.touching(content)
    inside = reading.touching(content) if reading is not None else range(0)
    return bool(inside) and reading is not None and reading.lower(inside[0]) in reading.table.grammar.that


def calls(attribution: Attribution, grammar: GrammarReading) -> bool:
    """ "She said that her uncle had rung her and said …": the uncle, who got in touch before "and"."""
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return False
    cue, source = attribution.cue[0], attribution.source[0]
    reading = grammar.holding(cue)
    inside = reading.touching(cue) if reading is not None else range(0)
    if reading is None or not inside or reading.lower(inside[0] - 1) not in reading.table.grammar.coordinators:
        return False
    between = (i for i in range(inside[0]) if reading.start(i) >= source.end)
    return any(reading.takes(i, "contacting") for i in between)
