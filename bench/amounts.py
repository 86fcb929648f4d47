"""Measure the reading of amounts on the cases of Microsoft Recognizers and on the strings of Duckling.

    python bench/amounts.py [--shared ../shared] [--errors] [NAME ...]

and, as "cases", the quantities of the stress cases in every language that has a table of numbers.

NAME is one of the files printed. Each line of the answer is a file with how many of its cases are wholly right: every
result that the case lists, and no other. What the corpora and Stemmata do differently on purpose is brought together by
the rules below, each of which holds for all cases of its file:

1. Numbers are read with `find_numbers`, before dates, versions and names are left out: the corpora list those, too.
2. A number glued to a unit ("29km") or an ordinal ending ("4th") is no number there, only a dimension.
3. A dash with a space before a number at a text's beginning is a minus there; here it is a bullet. The space is
   taken out.
4. A range is half open there, [a,b); here both ends are printed. Only the ends are compared, and of one-sided bounds
   whether the bound itself is meant; "about" and "nearly" make no range there.
5. Units have other names there: "Dollar" is USD, "Pence" is penny, and so on (UNITS). Where one word names money and
   a measure ("pounds"), CurrencyModel and DimensionModel each know one; the other is left out.
6. A result without a number (a bare "dollar") is no quantity: it is left out of the case.
7. Durations, percentages and temperatures are not in DimensionModel; what is read as one is left out.
8. Duckling turns weights into grams, lengths into the smallest unit named; a value counts as right in any unit of
   the same quantity, and a pound is one whether it is money or a weight.
9. Duckling's "Unnamed" currency ("bucks") equals none or dollars.
10. "A few" is 3 and "a couple" 2 there; here they are intervals, of which the lower end is compared.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemmata.annotate.amount.bound import Amount, find_amounts
from stemmata.annotate.amount.extent import find_numbers
from stemmata.annotate.amount.line import Line, cut_line
from stemmata.annotate.amount.name import is_name
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Basis

_NEAR = 1e-6
_LEADING_DASH = re.compile(r"^\s*-\s+(?=[\d.])")
Reading = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with what should be read in it, as comparable readings."""

    text: str
    wanted: tuple[Reading, ...]


UNITS = {
    "Dollar": "USD",
    "United States dollar": "USD",
    "Canadian dollar": "CAD",
    "Australian dollar": "AUD",
    "New Zealand dollar": "NZD",
    "Hong Kong dollar": "HKD",
    "Mexican peso": "MXN",
    "Pound": "GBP",
    "British pound": "GBP",
    "Euro": "EUR",
    "EUR": "EUR",
    "Cent": "cent",
    "Pence": "penny",
    "Penny": "penny",
    "Sen": "sen",
    "Franc": "franc",
    "Swiss franc": "CHF",
    "Japanese yen": "JPY",
    "Chinese yuan": "CNY",
    "Peseta": "ESP",
    "Netherlands guilder": "NLG",
    "Finnish markka": "FIM",
    "Costa Rican colón": "CRC",
    "Georgian lari": "GEL",
    "Lao kip": "LAK",
    "Sri Lankan rupee": "LKR",
    "Turkish lira": "TRY",
    "Rupee": "INR",
    "Bitcoin": "BTC",
    "Satoshi": "satoshi",
    "Dinar": "dinar",
    "Riyal": "riyal",
    "Rial": "rial",
    "Metric ton": "tonne",
    "Ton": "tonne",
    "Dram": "dram",
    "Megabit": "megabit",
    "M": "metre",
}
_FIGURES = ("gold", "overlap", "numeral", "full", "open", "open_full", "extra")
_TEMPERATURES = {"degree Celsius", "degree Fahrenheit"}
_GRAMS = {"gram": 1.0, "kilogram": 1000.0, "milligram": 0.001}
_METRES = {"kilometre": 1000.0, "metre": 1.0, "centimetre": 0.01, "millimetre": 0.001, "mile": 1609.344}
_INCHES = {"inch": 0.0254, "foot": 0.3048, "yard": 0.9144}


def main(arguments: Sequence[str]) -> int:
    """Read every case and print how many are right; 0, or 1 where no file was found."""
    default = Path(__file__).resolve().parent.parent.parent / "shared"
    parser = argparse.ArgumentParser(description="Measure the reading of amounts.")
    parser.add_argument("--shared", type=Path, default=default, help="folder with data/ (%(default)s)")
    parser.add_argument("--errors", action="store_true", help="print the cases that are wrong")
    parser.add_argument("names", nargs="*", metavar="NAME")
    chosen = parser.parse_args(arguments)
    read_any = False
    for name, language, cases, read in _benches(chosen.shared / "data"):
        if chosen.names and name not in chosen.names:
            continue
        read_any = True
        wrong = [(c, got) for c in cases if not _same(c.wanted, got := tuple(read(c.text, language)))]
        print(f"{name:28}{len(cases) - len(wrong):5} of {len(cases):4} {1 - len(wrong) / len(cases):7.1%}")
        for case, got in wrong if chosen.errors else ():
            print(f"    {case.text[:160]!r}\n        wanted {case.wanted}\n        got    {got}")
    if not chosen.names or "cases" in chosen.names:
        read_any |= score_cases(chosen.shared, chosen.errors)
    return 0 if read_any else 1


