"""Which word governs which, as the network sees it: chances, summed up over stretches of words.

A governor is sought within the window that its word was read in, so nothing hangs from what stands in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemmata.annotate.tagger.decode import Floats
from stemmata.annotate.tagger.words import Integers


@dataclass(frozen=True, slots=True)
class Arcs:
    """The chances of a text's windows, one behind the other.

    Window w holds the words from `firsts[w]` on; `block` [words] is each word's window. `sums` holds for each a square
    table, flat, from `offsets[w]` on: at [i, j] the sum of the chances that one of the window's first i words hangs
    from one of its first j.
    """

    firsts: Integers
    sizes: Integers
    offsets: Integers
    block: Integers
    sums: Floats

    def hanging(
        self, anchor: Integers, first: Integers, last: Integers, governor_first: Integers, governor_last: Integers
    ) -> Floats:
        """How many of words [first, last) hang from words [governor_first, governor_last), as far as they stand in the
        window of the word `anchor`; arrays of one length."""
        block = self.block[anchor]
        start, size, offset = self.firsts[block], self.sizes[block], self.offsets[block]
        top, bottom, left, right = (
            np.clip(place - start, 0, size) for place in (first, last, governor_first, governor_last)
        )
        bottom, right, width = np.maximum(bottom, top), np.maximum(right, left), size + 1

        def at(row: Integers, column: Integers) -> Floats:
            return self.sums[offset + row * width + column]

        found: Floats = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left)
        return found


def sum_arcs(count: int, windows: Sequence[tuple[int, Floats, Floats]]) -> Arcs:
    """The arcs of `count` words, from each window's first word and the vectors [words, d] of its words as dependents
    and as governors."""
    firsts, sizes, tables = [], [], []
    block = np.zeros(count, dtype=np.int64)
    for number, (first, dependent, governor) in enumerate(windows):
        size = len(dependent)
        scores = dependent @ governor.T / dependent.shape[1] ** 0.5
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        table = np.zeros((size + 1, size + 1), dtype=np.float32)
        np.cumsum(np.cumsum(chances, axis=0), axis=1, out=table[1:, 1:])
        block[first : first + size] = number
        firsts.append(first)
        sizes.append(size)
        tables.append(table.ravel())
    offsets = np.cumsum([0, *(len(table) for table in tables[:-1])]) if tables else np.zeros(0, dtype=np.int64)
    return Arcs(
        np.array(firsts, dtype=np.int64),
        np.array(sizes, dtype=np.int64),
        np.asarray(offsets, dtype=np.int64),
        block,
        np.concatenate(tables) if tables else np.zeros(0, dtype=np.float32),
    )
