"""How far a number reaches before bounds and units: one value, a range, or an order of size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stemmata.annotate.amount.cardinal import is_single, scale_at
from stemmata.annotate.amount.line import Line
from stemmata.annotate.amount.number import Number, read_number
from stemmata.annotate.amount.unit import Sign, Unit, sign_at, skip_unit, unit_at
from stemmata.model import Basis

_FROM_REACH = 10  # of "from": "increase its monthly output of rockets from 50 to 70"
_CLAUSE_MARKS = frozenset(",;:()")
_REACH = 4  # words before "from" in which a verb of change may stand
_FARTHEST = 3  # behind such a verb, ends that are further apart are the change and what it led to


@dataclass(frozen=True, slots=True)
class Extent:
    """From `low` to `high` at pieces [first, last): EXACT, RANGE, ORDER_WORD, or what two bounds make of one number.

    `currency` is the sign before it, `unit` what a range prints behind its first number; `is_part` is true for a
    fraction by itself, `is_figure` where it begins in digits.
    """

    first: int
    last: int
    low: float
    high: float
    basis: Basis = Basis.EXACT
    currency: str | None = None
    unit: str | None = None
    scale: float = 1.0
    is_part: bool = False
    is_figure: bool = False


def read_extent(line: Line, index: int) -> Extent | None:
    """The extent that begins at `index`, the sign of a currency included."""
    order = read_order(line, index)
    if order is not None:
        return order
    sign = sign_at(line, index)
    start = sign.last if sign else index
    number = read_number(line, start, is_money=sign is not None)
    if number is None:
        return None
    if sign is not None and sign.scale > 1:
        number = replace(number, value=number.value * sign.scale, scale=sign.scale)
    last = _skip_restated(line, number)
    ranged = _read_range(line, number, sign)
    if ranged is not None:
        return replace(ranged, first=index)
    return Extent(
        index,
        last,
        number.value,
        number.value,
        Basis.EXACT,
        sign.currency if sign else None,
        None,
        number.scale,
        number.is_part,
        number.is_figure,
    )


def find_numbers(line: Line) -> Iterator[Number]:
    """Every number of a line, in order and without overlap, whatever it is a number of."""
    index = 0
    while index < line.length:
        sign = sign_at(line, index)
        found = read_number(line, sign.last if sign else index, is_money=sign is not None)
        if found is None:
            index += 1
        else:
            yield found
            index = _skip_restated(line, found)


def _skip_restated(line: Line, number: Number) -> int:
    """The end of "forty-five (45)"."""
    if line.word(number.last) != "(":
        return number.last
    again = read_number(line, number.last + 1)
    is_same = again is not None and again.value == number.value and line.word(again.last) == ")"
    return again.last + 1 if again is not None and is_same else number.last


def _read_range(line: Line, low: Number, sign: Sign | None) -> Extent | None:
    """ "2,000-2,500", "two to three thousand", "between 5 and 7", "$10-$15 million", "3km to 5km"."""
    table, begin = line.table, low.first
    opening = line.word((sign.first if sign else low.first) - 1)
    mark = skip_unit(line, low.last)
    word = line.word(mark)
    is_between = opening in table.between
    is_joined = word in table.joins
    if not (word in table.range_marks or word in table.range_or) or (is_joined and not is_between):
        return None
    start = sign.first if sign else begin
    if is_between and is_change(line, start - 1):
        return None
    after = mark + 1
    about = line.match(after, table.before)
    if about is not None and (about[0] is Basis.ABOUT or is_between) and word not in table.range_or:
        after = about[1]
    again = sign_at(line, after)
    if again is not None:
        after = again.last
    is_chain = any(  # "1-222-2222", "222-2222/2222"
        line.word(i) in {"-", "/"} and line.is_glued(i) and line.is_glued(i + 1) and line.at(i + j).is_figure
        for i, j in ((after + 1, 1), (begin - 1, -1))
    )
    if line.word(after) == "-" or is_chain or (again is not None and sign is None):
        return None
    high = read_number(line, after, is_money=sign is not None)
    if high is None or high.is_part != low.is_part:
        return None
    scaled = low.value
    if low.scale == 1 and high.scale > 1 and low.value * high.scale < high.value:
        scaled = low.value * high.scale
    if scaled >= high.value or (word in table.range_or and not _is_choice(low, high)):
        return None
    currency = sign.currency if sign else None
    is_printed_twice = again is not None or mark > low.last
    is_far = is_printed_twice or scaled * _FARTHEST < high.value
    if word.isalpha() and is_far and not is_between and _follows_change(line, start):
        return None  # "fell 20,000 to 1.46 million"
    unit = unit_at(line, low.last) if mark > low.last else None
    if unit is not None and sign is None and not _is_same_unit(line, unit, high, is_between):
        return None  # "rose 12 % to 5 million"
    return Extent(
        low.first,
        high.last,
        scaled,
        high.value,
        Basis.RANGE,
        currency,
        unit.name if unit else None,
        high.scale,
        low.is_part,
        low.is_figure,
    )


def _is_same_unit(line: Line, unit: Unit, high: Number, is_between: bool) -> bool:
    """Whether the second number of a range has the unit of the first, or none where an opening word holds both."""
    other = unit_at(line, high.last)
    return is_between if other is None else other.name == unit.name


def is_change(line: Line, index: int) -> bool:
    """Whether the word "from" at `index` begins a change: "rose from 50 to 70"."""
    return line.word(index) in line.table.change_openers and _follows_change(line, index, _FROM_REACH)


def _follows_change(line: Line, index: int, reach: int = _REACH) -> bool:
    for before in range(index - 1, max(-1, index - 1 - reach), -1):
        if line.word(before) in line.table.changes:
            return True
        if not line.at(before).is_word and line.word(before) in _CLAUSE_MARKS:
            return False
    return False


def _is_choice(low: Number, high: Number) -> bool:
    """ "two or three", "30 or 40": the second is the next round number up."""
    step = high.value - low.value
    return low.scale in {1, high.scale} and 0 < step <= max(1.0, 0.5 * high.value) and (low.last - low.first) <= 3


def read_order(line: Line, index: int) -> Extent | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen", "hundreds or even thousands"."""
    found = _read_one_order(line, index)
    if found is None:
        return None
    is_inner = found.last == index + 1 and line.word(index) in line.table.order_inner
    joined = line.match(found.last, line.table.order_or)
    other = _read_one_order(line, joined[1]) if joined else None
    if other is not None and other.high > found.high:
        low = found.low * other.factor if is_inner else found.low  # "tens or hundreds of thousands"
        return Extent(index, other.last, low, other.high, Basis.ORDER_WORD)
    basis = Basis.EXACT if found.low == found.high else Basis.ORDER_WORD  # "a pair"
    return None if is_inner else Extent(index, found.last, found.low, found.high, basis)


@dataclass(frozen=True, slots=True)
class _Order:
    low: float
    high: float
    last: int
    factor: float = 1.0

    def times(self, scale: float, last: int) -> _Order:
        return _Order(self.low * scale, (self.high + 1) * scale - 1, last, self.factor * scale)


def _read_one_order(line: Line, index: int) -> _Order | None:
    """An order times every scale behind it: "several" + "hundred", "tens" + "of thousands"."""
    some = line.match(index, line.table.order_some)
    pair = some[0] if some else line.table.order_many.get(line.word(index))
    if pair is None or is_single(line, index):
        return None
    order = _Order(*pair, some[1] if some else index + 1)
    while True:
        of = order.last + 1 if line.is_hyphen(order.last) else order.last  # "hundreds-of-thousands"
        start = of + 1 if line.word(of) in line.table.of else order.last
        start += start > order.last and line.is_hyphen(start)
        scale = None if line.word(start) == "-" else scale_at(line, start)
        if scale is None:
            return order
        order = order.times(*scale)
