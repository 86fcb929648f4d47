"""A quantity against its words: number, bound, unit and rate, each read a second time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from stemmata.claim.guard.number import Number, read_numbers
from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, ends_with, find_phrases, holds, plain
from stemmata.model import Basis, Quantity, Span

_BEFORE = 40  # characters before a quantity in which its bound may stand
_RATE_BEFORE = 80  # and in which its rate may: "monthly production of such drones has risen to 100"
_BEHIND = 6  # words behind it in which its rate, or a bound behind the counted noun, may stand
_BEHIND_UNIT = 24  # characters behind a bare figure in which its unit may stand
_TOLERANCE = 1e-12  # of floating point alone
_MOST_FILLERS = 3
_LOWER = frozenset({Basis.AT_LEAST, Basis.MORE_THAN})
_UPPER = frozenset({Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST})
_BREAKS = frozenset(".,;:()!?—–\n")
_SIGNS = "$€£¥₽₴₪₺₹₩%％°#№"


def find_unsupported_part(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> str | None:
    """The first of quote, number, bound, unit and per that the words do not carry; None where all hold."""
    if not evidence.contains(quantity.span) or quantity.span.of(text) != quantity.text:
        return "quote"
    if not _number_holds(quantity, text, evidence, table):
        return "number"
    if not _bound_holds(quantity, text, evidence, table):
        return "bound"
    if not _unit_holds(quantity, text, table):
        return "unit"
    if not _per_holds(quantity, text, evidence, table):
        return "per"
    return None


def _number_holds(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether the sides are the very numbers of the words, on the side that the basis asks for."""
    if _cuts_a_number(quantity.span, text, table):
        return False
    numbers = read_numbers(quantity.text, table)
    low, high, basis = quantity.low, quantity.high, quantity.basis
    before = cut_words(text[max(evidence.start, quantity.span.start - _BEFORE) : quantity.span.start])
    if ends_with(before, table.number.grammar["all_but"]) is not None:
        return False  # what is left out
    if not numbers:
        return False
    if plain(quantity.text).startswith(table.number.grammar["all_but"]):
        return low == high and _is_rest(numbers[-1], low, text[evidence.start : quantity.span.start], table)
    if basis is Basis.ORDER_WORD:
        orders = [n for n in numbers if n.kind == "order"]
        return bool(orders) and _is(low, orders[:1]) and high is not None and _near(high, orders[-1].high)
    if basis is Basis.RANGE:
        two = low is not None and high is not None and low < high
        return two and len(numbers) == 2 and _is(low, numbers[:1]) and _is(high, numbers[1:])
    if len(numbers) != 1 or numbers[0].kind == "order":
        return False
    if basis in _LOWER:
        return high is None and _is(low, numbers)
    if basis in _UPPER:
        return low is None and _is(high, numbers)
    if basis is Basis.ABOUT and holds(cut_words(quantity.text), table.number.grammar["odd"]):
        value = numbers[0].values[0]
        return _is(low, numbers) and high is not None and value <= high < value + max(10.0, value / 10)
    return low == high and _is(low, numbers)


def _is(value: float | None, numbers: Iterable[Number]) -> bool:
    return value is not None and any(_near(value, stated) for number in numbers for stated in number.values)


def _near(value: float, stated: float | None) -> bool:
    return stated is not None and abs(value - stated) <= _TOLERANCE * max(1.0, abs(stated))


def _is_rest(part: Number, value: float | None, before: str, table: GuardTable) -> bool:
    """ "of the 34, all but two": what is left of a number told before."""
    wholes = [v for number in read_numbers(before, table) for v in number.values]
    return value is not None and any(_near(value, whole - p) for whole in wholes for p in part.values)


def _cuts_a_number(span: Span, text: str, table: GuardTable) -> bool:
    """Whether the span leaves out digits, a sign or a scale that belong to its number."""
    before, behind = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 12]
    if re.search(r"[\d][,.\u00a0\u202f]?$", before) and text[span.start].isdigit():
        return True
    if re.match(r"[,.\u00a0\u202f]?\d", behind) and text[span.end - 1].isdigit():
        return True
    if before[-1:] in {"$", "€", "£", "¥", "₽", "₴", "₹"}:
        return True
    if not text[span.end - 1].isdigit():
        return False
    word = re.match(r"([ \u00a0-]?)([^\W\d_]+)", behind)
    if word is None:
        return False
    is_letter = not word[1] and word[2] in table.number.letters
    return word[2].lower() in table.number.scales or (is_letter and word[2] not in {"m", "b", "T"})


