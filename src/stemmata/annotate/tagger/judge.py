"""How likely an attribution is right, from how sure its parts and what ties them are.

The tagger is asked for more cues than are right; here each is weighed with its source and contents at hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.words import CONTENT, CUE, Words

JUDGE_FEATURES = (
    "constant",
    "cue_confidence",
    "source_confidence",
    "content_confidence",
    "source_score",
    "content_score",
    "content_share",
    "content_gap_log",
    "content_other_sentence",
    "content_other_paragraph",
    "content_length_log",
    "contents",
    "no_source",
    "no_content",
    "grammar_cue",
    "cue_length",
    "cue_quoted",
    "cue_capital",
    "shared_source",
    "inside_content",
)
_NO_SOURCE = -3.0  # the score of a source that is not there; about that of the least source taken
_WORST = -8.0  # the least log share that counts
_LEAST_ODDS = np.float32(-30.0)
_LONGEST_GAP = 50
_MOST_CONTENTS = 3
_LONGEST_CUE = 6
_SHAPE, _QUOTATION, _FIRST_GRAMMAR = 0, 1, 3  # columns of the features
_CAPITAL = 1


def judge_features(
    cue: Run,
    source: tuple[Run, float] | None,
    contents: Sequence[Run],
    best: tuple[Run, float, float] | None,
    shares_source: bool,
    runs: Sequence[Sequence[Run]],
    words: Words,
) -> Floats:
    """What is known of an attribution: [len(JUDGE_FEATURES)].

    `source` comes with its score for the cue, `best`, the surest of `contents`, with its score and log share.
    """
    shape, quotation = words.features[cue.first, (_SHAPE, _QUOTATION)]
    near = best[0] if best is not None else cue
    low, high = (near.last, cue.first) if near.first < cue.first else (cue.last, near.first)
    length = sum(run.last - run.first for run in contents)
    before = bisect_left(runs[CONTENT], cue.first, key=lambda run: run.first)
    return np.array(
        [
            1.0,
            np.log(cue.confidence),
            np.log(source[0].confidence) if source is not None else 0.0,
            np.log(min(run.confidence for run in contents)) if contents else 0.0,
            source[1] if source is not None else _NO_SOURCE,
            best[1] if best is not None else 0.0,
            max(_WORST, best[2]) if best is not None else 0.0,
            np.log1p(min(max(0, high - low), _LONGEST_GAP)),
            words.sentence[near.first] != words.sentence[cue.first],
            words.paragraph[near.first] != words.paragraph[cue.first],
            np.log1p(length),
            min(len(contents), _MOST_CONTENTS),
            source is None,
            not contents,
            bool((words.features[cue.first : cue.last, _FIRST_GRAMMAR + CUE] > 0).any()),
            min(cue.last - cue.first, _LONGEST_CUE),
            quotation > 0,
            shape == _CAPITAL,
            shares_source,
            before > 0 and cue.first < runs[CONTENT][before - 1].last,
        ],
        dtype=np.float32,
    )


def judge(features: Floats, weights: Floats) -> float:
    """The chance that an attribution is right, by a logistic model."""
    odds = np.minimum(np.maximum(features @ weights, _LEAST_ODDS), -_LEAST_ODDS)
    return float(1 / (1 + np.exp(-odds)))
