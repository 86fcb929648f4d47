"""Where a span ends: the labels' own end weighed against the others near it.

The labels are scored word by word; what makes a good end (the mark or the kind of word behind it, a quotation that
closes, a sentence that is over) is weighed here, by a conditional logit over the places where the span could end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.tagger.decode import Floats, Run, log_shares
from stemmata.annotate.tagger.words import (
    BEGIN,
    CONTENT,
    CUE,
    INSIDE,
    OUTSIDE,
    SOURCE,
    WORD_CLASSES,
    Integers,
    Words,
)

_MARKS = {
    **dict.fromkeys(".", "stop"),
    **dict.fromkeys(",", "comma"),
    **dict.fromkeys(";", "semicolon"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys("(", "opens"),
    **dict.fromkeys(")", "closes"),
    **dict.fromkeys("—–―-", "dash"),
    **dict.fromkeys("?!", "question"),
    **dict.fromkeys('"“”', "quote"),
    **dict.fromkeys("'‘’", "apostrophe"),
}
_MARK_NAMES = (*dict.fromkeys(_MARKS.values()), "word")
_MARK_NUMBERS = {mark: _MARK_NAMES.index(name) for mark, name in _MARKS.items()}
_WORD = _MARK_NAMES.index("word")
_HYPHENS = frozenset("-‑")
_OPENS, _MIDDLE, _CLOSES = 1, 2, 3  # values of the quotation feature
_QUOTATION = 1  # its column
ENDED = (SOURCE, CUE, CONTENT)  # the roles whose ends are weighed
REACH = {SOURCE: 10, CUE: 8, CONTENT: 40}  # words before and behind the labels' own end
_WORST = -8.0  # log odds that an end may lose against the labels' own
_NOTHING = -5.0  # the log odds of what stands behind the text
END_FEATURES = (
    "labels",
    "own",
    "next_labelled",
    "last_labelled",
    "next_begins",
    "ends_sentence",
    "before_sentence_end",
    "ends_paragraph",
    "whole_quotation",
    "quotation_left_open",
    "quotation_left_behind",
    "closes_strange_quotation",
    "begins_in_quotation",
    "in_strange_quotation",
    "cuts_quotation",
    "cuts_brackets",
    "length_log",
    "many_sentences",
    "full_stop_inside",
    *(f"{place}_in_{role}" for role in ENDED for place in ("next", "last", "second")),
    *(f"next_{name}" for name in _MARK_NAMES),
    *(f"last_{name}" for name in _MARK_NAMES),
    *(f"next_{name}" for name in WORD_CLASSES),
    *(f"behind_comma_{name}" for name in WORD_CLASSES),
    *(f"last_{name}" for name in WORD_CLASSES),
)


@dataclass(frozen=True, slots=True)
class EndView:
    """A text by word, with two rows more for what stands behind it."""

    odds: Floats  # [words + 2, roles]: log odds of being in the role
    begins: Floats  # [words + 2, roles]: log share of BEGIN among that
    sums: Floats  # [words + 1, roles]: log odds summed up to each word
    quotation: Integers
    sentence: Integers
    paragraph: Integers
    brackets: Integers  # how many are open before each word
    marks: Floats  # [words + 2, kinds of marks]
    classes: Floats  # [words + 2, classes of words]
    inside: Floats  # [words + 2, roles]: whether a run holds the word
    splits: NDArray[np.bool_]  # [words + 1]: whether what ends there is cut off within a hyphenated word


def view_ends(scores: Floats, runs: Sequence[Sequence[Run]], words: Words) -> EndView:
    """What `end_features` looks at; `scores` is [words, roles, BIO]."""
    count = len(words)
    logs = log_shares(scores)
    within = np.logaddexp(logs[:, :, BEGIN], logs[:, :, INSIDE])
    odds = within - logs[:, :, OUTSIDE]
    marks = np.zeros((count + 2, len(_MARK_NAMES)), dtype=np.float32)
    marks[np.arange(count + 2), [_MARK_NUMBERS.get(word, _WORD) for word in (*words.written, "", "")]] = 1
    depth = np.zeros(count + 1, dtype=np.int64)
    if "(" in words.written or ")" in words.written:
        depth[1:] = np.cumsum([(word == "(") - (word == ")") for word in words.written])
    inside = np.zeros((count + 2, len(runs)), dtype=np.float32)
    for role, of_role in enumerate(runs):
        for run in of_role:
            inside[run.first : run.last, role] = 1
    return EndView(
        _with_two_more(odds, _NOTHING),
        _with_two_more(logs[:, :, BEGIN] - within),
        np.concatenate([np.zeros((1, odds.shape[1]), np.float32), np.cumsum(odds, axis=0)]),
        _with_two_more(words.features[:, _QUOTATION]),
        _with_two_more(words.sentence, -1),
        _with_two_more(words.paragraph, -1),
        depth,
        marks,
        _with_two_more(words.classes.astype(np.float32)),
        inside,
        _splits(words),
    )


def _with_two_more(rows: NDArray[Any], value: float = 0) -> NDArray[Any]:
    """Rows by word with two more for what stands behind the text."""
    return np.concatenate([rows, np.full((2, *rows.shape[1:]), value, dtype=rows.dtype)])


def _splits(words: Words) -> NDArray[np.bool_]:
    """Behind which words [words + 1] an end would cut a hyphenated word."""
    splits = np.zeros(len(words) + 1, dtype=np.bool_)
    for place, word in enumerate(words.written):
        if word in _HYPHENS:
            splits[place], splits[place + 1] = _is_tied(words, place), _is_tied(words, place + 1)
    return splits


def _is_tied(words: Words, end: int) -> bool:
    """Whether a hyphen ties the words on both sides of an end: "US" and "-allied"."""
    starts, ends, text = words.starts, words.ends, words.text
    if not 0 < end < len(words) or ends[end - 1] != starts[end]:
        return False
    before, after = words.written[end - 1], words.written[end]
    if after in _HYPHENS:
        return before[-1].isalnum() and text[ends[end] : ends[end] + 1].isalnum()
    return before in _HYPHENS and text[max(0, starts[end - 1] - 1)].isalnum() and after[0].isalnum()


def possible_ends(role: int, runs: Sequence[Run], view: EndView) -> list[Integers]:
    """For each run the words behind which it may end: near its own end, short of the next run, and not within a
    hyphenated word."""
    if not runs:
        return []
    limits = [following.first for following in runs[1:]] + [len(view.sums) - 1]
    lows = np.array([max(run.first + 1, run.last - REACH[role]) for run in runs])
    highs = np.array([min(limit, run.last + REACH[role]) for run, limit in zip(runs, limits, strict=True)])
    counts = highs - lows + 1
    stops = np.cumsum(counts)
    ends = np.arange(stops[-1]) + np.repeat(lows - (stops - counts), counts)
    own = np.repeat([run.last for run in runs], counts)
    lost = view.sums[ends, role] - view.sums[own, role]
    likely = ((lost > _WORST) | (ends == own)) & ~view.splits[ends]
    found = []
    for run, start, stop in zip(runs, (stops - counts).tolist(), stops.tolist(), strict=True):
        of_run = ends[start:stop][likely[start:stop]]
        found.append(of_run if len(of_run) else np.array([run.last]))
    return found


def end_features(role: int, runs: Sequence[Run], ends: Sequence[Integers], view: EndView) -> Floats:
    """How good each end of each run is, one behind the other: [sum of ends, len(END_FEATURES)]."""
    counts = [len(of_run) for of_run in ends]
    first = np.repeat([run.first for run in runs], counts)
    own = np.repeat([run.last for run in runs], counts)
    end = np.concatenate(ends)
    last, second = end - 1, end + 1
    opening, closing, behind = view.quotation[first], view.quotation[last], view.quotation[end]
    is_quoted, is_middle = opening > 0, (closing == _OPENS) | (closing == _MIDDLE)
    ends_sentence = view.sentence[end] != view.sentence[last]
    columns = (
        view.sums[end, role] - view.sums[own, role],
        end == own,
        view.odds[end, role],
        view.odds[last, role],
        view.begins[end, role],
        ends_sentence,
        ~ends_sentence & (view.sentence[second] != view.sentence[last]),
        view.paragraph[end] != view.paragraph[last],
        (opening == _OPENS) & (closing == _CLOSES),
        is_quoted & is_middle,
        is_quoted & (closing == 0),
        ~is_quoted & (closing == _CLOSES),
        opening == _MIDDLE,
        ~is_quoted & is_middle,
        (closing > 0) & (behind > 0) & ~((closing == _CLOSES) & (behind == _OPENS)),
        view.brackets[end] != view.brackets[first],
        np.log1p(end - first),
        view.sentence[last] != view.sentence[first],
        ends_sentence & (view.marks[last, 0] > 0),
        *(view.inside[place, other] for other in ENDED for place in (end, last, second)),
    )
    comma = view.marks[end, _MARK_NAMES.index("comma")][:, None]
    return np.concatenate(
        [
            np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1),
            view.marks[end],
            view.marks[last],
            view.classes[end],
            comma * view.classes[second],
            view.classes[last],
        ],
        axis=1,
    )


def _unsplit(run: Run, view: EndView) -> Run:
    """A run with the rest of the hyphenated word that it ends in."""
    last = run.last
    while view.splits[last]:
        last += 1
    return Run(run.first, last, run.confidence)


def mend_ends(
    runs: Sequence[Sequence[Run]], scores: Floats, words: Words, weights: Mapping[str, Floats]
) -> list[list[Run]]:
    """The runs of every role with their best ends; `weights` are by the number of a role."""
    view = view_ends(scores, runs, words)
    mended = [[_unsplit(run, view) for run in of_role] for of_role in runs]
    for role in ENDED:
        if not runs[role]:
            continue
        ends = possible_ends(role, runs[role], view)
        values = end_features(role, runs[role], ends, view) @ weights[str(role)]
        begin = 0
        for number, (run, of_run) in enumerate(zip(runs[role], ends, strict=True)):
            best = int(of_run[int(values[begin : begin + len(of_run)].argmax())])
            begin += len(of_run)
            mended[role][number] = Run(run.first, best, run.confidence)
    return mended
