"""Windows cover a text one behind the other, and break between sentences where they can."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.tagger.piece import READ, WINDOW, cut_windows

LENGTHS = st.lists(st.integers(1, 2 * WINDOW), max_size=40)


def openings_of(lengths: list[int]) -> tuple[int, np.ndarray]:
    ends = np.cumsum([0, *lengths])
    return int(ends[-1]), ends[:-1]


@given(LENGTHS)
def test_every_piece_lies_in_one_window(lengths: list[int]) -> None:
    count, openings = openings_of(lengths)
    windows = cut_windows(count, openings)
    assert [piece for start, end in windows for piece in range(start, end)] == list(range(count))
    assert all(end - start <= WINDOW for start, end in windows)


@given(st.lists(st.integers(1, WINDOW // 2), max_size=40))
def test_no_sentence_of_common_length_is_cut(lengths: list[int]) -> None:
    count, openings = openings_of(lengths)
    assert {start for start, _ in cut_windows(count, openings)} <= {*openings.tolist()}


@given(LENGTHS)
def test_no_window_but_the_last_is_short(lengths: list[int]) -> None:
    windows = cut_windows(*openings_of(lengths))
    assert all(other - start > READ // 2 for (start, _), (other, _) in pairwise(windows))
