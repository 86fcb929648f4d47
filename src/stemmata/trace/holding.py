"""What several documents hold between them: the names and numbers, or the runs of words, of a whole tree.

Two relays of one lost report may each keep another part of it and share nothing; what all relays of a tree keep
together is nearer to what was lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_CHUNK = 4096  # things counted at a time, a multiple of eight: bounds the memory
UNSEEN = 20.0


@dataclass(frozen=True, slots=True)
class Holdings:
    """Which of the things that two documents or more hold each document has, n × things in packed bits, and the
    `weight` of each in bits of information; `alone` is the weight of what a document alone has."""

    packed: NDArray[np.uint8]
    weight: Vector
    alone: Vector

    def unite(self, documents: Iterable[int]) -> tuple[NDArray[np.uint8], float]:
        """What these documents hold between them, in packed bits, and the weight of all of it."""
        rows = sorted(documents)
        united = np.bitwise_or.reduce(self.packed[rows], axis=0)
        return united, float(self._weigh(united[None, :])[0] + self.alone[rows].sum())

    def share(self, one: NDArray[np.uint8], others: Sequence[NDArray[np.uint8]]) -> Vector:
        """The weight of what is in `one` and in each of `others`, all in packed bits."""
        return self._weigh(np.stack(others) & one) if others else np.zeros(0)

    def _weigh(self, packed: NDArray[np.uint8]) -> Vector:
        return np.unpackbits(packed, axis=1, count=len(self.weight)).astype(np.float64) @ self.weight

    def in_common(self) -> tuple[Matrix, Vector]:
        """The weight of what each two documents have in common, and of all that each has."""
        size = len(self.alone)
        common = np.zeros((size, size))
        for start in range(0, len(self.weight), _CHUNK):
            weight = self.weight[start : start + _CHUNK]
            packed = self.packed[:, start // 8 : (start + _CHUNK) // 8]
            block = np.unpackbits(packed, axis=1, count=len(weight)).astype(np.float64)
            common += (block * weight) @ block.T
        return common, common.diagonal() + self.alone

    def count_common(self, most: float = 1.0) -> Matrix:
        """How many things each two documents have in common, of those that at most so large a share of all documents
        hold (two documents always may); 0 of each with itself."""
        size = len(self.alone)
        least = np.log2((size + UNSEEN) / max(2.0, most * size)) - 1e-9
        counted, _ = Holdings(self.packed, (self.weight >= least).astype(np.float64), self.alone).in_common()
        np.fill_diagonal(counted, 0.0)
        return counted

    def count_lacking(self) -> Matrix:
        """In [i, j]: how many things that document j holds document i lacks; 0 of each itself."""
        singles, shared = self._count_own()
        lacking = (singles + shared)[None, :] - self.count_common()
        np.fill_diagonal(lacking, 0.0)
        return np.asarray(lacking)

    def _count_own(self) -> tuple[Vector, Vector]:
        """How many things each document has that no other has, and how many that others have, too."""
        shared = np.unpackbits(self.packed, axis=1, count=len(self.weight)).sum(axis=1).astype(np.float64)
        return np.round(self.alone / np.log2(len(self.alone) + UNSEEN)), shared

    def shares_alone(self) -> Vector:
        """The share, by number, of what each document has that no other has."""
        singles, shared = self._count_own()
        return np.asarray(singles / np.maximum(1.0, singles + shared))


def read_holdings(held: Sequence[frozenset[str]]) -> Holdings:
    """The holdings of documents, given what each has. What m of n hold weighs log2((n + 1) / m).

    Things are put in an order that does not depend on hashes, so that sums come out the same to the last bit.
    """
    size = len(held)
    count = Counter(thing for one in held for thing in one)
    shared = sorted(thing for thing, documents in count.items() if documents > 1)
    columns = {thing: number for number, thing in enumerate(shared)}
    bits = np.zeros((size, len(shared)), dtype=bool)
    for row, one in enumerate(held):
        bits[row, [columns[thing] for thing in one if thing in columns]] = True
    weight = np.array([np.log2((size + UNSEEN) / count[thing]) for thing in shared])
    alone = np.array([sum(count[thing] == 1 for thing in one) for one in held]) * np.log2(size + UNSEEN)
    return Holdings(np.packbits(bits, axis=1), weight.reshape(-1), alone.reshape(-1))
