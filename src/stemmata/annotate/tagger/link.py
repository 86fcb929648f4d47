"""Which source and which contents belong to which cue.

Every pair of a span and a cue gets a score from the network's vectors and from how the two stand to each other. Each
content goes to one cue; each cue takes one source, and several cues may share it; a further giver goes to the cue it
stands by.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.words import CONTENT, CUE, FURTHER, POINTING, SOURCE, Integers, Words

FEATURES = (
    "vectors",
    "gap_log",
    "gap",
    "touching",
    "behind",
    "behind_gap_log",
    "other_sentence",
    "sentences",
    "other_paragraph",
    "behind_other_sentence",
    "cues_between",
    "same_between",
    "sources_between",
    "contents_between",
)
SECOND_FEATURES = (
    "constant",
    "score",
    "across_cue",
    "both_quoted",
    "either_quoted",
    "uncovered_log",
    "other_paragraph",
    "length_log",
    "confidence",
    "other_cues",
    "other_sentence",
)
_LONGEST_GAP = 50  # words; beyond, a gap counts no more
_MOST_SENTENCES = 5
_MOST_BETWEEN = 3
_MARK = 5  # the shape of a mark
_QUOTATION = 1  # the column that says what stands in quotation marks


@dataclass(frozen=True, slots=True)
class LinkVectors:
    """What ties spans to cues.

    `query` [words, pointing roles, d] is each word's, as the first of a span; `key` [windows, pieces, d] each piece's
    as the first of a cue, by window. `place` is a word's first piece, `window` the window that speaks for a word,
    `start` the first piece of a window.
    """

    query: Floats
    key: Floats
    place: Integers
    window: Integers
    start: Integers


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in runs of words; `confidence` is that of its least certain part."""

    cue: Run
    source: Run | None
    contents: tuple[Run, ...]
    further: tuple[Run, ...]
    confidence: float


@dataclass(frozen=True)
class LinkSettings:
    """Weights [len(FEATURES)] of each pointing role, the least score with which a cue takes a source, and the weights
    [len(SECOND_FEATURES)] of whether a cue's second content is really its."""

    weights: Mapping[str, Floats]
    least_source: float
    second: Floats


def pair_features(
    role: int, spans: Sequence[Run], runs: Sequence[Sequence[Run]], vectors: LinkVectors, words: Words
) -> Floats:
    """How each span stands to each cue: [spans, cues, len(FEATURES)]; -inf in the first where no window holds both.

    `runs` holds the runs of every role, those of the cues among them.
    """
    cues = runs[CUE]
    made = np.zeros((len(spans), len(cues), len(FEATURES)), dtype=np.float32)
    if not spans or not cues:
        return made
    own = np.array([(r.first, r.last) for r in spans], dtype=np.int64)
    other = np.array([(r.first, r.last) for r in cues], dtype=np.int64)
    behind = own[:, None, 0] >= other[None, :, 0]
    begin = np.where(behind, other[None, :, 1], own[:, None, 1])
    end = np.maximum(np.where(behind, own[:, None, 0], other[None, :, 0]), begin)
    gap = end - begin
    marks = np.concatenate([[0], np.cumsum(words.features[:, 0] == _MARK)])
    sentences = np.abs(words.sentence[own[:, None, 0]] - words.sentence[other[None, :, 0]])
    log = np.log1p(np.minimum(gap, _LONGEST_GAP))
    columns = (
        _vector_scores(POINTING.index(role), spans, cues, vectors),
        log,
        np.minimum(gap, _LONGEST_GAP) / 10,
        marks[end] - marks[begin] == gap,
        behind,
        behind * log,
        sentences > 0,
        np.minimum(sentences, _MOST_SENTENCES),
        words.paragraph[own[:, None, 0]] != words.paragraph[other[None, :, 0]],
        behind & (sentences > 0),
        *(_between(runs[kind], begin, end) for kind in (CUE, role, SOURCE, CONTENT)),
    )
    for number, column in enumerate(columns):
        made[:, :, number] = column
    return made


def _vector_scores(head: int, spans: Sequence[Run], cues: Sequence[Run], vectors: LinkVectors) -> Floats:
    scores = np.full((len(spans), len(cues)), -np.inf, dtype=np.float32)
    places = [int(vectors.place[cue.first]) for cue in cues]
    width = vectors.key.shape[-1] ** 0.5
    for row, span in enumerate(spans):
        window = int(vectors.window[span.first])
        start = int(vectors.start[window])
        low, high = bisect_left(places, start), bisect_left(places, start + vectors.key.shape[1])
        at = np.array(places[low:high], dtype=np.int64) - start
        scores[row, low:high] = vectors.key[window, at] @ vectors.query[span.first, head] / width
    return scores


def _between(runs: Sequence[Run], begin: Integers, end: Integers) -> Integers:
    """How many runs begin in each gap."""
    firsts = np.array([r.first for r in runs], dtype=np.int64)
    found = np.searchsorted(firsts, end, side="left") - np.searchsorted(firsts, begin, side="left")
    between: Integers = np.minimum(found, _MOST_BETWEEN)
    return between


