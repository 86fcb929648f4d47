"""The verb group that a main verb closes: auxiliaries, modals, negations and the adverbs between them."""

from __future__ import annotations

from stemmata.annotate.reading import Reading

_MOST_AUXILIARIES = 6


def auxiliaries_before(reading: Reading, verb: int) -> tuple[int, tuple[str, ...]]:
    """Where the verb group begins, and its auxiliaries, modals and negations, nearest first."""
    grammar = reading.table.grammar
    first, index, words = verb, verb - 1, []
    while index >= 0 and verb - index <= _MOST_AUXILIARIES:
        lower = reading.lower(index)
        if lower in grammar.auxiliaries or lower in grammar.modals or lower in grammar.negations:
            if lower in grammar.possessive_endings and not _is_verbal_clitic(reading, index):
                break
            words.append(lower)
            first = index
        elif reading.is_adverb(index):
            first = index
        else:
            break
        index -= 1
    while first < verb and reading.is_adverb(first) and (first == 0 or reading.lower(first - 1) == ","):
        first += 1
    return first, tuple(words)


def before_auxiliaries(reading: Reading, verb: int) -> int:
    """The first token of the verb group that runs up to token `verb`."""
    return auxiliaries_before(reading, verb)[0]


def _is_verbal_clitic(reading: Reading, index: int) -> bool:
    return reading.lower(index - 1) in reading.table.grammar.personal
