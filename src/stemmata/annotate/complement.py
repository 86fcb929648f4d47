"""Whether what stands round a verb bears out that it says, thinks or shows something."""

from __future__ import annotations

from stemmata.annotate.exhibit import document_before
from stemmata.annotate.number import load_number_tables
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_document
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.verb_group import auxiliaries_before

CLAUSE_FRAMES = ("say", "tell", "ask", "think", "show")
_DASHES = frozenset({"—", "–", "--"})
_CLAUSE_REACH = 9  # words between a verb and the finite verb of the clause that it takes


def settle_frames(reading: Reading, index: int, lemma: str, frames: frozenset[str]) -> frozenset[str]:
    """Drop the frames that what follows the verb does not bear out."""
    table, grammar = reading.table, reading.table.grammar
    kept = frames - {"impersonal", "particle"}
    clause = opens_clause(reading, _behind_origin(reading, index, lemma))
    if not clause and lemma in table.verbs["only_with_clause"]:
        clause = _is_parenthetical(reading, index) or _is_inverted(reading, index)
    quoted = _is_beside_quotation(reading, index)
    by_document = "show" in kept and document_before(reading, auxiliaries_before(reading, index)[0]) is not None
    if lemma in table.verbs["only_with_clause"] and not clause and not quoted and not by_document:
        kept -= set(CLAUSE_FRAMES)
    if (
        lemma in table.verbs["only_with_quotation"]
        and not quoted
        and reading.lower(index + 1) not in grammar.complementizers
    ):
        kept -= {"say"}
    if "say" in kept and lemma in table.verbs["only_inverted"] and not _is_name_behind(reading, index):
        kept -= {"say"}
    if "judge" in kept and lemma in table.verbs["only_with_at"] and not _has_figure_at(reading, index):
        kept -= {"judge"}
    if "want" in kept and reading.lower(index + 1) not in grammar.infinitive:
        kept -= {"want"}
    if "judge" in kept and not _opens_object(reading, index + 1):
        kept -= {"judge"}
    if "think" in kept and not clause and not (quoted or "judge" in kept or "want" in kept or "say" in kept):
        kept -= {"think"}
    return kept


def _behind_origin(reading: Reading, index: int, lemma: str) -> int:
    """Behind "from two clerks" where that stands right behind a verb of learning; else behind the verb."""
    if lemma not in reading.table.verbs["learning"] or reading.lower(index + 1) not in reading.table.grammar.origins:
        return index + 1
    giver = phrase_after(reading, index + 2, with_asides=False)
    return index + 1 if giver is None else giver[1]


def _is_parenthetical(reading: Reading, index: int) -> bool:
    """ ", figures from the office showed on Wednesday.": the clause of the verb is set off behind what it is about."""
    end = _behind_origin(reading, index, reading.verbs(index)[0])
    while end < len(reading) and (
        reading.is_temporal(end) or reading.is_adverb(end) or reading.lower(end) in reading.table.grammar.time_words
    ):
        end += 1
    if end < len(reading) and reading.lower(end) not in {",", ".", ";", *_DASHES}:
        return False
    subject = phrase_before(reading, auxiliaries_before(reading, index)[0])
    if subject is None or subject[0] < 2:
        return False
    return reading.lower(subject[0] - 1) in {",", *_DASHES} or reading.closes_quotation(subject[0] - 1)


def _is_inverted(reading: Reading, index: int) -> bool:
    """ ", shows a report by the centre": what shows a thing stands behind its verb."""
    if index == 0 or not (reading.lower(index - 1) in {",", *_DASHES} or reading.closes_quotation(index - 1)):
        return False
    document = phrase_after(reading, index + 1, with_asides=False)
    return document is not None and is_document(reading, document)


def _is_name_behind(reading: Reading, index: int) -> bool:
    """ ", transmits Interfax,": a comma before the verb, and behind it a name that a mark or "with" closes."""
    if reading.lower(index - 1) not in {",", *_DASHES} or index + 1 >= len(reading) or reading.is_past_form(index):
        return False
    name = phrase_after(reading, index + 1, with_asides=False)
    if name is None or not any(reading.is_capitalised(i) for i in range(*name)):
        return False
    end = name[1]
    is_mark = end >= len(reading) or not reading.tokens[end].is_word
    return is_mark or reading.lower(end) in reading.table.grammar.prepositions


def _has_figure_at(reading: Reading, index: int) -> bool:
    """ "puts the output at 1,200": "at" and a number stand behind the verb in its clause."""
    for position in range(index + 1, min(len(reading) - 1, index + _CLAUSE_REACH)):
        if reading.lower(position) in {",", ";", ":"}:
            return False
        if reading.lower(position) in reading.table.grammar.figures:
            rest = reading.tokens[position + 1 : position + 4]
            words = load_number_tables(reading.table.language).words
            return any(t.text[0].isdigit() or t.lower in words for t in rest)
    return False


def _is_beside_quotation(reading: Reading, index: int) -> bool:
    after = index + 2 if reading.lower(index + 1) in {",", ":"} else index + 1
    if reading.opens_quotation(after):
        return True
    return any(reading.closes_quotation(i) for i in range(max(0, index - 6), index))


def opens_clause(reading: Reading, start: int) -> bool:
    """Whether a clause begins at `start`: "that", or a subject and a finite verb soon after."""
    grammar = reading.table.grammar
    lower = reading.lower(start)
    if lower in grammar.complementizers:
        return True
    if lower in grammar.personal:
        return True
    for index in range(start, min(len(reading), start + _CLAUSE_REACH)):
        if reading.lower(index) in {",", ";", ":", ".", "?"} or reading.lower(index) in grammar.conjunctions:
            return False
        if index > start and reading.is_finite(index):
            return True
    return False


def opens_phrase(reading: Reading, index: int) -> bool:
    """A word that can only begin a clause or a noun phrase."""
    grammar = reading.table.grammar
    lower = reading.lower(index)
    is_pronoun = lower in grammar.personal or lower in grammar.object_pronouns or lower in grammar.possessives
    return is_pronoun or lower in grammar.complementizers or lower in grammar.determiners


def _opens_object(reading: Reading, start: int) -> bool:
    if start >= len(reading):
        return False
    is_gerund = reading.has_gerund_ending(start)
    return opens_phrase(reading, start) or reading.is_nominal(start) or reading.opens_quotation(start) or is_gerund
