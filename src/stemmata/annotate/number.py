"""Reading one number, in figures or words, at a token; and the tables that this needs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.annotate.token import Token
from stemmata.model import Basis

_FIGURE = re.compile(r"([0-9]+(?:[.,][0-9]+)*)([a-zµ%]*)", re.IGNORECASE)
_JOINED = re.compile(r"([0-9]+(?:[.,][0-9]+)*)[-‑]([0-9]+(?:[.,][0-9]+)*)")
_GROUPED = re.compile(r"\d{1,3}(?:[,.]\d{3})+")
_LONGEST_FIGURE = 24  # digits and marks; longer ones are not quantities that anybody reports


@dataclass(frozen=True, slots=True)
class NumberTables:
    """A language's number words, bounds, units and stops; phrases as tuples of lower-case words."""

    words: Mapping[str, float]
    multipliers: Mapping[str, float]
    money_multipliers: Mapping[str, float]
    before: Mapping[str, Basis]
    after: Mapping[str, Basis]
    order: frozenset[tuple[str, ...]]
    order_values: Mapping[tuple[str, ...], tuple[float, float]]
    nothing: frozenset[str]
    not_counted: frozenset[str]
    currency: Mapping[str, str]
    units: Mapping[str, str]
    periods: frozenset[tuple[str, ...]]
    period_of: Mapping[tuple[str, ...], str]
    time_units: frozenset[str]
    name_before: frozenset[str]
    months: frozenset[str]
    year_before: frozenset[str]
    stops: frozenset[str]
    passed: frozenset[str]
    between: frozenset[str]
    all_but: tuple[str, ...]

    @property
    def abbreviable(self) -> frozenset[str]:
        """Words before a number that may carry a point: "Jan. 5", "No. 7"."""
        return self.months | self.name_before


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens [first, last): `value`, of which `scale` is the multiplier word, and a glued unit."""

    first: int
    last: int
    value: float
    scale: float
    unit: str | None


@cache
def load_number_tables(language: str) -> NumberTables:
    """The tables of `language`."""
    path = files("stemmata.annotate").joinpath("tables", language, "numbers.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    order = {tuple(k.split()): (float(v[0]), float(v[1])) for k, v in raw["order"].items()}
    periods = {tuple(p.split()): k for k, ps in raw["periods"].items() for p in ps}
    return NumberTables(
        words={k: float(v) for k, v in raw["words"].items()},
        multipliers={k: float(v) for k, v in raw["multipliers"].items()},
        money_multipliers={k: float(v) for k, v in raw["money_multipliers"].items()},
        before={p: Basis(k) for k, ps in raw["before"].items() for p in ps},
        after={p: Basis(k) for k, ps in raw["after"].items() for p in ps},
        order=frozenset(order),
        order_values=order,
        nothing=frozenset(raw["nothing"]["words"]),
        not_counted=frozenset(raw["nothing"]["not_counted"]),
        currency=raw["currency"],
        units={w: unit for unit, ws in raw["units"].items() for w in ws},
        periods=frozenset(periods),
        period_of=periods,
        time_units=frozenset(raw["time_units"]["words"]),
        name_before=frozenset(raw["names"]["before"]),
        months=frozenset(raw["names"]["months"]),
        year_before=frozenset(raw["names"]["year_before"]),
        stops=frozenset(raw["phrase"]["stops"]),
        passed=frozenset(raw["phrase"]["passed"]),
        between=frozenset(raw["between"]["words"]),
        all_but=tuple(raw["between"]["all_but"].split()),
    )


def match_phrase(
    tokens: Sequence[Token], index: int, phrases: frozenset[tuple[str, ...]]
) -> tuple[tuple[str, ...], int] | None:
    """The longest of `phrases` that starts at `index`, and where it ends."""
    for length in (4, 3, 2, 1):
        words = tuple(t.lower for t in tokens[index : index + length])
        if len(words) == length and words in phrases:
            return words, index + length
    return None


def read_joined(word: str) -> tuple[float, float] | None:
    """The two ends of a range printed as one word."""
    ends = _JOINED.fullmatch(word)
    if ends is None or len(word) > 2 * _LONGEST_FIGURE:
        return None
    low, high = _value(ends[1]), _value(ends[2])
    return (low, high) if low is not None and high is not None else None


def read_number(
    text: str, tokens: Sequence[Token], index: int, tables: NumberTables, is_money: bool = False
) -> Number | None:
    """The number that starts at `index`; None where none does, or where it is glued to a name."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if not (token.text[:1].isascii() and token.text[:1].isdecimal()):
        return _read_words(tokens, index, tables)
    before = text[token.span.start - 1 : token.span.start] if token.span.start else ""
    if before == "-" and text[token.span.start - 2 : token.span.start - 1].isalpha():
        return None
    figure = _FIGURE.fullmatch(token.lower.partition("-")[0])
    if figure is None or len(figure[1]) > _LONGEST_FIGURE:
        return None
    digits, last = _join_spaced(text, tokens, index, figure[1])
    value = _value(digits)
    if value is None:
        return None
    suffix = figure[2]
    scale, unit = 1.0, None
    if suffix:
        scale = tables.money_multipliers.get(suffix, 0.0) if is_money else 0.0
        scale = scale or tables.multipliers.get(suffix, 0.0)
        if not scale:
            unit = tables.units.get(suffix)
            if unit is None or unit == "millimetre":
                return None
            scale = 1.0
    elif last < len(tokens):
        word = tokens[last].lower
        if word in tables.multipliers or (is_money and word in tables.money_multipliers):
            scale = tables.multipliers.get(word) or tables.money_multipliers[word]
            last += 1
    return Number(index, last, round(value * scale, 6), scale, unit)


