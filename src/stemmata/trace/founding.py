"""Which trees have an origin of their own, and which go back to one origin with others.

Each tree in turn, the largest first, joins a clan of those before it or founds a new one: a conditional logit
(D. McFadden, 1974) over all these options at once, so that a brief page which must have it from somebody goes to whom
it is most like, though little is alike. The likeliest ways to part all trees into clans are followed at the same time
(a beam). A later tree may show that two earlier ones are of one origin, which could not know it when they chose; so
each way is weighed by the choices as they were made and by those that each tree would make with all others in place
(the pseudo-likelihood: J. Besag, "Statistical analysis of non-lattice data", 1975), half and half in logarithms.
How likely each way is says how sure the number of origins is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.clan import GROUP_FEATURES, Clan, compare_clans, read_clan
from stemmata.trace.kinship import Kinship

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]
Group = tuple[int, ...]  # of trees
Groups = tuple[Group, ...]

FOUNDING_FEATURES = (
    "is a new origin",
    "documents",
    "reports itself",
    "new names and numbers beside the claim",
    "names nobody",
)
_BEAM = 16  # ways to part the trees that are followed at a time
_UNLIKELY = -12.0  # log probability of an option that is not followed
_FEW_FACTS = 6.0


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part trees into groups of one origin each, and its probability."""

    groups: Groups
    probability: float


def read_founding(kinship: Kinship, one: Clan) -> Vector:
    """The features of a tree's founding an origin, in the order of FOUNDING_FEATURES."""
    total = one.asides[1]
    new = (total - weigh_shared(kinship, one)) / (total + _FEW_FACTS)
    silent = kinship.silent[list(one.documents)].all()
    return np.array([1.0, np.log(len(one.documents)), float(bool(one.reporters)), new, float(silent)])


def weigh_shared(kinship: Kinship, one: Clan) -> float:
    """The weight of what a tree tells beside the claim and any other document tells, too."""
    others = np.setdiff1d(np.arange(len(kinship.pairs)), one.documents)
    if not len(others):
        return 0.0
    return float(kinship.asides.share(one.asides[0], [kinship.asides.unite(others)[0]])[0])


def read_options(kinship: Kinship, one: Clan, others: Sequence[Clan]) -> Matrix:
    """The options of a tree, a row of features each: to found an origin, which comes first, or to join one of
    `others`."""
    width = len(FOUNDING_FEATURES)
    options = np.zeros((len(others) + 1, width + len(GROUP_FEATURES)))
    options[0, :width] = read_founding(kinship, one)
    options[1:, width:] = compare_clans(kinship, one, others)
    return options


def order_trees(trees: Sequence[Sequence[int]]) -> list[int]:
    """The trees in the order in which they choose: the largest first, of equals the earliest."""
    return sorted(range(len(trees)), key=lambda number: (-len(trees[number]), min(trees[number])))


def part_trees(
    kinship: Kinship,
    weights: Vector,
    trees: Sequence[Sequence[int]],
    apart: Flags,
) -> tuple[Parting, ...]:
    """The likeliest ways to part `trees`, given by their documents, the likeliest first; their probabilities add up to
    1. `apart[a, b]` keeps two trees out of one group."""
    choices = _Choices(kinship, weights, trees, apart)
    found = _follow(order_trees(trees), choices)
    ways = sorted(found)
    logs = np.array([(found[groups] + _look_back(groups, choices)) / 2 for groups in ways])
    partings = [Parting(groups, float(p)) for groups, p in zip(ways, np.exp(_log_shares(logs)), strict=True)]
    return tuple(sorted(partings, key=lambda p: (-round(p.probability, 9), p.groups)))


def _follow(order: Sequence[int], choices: _Choices) -> dict[Groups, float]:
    """The likeliest ways in which trees choose one after another, with the log probability of each."""
    beam: dict[Groups, float] = {(): 0.0}
    for tree in order:
        found: dict[Groups, float] = {}
        for groups, likely in beam.items():
            shares = choices.shares(tree, groups)
            for place in np.flatnonzero(shares > _UNLIKELY):
                parted = _put(tree, groups, int(place) - 1)
                found[parted] = float(np.logaddexp(found.get(parted, -np.inf), likely + shares[place]))
        beam = dict(sorted(found.items(), key=lambda item: (-round(item[1], 9), item[0]))[:_BEAM])
    return beam


def _look_back(groups: Groups, choices: _Choices) -> float:
    """The log probabilities that each tree would choose its place with all others in theirs, summed."""
    likely = 0.0
    for group in groups:
        for tree in group:
            left = tuple(other for other in group if other != tree)
            others = (*((left,) if left else ()), *(one for one in groups if one != group))
            likely += float(choices.shares(tree, others)[1 if left else 0])
    return likely


def _put(tree: int, groups: Groups, place: int) -> Groups:
    """The groups with a tree put into one of them, or a group of its own where `place` is -1; in sorted order."""
    if place < 0:
        return tuple(sorted((*groups, (tree,))))
    return tuple(sorted(tuple(sorted((*group, tree))) if n == place else group for n, group in enumerate(groups)))


def _log_shares(scores: Vector) -> Vector:
    highest = scores.max()
    return np.asarray(scores - highest - np.log(np.exp(scores - highest).sum()))


@dataclass(slots=True)
class _Choices:
    """The options of trees; what each says is found once."""

    kinship: Kinship
    weights: Vector
    trees: Sequence[Sequence[int]]
    apart: Flags
    clans: dict[Group, Clan] = field(default_factory=dict)
    scores: dict[tuple[int, Group], float] = field(default_factory=dict)

    def shares(self, tree: int, groups: Groups) -> Vector:
        """The log probabilities of founding an origin, which comes first, and of joining each group."""
        missing = [group for group in groups if (tree, group) not in self.scores]
        if missing or (tree, ()) not in self.scores:
            others = [self._clan(group) for group in missing]
            found = read_options(self.kinship, self._clan((tree,)), others) @ self.weights
            for group, value in zip([(), *missing], found, strict=True):
                is_apart = bool(group) and self.apart[tree, list(group)].any()
                self.scores[tree, group] = -np.inf if is_apart else float(value)
        return _log_shares(np.array([self.scores[tree, group] for group in [(), *groups]]))

    def _clan(self, group: Group) -> Clan:
        if group not in self.clans:
            self.clans[group] = read_clan(self.kinship, (d for tree in group for d in self.trees[tree]))
        return self.clans[group]
