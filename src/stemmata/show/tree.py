"""One stemma as a picture: parents left, children right, each witness a box that says what it prints.

What changed on the way stands in the child's box, so that no label floats on a line and none overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from stemmata.model import Edge, SourceKind, Stemma, Witness

_WIDTH, _GAP_X, _GAP_Y = 194, 36, 14
_LINE, _PADDING = 16, 9
_UNSURE = 0.5  # below this the edge is drawn dotted
_CHARACTERS = 25  # of a box's line, at 13 px
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What a box says under its name: the value, what changed, and where a click leads."""

    value: str | None
    changes: tuple[str, ...]
    href: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """A witness in its place; x and y are its upper left corner, in px."""

    witness: Witness
    x: float
    y: float
    height: float
    name: tuple[str, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, and the size of the picture in px."""

    boxes: tuple[Box, ...]
    width: float
    height: float


def lay_out(stemma: Stemma, labels: Mapping[str, Label]) -> Layout:
    """Place every witness; no two boxes overlap."""
    children: dict[str, list[str]] = {}
    for edge in stemma.edges:
        children.setdefault(edge.parent, []).append(edge.child)
    by_id = {w.id: w for w in stemma.witnesses}
    order = {w.id: (w.published or "", w.name, w.id) for w in stemma.witnesses}
    roots = sorted(by_id.keys() - {e.child for e in stemma.edges}, key=lambda w: (w not in children, order[w]))
    sizes = {w: _size(by_id[w], labels[w]) for w in by_id}
    boxes: dict[str, Box] = {}
    top = 0.0
    depth_of: dict[str, int] = {}
    for root in roots:
        top = _place(root, 0, top, children, order, sizes, by_id, labels, boxes, depth_of)
    depth = max(depth_of.values(), default=0)
    width = (depth + 1) * _WIDTH + depth * _GAP_X
    return Layout(tuple(boxes[w.id] for w in stemma.witnesses), width, max(0.0, top - _GAP_Y))


def _size(witness: Witness, label: Label) -> tuple[tuple[str, ...], float]:
    name = _wrap(witness.name, _MOST_LINES)
    rows = len(name) + bool(label.value) + sum(len(_wrap(change, _MOST_LINES)) for change in label.changes)
    return name, rows * _LINE + 2 * _PADDING


def _wrap(words: str, most: int) -> tuple[str, ...]:
    lines = wrap(words, _CHARACTERS) or [words]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], lines[most - 1][: _CHARACTERS - 1] + "…")


def _place(
    witness: str,
    depth: int,
    top: float,
    children: Mapping[str, list[str]],
    order: Mapping[str, tuple[str, str, str]],
    sizes: Mapping[str, tuple[tuple[str, ...], float]],
    by_id: Mapping[str, Witness],
    labels: Mapping[str, Label],
    boxes: dict[str, Box],
    depth_of: dict[str, int],
) -> float:
    """Place a subtree below `top`; where the next one may start. Chains are short, so recursion is shallow."""
    name, height = sizes[witness]
    below = top
    own = sorted(children.get(witness, ()), key=lambda w: order[w])
    for child in own:
        below = _place(child, depth + 1, below, children, order, sizes, by_id, labels, boxes, depth_of)
    span = max(height + _GAP_Y, below - top)
    middle = top + (span - _GAP_Y - height) / 2
    boxes[witness] = Box(by_id[witness], depth * (_WIDTH + _GAP_X), middle, height, name, labels[witness])
    depth_of[witness] = depth
    return top + span


def draw_tree(stemma: Stemma, labels: Mapping[str, Label], title: str, key: str) -> str:
    """The stemma as an SVG element. `key` makes its ids unique on the page."""
    layout = lay_out(stemma, labels)
    by_id = {box.witness.id: box for box in layout.boxes}
    parts = [
        f'<svg class="tree" role="group" aria-labelledby="{key}-t" width="{layout.width + 2:.0f}" '
        f'height="{layout.height + 2:.0f}" viewBox="-1 -1 {layout.width + 2:.0f} {layout.height + 2:.0f}">',
        f'<title id="{key}-t">{escape(title)}</title>',
    ]
    for edge in stemma.edges:
        parts.append(_draw_edge(by_id[edge.parent], by_id[edge.child], edge))
    parts.extend(_draw_box(box) for box in layout.boxes)
    parts.append("</svg>")
    return "".join(parts)


def _draw_edge(parent: Box, child: Box, edge: Edge) -> str:
    """The line, dotted where another parent is as likely, with its probability and its evidence in words."""
    x1, y1 = parent.x + _WIDTH, parent.y + parent.height / 2
    x2, y2 = child.x, child.y + child.height / 2
    middle = (x1 + x2) / 2
    why = "; ".join(evidence.text for evidence in edge.evidence)
    words = f"{child.witness.name} has it from {parent.witness.name} (probability {edge.probability:.2f}): {why}"
    dots = ' stroke-dasharray="2 4"' if edge.probability < _UNSURE else ""
    line = f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return f'<path class="edge"{dots} d="{line}"><title>{escape(words)}</title></path>'


def _draw_box(box: Box) -> str:
    witness = box.witness
    kind = "lost" if witness.lost else "page"
    if witness.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN} and witness.lost:
        kind += " veiled"
    if witness.denies:
        kind += " denies"
    radius = box.height / 2 if "veiled" in kind else 6
    lines = [("name", line) for line in box.name]
    if box.label.value:
        lines.append(("value", box.label.value))
    lines.extend(("change", line) for change in box.label.changes for line in _wrap(change, _MOST_LINES))
    left, first = box.x + 12, box.y + _PADDING + 12
    texts = "".join(
        f'<text class="{style}" x="{left:.1f}" y="{first + row * _LINE:.1f}">{escape(_fit(line))}</text>'
        for row, (style, line) in enumerate(lines)
    )
    rect = (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{_WIDTH}" height="{box.height:.1f}" rx="{min(radius, 22):.1f}"/>'
    )
    full = f"{witness.name}{' (cited, not captured)' if witness.lost else ''}"
    body = f'<g class="box {kind}"><title>{escape(full)}</title>{rect}{texts}</g>'
    return f'<a href="{escape(box.label.href)}">{body}</a>' if box.label.href else body


def _fit(words: str) -> str:
    return words if len(words) <= _CHARACTERS + 2 else words[: _CHARACTERS + 1] + "…"


def tree_words(stemma: Stemma) -> Sequence[str]:
    """The tree as sentences, for those who do not see it."""
    names = {w.id: w.name for w in stemma.witnesses}
    return tuple(f"{names[e.child]} has it from {names[e.parent]}." for e in stemma.edges)
