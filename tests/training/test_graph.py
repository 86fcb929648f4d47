"""The exported graph says what the network says, and relays come out with their chains."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("onnx", reason="the extra `training` is not installed")
transformers = pytest.importorskip("transformers", reason="the extra `training` is not installed")

from stemmata.annotate.tagger.network import one_hot, open_session  # noqa: E402
from stemmata.annotate.tagger.words import FEATURE_SIZES  # noqa: E402
from training.graph import Peaks, build_graph, save_graph, smoothing  # noqa: E402
from training.network import Tagger  # noqa: E402

WIDTH, PIECES, LABELS = 48, 30, 5


def small_tagger() -> Tagger:
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=200,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=96,
        max_position_embeddings=512,
    )
    network = Tagger(transformers.BertModel(config, add_pooling_layer=False), LABELS)
    network.eval()
    return network


@pytest.mark.parametrize("rows", [range(PIECES), range(0, PIECES, 2), [PIECES - 1]])
def test_the_graph_gives_what_the_network_gives_for_the_rows_asked_for(tmp_path: Path, rows: Sequence[int]) -> None:
    network = small_tagger()
    random = np.random.default_rng(3)
    ids = random.integers(0, 200, (1, PIECES))
    features = np.stack([random.integers(0, size + 1, PIECES) for size in FEATURE_SIZES], axis=1)
    peaks = Peaks(network)
    with torch.no_grad():
        inputs = torch.from_numpy(ids), torch.ones(1, PIECES, dtype=torch.int64), torch.from_numpy(features[None])
        wanted = [output.numpy()[:, [*rows]] for output in network(*inputs)]
    path = tmp_path / "tagger.onnx"
    save_graph(build_graph(network, peaks.found), path)
    given = {"ids": ids, "features": one_hot(features)[None], "rows": np.array(rows, dtype=np.int64)}
    found = open_session(path).run(None, given)
    for one, other in zip(found, wanted, strict=True):
        assert one.shape == other.shape
        assert np.abs(one - other).mean() < 0.03 * np.abs(other).mean() + 1e-3


def test_a_channel_of_great_range_is_divided_by_more() -> None:
    peaks = np.array([1.0, 1.0, 30.0, 0.0], np.float32)
    scale = smoothing(peaks, np.full((4, 3), 0.1, np.float32))
    assert scale[2] > 10 * scale[0] == 10 * scale[1]
    assert (scale > 0).all()
