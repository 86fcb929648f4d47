"""The unit of a number: a currency's sign before it, and the measure or currency behind it."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.amount.line import Line
from stemmata.annotate.amount.number import read_number

_LONGEST_SIGN = 4
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_MILLION = 1e6
_INCH_MARK = '"'
_GOES_ON = frozenset("$€£%/:-–")


@dataclass(frozen=True, slots=True)
class Sign:
    """A currency's sign at pieces [first, last), before a figure; `scale` is what it multiplies by ("MUSD")."""

    first: int
    last: int
    currency: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit behind a number, ending before piece `last`; `extra` is what a smaller one behind it adds ("5 ft 2 in").

    `is_money` is true for a currency or its subunit, `is_glued` where the unit qualifies a noun or ends a figure
    ("12-cent", "155mm").
    """

    name: str
    last: int
    is_money: bool = False
    is_glued: bool = False
    scale: float = 1.0
    extra: float = 0.0


def sign_at(line: Line, index: int) -> Sign | None:
    """The sign of a currency that begins at `index`, before a number."""
    table = line.table
    piece = line.at(index)
    if piece.text not in table.openers:
        return None
    start = piece.start
    for length in range(_LONGEST_SIGN, 0, -1):
        last = index + length
        if last >= line.length:
            continue
        currency = table.currency_signs.get(line.text[start : line.at(last - 1).end])
        if currency is not None:
            return Sign(index, last, currency)
    if piece.text in table.currency_codes and line.at(index + 1).is_figure:
        return Sign(index, index + 1, piece.text)
    if piece.text in table.mega_codes and line.at(index + 1).is_figure:
        return Sign(index, index + 1, table.mega_codes[piece.text], _MILLION)
    return None


def skip_unit(line: Line, index: int) -> int:
    """Past the unit at `index` that a range prints twice: "3km to 5km", "12%-15%"."""
    unit = unit_at(line, index)
    if unit is None or (unit.is_glued and line.is_hyphen(index)):
        return index
    word = line.word(unit.last)
    return unit.last if word in line.table.range_marks or word in line.table.range_or else index


def unit_at(line: Line, index: int, is_part: bool = False, scale: float = 1.0) -> Unit | None:
    """The unit that begins at `index`, right behind a number."""
    table, start = line.table, index
    if line.word(start) not in table.unit_openers:
        return None
    if is_part and line.word(start) in table.of and line.word(start + 1) in table.articles:
        start += 1
    if is_part and line.word(start) in table.articles:
        start += 1
    is_hyphened = line.is_hyphen(start)
    start += is_hyphened
    if line.word(start) in _BRACKETS:
        inside = _named_unit(line, start + 1, index, scale, is_hyphened)
        closes = inside is not None and line.word(inside.last) == _BRACKETS[line.word(start)]
        return Unit(inside.name, inside.last + 1, inside.is_money) if inside is not None and closes else None
    found = _named_unit(line, start, index, scale, is_hyphened)
    if found is None:
        return None
    is_glued = is_hyphened or (line.is_glued(start) and line.at(start).is_word)
    found = _squared(line, found)
    if _goes_on(line, found.last, is_glued):
        return None
    return _add_speed(line, Unit(found.name, found.last, found.is_money, is_glued, found.scale))


def _squared(line: Line, unit: Unit) -> Unit:
    """ "km2", "m3"."""
    power = {"2": "square", "3": "cubic"}.get(line.word(unit.last)) if line.is_glued(unit.last) else None
    return unit if power is None or unit.name not in line.table.moving else Unit(f"{power} {unit.name}", unit.last + 1)


def _goes_on(line: Line, last: int, is_glued: bool) -> bool:
    """Whether figures are tied to what looks like a unit: "24703 L-202"."""
    if not line.at(last - 1).is_word:
        return False
    is_tied = line.is_hyphen(last) and line.at(last + 1).is_figure and not is_glued
    return is_tied or (line.is_glued(last) and line.at(last).is_figure)


def _is_sign_of_next(line: Line, start: int, last: int) -> bool:
    """Whether a currency's sign belongs to the figure behind it: "3 USD50 cards", "1 $10 bill"."""
    is_before = line.is_glued(last) and line.at(last).is_figure
    return is_before and not line.is_glued(start)


