"""Windows cover a text, and every piece is spoken for by a window that holds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.tagger.piece import STRIDE, WINDOW, central_window, cut_windows


@given(st.integers(0, 3000))
def test_every_piece_lies_in_the_window_that_speaks_for_it(count: int) -> None:
    windows = cut_windows(count)
    owner = central_window(windows, count)
    for piece in range(count):
        start, end = windows[owner[piece]]
        assert start <= piece < end <= count
        assert end - start <= WINDOW


@given(st.integers(WINDOW + 1, 3000))
def test_no_piece_inside_a_long_text_stands_at_the_edge_of_its_window(count: int) -> None:
    windows = cut_windows(count)
    owner = central_window(windows, count)
    margin = (WINDOW - STRIDE) // 2
    for piece in range(margin, count - margin):
        start, end = windows[owner[piece]]
        assert min(piece - start, end - 1 - piece) >= margin - 1 or start == 0 or end == count
