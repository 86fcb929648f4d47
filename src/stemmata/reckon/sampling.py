"""Draws from a normal distribution that linear inequalities cut off.

Exact Hamiltonian Monte Carlo: the point moves on an ellipse and bounces off the walls, no step is refused and nothing
is to be tuned (A. Pakman and L. Paninski, "Exact Hamiltonian Monte Carlo for truncated multivariate Gaussians", J.
Computational and Graphical Statistics 23, 2014).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from stemmata.reckon.errors import ReckonError

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_QUARTER = math.pi / 2
_NEAR = 1e-9
_MOST_BOUNCES = 20_000


def draw_truncated(
    walls: Matrix, offsets: Vector, start: Vector, draws: int, burn: int, rng: np.random.Generator
) -> Matrix:
    """Draws, one a row, of a standard normal vector z with walls @ z + offsets >= 0, after `burn` that are dropped.

    `start` must lie strictly inside the walls; ReckonError where it does not.
    """
    if len(walls) and (walls @ start + offsets).min() <= 0:
        raise ReckonError("the walk must start inside the walls")
    squares = (walls**2).sum(axis=1)
    place = start.copy()
    drawn = np.empty((draws, len(start)))
    for number in range(burn + draws):
        place = _move(walls, offsets, squares, place, rng.standard_normal(len(start)))
        if number >= burn:
            drawn[number - burn] = place
    return drawn


def _move(walls: Matrix, offsets: Vector, squares: Vector, place: Vector, speed: Vector) -> Vector:
    """Where a quarter of a turn leads, with all bounces; back to `place` where they do not end."""
    begin, left, last = place, _QUARTER, -1
    for _ in range(_MOST_BOUNCES):
        along, at = walls @ speed, walls @ place
        reach = np.hypot(along, at)
        with np.errstate(invalid="ignore", divide="ignore"):
            turn = np.arccos(np.clip(-offsets / reach, -1.0, 1.0))
            phase = np.arctan2(-along, at)
            times = np.where(reach > np.abs(offsets), (turn - phase) % (2 * math.pi), np.inf)
            # A wall can be met at two angles; the one that comes first counts, but not the one that we stand on.
            other = np.where(reach > np.abs(offsets), (-turn - phase) % (2 * math.pi), np.inf)
        if last >= 0:
            times[last] = times[last] if _NEAR < times[last] < 2 * math.pi - _NEAR else np.inf
            other[last] = other[last] if _NEAR < other[last] < 2 * math.pi - _NEAR else np.inf
        times = np.minimum(times, other)
        hit = int(times.argmin()) if len(times) else -1
        step = float(times[hit]) if hit >= 0 else math.inf
        if step >= left:
            return speed * math.sin(left) + place * math.cos(left)
        place, speed = (
            speed * math.sin(step) + place * math.cos(step),
            speed * math.cos(step) - place * math.sin(step),
        )
        speed = speed - 2.0 * float(walls[hit] @ speed) / squares[hit] * walls[hit]
        left -= step
        last = hit
    return begin
