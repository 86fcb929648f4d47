"""The fidelity guard: every claim is read again from its evidence before it leaves the room.

The reading here is on purpose a second one, simpler than the grammars' and independent of them: a number,
bound, unit, negation or source that these words do not carry is not passed on. A claim that fails is
dropped and counted under the field that failed; nothing is repaired.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.model import Basis, Claim, Modality, Polarity, Quantity, Span

_NUMERAL = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEAR = 24  # characters beside a quantity in which a bound word or a period still belongs to it
_TOLERANCE = 1e-6
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _GuardTables:
    bounds: dict[str, frozenset[str]]
    numbers: dict[str, float]
    multipliers: dict[str, float]
    order: frozenset[str]
    units: dict[str, tuple[str, ...]]
    periods: dict[str, tuple[str, ...]]
    negators: frozenset[str]
    denials: tuple[str, ...]


@cache
def _tables(language: str) -> _GuardTables:
    raw = tomllib.loads(
        files("stemmata.claim").joinpath("tables", f"{language}.guard.toml").read_text(encoding="utf-8")
    )
    return _GuardTables(
        bounds={basis: frozenset(words) for basis, words in raw["bounds"].items()},
        numbers=raw["numbers"],
        multipliers=raw["multipliers"],
        order=frozenset(raw["order"]["words"]),
        units={unit: tuple(words) for unit, words in raw["units"].items()},
        periods={period: tuple(words) for period, words in raw["periods"].items()},
        negators=frozenset(raw["negation"]["words"]),
        denials=tuple(raw["negation"]["denials"]),
    )


def find_unsupported(claim: Claim, text: str, language: str) -> str | None:
    """The first field of `claim` that its evidence in `text` does not carry; None where all hold.

    Fields: quote, number, bound, unit, per, polarity, modality, time, source.
    """
    tables = _tables(language)
    evidence = claim.evidence.span
    if evidence.of(text) != claim.evidence.quote:
        return "quote"
    quantity = claim.quantity
    if quantity is not None:
        field = _unsupported_in_quantity(quantity, text, evidence, tables)
        if field is not None:
            return field
    if not _polarity_holds(claim, text, tables):
        return "polarity"
    if claim.modality is not Modality.ASSERTED and not claim.support.get("modality"):
        return "modality"
    if claim.time is not None and not _time_holds(claim, text):
        return "time"
    for source in claim.chain:
        if source.span is None or source.descriptor is None:
            return "source"
        if " ".join(source.descriptor.split()) not in " ".join(source.span.of(text).split()):
            return "source"
    return None


def _unsupported_in_quantity(quantity: Quantity, text: str, evidence: Span, tables: _GuardTables) -> str | None:
    if not evidence.contains(quantity.span) or quantity.span.of(text) != quantity.text:
        return "quote"
    if not _number_holds(quantity, text, tables):
        return "number"
    if not _bound_holds(quantity, text, evidence, tables):
        return "bound"
    if not _unit_holds(quantity, tables):
        return "unit"
    if quantity.per is not None and not _per_holds(quantity, text, evidence, tables):
        return "per"
    return None


def read_numbers(words: str, language: str) -> frozenset[float]:
    """All numbers that `words` can be read to state: each numeral and number word, alone and multiplied."""
    return _read_numbers(words, _tables(language))


def _read_numbers(words: str, tables: _GuardTables) -> frozenset[float]:
    values: set[float] = set()
    for match in _NUMERAL.finditer(words):
        for value in _readings(match.group()):
            values.add(value)
            following = _WORD.match(words[match.end() :].lstrip(" -\u00a0\u202f"))
            scale = tables.multipliers.get(following.group().lower()) if following else None
            if scale is not None:
                values.add(value * scale)
    scales = {tables.multipliers[w.lower()] for w in _WORD.findall(words) if w.lower() in tables.multipliers}
    for value in sorted(values):
        values.update(value * scale for scale in scales)
    values.update(_spelled(words, tables))
    return frozenset(values)


def _readings(numeral: str) -> tuple[float, ...]:
    """A numeral read with its marks as thousands and, where there is one mark, as a decimal."""
    digits = re.sub(r"\D", "", numeral)
    readings = [float(digits)]
    decimal = re.fullmatch(r"(\d+)[.,](\d+)", numeral)
    if decimal:
        readings.append(float(f"{decimal[1]}.{decimal[2]}"))
        if len(decimal[2]) != 3:
            readings.pop(0)
    return tuple(readings)


def _spelled(words: str, tables: _GuardTables) -> set[float]:
    """Numbers in words; in "two to three thousand" the scale is tried on both."""
    values: set[float] = set()
    scales: set[float] = set()
    total: float = 0
    current: float | None = None
    found = [w.lower() for w in _WORD.findall(words)]
    for word in [*found, ""]:
        scale = tables.multipliers.get(word)
        if current is not None and scale is not None:
            scales.add(scale)
            if scale <= _HUNDRED:
                current *= scale
            else:
                total, current = total + current * scale, 0
        elif word in tables.numbers:
            current = (current or 0) + tables.numbers[word]
        elif word != "and" and current is not None:
            values.add(total + current)
            total, current = 0, None
    values.update(value * scale for value in tuple(values) for scale in scales)
    if any(word in tables.negators for word in found):
        values.add(0.0)
    return values


def _number_holds(quantity: Quantity, text: str, tables: _GuardTables) -> bool:
    words = quantity.text.lower()
    if quantity.basis is Basis.ORDER_WORD:
        return any(word in tables.order for word in _WORD.findall(words))
    stated = _read_numbers(quantity.text, tables) | _read_numbers(
        text[quantity.span.start : quantity.span.end + _NEAR], tables
    )
    values = [v for v in (quantity.low, quantity.high) if v is not None]
    if quantity.basis in {Basis.ABOUT, Basis.ALMOST} and len(values) == 2:
        return any(values[0] <= s <= values[1] for s in stated)
    return bool(values) and all(any(abs(v - s) <= _TOLERANCE * max(1.0, s) for s in stated) for v in values)


def _bound_holds(quantity: Quantity, text: str, evidence: Span, tables: _GuardTables) -> bool:
    """The basis must be the one that the words beside the number state, and no other may stand there."""
    before = text[max(evidence.start, quantity.span.start - _NEAR) : quantity.span.start].lower()
    inside = f" {quantity.text.lower()} "
    if quantity.basis in {Basis.RANGE, Basis.ORDER_WORD}:
        return True
    stated = {
        basis
        for basis, phrases in tables.bounds.items()
        if any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", inside) for p in phrases)
    }
    if quantity.basis is Basis.EXACT:
        dropped = any(before.rstrip().endswith(f" {p}") for ps in tables.bounds.values() for p in ps)
        return not stated and not dropped
    return quantity.basis.value in stated


def _unit_holds(quantity: Quantity, tables: _GuardTables) -> bool:
    if quantity.unit in {"count", "ratio"}:
        return True
    words = quantity.text.lower()
    known = tables.units.get(quantity.unit)
    if known is None:
        return quantity.unit.split()[0].rstrip("e")[:4].lower() in words
    return any(word in words for word in known)


def _per_holds(quantity: Quantity, text: str, evidence: Span, tables: _GuardTables) -> bool:
    words = tables.periods.get(quantity.per or "", (quantity.per or "",))
    sentence = evidence.of(text).lower()
    return any(word in sentence for word in words)


def _polarity_holds(claim: Claim, text: str, tables: _GuardTables) -> bool:
    quote = claim.evidence.quote.lower()
    words = {w.replace("’", "'") for w in _WORD.findall(quote)}
    negated = bool(words & tables.negators) or any(w.endswith("n't") for w in words)
    denied = any(denial in quote for denial in tables.denials)
    if claim.polarity is Polarity.NEGATIVE:
        return negated or denied
    return _is_free_of_negation(claim, text, tables)


def _is_free_of_negation(claim: Claim, text: str, tables: _GuardTables) -> bool:
    """A positive claim's own verb must not have a negation right before it."""
    if claim.modality in {Modality.NO_RESPONSE, Modality.DECLINES_COMMENT, Modality.DEFLECTS}:
        return True
    for span in claim.support.get("measure", ()):
        before = text[max(claim.evidence.span.start, span.start - _NEAR) : span.start].lower()
        last = [w.replace("’", "'") for w in _WORD.findall(before.split(",")[-1])][-2:]
        if any(w in {"not", "never", "cannot"} or w.endswith("n't") for w in last) and "only" not in last:
            return False
    return True


def _time_holds(claim: Claim, text: str) -> bool:
    """A year or a day number that the words print must be in the dates that the claim gives."""
    time = claim.time
    if time is None or time.span.of(text) != time.text:
        return False
    dates = [d for d in (time.start, time.end) if d is not None]
    if not dates:
        return True
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", time.text)
    span_of_years = range(int(min(dates)[:4]) - 1, int(max(dates)[:4]) + 2)
    return all(int(year) in span_of_years for year in years)
