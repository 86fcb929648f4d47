"""Batches hold every window once, and runs with one beginning can be averaged."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("transformers", reason="the extra `training` is not installed")
pytest.importorskip("sklearn", reason="the extra `training` is not installed")

from training.batch import draw_batches  # noqa: E402
from training.network import mean_weights, path_loss  # noqa: E402


def windows(lengths: list[int]) -> Any:
    return [(number, (0, length)) for number, length in enumerate(lengths)]


def test_every_window_is_drawn_once_in_batches_of_like_lengths() -> None:
    random.seed(5)
    lengths = [random.randrange(1, 254) for _ in range(101)]
    batches: Any = draw_batches(windows(lengths), 4)
    assert sorted(number for batch in batches for number, _ in batch) == list(range(101))
    assert {len(batch) for batch in batches} <= {1, 4}
    padded = sum(4 * max(length for _, (_, length) in batch) for batch in batches)
    assert padded < 1.25 * sum(lengths)


def test_batches_come_in_another_order_each_time() -> None:
    random.seed(5)
    given = windows(list(range(1, 80)))
    assert draw_batches(list(given), 4) != draw_batches(list(given), 4)


def test_the_mean_of_weights_lies_between_them() -> None:
    states = [{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}]
    assert mean_weights(states)["a"].tolist() == [2.0, 4.0]
    assert states[0]["a"].tolist() == [1.0, 2.0]


def test_a_path_s_loss_is_least_where_the_right_labels_score_most() -> None:
    labels = torch.tensor([[0, 1, 2, 0]])
    steps = torch.zeros(1, 3, 3)
    right = torch.tensor(np.eye(3, dtype=np.float32)[labels[0].numpy()])[None]
    losses = [float(path_loss(scale * right, labels, steps, steps[:, 0])) for scale in (0.0, 2.0, 8.0)]
    assert losses[0] > losses[1] > losses[2] > 0
