"""Changes told apart from misreadings by the tree, against all assignments written out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemmata.trace.smoothing import Channel, change_chances

CHANNEL = Channel(change=0.1, misread=0.04)


def by_hand(parents: list[int], observed: list[str | None], channel: Channel) -> list[float]:
    values = [*sorted({v for v in observed if v is not None}), "elsewhere"]
    other = len(values) - 1
    total, changed = 0.0, [0.0] * len(parents)
    for truth in product(values, repeat=len(parents)):
        weight = 1.0
        for node, value in enumerate(truth):
            if observed[node] is not None:
                weight *= 1 - channel.misread if observed[node] == value else channel.misread / other
            if parents[node] >= 0:
                weight *= 1 - channel.change if truth[parents[node]] == value else channel.change / other
        total += weight
        for node, parent in enumerate(parents):
            if parent >= 0 and truth[parent] != truth[node]:
                changed[node] += weight
    return [c / total for c in changed]


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[str | None]]:
    size = draw(st.integers(1, 5))
    parents = [draw(st.integers(-1, node - 1)) for node in range(size)]
    return parents, [draw(st.sampled_from(["a", "b", None])) for _ in range(size)]


@settings(max_examples=60, deadline=None)
@given(trees())
def test_chances_are_those_of_all_assignments_written_out(drawn: tuple[list[int], list[str | None]]) -> None:
    parents, observed = drawn
    if len({v for v in observed if v is not None}) < 2:
        return
    assert change_chances(parents, observed, CHANNEL) == pytest.approx(by_hand(parents, observed, CHANNEL))


def test_a_value_that_the_children_share_was_changed_and_one_that_none_shares_was_more_likely_misread() -> None:
    parents = [-1, 0, 0, 0, 3, 3, 3]
    carried = change_chances(parents, ["a", "a", "a", "b", "b", "b", "b"], CHANNEL)
    alone = change_chances(parents, ["a", "a", "a", "b", "a", "a", "a"], CHANNEL)
    assert carried[3] > 0.9
    assert max(carried[4:]) < 0.1
    assert max(alone) < 0.5


def test_nothing_changes_where_all_agree_or_nothing_was_read() -> None:
    assert change_chances([-1, 0, 0], ["a", "a", None], CHANNEL) == (0.0, 0.0, 0.0)
    assert change_chances([], [], CHANNEL) == ()
