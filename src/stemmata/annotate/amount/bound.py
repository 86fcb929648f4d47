"""Amounts: numbers, ranges and orders of size with their units and with the words that bound them.

"more than 540 km" is 540 and open above; "40-odd" is 40 to 49; two bounds of one number ("more than 10 and less than
40") make a range. Every amount of a line is found here, be it a date, a name or a real quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stemmata.annotate.amount.extent import Extent, is_change, read_extent
from stemmata.annotate.amount.line import Line
from stemmata.annotate.amount.noun import read_noun
from stemmata.annotate.amount.unit import Unit, add_smaller, sign_at, unit_at
from stemmata.model import Basis

LOW_BASES = frozenset({Basis.AT_LEAST, Basis.MORE_THAN})
HIGH_BASES = frozenset({Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST})
_CLOSED = {Basis.MORE_THAN: Basis.AT_LEAST, Basis.FEWER_THAN: Basis.UP_TO}
_MILLION = 1e6
_MOST_BOUNDS = 4  # bound words before one number: "possibly as many as about 20"
_LONGEST_OPENING = 5  # pieces before a number that belong to it: a sign, an article, "minus"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at pieces [first, last) with its bounds; `number_first` and `number_last` hold the number with its
    unit, and `figure_last` the number alone. None is an open side. `unit` is None for a bare number.

    `low_closed` and `high_closed` say whether the bound itself is meant: "at least 20", not "more than 20".
    """

    first: int
    last: int
    number_first: int
    number_last: int
    figure_last: int
    low: float | None
    high: float | None
    basis: Basis
    unit: str | None
    extent: Extent
    low_closed: bool = True
    high_closed: bool = True
    is_glued: bool = False

    @property
    def value(self) -> float:
        """The one number that it states; of a range its lower end."""
        return self.low if self.low is not None else self.high or 0.0


def find_amounts(line: Line) -> list[Amount]:
    """Every amount of a line, in order and without overlap."""
    found: list[Amount] = []
    triggers, free, money, is_large = line.table.triggers, 0, None, False
    for index in [i for i, word in enumerate(line.words) if word in triggers or word[-1:].isnumeric()]:
        if index < free:
            continue
        for start in range(_opening(line, index, free), index + 1):
            extent = read_extent(line, start)
            if extent is not None and extent.last > index:
                amount = _as_millions(line, read_amount(line, extent, free), money, is_large)
                is_large |= extent.scale >= _MILLION
                money = amount.unit if amount.unit in line.table.currency_codes else money
                found.append(amount)
                free = max(extent.last, amount.last)
                break
    return _combine(line, found)


def _as_millions(line: Line, amount: Amount, money: str | None, is_large: bool) -> Amount:
    """A figure with a letter that is a measure or a million: "2.3m people", "2m pounds"; where the line has named
    `money` before it, or a number in millions, "900m" by itself."""
    last = amount.figure_last
    scale = line.table.money_suffixes.get(line.at(last).text) if line.is_glued(last) else None
    is_bare = amount.number_last == last + 1 and amount.extent.currency is None
    if scale is None or not is_bare or amount.unit in line.table.calibres:
        return amount
    currency = line.match(last + 1, line.table.currencies)
    noun = read_noun(line, last + 1) if currency is None and money is None else None
    is_named = currency is not None or money is not None or is_large
    if not is_named and (noun is None or noun.first != last + 1 or not noun.is_plural):
        return amount
    low, high = (None if v is None else round(v * scale, 6) for v in (amount.low, amount.high))
    end = currency[1] if currency is not None else last + 1
    unit = currency[0] if currency is not None else money
    made = replace(amount, low=low, high=high, unit=unit, number_last=end, figure_last=last + 1, is_glued=False)
    return replace(made, last=max(end, amount.last)) if amount.last == amount.number_last else made


def _opening(line: Line, index: int, free: int) -> int:
    """Where the number at `index` may begin: at its sign, article or minus."""
    start = index
    while start > free and index - start < _LONGEST_OPENING:
        piece = line.at(start - 1)
        if piece.lower not in line.table.openers and piece.text not in line.table.openers:
            break
        start -= 1
    return start


def read_amount(line: Line, extent: Extent, free: int) -> Amount:
    """The extent with its unit and bounds; `free` is the first piece that no earlier amount holds."""
    unit = _unit_of(line, extent)
    low, high = extent.low, extent.high
    if unit is not None:
        low, high = low * unit.scale + unit.extra, high * unit.scale + unit.extra
    number_last = unit.last if unit is not None else extent.last
    before, first = _bound_before(line, extent, free)
    after, last = bound_after(line, number_last) or (None, number_last)
    basis = after if before in {None, Basis.ABOUT, Basis.EXACT} and after is not None else before
    equal = line.match(number_last, line.table.or_equal) if basis in _CLOSED else None
    if basis is not None and equal is not None and not _is_number_next(line, equal[1]):
        basis, last = _CLOSED[basis], equal[1]
    if extent.basis is not Basis.EXACT:
        basis = extent.basis
    basis = basis or Basis.EXACT
    wide = line.table.odd.get(line.word(last - 1), 0.0) if basis is Basis.ABOUT and after is not None else 0.0
    is_low_open, is_high_open = basis in HIGH_BASES, basis in LOW_BASES
    return Amount(
        first,
        last,
        extent.first,
        number_last,
        extent.last,
        None if is_low_open else low,
        None if is_high_open else high + wide,
        basis,
        unit.name if unit is not None else extent.currency or extent.unit,
        extent,
        basis not in {Basis.MORE_THAN, *HIGH_BASES},
        basis not in {Basis.FEWER_THAN, Basis.ALMOST, Basis.RANGE, *LOW_BASES},
        unit is not None and unit.is_glued,
    )


