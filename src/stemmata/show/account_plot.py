"""The statements in an account over time, on one scale of amounts: what each counts, from when to when.

A bar is the time that an amount was counted in and the interval that its words leave; a line that ends in a dot is a
count that ran up to that day; an arrow is an open side. The band is what the account can be, given all statements
together. It is drawn twice, and the page shows the one that fits its width: on wide screens with the labels in a column
at the right, on narrow ones with numbers there and the labels below. So no two labels overlap.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from stemmata.show.ticks import LEAST_AMOUNT, ticks_from_zero
from stemmata.show.words import number_words

_TOP, _BOTTOM = 22, 34
_LEAST_HEIGHT, _LABEL = 190, 19
_MOST_LABELS = 24  # statements beyond these are drawn without a label; the table has them all
_LOG_FROM = 40  # a wider spread than this is drawn on a logarithmic scale
_THIN, _ARROW = 6.0, 26.0
_SHORTEST = 10.0  # px that an amount of one day is wide
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement. `shape` is period, running, undated or balance; days are ISO 8601, `start` None for an unknown
    beginning; `low`, `high` as in an entry; `href` leads to its sentence."""

    label: str
    words: str
    shape: str
    low: float | None
    high: float | None
    start: str | None
    end: str
    href: str
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    """A width with its margins, in px; `characters` is how many a label has room for, `gap` how far labels at the
    right are apart. `is_listed`: they are numbers, and the words stand below."""

    name: str
    width: int
    left: int
    right: int
    characters: int
    gap: int
    is_listed: bool


_WIDE = _Size("wide", 900, 76, 300, 40, _LABEL, is_listed=False)
_NARROW = _Size("narrow", 304, 54, 26, 40, 14, is_listed=True)


@dataclass(frozen=True, slots=True)
class Step:
    """What the running count must be at the end of a month; `high` None: nothing bounds it above."""

    end: str
    low: float
    high: float | None


def draw_account(marks: Sequence[Mark], band: Sequence[Step], title: str, key: str) -> str:
    """The marks and the band as two SVG elements, for wide and narrow screens; empty where no mark has an amount."""
    drawn = sorted((m for m in marks if m.low is not None or m.high is not None), key=lambda m: (m.end, m.label))
    if not drawn:
        return ""
    return "".join(_draw_size(drawn, band, title, f"{key}-{size.name[0]}", size) for size in (_WIDE, _NARROW))


def _draw_size(drawn: Sequence[Mark], band: Sequence[Step], title: str, key: str, size: _Size) -> str:
    labelled = _most_telling(drawn)
    plot = max(_LEAST_HEIGHT, len(labelled) * size.gap) + _TOP + _BOTTOM
    height = plot + (len(labelled) * _LABEL + 4 if size.is_listed else 0)
    frame = _Frame(drawn, plot, size)
    parts = [
        f'<svg class="books {size.name}" role="group" aria-labelledby="{key}-t" width="{size.width}" height="{height}" '
        f'viewBox="0 0 {size.width} {height}"><title id="{key}-t">{escape(title)}</title>',
        *_axes(frame),
        _draw_band(band, frame),
        *(_draw_mark(mark, frame) for mark in drawn if mark not in labelled),
        *_draw_labelled(labelled, frame),
        "</svg>",
    ]
    return "".join(parts)


