"""The network as an ONNX graph of int8 products, built of the operators that onnxruntime runs fused on a CPU.

The tracing exporter writes attention as a dozen small operators; here it is one. Activations are quantised as they
come, by the range of each window. A few of their channels are far larger than the rest and would coarsen all others:
each channel is divided by a scale, and the weights multiplied by it (SmoothQuant, Xiao et al. 2023); not before the
products whose inputs are even enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import FEATURE_SIZES, KINDS, LEVELS, POINTING, ROLES
from training.network import LINK_SIZE, Tagger

Array = NDArray[np.float32]

_FUSED = "com.microsoft"
_OPSET, _FUSED_OPSET, _IR = 17, 1, 9
_MOST = 127
_SMOOTHING = 0.8  # how much of a channel's range goes into the weights; 0.5 and 0.65 left a larger error
_FLATTEST = 1e-3
_LAYER = "encoder.encoder.layer.{}."
_ATTENTION = ("attention.self.query", "attention.self.key", "attention.self.value")


def build_graph(network: Tagger, peaks: Mapping[str, Array]) -> onnx.ModelProto:
    """The network in int8, its heads in float32.

    In: `ids` [windows, pieces], `features` [windows, pieces, one-hot] and the `rows` [words] of pieces that are asked
    for; out: roles, entities, kinds, query and key of those rows as `Tagger` gives them. All windows of a call are
    equally long and asked for the same rows.

    The last layer works for the rows alone: one piece in five goes on with a word, and nothing is said of it.

    `peaks` are the largest absolute inputs by channel of each layer, by the layer's name.
    """
    return _Builder(network, peaks).build()


class _Builder:
    def __init__(self, network: Tagger, peaks: Mapping[str, Array]) -> None:
        self.peaks = peaks
        self.weights = {name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()}
        self.config = network.encoder.config
        self.entity_labels = network.entities.out_features
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def build(self) -> onnx.ModelProto:
        """The whole model, checked."""
        hidden = self._embed()
        last = self.config.num_hidden_layers - 1
        for layer in range(last):
            hidden = self._layer(hidden, layer)
        self._heads(self._layer(hidden, last, rows="rows"))
        shown = sum(size + 1 for size in FEATURE_SIZES)
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "pieces"]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["windows", "pieces", shown]),
            helper.make_tensor_value_info("rows", TensorProto.INT64, ["words"]),
        ]
        shapes = {
            "roles": [len(ROLES), 3],
            "entities": [self.entity_labels],
            "kinds": [len(KINDS) + LEVELS],
            "query": [len(POINTING), LINK_SIZE],
            "key": [LINK_SIZE],
        }
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["windows", "words", *shape])
            for name, shape in shapes.items()
        ]
        graph = helper.make_graph(self.nodes, "tagger", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, _FUSED_OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(
        self, operator: str, inputs: Sequence[str], output: str, *, fused: bool = False, **options: object
    ) -> str:
        domain = _FUSED if fused else ""
        self.nodes.append(helper.make_node(operator, [*inputs], [output], domain=domain, **options))
        return output

    def _split(self, value: str, sizes: Mapping[str, int]) -> None:
        lengths = self._constant(f"{value}.sizes", np.array([*sizes.values()], dtype=np.int64))
        self.nodes.append(helper.make_node("Split", [value, lengths], [*sizes], axis=-1))

    def _embed(self) -> str:
        """Word pieces, by rows of int8, with features, places and the one segment there is."""
        own = "encoder.embeddings."
        words = self.weights[f"{own}word_embeddings.weight"]
        scale = np.abs(words).max(1, keepdims=True) / _MOST
        scale[scale == 0] = 1
        whole = self._constant("words", np.round(words / scale).astype(np.int8))
        row = self._node("Gather", [whole, "ids"], "word.row")
        as_float = self._node("Cast", [row], "word.float", to=TensorProto.FLOAT)
        own_scale = self._node("Gather", [self._constant("words.scale", scale.astype(np.float32)), "ids"], "word.scale")
        word = self._node("Mul", [as_float, own_scale], "word")
        tables = np.concatenate([self.weights[f"features.{i}.weight"] for i in range(len(FEATURE_SIZES))])
        features = self._node("MatMul", ["features", self._constant("features.tables", tables)], "feature")
        segment = self.weights[f"{own}token_type_embeddings.weight"][0]
        places = self.weights[f"{own}position_embeddings.weight"][: WINDOW + 2] + segment
        shape = self._node("Shape", ["ids"], "shape")
        count = self._node("Gather", [shape, self._constant("second", np.array([1]))], "count")
        zero = self._constant("zero", np.array([0]))
        place = self._node("Slice", [self._constant("places", places), zero, count, zero], "place")
        beside = self._node("Add", [features, place], "beside")
        return self._normalise("embedded", word, beside, f"{own}LayerNorm")

    def _normalise(self, output: str, value: str, beside: str, name: str) -> str:
        gain = self._constant(f"{name}.weight", self.weights[f"{name}.weight"])
        offset = self._constant(f"{name}.bias", self.weights[f"{name}.bias"])
        epsilon = float(self.config.layer_norm_eps)
        return self._node("SkipLayerNormalization", [value, beside, gain, offset], output, fused=True, epsilon=epsilon)

    def _layer(self, hidden: str, number: int, rows: str | None = None) -> str:
        """The layer's output for all pieces, or for `rows` of them."""
        own = _LAYER.format(number)
        mixed = self._node(
            "MultiHeadAttention",
            self._attention_inputs(own, hidden, rows),
            f"{own}mixed",
            fused=True,
            num_heads=int(self.config.num_attention_heads),
        )
        hidden = self._rows(hidden, rows)
        attended = self._product(f"{own}attended", mixed, f"{own}attention.output.dense", smooth=False)
        between = self._normalise(f"{own}between", attended, hidden, f"{own}attention.output.LayerNorm")
        wide = self._product(f"{own}wide", between, f"{own}intermediate.dense")
        active = self._node("Gelu", [wide], f"{own}active", fused=True)
        narrow = self._product(f"{own}narrow", active, f"{own}output.dense", smooth=False)
        return self._normalise(f"{own}out", narrow, between, f"{own}output.LayerNorm")

    def _rows(self, value: str, rows: str | None) -> str:
        return value if rows is None else self._node("Gather", [value, rows], f"{value}.rows", axis=1)

    def _attention_inputs(self, own: str, hidden: str, rows: str | None) -> list[str]:
        """Query (of `rows`), key and value: three products of one input, which is quantised once for them."""
        names = [f"{own}{name}" for name in _ATTENTION]
        matrices = [self.weights[f"{name}.weight"].T for name in names]
        smooth, scale = self._smooth(f"{own}attention", hidden, names[0], np.concatenate(matrices, axis=1))
        quantised = [f"{own}attention.{part}" for part in ("int8", "int8.scale", "int8.zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [smooth], quantised))
        value, value_scale, zero = quantised
        products = []
        for name, matrix, of_rows in zip(names, matrices, (rows, None, None), strict=True):
            weight, weight_scale, bias = self._weights(name, name, matrix * scale[:, None])
            inputs = [self._rows(value, of_rows), weight, value_scale, weight_scale, zero, "", bias]
            products.append(self._node("MatMulIntegerToFloat", inputs, name, fused=True))
        return products

    def _product(self, output: str, value: str, name: str, *, smooth: bool = True) -> str:
        """The linear layer `name` in int8."""
        matrix = self.weights[f"{name}.weight"].T
        if smooth:
            value, scale = self._smooth(output, value, name, matrix)
            matrix = matrix * scale[:, None]
        weight, weight_scale, bias = self._weights(output, name, matrix)
        return self._node("DynamicQuantizeMatMul", [value, weight, weight_scale, "", bias], output, fused=True)

    def _smooth(self, output: str, value: str, name: str, matrix: Array) -> tuple[str, Array]:
        """A product's input with each channel divided by a scale, and the scale, for the rows of its `matrix`; `name`
        is the layer whose input was watched."""
        scale = smoothing(self.peaks[name], matrix)
        inverse = self._constant(f"{output}.inverse", (1 / scale).astype(np.float32))
        return self._node("Mul", [value, inverse], f"{output}.smooth"), scale

    def _weights(self, output: str, name: str, matrix: Array) -> tuple[str, str, str]:
        """A layer's matrix in int8, the scale of each of its columns, and the layer's bias."""
        scale = np.abs(matrix).max(0) / _MOST
        scale[scale == 0] = 1
        return (
            self._constant(f"{output}.weight", np.round(matrix / scale).astype(np.int8)),
            self._constant(f"{output}.scale", scale.astype(np.float32)),
            self._constant(f"{output}.bias", self.weights[f"{name}.bias"]),
        )

    def _heads(self, hidden: str) -> None:
        names = ("roles", "entities", "kinds", "query", "key")
        matrix = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        biases = [self.weights[f"{name}.bias"] for name in names]
        product = self._node("MatMul", [hidden, self._constant("heads.weight", matrix)], "heads.product")
        heads = self._node("Add", [product, self._constant("heads.bias", np.concatenate(biases))], "heads")
        flat = {"roles": "roles.flat", "query": "query.flat"}
        self._split(heads, {flat.get(n, n): len(b) for n, b in zip(names, biases, strict=True)})
        for name, shape in (("roles", (len(ROLES), 3)), ("query", (len(POINTING), LINK_SIZE))):
            form = self._constant(f"{name}.form", np.array([0, 0, *shape], dtype=np.int64))
            self._node("Reshape", [flat[name], form], name)


def smoothing(peaks: Array, matrix: Array) -> Array:
    """By how much each channel of a product's input is divided, and its row of the matrix multiplied."""
    scale = np.maximum(peaks, _FLATTEST) ** _SMOOTHING / np.maximum(np.abs(matrix).max(1), _FLATTEST) ** (
        1 - _SMOOTHING
    )
    relative: Array = np.maximum(scale / np.median(scale), _FLATTEST).astype(np.float32)
    return relative


class Peaks:
    """Watches a network at work and keeps the largest absolute input by channel of each linear layer."""

    def __init__(self, network: nn.Module) -> None:
        self.found: dict[str, Array] = {}
        for name, module in network.named_modules():
            if isinstance(module, nn.Linear):
                module.register_forward_pre_hook(self._watch(name))

    def _watch(self, name: str):  # type: ignore[no-untyped-def]
        def hook(_: nn.Module, inputs: tuple) -> None:  # type: ignore[type-arg]
            largest = inputs[0].detach().abs().flatten(0, -2).amax(0).float().numpy()
            self.found[name] = np.maximum(self.found.get(name, largest), largest)

        return hook


def save_graph(model: onnx.ModelProto, path: Path) -> None:
    """Write a model and check that it is whole."""
    onnx.save(model, str(path))
    onnx.checker.check_model(str(path))
