"""How much came in, went out and is left, as a distribution: smooth monthly flows that fit what is told.

A priori a series of monthly flows is a Gaussian process that is cut off at 0, on a scale that is read from its own
entries; it has a steady part, a part that changes over half a year, and a part of each month. An entry with two ends is
an observation as wide as its interval; one with a single end is a wall, and so is that no more can go out than came in.
Whatever the entries do not tell is taken to be nothing: nothing else came in or went out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.reckon.sampling import draw_truncated

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

DRAWS, BURN = 160, 40  # of each guess
SEED = 20230205
# Shares of the variance of a series: steady, over half a year, of a month; chosen on simulated books (bench/stock.py).
_STEADY, _SLOW, _OWN = 0.4, 0.3, 0.5
_SLOW_MONTHS = 4.0
_BEFORE_MONTHS = 1.0  # what was counted before the first month is of the order of so many months
# What is in hand is of the order of what comes in in so many months; nobody knows, so that as many draws are made of
# each guess.
_LEFT_MONTHS = (0.5, 2.0)
_LEAST_ERROR = 0.005  # of an observation, as a share
_INSIDE = 1e-3


@dataclass(frozen=True, slots=True)
class Observation:
    """What is told of a series: the share of each month that it covers (first what was before them all), and an
    interval. `series` of a level is None: then it is what is left at the end of month `month`."""

    series: str | None
    weights: Vector
    low: float | None
    high: float | None
    month: int = -1


@dataclass(frozen=True, slots=True)
class Levels:
    """What is left at the end of each month: the draws, one a row."""

    draws: Matrix

    def quantile(self, share: float) -> Vector:
        """The level of each month below which that share of the draws lies."""
        return np.quantile(self.draws, share, axis=0)


def draw_levels(
    inflows: Sequence[str], outflows: Sequence[str], observations: Sequence[Observation], months: int
) -> Levels | None:
    """Draws of what is left month by month; None where no flows could fit the walls and the observations roughly."""
    names = [*inflows, *outflows]
    size = months + 1
    place = {name: number * size for number, name in enumerate(names)}
    scales = {name: _scale_of(name, observations, months) for name in names}
    prior = np.zeros((len(names) * size, len(names) * size))
    for name in names:
        own = slice(place[name], place[name] + size)
        prior[own, own] = _kernel(months) * scales[name] ** 2
    levels = np.zeros((months, len(names) * size))
    for name in names:
        for month in range(months):
            levels[month, place[name] : place[name] + month + 2] = 1.0 if name in inflows else -1.0
    rows, values, errors, walls, offsets = _split(observations, place, size, levels)
    everything = np.vstack([np.eye(len(prior)), levels, *walls])
    bounds = np.concatenate([np.zeros(len(prior) + months), offsets])
    rng = np.random.default_rng(SEED)
    drawn = []
    for usual in _LEFT_MONTHS:
        error = usual * max(scales[name] for name in inflows)
        mean, root = _condition(
            prior,
            np.vstack([rows, levels]),
            np.concatenate([values, np.zeros(months)]),
            np.concatenate([errors, np.full(months, error)]),
        )
        start = _inside(everything, bounds, mean, root)
        if start is None:
            return None
        inside = draw_truncated(everything @ root, everything @ mean - bounds, start, DRAWS, BURN, rng)
        drawn.append((mean + inside @ root.T) @ levels.T)
    return Levels(np.vstack(drawn))


def _kernel(months: int) -> Matrix:
    """The covariance of a series of scale 1; first what was before the first month."""
    time = np.arange(months)
    slow = np.exp(-0.5 * ((time[:, None] - time[None, :]) / _SLOW_MONTHS) ** 2)
    kernel = np.zeros((months + 1, months + 1))
    kernel[1:, 1:] = _STEADY + _SLOW * slow + _OWN * np.eye(months)
    kernel[0, 0] = _BEFORE_MONTHS**2
    return kernel


def _scale_of(name: str, observations: Sequence[Observation], months: int) -> float:
    """The size of a month's flow, from the amounts that are told of the series and of how many months."""
    sizes = []
    for seen in observations:
        if seen.series != name:
            continue
        amount = seen.high if seen.low is None or seen.low <= 0 else seen.low
        length = float(seen.weights[1:].sum()) + _BEFORE_MONTHS * float(seen.weights[0])
        if amount and length > 0:
            sizes.append(amount / length)
    if sizes:
        return max(1.0, float(np.median(sizes)) * 2.0)
    levels = [seen.high or seen.low or 0.0 for seen in observations if seen.series is None]
    return max(1.0, max(levels, default=1.0) / max(1, months))


def _split(
    observations: Sequence[Observation], place: Mapping[str, int], size: int, levels: Matrix
) -> tuple[Matrix, Vector, Vector, list[Matrix], Vector]:
    rows, values, errors = [], [], []
    walls: list[Matrix] = []
    offsets: list[float] = []
    for seen in observations:
        row = np.zeros(levels.shape[1])
        if seen.series is None:
            row = levels[seen.month].copy()
        else:
            row[place[seen.series] : place[seen.series] + size] = seen.weights
        if seen.low is not None and seen.high is not None and seen.low > 0:
            middle = (seen.low + seen.high) / 2
            rows.append(row)
            values.append(middle)
            # As wide as all amounts in the interval, each as likely as the next.
            errors.append(max((seen.high - seen.low) / np.sqrt(12.0), _LEAST_ERROR * middle, 0.3))
            continue
        if seen.low:
            walls.append(row[None, :])
            offsets.append(seen.low)
        if seen.high is not None:
            walls.append(-row[None, :])
            offsets.append(-seen.high)
    stacked = np.array(rows).reshape(-1, levels.shape[1])
    return stacked, np.array(values), np.array(errors), walls, np.array(offsets)


def _condition(prior: Matrix, rows: Matrix, values: Vector, errors: Vector) -> tuple[Vector, Matrix]:
    """Mean and a root of the covariance after the observations."""
    if len(rows):
        crossed = prior @ rows.T
        inner = rows @ crossed + np.diag(errors**2)
        gain = np.linalg.solve(inner, crossed.T).T
        mean = gain @ values
        covariance = prior - gain @ crossed.T
    else:
        mean, covariance = np.zeros(len(prior)), prior
    sizes, directions = np.linalg.eigh((covariance + covariance.T) / 2)
    return mean, directions * np.sqrt(np.maximum(sizes, 1e-9 * max(1.0, float(sizes[-1]))))


def _inside(everything: Matrix, bounds: Vector, mean: Vector, root: Matrix) -> Vector | None:
    """A point (in units of the root) strictly inside all walls, as near to the middle as projections come."""
    walls = everything @ root
    offsets = everything @ mean - bounds
    lengths = np.linalg.norm(walls, axis=1)
    if (lengths <= 0).any():
        return None
    walls, offsets = walls / lengths[:, None], offsets / lengths
    point = np.zeros(walls.shape[1])
    for _ in range(20_000):
        gaps = walls @ point + offsets
        worst = int(gaps.argmin())
        if gaps[worst] > _INSIDE / 2:
            return point
        point = point + (_INSIDE - gaps[worst]) * 1.2 * walls[worst]
    return None