class _Frame:
    """Where days and amounts stand, in px."""

    def __init__(self, marks: Sequence[Mark], height: float, size: _Size) -> None:
        self.size = size
        self.left, self.right = float(size.left), float(size.width - size.right)
        self.bottom = height - _BOTTOM
        days = [_day(d) for m in marks for d in (m.start, m.end) if d is not None]
        spread = max((max(days) - min(days)).days, 6)
        self.first = min(days) - timedelta(days=max(1, spread // (6 if any(m.start is None for m in marks) else 25)))
        self.last = max(days) + timedelta(days=max(1, spread // 25))
        seen = [v for m in marks for v in (m.low, m.high) if v is not None and v > 0]
        amounts = [max(v, LEAST_AMOUNT) for v in seen] or [1.0]
        self.is_log = max(amounts) / min(amounts) > _LOG_FROM
        self.least, self.most = min(amounts) / 1.6, max(amounts) * (1.6 if self.is_log else 1.15)

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def y(self, amount: float) -> float:
        if self.is_log:
            share = (math.log10(max(amount, self.least)) - math.log10(self.least)) / math.log10(self.most / self.least)
        else:
            share = amount / self.most
        return self.bottom - (self.bottom - _TOP) * min(1.0, max(0.0, share))

    def amounts(self) -> list[float]:
        """The amounts that the scale is marked at."""
        if self.is_log:
            powers = range(math.ceil(math.log10(self.least)), math.floor(math.log10(self.most)) + 1)
            return [10.0**n for n in powers] or [self.least, self.most]
        return ticks_from_zero(self.most, self.most, _TICKS)


def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


def _most_telling(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that get a label: those that contradict others, then the latest."""
    ordered = sorted(marks, key=lambda m: m.end, reverse=True)
    return sorted(ordered, key=lambda m: not m.is_contradicted)[:_MOST_LABELS]


def _axes(frame: _Frame) -> Iterator[str]:
    left = frame.left
    for amount in frame.amounts():
        y = frame.y(amount)
        yield f'<line class="grid" x1="{left}" x2="{frame.right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{number_words(amount)}</text>'
    for day, words in _day_ticks(frame):
        x = frame.x(day)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{frame.bottom:.1f}" y2="{frame.bottom + 5:.1f}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{frame.bottom + 20:.1f}" text-anchor="middle">{words}</text>'
    if frame.is_log:
        yield f'<text class="tick" x="{left}" y="12">logarithmic scale</text>'


def _day_ticks(frame: _Frame) -> Iterator[tuple[date, str]]:
    days = (frame.last - frame.first).days
    most = max(2, int((frame.right - frame.left) / 90))
    if days <= 45:
        step = max(1, math.ceil(days / most))
        for number in range(0, days + 1, step):
            day = frame.first + timedelta(days=number)
            yield day, f"{day.day} {day:%b}" + (f" {day.year}" if number == 0 else "")
        return
    months = next((m for m in (1, 2, 3, 6) if days / 30.4 / m <= most), 12 * math.ceil(days / 365.25 / most))
    year, month = frame.first.year, frame.first.month
    while (day := date(year, month, 1)) <= frame.last:
        if day >= frame.first and (year * 12 + month - 1) % months == 0:
            yield day, str(year) if months >= 12 else f"{day:%b} {year}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if year > date.max.year:
            return


def _draw_band(band: Sequence[Step], frame: _Frame) -> str:
    """The band as stairs: in a month the count is no less than at the last one's end, and no more than at its own."""
    steps = [s for s in band if frame.first <= _day(s.end)]
    if not any(s.low > 0 or s.high is not None for s in steps):
        return ""
    upper, lower = [], []
    x, floor = frame.left, frame.bottom
    for step in steps:
        end = frame.x(_day(step.end))
        high = _TOP * 1.0 if step.high is None else frame.y(step.high)
        upper += [f"{x:.1f} {high:.1f}", f"{end:.1f} {high:.1f}"]
        lower += [f"{x:.1f} {floor:.1f}", f"{end:.1f} {floor:.1f}"]
        x, floor = end, frame.y(step.low)
    lower.append(f"{x:.1f} {floor:.1f}")
    outline = "L".join([*upper, *reversed(lower)])
    return f'<path class="band" d="M{outline}Z"/><path class="floor" d="M{"L".join(lower)}"/>'


def _draw_mark(mark: Mark, frame: _Frame) -> str:
    low, high = mark.low, mark.high
    end, bottom = frame.x(_day(mark.end)), frame.y((low if low is not None else high) or 0)
    top = frame.y((high if high is not None else low) or 0)
    start = frame.x(_day(mark.start)) if mark.start is not None else frame.left
    drawn = []
    if mark.shape == "period":
        width, tall = max(end - start, _SHORTEST), max(bottom - top, _THIN)
        drawn.append(
            f'<rect class="span" x="{end - width:.1f}" y="{(top + bottom - tall) / 2:.1f}" width="{width:.1f}" '
            f'height="{tall:.1f}" rx="1.5"/>'
        )
    else:
        middle = (top + bottom) / 2 if high is not None and low is not None else bottom
        if mark.shape != "balance":
            broken = " open" if mark.start is None or mark.shape == "undated" else ""
            drawn.append(
                f'<line class="run{broken}" x1="{start:.1f}" x2="{end:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
            )
        if bottom - top > _THIN:
            drawn.append(f'<line class="between" x1="{end:.1f}" x2="{end:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>')
        drawn.append(f'<circle class="dot" cx="{end:.1f}" cy="{middle:.1f}" r="5"/>')
    if high is None:
        drawn.append(_arrow(end, bottom, max(bottom - _ARROW, 4.0)))
    elif low is None:
        drawn.append(_arrow(end, top, min(top + _ARROW, frame.bottom)))
    if mark.is_contradicted:
        at = (top + bottom) / 2
        drawn.append(f'<path class="cross" d="M{end - 7:.1f} {at - 7:.1f}l14 14m0 -14l-14 14"/>')
    style = "mark contradicted" if mark.is_contradicted else "mark"
    said = f"{escape(mark.label)}: {escape(mark.words)}"
    note = " (contradicts another)" if mark.is_contradicted else ""
    return f'<a href="{escape(mark.href)}"><g class="{style}"><title>{said}{note}</title>{"".join(drawn)}</g></a>'


def _arrow(x: float, start: float, end: float) -> str:
    back = 6 if end < start else -6
    return f'<path class="arrow" d="M{x:.1f} {start:.1f}V{end:.1f}m-4 {back}l4 {-back}l4 {back}"/>'


def _draw_labelled(marks: Sequence[Mark], frame: _Frame) -> Iterator[str]:
    """The marks with their labels in the order of their amounts, each on its own line."""
    size = frame.size
    placed = sorted(marks, key=lambda m: (_height(m, frame), m.end, m.label))
    wanted = [_height(m, frame) for m in placed]
    places = _spread(wanted, size.gap, _TOP, frame.bottom)
    column = frame.right + 18
    for number, (mark, y, place) in enumerate(zip(placed, wanted, places, strict=True), start=1):
        x = frame.x(_day(mark.end)) + 7
        label = f"{mark.words} · {mark.label}"
        label = label if len(label) <= size.characters else f"{label[: size.characters - 1]}…"
        yield (
            f'<path class="lead" d="M{x:.1f} {y:.1f}L{column - 12} {place:.1f}H{column - 4}"/>{_draw_mark(mark, frame)}'
        )
        if size.is_listed:
            yield f'<text class="tick" x="{column - 2}" y="{place + 4:.1f}">{number}</text>'
            yield _label(mark, f"{number}\u2003{label}", 2.0, frame.bottom + _BOTTOM + number * _LABEL - 4)
        else:
            yield _label(mark, label, column, place + 4)


def _label(mark: Mark, words: str, x: float, y: float) -> str:
    style = "said contradicted" if mark.is_contradicted else "said"
    return f'<a href="{escape(mark.href)}"><text class="{style}" x="{x}" y="{y:.1f}">{escape(words)}</text></a>'


def _height(mark: Mark, frame: _Frame) -> float:
    known = [v for v in (mark.low, mark.high) if v is not None]
    return sum(frame.y(v) for v in known) / len(known)


def _spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places at least `gap` apart, in order, near where they are wanted (sorted), none above `top`; the column runs
    past `bottom` only where it has no room."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + gap if places else top))
    limit = bottom
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - gap
    return places
