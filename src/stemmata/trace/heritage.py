"""What a page may have inherited from each other page of its thread, slips and all, and what it cannot have from there.

A page that has a reading which most have otherwise has it from somebody who made that slip, or made it itself. One
that agrees with an earlier page where its parent has it otherwise did not have that from this parent; one that tells
what nobody told before, though its parent has nearly the same, has slipped. What no single earlier page tells, while
others do, came from one that nobody captured, or from several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.trace.slip import Pair, find_slips

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heritage:
    """Names and numbers, counted, of document j against document i in [i, j].

    `otherwise`: j has them as another possible parent of j has them, i only by a slip of them; `slips`: no possible
    parent has them, and i has what they are a slip of; `inherited`: both have them where others have only slips of
    them, each weighed by how few have it so, log2(all who tell it / those who tell it so). `unexplained[j]`: those that
    some possible parent of j has, and which the one that has most of them lacks or has otherwise. `pairs` are the
    names and numbers that are slips of one another.
    """

    otherwise: Matrix
    slips: Matrix
    inherited: Matrix
    unexplained: Vector
    pairs: frozenset[Pair]


def read_heritage(facts: Sequence[frozenset[str]], texts: Sequence[str], possible: Flags) -> Heritage:
    """The heritage of documents, given the names and numbers of each. `possible[i, j]`: i may be the parent of j."""
    pairs = find_slips(facts, texts)
    has, near = _hold(facts, pairs)
    slipped, firm = near & ~has, has & ~near
    earlier = _count(possible, has) > 0  # [j, fact]: a possible parent of j has it
    otherwise = _count(slipped.T, (firm & earlier).T)
    lacks = _count((~has & ~near).T, (has & earlier).T)
    fewest = np.where(possible, lacks + otherwise, np.inf).min(axis=0, initial=np.inf)
    tell, rivals = has.sum(axis=0), slipped.sum(axis=0)
    inherited = (firm * np.log2((tell + rivals) / np.maximum(tell, 1))) @ firm.T.astype(np.float64)
    np.fill_diagonal(inherited, 0.0)
    return Heritage(
        otherwise,
        _count(slipped.T, (firm & ~earlier).T),
        inherited,
        np.where(np.isfinite(fewest), fewest, 0.0),
        pairs,
    )


def _hold(facts: Sequence[frozenset[str]], slips: Iterable[Pair]) -> tuple[Flags, Flags]:
    """Which of all names and numbers each document has, and which it has slips of; documents × names and numbers, of
    those that two documents have or that are slips of another."""
    tell = Counter(fact for one in facts for fact in one)
    pairs = sorted(slips)
    slipped = {fact for pair in pairs for fact in pair}
    columns = {fact: place for place, fact in enumerate(sorted(f for f in tell if tell[f] > 1 or f in slipped))}
    has = np.zeros((len(facts), len(columns)), dtype=bool)
    for row, one in enumerate(facts):
        has[row, [columns[fact] for fact in one if fact in columns]] = True
    near = np.zeros_like(has)
    for first, second in pairs:
        near[:, columns[first]] |= has[:, columns[second]]
        near[:, columns[second]] |= has[:, columns[first]]
    return has, near


def _count(one: Flags, two: Flags) -> Matrix:
    """In [i, j]: how many rows of `one` and `two` are set in columns i and j at once."""
    return np.asarray(one.T.astype(np.float64) @ two.astype(np.float64))
