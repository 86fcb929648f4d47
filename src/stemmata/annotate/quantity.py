"""Quantities in words and figures, with the bound that the words state.

A grammar over a table per language: one scan over the tokens of each sentence, no backtracking. `low` and
`high` follow the words ("more than 540": low 540, no high); what only looks like a quantity (dates, years,
ordinals, names such as "Shahed-136") is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemmata.annotate.number import Number, NumberTables, load_number_tables, match_phrase, read_joined, read_number
from stemmata.annotate.token import Token, tokenize, word_classes
from stemmata.model import Basis, Quantity, Span

_LONGEST_BOUND = 5
_LONGEST_NOUN_PHRASE = 6
_LOW_BASES = frozenset({Basis.AT_LEAST, Basis.MORE_THAN})
_HIGH_BASES = frozenset({Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST})
_RANGE_MARKS = frozenset({"-", "–", "—", "to", "and"})
_NO_NOUN = (frozenset({"VERB"}), frozenset({"ADV"}))
_ODD_WIDTH = 9  # "40-odd" is anything from 40 to 49


@dataclass(frozen=True, slots=True)
class _Core:
    """The number, range or order word at tokens [first, last), before bounds and units."""

    first: int
    last: int
    low: float
    high: float
    basis: Basis
    money: str | None = None
    unit: str | None = None


def find_quantities(text: str, sentences: Sequence[Span], language: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in text order and without overlap."""
    tables = load_number_tables(language)
    found: list[Quantity] = []
    for sentence in sentences:
        tokens = tokenize(text, sentence, language)
        index = 0
        while index < len(tokens):
            quantity, index = _read_at(text, tokens, index, tables, language, found)
            if quantity is not None:
                found.append(quantity)
    return tuple(found)


def _read_at(
    text: str,
    tokens: Sequence[Token],
    index: int,
    tables: NumberTables,
    language: str,
    found: Sequence[Quantity],
) -> tuple[Quantity | None, int]:
    """The quantity whose number starts at `index`, and where to go on."""
    nothing = _read_nothing(text, tokens, index, tables, language)
    if nothing is not None:
        return nothing, index + 1
    core = _read_core(text, tokens, index, tables)
    if core is None:
        return None, index + 1
    core = _read_unit(tokens, core, tables)
    if _is_name(text, tokens, core, tables, language):
        return None, core.last
    return _make(text, tokens, core, tables, language, found), core.last


def _read_core(text: str, tokens: Sequence[Token], index: int, tables: NumberTables) -> _Core | None:
    order = match_phrase(tokens, index, tables.order)
    if order is not None:
        low, high = tables.order_values[order[0]]
        return _Core(index, order[1], low, high, Basis.ORDER_WORD)
    joined = _read_joined_range(tokens, index, tables)
    if joined is not None:
        return joined
    money = tables.currency.get(tokens[index].lower) if not tokens[index].is_word else None
    if money is not None:
        joined = _read_joined_range(tokens, index + 1, tables)
        if joined is not None:
            return replace(joined, first=index, money=money)
    start = index + 1 if money else index
    number = read_number(text, tokens, start, tables, is_money=money is not None)
    if number is None:
        return None
    ranged = _read_range(text, tokens, index, number, money, tables)
    if ranged is not None:
        return ranged
    return _Core(index, number.last, number.value, number.value, Basis.EXACT, money, number.unit)


def _read_joined_range(tokens: Sequence[Token], index: int, tables: NumberTables) -> _Core | None:
    """A range printed as one word, "2,000-2,500"; a multiplier behind it holds for both ends."""
    ends = read_joined(tokens[index].lower) if index < len(tokens) else None
    if ends is None:
        return None
    last, scale = index + 1, 1.0
    if last < len(tokens) and tokens[last].lower in tables.multipliers:
        scale = tables.multipliers[tokens[last].lower]
        last += 1
    low, high = round(ends[0] * scale, 6), round(ends[1] * scale, 6)
    return _Core(index, last, low, high, Basis.RANGE) if low < high else None


