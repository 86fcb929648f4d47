"""The noun phrase that ends where a verb begins, with what hangs on it: the verb's subject.

There is no parser behind this: a phrase is a run of words that may be nominal, tied to others by
prepositions and "and"; what commas set off behind it is kept where it names or describes the same one
("X, the head of Y," and "X, who …,") and left out where it is an adjunct ("X, asked about Y,").
"""

from __future__ import annotations

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.reading import BREAKS, Range, Reading, read_sentence
from stemmata.model import Span

_MOST_WORDS = 40  # tokens of one phrase
_MOST_LINKS = 8
_LONGEST_ASIDE = 40  # tokens between two commas
_LONGEST_NAME = 5
_DASHES = frozenset({"—", "–", "--"})


def phrase_before(reading: Reading, end: int) -> Range | None:
    """Tokens [first, last) of the phrase that ends at `end`, times and adverbs skipped; None where none does."""
    last = _skip_times(reading, end)
    if last <= 0:
        return None
    if reading.lower(last - 1) == ",":
        return _phrase_round_aside(reading, last)
    if reading.lower(last - 1) in _DASHES:
        return _phrase_before_dashes(reading, last - 1)
    first = _linked_before(reading, last)
    return None if first is None else (first, last)


def _skip_times(reading: Reading, end: int) -> int:
    """Step back over "on Friday", "Friday morning" and adverbs between a subject and its verb."""
    index = end
    while index > 1 and reading.is_adverb(index - 1):
        index -= 1
    begin = index
    while begin > 0 and (
        reading.is_temporal(begin - 1) or (begin < index and reading.tokens[begin - 1].text.isdigit())
    ):
        begin -= 1
    if begin == index or begin == 0:
        return index
    time_words = reading.table.grammar.time_words
    if reading.lower(begin - 1) in time_words:
        while begin > 0 and reading.lower(begin - 1) in time_words:
            begin -= 1
        return begin
    is_bare = reading.is_nominal(begin - 1) and reading.lower(begin - 1) not in reading.table.grammar.determiners
    return begin if is_bare else index


def _core_before(reading: Reading, last: int) -> int | None:
    """The first token of the bare noun phrase whose last token is `last`."""
    grammar = reading.table.grammar
    if last < 0:
        return None
    lower = reading.lower(last)
    if lower in grammar.personal or lower in grammar.relatives:
        return last
    if lower in grammar.pronouns and not reading.is_nominal(last - 1):
        return last
    if lower == ")":
        opening = reading.opening_bracket(last)
        return None if opening is None else _core_before(reading, opening - 1)
    if lower in grammar.possessive_endings or reading.closes_quotation(last):
        return None if reading.tokens[last].is_word else _core_before(reading, last - 1)
    is_gerund = reading.has_gerund_ending(last) and reading.is_determiner(last - 1)
    if not (reading.is_nominal(last) or is_gerund):
        return None
    first = last
    while first > 0 and last - first < _MOST_WORDS and not reading.opens_time(first - 1):
        if reading.is_determiner(first - 1):
            while first > 0 and reading.is_determiner(first - 1):
                first -= 1
            break
        if not _may_precede(reading, first - 1):
            break
        first -= 1
    while first <= last and not reading.tokens[first].is_word and reading.lower(first) != "$":
        first += 1
    return first if first <= last else None


def _may_precede(reading: Reading, index: int) -> bool:
    """Whether the token may stand inside a noun phrase, before its last word."""
    grammar = reading.table.grammar
    lower = reading.lower(index)
    if reading.is_nominal(index) or reading.is_abbreviation_mark(index):
        return True
    if lower in grammar.possessive_endings or lower in {"&", "-", "/", "$"}:
        return True
    if reading.is_modifier(index):
        return reading.is_determiner(index - 1) or reading.lower(index - 1) in grammar.possessive_endings
    return reading.is_quote_mark(index) and not reading.closes_quotation(index) and reading.is_nominal(index - 1)


def _linked_before(reading: Reading, last: int) -> int | None:
    """The first token of the phrase that ends before `last`, followed back over "of", "from" and "and"."""
    grammar = reading.table.grammar
    first = _core_before(reading, last - 1)
    if first is None or reading.lower(first) in grammar.personal:
        return first
    for _ in range(_MOST_LINKS):
        if first < 2 or last - first > _MOST_WORDS:
            break
        longer = _link_before(reading, first)
        if longer is None:
            break
        first = longer
    return first


def _link_before(reading: Reading, first: int) -> int | None:
    grammar = reading.table.grammar
    lower = reading.lower(first - 1)
    if lower in grammar.linking:
        before = reading.lower(first - 2)
        is_pronoun = before in grammar.pronouns and before not in grammar.personal
        if reading.is_nominal(first - 2) or is_pronoun or before == ")":
            return _core_before(reading, first - 2)
        if first > 2 and reading.is_past_form(first - 2) and reading.is_nominal(first - 3):
            return _core_before(reading, first - 3)  # "people briefed on it"
        return None
    return _coordinated_before(reading, first - 1) if lower in grammar.joiners else None


