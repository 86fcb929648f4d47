"""Second parents, where they are evident: a page that has its claim from one page and other matter from another.

It names pages of two trees; or what it holds and its parent does not, in runs of words and in names and numbers that
few others have, an earlier page of another tree holds. A tree has room for one parent; the second is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.branching import ROOT
from stemmata.trace.feature import Design
from stemmata.trace.holding import UNSEEN, Holdings

Vector = NDArray[np.float64]

# Bits that a second parent must explain beyond the first, in runs of three words and in names and numbers: chosen on
# the simulated families that the weights were fitted on.
_LEAST_RUNS, _LEAST_FACTS = 24.0, 4.0
_FEW = 0.25  # of a thread's documents: what more of them hold is no sign of a second parent


@dataclass(frozen=True, slots=True)
class Second:
    """`parent` is where `child` has the rest from: it is named beside the first parent (`is_named`), or holds words and
    facts of the child that the first parent lacks."""

    parent: int
    child: int
    is_named: bool


def find_seconds(
    parents: Sequence[int], design: Design, is_one_origin: Callable[[int, int], bool]
) -> tuple[Second, ...]:
    """The evident second parents of documents that have a parent among the documents, by child.

    `is_one_origin` says of two documents whether they go back to one origin: what those share they may have from it.
    """
    found = []
    names = design.citations.nearest + design.citations.further
    for child, parent in enumerate(parents):
        if parent == ROOT:
            continue
        possible = np.array([not is_one_origin(other, child) for other in range(len(parents))])
        possible &= design.possible[:, child]
        if not possible.any():
            continue
        named = np.flatnonzero(possible & (names[:, child] > 0))
        if len(named) and names[parent, child] > 0:
            found.append(Second(int(named[0]), child, True))
            continue
        runs = np.where(possible, _beyond(design.runs, child, parent), 0.0)
        facts = np.where(possible, _beyond(design.facts, child, parent), 0.0)
        best = int((runs + facts).argmax())
        if runs[best] >= _LEAST_RUNS and facts[best] >= _LEAST_FACTS:
            found.append(Second(best, child, False))
    return tuple(found)


def _beyond(holdings: Holdings, child: int, parent: int) -> Vector:
    """For each document the weight of what it shares with the child and the parent lacks, of what few hold."""
    size = len(holdings.alone)
    rest = holdings.packed[child] & ~holdings.packed[parent]
    columns = np.flatnonzero(np.unpackbits(rest, count=len(holdings.weight)))
    few = np.log2((size + UNSEEN) / max(2.0, _FEW * size)) - 1e-9
    columns = columns[holdings.weight[columns] >= few]
    held = np.unpackbits(holdings.packed, axis=1, count=len(holdings.weight))[:, columns]
    return np.asarray(held @ holdings.weight[columns])