def score_cases(shared: Path, errors: bool) -> bool:
    """Print the figures of the stress cases' own scorer; false where it or they are missing."""
    gold, scorer = shared / "data" / "cases" / "dev.jsonl", shared / "bench" / "score_cases.py"
    if not gold.is_file() or not scorer.is_file():
        return False
    cases = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    predicted = "".join(json.dumps({"id": case["id"], "quantities": _found(case)}) + "\n" for case in cases)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as written:
        written.write(predicted)
        written.flush()
        command = [sys.executable, str(scorer), str(gold), written.name]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    print(*(row for row in printed if errors and "\tquantities\t" in row), sep="\n")
    figures: dict[str, int] = json.loads(printed[-1])
    for language in ("en", "ru", "uk"):
        counts = {name: figures.get(f"{language}.quantities.{name}", 0) for name in _FIGURES}
        print(f"cases.{language:22}", *(f"{name} {count}" for name, count in counts.items()), sep="  ")
    return True


def _found(case: dict[str, Any]) -> list[dict[str, Any]]:
    text = case["text"]
    return [
        {"span": [q.span.start, q.span.end], "text": q.text, "low": q.low, "high": q.high, "basis": q.basis.value}
        for q in find_quantities(text, split_sentences(text), case["language"])
    ]


def _benches(data: Path) -> Iterator[tuple[str, str, list[Case], Callable[[str, str], Iterator[Reading]]]]:
    recognizers = data / "recognizers"
    files: tuple[tuple[str, str, Callable[[dict[str, Any]], Reading | None], Callable[..., Iterator[Reading]]], ...] = (
        ("NumberModel", "Number", _number_wanted, read_numbers),
        ("NumberRangeModel", "Number", _range_wanted, read_ranges),
        ("CurrencyModel", "NumberWithUnit", _unit_wanted, read_money),
        ("DimensionModel", "NumberWithUnit", _unit_wanted, read_dimensions),
    )
    for name, folder, wanted, read in files:
        path = recognizers / folder / f"{name}.json"
        if path.is_file():
            rows = json.loads(path.read_text(encoding="utf-8-sig"))
            cases = [Case(r["Input"], tuple(w for x in r["Results"] if (w := wanted(x)) is not None)) for r in rows]
            yield name, "en", cases, read
    for path in sorted((data / "duckling").glob("*.jsonl")):
        kind, language, _ = path.name.split(".")
        if kind in {"Numeral", "AmountOfMoney", "Distance", "Quantity"}:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            cases = [Case(_unescape(r["text"]), (_duckling_wanted(r["value"]),)) for r in rows]
            yield f"{kind}.{language}", language, cases, read_numerals if kind == "Numeral" else read_measures


def _line(text: str, language: str) -> Line:
    closed = _LEADING_DASH.sub("-", text)  # rule 3
    return cut_line(closed, 0, len(closed), language)


def read_numbers(text: str, language: str) -> Iterator[Reading]:
    """Every number but those glued to a unit or an ending (rule 2)."""
    line = _line(text, language)
    for number in find_numbers(line):
        after = line.at(number.last)
        before = line.at(number.first - 1)
        is_ended = number.is_figure and line.is_glued(number.last) and after.is_word
        is_begun = number.is_figure and line.is_glued(number.first) and before.is_word
        if not is_ended and not is_begun:
            yield (number.value,)


def read_numerals(text: str, language: str) -> Iterator[Reading]:
    """Every number, and the lower end of every order of size (rule 9)."""
    line = _line(text, language)
    orders = [
        a for a in find_amounts(line) if a.basis is Basis.ORDER_WORD or line.at(a.number_first + 1).lower == "pair"
    ]
    yield from ((order.low,) for order in orders)
    yield from () if orders else read_numbers(text, language)


def read_ranges(text: str, language: str) -> Iterator[Reading]:
    """Every range and bound (rule 4)."""
    for amount in find_amounts(_line(text, language)):
        if amount.basis is Basis.EXACT and amount.first == amount.number_first:
            continue
        if amount.basis not in {Basis.ABOUT, Basis.ALMOST, Basis.ORDER_WORD}:
            low_closed = amount.low is not None and amount.low_closed
            yield (amount.low, amount.high, low_closed, amount.high is not None and amount.high_closed)


