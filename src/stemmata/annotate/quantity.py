"""Quantities in words and figures, with the bound that the words state.

`low` and `high` follow the words ("more than 540": low 540, no high); what only looks like a quantity (dates, years,
ordinals, names such as "Shahed-136") is left alone. A sentence without a digit or a number word is not read at all;
the others are cut and read in one pass, so that the time taken grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from stemmata.annotate.amount.bound import HIGH_BASES, LOW_BASES, Amount, bound_after, find_amounts, find_multiples
from stemmata.annotate.amount.figure import lower_plain
from stemmata.annotate.amount.line import Line, cut_line
from stemmata.annotate.amount.name import is_name
from stemmata.annotate.amount.noun import Noun, read_noun
from stemmata.annotate.amount.table import AmountTable, load_amount_table
from stemmata.annotate.token import noun_lemmas
from stemmata.model import Basis, Quantity, Span

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_COUNTED = frozenset({"count", "percent", "percentage point", "ratio"})
_PERIOD_REACH = 5  # pieces behind the counted noun in which its period may stand
_NOUGHT_REACH = 4  # pieces that "no" and its noun may take


def find_quantities(text: str, sentences: Sequence[Span], language: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in text order and without overlap."""
    table = load_amount_table(language)
    found: list[Quantity] = []
    for sentence in sentences:
        if may_hold_amount(text[sentence.start : sentence.end], table):
            found.extend(_read_line(cut_line(text, sentence.start, sentence.end, language)))
    return tuple(found)


def read_length(text: str, span: Span, language: str) -> Quantity | None:
    """The length of time at `span` as a quantity of hours, days and the like; None where it is no one number of one
    unit."""
    line = cut_line(text, span.start, span.end, language)
    amounts = find_amounts(line)
    last = amounts[0].last + 1 if amounts and line.is_hyphen(amounts[0].last) else amounts[0].last if amounts else 0
    if len(amounts) != 1 or amounts[0].unit is not None or last != line.length - 1:
        return None
    unit = next(iter(noun_lemmas(line.word(last), language)), line.word(last))
    if unit not in line.table.time_units:
        return None
    amount = amounts[0]
    return Quantity(span, span.of(text), amount.low, amount.high, amount.basis, unit)


def may_hold_amount(sentence: str, table: AmountTable) -> bool:
    """Whether a sentence has a digit or a word that every amount has one of."""
    return bool(_DIGIT.search(sentence)) or not table.triggers.isdisjoint(_WORD.findall(lower_plain(sentence)))


def _read_line(line: Line) -> list[Quantity]:
    amounts = [amount for amount in find_amounts(line) if not is_name(line, amount)]
    taken = {index for amount in amounts for index in range(amount.first, amount.last)}
    found = [*_counted(line, amounts), *_multiples(line, taken), *_noughts(line)]
    return _without_overlap(sorted(found, key=lambda quantity: quantity.span))


