"""When a page came out, as an interval: a stamp may be a day, an hour, or lack its time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# A day begins 14 hours before it does in Greenwich at the line's one side, and 12 hours after at the other.
_EAST, _WEST = 14.0, 12.0
_DAY = 24.0
_MINUTE = 1 / 60
_DAY_ONLY = len("2023-02-05")


def moment_interval(published: str | None) -> tuple[float, float]:
    """The earliest and latest moment that a stamp can mean, in hours UTC since 1970; (-inf, inf) without one."""
    if published is None:
        return -np.inf, np.inf
    if len(published) <= _DAY_ONLY:
        start = date.fromisoformat(published).toordinal() - date(1970, 1, 1).toordinal()
        return start * _DAY - _EAST, (start + 1) * _DAY + _WEST
    moment = datetime.fromisoformat(published)
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=UTC).timestamp() / 3600
        return local - _EAST, local + _WEST
    at = moment.timestamp() / 3600
    return at, at + _MINUTE


def chance_before(published: Sequence[str | None]) -> Matrix:
    """Element [i, j]: the probability that i came out before j, each moment being equally likely in its interval.

    0 where i is surely later; 1/2 where one of the two is not dated.
    """
    spans = np.array([moment_interval(p) for p in published], dtype=np.float64).reshape(-1, 2)
    low, high = spans[:, 0], spans[:, 1]
    with np.errstate(invalid="ignore"):
        width_one, width_two = (high - low)[:, None], (high - low)[None, :]
        # P(X < Y) for uniform X and Y: the mean over Y of the share of X that lies before it.
        later = high[None, :] - low[:, None]
        earlier = low[None, :] - low[:, None]
        area = _ramp(later, width_one) - _ramp(earlier, width_one)
        found = area / (width_one * width_two)
    found = np.where(np.isfinite(found), found, 0.5)
    np.fill_diagonal(found, 0.0)
    return np.asarray(np.clip(found, 0.0, 1.0))


def _ramp(x: Matrix, width: Matrix) -> Matrix:
    """The integral from -inf to x of min(max(t, 0), width)."""
    inside = np.clip(x, 0.0, width)
    return np.asarray(inside**2 / 2 + width * np.maximum(x - width, 0.0))


def hours_between(published: Sequence[str | None]) -> Matrix:
    """Element [i, j]: the hours from the middle of i's interval to that of j's; 0 where one is not dated."""
    middles = np.array([sum(moment_interval(p)) / 2 if p else np.nan for p in published], dtype=np.float64)
    gaps = middles[None, :] - middles[:, None]
    return np.asarray(np.where(np.isfinite(gaps), gaps, 0.0))
