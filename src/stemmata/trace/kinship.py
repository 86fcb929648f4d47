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
from stemmata.trace.holding import Holdings, United

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
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
GROUP_FEATURES = (
    "any two trees",
    "mean of pairs",
    "highest of pairs",
    "documents",
    "names and numbers shared, the larger share",
    "names and numbers shared, the smaller share",
    "names and numbers shared",
    "runs of three words shared, share",
    "runs of three words shared",
)
# Bits added to what a tree holds, so that a line or two which both have does not pass for all of it.
_FEW_FACTS, _FEW_RUNS = 6.0, 12.0


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


def _as_features(means: Vector, highest: Vector, products: Vector, facts: United, runs: United, one: int) -> Matrix:
    both, run = facts.common(one), runs.common(one)
    forth, back = both / (facts.total + _FEW_FACTS), both / (facts.total[one] + _FEW_FACTS)
    fewer = np.minimum(runs.total, runs.total[one])
    columns = [
        np.ones(len(means)),
        means,
        highest,
        np.log(products),
        np.maximum(forth, back),
        np.minimum(forth, back),
        np.log1p(both),
        run / (fewer + _FEW_RUNS),
        np.log1p(run),
    ]
    return np.stack(columns, axis=-1)


def compare_trees(
    pairs: Matrix, facts: Holdings, runs: Holdings, one: Sequence[int], others: Sequence[Sequence[int]]
) -> Matrix:
    """The features of one group of documents with each of others, in the order of GROUP_FEATURES."""
    blocks = [pairs[np.ix_(one, other)] for other in others]
    groups = [*others, one]  # itself last, to be cut off
    means = np.array([*(block.mean() for block in blocks), 0.0])
    highest = np.array([*(block.max() for block in blocks), 0.0])
    products = np.array([float(len(one) * len(group)) for group in groups])
    held, run = United.of(facts, groups), United.of(runs, groups)
    return _as_features(means, highest, products, held, run, len(others))[:-1]
