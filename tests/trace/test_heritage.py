"""Slips that pages share, make and do not have: what tells of descent where nobody is named."""

from __future__ import annotations

import numpy as np
import pytest

from stemmata.trace.heritage import Heritage, read_heritage
from stemmata.trace.slip import find_slips
from stemmata.trace.wordprint import read_words

FIRST = "At the yard in Karelova the crane on berth 11 put 310 crates aboard, as Pavel Sokolov had ordered."
SLIPPED = "The yard in Karelova put 301 crates aboard by the crane on berth 11; Pavel Sokoloff had ordered it."
COPY = "Pavel Sokoloff ordered the crane on berth 11 in Karelova to put 301 crates aboard."
FAITHFUL = "Pavel Sokolov ordered the crane on berth 11 in Karelova to put 310 crates aboard."


def slips(*texts: str) -> frozenset[tuple[str, str]]:
    return find_slips([read_words(text).facts for text in texts], texts)


def heritage(*texts: str) -> Heritage:
    """That of pages which came out in this order."""
    return read_heritage([read_words(text).facts for text in texts], texts, np.triu(np.ones((len(texts),) * 2) > 0, 1))


@pytest.mark.parametrize(
    ("one", "two"),
    [("310 crates", "301 crates"), ("berth 117", "berth 177"), ("40 tanks", "41 tanks"), ("30 tanks", "40 tanks")],
)
def test_numbers_of_one_thing_with_a_digit_gone_wrong_are_slips(one: str, two: str) -> None:
    first, second = sorted(word for text in (one, two) for word in text.split() if word.isdigit())
    assert slips(f"They saw {one} there.", f"There were {two} there.") == {(first, second)}


def test_numbers_of_two_things_are_no_slips() -> None:
    assert slips("They saw 310 crates.", "It took 301 hours.") == frozenset()
    assert slips("They saw 310 crates. Days went by.", "It was 301 of those days.") == frozenset()


def test_numbers_far_from_one_another_are_no_slips() -> None:
    assert slips("They saw 310 crates.", "They saw 452 crates.", "They saw 12 crates.") == frozenset()


def test_names_spelled_in_two_ways_are_slips_and_other_names_are_not() -> None:
    assert slips("He saw Sokolov.", "He saw Sokoloff.") == {("sokoloff", "sokolov")}
    assert slips("It left for Makhachkala.", "It left for Machachkala.") == {("machachkala", "makhachkala")}
    assert slips("He saw Petrov.", "He saw Sokolov.", "It lies in Minsk.", "It lies in Omsk.") == frozenset()


def test_forms_of_one_name_are_no_slips() -> None:
    assert (
        slips("It came from Russia.", "A Russian ship.", "It was Russia's.", "They met Shahed.", "They met Shaheds.")
        == frozenset()
    )
    assert slips("It was Ukraine.", "A Ukrainian ship.") == frozenset()


def test_who_shares_a_slip_has_it_from_who_made_it() -> None:
    found = heritage(FIRST, SLIPPED, COPY)
    assert found.inherited[1, 2] > 0 == found.inherited[0, 2]
    assert found.otherwise[1, 2] == 0
    assert found.otherwise[0, 2] == 2  # has 310 and Sokolov where an earlier page has them as this one does


def test_who_slips_is_told_from_who_has_it_from_elsewhere() -> None:
    found = heritage(FIRST, SLIPPED)
    assert found.slips[0, 1] == 2
    assert found.otherwise[0, 1] == 0


def test_who_has_it_right_does_not_have_it_from_who_slipped() -> None:
    found = heritage(FIRST, SLIPPED, FAITHFUL)
    assert found.otherwise[1, 2] == 2
    assert found.otherwise[0, 2] == 0
    assert found.unexplained[2] == 0


def test_what_two_pages_tell_and_neither_alone_is_explained_by_no_one_page() -> None:
    found = heritage(
        "They met Anton Brusk in Telc.", "They met Irma Holub in Lomnice.", "Both Anton Brusk and Irma Holub."
    )
    assert found.unexplained[2] == 2
    assert found.unexplained[0] == 0  # nobody came before


def test_many_numbers_that_are_all_alike_tell_nothing_and_take_no_time() -> None:
    texts = [f"They saw {number} crates there." for number in range(1000, 3000)]
    assert len(slips(*texts)) < 40 * len(texts)
    assert slips("9" * 5000 + " crates", "9" * 4999 + "8 crates") == frozenset()
