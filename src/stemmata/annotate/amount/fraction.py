"""Parts of a whole: "two-thirds", "three and a half", "half a million", "one in five", "10 1/2", "one over three"."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.amount.cardinal import Cardinal, read_cardinal, scale_at
from stemmata.annotate.amount.line import Line

_ROUND = frozenset({10, 100, 1000})
_FIRST_YEAR, _LAST_YEAR = 1500, 2100


@dataclass(frozen=True, slots=True)
class Part:
    """A fraction at pieces [.., last), with the scale behind it."""

    last: int
    value: float
    scale: float = 1.0


def read_part(line: Line, index: int) -> Part | None:
    """A fraction that stands by itself: "two-thirds", "a quarter", "half a million", "3/4", "one in five"."""
    part = read_plain_part(line, index)
    if part is None:
        return None
    return _scaled(line, part) or part


def read_plain_part(line: Line, index: int) -> Part | None:
    """A fraction without the scale that may stand behind it."""
    table, piece = line.table, line.at(index)
    if piece.kind == "vulgar":
        return None if piece.value is None else Part(index + 1, piece.value)
    if piece.value is not None and (figures := _read_slashed(line, index)) is not None:
        return figures
    if piece.lower in table.fraction_alone:
        is_qualifier = line.is_hyphen(index + 1) and scale_at(line, index + 1) is None  # "half-built"
        return None if is_qualifier else Part(index + 1, 1 / table.fraction_one[piece.lower])
    if piece.lower in table.articles and (one := _read_one_part(line, index + 1)) is not None:
        return one
    cardinal = read_cardinal(line, index)
    if cardinal is not None:
        return _read_counted_part(line, cardinal) or _read_proportion(line, cardinal)
    if piece.lower in table.fraction_one and scale_at(line, index + 1) is not None:
        return Part(index + 1, 1 / table.fraction_one[piece.lower])
    return None


def add_part(line: Line, whole: Cardinal) -> tuple[float, float, int]:
    """The value, scale and end of a number with the fraction behind it: "two and a half", "one million and a half"."""
    joined = line.word(whole.last) in line.table.joins
    start = whole.last + 1 if joined else whole.last
    if not joined and (not whole.is_figure or line.at(start).value is None):
        return whole.value, whole.scale, whole.last
    is_bare = line.word(start) in line.table.fraction_alone and scale_at(line, start + 1) is None
    part = None if is_bare else read_plain_part(line, start)
    if joined and line.word(start) in line.table.fraction_joined:  # "три с половиной"
        part = Part(start + 1, 1 / line.table.fraction_one[line.word(start)])
    is_glued_vulgar = line.at(start).kind == "vulgar"
    if (
        part is None
        or not 0 < part.value < 1
        or (not joined and not is_glued_vulgar and "/" not in line.word(start + 1))
    ):
        return whole.value, whole.scale, whole.last
    scale = scale_at(line, part.last)
    if scale is not None and scale[0] > whole.scale and whole.scale == 1:  # "five and a half million"
        return (whole.value + part.value) * scale[0], scale[0], scale[1]
    if scale is not None and scale[0] < whole.scale:  # "one billion and a half million"
        return whole.value + part.value * scale[0], scale[0], scale[1]
    unit = whole.scale if whole.value % whole.scale == 0 and whole.scale > 100 else 1.0  # "one million and a half"
    return whole.value + part.value * unit, whole.scale, part.last


def _scaled(line: Line, part: Part) -> Part | None:
    """ "half a million", "two thirds of a million", "three quarters billion"."""
    table, start = line.table, part.last
    if line.word(start) in table.of and line.word(start + 1) in table.articles:
        start += 1
    found = scale_at(line, start + 1 if line.word(start) in table.articles else start)
    return None if found is None else Part(found[1], part.value * found[0], found[0])


def _read_slashed(line: Line, index: int) -> Part | None:
    """ "3/4" as one word, and no date."""
    over = line.at(index + 2)
    is_printed = line.word(index + 1) == "/" and line.is_glued(index + 1) and line.is_glued(index + 2)
    is_longer = line.word(index + 3) == "/" and line.is_glued(index + 3)
    is_inside = line.is_glued(index) and (
        line.word(index - 1) == "/" or (line.is_hyphen(index - 1) and line.at(index - 2).is_figure)
    )
    if not is_printed or is_longer or is_inside or not over.value or line.at(index).value is None:
        return None
    top = line.at(index).value or 0.0
    if not top.is_integer() or not over.value.is_integer():
        return None
    return Part(index + 3, top / over.value)


def _read_one_part(line: Line, index: int) -> Part | None:
    """What an article stands before: "half", "fifth", "twenty-first"; no ordinal ("a third party")."""
    table, word = line.table, line.word(index)
    if word in table.fraction_one:
        is_ordinal = word not in table.fraction_alone and _is_noun_next(line, index + 1)
        return None if is_ordinal else Part(index + 1, 1 / table.fraction_one[word])
    denominator = _read_denominator(line, index, is_one=True)
    if denominator is None or _is_noun_next(line, denominator[1]):
        return None
    return Part(denominator[1], 1 / denominator[0])


def _is_noun_next(line: Line, index: int) -> bool:
    """Whether the next word is one that an ordinal would stand before."""
    piece, table = line.at(index), line.table
    if line.is_hyphen(index):
        return True
    return piece.is_word and piece.lower not in table.stops and piece.lower not in table.scales


def _read_denominator(line: Line, index: int, is_one: bool) -> tuple[float, int] | None:
    """A compound one: "twenty-firsts", "hundred and fifth"."""
    table = line.table
    parts = {**table.fraction_one, **table.fraction_tail} if is_one else {**table.fraction_many, **table.fraction_tail}
    cardinal = read_cardinal(line, index)
    if cardinal is None or cardinal.is_figure:
        return None
    last = cardinal.last
    last += line.word(last) == "-" or line.word(last) in table.joins
    tail = parts.get(line.word(last))
    if tail is None or tail >= 100 or (not cardinal.ends_tens and cardinal.scale == 1):
        return None
    return cardinal.value + tail, last + 1


def _read_counted_part(line: Line, count: Cardinal) -> Part | None:
    """ "two-thirds", "one hundred thirty fifths", "two hundred and fifty-four hundredths"."""
    table, is_one = line.table, count.value == 1
    parts = table.fraction_one if is_one else table.fraction_many
    start = count.last + 1 if line.word(count.last) == "-" else count.last
    part = parts.get(line.word(start))
    if part is None:
        compound = _read_denominator(line, count.last, is_one) if not count.is_figure else None
        return None if compound is None else Part(compound[1], count.value / compound[0])
    if count.is_figure and count.value >= part and line.word(start) in table.time_units:
        return None  # "14 quarters" are no fraction
    if (
        is_one
        and start == count.last
        and line.word(start) not in table.fraction_alone
        and _is_noun_next(line, start + 1)
    ):
        return None
    last = start + 1
    if count.head is not None and count.tail < part:  # "one hundred and three quarters"
        return Part(last, count.head + count.tail / part)
    if count.ends_tens and part < 10 and line.word(count.last - 2) not in table.joins:  # "one hundred thirty-fifths"
        numerator = read_cardinal(line.between(count.first, count.last - 1), 0)
        if numerator is not None and numerator.last == count.last - 1 - count.first:
            return Part(last, numerator.value / (count.value - numerator.value + part))
    return Part(last, count.value / part)


def _read_proportion(line: Line, count: Cardinal) -> Part | None:
    """ "one in five", "two out of five hundred", "one over three"; not "12 in six boxes" nor "$2,000 over 3 years"."""
    table = line.table
    if not count.value.is_integer() or count.scale > 1:
        return None
    among = line.match(count.last, table.among)
    if among is not None:
        whole = read_cardinal(line, among[1])
        is_out_of = among[1] - count.last > 1
        if whole is None or not 0 < count.value < whole.value:
            return None
        if _is_year(whole) or (not is_out_of and not _is_rate(count, whole)):
            return None
        is_share = not is_out_of and whole.value in _ROUND  # "3 in 10 voters"
        if line.word(whole.last) in table.time_units or (
            count.is_figure and count.value > 1 and not is_share and _is_noun_next(line, whole.last)
        ):
            return None  # "3 in 24 hours", "2 out of 5 missiles"
        return Part(whole.last, count.value / whole.value)
    if line.word(count.last) in table.over:
        whole = read_cardinal(line, count.last + 1)
        if whole is None or not whole.value or _is_noun_next(line, whole.last):
            return None
        return Part(whole.last, count.value / whole.value)
    return None


def _is_rate(count: Cardinal, whole: Cardinal) -> bool:
    """Whether "N in M" says a share: "one in five", "2 in 5", "three in 10"; not "12 in six"."""
    return count.value < whole.value and (count.value == 1 or whole.value in {3, 4, 5, 10, 100, 1000, 10_000, 100_000})


def _is_year(number: Cardinal) -> bool:
    return number.is_figure and _FIRST_YEAR <= number.value <= _LAST_YEAR
