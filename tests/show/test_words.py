"""Numbers, bounds and dates as a reader sees them."""

from __future__ import annotations

import pytest

from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Relation, Source, SourceKind, Span, Time
from stemmata.show.words import chain_words, count_words, day_words, number_words, quantity_words, time_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (6000, "6,000"),
        (0, "0"),
        (2.5, "2.5"),
        (1_700_000_000, "1.7 billion"),
        (10_000_000, "10 million"),
        (999_999, "999,999"),
        (-40, "-40"),
    ],
)
def test_numbers_are_grouped_and_never_rounded_away(value: float, words: str) -> None:
    assert number_words(value) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They could make at least 6,000 drones a year.", "at least 6,000 drones a year"),
        ("They bought up to 2,400 drones.", "up to 2,400 drones"),
        ("They lost almost 500 drones.", "almost 500 drones"),
        ("They lost hundreds of drones.", "hundreds of drones"),
        ("They fired about 30 missiles.", "about 30 missiles"),
        ("They paid $1.75 billion.", "1.75 billion USD"),
        ("It flew 600 miles.", "600 miles"),
    ],
)
def test_a_quantity_says_its_bound_and_no_more(text: str, words: str) -> None:
    (quantity,) = find_quantities(text, split_sentences(text), "en")
    assert quantity_words(quantity) == words


def made(relation: Relation, text: str, start: str | None, end: str | None) -> Time:
    return Time(Span(0, 1), text, "DATE", None, start, end, None, relation)


def test_an_open_side_of_a_time_stays_open() -> None:
    assert time_words(made(Relation.SINCE, "last fall", "2022-09-01", None)) == "since last fall (from 1 Sep 2022)"
    assert time_words(made(Relation.BY, "the end of the year", None, "2023-12-31")).endswith("(to 31 Dec 2023)")
    assert time_words(made(Relation.IN, "the coming years", None, None)) == "the coming years"
    assert day_words(None) == "undated"


def test_a_chain_keeps_the_words_of_unnamed_sources() -> None:
    chain = (
        Source(SourceKind.OUTLET, "The Harbour Post", "The Harbour Post", Span(0, 1)),
        Source(SourceKind.ANONYMOUS, None, "two officials from a\nBaltic state", Span(2, 3)),
    )
    assert chain_words(chain) == "The Harbour Post ← two officials from a Baltic state"


def test_one_is_singular() -> None:
    assert [count_words(n, "origin") for n in (0, 1, 1200)] == ["0 origins", "1 origin", "1,200 origins"]
