"""Which trees have an origin of their own, and which go back to one origin with others.

Each tree in turn, the largest first, joins a clan of those before it or founds a new one: a conditional logit
(D. McFadden, 1974) over all these options at once, so that a brief page which must have it from somebody goes to whom
it is most like, though little is alike. The likeliest ways to part all trees into clans are followed at the same time
(a beam), for what is told of a clan by a later tree may show that an earlier one chose wrongly; how likely each is says
how sure the number of origins is.
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
Group = tuple[int, ...]

FOUNDING_FEATURES = (
    "is a new origin",
    "documents",
    "reports itself",
    "new names and numbers beside the claim",
)
_BEAM = 16  # ways to part the trees that are followed at a time
_UNLIKELY = -12.0  # log probability of an option that is not followed
_FEW_FACTS = 6.0


@dataclass(frozen=True, slots=True)
class Doubts:
    """What no simulation tells of trees, for how sure their parting is: log odds `own` that are added to each tree's
    founding an origin, and which two `may_be_one` whatever keeps them apart, at the log odds `at`."""

    own: Vector
    may_be_one: Flags
    at: float


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part trees into groups of one origin each, its probability, and the probability under doubt."""

    groups: tuple[Group, ...]
    probability: float
    doubted: float


def read_founding(kinship: Kinship, one: Clan) -> Vector:
    """The features of a tree's founding an origin, in the order of FOUNDING_FEATURES."""
    others = np.setdiff1d(np.arange(len(kinship.pairs)), one.documents)
    bits, total = one.asides
    known = kinship.asides.share(bits, [kinship.asides.unite(others)[0]])[0] if len(others) else 0.0
    new = (total - known) / (total + _FEW_FACTS)
    return np.array([1.0, np.log(len(one.documents)), float(bool(one.reporters)), new])


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
    doubts: Doubts | None = None,
) -> tuple[Parting, ...]:
    """The likeliest ways to part `trees`, given by their documents, the likeliest first; their probabilities add up to
    1. `apart[a, b]` keeps two trees out of one group."""
    choices = _Choices(kinship, weights, trees, apart)
    beam: list[tuple[float, float, tuple[Group, ...]]] = [(0.0, 0.0, ())]
    for tree in order_trees(trees):
        found: dict[tuple[Group, ...], tuple[float, float]] = {}
        for likely, doubted, groups in beam:
            scores = choices.score(tree, groups)
            shares, unsure = _log_shares(scores), _log_shares(_doubt(scores, tree, groups, doubts))
            for place in np.flatnonzero(np.maximum(shares, unsure) > _UNLIKELY):
                parted = _put(tree, groups, int(place) - 1)
                before = found.get(parted, (-np.inf, -np.inf))
                found[parted] = (
                    float(np.logaddexp(before[0], likely + shares[place])),
                    float(np.logaddexp(before[1], doubted + unsure[place])),
                )
        ranked = sorted(found.items(), key=lambda item: (-max(item[1]), item[0]))[:_BEAM]
        beam = [(likely, doubted, groups) for groups, (likely, doubted) in ranked]
    first, second = (np.exp(_log_shares(np.array([state[n] for state in beam]))) for n in (0, 1))
    partings = [
        Parting(groups, float(one), float(two)) for (_, _, groups), one, two in zip(beam, first, second, strict=True)
    ]
    return tuple(sorted(partings, key=lambda p: (-round(p.probability, 9), p.groups)))


def _put(tree: int, groups: tuple[Group, ...], place: int) -> tuple[Group, ...]:
    """The groups with a tree put into one of them, or a group of its own where `place` is -1; in sorted order."""
    if place < 0:
        return tuple(sorted((*groups, (tree,))))
    return tuple(sorted(tuple(sorted((*g, tree))) if n == place else g for n, g in enumerate(groups)))


def _doubt(scores: Vector, tree: int, groups: Sequence[Group], doubts: Doubts | None) -> Vector:
    if doubts is None:
        return scores
    doubted = scores.copy()
    doubted[0] += doubts.own[tree]
    for place, group in enumerate(groups, start=1):
        if doubts.may_be_one[tree, list(group)].any():
            doubted[place] = max(doubted[place], doubted[0] + doubts.at)
    return doubted


def _log_shares(scores: Vector) -> Vector:
    highest = scores.max()
    return np.asarray(scores - highest - np.log(np.exp(scores - highest).sum()))


@dataclass(slots=True)
class _Choices:
    """The scores of the options of trees, each found once."""

    kinship: Kinship
    weights: Vector
    trees: Sequence[Sequence[int]]
    apart: Flags
    clans: dict[Group, Clan] = field(default_factory=dict)
    scores: dict[tuple[int, Group], float] = field(default_factory=dict)

    def score(self, tree: int, groups: Sequence[Group]) -> Vector:
        """The log odds of founding a group and of joining each of `groups`; -inf where two are to be kept apart."""
        missing = [g for g in groups if (tree, g) not in self.scores]
        if missing or (tree, ()) not in self.scores:
            one = self._clan((tree,))
            found = read_options(self.kinship, one, [self._clan(group) for group in missing]) @ self.weights
            for group, value in zip([(), *missing], found, strict=True):
                is_apart = bool(group) and self.apart[tree, list(group)].any()
                self.scores[tree, group] = -np.inf if is_apart else float(value)
        return np.array([self.scores[tree, group] for group in [(), *groups]])

    def _clan(self, group: Group) -> Clan:
        if group not in self.clans:
            self.clans[group] = read_clan(self.kinship, (d for tree in group for d in self.trees[tree]))
        return self.clans[group]
