"""One number, in figures or words, with its sign, scale and fraction."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.amount.cardinal import Cardinal, read_cardinal
from stemmata.annotate.amount.fraction import add_part, read_part
from stemmata.annotate.amount.line import Line


@dataclass(frozen=True, slots=True)
class Number:
    """A number at pieces [first, last): `value`, of which `scale` is the last multiplier, 1 for none.

    `is_part` is true for a fraction by itself ("two-thirds"), `is_figure` where it is printed in digits.
    """

    first: int
    last: int
    value: float
    scale: float = 1.0
    is_part: bool = False
    is_figure: bool = False


def read_number(line: Line, index: int, is_money: bool = False) -> Number | None:
    """The number that begins at `index`, its sign or article included; None where none does."""
    sign, start = _read_sign(line, index)
    found = _read_unsigned(line, start, is_money)
    if found is None:
        return None
    return Number(index, found.last, sign * found.value, found.scale, found.is_part, found.is_figure)


def _read_sign(line: Line, index: int) -> tuple[int, int]:
    """The sign before a number: a word, or a mark that is glued to it and to nothing else."""
    word = line.word(index)
    if word in line.table.minus:
        return -1, index + 1
    if word in {"-", "+"} and line.is_glued(index + 1) and line.at(index + 1).is_figure:
        before = line.text[line.at(index).start - 1 : line.at(index).start] if line.at(index).start else ""
        if not before.isalnum() and before not in {")", "%", "-", "."}:
            return (-1 if word == "-" else 1), index + 1
    return 1, index


def _read_unsigned(line: Line, index: int, is_money: bool) -> Number | None:
    piece, table = line.at(index), line.table
    if piece.kind == "power":
        return None if piece.value is None else Number(index, index + 1, piece.value, is_figure=True)
    if piece.value is not None and line.word(index + 1) not in table.number_goes_on:
        following = line.word(index + 1)[:1]
        if not (following.isnumeric() or piece.kind == "vulgar"):
            return Number(index, index + 1, piece.value, is_figure=True)
    if piece.lower in table.points:
        decimals = _read_decimals(line, index + 1)
        return None if decimals is None else Number(index, decimals[1], decimals[0])
    part = read_part(line, index)
    if part is not None:
        return Number(index, part.last, part.value, part.scale, part.scale == 1, piece.is_figure)
    cardinal = read_cardinal(line, index)
    if cardinal is None or _is_pronoun(line, cardinal):
        return None
    if cardinal.is_figure:
        cardinal = _add_suffix(line, cardinal, is_money)
    if cardinal.scale == 1 or cardinal.scale == 100:
        pointed = _add_decimals(line, cardinal)
        if pointed is not None:
            return pointed
    value, scale, last = add_part(line, cardinal)
    return Number(index, last, round(value, 9), scale, is_figure=piece.is_figure)


def _is_pronoun(line: Line, number: Cardinal) -> bool:
    """ "this one", "which one"."""
    is_one = number.last == number.first + 1 and line.word(number.first) in line.table.one
    is_measured = line.word(number.last) in line.table.units.first  # "that one mile"
    before, behind = line.word(number.first - 1), line.at(number.last)
    is_noun = behind.is_word and (behind.lower not in line.table.stops or behind.lower in line.table.of)
    leads = before in line.table.that and is_noun  # "said that one jet", "that one of them"
    return is_one and not is_measured and not leads and before in line.table.not_one


def _add_suffix(line: Line, number: Cardinal, is_money: bool) -> Cardinal:
    """The letters behind a figure that multiply it: "6K", "1.7bn", "$2.5m", "$500 cr"."""
    piece, table = line.at(number.last), line.table
    is_glued = line.is_glued(number.last)
    scale = table.money_suffixes.get(piece.text) if is_money else None
    scale = scale or table.suffixes.get(piece.text)
    if scale is None or (line.is_glued(number.last + 1) and line.at(number.last + 1).is_figure):
        return number  # the K of "180 K2 tanks"
    if line.is_hyphen(number.last + 1) and line.at(number.last + 2).is_figure:
        return number  # "40 T-72 tanks"
    if not is_glued and piece.text.islower() and (piece.lower,) in table.units.meanings:
        return number
    last = number.last + 1
    is_cut = piece.lower in table.abbreviated and line.word(last) == "." and line.is_glued(last)
    last += is_cut and line.word(last + 1)[:1].isalpha()
    return Cardinal(number.first, last, round(number.value * scale, 6), scale)


def _add_decimals(line: Line, whole: Cardinal) -> Number | None:
    """ "nine point nought four", "1 point 1", "two point two million"."""
    if line.word(whole.last) not in line.table.points:
        return None
    decimals = _read_decimals(line, whole.last + 1)
    if decimals is None:
        return None
    value, last, scale = whole.value + decimals[0], decimals[1], line.table.scales.get(line.word(decimals[1]))
    if scale is not None:
        return Number(whole.first, last + 1, round(value * scale, 6), scale)
    return Number(whole.first, last, round(value, 9))


def _read_decimals(line: Line, index: int) -> tuple[float, int] | None:
    """What follows the word "point": a figure, or words digit by digit."""
    piece = line.at(index)
    if piece.kind == "figure" and piece.text.isdecimal():
        return float(f"0.{piece.text}"), index + 1
    digits = ""
    while line.at(index).is_word and (value := line.table.words.get(line.word(index))) is not None:
        cardinal = read_cardinal(line, index)
        is_long = cardinal is not None and cardinal.last > index + 1 and value >= 20
        digits += f"{(cardinal.value if is_long and cardinal else value):.0f}"
        index = cardinal.last if is_long and cardinal else index + 1
    return (float(f"0.{digits}"), index) if digits else None
