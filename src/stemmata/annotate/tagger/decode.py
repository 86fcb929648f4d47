"""From scores to runs of words."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

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
    count, roles, _ = scores.shape
    if not count:
        return [[] for _ in range(roles)]
    logs = np.ascontiguousarray(log_shares(scores).transpose(1, 2, 0))
    paths = map(_best_path, logs.tolist(), transitions.tolist(), opening.tolist())
    return [_cut_runs(np.array(path, dtype=np.int8), logs[role]) for role, path in enumerate(paths)]


def log_shares(scores: Floats) -> Floats:
    """Log of each label's share: scores [..., labels] less the log of their summed exponentials."""
    total = scores[..., 0]
    for label in range(1, scores.shape[-1]):  # numpy's own reduction over a short last axis takes five times as long
        total = np.logaddexp(total, scores[..., label])
    shares: Floats = scores - total[..., None]
    return shares


def _best_path(logs: list[list[float]], transitions: list[list[float]], opening: list[float]) -> list[int]:
    """The labels of the best path of one role; `logs` is [BIO, words].

    Plain numbers, every label by its name: three numbers a word are too few for arrays to pay.
    """
    (out_out, out_begin, _), (begin_out, begin_begin, begin_inside), (in_out, in_begin, in_inside) = transitions
    words = zip(*logs, strict=True)
    log_out, log_begin, _ = next(words)
    out, begin, inside = log_out + opening[OUTSIDE], log_begin + opening[BEGIN], -inf
    back: tuple[list[int], list[int], list[int]] = ([], [], [])  # for each label, by word, the best label before it
    for log_out, log_begin, log_inside in words:
        to_out, before_out = out + out_out, OUTSIDE
        to_begin, before_begin = out + out_begin, OUTSIDE
        to_inside, before_inside = begin + begin_inside, BEGIN
        if begin + begin_out > to_out:
            to_out, before_out = begin + begin_out, BEGIN
        if inside + in_out > to_out:
            to_out, before_out = inside + in_out, INSIDE
        if begin + begin_begin > to_begin:
            to_begin, before_begin = begin + begin_begin, BEGIN
        if inside + in_begin > to_begin:
            to_begin, before_begin = inside + in_begin, INSIDE
        if inside + in_inside > to_inside:
            to_inside, before_inside = inside + in_inside, INSIDE
        back[OUTSIDE].append(before_out)
        back[BEGIN].append(before_begin)
        back[INSIDE].append(before_inside)
        out, begin, inside = to_out + log_out, to_begin + log_begin, to_inside + log_inside
    totals = (out, begin, inside)
    path = [totals.index(max(totals))]
    for word in range(len(back[OUTSIDE]) - 1, -1, -1):
        path.append(back[path[-1]][word])
    path.reverse()
    return path


def _cut_runs(path: NDArray[np.int8], logs: Floats) -> list[Run]:
    """The runs of a path; `logs` is [BIO, words]."""
    chosen = logs[path, np.arange(len(path))]
    begins = np.flatnonzero(path == BEGIN)
    behind = np.append(np.flatnonzero(path != INSIDE), len(path))
    ends = behind[np.searchsorted(behind, begins, side="right")]
    places = list(zip(begins.tolist(), ends.tolist(), strict=True))
    sums = np.array([np.add.reduce(chosen[begin:end]) for begin, end in places], dtype=np.float32)
    confidences = np.exp((sums / (ends - begins)).astype(np.float32)).tolist()
    return [Run(begin, end, confidence) for (begin, end), confidence in zip(places, confidences, strict=True)]
