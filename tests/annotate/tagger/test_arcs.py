"""Sums of chances over stretches of words are those of the chances one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.tagger.arcs import sum_arcs

places = st.integers(0, 9)


def chances(dependent: np.ndarray, governor: np.ndarray) -> np.ndarray:
    scores = np.exp(dependent @ governor.T / dependent.shape[1] ** 0.5)
    shares: np.ndarray = scores / scores.sum(axis=1, keepdims=True)
    return shares


@given(st.integers(0, 99), places, places, places, places, places)
def test_a_sum_is_that_of_the_chances_in_the_window_of_its_word(
    seed: int, anchor: int, first: int, last: int, governor_first: int, governor_last: int
) -> None:
    random = np.random.default_rng(seed)
    vectors = [random.normal(size=(2, size, 4)).astype(np.float32) for size in (4, 6)]
    arcs = sum_arcs(10, [(0, *vectors[0]), (4, *vectors[1])])
    start, (dependent, governor) = (0, vectors[0]) if anchor < 4 else (4, vectors[1])
    single = np.zeros((10, 10))
    single[start : start + len(dependent), start : start + len(dependent)] = chances(dependent, governor)
    asked = [np.array([place]) for place in (anchor, first, last, governor_first, governor_last)]
    found = float(arcs.hanging(*asked)[0])
    assert abs(found - single[first:last, governor_first:governor_last].sum()) < 1e-4


def test_all_words_of_a_window_hang_from_one_each() -> None:
    random = np.random.default_rng(1)
    arcs = sum_arcs(7, [(0, *random.normal(size=(2, 7, 8)).astype(np.float32))])
    zero, end = np.array([0]), np.array([7])
    assert abs(float(arcs.hanging(zero, zero, end, zero, end)[0]) - 7) < 1e-3


def test_a_text_without_words_has_no_arcs() -> None:
    assert len(sum_arcs(0, []).block) == 0
