"""The noun phrase that begins at a place in a sentence, with what hangs on it."""

from __future__ import annotations

from stemmata.annotate.reading import BREAKS, Range, Reading
from stemmata.annotate.relay import is_document
from stemmata.annotate.subject import describes, may_be_aside

_MOST_WORDS = 40  # tokens of one phrase
_MOST_LINKS = 8
_MOST_ASIDES = 3
_LONGEST_ASIDE = 30
_LONGEST_PLACE = 3
_SHORTEST_NAME = 2
_LONGEST_PASSER = 10  # tokens of "that", whoever passes a document on, and the verb


def phrase_after(reading: Reading, start: int, with_asides: bool = True) -> Range | None:
    """Tokens [first, last) of the phrase that begins at `start`; None where none does.

    With asides it takes in ", the head of Y", ", who …" and ", 22, of Z".
    """
    last = _core_after(reading, start)
    if last is None:
        return None
    last = _links_after(reading, start, last)
    return start, _asides_after(reading, last) if with_asides else last


def called_after(reading: Reading, start: int) -> Range | None:
    """The phrase that begins at `start`, with the name behind its comma ("the utility, Zeewater NV") but no aside."""
    phrase = phrase_after(reading, start, with_asides=False)
    if phrase is None or reading.lower(phrase[1]) != ",":
        return phrase
    end = clause_end(reading, phrase[1] + 1)
    return (start, end) if _is_called(reading, phrase[1], phrase[1] + 1, end) else phrase


def _core_after(reading: Reading, start: int) -> int | None:
    """Behind the last token of the bare noun phrase that begins at `start`."""
    grammar = reading.table.grammar
    lower = reading.lower(start)
    is_pronoun = lower in grammar.personal or lower in grammar.object_pronouns
    text = reading.tokens[start].text if start < len(reading) else ""
    is_pronoun = is_pronoun and not (len(text) > 1 and text.isupper() and reading.is_nominal(start + 1))  # "US envoys"
    if is_pronoun and not (lower in grammar.possessives and reading.is_nominal(start + 1)):
        return start + 1
    index = start
    while reading.is_determiner(index):
        index += 1
    end = _nominal_run(reading, index)
    if end is None and index > start and lower in grammar.pronouns:
        return index
    return end


def _nominal_run(reading: Reading, start: int) -> int | None:
    index = start
    while index < min(len(reading), start + _MOST_WORDS) and not _ends_run(reading, start, index):
        closing = reading.closing_bracket(index) if reading.lower(index) == "(" and index > start else None
        index = index + 1 if closing is None else closing + 1
    while index > start and not reading.tokens[index - 1].is_word and reading.lower(index - 1) not in {")", "."}:
        index -= 1
    return index if index > start else None


def _ends_run(reading: Reading, start: int, index: int) -> bool:
    """Whether a bare noun phrase from `start` ends before `index`."""
    grammar = reading.table.grammar
    lower = reading.lower(index)
    is_inside = index > start
    if is_inside and reading.is_temporal(index) and reading.lower(index + 1) not in grammar.possessive_endings:
        return not reading.is_nominal(index + 1) or reading.is_temporal(index + 1)
    if reading.is_nominal(index):
        return is_inside and reading.is_adverb(index)
    is_tie = lower in grammar.possessive_endings or lower in {"&", "-", "/"}
    if is_inside and (is_tie or reading.is_abbreviation_mark(index)):
        return False
    if is_inside and lower == "(":
        return reading.closing_bracket(index) is None
    if not reading.is_nominal(index + 1):
        return True
    is_determined = reading.is_determiner(index - 1) and reading.is_past_form(index)
    is_modifier = reading.is_modifier(index) and (is_determined or not reading.is_finite(index))
    return not (is_modifier or lower == "$" or reading.is_quote_mark(index))


def _links_after(reading: Reading, start: int, last: int) -> int:
    for _ in range(_MOST_LINKS):
        if last >= len(reading) or last - start > _MOST_WORDS:
            break
        longer = _link_after(reading, last) or _passed_on_after(reading, start, last)
        if longer is None:
            break
        last = longer
    return last


