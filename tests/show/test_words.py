"""Numbers, bounds and dates as a reader sees them."""

from __future__ import annotations

from datetime import date

import pytest

from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times
from stemmata.model import Source, SourceKind, Span
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


def read(text: str) -> str:
    (time,) = find_times(text, split_sentences(text), date(2023, 2, 5), "en")
    return time_words(time, text)


def test_a_time_keeps_its_own_words_and_its_open_side() -> None:
    assert read("They fell since last fall.") == "since last fall (from 1 Sep 2022)"
    assert read("It opens by the end of the year.") == "by the end of the year (to 31 Dec 2023)"
    assert read("It opens in the coming years.") == "the coming years (from 5 Feb 2023)"
    assert read("It opened before 3 May 2022.") == "before 3 May 2022 (to 2 May 2022)"
    assert day_words(None) == "undated"


def test_a_chain_keeps_the_words_of_unnamed_sources() -> None:
    chain = (
        Source(SourceKind.OUTLET, "The Harbour Post", "The Harbour Post", Span(0, 1)),
        Source(SourceKind.ANONYMOUS, None, "two officials from a\nBaltic state", Span(2, 3)),
    )
    assert chain_words(chain) == "The Harbour Post ← two officials from a Baltic state"


def test_one_is_singular() -> None:
    assert [count_words(n, "origin") for n in (0, 1, 1200)] == ["0 origins", "1 origin", "1,200 origins"]