def read_money(text: str, language: str) -> Iterator[Reading]:
    """Every amount of money."""
    line = _line(text, language)
    for amount in find_amounts(line):
        if _is_money(amount.unit) and amount.unit is not None and not is_name(line, amount):
            yield (_printed(amount), amount.unit)


def read_dimensions(text: str, language: str) -> Iterator[Reading]:
    """Every measure but money, shares and temperatures (rules 5 and 7)."""
    line = _line(text, language)
    for amount in find_amounts(line):
        unit = "pound" if amount.unit == "GBP" else amount.unit
        is_left_out = unit in {None, "ratio", "percent", "percentage point"} | _TEMPERATURES or unit in {"cent", "USD"}
        if not is_left_out and unit is not None and not is_name(line, amount):
            yield (_printed(amount), unit)


def read_measures(text: str, language: str) -> Iterator[Reading]:
    """Every amount with its bound and unit, as Duckling prints it (rule 8)."""
    for amount in find_amounts(_line(text, language)):
        kind = "between" if amount.basis is Basis.RANGE else "simple"
        if amount.low is None:
            kind = "simple" if amount.basis is Basis.ALMOST else "under"
        elif amount.high is None:
            kind = "above"
        unit, factor = _base_unit(amount.unit or "")
        yield (
            kind,
            tuple(round(v * factor, 6) for v in _values(amount, kind)),
            unit,
        )


def _values(amount: Amount, kind: str) -> tuple[float, ...]:
    if kind == "between":
        return (amount.low or 0.0, amount.high or 0.0)
    return (amount.value,)


def _printed(amount: Amount) -> float:
    """The number right before the unit: of a range its upper end, as Recognizers has it."""
    return amount.high if amount.basis is Basis.RANGE and amount.high is not None else amount.value


def _is_money(unit: str | None) -> bool:
    return unit is not None and (unit.isupper() or unit in {"cent", "penny", "sen", "franc", "satoshi", "kopek", "mao"})


def _base_unit(unit: str) -> tuple[str, float]:
    for base, factors in (("gram", _GRAMS), ("metre", _METRES), ("metre", _INCHES)):
        if unit in factors:
            return base, factors[unit]
    return ("pound" if unit == "GBP" else unit), 1.0


def _number_wanted(result: dict[str, Any]) -> Reading | None:
    return (float(result["Resolution"]["value"]),)


def _range_wanted(result: dict[str, Any]) -> Reading | None:
    value = result["Resolution"]["value"]
    low, high = value[1:-1].split(",")
    is_range = low and high and low != high and value[0] == "[" and value[-1] == ")"
    return (
        float(low) if low else None,
        float(high) if high else None,
        bool(low) and value[0] == "[",
        False if is_range else bool(high) and value[-1] == "]",
    )


def _unit_wanted(result: dict[str, Any]) -> Reading | None:
    resolution = result["Resolution"]
    if resolution is None or resolution.get("value") is None:
        return None  # rule 6
    unit = resolution["unit"]
    if unit == "Pound" and result["TypeName"] == "dimension":
        return float(resolution["value"]), "pound"
    return float(resolution["value"]), UNITS.get(unit, _british(unit))


def _british(unit: str) -> str:
    """ "Square meter" → "square metre", "Mile per hour" → "mile / hour"."""
    name = unit.lower().replace(" per ", " / ")
    name = re.sub(r"(?<=[a-z])meter\b|\bmeter\b", "metre", name)
    return re.sub(r"liter\b", "litre", name)


def _duckling_wanted(value: str) -> Reading:
    if found := re.match(r"\(NumeralValue \(?(.+?)\)+$", value):
        return (float(found[1]),)
    words = re.findall(r"[\w.'-]+", value)
    kind, unit = words[0], words[1] if not re.match(r"-?[\d.]", words[1]) else ""
    numbers = tuple(float(w) for w in words[1:] if re.fullmatch(r"-?[\d.]+(?:e\d+)?", w))
    unit, factor = _base_unit(UNITS.get(unit, unit if unit.isupper() else unit.lower()))
    return (kind, tuple(round(n * factor, 6) for n in numbers), unit)


def _unescape(text: str) -> str:
    return re.sub(r"\\x([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def _same(wanted: Sequence[Reading], got: Sequence[Reading]) -> bool:
    return len(wanted) == len(got) and all(_equal(w, g) for w, g in zip(wanted, got, strict=True))


def _equal(wanted: object, got: object) -> bool:
    if isinstance(wanted, tuple) and isinstance(got, tuple):
        return len(wanted) == len(got) and all(_equal(w, g) for w, g in zip(wanted, got, strict=True))
    if isinstance(wanted, float) and isinstance(got, float):
        return abs(wanted - got) <= _NEAR * max(abs(wanted), 1e-9)
    return wanted == got or {wanted, got} in ({"unnamed", ""}, {"unnamed", "USD"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
