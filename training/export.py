"""Write a trained tagger as the int8 ONNX file that the package runs, with its tokenizer and settings."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from stemmata.annotate.tagger.words import FEATURES
from training.network import LINK_SIZE, Tagger

OUTPUTS = ("roles", "entities", "kinds", "query", "key")


def export_tagger(network: Tagger, tokenizer: Path, folder: Path, settings: Mapping[str, Any]) -> str:
    """Write tagger.onnx, tokenizer.json and settings.json to `folder`; the model file's SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        plain, ready = Path(temporary) / "plain.onnx", Path(temporary) / "ready.onnx"
        _write_plain(network, plain)
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        target = folder / "tagger.onnx"
        quantize_dynamic(
            str(ready),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    stated = {**settings, "link_size": LINK_SIZE, "sha256": digest}
    (folder / "settings.json").write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")
    return digest


def _write_plain(network: Tagger, path: Path) -> None:
    """The network in float32, any number of windows and pieces."""
    network.eval()
    pieces = torch.ones((2, 16), dtype=torch.int64)
    features = torch.zeros((2, 16, len(FEATURES)), dtype=torch.int64)
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        network,
        (pieces, pieces, features),
        str(path),
        input_names=["ids", "mask", "features"],
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys(("ids", "mask", "features", *OUTPUTS), axes),
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))
