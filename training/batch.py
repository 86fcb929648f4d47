"""Windows of texts, and batches of them as the network takes them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import FEATURE_SIZES, FEATURES, POINTING, ROLES, Integers
from training.corpus import UNLABELLED, Example

Window = tuple[Example, tuple[int, int]]
_LIKE = 6  # so many batches are sorted by length at a time


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of equal length with marks round them, padded; `whole_ids` and `whole_features` are without what is
    hidden in training. `links` [links, 4] are each a row, the piece of a span, its role's place in POINTING and the
    piece of its cue."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    whole_ids: Tensor
    whole_features: Tensor
    roles: Tensor
    entities: Tensor
    kinds: Tensor
    levels: Tensor
    syntax: Tensor  # relation, piece of the governor
    links: Tensor
    parts: Tensor  # [batch], of the corpus that the windows are of; -1 where they are of none

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(*(getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)))

    @property
    def firsts(self) -> Tensor:
        """Whether a piece is the first of a word [batch, pieces]: where labels stand."""
        return self.features[..., 0] < FEATURE_SIZES[0]


def draw_offset(size: int = WINDOW) -> int:
    """Every second time none: a text that one window holds is read whole later, and is to be learnt whole, too."""
    return random.choice((0, random.randrange(size)))


def tile_windows(example: Example, offset: int, size: int = WINDOW) -> list[tuple[int, int]]:
    """Windows of `size` pieces that tile a text; the first is cut short by `offset`: every epoch cuts elsewhere."""
    count = len(example.pieces)
    cuts = sorted({0, *range(offset if offset else size, count, size), count})
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def draw_batches(windows: list[Window], size: int) -> list[list[Window]]:
    """The windows in a new order, batches of windows that are alike in length: the padding costs as much as a text."""
    random.shuffle(windows)
    batches = []
    for begin in range(0, len(windows), _LIKE * size):
        alike = sorted(windows[begin : begin + _LIKE * size], key=lambda window: window[1][1] - window[1][0])
        batches += [alike[i : i + size] for i in range(0, len(alike), size)]
    random.shuffle(batches)
    return batches


CLS, SEP, MASK = 101, 102, 103


def make_batch(windows: Sequence[Window], grammar_dropout: float = 0.0, piece_dropout: float = 0.0) -> Batch:
    """Pad windows to the longest and set marks round them."""
    length = max(end - start for _, (start, end) in windows) + 2
    count = len(windows)
    ids = np.zeros((count, length), dtype=np.int64)
    mask = np.zeros((count, length), dtype=np.int64)
    features = np.broadcast_to(np.array(FEATURE_SIZES), (count, length, len(FEATURES))).copy()
    whole_ids, whole_features = ids.copy(), features.copy()
    roles = np.full((count, length, len(ROLES)), UNLABELLED, dtype=np.int64)
    entities = np.full((count, length), UNLABELLED, dtype=np.int64)
    kinds = np.full((count, length), UNLABELLED, dtype=np.int64)
    levels = kinds.copy()
    syntax = np.full((count, length, 2), UNLABELLED, dtype=np.int64)
    links: list[tuple[int, int, int, int]] = []
    for row, (example, (start, end)) in enumerate(windows):
        pieces = example.pieces
        size = end - start
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = pieces.ids[start:end]
        mask[row, : size + 2] = 1
        features[row, 1 : size + 1] = piece_features(example, start, end)
        whole_ids[row], whole_features[row] = ids[row], features[row]
        if piece_dropout:
            hidden = np.random.default_rng(random.getrandbits(32)).random(size) < piece_dropout
            ids[row, 1 : size + 1][hidden] = MASK
        if random.random() < grammar_dropout:
            features[row, :, 3:] = FEATURE_SIZES[3:]
        inside = [w for w in np.unique(pieces.word[start:end]) if w >= 0 and start <= pieces.first[w] < end]
        at = pieces.first[inside] - start + 1
        roles[row, at] = example.roles[inside]
        entities[row, at] = example.entities[inside]
        kinds[row, at] = example.kinds[inside]
        levels[row, at] = example.levels[inside]
        if example.syntax is not None:
            syntax[row, at] = _place_governors(example.syntax[inside], np.asarray(inside), at)
        place = {w: int(p) for w, p in zip(inside, at, strict=True)}
        links.extend(
            (row, place[span], POINTING.index(role), place[cue])
            for span, role, cue in example.links
            if span in place and cue in place
        )
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(features),
        torch.from_numpy(whole_ids),
        torch.from_numpy(whole_features),
        torch.from_numpy(roles),
        torch.from_numpy(entities),
        torch.from_numpy(kinds),
        torch.from_numpy(levels),
        torch.from_numpy(syntax),
        torch.tensor(links, dtype=torch.int64).reshape(-1, 4),
        torch.tensor([example.part for example, _ in windows]),
    )


def _place_governors(syntax: Integers, words: Integers, at: Integers) -> Integers:
    """`syntax` of a window's words, their governors by piece; a governor outside the window is unknown."""
    placed = syntax.copy()
    nearest = np.minimum(np.searchsorted(words, syntax[:, 1]), len(words) - 1)
    placed[:, 1] = np.where(words[nearest] == syntax[:, 1], at[nearest], UNLABELLED)
    return placed


def piece_features(example: Example, start: int, end: int) -> np.ndarray:
    """The features [pieces, features] of a window; pieces that go on with a word have the shape "goes on"."""
    pieces = example.pieces
    word = pieces.word[start:end]
    features = example.words.features[np.maximum(word, 0)].copy()
    goes_on = pieces.first[np.maximum(word, 0)] != np.arange(start, end)
    features[goes_on & (word >= 0), 0] = FEATURE_SIZES[0]
    features[word < 0] = FEATURE_SIZES
    return features
