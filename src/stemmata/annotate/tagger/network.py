"""The exported network: pieces in, scores and vectors out. Runs on onnxruntime, without torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from stemmata.annotate.tagger.decode import Floats
from stemmata.annotate.tagger.link import LinkSettings, LinkVectors
from stemmata.annotate.tagger.piece import WINDOW, Pieces, central_window, cut_windows, load_tokenizer, mark_id
from stemmata.annotate.tagger.words import FEATURE_SIZES, KINDS, POINTING, ROLES, Integers, Words

_BATCH = 2  # windows a call; more gain nothing on one core, and cost memory


@dataclass(frozen=True, slots=True)
class Scores:
    """By word: `roles` [words, roles, BIO], `entities` [words, labels], `kinds` [words, kinds] of a giver that begins
    there; and what ties spans to cues."""

    roles: Floats
    entities: Floats
    kinds: Floats
    vectors: LinkVectors


@dataclass(frozen=True)
class Network:
    """One loaded model with its tokenizer and settings. Safe to share between threads."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    settings: Mapping[str, Any]

    transitions: Floats  # [roles, BIO, BIO]
    opening: Floats  # [roles, BIO]
    links: LinkSettings

    def calibrate(self, confidence: float) -> float:
        """The share of attributions of such a raw confidence that were right on texts not trained on."""
        return float(np.interp(confidence, *self.settings["calibration"]))

    def read(self, words: Words, pieces: Pieces) -> Scores:
        """Scores of every word of a text."""
        features = piece_features(words, pieces)
        sizes = len(self.settings["entities"]), int(self.settings["link_size"])

        def run(group: Sequence[tuple[int, int]]) -> Sequence[Floats]:
            outputs: Sequence[Floats] = self.session.run(None, self._feed(pieces, features, group))
            return outputs

        return read_windows(words, pieces, sizes, run)

    def _feed(
        self, pieces: Pieces, features: Integers, windows: Sequence[tuple[int, int]]
    ) -> dict[str, NDArray[np.int64]]:
        opening, closing = mark_id(self.tokenizer, "[CLS]"), mark_id(self.tokenizer, "[SEP]")
        length = max(end - start for start, end in windows) + 2
        ids = np.zeros((len(windows), length), dtype=np.int64)
        mask = np.zeros((len(windows), length), dtype=np.int64)
        shown = np.broadcast_to(np.array(FEATURE_SIZES), (len(windows), length, len(FEATURE_SIZES))).copy()
        for row, (start, end) in enumerate(windows):
            size = end - start
            ids[row, 0], ids[row, size + 1] = opening, closing
            ids[row, 1 : size + 1] = pieces.ids[start:end]
            mask[row, : size + 2] = 1
            shown[row, 1 : size + 1] = features[start:end]
        return {"ids": ids, "mask": mask, "features": shown}


def read_windows(
    words: Words,
    pieces: Pieces,
    sizes: tuple[int, int],
    run: Callable[[Sequence[tuple[int, int]]], Sequence[Floats]],
) -> Scores:
    """Scores of a text from those of its windows.

    `sizes` are the number of entity labels and the length of a link vector; `run` gives the network's outputs [windows,
    pieces, ...] for a group of windows. A word's labels are the mean of the windows that hold it, each weighted by how
    far the word stands from its edge; its vectors come from the window where it stands most centrally.
    """
    windows = cut_windows(len(pieces))
    owner = central_window(windows, len(pieces))[pieces.first]
    labels, link_size = sizes
    count = len(words)
    roles = np.zeros((count, len(ROLES), 3), dtype=np.float32)
    entities = np.zeros((count, labels), dtype=np.float32)
    kinds = np.zeros((count, len(KINDS)), dtype=np.float32)
    query = np.zeros((count, len(POINTING), link_size), dtype=np.float32)
    key = np.zeros((len(windows), WINDOW, link_size), dtype=np.float32)
    weights = np.zeros(count, dtype=np.float32)
    for begin in range(0, len(windows), _BATCH):
        group = windows[begin : begin + _BATCH]
        outputs = run(group)
        for row, (start, end) in enumerate(group):
            first, last = np.searchsorted(pieces.first, (start, end))
            own = slice(int(first), int(last))
            at = pieces.first[own] - start + 1
            weight = _edge_distance(pieces.first[own], start, end, len(pieces))
            weights[own] += weight
            for target, output in zip((roles, entities, kinds), outputs[:3], strict=True):
                target[own] += _log_shares(output[row, at]) * weight.reshape(-1, *(1,) * (target.ndim - 1))
            central = np.flatnonzero(owner == begin + row)
            query[central] = outputs[3][row, pieces.first[central] - start + 1]
            key[begin + row, : end - start] = outputs[4][row, 1 : end - start + 1]
    for target in (roles, entities, kinds):
        target /= weights.reshape(-1, *(1,) * (target.ndim - 1))
    starts = np.array([start for start, _ in windows], dtype=np.int64)
    return Scores(roles, entities, kinds, LinkVectors(query, key, pieces.first, owner, starts))


def _edge_distance(at: Integers, start: int, end: int, count: int) -> Floats:
    """How many pieces stand between a piece and the nearest edge of its window; the text's own ends are no edges."""
    before = at - start if start else np.full(len(at), WINDOW)
    behind = end - 1 - at if end < count else np.full(len(at), WINDOW)
    return (np.minimum(np.minimum(before, behind), WINDOW // 2) + 1).astype(np.float32)


def _log_shares(scores: Floats) -> Floats:
    shares: Floats = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return shares


def piece_features(words: Words, pieces: Pieces) -> Integers:
    """The features [pieces, features] of a text: those of the word, with a shape of its own where a piece goes on with
    a word; a paragraph break has none."""
    owner = np.maximum(pieces.word, 0)
    features = words.features[owner].copy()
    goes_on = (pieces.first[owner] != np.arange(len(pieces))) & (pieces.word >= 0)
    features[goes_on, 0] = FEATURE_SIZES[0]
    features[pieces.word < 0] = FEATURE_SIZES
    return features


@cache
def load_network(language: str) -> Network | None:
    """The model of a language, loaded once a process; None where the package holds none."""
    folder = files("stemmata.models").joinpath(language)
    if not folder.joinpath("tagger.onnx").is_file():
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    with as_file(folder) as path:
        session = onnxruntime.InferenceSession(str(path / "tagger.onnx"), options, providers=["CPUExecutionProvider"])
        tokenizer = load_tokenizer(str(path / "tokenizer.json"))
        settings = json.loads((path / "settings.json").read_text(encoding="utf-8"))
    link = settings["link"]
    weights = {role: np.array(values, dtype=np.float32) for role, values in link["weights"].items()}
    return Network(
        session,
        tokenizer,
        settings,
        np.array(settings["transitions"], dtype=np.float32),
        np.array(settings["opening"], dtype=np.float32),
        LinkSettings(weights, link["least_source"], np.array(link["second"], dtype=np.float32)),
    )
