"""Scores of a text by windows, by networks that give every piece and by those that give the rows asked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.network import load_network, read_windows, run_session
from stemmata.annotate.tagger.piece import Pieces, cut_pieces
from stemmata.annotate.tagger.words import KINDS, LEVELS, POINTING, ROLES, Words, read_words

LABELS, LINK_SIZE = 5, 4
OF_GIVER = len(KINDS) + LEVELS
SHAPES = ((len(ROLES), 3), (LABELS,), (OF_GIVER,), (len(POINTING), LINK_SIZE), (LINK_SIZE,))
TEXT = "The harbourmaster's office, unaccountably, counted 31 transshipments. " * 40


class Session:
    """A network whose every score is the id of the piece; it counts its windows."""

    def __init__(self, *inputs: str) -> None:
        self.inputs = inputs
        self.windows = 0

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in self.inputs]

    def run(self, names: None, given: dict[str, Any]) -> list[np.ndarray]:
        assert set(given) == set(self.inputs)
        self.windows += 1
        ids = given["ids"][:, given["rows"]] if "rows" in given else given["ids"]
        return [np.broadcast_to(ids.reshape(*ids.shape, *(1 for _ in s)), (*ids.shape, *s)) for s in SHAPES]


def read(text: str) -> tuple[Words, Pieces]:
    network = load_network("en")
    assert network is not None
    sentences = split_sentences(text)
    words = read_words(text, sentences, read_grammar(text, sentences, "en"))
    return words, cut_pieces(words, network.tokenizer)


@pytest.mark.parametrize("inputs", [("ids", "features"), ("ids", "features", "rows")])
def test_a_word_has_the_scores_of_its_first_piece(inputs: tuple[str, ...]) -> None:
    words, pieces = read(TEXT)
    network = load_network("en")
    assert network is not None
    session: Any = Session(*inputs)
    sizes = (LABELS, OF_GIVER, LINK_SIZE)
    scores = read_windows(words, pieces, sizes, run_session(session, network.tokenizer, words, pieces))
    assert session.windows > 1
    assert len(words) < len(pieces)
    assert (scores.vectors.key[:, 0] == pieces.ids[pieces.first]).all()
    assert (scores.entities[:, -1] == pieces.ids[pieces.first]).all()
    assert (scores.kinds.shape, scores.levels.shape) == ((len(words), len(KINDS)), (len(words), LEVELS))


def test_a_window_that_only_goes_on_with_a_word_is_not_read() -> None:
    words, pieces = read("Port")
    network = load_network("en")
    assert network is not None
    long = Pieces(np.repeat(pieces.ids, 300), np.repeat(pieces.word, 300), pieces.first)
    session: Any = Session("ids", "features", "rows")
    sizes = (LABELS, OF_GIVER, LINK_SIZE)
    scores = read_windows(words, long, sizes, run_session(session, network.tokenizer, words, long))
    assert session.windows == 1
    assert scores.vectors.key[0, 0] == pieces.ids[0]
