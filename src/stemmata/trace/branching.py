"""The heaviest forest: each node's best parent, or none, without circles.

Where time orders the nodes strictly, the best parent of each node is the answer. Circles can only close among pages
whose order is not known; they are opened by the algorithm of Y. J. Chu and T. H. Liu (1965) and J. Edmonds (1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Nodes = NDArray[np.intp]

ROOT = -1


def best_forest(edges: Matrix, roots: Vector) -> tuple[int, ...]:
    """The parent of each node in the heaviest forest, ROOT where it has none.

    `edges[i, j]` is the log weight of i as the parent of j and `roots[j]` that of j as a root; -inf is never chosen.
    Each node needs some finite root weight. Of equal weights the lowest index wins, and a root before all.
    """
    size = len(roots)
    weights = np.full((size + 1, size + 1), -np.inf)  # node 0 is the root of roots, so that it wins where all is equal
    weights[0, 1:] = roots
    weights[1:, 1:] = edges
    np.fill_diagonal(weights, -np.inf)
    parents = _branch(weights)
    return tuple(int(parents[node + 1]) - 1 for node in range(size))


def _branch(weights: Matrix) -> Nodes:
    """The parent of each node in the heaviest branching from node 0."""
    parents: Nodes = np.asarray(weights.argmax(axis=0), dtype=np.intp)
    parents[0] = 0
    circle = _find_circle(parents)
    if circle is None:
        return parents
    size = len(weights)
    outside = np.array([node for node in range(size) if node not in circle], dtype=np.intp)
    inside = np.array(sorted(circle), dtype=np.intp)
    kept = weights[parents[inside], inside]  # what each node of the circle gains by its parent in it
    entering = weights[np.ix_(outside, inside)] - kept[None, :]
    leaving = weights[np.ix_(inside, outside)]
    contracted = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    contracted[:-1, :-1] = weights[np.ix_(outside, outside)]
    contracted[:-1, -1] = entering.max(axis=1)
    contracted[-1, :-1] = leaving.max(axis=0)
    contracted[:, 0] = -np.inf
    found = _branch(contracted)
    circle_node = len(outside)
    for position, node in enumerate(outside[1:], start=1):
        parent = found[position]
        parents[node] = inside[leaving[:, position].argmax()] if parent == circle_node else outside[parent]
    entry = found[circle_node]
    opened = inside[entering[entry].argmax()]
    parents[opened] = outside[entry]
    return parents


def _find_circle(parents: Nodes) -> frozenset[int] | None:
    """The nodes of one circle, or None; node 0 is its own parent and closes none."""
    settled = np.zeros(len(parents), dtype=bool)
    settled[0] = True
    for start in range(1, len(parents)):
        path: list[int] = []
        on_path: set[int] = set()
        here = start
        while not settled[here] and here not in on_path:
            path.append(here)
            on_path.add(here)
            here = int(parents[here])
        if here in on_path:
            return frozenset(path[path.index(here) :])
        settled[path] = True
    return None