def _named_unit(line: Line, start: int, index: int, scale: float, is_hyphened: bool) -> Unit | None:
    table, piece = line.table, line.at(start)
    exact = table.units_exact.get(piece.text)
    if exact is not None:
        return Unit(exact, start + 1)
    if piece.text in table.currency_codes:
        return None if _is_sign_of_next(line, start, start + 1) else Unit(piece.text, start + 1, is_money=True)
    if piece.text in table.mega_codes:
        return Unit(table.mega_codes[piece.text], start + 1, is_money=True, scale=_MILLION)
    money = line.match(start, table.currencies)
    if money is not None and _is_sign_of_next(line, start, money[1]):
        return None
    measure = line.match(start, table.units)
    if money is not None and (measure is None or _is_money(line, money[1], measure[1], index, scale, is_hyphened)):
        return Unit(money[0], money[1], is_money=True)
    if measure is not None:
        return Unit(measure[0], _skip_point(line, measure[1]))
    subunit = line.match(start, table.subunits)
    if subunit is not None:
        return Unit(subunit[0][0], subunit[1], is_money=True)
    is_inch = piece.text == _INCH_MARK and line.count_quotation_marks() == 1
    return Unit("inch", start + 1) if is_inch else None


def _is_money(line: Line, money_last: int, measure_last: int, index: int, scale: float, is_hyphened: bool) -> bool:
    """Whether a word that names both a currency and a measure ("pounds") is money here."""
    table = line.table
    if money_last != measure_last:
        return money_last > measure_last
    if scale >= _MILLION:
        return True
    weighs = any(line.word(i) in table.weighing for i in range(max(0, index - 6), index))
    return not (is_hyphened or line.word(money_last) in table.of or weighs)


def _skip_point(line: Line, last: int) -> int:
    """Past the point of an abbreviated unit inside a sentence: "12 sq. km."."""
    is_cut = line.word(last - 1) in line.table.abbreviated and line.word(last) == "." and line.is_glued(last)
    return last + 1 if is_cut and line.at(last + 1).text[:1].islower() else last


def _add_speed(line: Line, unit: Unit) -> Unit:
    """ "188 miles an hour", "50 km/ms"."""
    table, last = line.table, unit.last
    if unit.name in table.moving and line.word(last) in table.per:
        time = table.speeds.get(line.word(last + 1))
        if time is not None:
            return Unit(f"{unit.name} / {time}", last + 2, is_glued=unit.is_glued)
    return unit


def add_smaller(line: Line, unit: Unit, is_whole: bool) -> Unit:
    """The unit with a smaller one behind it: "5 ft 2 in", "3 dollars and 50 cents", "15 dollars 50"."""
    table, last = line.table, unit.last
    last += line.word(last) in table.joins or line.word(last) == ","
    number = read_number(line, last) if unit.name in table.compound or unit.is_money else None
    if number is None or not is_whole or number.scale > 1:
        return unit
    if not unit.is_money:
        name, parts = table.compound[unit.name]
        smaller = unit_at(line, number.last)
        if smaller is not None and smaller.name == name:
            smaller = add_smaller(line, smaller, is_whole)
            return Unit(unit.name, smaller.last, extra=(number.value + smaller.extra) / parts)
        is_marked = table.compound_marks.get(line.word(number.last)) == name and not line.at(number.last + 1).is_figure
        return Unit(unit.name, number.last + 1, extra=number.value / parts) if is_marked else unit
    subunit = line.match(number.last, table.subunits)
    if subunit is not None:
        return Unit(unit.name, subunit[1], True, extra=number.value / subunit[0][1])
    following = line.at(number.last)
    is_change = number.value.is_integer() and 0 < number.value < 100 and line.word(last - 1) != ","
    if is_change and (following.lower in table.after_change or not (following.is_word or following.text in _GOES_ON)):
        return Unit(unit.name, number.last, True, extra=number.value / 100)
    return unit