def _read_range(
    text: str, tokens: Sequence[Token], index: int, low: Number, money: str | None, tables: NumberTables
) -> _Core | None:
    """ "2,000-2,500", "two to three thousand", "between 5 and 7": the scale and unit stand behind the second."""
    mark = low.last
    if mark >= len(tokens) - 1 or tokens[mark].lower not in _RANGE_MARKS:
        return None
    between = index > 0 and tokens[index - 1].lower in tables.between
    if tokens[mark].lower == "and" and not between:
        return None
    after = mark + 1
    if money and tables.currency.get(tokens[after].lower) == money:
        after += 1
    high = read_number(text, tokens, after, tables, is_money=money is not None)
    if high is None:
        return None
    scaled = low.value
    if low.scale == 1 and high.scale > 1 and low.value * high.scale < high.value:
        scaled = low.value * high.scale
    if scaled >= high.value:
        return None
    return _Core(index, high.last, scaled, high.value, Basis.RANGE, money, high.unit or low.unit)


def _read_unit(tokens: Sequence[Token], core: _Core, tables: NumberTables) -> _Core:
    """The unit or currency behind the number."""
    unit = core.unit
    last = core.last
    if unit is None and core.money is None and core.basis is not Basis.ORDER_WORD and last < len(tokens):
        hyphened = tokens[last].text in {"-", "‑"} and last + 1 < len(tokens)
        token = tokens[last + 1] if hyphened else tokens[last]
        for lemma in (token.lower, token.lower.removesuffix("s"), *sorted(token.lemmas)):
            if lemma in tables.units or (lemma in tables.currency and token.is_word):
                unit = tables.units.get(lemma) or tables.currency[lemma]
                last += 2 if hyphened else 1
                break
        else:
            two = f"{token.lower} {tokens[last + 1].lower}" if last + 1 < len(tokens) else ""
            if two == "per cent":
                unit, last = "percent", last + 2
            elif two.removeprefix("u.s. ").removeprefix("us ").rstrip("s") in tables.currency:
                unit, last = tables.currency[two.removeprefix("u.s. ").removeprefix("us ").rstrip("s")], last + 2
            elif token.lower == "times":
                unit, last = "ratio", last + 1
    return _Core(core.first, last, core.low, core.high, core.basis, core.money, unit or core.money)


def _is_name(text: str, tokens: Sequence[Token], core: _Core, tables: NumberTables, language: str) -> bool:
    """Whether the number is part of a name or date: a month beside it, "Resolution" before it, a bare year."""
    if core.basis is Basis.ORDER_WORD:
        return False
    before = tokens[core.first - 1] if core.first else None
    after = tokens[core.last] if core.last < len(tokens) else None
    first = tokens[core.first]
    if before is not None and before.lower.rstrip(".") in tables.months:
        return True
    if after is not None and after.lower.rstrip(".") in tables.months and core.high <= 31:
        return True
    if core.first > 1 and tokens[core.first - 1].text == "." and tokens[core.first - 2].lower in tables.abbreviable:
        return True
    if before is not None and before.lower in tables.name_before and first.text[:1].isdigit():
        return True
    if after is not None and after.lemmas & tables.time_units and core.unit is None:
        return True
    if after is not None and after.text in {":", "/"} and text[after.span.end : after.span.end + 1].isdigit():
        return True
    if before is not None and before.text in {":", "/", "#"} and before.span.end == first.span.start:
        return True
    return _is_year(tokens, core, tables, language)


def _is_year(tokens: Sequence[Token], core: _Core, tables: NumberTables, language: str) -> bool:
    """Whether a bare "2011" is a year: "in 2011", "a 2011 sale"; "2011 sales" is a count."""
    text = tokens[core.first].text
    if not (text.isdecimal() and len(text) == 4 and 1500 <= core.low <= 2100 and core.unit is None):
        return False
    before = tokens[core.first - 1].lower if core.first else ""
    following = tokens[core.last] if core.last < len(tokens) else None
    counts = following is not None and following.is_word and following.lower not in tables.stops
    if not counts or before in tables.year_before:
        return True
    _, phrase, end = _counted_noun(tokens, core.last, tables, language)
    return phrase is None or not _is_plural(tokens[end - 1], language)


