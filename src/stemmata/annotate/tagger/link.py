"""Which source and which contents belong to which cue.

Every pair of a span and a cue gets a score from the network's vectors and from how the two stand to each other. Each
content goes to one cue; each cue takes one source, and several cues may share it; a further giver goes to the cue it
stands by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.judge import JUDGE_FEATURES, judge, judge_features
from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.second import second_features
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
_LONGEST_GAP = 50  # words; beyond, a gap counts no more
_MOST_SENTENCES = 5
_MOST_BETWEEN = 3
_MARK = 5  # the shape of a mark
_GRAMMAR_CUE = JUDGE_FEATURES.index("grammar_cue")
_REACH = WINDOW  # pieces between a span and its cue at most
_BLOCK = 256  # spans, more than most articles have, that are scored together against the cues within reach of them
_ALL = slice(None)


@dataclass(frozen=True, slots=True)
class LinkVectors:
    """What ties spans to cues.

    `query` [words, pointing roles, d] is each word's as the first of a span, `key` [words, d] as the first of a cue;
    `place` is a word's first piece.
    """

    query: Floats
    key: Floats
    place: Integers


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in runs of words; `confidence` is the chance that it is right, judged by `features`."""

    cue: Run
    source: Run | None
    contents: tuple[Run, ...]
    further: tuple[Run, ...]
    features: Floats
    confidence: float


@dataclass(frozen=True)
class LinkSettings:
    """Weights [len(FEATURES)] of each pointing role, the least score with which a cue takes a source, the weights
    [len(SECOND_FEATURES)] of whether a cue's second content is really its, those [len(JUDGE_FEATURES)] of whether an
    attribution is right, and the least chance with which it is kept."""

    weights: Mapping[str, Floats]
    least_source: float
    second: Floats
    judge: Floats
    least_chance: float


def read_link_settings(stated: Mapping[str, Any]) -> LinkSettings:
    """The settings as a model's `settings.json` states them."""
    return LinkSettings(
        {role: np.array(values, dtype=np.float32) for role, values in stated["weights"].items()},
        float(stated["least_source"]),
        np.array(stated["second"], dtype=np.float32),
        np.array(stated["judge"], dtype=np.float32),
        float(stated["least_chance"]),
    )


def pair_features(
    role: int,
    spans: Sequence[Run],
    runs: Sequence[Sequence[Run]],
    vectors: LinkVectors,
    words: Words,
    near: slice = _ALL,
) -> Floats:
    """How each span stands to each cue: [spans, cues, len(FEATURES)]; -inf in the first where they stand too far
    apart.

    `runs` holds the runs of every role, those of the cues among them, of which only those in `near` are looked at.
    """
    cues = runs[CUE][near]
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
    own, other = [run.first for run in spans], [run.first for run in cues]
    scores = vectors.query[own, head] @ vectors.key[other].T / vectors.key.shape[-1] ** 0.5
    apart = np.abs(vectors.place[own][:, None] - vectors.place[other][None])
    return np.where(apart < _REACH, scores, -np.inf).astype(np.float32)


def _between(runs: Sequence[Run], begin: Integers, end: Integers) -> Integers:
    """How many runs begin in each gap."""
    firsts = np.array([r.first for r in runs], dtype=np.int64)
    found = np.searchsorted(firsts, end, side="left") - np.searchsorted(firsts, begin, side="left")
    between: Integers = np.minimum(found, _MOST_BETWEEN)
    return between


