"""Clans: trees that are taken to go back to one origin, and what two of them have in common.

A source that nobody captured leaves as many roots as it had direct relays. Each relay keeps another part of what it
told, so trees are compared by what all their documents hold together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.aside import Counted, compare_counted
from stemmata.trace.kinship import Kinship

Matrix = NDArray[np.float64]
Bits = NDArray[np.uint8]

GROUP_FEATURES = (
    "mean of pairs",
    "highest of pairs",
    "chance that one hangs from the other",
    "names and numbers",
    "runs of three words",
    "names and numbers beside the claim, the larger share",
    "names and numbers beside the claim, the smaller share",
    "counts that agree",
    "counts that differ by a slip",
    "counts that differ",
    "one has a named source, the other unnamed people",
    "both have a named source",
    "both have unnamed people",
    "one reports itself, and later than the other",
    "one reports itself, the other names a lost report",
)
# Bits added to what a clan holds, so that a line or two which both have does not pass for all of it.
_FEW_FACTS, _FEW_RUNS = 6.0, 12.0


@dataclass(frozen=True, slots=True)
class Clan:
    """Documents taken together. `facts`, `runs` and `asides` are what they hold, in packed bits and by its weight;
    `reporters` those that tell what people told them."""

    documents: tuple[int, ...]
    tops: tuple[int, ...]
    reporters: tuple[int, ...]
    facts: Bits
    runs: tuple[Bits, float]
    asides: tuple[Bits, float]
    counted: Counted
    is_lost: bool
    is_named: bool
    is_unnamed: bool


def read_clan(kinship: Kinship, documents: Iterable[int]) -> Clan:
    """These documents taken together."""
    rows = sorted(documents)
    counted: dict[str, frozenset[float]] = {}
    for row in rows:
        for name, values in kinship.counted[row].items():
            counted[name] = counted.get(name, frozenset()) | values
    return Clan(
        tuple(rows),
        tuple(row for row in rows if kinship.tops[row]),
        tuple(row for row in rows if kinship.reports[row]),
        kinship.facts.unite(rows)[0],
        kinship.runs.unite(rows),
        kinship.asides.unite(rows),
        counted,
        bool(kinship.lost[rows].any()),
        bool(kinship.named[rows].any()),
        bool(kinship.unnamed[rows].any()),
    )


def compare_clans(kinship: Kinship, one: Clan, others: Sequence[Clan]) -> Matrix:
    """The features of a clan with each of others, in the order of GROUP_FEATURES."""
    if not others:
        return np.zeros((0, len(GROUP_FEATURES)))
    facts = kinship.facts.share(one.facts, [other.facts for other in others])
    runs = kinship.runs.share(one.runs[0], [other.runs[0] for other in others])
    asides = kinship.asides.share(one.asides[0], [other.asides[0] for other in others])
    fewer_runs = np.minimum(one.runs[1], [other.runs[1] for other in others]) + _FEW_RUNS
    back = asides / (one.asides[1] + _FEW_FACTS)
    forth = asides / (np.array([other.asides[1] for other in others]) + _FEW_FACTS)
    blocks = [kinship.pairs[np.ix_(one.documents, other.documents)] for other in others]
    shared = [
        np.array([block.mean() for block in blocks]),
        np.array([block.max() for block in blocks]),
        np.array([np.log1p(100.0 * _chance_of_edge(kinship, one, other)) for other in others]),
        np.log1p(facts),
        runs / fewer_runs,
        np.maximum(forth, back),
        np.minimum(forth, back),
    ]
    told = [[*_compare_counts(one, other), *_compare_sources(kinship, one, other)] for other in others]
    return np.column_stack([*shared, np.array(told, dtype=np.float64)])


def _chance_of_edge(kinship: Kinship, one: Clan, two: Clan) -> float:
    """How often, in all forests, a top of either hangs from the other, summed over the tops."""
    forth = kinship.posterior[np.ix_(one.documents, two.tops)].sum()
    return float(forth + kinship.posterior[np.ix_(two.documents, one.tops)].sum())


def _compare_counts(one: Clan, two: Clan) -> list[float]:
    return [float(np.log1p(count)) for count in compare_counted(one.counted, two.counted)]


def _compare_sources(kinship: Kinship, one: Clan, two: Clan) -> list[float]:
    mixed = (one.is_named, one.is_unnamed), (two.is_named, two.is_unnamed)
    return [
        float(mixed in {((True, False), (False, True)), ((False, True), (True, False))}),
        float(one.is_named and two.is_named),
        float(one.is_unnamed and two.is_unnamed),
        max(_chance_later(kinship, one, two), _chance_later(kinship, two, one)),
        float((bool(one.reporters) and two.is_lost) or (bool(two.reporters) and one.is_lost)),
    ]


def _chance_later(kinship: Kinship, one: Clan, two: Clan) -> float:
    """The probability that a document which reports itself, of a clan, came out after one of the other clan's, where
    none of that reports itself."""
    if not one.reporters or two.reporters:
        return 0.0
    return float(1.0 - kinship.before[np.ix_(one.reporters, two.documents)].min())
