"""Whole numbers with their scales, in figures and words: "6 thousand", "two hundred and forty", "three lakh twelve"."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.amount.line import Line

HUNDRED = 100
_LAST_JOINED = 1000


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number at pieces [first, last). `scale` is what its last word multiplies by, 1 for none; behind a joining "and"
    stands `tail`, and all before that is worth `head`; `ends_tens` is true where it ends in twenty to ninety."""

    first: int
    last: int
    value: float
    scale: float = 1.0
    head: float | None = None
    tail: float = 0.0
    ends_tens: bool = False
    is_figure: bool = False


def read_cardinal(line: Line, index: int) -> Cardinal | None:
    """The longest cardinal that begins at `index`."""
    first = _read_term(line, index)
    if first is None:
        return None
    total, limit, found = first.value, first.scale, first
    is_joined, head = False, 0.0
    while limit > 1 and limit % 10 == 0:
        joined = line.word(found.last) in line.table.joins
        start = found.last + 1 if joined else found.last
        term = _read_term(line, start, is_later=True)
        if term is None or not 0 < term.value < limit or (line.at(start).is_figure and term.last == start + 1):
            break
        if joined and term.value < HUNDRED and limit > _LAST_JOINED:  # "two million and five officials"
            break
        is_joined, head = joined, total
        total += term.value
        limit, found = term.scale, term
    if found is first:
        return first
    return Cardinal(
        index,
        found.last,
        total,
        found.scale,
        head if is_joined else found.head,
        found.value if is_joined else found.tail,
        found.ends_tens,
    )


def _read_term(line: Line, index: int, is_later: bool = False) -> Cardinal | None:
    """A number below a thousand, or a figure, with the scales behind it: "two hundred and two thousand"."""
    block = _read_block(line, index)
    if block is None:
        return None if is_later else _read_bare_scale(line, index)
    value, last, scale = block.value, block.last, block.scale
    head, tail = block.head, block.tail
    while (found := scale_at(line, last)) is not None and (found[0] > scale or scale == 1 or found[0] % 10):
        if found[0] % 10 and head is not None:  # "three hundred and two dozens"
            value = head + tail * found[0]
        else:
            value *= found[0]
        scale = max(found[0], scale)
        last, head = found[1], None
    is_plain = last == block.last
    return Cardinal(
        index,
        last,
        round(value, 6),
        scale,
        head,
        tail,
        block.ends_tens and is_plain,
        block.is_figure and is_plain,
    )


def scale_at(line: Line, index: int) -> tuple[float, int] | None:
    """The scale behind a number, over a hyphen too, and where it ends with its point."""
    start = index + 1 if line.is_hyphen(index) else index
    word = line.word(start)
    scale = line.table.scales.get(word)
    if scale is None or not line.at(start).is_word:
        return None
    is_cut = word in line.table.abbreviated and line.word(start + 1) == "." and line.is_glued(start + 1)
    goes_on = line.word(start + 2)[:1].isalpha() or line.at(start + 2).is_figure
    return scale, start + 2 if is_cut and goes_on else start + 1


def _read_bare_scale(line: Line, index: int) -> Cardinal | None:
    """ "a hundred", "a dozen", "hundred thousand": a scale that counts itself once."""
    word = line.word(index)
    table = line.table
    start = index + 1 if word in table.articles else index
    found = scale_at(line, start) if line.word(start) != "-" else None
    if found is None or (line.word(start) in table.order_many and not is_single(line, start)):
        return None
    more = scale_at(line, found[1])
    if start == index and word not in table.bare and (more is None or more[0] < found[0]):
        return None
    if more is not None and more[0] > found[0]:
        return Cardinal(index, more[1], found[0] * more[0], more[0])
    return Cardinal(index, found[1], found[0], found[0])


def is_single(line: Line, index: int) -> bool:
    """Whether a scale whose form is also a plural is one: "около тысячи", not "тысячи людей"."""
    return line.word(index) in line.table.bare and line.match_back(index, line.table.before) is not None


def _read_block(line: Line, index: int) -> Cardinal | None:
    """A figure or a number word below a thousand, with hundreds: "3 hundred and 21", "ninety-five hundred"."""
    piece = line.at(index)
    if piece.kind == "power" or piece.kind == "vulgar":
        return None
    if piece.value is not None:
        block = Cardinal(index, index + 1, piece.value, is_figure=True)
    else:
        words = _read_below_hundred(line, index)
        if words is None:
            return None
        block = words
    found = scale_at(line, block.last)
    if found is None or found[0] != HUNDRED:
        return block
    hundreds = round(block.value * HUNDRED, 6)
    joined = line.word(found[1]) in line.table.joins
    start = found[1] + 1 if joined else found[1]
    rest = _read_below_hundred(line, start)
    if rest is None and joined and line.at(start).kind == "figure" and 0 < (line.at(start).value or 0) < HUNDRED:
        rest = Cardinal(start, start + 1, line.at(start).value or 0)
    if rest is None or rest.value == 0:
        return Cardinal(index, found[1], hundreds, HUNDRED)
    after = scale_at(line, rest.last)
    if after is not None and after[0] == HUNDRED:
        return Cardinal(index, found[1], hundreds, HUNDRED)
    value = hundreds + rest.value
    return Cardinal(index, rest.last, value, 1.0, hundreds if joined else None, rest.value, rest.ends_tens)


def _read_below_hundred(line: Line, index: int) -> Cardinal | None:
    """Number words in falling order: "forty", "fifty-two"; also "двести сорок два" where a word says two hundred."""
    value = line.table.words.get(line.word(index))
    if value is None:
        return None
    total, last, least = value, index + 1, value
    while True:
        room = _room_behind(least)
        start = last + 1 if line.word(last) == "-" and room else last
        following = line.table.words.get(line.word(start)) if room > 1 else None
        if following is None or not 0 < following < room:
            break
        total, last, least = total + following, start + 1, following
    return Cardinal(index, last, total, ends_tens=20 <= least < HUNDRED)


def _room_behind(value: float) -> float:
    """What a number word behind one of `value` must be less than."""
    if value >= HUNDRED:
        return HUNDRED
    return 10 if value >= 20 else 0
