"""Which trees have an origin of their own, and which go back to one origin with others.

A source that nobody captured leaves as many roots as it had direct relays. Each tree in turn, the largest first, either
joins one of the groups made so far or founds a new one: a conditional logit (D. McFadden, 1974) over all these options
at once, so that a brief page which must have it from somebody goes to whom it is most like, though little is alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.feature import Design
from stemmata.trace.holding import Holdings
from stemmata.trace.kinship import GROUP_FEATURES, compare_trees

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

FOUNDING_FEATURES = (
    "is a new origin",
    "groups there are",
    "documents",
    "names nobody",
    "reports itself",
    "names people",
    "names a lost report",
    "new names and numbers",
)


def read_founding(design: Design) -> Matrix:
    """What of each document tells whether its tree has an origin of its own, n × 5: it names nobody, reports itself
    what people told it, names people, names a lost report; and the share of its facts that it alone has."""
    cites = design.citations
    columns = (cites.silent, cites.itself * cites.people, cites.people, cites.lost, design.overlap.new_facts)
    return np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=-1)


def read_options(
    pairs: Matrix,
    facts: Holdings,
    runs: Holdings,
    founding: Matrix,
    one: Sequence[int],
    groups: Sequence[Sequence[int]],
) -> Matrix:
    """The options of the documents `one`, a row of features each: to found an origin, which comes first, or to join one
    of `groups`."""
    rows = founding[list(one)]
    width = len(FOUNDING_FEATURES)
    options = np.zeros((len(groups) + 1, width + len(GROUP_FEATURES)))
    options[0, :width] = (
        1.0,
        np.log1p(len(groups)),
        np.log(len(one)),
        rows[:, 0].min(),
        *rows[:, 1:4].max(axis=0),
        rows[:, 4].mean(),
    )
    if groups:
        options[1:, width:] = compare_trees(pairs, facts, runs, one, groups)
    return options


def order_trees(trees: Sequence[Sequence[int]]) -> list[int]:
    """The trees in the order in which they choose: the largest first, of equals the earliest."""
    return sorted(range(len(trees)), key=lambda number: (-len(trees[number]), min(trees[number])))


def group_trees(
    pairs: Matrix,
    facts: Holdings,
    runs: Holdings,
    founding: Matrix,
    weights: Vector,
    trees: Sequence[Sequence[int]],
    apart: NDArray[np.bool_],
) -> tuple[tuple[int, ...], ...]:
    """Groups of trees that most likely go back to one origin each. `apart[a, b]` keeps two trees out of one group.

    What a group tells is that of all its trees together; so the groups choose once more, as trees did, until none joins
    another.
    """
    groups: list[tuple[int, ...]] = [(number,) for number in range(len(trees))]
    while True:
        members = [sorted(d for tree in group for d in trees[tree]) for group in groups]
        between = np.array([[apart[np.ix_(one, two)].any() for two in groups] for one in groups], dtype=bool)
        joined = _choose(pairs, facts, runs, founding, weights, members, between.reshape(len(groups), len(groups)))
        if len(joined) == len(groups):
            return tuple(sorted(groups))
        groups = [tuple(sorted(tree for number in one for tree in groups[number])) for one in joined]


def _choose(
    pairs: Matrix,
    facts: Holdings,
    runs: Holdings,
    founding: Matrix,
    weights: Vector,
    trees: Sequence[Sequence[int]],
    apart: NDArray[np.bool_],
) -> list[list[int]]:
    """The groups after each tree has chosen once."""
    groups: list[list[int]] = []
    for number in order_trees(trees):
        documents = [sorted(d for tree in group for d in trees[tree]) for group in groups]
        scores = read_options(pairs, facts, runs, founding, trees[number], documents) @ weights
        for place, group in enumerate(groups, start=1):
            if apart[number, group].any():
                scores[place] = -np.inf
        chosen = int(scores.argmax())
        if chosen:
            groups[chosen - 1].append(number)
        else:
            groups.append([number])
    return groups


def chance_of_founding(options: Matrix, weights: Vector) -> float:
    """The probability that the first of these options is the right one."""
    scores = options @ weights
    return float(1.0 / np.exp(scores - scores[0]).sum())
