"""Where a scale of amounts is marked."""

from __future__ import annotations

import math

LEAST_AMOUNT = 1e-6  # what is smaller is drawn as this; a float's own smallest cannot be divided


def ticks_from_zero(most: float, reach: float, steps: int) -> list[float]:
    """Amounts at equal, round distances from 0 up to `reach`, the distance such that `steps` of them fit in `most`."""
    step: float = 10.0 ** math.floor(math.log10(max(most, LEAST_AMOUNT)))
    while max(most, LEAST_AMOUNT) / step < steps:
        step /= 2
    return [n * step for n in range(int(max(reach, LEAST_AMOUNT) / step) + 1)]
