"""Whether two trees that hang from nothing in common go back to one origin all the same.

A source that nobody captured leaves as many roots as it had direct relays. What they share beyond the phrases of all
tells of it: the same odd number, the same names, one lost report that both mention. Wording for unnamed people is no
part of it: two papers' "officials" are never one group for being called so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.feature import EDGE_FEATURES, Design

Matrix = NDArray[np.float64]
Flags = NDArray[np.float64]

PAIR_FEATURES = (
    "any two documents",
    "same number",
    "other number",
    "same readings",
    "other readings",
    "share of names and numbers, the larger",
    "share of names and numbers, the smaller",
    "rare names and numbers",
    "runs of three words",
    "same lost source",
    "same lost source as nearest",
    "both name people of their own",
    "one names itself",
    "both name themselves",
    "hours apart",
    "chance that one has it from the other",
    "both name nobody",
    "one names the other",
    "new names and numbers",
)
GROUP_FEATURES = ("any two trees", "mean of pairs", "highest of pairs", "documents")


def read_pairs(design: Design, posterior: Matrix) -> Matrix:
    """The features of all pairs of documents, n × n × features, the same both ways.

    `posterior[i, j]` is the probability that i is the parent of j.
    """
    named = dict(zip(EDGE_FEATURES, np.moveaxis(design.edges, -1, 0), strict=True))
    cites, overlap = design.citations, design.overlap
    size = len(posterior)
    own, itself, silent = cites.people, cites.itself, cites.silent
    either = np.maximum(itself[:, None], itself[None, :])
    forth, back = overlap.facts, overlap.facts.T
    linked = posterior + posterior.T
    names = cites.nearest + cites.further + cites.mentioned
    columns = [
        np.ones((size, size)),
        np.maximum(named["same number"], named["same number"].T),
        named["other number"],
        np.maximum(named["same readings"], named["same readings"].T),
        named["other readings"],
        np.maximum(forth, back),
        np.minimum(forth, back),
        np.log1p(overlap.rare),
        np.sqrt(np.maximum(overlap.runs, overlap.runs.T)),
        cites.shared,
        cites.shared_nearest,
        own[:, None] * own[None, :],
        either - itself[:, None] * itself[None, :],
        itself[:, None] * itself[None, :],
        np.maximum(named["hours between"], named["hours between"].T),
        np.log1p(100.0 * linked),
        silent[:, None] * silent[None, :],
        np.maximum(names, names.T),
        overlap.new_facts[:, None] + overlap.new_facts[None, :],
    ]
    return np.stack(columns, axis=-1)


def link_trees(pairs: Matrix, weights: NDArray[np.float64], one: Sequence[int], two: Sequence[int]) -> float:
    """The log odds that two trees have one origin, by the log odds of the pairs of their documents."""
    return float(tree_features(pairs, one, two) @ weights)


def tree_features(pairs: Matrix, one: Sequence[int], two: Sequence[int]) -> Matrix:
    """The features of two trees, in the order of GROUP_FEATURES."""
    block = pairs[np.ix_(one, two)]
    return np.array([1.0, block.mean(), block.max(), np.log(block.size)])


def merge_trees(
    pairs: Matrix, weights: NDArray[np.float64], members: Sequence[Sequence[int]], apart: NDArray[np.bool_]
) -> tuple[tuple[int, ...], ...]:
    """Groups of trees that most likely go back to one origin each, by average linkage on log odds.

    `members` gives the documents of each tree; `apart[a, b]` keeps two trees out of one group. The likeliest two
    are joined first, as long as one origin is likelier than two.
    """
    size = len(members)
    held = np.zeros((size, len(pairs)))
    for row, documents in enumerate(members):
        held[row, list(documents)] = 1.0
    sums = held @ pairs @ held.T
    highest = np.array([[pairs[np.ix_(a, b)].max(initial=-np.inf) for b in members] for a in members])
    highest = highest.reshape(size, size)
    counts = held.sum(axis=1)
    kept = apart | np.eye(size, dtype=bool)
    groups: list[tuple[int, ...]] = [(number,) for number in range(size)]
    while len(groups) > 1:
        products = np.outer(counts, counts)
        links = weights[0] + weights[1] * sums / products + weights[2] * highest + weights[3] * np.log(products)
        links[kept] = -np.inf
        one, two = divmod(int(links.argmax()), len(groups))
        if links[one, two] <= 0:
            break
        one, two = min(one, two), max(one, two)
        groups[one] = tuple(sorted((*groups[one], *groups[two])))
        sums[one] += sums[two]
        sums[:, one] += sums[:, two]
        highest[one] = np.maximum(highest[one], highest[two])
        highest[:, one] = np.maximum(highest[:, one], highest[:, two])
        kept[one] |= kept[two]
        kept[:, one] |= kept[:, two]
        counts[one] += counts[two]
        left = np.arange(len(groups)) != two
        grid = np.ix_(left, left)
        sums, highest, kept, counts = sums[grid], highest[grid], kept[grid], counts[left]
        np.fill_diagonal(kept, True)
        del groups[two]
    return tuple(sorted(groups))