def _without_overlap(found: Sequence[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or kept[-1].span.end <= quantity.span.start:
            kept.append(quantity)
    return kept


def _counted(line: Line, amounts: Sequence[Amount]) -> Iterator[Quantity]:
    previous: Quantity | None = None
    for amount in amounts:
        if previous is not None and _is_in_name(line, amount, previous):
            continue
        quantity = _make(line, amount, previous)
        if quantity is not None:
            yield quantity
            previous = quantity


def _is_in_name(line: Line, amount: Amount, previous: Quantity) -> bool:
    """Whether a figure belongs to the name of what is counted before it: "100 Leopard 2 tanks"."""
    first, noun = amount.number_first, previous.item_span
    if noun is None or not amount.extent.is_figure or not noun.start < line.at(first).start < noun.end:
        return False
    return line.at(first - 1).is_word and line.at(first - 1).text[:1].isupper()


def _make(line: Line, amount: Amount, previous: Quantity | None) -> Quantity | None:
    unit = amount.unit or ("ratio" if amount.extent.is_part else "count")
    if amount.is_glued and unit in line.table.calibres:
        return None
    noun = _noun_of(line, amount, unit)
    if unit == "count" and _is_pronoun(line, amount, noun, _is_listed(line, amount, previous)):
        return None
    if unit == "ratio" and line.word(amount.last) in line.table.of and _is_length_of_time(line, amount.last):
        return None
    if amount.extent.basis is Basis.EXACT and amount.extent.low == 0 and noun is None and not amount.extent.is_figure:
        return None
    basis, last, low, high = amount.basis, amount.last, amount.low, amount.high
    after = bound_after(line, noun.last) if noun is not None and basis in {Basis.EXACT, Basis.ABOUT} else None
    if after is not None and noun is not None:
        basis, last = after
        low, high = _opened(amount, basis)
    first = amount.first
    if _is_left_out(line, amount):
        rest = _all_but(amount, previous)
        if rest is None:
            return None  # "downed all but one": the one is the one that was not
        first, low, high = amount.first - len(line.table.all_but), rest, rest
    period = _period_after(line, noun.last if noun else amount.last)
    span = Span(line.at(first).start, line.at(last - 1).end)
    return Quantity(
        span,
        span.of(line.text),
        low,
        high,
        basis,
        unit,
        noun.name if noun else None,
        noun.span(line) if noun else None,
        period,
    )


def _noun_of(line: Line, amount: Amount, unit: str) -> Noun | None:
    """What is counted, or measured where the unit is tied to it: "500 tonnes of grain", "a 50-kg warhead"."""
    is_tied = line.word(amount.last) in line.table.of or amount.is_glued
    if unit in _COUNTED or (is_tied and not unit.isupper()):
        noun = read_noun(line, amount.last)
        may_be_span = unit != "count" or line.word(amount.last) in line.table.definite  # "2 million the year before"
        is_span = noun is not None and may_be_span and noun.name in line.table.time_units
        return None if is_span else noun  # "37 per cent year on year"
    return None


def _is_listed(line: Line, amount: Amount, previous: Quantity | None) -> bool:
    """Whether a number goes on with a list of counts: "two over Kursk and one over Bryansk"."""
    before = line.word(amount.first - 1)
    return previous is not None and previous.unit == "count" and (before in line.table.joins or before == ",")


def _is_length_of_time(line: Line, of: int) -> bool:
    """ "a quarter of a century": the room of times reads that; not "half of the year"."""
    return line.word(of + 1) in line.table.articles and line.word(of + 2) in line.table.time_units


def _is_pronoun(line: Line, amount: Amount, noun: Noun | None, is_listed: bool) -> bool:
    """ "One of the best", "the one": no count, but "one of them" and the last of a list, "two over A, one over B"."""
    is_one = amount.figure_last == amount.number_first + 1 and line.word(amount.number_first) in line.table.one
    if not is_one or amount.first != amount.number_first:
        return False
    is_of = line.word(amount.last) in line.table.of
    if is_of:
        return not _is_one_of_several(line, amount.last + 1, noun)
    return noun is None and not (is_listed and line.word(amount.last) in line.table.places_before)


def _is_one_of_several(line: Line, index: int, noun: Noun | None) -> bool:
    """ "One of them", "one of the missiles", but not "one of the largest missiles"."""
    word = line.word(index)
    if word in line.table.counted_ones:
        return True
    is_rated = any(
        line.word(i).endswith(line.table.superlatives) or line.word(i) in line.table.superlative_words
        for i in range(index, noun.last if noun is not None else index)
    )
    return word in line.table.passed and noun is not None and noun.is_plural and not is_rated


def _opened(amount: Amount, basis: Basis) -> tuple[float | None, float | None]:
    if basis in LOW_BASES:
        return amount.low, None
    return (None, amount.high) if basis in HIGH_BASES else (amount.low, amount.high)


def _is_left_out(line: Line, amount: Amount) -> bool:
    """Whether "all but" stands before a number."""
    words = line.table.all_but
    first = amount.first - len(words)
    return bool(words) and first >= 0 and tuple(line.word(i) for i in range(first, amount.first)) == words


def _all_but(amount: Amount, previous: Quantity | None) -> float | None:
    """ "of the 34, all but two": what is left of the count before; None where that is not known."""
    whole = previous.low if previous is not None and previous.low == previous.high else None
    if whole is None or amount.low is None or amount.low != amount.high or whole <= amount.low:
        return None
    return whole - amount.low


def _period_after(line: Line, start: int) -> str | None:
    table = line.table
    for index in range(start, min(line.length, start + _PERIOD_REACH)):
        period = line.match(index, table.periods)
        is_said = line.word(index) in table.per and line.word(index) not in table.articles
        is_rate = is_said or (period is not None and line.word(period[1]) not in table.not_per)
        if period is not None and is_rate:
            return None if line.word(index - 1) in table.no_per_after else period[0]
        if line.word(index) in {",", ".", ";", "(", ")"} or line.at(index).is_figure:
            return None
    return None


def _multiples(line: Line, taken: AbstractSet[int]) -> Iterator[Quantity]:
    """ "more than doubled", "a threefold rise": a ratio, with the bound before it."""
    for index, factor in find_multiples(line):
        if index in taken:
            continue
        found = line.match_back(index, line.table.before)
        basis, first = found or (Basis.EXACT, index)
        stronger = line.match_back(first, line.table.stronger) if found else None
        first = stronger[1] if stronger else first
        low = None if basis in HIGH_BASES else factor
        high = None if basis in LOW_BASES else factor
        span = Span(line.at(first).start, line.at(index).end)
        yield Quantity(span, span.of(line.text), low, high, basis, "ratio")


def _noughts(line: Line) -> Iterator[Quantity]:
    """ "no line", "none": nought of something."""
    table = line.table
    for index in [i for i, w in enumerate(line.words) if w in table.nothing.first or w in table.nothing_alone]:
        piece = line.at(index)
        if piece.lower in table.nothing_alone:
            span = Span(piece.start, piece.end)
            noun = read_noun(line, index + 1) if line.word(index + 1) in table.of else None
            yield Quantity(span, piece.text, 0, 0, Basis.EXACT, "count", *_named(line, noun))
            continue
        nothing = line.match(index, table.nothing)
        if nothing is None or line.word(nothing[1]) in table.not_counted or line.word(nothing[1]) in table.stops:
            continue
        noun = read_noun(line, nothing[1])
        is_far = noun is None or noun.first > nothing[1] or noun.last - index > _NOUGHT_REACH
        if noun is None or is_far or line.word(noun.last - 1) in table.not_counted or line.is_glued(index + 1):
            continue
        span = Span(piece.start, line.at(noun.last - 1).end)
        yield Quantity(span, span.of(line.text), 0, 0, Basis.EXACT, "count", *_named(line, noun))


def _named(line: Line, noun: Noun | None) -> tuple[str | None, Span | None]:
    return (noun.name, noun.span(line)) if noun is not None else (None, None)
