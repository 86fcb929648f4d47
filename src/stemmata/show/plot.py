"""The values of a thread over time: a row a witness, the earliest first, on one scale of numbers.

A dot is a number as printed; an arrow is an open side; a bar is a range; a hollow dot is "about".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from stemmata.model import Basis, Quantity
from stemmata.show.ticks import LEAST_AMOUNT, ticks_from_zero
from stemmata.show.words import number_words

_ROW, _LEFT, _RIGHT, _TOP, _WIDTH = 30, 250, 150, 26, 900
_ARROW = 34
_LOG_FROM = 30  # a wider spread than this is drawn on a logarithmic scale
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One witness's value; `href` leads to its sentence."""

    label: str
    date: str
    words: str
    quantity: Quantity
    denies: bool
    href: str


def draw_plot(rows: Sequence[Row], title: str, key: str) -> str:
    """The rows as an SVG element; empty where there is nothing to compare."""
    given = [v for r in rows for v in (r.quantity.low, r.quantity.high) if v is not None]
    values = [max(v, LEAST_AMOUNT) if v > 0 else v for v in given]
    if len(rows) < 2 or not values:
        return ""
    is_log = min(values) > 0 and max(values) / min(values) > _LOG_FROM
    scale = _Scale(min(values), max(values), is_log)
    height = _TOP + _ROW * len(rows) + 30
    parts = [
        f'<svg class="plot" role="group" aria-labelledby="{key}-t" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}"><title id="{key}-t">{escape(title)}</title>'
    ]
    for tick in scale.ticks():
        x = scale.x(tick)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 6}" y2="{height - 26}"/>')
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{height - 10}" text-anchor="middle">{escape(number_words(tick))}</text>'
        )
    if is_log:
        parts.append(f'<text class="tick" x="{_LEFT}" y="12">logarithmic scale</text>')
    for number, row in enumerate(rows):
        parts.append(_draw_row(row, _TOP + _ROW * number + _ROW / 2, scale))
    parts.append("</svg>")
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    is_log: bool

    def x(self, value: float) -> float:
        width = _WIDTH - _LEFT - _RIGHT
        if self.is_log:
            bottom, top = math.log10(self.low) - 0.15, math.log10(self.high) + 0.15
            return _LEFT + width * (math.log10(max(value, LEAST_AMOUNT)) - bottom) / (top - bottom)
        top = self.high * 1.12 or 1.0
        return _LEFT + width * value / top

    def ticks(self) -> list[float]:
        if self.is_log:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            ticks = [10.0**n for n in range(first, last + 1)]
            return [t for t in ticks if self.low * 0.7 <= t <= self.high * 1.4] or [self.low, self.high]
        return ticks_from_zero(self.high or 1, self.high * 1.1, _TICKS - 1)


def _draw_row(row: Row, y: float, scale: _Scale) -> str:
    quantity = row.quantity
    low, high = quantity.low, quantity.high
    style = "denies" if row.denies else "value"
    marks = []
    if low is not None and high is not None and low != high:
        marks.append(f'<line class="bar" x1="{scale.x(low):.1f}" x2="{scale.x(high):.1f}" y1="{y}" y2="{y}"/>')
        at = scale.x(high)
    else:
        known = low if low is not None else high
        at = scale.x(known or 0)
        if high is None or low is None:
            end = at + (_ARROW if high is None else -_ARROW)
            back = -6 if high is None else 6
            marks.append(f'<path class="arrow" d="M{at:.1f} {y}H{end:.1f}m{back} -5l{-back} 5l{back} 5"/>')
        hollow = " hollow" if quantity.basis is Basis.ABOUT else ""
        marks.append(f'<circle class="dot{hollow}" cx="{at:.1f}" cy="{y}" r="5.5"/>')
    if row.denies:
        marks.append(f'<path class="cross" d="M{at - 7:.1f} {y - 7}l14 14m0 -14l-14 14"/>')
    end = max(at + (_ARROW if high is None else 0) + 12, at + 12)
    label = row.label if len(row.label) <= 24 else row.label[:23] + "…"
    return (
        f'<a href="{escape(row.href)}"><g class="row {style}"><title>{escape(row.label)}, {escape(row.date)}: '
        f"{escape(row.words)}</title>"
        f'<text class="who" x="{_LEFT - 110}" y="{y + 4}" text-anchor="end">{escape(label)}</text>'
        f'<text class="when" x="{_LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(row.date)}</text>'
        f'{"".join(marks)}<text class="said" x="{end:.1f}" y="{y + 4}">{escape(row.words)}</text></g></a>'
    )