def _coordinated_before(reading: Reading, joiner: int) -> int | None:
    """The start of "A, B" before "and C", where nothing governs the list; else None."""
    grammar = reading.table.grammar
    index = joiner
    for _ in range(_MOST_LINKS):
        index -= reading.lower(index - 1) == ","
        first = _core_before(reading, index - 1)
        if first is not None and reading.lower(first - 1) in grammar.linking and reading.is_nominal(first - 2):
            first = _core_before(reading, first - 2)
        if first is None:
            return None
        if first == 0 or reading.opens_clause_behind(first - 1) or reading.lower(first) in grammar.personal:
            return None if reading.is_adverb(first) else first
        if reading.lower(first - 1) != ",":
            return None
        index = first - 1
    return None


def _phrase_round_aside(reading: Reading, last: int) -> Range | None:
    """The phrase before what is set off by the comma at `last - 1` and one before it."""
    closing = last - 1
    for index in range(closing - 1, max(0, closing - 2 * _LONGEST_ASIDE), -1):
        if reading.lower(index) in BREAKS or reading.opens_quotation(index):
            return None
        if reading.lower(index) != ",":
            continue
        is_name = _is_name_aside(reading, index, closing)
        if not is_name and not may_be_aside(reading, index + 1):
            continue
        first = _linked_before(reading, index)
        if first is not None and _heads_clause(reading, first):
            return (first, last) if is_name or describes(reading, index + 1, closing) else (first, index)
    return None


def _phrase_before_dashes(reading: Reading, closing: int) -> Range | None:
    """The phrase before what two dashes set off."""
    for index in range(closing - 1, max(0, closing - _LONGEST_ASIDE), -1):
        if reading.lower(index) in _DASHES:
            first = _linked_before(reading, index)
            return (first, index) if first is not None and _heads_clause(reading, first) else None
    return None


def _is_name_aside(reading: Reading, opening: int, closing: int) -> bool:
    """ "the campaign's manager, Jane Doe,": a name between two commas behind a common noun."""
    if closing - opening > _LONGEST_NAME + 1 or closing <= opening + 1 or not reading.is_nominal(opening - 1):
        return False
    names = all(reading.is_capitalised(i) or reading.is_abbreviation_mark(i) for i in range(opening + 1, closing))
    first = _core_before(reading, opening - 1)
    if not names or first is None:
        return False
    is_described = any(reading.lower(i) in reading.table.grammar.possessive_endings for i in range(first, opening))
    return is_described or reading.is_determiner(first) or reading.tokens[opening - 1].text[0].islower()


def _heads_clause(reading: Reading, first: int) -> bool:
    """Whether a subject may begin at `first`: at the sentence's start or where a clause opens."""
    grammar = reading.table.grammar
    if reading.tokens[first].text.isdigit() or reading.lower(first) in grammar.relatives:
        return False
    if first == 0 or reading.opens_clause_behind(first - 1) or reading.lower(first - 1) in grammar.joiners:
        return True
    if reading.takes(first - 1, "say"):
        return True  # "said a colleague, Joan Doe, had told him"
    if reading.lower(first - 1) != ",":
        return False
    is_name_before = reading.is_capitalised(first - 2) and not reading.is_temporal(first - 2)
    is_second_aside = is_name_before and reading.lower(first) in grammar.determiners
    return not (may_be_aside(reading, first) and (is_second_aside or reading.lower(first) not in grammar.determiners))


def may_be_aside(reading: Reading, start: int) -> bool:
    """Whether what starts behind a comma may hang on the phrase before the comma."""
    if start >= len(reading):
        return False
    grammar = reading.table.grammar
    lower = reading.lower(start)
    if lower in grammar.personal or lower in grammar.coordinators:
        return False
    if not reading.tokens[start].text[0].isupper():
        return True
    if reading.is_abbreviation_mark(start + 1) or (reading.lower(start + 1) in {",", *grammar.genitives}):
        return True
    end = start
    while end < len(reading) and (reading.is_nominal(end) or reading.lower(end) in grammar.possessive_endings):
        end += 1
    return end > start and reading.tokens[end - 1].text[0].islower()  # "the group's leader" without its article


def describes(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens [start, end) name or describe the phrase before them, rather than say when or how."""
    grammar = reading.table.grammar
    lower = reading.lower(start)
    if end - start > _LONGEST_ASIDE or lower in grammar.adjuncts or reading.is_adverb(start):
        return False
    if lower in grammar.asides:
        return True
    is_participle = reading.has_gerund_ending(start) or reading.is_past_form(start)
    return not (is_participle and not reading.is_nominal(start))


def find_subject(text: str, sentence: Span, language: str) -> Span | None:
    """The phrase before the first verb of a sentence; None where none is found."""
    reading = read_sentence(text, sentence, (), load_attribution_table(language))
    for index in range(1, len(reading)):
        if reading.is_finite(index) or (reading.is_past_form(index) and not reading.is_capitalised(index)):
            subject = phrase_before(reading, index)
            return None if subject is None else reading.extent(*subject)
    return None
