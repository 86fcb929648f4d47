"""Sources, contents and further givers are tied to the cues that they stand by."""

from __future__ import annotations

import numpy as np
import pytest

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger import link as link_module
from stemmata.annotate.tagger.decode import Run
from stemmata.annotate.tagger.judge import JUDGE_FEATURES
from stemmata.annotate.tagger.link import (
    FEATURES,
    Linked,
    LinkSettings,
    LinkVectors,
    keep_sure,
    link_runs,
    pair_features,
)
from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.second import SECOND_FEATURES
from stemmata.annotate.tagger.words import CONTENT, CUE, FURTHER, POINTING, SOURCE, Words, read_words

NEAREST = LinkSettings(
    {
        str(role): np.array([1 if n == "vectors" else -1 if n == "gap" else 0 for n in FEATURES], np.float32)
        for role in POINTING
    },
    least_source=-4.5,
    second=np.array(
        [1.0 if n == "both_quoted" else -0.5 if n == "constant" else 0.0 for n in SECOND_FEATURES], np.float32
    ),
    judge=np.array([4.0 if n == "constant" else -8.0 if n == "no_source" else 0.0 for n in JUDGE_FEATURES], np.float32),
    least_chance=0.5,
)


def words_of(text: str) -> Words:
    sentences = split_sentences(text)
    return read_words(text, sentences, read_grammar(text, sentences, "en"))


def vectors_of(words: Words) -> LinkVectors:
    """Vectors that say nothing."""
    count = len(words)
    query, key = np.zeros((count, len(POINTING), 4), np.float32), np.zeros((count, 4), np.float32)
    return LinkVectors(query, key, np.arange(count))


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


def test_a_pair_too_far_apart_has_no_score() -> None:
    words = words_of(TWO)
    near = vectors_of(words)
    apart = LinkVectors(near.query, near.key, np.array([0] * 7 + [WINDOW] * (len(words) - 7)))
    runs = [[run_of(words, "The ministry")], [run_of(words, "said"), run_of(words, "warned")], [], []]
    scores = pair_features(SOURCE, runs[SOURCE], runs, apart, words)[:, :, 0]
    assert np.isfinite(scores[0, 0])
    assert scores[0, 1] == -np.inf
    linked = link_runs([[], runs[1], [run_of(words, "that jobs would go")], []], apart, words, NEAREST)
    assert [item.cue for item in linked] == [run_of(words, "warned")]
    assert {CONTENT, FURTHER} < set(POINTING)


def test_a_long_text_is_linked_in_blocks_as_it_is_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join([TWO] * 20)
    words = words_of(text)
    begins = [start * len(words) // 20 for start in range(20)]
    first = words_of(TWO)
    named: tuple[list[str], ...] = (
        ["The ministry"],
        ["said", "warned"],
        ["the plant had closed", "that jobs would go"],
        [],
    )
    runs = [
        [Run(begin + run.first, begin + run.last, 0.9) for begin in begins for run in (run_of(first, t) for t in texts)]
        for texts in (named[SOURCE], named[CUE], named[CONTENT], named[FURTHER])
    ]
    near = vectors_of(words)
    spread = LinkVectors(near.query, near.key, np.arange(len(words)) * 9)  # no sentence reaches the next but one
    at_once = link_runs(runs, spread, words, NEAREST)
    monkeypatch.setattr(link_module, "_BLOCK", 3)
    in_blocks = link_runs(runs, spread, words, NEAREST)
    assert [(item.cue, item.source, item.contents) for item in in_blocks] == [
        (item.cue, item.source, item.contents) for item in at_once
    ]
    assert [item.confidence for item in in_blocks] == pytest.approx([item.confidence for item in at_once])
    assert len(at_once) == 40


def test_only_what_is_likely_enough_is_kept() -> None:
    linked = link(TWO, ["The ministry"], ["said"], ["the plant had closed"])
    unsure = link(TWO, [], ["warned"], ["that jobs would go"])
    assert keep_sure([*linked, *unsure], NEAREST) == linked
    assert 0 < unsure[0].confidence < NEAREST.least_chance < linked[0].confidence < 1
