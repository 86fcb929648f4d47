"""A document as the subject: "emails obtained by X show", "documents that X has reviewed suggest".

What stands between the document and its verb, a participle or a relative clause, says who has it; no noun phrase can be
followed back over that, so the subject is read forward from where its clause begins.
"""

from __future__ import annotations

from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import BREAKS, Range, Reading
from stemmata.annotate.relay import is_document

_LONGEST = 30  # tokens of a subject


def document_before(reading: Reading, verb: int) -> Range | None:
    """Tokens [first, last) of the document with what hangs on it that is the subject of the verb group at `verb`."""
    documents = reading.table.nouns["documents"]
    start = max(0, verb - _LONGEST)
    if not any(token.lemmas & documents for token in reading.tokens[start:verb]):
        return None
    for first in range(start, verb):
        if not _opens_clause(reading, first):
            continue
        phrase = phrase_after(reading, first, with_asides=False)
        if phrase is None:
            continue
        end = min(phrase[1], verb)
        if not is_document(reading, (first, end)) or _reports(reading, end - 1):
            continue
        last = _behind_attribute(reading, end, verb)
        if last is not None:
            return first, last
    return None


def _reports(reading: Reading, index: int) -> bool:
    """ "the Guardian reports that officials have …": a verb that only looks like the noun."""
    is_named = reading.is_capitalised(index - 1) and index > 0
    return is_named and bool(reading.verbs(index)) and reading.lower(index + 1) in reading.table.grammar.complementizers


def _opens_clause(reading: Reading, index: int) -> bool:
    if index == 0:
        return True
    before = index - 1
    is_mark = reading.lower(before) == "," or reading.opens_clause_behind(before)
    return is_mark and reading.lower(index) not in reading.table.grammar.conjunctions


def _behind_attribute(reading: Reading, start: int, verb: int) -> int | None:
    """Where the document's attributes end, if only such stand between it and its verb: participles, prepositions, one
    relative clause, or what two commas set off; else None."""
    if start == verb:
        return verb
    grammar = reading.table.grammar
    is_aside = reading.lower(start) == "," and reading.lower(verb - 1) == ","
    start, end = (start + 1, verb - 1) if is_aside else (start, verb)
    inside = range(start, end)
    if any(reading.lower(i) in BREAKS or (reading.lower(i) == "," and not is_aside) for i in inside):
        return None
    verbs = sum(_heads_clause(reading, i) for i in inside[1:])
    is_relative = reading.lower(start) in grammar.relatives | grammar.asides
    is_second = reading.lower(start) in grammar.joiners and reading.is_past_form(start + 1)
    opens = is_relative or is_second or reading.is_past_form(start) or reading.lower(start) in grammar.prepositions
    if not opens or verbs > is_relative:
        return None
    return start - 1 if is_aside else verb


def _heads_clause(reading: Reading, index: int) -> bool:
    """Whether a finite verb stands here that is no participle and no part of the verb group before."""
    if not reading.is_finite(index) or reading.is_finite(index - 1):
        return False
    return not reading.is_past_form(index) or reading.is_nominal(index - 1)
