"""What the words for an unnamed source say, and when two wordings cannot mean the same people."""

from __future__ import annotations

import pytest

from stemmata.claim.anonymity import read_anonymity
from stemmata.model import Anonymity
from stemmata.packs import load_pack

PACK = load_pack()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("two senior Ukrainian officials", Anonymity(2, "senior", ("ukraine",))),
        ("an official from a country allied with Iran", Anonymity(1, None, ("iran",), True)),
        ("people familiar with the matter", Anonymity(None, "familiar")),
        ("several diplomats", Anonymity(None, "diplomat")),
        ("at least three soldiers", Anonymity(None, None)),
        ("U.S. intelligence officials", Anonymity(None, "intelligence", ("united-states",))),
        ("sources", Anonymity()),
        ("", Anonymity()),
    ],
)
def test_count_level_and_side_are_those_of_the_words(words: str, wanted: Anonymity) -> None:
    found = read_anonymity(words, PACK, "en")
    assert (found.count, found.level, found.is_ally) == (wanted.count, wanted.level, wanted.is_ally)
    assert [PACK.actors[s].name.lower().replace(" ", "-") for s in found.side] == list(wanted.side)


def test_an_ally_of_a_state_is_not_that_state() -> None:
    ally = read_anonymity("officials from a country aligned with Poland", PACK, "en")
    own = read_anonymity("Polish officials", PACK, "en")
    assert ally.contradicts(own)
    assert not own.contradicts(read_anonymity("officials", PACK, "en"))
