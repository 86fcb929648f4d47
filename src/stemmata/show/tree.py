"""One stemma as a picture: each witness a box that says what it prints, each edge a line that says how sure it is.

It is drawn twice, and the page shows the one that fits its width: on wide screens parents left and children right, on
narrow ones parents above and children indented below them. Time runs the same way as descent. What changed on the way
stands in the child's box and is marked on the line, so that no label floats and none overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from stemmata.model import Edge, SourceKind, Stemma, Witness

_WIDTH, _GAP_X, _GAP_Y = 194, 52, 14
_LINE, _PADDING = 16, 9
# A telephone's 360 px less the margins of the page; a child stands this much further in than its parent.
_NARROW, _INDENT, _NARROWEST = 294, 24, 180
_TRUNK = 5  # from a parent's left side to the line down to its children
_LETTER = 7.6  # px of a letter at 13 px, on the wide side
_SURE, _UNSURE = 0.75, 0.5  # from there on a solid line; below that a dotted one; dashed between
_MOST_LINES = 3
_SHRUNK = (900, 1300)  # px: a picture of such a width is made to fit a wide page; a wider one is scrolled


@dataclass(frozen=True, slots=True)
class Label:
    """What a box says under its name: the value, what changed, and where a click leads; `change_href` is where the mark
    of a change on its line leads, and `marks` how many changes there are on it."""

    value: str | None
    changes: tuple[str, ...]
    href: str | None
    marks: int = 0
    change_href: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A witness in its place; x and y are its upper left corner, in px; `lines` are its words with their styles."""

    witness: Witness
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, str], ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, and the size of the picture in px."""

    boxes: tuple[Box, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Forest:
    """A stemma as it is laid out: roots and children in order of time, those with children first among the roots."""

    witnesses: Mapping[str, Witness]
    roots: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    sure: Mapping[str, float]


def _order(stemma: Stemma) -> _Forest:
    by_id = {w.id: w for w in stemma.witnesses}
    order = {w.id: (w.published or "", w.name, w.id) for w in stemma.witnesses}
    children: dict[str, list[str]] = {}
    for edge in stemma.edges:
        children.setdefault(edge.parent, []).append(edge.child)
    roots = sorted(by_id.keys() - {e.child for e in stemma.edges}, key=lambda w: (w not in children, order[w]))
    ordered = {parent: tuple(sorted(own, key=lambda w: order[w])) for parent, own in children.items()}
    return _Forest(by_id, tuple(roots), ordered, {e.child: e.probability for e in stemma.edges})


def lay_out(stemma: Stemma, labels: Mapping[str, Label]) -> Layout:
    """Place every witness for a wide screen: children right of their parent. No two boxes overlap."""
    forest = _order(stemma)
    boxes: dict[str, Box] = {}
    top = 0.0
    depths = dict.fromkeys(forest.roots, 0)
    for root in forest.roots:
        top = _place(root, top, forest, labels, depths, boxes)
    depth = max(depths.values(), default=0)
    width = (depth + 1) * _WIDTH + depth * _GAP_X
    return Layout(tuple(boxes[w.id] for w in stemma.witnesses), width, max(0.0, top - _GAP_Y))


def _place(
    witness: str,
    top: float,
    forest: _Forest,
    labels: Mapping[str, Label],
    depths: dict[str, int],
    boxes: dict[str, Box],
) -> float:
    """Place a subtree below `top`; where the next one may start. Chains are short, so recursion is shallow."""
    lines = _write(forest, witness, labels[witness], _WIDTH)
    height = len(lines) * _LINE + 2 * _PADDING
    own = forest.children.get(witness, ())
    below = top
    if own:  # what is taller than its first child leaves room above it, so that the line between them is straight
        rows = len(_write(forest, own[0], labels[own[0]], _WIDTH))
        below += max(0.0, (height - rows * _LINE - 2 * _PADDING) / 2)
    for child in own:
        depths[child] = depths[witness] + 1
        below = _place(child, below, forest, labels, depths, boxes)
    first = boxes[own[0]] if own else None
    # A parent stands beside its first child, so that both are seen at once however many there are.
    y = max(top, first.y + first.height / 2 - height / 2) if first else top
    x = depths[witness] * (_WIDTH + _GAP_X)
    boxes[witness] = Box(forest.witnesses[witness], x, y, _WIDTH, height, lines, labels[witness])
    return max(y + height + _GAP_Y, below)


def lay_out_narrow(stemma: Stemma, labels: Mapping[str, Label]) -> Layout:
    """Place every witness for a narrow screen: children below their parent and further in. No two boxes overlap."""
    forest = _order(stemma)
    boxes: dict[str, Box] = {}
    top = 0.0
    waiting = [(root, 0) for root in reversed(forest.roots)]
    while waiting:
        witness, depth = waiting.pop()
        x = float(depth * _INDENT)
        width = max(_NARROW - x, _NARROWEST)
        lines = _write(forest, witness, labels[witness], width)
        height = len(lines) * _LINE + 2 * _PADDING
        boxes[witness] = Box(forest.witnesses[witness], x, top, width, height, lines, labels[witness])
        top += height + _GAP_Y
        waiting.extend((child, depth + 1) for child in reversed(forest.children.get(witness, ())))
    width = max((box.x + box.width for box in boxes.values()), default=0.0)
    return Layout(tuple(boxes[w.id] for w in stemma.witnesses), width, max(0.0, top - _GAP_Y))


def _write(forest: _Forest, witness: str, label: Label, width: float) -> tuple[tuple[str, str], ...]:
    """The lines of a box with their styles: name, value, what changed, and how sure the line to it is, if it is not."""
    characters = int((width - 24) / _LETTER) + 2
    lines = [("name", line) for line in _wrap(forest.witnesses[witness].name, characters)]
    if label.value:
        lines.append(("value", _fit(label.value, characters)))
    lines.extend(("change", line) for change in label.changes for line in _wrap(change, characters))
    sure = forest.sure.get(witness, 1.0)
    if sure < _SURE:
        lines.append(("sure", f"this link is {_percent(sure)} likely"))
    return tuple(lines)


def _percent(probability: float) -> str:
    return "under 1 %" if probability < 0.01 else f"{probability:.0%}".replace("%", " %")


def _wrap(words: str, characters: int) -> tuple[str, ...]:
    lines = [_fit(line, characters) for line in wrap(words, characters) or [words]]
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    return (*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: characters - 1] + "…")


def _fit(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1] + "…"


def draw_tree(stemma: Stemma, labels: Mapping[str, Label], title: str, key: str) -> str:
    """The stemma as two SVG elements, of which a page shows the one that fits it. `key` makes their ids unique."""
    wide = _draw(stemma, lay_out(stemma, labels), title, f"{key}-w", "wide")
    return wide + _draw(stemma, lay_out_narrow(stemma, labels), title, f"{key}-n", "narrow")


def _draw(stemma: Stemma, layout: Layout, title: str, key: str, style: str) -> str:
    by_id = {box.witness.id: box for box in layout.boxes}
    shown = f"{style} deep" if _SHRUNK[0] < layout.width <= _SHRUNK[1] else style
    parts = [
        f'<svg class="tree {shown}" role="group" aria-labelledby="{key}" width="{layout.width + 2:.0f}" '
        f'height="{layout.height + 2:.0f}" viewBox="-1 -1 {layout.width + 2:.0f} {layout.height + 2:.0f}">',
        f'<title id="{key}">{escape(title)}</title>',
    ]
    parts.extend(_draw_trunks(by_id, stemma, style))
    parts.extend(_draw_edge(by_id[edge.parent], by_id[edge.child], edge, style) for edge in stemma.edges)
    parts.extend(_draw_box(box) for box in layout.boxes)
    parts.extend(_draw_mark(by_id[edge.child]) for edge in stemma.edges)
    parts.append("</svg>")
    return "".join(parts)


def _draw_trunks(boxes: Mapping[str, Box], stemma: Stemma, style: str) -> list[str]:
    """The line from each parent that those to its children leave: down on a narrow screen, right and down on a wide."""
    below: dict[str, list[float]] = {}
    for edge in stemma.edges:
        child = boxes[edge.child]
        below.setdefault(edge.parent, []).append(child.y + child.height / 2)
    found = []
    for parent, middles in below.items():
        box = boxes[parent]
        x, start = _trunk(box, style), f"M{_trunk(box, style):.1f} {box.y + box.height:.1f}"
        if style == "wide":
            middles.append(box.y + box.height / 2)
            start = f"M{box.x + box.width:.1f} {middles[-1]:.1f}H{x:.1f}M{x:.1f} {min(middles):.1f}"
        found.append(f'<path class="trunk" d="{start}V{max(middles):.1f}"/>')
    return found


def _trunk(parent: Box, style: str) -> float:
    return parent.x + _TRUNK if style == "narrow" else parent.x + parent.width + _GAP_X / 2 - 6


def _draw_edge(parent: Box, child: Box, edge: Edge, style: str) -> str:
    """The line to a child: solid, dashed or dotted by how sure it is, with its evidence in words."""
    line = f"M{_trunk(parent, style):.1f} {child.y + child.height / 2:.1f}H{child.x:.1f}"
    dots = "" if edge.probability >= _SURE else f' stroke-dasharray="{"7 4" if edge.probability >= _UNSURE else "2 4"}"'
    words = escape(edge_words(parent.witness, child.witness, edge))
    path = f'<path class="edge"{dots} d="{line}"><title>{words}</title></path>'
    return f'<a href="{escape(child.label.href)}" tabindex="-1">{path}</a>' if child.label.href else path


def _draw_mark(box: Box) -> str:
    """A diamond where a line comes to a page on whose way something changed, with the number of changes."""
    label, x, y = box.label, box.x - 9, box.y + box.height / 2
    if not label.marks:
        return ""
    words = f"{label.marks} change{'' if label.marks == 1 else 's'} on the way"
    shape = f"M{x:.1f} {y - 8:.1f}L{x + 8:.1f} {y:.1f}L{x:.1f} {y + 8:.1f}L{x - 8:.1f} {y:.1f}Z"
    drawn = (
        f'<g class="mark"><title>{words}</title><path d="{shape}"/>'
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}">{label.marks}</text></g>'
    )
    return f'<a href="{escape(label.change_href)}">{drawn}</a>' if label.change_href else drawn


def edge_words(parent: Witness, child: Witness, edge: Edge) -> str:
    """An edge in words: who has it from whom, how sure that is, and why."""
    why = "; ".join(evidence.text for evidence in edge.evidence)
    sure = f"{child.name} has it from {parent.name} (probability {edge.probability:.2f})"
    return f"{sure}: {why}" if why else sure


def _draw_box(box: Box) -> str:
    witness = box.witness
    kind = "lost" if witness.lost else "page"
    if witness.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN} and witness.lost:
        kind += " veiled"
    if witness.denies:
        kind += " denies"
    radius = box.height / 2 if "veiled" in kind else 6
    left, first = box.x + 12, box.y + _PADDING + 12
    texts = "".join(
        f'<text class="{style}" x="{left:.1f}" y="{first + row * _LINE:.1f}">{escape(line)}</text>'
        for row, (style, line) in enumerate(box.lines)
    )
    rect = (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{min(radius, 22):.1f}"/>'
    )
    full = f"{witness.name}{' (cited, not captured)' if witness.lost else ''}"
    body = f'<g class="box {kind}"><title>{escape(full)}</title>{rect}{texts}</g>'
    return f'<a href="{escape(box.label.href)}">{body}</a>' if box.label.href else body


def tree_words(stemma: Stemma, changes: Mapping[str, Sequence[str]] | None = None) -> Sequence[str]:
    """The tree as sentences, for those who do not see it. `changes` says, by child, what changed on the way there."""
    by_id = {w.id: w for w in stemma.witnesses}
    told = []
    for edge in stemma.edges:
        words = edge_words(by_id[edge.parent], by_id[edge.child], edge)
        changed = (changes or {}).get(edge.child, ())
        told.append(f"{words}. Changed on the way: {'; '.join(changed)}." if changed else f"{words}.")
    roots = sorted(by_id.keys() - {e.child for e in stemma.edges} - {e.parent for e in stemma.edges})
    told.extend(
        f"{by_id[e.child].name} has other matter from {by_id[e.parent].name}: {'; '.join(v.text for v in e.evidence)}."
        for e in stemma.seconds
    )
    return (*told, *(f"{by_id[root].name} names nobody and hangs from no other." for root in roots))
