"""The search for conflicts by itself, over sets whose conflicts are known."""

from __future__ import annotations

import itertools
import random

import pytest

from stemmata.reckon.conflict import Members, find_conflicts, hit_all


def oracle_of(sets: list[Members], members: range):  # type: ignore[no-untyped-def]
    """Answers with more than is needed: all members that are not left out, where they hold one of `sets`."""

    def find_conflict(left_out: Members) -> Members | None:
        rest = frozenset(members) - left_out
        return rest if any(own <= rest for own in sets) else None

    return find_conflict


def test_conflicts_that_share_members_do_not_hide_one_another() -> None:
    members = range(4)
    pairs = [frozenset(pair) for pair in ((0, 1), (0, 3), (1, 2), (2, 3))]
    found = find_conflicts(oracle_of(pairs, members), members, dict.fromkeys(members, 1.0), 50)
    assert set(found.sets) == set(pairs)
    assert found.is_complete
    assert found.set_aside in {frozenset({0, 2}), frozenset({1, 3})}


@pytest.mark.parametrize("seed", range(20))
def test_all_conflicts_of_random_sets_are_found(seed: int) -> None:
    rng = random.Random(seed)
    members = range(10)
    drawn = [frozenset(rng.sample(members, rng.randint(1, 4))) for _ in range(4)]
    least = [own for own in drawn if not any(other < own for other in drawn)]
    found = find_conflicts(oracle_of(least, members), members, {m: 1.0 + m / 10 for m in members}, 50)
    assert set(found.sets) == set(least)
    assert all(own & found.set_aside for own in least)


def test_what_is_set_aside_is_the_lightest_that_meets_every_conflict() -> None:
    sets = [frozenset({0, 1}), frozenset({1, 2}), frozenset({3})]
    weights = {0: 1.0, 1: 1.5, 2: 1.0, 3: 9.0}
    chosen = hit_all(sets, weights)
    choices = [
        frozenset(c) for n in range(5) for c in itertools.combinations(range(4), n) if all(set(c) & own for own in sets)
    ]
    assert sum(weights[m] for m in chosen) == min(sum(weights[m] for m in c) for c in choices)


def test_where_there_are_too_many_to_list_the_rest_is_still_set_aside() -> None:
    members = range(12)
    pairs = [frozenset({n, n + 1}) for n in range(0, 12, 2)]
    found = find_conflicts(oracle_of(pairs, members), members, dict.fromkeys(members, 1.0), 3)
    assert len(found.sets) == 3
    assert not found.is_complete
    assert all(own & found.set_aside for own in pairs)
