"""The posterior over who had it from whom among a thread's captured documents, and the best forest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.branching import best_forest
from stemmata.trace.feature import Design
from stemmata.trace.forest import Forests, weigh_forests

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

# Log weights further below a document's best than this are taken for it: e^-28 is twelve orders of magnitude.
_DEEPEST = -28.0


@dataclass(frozen=True, slots=True)
class Descent:
    """`parents[j]` is the number of j's parent in the best forest, ROOT where it has none; `forests` the posterior."""

    parents: tuple[int, ...]
    forests: Forests


def trace_descent(design: Design, edge: Vector, root: Vector) -> Descent:
    """The descent of the documents of `design` under weights for the features of edges and roots."""
    log_edges = np.where(design.possible, design.edges @ edge, -np.inf)
    log_roots = design.roots @ root
    highest = np.maximum(log_edges.max(axis=0, initial=-np.inf), log_roots)
    log_edges = np.where(design.possible, np.maximum(log_edges - highest, _DEEPEST), -np.inf)
    log_roots = np.maximum(log_roots - highest, _DEEPEST)
    return Descent(best_forest(log_edges, log_roots), weigh_forests(np.exp(log_edges), np.exp(log_roots)))