def _link_after(reading: Reading, last: int) -> int | None:
    """Behind what is tied to the phrase that ends at `last`; None where nothing is."""
    grammar = reading.table.grammar
    lower = reading.lower(last)
    if lower in grammar.person_relatives or (lower in grammar.relatives and reading.is_finite(last + 1)):
        return clause_end(reading, last)
    is_participle = reading.is_past_form(last) if last < len(reading) else False
    is_attribute = (reading.is_modifier(last) or is_participle) and not reading.is_adverb(last)
    if is_attribute and reading.lower(last + 1) in grammar.prepositions:
        return _core_after(reading, last + 2)  # "a document obtained by X"
    if lower in grammar.linking and not _opens_time(reading, last + 1):
        return _core_after(reading, last + 1)
    if lower in grammar.joiners and reading.lower(last + 1) not in grammar.personal:
        longer = _core_after(reading, last + 1)
        return None if longer is None or reading.is_finite(longer) else longer
    return None


def _passed_on_after(reading: Reading, start: int, last: int) -> int | None:
    """Behind "that the ministry gave to X", where a document stands before; None where no such clause does."""
    grammar = reading.table.grammar
    if reading.lower(last) not in grammar.relatives - grammar.person_relatives or not is_document(
        reading, (start, last)
    ):
        return None
    for verb in range(last + 2, min(len(reading), last + _LONGEST_PASSER)):
        is_act = reading.takes(verb, "passing") and (
            reading.is_past_form(verb) or reading.lower(verb) in grammar.auxiliaries
        )
        if is_act and not reading.is_capitalised(verb):
            return clause_end(reading, last)
        is_inside = (
            reading.is_nominal(verb) or reading.is_determiner(verb) or reading.lower(verb) in grammar.auxiliaries
        )
        if not is_inside and reading.lower(verb) not in {*grammar.possessive_endings, *grammar.genitives}:
            return None
    return None


def _opens_time(reading: Reading, index: int) -> bool:
    """ "June", "3 June"."""
    if index >= len(reading):
        return False
    is_day = reading.tokens[index].text.isdigit() and index + 1 < len(reading)
    return reading.is_temporal(index) or (is_day and reading.is_temporal(index + 1))


def clause_end(reading: Reading, start: int) -> int:
    """The next comma, break, quotation mark or final stop from `start` on."""
    for index in range(start, len(reading)):
        lower = reading.lower(index)
        if lower == "," or lower in BREAKS or reading.is_quote_mark(index):
            return index
        if index == len(reading) - 1 and lower == ".":
            return index
    return len(reading)


def _is_name(reading: Reading, first: int, last: int) -> bool:
    is_short = first < last <= first + _LONGEST_PLACE
    return is_short and all(reading.is_capitalised(i) or reading.is_abbreviation_mark(i) for i in range(first, last))


def _is_called(reading: Reading, last: int, first: int, end: int) -> bool:
    """ "a bank director, Paulo Reznik,": a name of several words behind a common noun, closed by a mark."""
    if reading.tokens[last - 1].text[:1].isupper() or not reading.is_nominal(last - 1):
        return False
    is_closed = end >= len(reading) or reading.lower(end) in {",", ".", ":"}
    return is_closed and end - first >= _SHORTEST_NAME and _is_name(reading, first, end)


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether an aside has a finite verb that no relative pronoun opens the way for."""
    grammar = reading.table.grammar
    for index in range(first, last):
        if reading.lower(index) in grammar.asides or reading.lower(index) in grammar.relatives:
            return False
        if reading.is_finite(index) or _says(reading, index):
            return True
    return False


def _says(reading: Reading, index: int) -> bool:
    """ ", the Guardian reports that", ", the Guardian reports.": a saying verb between a name and a clause, or one that
    closes its sentence behind a name."""
    behind, grammar = reading.lower(index + 1), reading.table.grammar
    is_closing = behind in {"", "."} or reading.is_temporal(index + 1) or behind in grammar.time_words
    if not reading.is_capitalised(index - 1) or not (is_closing or behind in grammar.complementizers):
        return False
    return reading.takes(index, "say")


def _asides_after(reading: Reading, last: int) -> int:
    for _ in range(_MOST_ASIDES):
        begin = last + 1
        if reading.lower(last) != ",":
            break
        opener, grammar = reading.lower(begin), reading.table.grammar
        if opener in grammar.complementizers and opener not in grammar.asides:
            break  # "officials, that …" goes on with what they are cited for
        end = clause_end(reading, begin)
        if _is_called(reading, last, begin, end):
            last = end
            continue
        is_state = reading.is_capitalised(last - 1) and _is_name(reading, begin, end)  # "Hilton Head, South Carolina"
        if not is_state and not (may_be_aside(reading, begin) and describes(reading, begin, begin + 1)):
            break
        if end - begin > _LONGEST_ASIDE or _has_verb(reading, begin, end):
            break
        last = end
    return last
