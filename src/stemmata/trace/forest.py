"""The exact mathematics of forests: every way in which witnesses may hang from one another, weighed at once.

A forest gives each node one parent or makes it a root, without circles; its weight is the product of the weights of
its edges and roots. Summed over all forests this is a determinant (W. T. Tutte, "The dissection of equilateral
triangles into equilateral triangles", 1948; the all-forests form is P. Chebotarev and R. Agaev, "Forest matrices around
the Laplacian matrix", 2002). The same weights make a random walk from each node up its parents until it stops at
a root, and what is wanted of the forests are probabilities of that walk. They are found here by censoring nodes one
after another (W. Grassmann, M. Taksar and D. Heyman, "Regenerative analysis and steady state distributions for Markov
chains", 1985), which only adds, multiplies and divides positive numbers: each result is right to nearly all its digits
however far apart the weights are, where an inverse of the Laplacian would lose those of the small ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.model import StemmataError

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


class ForestError(StemmataError):
    """Weights of which no forest can be made."""


@dataclass(frozen=True, slots=True)
class Forests:
    """The posterior over all forests of n nodes.

    `edges[i, j]` is the probability that i is the parent of j, `roots[j]` that j is a root; column j and `roots[j]` add
    up to 1. `ancestors[i, j]` is the probability that the tree of i is rooted in j; its rows add up to 1.
    `log_total` is the natural logarithm of the weight of all forests together.
    """

    edges: Matrix
    roots: Vector
    ancestors: Matrix
    log_total: float


def weigh_forests(edges: Matrix, roots: Vector) -> Forests:
    """The posterior over the forests whose edge i → j weighs `edges[i, j]` and whose root j weighs `roots[j]`.

    The diagonal is not read. Cost: O(n³). Raises ForestError for negative or infinite weights, and where some node
    can be reached from no root, so that there is no forest.
    """
    size = len(roots)
    if edges.shape != (size, size):
        raise ForestError(f"weights of {size} roots need as many rows and columns of edges, not {edges.shape}")
    if size == 0:
        return Forests(np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0)), 0.0)
    if not (np.isfinite(edges).all() and np.isfinite(roots).all() and (edges >= 0).all() and (roots >= 0).all()):
        raise ForestError("weights of forests must be finite and not negative")
    steps = edges.T.astype(np.float64)  # steps[i, p]: from child i up to parent p
    np.fill_diagonal(steps, 0.0)
    scale = steps.sum(axis=1) + roots
    if not (scale > 0).all():
        raise ForestError("a node that has neither a possible parent nor a weight as a root stands in no forest")
    hits, stops = np.zeros((size, size)), np.zeros((size, size))
    censored = _Walk(steps / scale[:, None], roots / scale, np.arange(size))
    log_total = float(np.log(scale).sum()) + _censor_halves(censored, hits, stops)
    own = stops.diagonal().copy()  # how fast the walk stops for good when it is back at j
    if not (own > 0).all():
        raise ForestError("some nodes can be reached from no root; give each circle of edges a root")
    total = hits + stops
    escapes = np.divide(stops, total, out=np.ones_like(stops), where=total > 0)
    np.fill_diagonal(escapes, 0.0)
    green = np.divide(hits, total, out=np.zeros_like(hits), where=total > 0)
    np.fill_diagonal(green, 1.0)
    weights = edges / scale[None, :]
    np.fill_diagonal(weights, 0.0)
    return Forests(
        edges=weights * escapes / own[None, :],
        roots=roots / scale / own,
        ancestors=green * (roots / scale / own)[None, :],
        log_total=log_total,
    )


@dataclass(slots=True)
class _Walk:
    """A walk watched only while it is at the nodes of `kept`: `steps[i, x]` leads from any node i to `kept[x]`,
    `stops[i]` ends it. What leads a kept node to itself is not read."""

    steps: Matrix
    stops: Vector
    kept: NDArray[np.intp]


def _censor_halves(walk: _Walk, hits: Matrix, stops: Matrix) -> float:
    """Fill column j of `hits` and `stops` for each kept j: the rates at which a walk from i comes to j, or ends before.

    Each half of the kept nodes is censored in turn and the other halved again, so that all columns together cost a
    small multiple of one elimination. Returns the logarithm of the determinant over the kept nodes.
    """
    size = len(walk.kept)
    if size == 1:
        column = walk.kept[0]
        hits[:, column] = walk.steps[:, 0]
        stops[:, column] = walk.stops
        last = walk.stops[column]
        return float(np.log(last)) if last > 0 else -np.inf
    half = size // 2
    first, pivots = _censor(walk, np.arange(half, size))
    second, _ = _censor(walk, np.arange(half))
    logarithm = _censor_halves(first, hits, stops)
    _censor_halves(second, hits, stops)
    return pivots + logarithm


def _censor(walk: _Walk, columns: NDArray[np.intp]) -> tuple[_Walk, float]:
    """The walk no longer watched at the nodes of these columns, and the sum of the logarithms of their pivots."""
    steps, ends = walk.steps.copy(), walk.stops.copy()
    remaining = np.ones(len(walk.kept), dtype=bool)
    logarithm = 0.0
    for column in columns:
        node = walk.kept[column]
        remaining[column] = False
        row = np.where(remaining, steps[node], 0.0)
        stop = ends[node]
        pivot = row.sum() + stop
        if pivot <= 0:  # a circle with no way out: seen by the caller where the walk never stops
            return _Walk(steps[:, remaining], np.zeros_like(ends), walk.kept[remaining]), -np.inf
        logarithm += float(np.log(pivot))
        via = steps[:, column].copy()
        via[node] = 0.0
        steps += np.outer(via, row / pivot)
        ends += via * (stop / pivot)
        steps[node], ends[node] = row / pivot, stop / pivot
        steps[:, column] = 0.0
    return _Walk(steps[:, remaining], ends, walk.kept[remaining]), logarithm


def count_roots(ancestors: Matrix, marked: Vector | None = None) -> Vector:
    """The exact distribution of the number of roots: element k is the probability of k, for 0 … n.

    `ancestors` is that of `Forests`. `marked[j]` is the probability that a root j counts (all do where None): so that
    roots which may share a source that nobody captured are not counted apart.

    With a weight z on each counted root the total weight is a polynomial in z, whose values at the n+1 roots of unity
    give its coefficients by a Fourier transform. P(z) / P(1) = det(I + (z - 1) A), A being `ancestors` with its columns
    marked, so the eigenvalues of A give all the values at once. The absolute error is of the order of 1e-14.
    """
    size = len(ancestors)
    counted = ancestors if marked is None else ancestors * marked[None, :]
    values = np.linalg.eigvals(counted) if size else np.zeros(0)
    points = np.exp(2j * np.pi * np.arange(size + 1) / (size + 1))
    factors = 1.0 + np.outer(points - 1.0, values)
    with np.errstate(divide="ignore"):
        logarithms = np.log(factors.astype(np.complex128)).sum(axis=1)
    polynomial = np.where(np.isfinite(logarithms), np.exp(logarithms), 0.0)
    chances = np.clip(np.fft.fft(polynomial).real / (size + 1), 0.0, None)
    return np.asarray(chances / chances.sum())
