"""Numbers read plainly: figures, words, scales, parts of one, multiples and orders of size.

Simpler than the grammar of quantities and independent of it. A number that can be read in two ways ("5m": metres or
millions) keeps both; one that cannot be read is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from stemmata.claim.guard.table import GuardTable, NumberTable

_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:[.,]\d+)*|[¼-¾⅐-⅞])"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])"
)
_GLYPHS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625}
_HUNDRED = 100
_TENS = 20


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens [first, last): the `values` that it may have. `high` is the upper end of an order of size.
    `kind`: plain, part, multiple, order or nothing."""

    first: int
    last: int
    values: tuple[float, ...]
    kind: str = "plain"
    high: float | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_figure: bool
    is_glued: bool

    @property
    def lower(self) -> str:
        return self.text.lower()


def read_numbers(words: str, table: GuardTable) -> tuple[Number, ...]:
    """All numbers that `words` state, in order; in "two to three thousand" both are thousands."""
    reader = _Reader(_cut(words), table.number)
    found: list[Number] = []
    index = 0
    while index < len(reader.tokens):
        number = reader.number_at(index)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return tuple(reader.share_scales(found))


def _cut(words: str) -> list[_Token]:
    tokens, end = [], -1
    for match in _TOKEN.finditer(words):
        tokens.append(_Token(match.group(), match.lastgroup == "figure", match.start() == end))
        end = match.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[_Token], table: NumberTable) -> None:
        self.tokens = tokens
        self._table = table
        self._grammar = table.grammar

    def number_at(self, index: int) -> Number | None:
        """The number that begins at a token."""
        for read in (self._nothing, self._order, self._share, self._multiple, self._plain):
            number = read(index)
            if number is not None:
                return number
        return None

    def share_scales(self, found: list[Number]) -> list[Number]:
        """Numbers joined as a range have the scale of the last one, where the first has none and stays below."""
        for place in range(len(found) - 2, -1, -1):
            one, other = found[place], found[place + 1]
            between = [self._word(i) for i in range(one.last, other.first)]
            joined = len(between) in (1, 2) and between[0] in self._grammar["ranges"]
            if not joined or other.scale <= 1 or one.scale > 1 or {one.kind, other.kind} - {"plain", "order"}:
                continue
            scaled = tuple(value * other.scale for value in one.values)
            if min(scaled) < max(other.values):
                found[place] = replace(one, values=scaled, scale=other.scale)
        return found

    def _word(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _is(self, index: int, kind: str) -> int:
        """How many tokens at `index` are one of the words of a kind; 0 for none."""
        best = 0
        for phrase in self._grammar[kind]:
            run = phrase.split()
            if [self._word(index + i) for i in range(len(run))] == run:
                best = max(best, len(run))
        return best

    def _nothing(self, index: int) -> Number | None:
        length = self._is(index, "nothing")
        if length and self._is(index + length, "not_nothing"):
            return None  # "no more than"
        return Number(index, index + length, (0.0,), "nothing") if length else None

    def _order(self, index: int) -> Number | None:
        """ "tens of thousands", "several hundred", "a couple of dozen"."""
        start = index + bool(self._is(index, "articles"))
        interval = self._table.order.get(self._word(start))
        if interval is None or self._word(start + 1) in self._grammar["as"]:
            return None  # "as few as 20"
        low, high = interval
        last = start + 1
        behind = last + bool(self._is(last, "of"))
        scale = self._table.scales.get(self._word(behind)) or self._table.scales.get(self._word(behind).rstrip("s"))
        if scale is not None:
            return Number(index, behind + 1, (low * scale,), "order", (high + 1) * scale - 1)
        return Number(index, last, (low,), "order", high)

    def _share(self, index: int) -> Number | None:
        """ "two-thirds", "a quarter of a million", "one in five", "3/4", "half a dozen"."""
        upper, last = self._upper(index)
        if upper is None:
            return None
        among = self._is(last, "among")
        if among:
            lower, end = self._small(last + among)
            if lower and upper < lower:
                return Number(index, end, (upper / lower,), "part")
        if self._word(last) == "/" and last + 1 < len(self.tokens) and self.tokens[last + 1].is_figure:
            lower = _figure(self.tokens[last + 1].text)[0]
            if lower > upper and self._word(last + 2) != "/":
                return Number(index, last + 2, (upper / lower,), "part")
        behind = last + (self._word(last) == "-")
        part = self._table.parts.get(self._word(behind))
        if part is None:
            return None
        end = behind + 1
        rest = end + bool(self._is(end, "of"))
        rest += bool(self._is(rest, "articles"))
        scale = self._table.scales.get(self._word(rest))
        if scale is not None:
            return Number(index, rest + 1, (upper / part * scale,), "plain", scale=scale)
        return Number(index, end, (upper / part,), "part")

    def _upper(self, index: int) -> tuple[float | None, int]:
        """How many parts: a small number, an article, or nothing before "half"."""
        if self._word(index) in self._table.parts and self._table.parts[self._word(index)] == 2:
            return 1.0, index
        if self._is(index, "articles"):
            return 1.0, index + 1
        return self._small(index)

    def _small(self, index: int) -> tuple[float | None, int]:
        if index < len(self.tokens) and self.tokens[index].is_figure:
            return _figure(self.tokens[index].text)[0], index + 1
        value = self._table.words.get(self._word(index))
        return (value, index + 1) if value is not None else (None, index)

    def _multiple(self, index: int) -> Number | None:
        factor = self._table.multiples.get(self._word(index))
        return Number(index, index + 1, (factor,), "multiple") if factor is not None else None

    def _plain(self, index: int) -> Number | None:
        start = index
        if self._is(index, "articles"):
            if self._word(index + 1) not in self._table.scales and self._word(index + 1) not in self._table.counts:
                return None
            start, value, last = index, 1.0, index + 1
            if self._word(last) in self._table.counts:
                return Number(start, last + 1, (self._table.counts[self._word(last)],))
            values: tuple[float, ...] = (value,)
        elif index < len(self.tokens) and self.tokens[index].is_figure:
            values, last = _figure(self.tokens[index].text), index + 1
            if last < len(self.tokens) and self.tokens[last].text in _GLYPHS:
                values, last = tuple(v + _GLYPHS[self.tokens[last].text] for v in values), last + 1
        elif self._word(index) in self._table.words:
            return self._scaled(*self._spelled(index))
        elif self._word(index) in self._table.counts:
            return Number(index, index + 1, (self._table.counts[self._word(index)],))
        else:
            return None
        return self._scaled(start, last, values)

    def _spelled(self, index: int) -> tuple[int, int, tuple[float, ...]]:
        """ "seven hundred and fifty", "twenty-one", as far as hundreds."""
        total, last = 0.0, index
        previous: float | None = None
        while last < len(self.tokens):
            here = last
            if previous is not None and (self._word(here) in {"-"} or self._is(here, "joins")):
                here += 1
            value = self._table.words.get(self._word(here))
            if value is not None and previous is not None:
                fits = (_TENS <= previous < _HUNDRED and value < 10 and previous % 10 == 0) or previous >= _HUNDRED
                if not fits or (here > last and self._word(last) != "-" and previous < _HUNDRED):
                    break
            if value is not None:
                total, previous, last = total + value, value, here + 1
            elif self._table.scales.get(self._word(last)) == _HUNDRED and total < _HUNDRED:
                total, previous, last = max(total, 1.0) * _HUNDRED, float(_HUNDRED), last + 1
            else:
                break
        return index, last, (total,)

    def _scaled(self, start: int, last: int, values: tuple[float, ...]) -> Number:
        """The number with its "and a half" and the scales behind it."""
        if self._is(last, "joins") and self._is(last + 1, "articles"):
            part = self._table.parts.get(self._word(last + 2))
            if part is not None:
                values, last = tuple(v + 1 / part for v in values), last + 3
        scale = 1.0
        while last < len(self.tokens):
            here = last + (self._word(last) == "-")
            if here >= len(self.tokens):
                break
            token = self.tokens[here]
            letter = self._table.letters.get(token.text) if token.is_glued and here == last else None
            factor = self._table.scales.get(token.lower) or self._table.scales.get(token.lower.rstrip("s"))
            if factor is None and letter is not None:
                both = tuple(v * letter for v in values)
                return Number(start, here + 1, (*both, *values) if token.text in {"m", "b"} else both, scale=letter)
            if factor is None:
                break
            values, scale, last = tuple(v * factor for v in values), scale * factor, here + 1
            behind = self._is(last, "joins")
            small = self._table.words.get(self._word(last + behind))
            if small is not None and factor > small:
                _, last, rest = self._spelled(last + behind)
                values = tuple(v + rest[0] for v in values)
        is_times = bool(self._is(last, "times")) or (self._word(last) == "-" and bool(self._is(last + 1, "times")))
        return Number(start, last, values, "multiple" if is_times else "plain", scale=scale)


def _figure(text: str) -> tuple[float, ...]:
    """A figure with its marks as thousands or as a decimal: "6,000", "1.5", "6.000" is read in both ways."""
    if text in _GLYPHS:
        return (_GLYPHS[text],)
    marks = re.sub(r"[\d\s]", "", text)
    digits = float(re.sub(r"\D", "", text))
    if not marks:
        return (digits,)
    whole, _, rest = text.rpartition(marks[-1])
    decimal = float(f"{re.sub(r'[^0-9]', '', whole)}.{rest}")
    if len(set(marks)) > 1:
        return (decimal,)
    if len(marks) > 1 or (marks == "," and len(rest) == 3):
        return (digits,)
    return (decimal, digits) if len(rest) == 3 else (decimal,)
