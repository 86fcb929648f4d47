"""Scales of amounts: marks from nought, few enough to read, for any amount that a float holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.model import Basis, Quantity, Span
from stemmata.show.account_plot import Mark, draw_account
from stemmata.show.plot import Row, draw_plot
from stemmata.show.ticks import ticks_from_zero


@given(st.floats(0, 1e300))
def test_marks_begin_at_nought_are_even_and_few(most: float) -> None:
    ticks = ticks_from_zero(most, most, 4)
    assert ticks[0] == 0
    assert len(ticks) <= 11
    assert ticks[-1] <= max(most, 1e-6) * 1.001
    steps = [b - a for a, b in pairwise(ticks)]
    assert not steps or max(steps) == pytest.approx(min(steps))


@pytest.mark.parametrize("amounts", [(0.0, 5e-324), (5e-324, 1e7), (5e-324, 5e-324), (0.0, 0.0), (1e-9, 1e300)])
def test_amounts_that_cannot_be_divided_are_drawn(amounts: tuple[float, float]) -> None:
    low, high = amounts
    mark = Mark("An agency", "said", "period", low, high, "2024-01-01", "2024-01-31", "#c1")
    assert "An agency" in draw_account([mark], [], "An account", "key")
    quantity = Quantity(Span(0, 4), "said", low, high, Basis.RANGE)
    rows = [Row(name, "2024-01-01", "said", quantity, False, "#c1") for name in ("An agency", "A paper")]
    assert "A paper" in draw_plot(rows, "A thread", "key")
