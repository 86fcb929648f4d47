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

from collections.abc import Mapping, Sequence
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
Chances = tuple[float, float]

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
    """What no simulation tells of trees, for how sure their parting is: which may have an origin of their `own`, and
    which two may be `one`, whatever else is told of them; with at least these log odds."""

    own: Flags
    own_odds: float
    one: Flags
    one_odds: float


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part trees into groups of one origin each, its probability, and the probability under doubt."""

    groups: Groups
    probability: float
    doubted: float


def read_founding(kinship: Kinship, one: Clan) -> Vector:
    """The features of a tree's founding an origin, in the order of FOUNDING_FEATURES."""
    total = one.asides[1]
    new = (total - weigh_shared(kinship, one)) / (total + _FEW_FACTS)
    return np.array([1.0, np.log(len(one.documents)), float(bool(one.reporters)), new])


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
    doubts: Doubts | None = None,
) -> tuple[Parting, ...]:
    """The likeliest ways to part `trees`, given by their documents, the likeliest first; their probabilities add up to
    1. `apart[a, b]` keeps two trees out of one group."""
    choices = _Choices(kinship, weights, trees, apart, doubts)
    found = _follow(order_trees(trees), choices)
    looked = {groups: _look_back(groups, choices) for groups in found}
    logs = {
        groups: (found[groups][0] / 2 + likely / 2, found[groups][1] / 2 + doubted / 2)
        for groups, (likely, doubted) in looked.items()
    }
    ways = _likeliest(logs)
    first, second = (np.exp(_log_shares(np.array([chances[n] for _, chances in ways]))) for n in (0, 1))
    partings = [
        Parting(groups, float(one), float(two)) for (groups, _), one, two in zip(ways, first, second, strict=True)
    ]
    return tuple(sorted(partings, key=lambda p: (-round(p.probability, 9), p.groups)))


def _follow(order: Sequence[int], choices: _Choices) -> dict[Groups, Chances]:
    """The likeliest ways in which trees choose one after another, with the log probabilities of each."""
    beam: list[tuple[Groups, Chances]] = [((), (0.0, 0.0))]
    for tree in order:
        found: dict[Groups, Chances] = {}
        for groups, (likely, doubted) in beam:
            shares, unsure = choices.shares(tree, groups)
            for place in np.flatnonzero(np.maximum(shares, unsure) > _UNLIKELY):
                parted = _put(tree, groups, int(place) - 1)
                before = found.get(parted, (-np.inf, -np.inf))
                found[parted] = (
                    float(np.logaddexp(before[0], likely + shares[place])),
                    float(np.logaddexp(before[1], doubted + unsure[place])),
                )
        beam = _likeliest(found)
    return dict(beam)


def _look_back(groups: Groups, choices: _Choices) -> Chances:
    """The log probabilities that each tree would choose its place with all others in theirs, summed."""
    likely = doubted = 0.0
    for group in groups:
        for tree in group:
            left = tuple(other for other in group if other != tree)
            others = (*((left,) if left else ()), *(one for one in groups if one != group))
            shares, unsure = choices.shares(tree, others)
            likely += float(shares[1 if left else 0])
            doubted += float(unsure[1 if left else 0])
    return likely, doubted


def _likeliest(found: Mapping[Groups, Chances]) -> list[tuple[Groups, Chances]]:
    return sorted(found.items(), key=lambda item: (-max(item[1]), item[0]))[:_BEAM]


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
    doubts: Doubts | None
    clans: dict[Group, Clan] = field(default_factory=dict)
    scores: dict[tuple[int, Group], float] = field(default_factory=dict)

    def shares(self, tree: int, groups: Groups) -> tuple[Vector, Vector]:
        """The log probabilities, as they are and under doubt, of founding an origin and of joining each group."""
        scores = self._score(tree, groups)
        return _log_shares(scores), _log_shares(self._doubt(scores, tree, groups))

    def _score(self, tree: int, groups: Groups) -> Vector:
        """The log odds of founding an origin and of joining each of `groups`; -inf where two are to be kept apart."""
        missing = [group for group in groups if (tree, group) not in self.scores]
        if missing or (tree, ()) not in self.scores:
            others = [self._clan(group) for group in missing]
            found = read_options(self.kinship, self._clan((tree,)), others) @ self.weights
            for group, value in zip([(), *missing], found, strict=True):
                is_apart = bool(group) and self.apart[tree, list(group)].any()
                self.scores[tree, group] = -np.inf if is_apart else float(value)
        return np.array([self.scores[tree, group] for group in [(), *groups]])

    def _doubt(self, scores: Vector, tree: int, groups: Groups) -> Vector:
        if self.doubts is None or not groups:
            return scores
        doubted = scores.copy()
        if self.doubts.own[tree]:
            doubted[0] = max(scores[0], np.logaddexp.reduce(scores[1:]) + self.doubts.own_odds)
        for place, group in enumerate(groups, start=1):
            if self.doubts.one[tree, list(group)].any() and np.isfinite(scores[place]):
                doubted[place] = max(doubted[place], doubted[0] + self.doubts.one_odds)
        return doubted

    def _clan(self, group: Group) -> Clan:
        if group not in self.clans:
            self.clans[group] = read_clan(self.kinship, (d for tree in group for d in self.trees[tree]))
        return self.clans[group]