def link_runs(
    runs: Sequence[Sequence[Run]], vectors: LinkVectors, words: Words, settings: LinkSettings
) -> list[Linked]:
    """Tie sources, contents and further givers to the cues; a span that no cue takes is left out.

    What has neither source nor content is left out, too; what is too little sure is not: see `keep_sure`.
    """
    cues = runs[CUE]
    if not cues:
        return []
    scores = {role: _score_blocks(role, runs, vectors, words, settings.weights[str(role)]) for role in POINTING}
    of_contents = scores[CONTENT]
    logs = log_shares(of_contents)
    shared = share_contents(of_contents, logs)
    contents = _drop_strangers(shared, of_contents, logs, runs, words, settings.second)
    sources = _choose_sources(scores[SOURCE], len(cues), settings.least_source)
    further = _nearest(scores[FURTHER], len(cues))
    linked = []
    for number, cue in enumerate(cues):
        own = [runs[CONTENT][i] for i in contents[number]]
        chosen = sources[number]
        source = runs[SOURCE][chosen] if chosen is not None else None
        if source is None and not own:
            continue
        best = shared[number][0] if own else None
        features = judge_features(
            cue,
            None if source is None else (source, float(scores[SOURCE][chosen, number])),
            own,
            None
            if best is None
            else (runs[CONTENT][best], float(of_contents[best, number]), float(logs[best, number])),
            chosen is not None and sources.count(chosen) > 1,
            runs,
            words,
        )
        givers = tuple(runs[FURTHER][i] for i in further[number])
        linked.append(Linked(cue, source, tuple(own), givers, features, judge(features, settings.judge)))
    return linked


def keep_sure(linked: Sequence[Linked], settings: LinkSettings) -> list[Linked]:
    """The attributions that are likely enough to be right, and speakers whose words stand elsewhere ("as he told X")
    where the grammar sees the cue, too: a chain of sources needs them."""
    return [
        item
        for item in linked
        if item.confidence >= settings.least_chance
        or (item.source is not None and not item.contents and item.features[_GRAMMAR_CUE] > 0)
    ]


def _score_blocks(
    role: int, runs: Sequence[Sequence[Run]], vectors: LinkVectors, words: Words, weights: Floats
) -> Floats:
    """Scores [spans, cues] of a role's runs; those of a long text in blocks, so that the pairs that are looked at grow
    with the text; only the table of scores itself, one number a pair, grows with its square."""
    spans, cues = runs[role], runs[CUE]
    if len(spans) <= _BLOCK:
        return score_pairs(pair_features(role, spans, runs, vectors, words), weights)
    scores = np.full((len(spans), len(cues)), -np.inf, dtype=np.float32)
    places = vectors.place[[cue.first for cue in cues]]
    for start in range(0, len(spans), _BLOCK):
        block = spans[start : start + _BLOCK]
        first, last = vectors.place[block[0].first], vectors.place[block[-1].first]
        low, high = np.searchsorted(places, (first - _REACH, last + _REACH), side="right").tolist()
        near = slice(low, high)
        scores[start : start + len(block), near] = score_pairs(
            pair_features(role, block, runs, vectors, words, near), weights
        )
    return scores


def score_pairs(features: Floats, weights: Floats) -> Floats:
    """Scores [spans, cues] of pairs; -inf where they stand too far apart."""
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


def share_contents(scores: Floats, logs: Floats) -> list[list[int]]:
    """The contents of each cue, the best first: each content goes to the cue that it chooses."""
    chosen: list[list[int]] = [[] for _ in range(logs.shape[1])]
    for span, row in enumerate(logs):
        if np.isfinite(row).any():
            chosen[int(row.argmax())].append(span)
    for cue, spans in enumerate(chosen):
        spans.sort(key=lambda span: -scores[span, cue])
    return chosen


def _drop_strangers(
    chosen: Sequence[list[int]],
    scores: Floats,
    logs: Floats,
    runs: Sequence[Sequence[Run]],
    words: Words,
    weights: Floats,
) -> list[list[int]]:
    """The first content of each cue, and those others that belong to it, in text order."""
    kept = []
    for cue, spans in enumerate(chosen):
        own = spans[:1]
        for span in spans[1:]:
            if second_features(spans[0], span, cue, scores, logs, runs, words) @ weights > 0:
                own.append(span)
        kept.append(sorted(own))
    return kept


def _choose_sources(scores: Floats, count: int, least: float) -> list[int | None]:
    """Each cue's source: the best for it, if that is good enough; several cues may share one."""
    chosen: list[int | None] = [None] * count
    for cue in range(count if scores.size else 0):
        best = int(scores[:, cue].argmax())
        if scores[best, cue] > least:
            chosen[cue] = best
    return chosen


def _nearest(scores: Floats, count: int) -> list[list[int]]:
    chosen: list[list[int]] = [[] for _ in range(count)]
    for span, row in enumerate(scores):
        if np.isfinite(row).any():
            chosen[int(row.argmax())].append(span)
    return chosen
