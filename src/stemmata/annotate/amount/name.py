"""What only looks like a quantity: dates, years, times of day, versions, and names such as "Shahed-136" or "page 3"."""

from __future__ import annotations

from stemmata.annotate.amount.bound import Amount
from stemmata.annotate.amount.line import Line
from stemmata.annotate.amount.noun import read_noun
from stemmata.model import Basis

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_LAST_DAY = 31
_LAST_HOUR = 24
_LONGEST_NAME_NUMBER = 999
_NUMBER_SIGNS = frozenset({"#", "№", "§", "@", "_"})
_OPENING = frozenset({'"', "“", "«", "‘", "'", "(", "[", "—", "–", "-", "•", ":"})


def is_name(line: Line, amount: Amount) -> bool:
    """Whether the number is part of a name, a date or a time, or qualifies a noun without counting it."""
    if amount.basis is Basis.ORDER_WORD:
        return False
    if _is_fixed(line, amount) or _is_time(line, amount) or _is_suffix(line, amount):
        return True
    if amount.extent.is_figure and (_is_glued_figure(line, amount) or _is_date(line, amount) or _is_year(line, amount)):
        return True
    if amount.unit is None and _is_attribute(line, amount):
        return True
    return amount.unit is None and amount.extent.is_figure and _is_numbered(line, amount)


def _is_fixed(line: Line, amount: Amount) -> bool:
    """A set phrase round the number: "9/11", "ground zero", "one another"."""
    phrases = line.table.name_fixed
    for start in range(max(0, amount.number_first - 2), amount.number_first + 1):
        found = line.match(start, phrases)
        if found is not None and found[1] > amount.number_first:
            return True
    return False


def _is_time(line: Line, amount: Amount) -> bool:
    """A length of time, an age or a time of day: the room of times reads those."""
    table, last = line.table, amount.figure_last
    start = last + 1 if line.word(last) == "-" else last
    if amount.unit is not None and amount.unit != "item":
        return False
    if line.word(start) in table.time_units or line.word(start).removesuffix("'") in table.time_units:
        return True
    is_passed = line.word(start) in table.passed and line.word(start) not in table.definite
    if is_passed and line.word(start + 1) in table.time_units:
        return True
    return line.word(start) in table.clock and amount.value <= _LAST_HOUR * 100


def _is_suffix(line: Line, amount: Amount) -> bool:
    """A number word tied to the word before it: "sub-zero", "net-zero"."""
    first = amount.number_first
    if amount.extent.is_figure or not line.is_hyphen(first - 1):
        return False
    before = line.at(first - 2)
    is_number = before.lower in line.table.words or before.lower in line.table.joins
    return before.is_word and len(before.text) > 1 and not is_number


def _is_glued_figure(line: Line, amount: Amount) -> bool:
    """Letters or marks of a name right beside the digits: "MH17", "Shahed-136", "4th", "10:30", "192.168.1.2"."""
    first, last = amount.number_first, amount.number_last
    if amount.extent.currency is None and line.is_glued(first):
        before = line.at(first - 1)
        if before.is_word or before.text in _NUMBER_SIGNS:
            return True
        if before.text in {":", "/", ".", ","} and line.is_glued(first - 1):
            return True
        if before.text in {"-", "‑"} and line.is_glued(first - 1):
            return True
    if line.at(last - 1).text in line.table.name_letters and line.is_glued(last - 1):
        return True
    after = line.at(last)
    if not line.is_glued(last):
        return False
    if after.is_word and not line.table.after.meanings.get((after.lower,)):
        return True
    goes_on = line.is_glued(last + 1) and line.at(last + 1).is_figure and line.at(last - 1).is_figure
    return (after.text in {":", "/", ".", ","} and goes_on) or (line.is_hyphen(last) and line.at(last + 1).is_figure)


def _is_date(line: Line, amount: Amount) -> bool:
    """A month beside a day: "24 February", "Feb. 24", "February 24-25"."""
    months, first, last = line.table.months, amount.number_first, amount.number_last
    if amount.unit is not None:
        return False
    before = first - 2 if line.word(first - 1) == "." else first - 1
    if line.word(before) in months:
        return True
    if amount.extent.high <= _LAST_DAY and line.word(last) in months:
        return True
    # "24 and 25 February", "Sept. 5 and 6"
    is_listed = line.word(last) in line.table.joins or line.word(last) in {",", "/"}
    if is_listed and line.at(last + 1).is_figure and line.word(last + 2) in months:
        return True
    was_listed = line.word(first - 1) in line.table.joins and line.at(first - 2).is_figure
    month = first - 4 if line.word(first - 3) == "." else first - 3
    return was_listed and line.word(month) in months and amount.value <= _LAST_DAY


def _is_year(line: Line, amount: Amount) -> bool:
    """Whether bare figures are years: "in 2011", "a 2011 sale", "2014-2016"; "2,011 sales" and "2011 sales" count."""
    text = line.at(amount.number_first).text
    if amount.unit is not None or amount.extent.scale != 1 or len(text) != 4 or not text.isdecimal():
        return False
    if not _FIRST_YEAR <= amount.extent.low <= _LAST_YEAR:
        return False
    table, after = line.table, line.word(amount.number_last)
    if after in table.year_after:
        return True
    noun = read_noun(line, amount.number_last) if after not in table.stops else None
    counts = noun is not None and (noun.is_plural or bool(table.adjectives))
    if amount.first == amount.number_first and line.word(amount.number_first - 1) in table.year_before:
        return True
    return not counts


def _is_attribute(line: Line, amount: Amount) -> bool:
    """ "two-seat jets", "six-party talks": a number that is tied to a noun by a hyphen and counts nothing."""
    last = amount.number_last
    return amount.last == last and line.is_hyphen(last) and line.at(last + 1).is_word


def _is_numbered(line: Line, amount: Amount) -> bool:
    """A number behind the word that it numbers: "Resolution 2231", "No. 7", "Apollo 11"."""
    table, first = line.table, amount.number_first
    if amount.first < first:
        return False
    before = first - 2 if line.word(first - 1) == "." and line.is_glued(first - 1) else first - 1
    if line.word(before) in table.name_before or line.word(first - 1) in _NUMBER_SIGNS:
        return line.word(before) not in table.number_nouns
    is_listed = line.word(first - 1) in table.joins or line.word(first - 1) == ","
    if is_listed and line.at(first - 2).is_figure and line.word(first - 3) in table.name_before:
        return True  # "aged 5 and 9"
    if line.word(amount.number_last) in table.name_after:
        return True
    piece = line.at(first - 1)
    is_plain = len(line.at(first).text) <= 3 and amount.value <= _LONGEST_NAME_NUMBER and amount.value.is_integer()
    if not (is_plain and amount.extent.basis is Basis.EXACT and piece.is_word and piece.text[:1].isupper()):
        return False
    if first < 2 or line.at(first - 2).text in _OPENING or piece.lower in table.stops | table.passed:
        return False
    noun = read_noun(line, amount.number_last)
    return noun is None or not (noun.is_plural or _is_model(line, noun.last))


def _is_model(line: Line, index: int) -> bool:
    """Whether the noun that ends at `index` is a model's name and several of it are meant: "14 Challenger 2 tanks",
    "18 Leopard 2s"."""
    if not line.at(index).is_figure:
        return False
    if line.is_glued(index + 1):
        return any(line.word(index + 1) == plural for plural, _ in line.table.singulars)
    noun = read_noun(line, index + 1)
    return noun is not None and noun.first == index + 1 and noun.is_plural
