"""Write a trained tagger as the int8 ONNX file that the package runs, with its tokenizer and settings."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from training.batch import make_batch, tile_windows
from training.corpus import Example
from training.graph import Peaks, build_graph, save_graph
from training.network import LINK_SIZE, Tagger

_WATCHED = 12  # texts whose activations set the ranges of int8


def export_network(network: Tagger, examples: Sequence[Example], folder: Path) -> Path:
    """Write tagger.onnx to `folder`; the ranges of its activations are seen on the first of `examples`."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    peaks = Peaks(network)
    with torch.no_grad():
        for example in examples[:_WATCHED]:
            for window in tile_windows(example, 0):
                batch = make_batch([(example, window)])
                network(batch.ids, batch.mask, batch.features)
    path = folder / "tagger.onnx"
    save_graph(build_graph(network, peaks.found), path)
    return path


def write_settings(tokenizer: Path, folder: Path, settings: Mapping[str, Any]) -> str:
    """Write tokenizer.json and settings.json beside the model file; that file's SHA-256."""
    target = folder / "tokenizer.json"
    if tokenizer.resolve() != target.resolve():
        shutil.copyfile(tokenizer, target)
    digest = hashlib.sha256((folder / "tagger.onnx").read_bytes()).hexdigest()
    stated = {**settings, "link_size": LINK_SIZE, "sha256": digest}
    (folder / "settings.json").write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")
    return digest