def _join_spaced(text: str, tokens: Sequence[Token], index: int, digits: str) -> tuple[str, int]:
    """ "6 000" and "1 250 000": groups of three digits after single spaces."""
    last = index + 1
    if not (digits.isdigit() and len(digits) <= 3):
        return digits, last
    while (
        last < len(tokens)
        and len(tokens[last].text) == 3
        and tokens[last].text.isascii()
        and tokens[last].text.isdecimal()
        and text[tokens[last - 1].span.end : tokens[last].span.start] in {" ", "\u00a0", "\u202f", "\u2009"}
        and digits != "0"
    ):
        digits += tokens[last].text
        last += 1
    return digits, last


def _value(digits: str) -> float | None:
    if "," in digits and "." in digits:
        return float(digits.replace(",", "")) if digits.rfind(".") > digits.rfind(",") else None
    if _GROUPED.fullmatch(digits) and ("," in digits or digits.count(".") > 1):
        return float(digits.replace(",", "").replace(".", ""))
    if "," in digits:
        return None
    return float(digits) if digits.count(".") <= 1 else None


def _read_words(tokens: Sequence[Token], index: int, tables: NumberTables) -> Number | None:
    """ "two hundred and forty", "a dozen", "half a dozen", "six thousand", "sixty-four"."""
    total, current = 0.0, 0.0
    scale = 1.0
    position = index
    seen = False
    if tokens[index].lower == "half" and index + 2 < len(tokens) and tokens[index + 1].lower == "a":
        if tokens[index + 2].lower in tables.multipliers:
            return Number(index, index + 3, 0.5 * tables.multipliers[tokens[index + 2].lower], 1, None)
        return None
    if tokens[index].lower in {"a", "an"}:
        if (
            index + 1 < len(tokens)
            and tokens[index + 1].lower in tables.multipliers
            and len(tokens[index + 1].text) > 2
        ):
            current, position, seen = 1.0, index + 1, True
        else:
            return None
    while position < len(tokens):
        parts = tokens[position].lower.split("-")
        values = [tables.words.get(part) for part in parts]
        word = tokens[position].lower
        if all(v is not None for v in values):
            if seen and position > index and current and current % 100 and scale == 1.0:
                break
            current += sum(v for v in values if v is not None)
            seen = True
        elif seen and word in tables.multipliers and len(word) > 2:
            scale = tables.multipliers[word]
            if scale <= 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0.0
        elif word == "and" and seen and position + 1 < len(tokens) and scale > 1:
            following = tokens[position + 1].lower.split("-")[0]
            if following not in tables.words:
                break
        else:
            break
        position += 1
    if not seen:
        return None
    return Number(index, position, total + current, scale, None)