def link_runs(
    runs: Sequence[Sequence[Run]], vectors: LinkVectors, words: Words, settings: LinkSettings
) -> list[Linked]:
    """Tie sources, contents and further givers to the cues; a span that no cue takes is left out."""
    cues = runs[CUE]
    if not cues:
        return []
    scores = {
        role: score_pairs(pair_features(role, runs[role], runs, vectors, words), settings.weights[str(role)])
        for role in POINTING
    }
    logs = log_shares(scores[CONTENT])
    contents = _drop_strangers(share_contents(logs), logs, runs, words, settings.second)
    sources, source_chances = _choose_sources(scores[SOURCE], len(cues), settings)
    further = _nearest(scores[FURTHER], len(cues))
    linked = []
    for number, cue in enumerate(cues):
        chosen = sources[number]
        source = runs[SOURCE][chosen] if chosen is not None else None
        own = [runs[CONTENT][i] for i in contents[number]]
        chances = [
            cue.confidence,
            *(r.confidence for r in own),
            *(float(np.exp(logs[i, number])) for i in contents[number]),
        ]
        if source is not None:
            chances += [source.confidence, source_chances[number]]
        linked.append(
            Linked(cue, source, tuple(own), tuple(runs[FURTHER][i] for i in further[number]), float(min(chances)))
        )
    return linked


def score_pairs(features: Floats, weights: Floats) -> Floats:
    """Scores [spans, cues] of pairs; -inf where no window holds both."""
    reachable = np.isfinite(features[:, :, 0])
    known = np.where(np.isfinite(features), features, 0)
    return np.where(reachable, known @ weights, -np.inf).astype(np.float32)


def log_shares(scores: Floats) -> Floats:
    """Log of the share of each cue in a span's choice; -inf where it can reach none."""
    if not scores.size:
        return scores
    reachable = np.isfinite(scores)
    total = np.logaddexp.reduce(np.where(reachable, scores, -np.inf), axis=1, keepdims=True)
    return np.where(reachable, scores - np.where(np.isfinite(total), total, 0), -np.inf)


def share_contents(logs: Floats) -> list[list[int]]:
    """The contents of each cue, the surest first: each content goes to the cue that it chooses."""
    chosen: list[list[int]] = [[] for _ in range(logs.shape[1])]
    for span, row in enumerate(logs):
        if np.isfinite(row).any():
            chosen[int(row.argmax())].append(span)
    for cue, spans in enumerate(chosen):
        spans.sort(key=lambda span: -logs[span, cue])
    return chosen


def _drop_strangers(
    chosen: Sequence[list[int]], logs: Floats, runs: Sequence[Sequence[Run]], words: Words, weights: Floats
) -> list[list[int]]:
    """The first content of each cue, and those others that belong to it, in text order."""
    kept = []
    for cue, spans in enumerate(chosen):
        own = spans[:1]
        for span in spans[1:]:
            if second_features(spans[0], span, cue, logs, runs, words) @ weights > 0:
                own.append(span)
        kept.append(sorted(own))
    return kept


def second_features(
    first: int, second: int, cue: int, logs: Floats, runs: Sequence[Sequence[Run]], words: Words
) -> Floats:
    """How a second content stands to the first and to their cue: [len(SECOND_FEATURES)]."""
    one, other, said = runs[CONTENT][first], runs[CONTENT][second], runs[CUE][cue]
    before, after = (one, other) if one.first < other.first else (other, one)
    quoted = [words.features[run.first, _QUOTATION] > 0 for run in (one, other)]
    covered = sum(max(0, min(run.last, after.first) - max(run.first, before.last)) for run in (said, *runs[SOURCE]))
    between = max(0, after.first - before.last - covered)
    cues = sum(before.last <= run.first < after.first for run in runs[CUE])
    return np.array(
        [
            1.0,
            logs[second, cue],
            before.last <= said.first < after.first,
            all(quoted),
            any(quoted),
            np.log1p(min(between, _LONGEST_GAP)),
            words.paragraph[one.first] != words.paragraph[other.first],
            np.log1p(other.last - other.first),
            other.confidence,
            cues - (before.last <= said.first < after.first),
            words.sentence[one.first] != words.sentence[other.first],
        ],
        dtype=np.float32,
    )


def _choose_sources(scores: Floats, count: int, settings: LinkSettings) -> tuple[list[int | None], list[float]]:
    """Each cue's source: the one that chooses it, else the best that it can share."""
    chosen: list[int | None] = [None] * count
    chances = [0.0] * count
    if not scores.size:
        return chosen, chances
    for cue in range(count):
        best = int(scores[:, cue].argmax())
        if scores[best, cue] > settings.least_source:
            chosen[cue] = best
            chances[cue] = float(1 / (1 + np.exp(settings.least_source - scores[best, cue])))
    return chosen, chances


def _nearest(scores: Floats, count: int) -> list[list[int]]:
    chosen: list[list[int]] = [[] for _ in range(count)]
    for span, row in enumerate(scores):
        if np.isfinite(row).any():
            chosen[int(row.argmax())].append(span)
    return chosen
