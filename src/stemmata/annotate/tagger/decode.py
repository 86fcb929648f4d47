"""From scores to runs of words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.tagger.words import BEGIN, INSIDE, OUTSIDE

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last) that hold one role; `confidence` is the geometric mean of their labels' probabilities."""

    first: int
    last: int
    confidence: float


def decode_roles(scores: Floats, transitions: Floats, opening: Floats) -> list[list[Run]]:
    """The best BIO path of every role (Viterbi), cut into runs.

    `scores` is [words, roles, BIO]; `transitions` [roles, BIO, BIO] are added a step and
    `opening` [roles, BIO] at the first word; a span cannot begin with INSIDE.
    """
    count, roles, labels = scores.shape
    if not count:
        return [[] for _ in range(roles)]
    logs = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    back = np.zeros((count, roles, labels), dtype=np.int8)
    total = logs[0] + opening
    total[:, INSIDE] = -np.inf
    across = np.arange(roles)
    allowed = transitions.copy()
    allowed[:, OUTSIDE, INSIDE] = -np.inf
    for index in range(1, count):
        steps = total[:, :, None] + allowed
        back[index] = steps.argmax(1)
        total = steps.max(1) + logs[index]
    path = np.zeros((count, roles), dtype=np.int8)
    path[-1] = total.argmax(1)
    for index in range(count - 1, 0, -1):
        path[index - 1] = back[index, across, path[index]]
    chosen = np.take_along_axis(logs, path[:, :, None].astype(np.int64), axis=2)[:, :, 0]
    return [_cut_runs(path[:, role], chosen[:, role]) for role in range(roles)]


def _cut_runs(path: NDArray[np.int8], logs: Floats) -> list[Run]:
    begins = np.flatnonzero(path == BEGIN)
    outside = np.flatnonzero(path != INSIDE)
    runs = []
    for begin in begins:
        following = bisect_left(outside, begin + 1)
        end = int(outside[following]) if following < len(outside) else len(path)
        runs.append(Run(int(begin), end, float(np.exp(logs[begin:end].mean()))))
    return runs