def _bound_holds(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether the basis is the one that the words state, and no bound beside them was left out."""
    inside = _bases(cut_words(quantity.text), table)
    beside = _bases_beside(quantity, text, evidence, table)
    if quantity.basis in {Basis.RANGE, Basis.ORDER_WORD}:
        one_sided = {basis for basis in beside if basis not in {Basis.ABOUT, Basis.ALMOST}}
        return not one_sided or quantity.basis is Basis.ORDER_WORD
    if quantity.basis is Basis.EXACT:
        return not inside and not beside
    weighty = (inside | beside) - {Basis.ABOUT}
    if quantity.basis is Basis.ABOUT:
        return Basis.ABOUT in inside and not weighty
    if quantity.basis is Basis.ALMOST:
        return Basis.ALMOST in inside and not weighty - {Basis.ALMOST}
    return quantity.basis in inside and not weighty - {quantity.basis, Basis.ALMOST}


def _bases(words: list[str], table: GuardTable) -> set[Basis]:
    by_phrase = {phrase: Basis(basis) for basis, phrases in table.bounds.items() for phrase in phrases}
    return {by_phrase[phrase] for _, _, phrase in find_phrases(words, by_phrase)}


def _bases_beside(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> set[Basis]:
    """What bound words right before the span, or behind it and its noun, state."""
    before = cut_words(text[max(evidence.start, quantity.span.start - _BEFORE) : quantity.span.start])
    found: set[Basis] = set()
    for _ in range(_MOST_FILLERS):
        phrase = ends_with(before, [p for phrases in table.bounds.values() for p in phrases])
        if phrase is not None:
            verb = before[-len(cut_words(phrase)) - 1 : -len(cut_words(phrase))]
            if not verb or verb[0] not in table.bounds_of_verbs.get(phrase, ()):
                found |= _bases(cut_words(phrase), table)
            break
        if not before or before[-1] not in table.fillers or before[-1] in table.party["definite"]:
            break  # "far short of the ten million"
        before = before[:-1]
    tail = text[quantity.span.end : min(evidence.end, quantity.span.end + 2 * _BEFORE)]
    words = cut_words(tail)
    behind = words[:_BEHIND]
    stop = next((i for i, word in enumerate(behind) if word in _BREAKS or word[0].isdigit()), len(behind))
    leads = {*table.number.words, *table.infinitives}  # "200 guns and up to 1,900 shells"
    for first, last, phrase in find_phrases(behind[:stop], table.behind):
        is_next = first <= _noun_length(behind[:stop], table)
        is_bound_of_next = last < len(words) and (words[last][0].isdigit() or words[last] in leads)
        if is_next and not is_bound_of_next:
            found |= _bases(cut_words(phrase), table)
    return found


def _noun_length(words: list[str], table: GuardTable) -> int:
    """How many words behind a number belong to what it counts."""
    stops = set(table.noun_stops) | _BREAKS
    return next((i for i, word in enumerate(words) if word in stops), len(words))


def _unit_holds(quantity: Quantity, text: str, table: GuardTable) -> bool:
    words = plain(quantity.text)
    numbers = read_numbers(quantity.text, table)
    is_ratio = any(n.kind in {"part", "multiple"} for n in numbers)
    if quantity.unit == "ratio":
        return is_ratio and not any(sign in words for sign in _SIGNS)
    if quantity.unit == "count":
        return not is_ratio and not any(sign in words for sign in _SIGNS) and not _unit_behind(quantity, text, table)
    known = table.units.get(quantity.unit)
    if known is None:
        return quantity.unit.split()[0].rstrip("e")[:4].lower() in words
    if any(_stands(other, words) for other in table.units_not.get(quantity.unit, ())):
        return False
    return any(_stands(word, words) for word in known)


def _unit_behind(quantity: Quantity, text: str, table: GuardTable) -> bool:
    """Whether a count is really a measure: "30 kg", "about 600 miles"; the unit may stand in the words or behind."""
    words = quantity.text.lower()
    pattern = _unit_pattern(table)
    tail = text[quantity.span.end : quantity.span.end + _BEHIND_UNIT].lower()
    last = re.search(r"\d$|[^\W\d_]+$", words)
    return pattern.search(words) is not None or (last is not None and pattern.match(last.group() + tail) is not None)


@cache
def _unit_pattern(table: GuardTable) -> re.Pattern[str]:
    """A number with a unit behind it; names that are also plain words or times are left out."""
    unsure = set(table.units_unsure)
    names = {name for unit, names in table.units.items() for name in names if {unit, name}.isdisjoint(unsure)}
    units = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
    numbers = "|".join(sorted({*table.number.words, *table.number.scales}))
    return re.compile(rf"(?:\d|\b(?:{numbers}))[ \u00a0-]?(?:{units})(?:e?s)?(?!\w)")


def _stands(name: str, words: str) -> bool:
    """Whether a unit's word or sign stands in the words: whole, plural or not, or glued to a figure."""
    if not name[0].isalnum() and len(name) == 1:
        return name in words
    return re.search(rf"(?<![^\W\d_]){re.escape(name)}(?:e?s)?(?![^\W\d_])", words) is not None


def _per_holds(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> bool:
    stated = _periods_behind(quantity, text, evidence, table)
    if quantity.per is None:
        return not stated
    if quantity.per in stated:
        return True
    if stated - {"item"}:
        return False
    names = table.periods.names.get(quantity.per)
    if names is None:
        return False
    before = cut_words(text[max(evidence.start, quantity.span.start - _RATE_BEFORE) : quantity.span.start])
    wide = cut_words(text[quantity.span.start : min(evidence.end, quantity.span.end + 2 * _BEFORE)])
    return holds(before, names) or holds(wide, names)


def _periods_behind(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> set[str]:
    """The periods that the few words behind the number state."""
    tail = text[quantity.span.start : min(evidence.end, quantity.span.end + 2 * _BEFORE)]
    words = cut_words(tail)
    skipped = len(cut_words(quantity.text))
    behind = words[skipped : skipped + _BEHIND]
    stop = next((i for i, word in enumerate(behind) if word in _BREAKS or word[0].isdigit()), len(behind))
    inside = words[:skipped]
    by_phrase = {phrase: period for period, names in table.periods.names.items() for phrase in names}
    found: set[str] = set()
    speed = "/" in quantity.unit  # its time is part of the unit
    for group in ([] if speed else inside, behind[:stop]):
        for first, last, phrase in find_phrases(group, by_phrase):
            follows = group[last] if last < len(group) else behind[stop] if stop < len(behind) else ""
            leads = group[first - 1] if first else inside[-1] if group is not inside and inside else ""
            if by_phrase[phrase] == "item" and phrase in {"every", "per", "each"}:
                continue
            if follows not in table.periods.not_behind and leads not in table.periods.not_before:
                found.add(by_phrase[phrase])
    return found
