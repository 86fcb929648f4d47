"""Whether a second piece of content belongs to the cue that the first belongs to: "“A,” he said. “B.”"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.words import CONTENT, CUE, SOURCE, Words

SECOND_FEATURES = (
    "constant",
    "score",
    "share",
    "first_score",
    "confidence",
    "first_confidence",
    "cue_confidence",
    "length_log",
    "quoted",
    "first_quoted",
    "cue_quoted",
    "both_quoted",
    "no_source",
    "before_first",
    "across_cue_before",
    "across_cue_behind",
    "touching",
    "quotation_goes_on",
    "other_sentence",
    "other_paragraph",
    "uncovered_log",
    "uncovered_to_cue_log",
    "gap_log",
    "cues_between",
    "cue_other_sentence",
    "cue_other_paragraph",
    "cue_behind",
)
_LONGEST_GAP = 50  # words; beyond, a gap counts no more
_MOST_BETWEEN = 3
_WORST = -8.0  # the least log share that counts
_QUOTATION = 1  # the column that says what stands in quotation marks
_MARK = 5  # the shape of a mark


def second_features(
    first: int, second: int, cue: int, scores: Floats, logs: Floats, runs: Sequence[Sequence[Run]], words: Words
) -> Floats:
    """How a second content stands to the first and to their cue: [len(SECOND_FEATURES)].

    `scores` and `logs` [contents, cues] are the pairs' scores and their log shares.
    """
    one, other, said = runs[CONTENT][first], runs[CONTENT][second], runs[CUE][cue]
    before, after = (one, other) if one.first < other.first else (other, one)
    quoted, one_quoted, said_quoted = (words.features[r.first, _QUOTATION] > 0 for r in (other, one, said))
    between = after.first - before.last
    marks = bool((words.features[before.last : after.first, 0] == _MARK).all())
    cues = sum(before.last <= run.first < after.first for run in runs[CUE] if run is not said)
    has_source = any(words.sentence[r.first] == words.sentence[said.first] for r in runs[SOURCE])
    low, high = (other.last, said.first) if other.first < said.first else (said.last, other.first)
    return np.array(
        [
            1.0,
            scores[second, cue],
            max(_WORST, float(logs[second, cue])),
            scores[first, cue],
            np.log(other.confidence),
            np.log(one.confidence),
            np.log(said.confidence),
            np.log1p(other.last - other.first),
            quoted,
            one_quoted,
            said_quoted,
            quoted and one_quoted,
            not has_source,
            other.first < one.first,
            other.first < said.first < one.first,
            one.first < said.first < other.first,
            between <= 1,
            marks and quoted and one_quoted,
            words.sentence[one.last - 1] != words.sentence[other.first],
            words.paragraph[one.first] != words.paragraph[other.first],
            _log(_uncovered(before.last, after.first, (one, other), runs)),
            _log(_uncovered(low, high, (other, said), runs)),
            _log(between),
            min(cues, _MOST_BETWEEN),
            words.sentence[said.first] != words.sentence[other.first],
            words.paragraph[said.first] != words.paragraph[other.first],
            said.first < other.first,
        ],
        dtype=np.float32,
    )


def _uncovered(low: int, high: int, ends: Sequence[Run], runs: Sequence[Sequence[Run]]) -> int:
    """How many words of [low, high) no other run holds."""
    near = (r for role in (SOURCE, CUE, CONTENT) for r in runs[role] if r.first < high and r.last > low)
    covered = sum(min(r.last, high) - max(r.first, low) for r in near if r not in ends)
    return max(0, high - low - covered)


def _log(count: int) -> float:
    return float(np.log1p(min(max(0, count), _LONGEST_GAP)))