def _make(
    text: str,
    tokens: Sequence[Token],
    core: _Core,
    tables: NumberTables,
    language: str,
    found: Sequence[Quantity],
) -> Quantity | None:
    basis, first = _bound_before(tokens, core, tables)
    after, last = _bound_after(tokens, core, tables)
    low: float | None = core.low
    high: float | None = core.high
    if core.basis is Basis.ORDER_WORD:
        basis, first, last = Basis.ORDER_WORD, core.first, core.last
    elif core.basis is Basis.RANGE:
        basis = Basis.RANGE
        if core.first and tokens[core.first - 1].lower in tables.between:
            first = min(first, core.first - 1)
    elif basis is None and after is not None:
        basis = after
        if text[tokens[core.last - 1].span.start : tokens[last - 1].span.end].lower().endswith("odd"):
            high = core.low + _ODD_WIDTH
    else:
        last = core.last
    basis = basis or core.basis
    rest = _rest(tokens, core, tables, found)
    if rest is not None:
        low = high = rest
        first = core.first - len(tables.all_but)
    if basis in _LOW_BASES:
        high = None
    elif basis in _HIGH_BASES:
        low = None
    span = Span(tokens[first].span.start, tokens[last - 1].span.end)
    if found and found[-1].span.end > span.start:
        span = Span(tokens[core.first].span.start, span.end)
    unit = core.unit or "count"
    item, item_span, end = (None, None, last)
    if unit in {"count", "percent", "ratio"} or unit in {"tonne", "barrel"}:
        item, item_span, end = _counted_noun(tokens, last, tables, language)
    per = _period_after(tokens, end, tables)
    if unit == "count" and item is None and _is_pronoun(tokens, core, tables):
        return None
    return Quantity(span, span.of(text), low, high, basis, unit, item, item_span, per)


def _rest(tokens: Sequence[Token], core: _Core, tables: NumberTables, found: Sequence[Quantity]) -> float | None:
    """ "of the 34, all but two": what is left of the count before."""
    before = tuple(t.lower for t in tokens[max(0, core.first - len(tables.all_but)) : core.first])
    if before != tables.all_but or not found or found[-1].low is None or found[-1].low != found[-1].high:
        return None
    return found[-1].low - core.low if found[-1].low > core.low else None


def _is_pronoun(tokens: Sequence[Token], core: _Core, tables: NumberTables) -> bool:
    """ "one of the officials", "no one": a pronoun, not a count."""
    return tokens[core.first].lower == "one"


def _bound_before(tokens: Sequence[Token], core: _Core, tables: NumberTables) -> tuple[Basis | None, int]:
    """The bound that stands right before the number, the longest phrase first."""
    end = core.first
    if end and tokens[end - 1].lower in tables.between:
        end -= 1
    for length in range(min(_LONGEST_BOUND, end), 0, -1):
        phrase = " ".join(t.lower for t in tokens[end - length : end])
        basis = tables.before.get(phrase)
        if basis is not None:
            return basis, end - length
    return None, core.first


def _bound_after(tokens: Sequence[Token], core: _Core, tables: NumberTables) -> tuple[Basis | None, int]:
    start = core.last
    if start < len(tokens) and tokens[start].text == "-":
        start += 1
    for length in (3, 2, 1):
        phrase = " ".join(t.lower for t in tokens[start : start + length])
        basis = tables.after.get(phrase)
        if basis is not None and len(tokens) >= start + length:
            return basis, start + length
    glued = tokens[core.last - 1].lower.rpartition("-")[2]
    if glued in tables.after and "-" in tokens[core.last - 1].lower:
        return tables.after[glued], core.last
    return None, core.last


