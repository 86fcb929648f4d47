"""The exported network: pieces in, scores and vectors out. Runs on onnxruntime, without torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from stemmata.annotate.tagger.decode import Floats, log_shares
from stemmata.annotate.tagger.link import LinkSettings, LinkVectors, read_link_settings
from stemmata.annotate.tagger.piece import Pieces, cut_windows, load_tokenizer, mark_id
from stemmata.annotate.tagger.words import FEATURE_SIZES, KINDS, POINTING, ROLES, Integers, Words


@dataclass(frozen=True, slots=True)
class Scores:
    """By word: `roles` [words, roles, BIO], `entities` [words, labels], `kinds` [words, kinds] and `levels` [words,
    levels] of a giver that begins there (no levels from a network that does not tell them apart); and what ties spans
    to cues."""

    roles: Floats
    entities: Floats
    kinds: Floats
    levels: Floats
    vectors: LinkVectors


@dataclass(frozen=True)
class Network:
    """One loaded model with its tokenizer and settings. Safe to share between threads."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    settings: Mapping[str, Any]

    transitions: Floats  # [roles, BIO, BIO]
    opening: Floats  # [roles, BIO]
    ends: Mapping[str, Floats]  # by the number of a role
    links: LinkSettings
    entity_steps: Floats  # [entity labels, entity labels]

    def calibrate(self, confidence: float) -> float:
        """The share of attributions of such a raw confidence that were right on texts not trained on."""
        return float(np.interp(confidence, *self.settings["calibration"]))

    def read(self, words: Words, pieces: Pieces) -> Scores:
        """Scores of every word of a text."""
        of_giver = len(KINDS) + int(self.settings.get("levels", 0))
        sizes = len(self.settings["entities"]), of_giver, int(self.settings["link_size"])
        return read_windows(words, pieces, sizes, run_session(self.session, self.tokenizer, words, pieces))


# Gives the network's outputs [1, rows, ...] for a window [start, end) of pieces. A row is a place in the window; the
# mark before the first piece is at 0.
RunWindow = Callable[[tuple[int, int], Integers], Sequence[Floats]]


def run_session(session: onnxruntime.InferenceSession, tokenizer: Tokenizer, words: Words, pieces: Pieces) -> RunWindow:
    """What runs the network on one window of a text.

    One window a call: more gain nothing on one core, and each is quantised by its own range. A network that takes the
    rows that are asked for spares itself the others in its last layer.
    """
    takes_rows = any(value.name == "rows" for value in session.get_inputs())
    opening, closing = mark_id(tokenizer, "[CLS]"), mark_id(tokenizer, "[SEP]")
    shown = one_hot(piece_features(words, pieces))
    mark = one_hot(np.array([FEATURE_SIZES], dtype=np.int64))

    def run(window: tuple[int, int], rows: Integers) -> Sequence[Floats]:
        start, end = window
        ids = np.concatenate([[opening], pieces.ids[start:end], [closing]])
        features = np.concatenate([mark, shown[start:end], mark])
        inputs = {"ids": ids[None], "features": features[None]}
        if takes_rows:
            chosen: Sequence[Floats] = session.run(None, {**inputs, "rows": rows})
            return chosen
        return [output[:, rows] for output in session.run(None, inputs)]

    return run


def one_hot(features: Integers) -> Floats:
    """Features [pieces, features] as the network takes them: [pieces, sum of sizes], a one for each value; a feature
    has one value more than FEATURE_SIZES says."""
    firsts = np.cumsum([0, *(size + 1 for size in FEATURE_SIZES)])
    shown = np.zeros((len(features), int(firsts[-1])), dtype=np.float32)
    np.put_along_axis(shown, features + firsts[:-1], 1, axis=1)
    return shown


def read_windows(
    words: Words,
    pieces: Pieces,
    sizes: tuple[int, int, int],
    run: RunWindow,
) -> Scores:
    """Scores of a text from those of its windows.

    `sizes` are the number of entity labels, that of a giver's kinds and levels, and the length of a link vector. What
    is said of a word stands on its first piece.
    """
    labels, of_giver, link_size = sizes
    count = len(words)
    shapes = ((len(ROLES), 3), (labels,), (of_giver,), (len(POINTING), link_size), (link_size,))
    roles, entities, givers, query, key = (np.zeros((count, *shape), dtype=np.float32) for shape in shapes)
    for start, end in cut_windows(len(pieces), pieces.first[np.flatnonzero(np.diff(words.sentence, prepend=-1))]):
        first, last = np.searchsorted(pieces.first, (start, end))
        if first == last:
            continue  # the rest of a long word
        outputs = run((start, end), pieces.first[first:last] - start + 1)
        for target, output in zip((roles, entities, givers, query, key), outputs, strict=True):
            target[first:last] = output[0]
    kinds, levels = np.split(givers, [len(KINDS)], axis=1)
    return Scores(log_shares(roles), entities, kinds, levels, LinkVectors(query, key, pieces.first))


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
    with as_file(folder) as path:
        session = open_session(path / "tagger.onnx")
        tokenizer = load_tokenizer(str(path / "tokenizer.json"))
        settings = json.loads((path / "settings.json").read_text(encoding="utf-8"))
    return Network(
        session,
        tokenizer,
        settings,
        np.array(settings["transitions"], dtype=np.float32),
        np.array(settings["opening"], dtype=np.float32),
        {role: np.array(values, dtype=np.float32) for role, values in settings["ends"].items()},
        read_link_settings(settings["link"]),
        np.array(settings["entity_steps"], dtype=np.float32),
    )


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """A model file, to be run on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
