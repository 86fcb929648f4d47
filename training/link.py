"""Fit the weights that tie spans to cues, on texts that the network was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.ends import ENDED, end_features, possible_ends, view_ends
from stemmata.annotate.tagger.link import (
    LinkVectors,
    log_shares,
    pair_features,
    score_pairs,
    share_contents,
)
from stemmata.annotate.tagger.second import second_features
from stemmata.annotate.tagger.words import BEGIN, CONTENT, CUE, INSIDE, POINTING, SOURCE
from training.corpus import Example

_RIDGE = 1e-3
_STEPS = 60
_FARTHEST = -1e4
_CONSTANT = 1e-4  # of a feature that hardly varies


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the runs that the network found in it."""

    example: Example
    runs: Sequence[Sequence[Run]]
    vectors: LinkVectors


def fit_links(decoded: Sequence[Decoded]) -> dict[str, list[float]]:
    """Weights by role: contents and further givers choose among cues, cues among sources (conditional logit, McFadden
    1974); found runs stand for the gold ones that they overlap."""
    weights: dict[str, list[float]] = {}
    for role in POINTING:
        choices = [choice for item in decoded for choice in _choices(item, role)]
        weights[str(role)] = _fit(choices) if choices else weights[str(CONTENT)]
    return weights


def fit_second(decoded: Sequence[Decoded], weights: dict[str, list[float]]) -> list[float]:
    """Weights that say whether a second content belongs to a cue."""
    rows, right = [], []
    own = np.array(weights[str(CONTENT)], dtype=np.float32)
    for item in decoded:
        features = pair_features(CONTENT, item.runs[CONTENT], item.runs, item.vectors, item.example.words)
        scores = score_pairs(features, own)
        logs = log_shares(scores)
        gold_spans = _gold_of(item.runs[CONTENT], item.example, CONTENT)
        gold_cues = _gold_of(item.runs[CUE], item.example, CUE)
        linked = {(span, cue) for span, role, cue in item.example.links if role == CONTENT}
        for cue, spans in enumerate(share_contents(scores, logs) if logs.size else ()):
            for span in spans[1:]:
                rows.append(second_features(spans[0], span, cue, scores, logs, item.runs, item.example.words))
                right.append((gold_spans[span], gold_cues[cue]) in linked)
    return fit_logistic(np.array(rows), right)


def fit_logistic(rows: np.ndarray, right: Sequence[bool]) -> list[float]:
    """Weights of a logistic regression whose first feature is constant; no weight where nothing was to be told apart.

    Raises ValueError without rows.
    """
    if len(rows) == 0:
        raise ValueError("nothing to fit: no text has a second piece of content")
    if len(set(right)) < 2:
        return [10.0 if right[0] else -10.0, *[0.0] * (rows.shape[1] - 1)]
    middle, spread = rows[:, 1:].mean(0), rows[:, 1:].std(0)
    spread[spread == 0] = 1
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit((rows[:, 1:] - middle) / spread, right)
    weights = fitted.coef_[0] / spread
    return [round(float(w), 4) for w in (fitted.intercept_[0] - weights @ middle, *weights)]


def _choices(item: Decoded, role: int) -> list[tuple[np.ndarray, list[int]]]:
    """Features [options, features] of each choice, and the options that are right."""
    spans, cues = item.runs[role], item.runs[CUE]
    if not spans or not cues:
        return []
    features = pair_features(role, spans, item.runs, item.vectors, item.example.words)
    gold_spans = _gold_of(spans, item.example, role)
    gold_cues = _gold_of(cues, item.example, CUE)
    linked = {(span, cue) for span, of_role, cue in item.example.links if of_role == role}
    right = np.array([[(s, c) in linked for c in gold_cues] for s in gold_spans])
    found = []
    options = [(features[:, c], right[:, c]) for c in range(len(cues))] if role == SOURCE else []
    options = options or [(features[s], right[s]) for s in range(len(spans))]
    for rows, is_right in options:
        if is_right.any() and len(rows) > 1:
            found.append((rows, np.flatnonzero(is_right).tolist()))
    return found


def _gold_of(runs: Sequence[Run], example: Example, role: int) -> list[int]:
    """The first word of the gold span that each run overlaps; -1 for none."""
    labels = example.roles[:, role]
    owner = np.full(len(labels), -1)
    current = -1
    for word, label in enumerate(labels):
        current = word if label == BEGIN else current if label == INSIDE else -1
        owner[word] = current
    found = []
    for run in runs:
        inside = owner[run.first : run.last]
        inside = inside[inside >= 0]
        found.append(int(np.bincount(inside).argmax()) if len(inside) else -1)
    return found


def fit_ends(
    examples: Sequence[Example], scores: Sequence[Floats], runs: Sequence[Sequence[Sequence[Run]]]
) -> dict[str, list[float]]:
    """Weights by role of where a run ends (conditional logit): right is the end of the gold span that it overlaps."""
    weights = {}
    for role in ENDED:
        choices = []
        for example, score, of_text in zip(examples, scores, runs, strict=True):
            view = view_ends(score, of_text, example.words)
            golds = _gold_of(of_text[role], example, role)
            possible = possible_ends(role, of_text[role], view)
            for run, ends, gold in zip(of_text[role], possible, golds, strict=True):
                right = np.flatnonzero(ends == _gold_end(example, role, gold)).tolist() if gold >= 0 else []
                if right and len(ends) > 1:
                    choices.append((end_features(role, [run], [ends], view), right))
        if not choices:
            raise ValueError("no text has a span to fit the ends on")
        spread = np.concatenate([rows for rows, _ in choices]).std(0)
        spread[spread < _CONSTANT] = 1
        fitted = _fit([(rows / spread, right) for rows, right in choices])
        weights[str(role)] = [round(float(w / s), 4) for w, s in zip(fitted, spread, strict=True)]
    return weights


def _gold_end(example: Example, role: int, first: int) -> int:
    behind = np.flatnonzero(example.roles[first + 1 :, role] != INSIDE)
    return first + 1 + int(behind[0]) if len(behind) else len(example.roles)


def _fit(choices: Sequence[tuple[np.ndarray, list[int]]]) -> list[float]:
    rows: list[Tensor] = []
    for features, _ in choices:
        rows.append(torch.from_numpy(np.nan_to_num(features, neginf=_FARTHEST)))
    padded = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
    present = torch.nn.utils.rnn.pad_sequence([r[:, 0] > _FARTHEST / 2 for r in rows], batch_first=True)
    right = torch.zeros(padded.shape[:2], dtype=torch.bool)
    for number, (_, wanted) in enumerate(choices):
        right[number, wanted] = True
    right &= present
    keep = right.any(1)
    padded, present, right = padded[keep], present[keep], right[keep]
    padded[..., 0] = padded[..., 0].masked_fill(~present, 0)
    weights = torch.zeros(padded.shape[2], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=_STEPS)

    def closure() -> Tensor:
        optimizer.zero_grad()
        scores = (padded @ weights).masked_fill(~present, -torch.inf)
        loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -torch.inf), 1)).mean()
        loss = loss + _RIDGE * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return [round(float(w), 4) for w in weights.detach()]
