"""Fitting the two models of the stemma to simulated cascades: who had it from whom, and which roots are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One document's options, a row of features each, and which of them are right."""

    options: Matrix
    right: NDArray[np.bool_]


def fit_choices(choices: Sequence[Choice], penalty: float, signs: Sequence[int], rounds: int = 60) -> Vector:
    """The weights under which the right options are most likely and none of which has the wrong sign.

    Projected Newton steps on the conditional logit (D. P. Bertsekas, 1982). `signs` gives, per feature, 1 or -1 where a
    weight must not be negative or positive, else 0: what is alike must not count against descent because another
    feature counts it too much. `penalty` is that of ridge regression, on features brought to a spread of one.
    """
    everything = np.vstack([c.options for c in choices])
    spread = np.maximum(everything.std(axis=0), 1e-6)
    scaled = [Choice(c.options / spread, c.right) for c in choices]
    wanted = np.array(signs)
    weights = np.zeros(everything.shape[1])
    value = _likelihood(scaled, weights, penalty)
    for _ in range(rounds):
        gradient, curvature = -penalty * weights, penalty * np.eye(len(weights))
        for choice in scaled:
            shares = _softmax(choice.options @ weights)
            right = np.where(choice.right, shares, 0.0)
            right /= max(right.sum(), 1e-12)
            gradient += (right - shares) @ choice.options
            centred = choice.options - shares @ choice.options
            curvature += (centred * shares[:, None]).T @ centred
        weights, value, before = _climb(
            weights, gradient, curvature, wanted, lambda at: _likelihood(scaled, at, penalty), value
        )
        if value - before < 1e-3:
            break
    return np.asarray(weights / spread)


def _climb(
    weights: Vector,
    gradient: Vector,
    curvature: Matrix,
    wanted: NDArray[np.int_],
    likelihood: Callable[[Vector], float],
    value: float,
) -> tuple[Vector, float, float]:
    """One projected Newton step from `weights`, whose likelihood is `value`: the new weights, their likelihood, and
    the one before."""
    free = ~((wanted != 0) & (weights * wanted <= 0) & (gradient * wanted <= 0))
    step = np.zeros_like(weights)
    step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
    size = 1.0
    while size > 1e-4:
        moved = weights + size * step
        moved[moved * wanted < 0] = 0.0
        reached = likelihood(moved)
        if reached >= value:
            return moved, reached, value
        size /= 2
    return weights, value, value


def _likelihood(choices: Sequence[Choice], weights: Vector, penalty: float) -> float:
    """The penalised log likelihood."""
    total = -penalty / 2 * float(weights @ weights)
    for choice in choices:
        total += float(np.log(max(_softmax(choice.options @ weights)[choice.right].sum(), 1e-300)))
    return total


def fit_logistic(
    rows: Matrix, right: NDArray[np.bool_], penalty: float, signs: Sequence[int], rounds: int = 60
) -> Vector:
    """The weights of a logistic regression without an intercept, by the same steps and penalty as `fit_choices`."""
    spread = np.maximum(rows.std(axis=0), 1e-6)
    scaled, wanted, weights = rows / spread, np.array(signs), np.zeros(rows.shape[1])
    sides = np.where(right, 1.0, -1.0)

    def likelihood(at: Vector) -> float:
        return float(-np.logaddexp(0.0, -sides * (scaled @ at)).sum() - penalty / 2 * (at @ at))

    value = likelihood(weights)
    for _ in range(rounds):
        chances = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -500, 500)))
        gradient = (right - chances) @ scaled - penalty * weights
        curvature = (scaled * (chances * (1 - chances))[:, None]).T @ scaled + penalty * np.eye(len(weights))
        weights, value, before = _climb(weights, gradient, curvature, wanted, likelihood, value)
        if value - before < 1e-3:
            break
    return np.asarray(weights / spread)


def _softmax(values: Vector) -> Vector:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum())
