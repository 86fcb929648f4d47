"""The decoder finds the best path of labels, and cuts it into runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from stemmata.annotate.tagger.decode import Floats, decode_roles
from stemmata.annotate.tagger.words import BEGIN, INSIDE, OUTSIDE

SMALL = st.floats(-4, 4, width=32)


def value_of(path: Sequence[int], scores: Floats, transitions: Floats, opening: Floats) -> float:
    """What a path is worth; an INSIDE that follows no span is forbidden."""
    if path[0] == INSIDE or (OUTSIDE, INSIDE) in pairwise(path):
        return -np.inf
    logs = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return float(
        opening[path[0]]
        + sum(transitions[a, b] for a, b in pairwise(path))
        + sum(logs[i, label] for i, label in enumerate(path))
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 6).flatmap(lambda n: arrays.arrays(np.float32, (n, 1, 3), elements=SMALL)),
    arrays.arrays(np.float32, (1, 3, 3), elements=SMALL),
    arrays.arrays(np.float32, (1, 3), elements=SMALL),
)
def test_no_path_is_worth_more_than_the_one_found(scores: Floats, transitions: Floats, opening: Floats) -> None:
    (runs,) = decode_roles(scores, transitions, opening)
    found = [OUTSIDE] * len(scores)
    for run in runs:
        found[run.first : run.last] = [BEGIN, *[INSIDE] * (run.last - run.first - 1)]
    one = scores[:, 0], transitions[0], opening[0]
    best = max(value_of(path, *one) for path in product(range(3), repeat=len(scores)))
    assert value_of(found, *one) == pytest.approx(best, abs=1e-3)
    assert all(0 < run.confidence <= 1 for run in runs)


def test_a_text_without_words_has_no_runs() -> None:
    nothing = np.zeros((0, 4, 3), dtype=np.float32)
    assert decode_roles(nothing, np.zeros((4, 3, 3), np.float32), np.zeros((4, 3), np.float32)) == [[], [], [], []]