def _counted_noun(
    tokens: Sequence[Token], start: int, tables: NumberTables, language: str
) -> tuple[str | None, Span | None, int]:
    """The counted noun behind the number in the singular, its whole phrase, and where that ends."""
    index = start
    while index < len(tokens) and tokens[index].lower in tables.passed and index < start + 3:
        index += 1
    if start < index < len(tokens) and tokens[index].text[:1].isdigit():
        index += 1  # "34 of the 40 drones"
    begin = index
    head: int | None = None
    while index < min(len(tokens), begin + _LONGEST_NOUN_PHRASE):
        token = tokens[index]
        if not token.is_word or token.lower in tables.stops or token.text[:1].isdigit():
            if token.text in {"-", "‑", "'s", "’s"} and index + 1 < len(tokens) and head is None:
                index += 1
                continue
            break
        classes = word_classes(token.lower, language)
        if head is not None and classes and not classes & {"NOUN", "PROPN"}:
            break
        if classes in _NO_NOUN and not _qualifies(tokens, index):
            break
        is_qualifier = index + 1 < len(tokens) and tokens[index + 1].text in {"-", "‑"}
        if not is_qualifier and (not classes or "NOUN" in classes or token.text[:1].isupper()):
            if head is not None and _is_plural(tokens[head], language) and not _is_plural(token, language):
                break
            head = index
        index += 1
    if head is None:
        return None, None, start
    words = [tokens[head]]
    position = head - 1
    while position >= begin and _is_modifier(tokens[position], language):
        words.insert(0, tokens[position])
        position -= 1
    name = " ".join([*(t.lower for t in words[:-1]), _singular(tokens[head], language)])
    return name, Span(tokens[begin].span.start, tokens[head].span.end), head + 1


def _qualifies(tokens: Sequence[Token], index: int) -> bool:
    """A participle behind a hyphen or before a noun: "Iranian-designed drones", "guided missiles"."""
    joined = index > 0 and tokens[index - 1].text in {"-", "‑"}
    return joined or (
        index + 1 < len(tokens) and tokens[index].lower.endswith(("ed", "ing")) and tokens[index + 1].is_word
    )


def _is_plural(token: Token, language: str) -> bool:
    singular = _singular(token, language)
    return singular != token.lower and token.lower.endswith(("s", "en"))


def _singular(token: Token, language: str) -> str:
    others = sorted(lemma for lemma in token.lemmas if lemma != token.lower and token.lower.startswith(lemma[:2]))
    nouns = [lemma for lemma in others if "NOUN" in word_classes(lemma, language)]
    if token.lower.endswith("s") and nouns:
        return min(nouns, key=lambda w: (abs(len(token.lower) - 1 - len(w)), w))
    return token.lower


def _is_modifier(token: Token, language: str) -> bool:
    classes = word_classes(token.lower, language)
    return token.text.islower() and "NOUN" in classes and "ADJ" not in classes and "-" not in token.lower


def _period_after(tokens: Sequence[Token], start: int, tables: NumberTables) -> str | None:
    for index in range(start, min(len(tokens), start + 2)):
        period = match_phrase(tokens, index, tables.periods)
        if period is not None:
            return tables.period_of[period[0]]
        if tokens[index].text in {",", ".", ";"}:
            return None
    return None


def _read_nothing(
    text: str, tokens: Sequence[Token], index: int, tables: NumberTables, language: str
) -> Quantity | None:
    """ "no line", "none": zero of something."""
    token = tokens[index]
    if token.lower not in tables.nothing or index + 1 >= len(tokens):
        return None
    if token.lower == "none":
        return Quantity(token.span, token.text, 0, 0, Basis.EXACT)
    if tokens[index + 1].lower in tables.not_counted:
        return None
    item, item_span, end = _counted_noun(tokens, index + 1, tables, language)
    if item is None or item_span is None or end - index > 4:
        return None
    span = Span(token.span.start, item_span.end)
    return Quantity(span, span.of(text), 0, 0, Basis.EXACT, "count", item, item_span)
