"""Where a span could end, and which end its weights prefer."""

from __future__ import annotations

import numpy as np

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.decode import Run
from stemmata.annotate.tagger.ends import END_FEATURES, ENDED, mend_ends, possible_ends, view_ends
from stemmata.annotate.tagger.words import BEGIN, CONTENT, FURTHER, INSIDE, OUTSIDE, ROLES, Words, read_words

TEXT = "The mayor said the bridge was safe, which few believed. Nobody crossed it."


def words_of(text: str) -> Words:
    sentences = split_sentences(text)
    return read_words(text, sentences, read_grammar(text, sentences, "en"))


def run_of(words: Words, phrase: str) -> Run:
    begin = words.text.index(phrase)
    inside = [i for i, s in enumerate(words.spans) if begin <= s.start < begin + len(phrase)]
    return Run(inside[0], inside[-1] + 1, 0.9)


def scores_of(words: Words, content: Run, odds: float) -> np.ndarray:
    """Scores by which the words of one content are in it, by the given log odds, and all others are not."""
    scores = np.zeros((len(words), len(ROLES), 3), np.float32)
    scores[:, :, OUTSIDE] = odds
    scores[content.first : content.last, CONTENT] = 0
    scores[content.first : content.last, CONTENT, INSIDE] = odds
    scores[content.first, CONTENT, BEGIN] = 2 * odds
    return scores


def mend(text: str, phrase: str, **weights: float) -> str:
    words = words_of(text)
    run = run_of(words, phrase)
    wanted = np.array([weights.get(name, 0.0) for name in END_FEATURES], np.float32)
    runs = [[], [], [run], []]
    mended = mend_ends(runs, scores_of(words, run, 1.5), words, {str(role): wanted for role in ENDED})
    only = mended[CONTENT][0]
    return text[words.spans[only.first].start : words.spans[only.last - 1].end]


def test_an_end_stays_where_nothing_speaks_against_it() -> None:
    assert mend(TEXT, "the bridge was safe, which few believed", own=1.0) == "the bridge was safe, which few believed"


def test_a_content_ends_before_an_aside_where_the_weights_say_so() -> None:
    found = mend(TEXT, "the bridge was safe, which few believed", own=1.0, behind_comma_asides=3.0)
    assert found == "the bridge was safe"


def test_a_content_is_drawn_out_to_the_end_of_its_sentence() -> None:
    found = mend(TEXT, "the bridge was safe", before_sentence_end=3.0, labels=0.1)
    assert found == "the bridge was safe, which few believed"


def test_a_span_cannot_end_behind_the_next_of_its_role_nor_behind_the_text() -> None:
    words = words_of(TEXT)
    one, other = run_of(words, "the bridge"), run_of(words, "which few believed")
    view = view_ends(scores_of(words, one, 0.1), [[], [], [one, other], []], words)
    first, second = possible_ends(CONTENT, [one, other], view)
    assert first.min() > one.first
    assert first.max() <= other.first
    assert one.last in first
    assert second.max() <= len(words)


def test_an_end_that_the_labels_speak_strongly_against_is_not_possible() -> None:
    words = words_of(TEXT)
    run = run_of(words, "the bridge was safe")
    view = view_ends(scores_of(words, run, 30.0), [[], [], [run], []], words)
    assert possible_ends(CONTENT, [run], view)[0].tolist() == [run.last]


def test_no_span_ends_within_a_hyphenated_word() -> None:
    text = "Diplomats from a US-allied country-in-exile said so."
    assert mend(text, "Diplomats from a US-allied", next_dash=9.0, own=1.0) == "Diplomats from a US-allied"
    assert mend(text, "Diplomats from a US", own=9.0, labels=0.1) == "Diplomats from a US-allied"


def test_a_role_whose_ends_are_not_weighed_does_not_break_a_hyphenated_word_either() -> None:
    text = "Diplomats from a US-allied country said so."
    words = words_of(text)
    run = run_of(words, "Diplomats from a US")
    none = np.zeros(len(END_FEATURES), np.float32)
    mended = mend_ends([[], [], [], [run]], scores_of(words, run, 1.5), words, {str(role): none for role in ENDED})
    assert mended[FURTHER] == [run_of(words, "Diplomats from a US-allied")]