def _unit_of(line: Line, extent: Extent) -> Unit | None:
    """The unit behind an extent, with what a smaller one adds; "times" and "-fold" are units of a ratio."""
    table, last = line.table, extent.last
    if extent.basis is Basis.ORDER_WORD and line.word(last) in table.of:
        last += 1
    start = last + 1 if line.is_hyphen(last) else last
    is_times = line.word(start) in table.times and (len(line.word(start)) > 1 or line.is_glued(start))
    if is_times or (line.word(start) in table.fold and extent.currency is None):
        return Unit("ratio", start + 1)
    is_whole = extent.basis is Basis.EXACT and extent.low.is_integer() and extent.scale == 1
    if extent.currency is not None:
        same = unit_at(line, last)
        is_next = same is not None and not line.at(last).is_word and line.at(same.last).is_figure
        if same is not None and same.is_money and same.name == extent.currency and not is_next:
            last = same.last
        return add_smaller(line, Unit(extent.currency, last, is_money=True), is_whole)
    unit = unit_at(line, last, extent.is_part, extent.scale)
    if unit is None:
        return None
    if unit.is_money and extent.scale == 1 and (scale := table.scales.get(line.word(unit.last))) is not None:
        return replace(unit, last=unit.last + 1, scale=unit.scale * scale)  # "75 USD million"
    return add_smaller(line, unit, is_whole)


def _bound_before(line: Line, extent: Extent, free: int) -> tuple[Basis | None, int]:
    """What the words before a number say of it, the weightiest of several, and where they begin."""
    table, first = line.table, extent.first
    if extent.basis is Basis.RANGE and first > free and line.word(first - 1) in table.between:
        first -= 0 if is_change(line, first - 1) else 1
    basis: Basis | None = None
    for _ in range(_MOST_BOUNDS):
        stronger = line.match_back(first, table.stronger) if basis is not None else None
        found = line.match_back(first, table.before)
        if found is None or found[1] < free or _is_other(line, found[1], first, extent.last):
            if stronger is None or stronger[1] < free:
                break
            first = stronger[1]
            continue
        first = found[1]
        if basis is None or basis in {Basis.ABOUT, Basis.EXACT}:
            basis = found[0]
    return basis, first


def _is_other(line: Line, first: int, last: int, behind: int) -> bool:
    """Whether a bound word belongs to a verb before it ("handed over 20 prisoners"), or leads to the places that the
    number behind it, which ends at `behind`, counts: "shot down over five regions", but not "in over five regions"."""
    if last - first != 1:
        return False
    verbs = line.table.not_bound.get(line.word(first))
    if verbs is not None and line.word(first - 1) in verbs:
        return True
    if line.word(first) not in line.table.places_before or line.word(first - 1) in line.table.places_before:
        return False
    noun = read_noun(line, behind)
    return noun is not None and noun.name.rsplit(" ", 1)[-1] in line.table.place_nouns


def bound_after(line: Line, last: int) -> tuple[Basis, int] | None:
    """What the words behind a number say of it: "or more", "-odd", "+"; where they end."""
    start = last + 1 if line.is_hyphen(last) else last
    found = line.match(start, line.table.after)
    if found is None or (line.word(start) == "+" and not line.is_glued(start)):
        return None
    for index in range(start, found[1]):
        other = line.match(index, line.table.before)
        if other is not None and other[1] > found[1] and _is_number_next(line, other[1]):
            return None  # "40 trucks and upwards of 500 tonnes"
    end = found[1] + 1 if line.word(found[1]) in line.table.than else found[1]
    return None if _is_number_next(line, end) else (found[0], found[1])


def _is_number_next(line: Line, index: int) -> bool:
    piece = line.at(index)
    return piece.is_figure or piece.lower in line.table.words or sign_at(line, index) is not None


def _combine(line: Line, amounts: Sequence[Amount]) -> list[Amount]:
    """Two bounds of one number made one range: "at least 20 but no more than 40"."""
    made: list[Amount] = []
    for amount in amounts:
        pair = _both(line, made[-1], amount) if made else None
        if pair is None:
            made.append(amount)
        else:
            made[-1] = pair
    return made


def _both(line: Line, one: Amount, other: Amount) -> Amount | None:
    joined = line.match(one.last, line.table.combine)
    if joined is None or joined[1] != other.first or (one.unit is not None and one.unit != other.unit):
        return None
    lower, upper = (one, other) if one.basis in LOW_BASES else (other, one)
    if lower.basis not in LOW_BASES or upper.basis not in HIGH_BASES or lower.low is None or upper.high is None:
        return None
    if not lower.low < upper.high:
        return None
    return replace(
        other,
        first=one.first,
        low=lower.low,
        high=upper.high,
        basis=Basis.RANGE,
        low_closed=lower.low_closed,
        high_closed=upper.high_closed,
    )


def find_multiples(line: Line) -> Iterator[tuple[int, float]]:
    """The words that say how many times as much, with their factor: "doubled", "twice", "threefold"."""
    table = line.table
    for index in [i for i, word in enumerate(line.words) if word in table.multiples or word in table.multiple_roots]:
        factor = table.multiples.get(line.word(index))
        is_verb = line.word(index - 1) in table.multiple_before or line.word(index + 1) in table.multiple_after
        if factor is None and is_verb:
            factor = table.multiple_roots[line.word(index)]
        if factor is not None:
            yield index, factor
