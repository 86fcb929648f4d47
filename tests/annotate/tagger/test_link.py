"""Sources, contents and further givers are tied to the cues that they stand by."""

from __future__ import annotations

import numpy as np

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.decode import Run
from stemmata.annotate.tagger.link import (
    FEATURES,
    SECOND_FEATURES,
    Linked,
    LinkSettings,
    LinkVectors,
    link_runs,
    pair_features,
)
from stemmata.annotate.tagger.words import CONTENT, FURTHER, POINTING, SOURCE, Words, read_words

NEAREST = LinkSettings(
    {
        str(role): np.array([1 if n == "vectors" else -1 if n == "gap" else 0 for n in FEATURES], np.float32)
        for role in POINTING
    },
    least_source=-4.5,
    second=np.array(
        [1.0 if n == "both_quoted" else -0.5 if n == "constant" else 0.0 for n in SECOND_FEATURES], np.float32
    ),
)


def words_of(text: str) -> Words:
    sentences = split_sentences(text)
    return read_words(text, sentences, read_grammar(text, sentences, "en"))


def vectors_of(words: Words) -> LinkVectors:
    """Vectors that say nothing, in one window."""
    count = len(words)
    return LinkVectors(
        np.zeros((count, len(POINTING), 4), np.float32),
        np.zeros((1, count, 4), np.float32),
        np.arange(count),
        np.zeros(count, np.int64),
        np.zeros(1, np.int64),
    )


def run_of(words: Words, phrase: str) -> Run:
    begin = words.text.index(phrase)
    inside = [i for i, s in enumerate(words.spans) if begin <= s.start < begin + len(phrase)]
    return Run(inside[0], inside[-1] + 1, 0.9)


def link(text: str, sources: list[str], cues: list[str], contents: list[str], further: list[str] = []) -> list[Linked]:  # noqa: B006
    words = words_of(text)
    runs = [[run_of(words, phrase) for phrase in phrases] for phrases in (sources, cues, contents, further)]
    return link_runs(runs, vectors_of(words), words, NEAREST)


TWO = "The ministry said the plant had closed. The union warned that jobs would go."


def test_each_cue_takes_the_source_and_the_content_beside_it() -> None:
    first, second = link(
        TWO, ["The ministry", "The union"], ["said", "warned"], ["the plant had closed", "that jobs would go"]
    )
    assert (first.source, second.source) == (run_of(words_of(TWO), "The ministry"), run_of(words_of(TWO), "The union"))
    assert second.contents == (run_of(words_of(TWO), "that jobs would go"),)


def test_two_cues_may_share_one_source() -> None:
    text = "The ministry said the plant had closed and warned that jobs would go."
    first, second = link(text, ["The ministry"], ["said", "warned"], ["the plant had closed", "that jobs would go"])
    assert first.source == second.source == run_of(words_of(text), "The ministry")


def test_a_source_far_away_is_not_taken() -> None:
    text = "The ministry met. " + "It rained on the square all day long. " * 9 + "Sales, it was said, fell."
    (only,) = link(text, ["The ministry"], ["it was said"], ["fell"])
    assert only.source is None


def test_both_halves_of_a_broken_quotation_belong_to_one_cue_and_a_stranger_does_not() -> None:
    text = "“We lost,” she said, “and we know it.” Nobody had told the crowd that it was over."
    (only,) = link(text, ["she"], ["said"], ["“We lost,”", "“and we know it.”", "that it was over"])
    words = words_of(text)
    assert only.contents == (run_of(words, "“We lost,”"), run_of(words, "“and we know it.”"))


def test_a_further_giver_goes_to_the_cue_it_stands_by() -> None:
    text = "The Courier reported, citing two aides, that he had left."
    (only,) = link(text, ["The Courier"], ["reported"], ["that he had left"], ["two aides"])
    assert only.further == (run_of(words_of(text), "two aides"),)


def test_spans_without_a_cue_make_nothing() -> None:
    assert link(TWO, ["The ministry"], [], ["the plant had closed"]) == []


def test_a_pair_that_no_window_holds_has_no_score() -> None:
    words = words_of(TWO)
    whole = vectors_of(words)
    apart = LinkVectors(
        whole.query,
        np.zeros((2, 7, 4), np.float32),
        whole.place,
        np.array([0] * 7 + [1] * (len(words) - 7)),
        np.array([0, 7]),
    )
    runs = [[run_of(words, "The ministry")], [run_of(words, "said"), run_of(words, "warned")], [], []]
    scores = pair_features(SOURCE, runs[SOURCE], runs, apart, words)[:, :, 0]
    assert np.isfinite(scores[0, 0])
    assert scores[0, 1] == -np.inf
    linked = link_runs([[], runs[1], [run_of(words, "that jobs would go")], []], apart, words, NEAREST)
    assert [len(item.contents) for item in linked] == [0, 1]
    assert {CONTENT, FURTHER} < set(POINTING)
