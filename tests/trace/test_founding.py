"""Which trees go back to one origin: what they share, what keeps them apart, and what a page lacks of another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.trace.aside import compare_counted, read_counted
from stemmata.trace.feature import read_features
from stemmata.trace.founding import Parting, part_trees
from stemmata.trace.holding import read_holdings
from stemmata.trace.kinship import Kinship
from stemmata.trace.origin import find_interval
from stemmata.trace.reading import read_documents
from stemmata.trace.weights import load_weights
from tests.trace.build import claim, document, named, officials
from tests.trace.test_stemma import PACK, trace

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


def kin(held: list[frozenset[str]], texts: list[str] | None = None) -> Kinship:
    """The kinship of pages that each name people who tell nothing of which, and hold this beside the claim."""
    size = len(held)
    facts = read_holdings(held)
    no, yes, none = np.zeros(size, dtype=bool), np.ones(size, dtype=bool), np.zeros((size, size))
    return Kinship(
        pairs=np.where(facts.count_common() > 3, 4.0, -4.0),
        posterior=none,
        ancestors=np.eye(size),
        before=none + 0.5,
        runs=facts,
        facts=facts,
        asides=facts,
        counted=tuple(read_counted(text) for text in texts or [""] * size),
        tops=yes,
        silent=no,
        reports=no,
        lost=no,
        named=no,
        unnamed=yes,
        same_number=none > 0,
    )


def part(kinship: Kinship, apart: list[tuple[int, int]] | None = None) -> tuple[Parting, ...]:
    """The likeliest ways to part the pages, each of them a tree."""
    size = len(kinship.pairs)
    flags = np.zeros((size, size), dtype=bool)
    for one, two in apart or ():
        flags[one, two] = flags[two, one] = True
    weights = load_weights()
    both = np.concatenate([weights.founding, weights.group])
    return part_trees(kinship, both, [[number] for number in range(size)], flags)


def group(held: list[frozenset[str]], apart: list[tuple[int, int]] | None = None) -> tuple[tuple[int, ...], ...]:
    """The groups of pages that each are a tree, and name people that tell nothing of which."""
    return part(kin(held), apart)[0].groups


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


def test_numbers_are_kept_by_what_they_count() -> None:
    text = "In May 32 foreign engineers came, and 1,200 of them left on 3 June 2023. The town has 17. Workshops closed."
    assert read_counted(text) == {
        "foreign": frozenset({32.0}),
        "them": frozenset({1200.0}),
    }


def test_slips_and_roundings_of_one_count_are_not_two_counts() -> None:
    one = read_counted("It has 26 trains, 310 crates, 17 workshops and 40 lorries.")
    two = read_counted("It has 25 trains, 300 crates, 17 workshops and 90 lorries; 12 halls are empty.")
    assert compare_counted(one, two) == (1, 2, 1)


def test_counts_that_differ_make_two_origins_likelier() -> None:
    alike, other = ["There are 32 engineers and 12 halls."] * 2, "There are 57 engineers and 90 halls."
    held = [ODD, ODD]
    together = [
        sum(p.probability for p in part(kin(held, texts)) if len(p.groups) == 1)
        for texts in (alike, [*alike[:1], other])
    ]
    assert together[0] > together[1]


def test_the_ways_to_part_trees_are_told_by_how_likely_they_are() -> None:
    partings = part(kin([ODD, OTHER, ODD, OTHER]))
    assert sum(p.probability for p in partings) == pytest.approx(1.0)
    assert partings[0].probability == pytest.approx(max(p.probability for p in partings))
    assert len({p.groups for p in partings}) == len(partings)
    assert all(sorted(n for one in p.groups for n in one) == [0, 1, 2, 3] for p in partings)


def test_a_tree_that_shows_two_others_to_be_one_is_heard() -> None:
    """Two pages that share nothing are joined by a third which holds what both tell."""
    halves = sorted(ODD)
    apart = part(kin([frozenset(halves[:6]), frozenset(halves[6:]), OTHER]))
    joined = part(kin([frozenset(halves[:6]), frozenset(halves[6:]), OTHER, ODD]))

    def chance(partings: tuple[Parting, ...]) -> float:
        return sum(p.probability for p in partings if any({0, 1} <= set(one) for one in p.groups))

    assert chance(joined) > chance(apart)


SHIFTS = "Two night shifts run at the works near Lipetsk, where 340 turners make the rudders, wrote Oleg Brandt."
YARD = "Behind the fence at Gorlovo 57 lorries wait; the yard was rented from Anna Sokol in October for 9 years."


def test_unnamed_people_who_give_one_number_may_be_the_same_though_their_pages_share_nothing() -> None:
    pages = [
        document(
            "Harbour Courier", "2023-02-05T08:00", f"Officials told the Harbour Courier of 6,000 drones. {SHIFTS}"
        ),
        document("Meridian Post", "2023-02-06T09:00", f"Clerks told the Meridian Post of 6,000 drones. {YARD}"),
    ]
    same = trace(*((page, claim(page, (officials(),))) for page in pages)).origins
    assert (same.low, same.best) == (1, 2)
    assert any("may or may not be the same people" in reason for reason in same.reasons)


def test_two_pages_that_name_different_bodies_are_told_from_two_that_name_one() -> None:
    def flags(*names: str) -> list[list[float]]:
        pages = [document(name) for name in ("Harbour Courier", "Meridian Post")]
        claims = [claim(page, (named(name),)) for page, name in zip(pages, names, strict=True)]
        readings = read_documents(claims, {page.sha256: page for page in pages}, PACK)
        found: list[list[float]] = read_features(readings, PACK).citations.other_body.tolist()
        return found

    assert flags("NATO", "The Coast Guard") == [[0.0, 1.0], [1.0, 0.0]]
    assert flags("NATO", "NATO") == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("chances", "best", "share", "interval"),
    [
        ([0.0, 0.86, 0.14], 1, 0.8, (1, 1)),
        ([0.0, 0.6, 0.3, 0.1], 1, 0.8, (1, 2)),
        ([0.0, 0.6, 0.3, 0.1], 1, 0.7, (1, 1)),
        ([0.0, 0.3, 0.6, 0.1], 2, 0.8, (1, 2)),
        ([0.0, 0.22, 0.45, 0.22, 0.11], 2, 0.8, (1, 3)),
        ([0.0, 0.9, 0.1], 2, 0.8, (1, 2)),
    ],
)
def test_the_interval_takes_in_the_likeliest_counts_around_the_best(
    chances: list[float], best: int, share: float, interval: tuple[int, int]
) -> None:
    assert find_interval(np.array(chances), best, share) == interval
