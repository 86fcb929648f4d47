"""Mentions of entities from scores that are made up."""

from __future__ import annotations

import numpy as np

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.entity import tag_entities
from stemmata.annotate.tagger.words import Words, read_words

LABELS = ("O", "B-place", "I-place", "B-person", "I-person")
STEPS = np.zeros((5, 5), dtype=np.float32)


def words_of(text: str) -> Words:
    sentences = split_sentences(text)
    return read_words(text, sentences, read_grammar(text, sentences, "en"))


def found(text: str, likely: dict[str, dict[str, float]], steps: np.ndarray = STEPS) -> list[tuple[str, str]]:
    words = words_of(text)
    scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    scores[:, 0] = 9.0
    for number, written in enumerate(words.written):
        for label, score in likely.get(written, {}).items():
            scores[number, 0] = 0.0
            scores[number, LABELS.index(label)] = score
    return [(entity.text, entity.type) for entity in tag_entities(words, scores, LABELS, steps)]


def test_a_mention_keeps_one_type_to_its_end() -> None:
    likely = {"Lake": {"B-place": 5.0}, "Anna": {"I-place": 4.0, "I-person": 4.5}, "froze": {}}
    assert found("Then Lake Anna froze.", likely) == [("Lake Anna", "place")]


def test_no_mention_opens_in_the_middle() -> None:
    assert found("Then Anna left.", {"Anna": {"I-person": 6.0, "B-person": 5.0}}) == [("Anna", "person")]


def test_two_mentions_may_touch() -> None:
    likely = {"Anna": {"B-person": 6.0}, "Oslo": {"B-place": 6.0}}
    assert found("Anna Oslo left.", likely) == [("Anna", "person"), ("Oslo", "place")]


def test_a_step_that_the_corpus_does_not_know_costs() -> None:
    steps = STEPS.copy()
    steps[LABELS.index("B-person"), LABELS.index("B-place")] = -5.0
    likely = {"Anna": {"B-person": 6.0}, "Oslo": {"B-place": 6.0, "I-person": 4.0}}
    assert found("Anna Oslo left.", likely, steps) == [("Anna Oslo", "person")]


def test_a_text_without_words_has_no_mention() -> None:
    words = words_of("")
    assert list(tag_entities(words, np.zeros((0, 5), dtype=np.float32), LABELS, STEPS)) == []
