"""Which trees go back to one origin: what they share, what keeps them apart, and what a page lacks of another."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stemmata.trace.founding import group_trees
from stemmata.trace.holding import read_holdings
from stemmata.trace.weights import load_weights
from tests.trace.build import claim, document, named
from tests.trace.test_stemma import trace

THINGS = st.frozensets(st.sampled_from("abcdefgh"), max_size=6)


@given(st.lists(THINGS, min_size=1, max_size=7))
def test_what_a_page_lacks_of_another_is_counted(held: list[frozenset[str]]) -> None:
    lacking = read_holdings(held).count_lacking()
    for i, mine in enumerate(held):
        for j, other in enumerate(held):
            assert lacking[i, j] == (len(other - mine) if i != j else 0)


@given(st.lists(THINGS, min_size=2, max_size=7))
def test_what_few_hold_is_counted_apart_from_what_most_hold(held: list[frozenset[str]]) -> None:
    counted = read_holdings(held).count_common(most=0.5)
    for i, mine in enumerate(held):
        for j, other in enumerate(held):
            few = [t for t in mine & other if sum(t in one for one in held) <= max(2.0, 0.5 * len(held))]
            assert counted[i, j] == (len(few) if i != j else 0)


def group(held: list[frozenset[str]], apart: list[tuple[int, int]] | None = None) -> tuple[tuple[int, ...], ...]:
    """The groups of pages that each are a tree, and name people that tell nothing of which."""
    size = len(held)
    facts = read_holdings(held)
    flags = np.zeros((size, size), dtype=bool)
    for one, two in apart or ():
        flags[one, two] = flags[two, one] = True
    pairs = np.where(facts.count_common() > 3, 4.0, -4.0)
    weights = load_weights()
    founding = np.tile(np.array([0.0, 0.0, 1.0, 0.0, 0.0]), (size, 1))
    both = np.concatenate([weights.founding, weights.group])
    return group_trees(pairs, facts, facts, founding, both, [[number] for number in range(size)], flags)


ODD, OTHER = frozenset(map(str, range(10, 22))), frozenset(map(str, range(30, 42)))


def test_trees_that_hold_the_same_odd_facts_are_one_origin_and_others_are_not() -> None:
    assert group([ODD, OTHER, ODD, OTHER]) == ((0, 2), (1, 3))


def test_trees_that_are_to_be_kept_apart_are() -> None:
    assert group([ODD, ODD, OTHER], apart=[(0, 1)]) == ((0,), (1,), (2,))


def test_groups_that_belong_together_only_as_wholes_are_joined() -> None:
    """Each of two trees holds half of what a third and a fourth hold together."""
    halves = sorted(ODD)
    held = [frozenset(halves[:8]), frozenset(halves[4:]), ODD, OTHER]
    assert group(held) == ((0, 1, 2), (3,))


def test_two_named_bodies_stay_two_origins_in_the_same_words() -> None:
    one, two = document("Harbour Courier", "2023-02-05T10:00"), document("Meridian Post", "2023-02-05T09:00")
    stemma = trace((one, claim(one, (named("NATO"),))), (two, claim(two, (named("the Pentagon"),))))
    assert stemma.origins.best == 2
