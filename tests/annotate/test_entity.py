"""Names that the pack knows, found in a text."""

from __future__ import annotations

import pytest

from stemmata.annotate.entity import find_entities
from stemmata.annotate.sentence import split_sentences
from stemmata.packs import load_pack


def found(text: str) -> list[str]:
    return [entity.text for entity in find_entities(text, split_sentences(text), load_pack(), "en") if entity.entity]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("The depot was bombed twice that night.", ["depot"]),
        ("Bombing the depot changed little.", ["depot"]),
        ("Two bombs and several shells hit the yard.", ["bombs", "shells"]),
        ("The minister rounded on his critics.", []),
        ("They bought 300 rounds of mortar ammunition.", ["ammunition"]),
    ],
)
def test_an_item_is_named_by_a_noun_and_not_by_the_verb_that_is_written_like_it(text: str, items: list[str]) -> None:
    names = found(text)
    assert all(any(item in name for name in names) for item in items)
    assert not {"bombed", "Bombing", "rounded"} & set(names)


@pytest.mark.parametrize(
    ("text", "ships"),
    [
        ("HMS Thetis sailed on Monday.", ["HMS Thetis"]),
        ("The USS John B. Harrow, a destroyer, left.", ["USS John B. Harrow"]),
        ("The crew of FS Duc de Rohan rested.", ["FS Duc de Rohan"]),
        ("HMS in capitals names no ship.", []),
        ("They boarded USNS Paris in Bergen.", ["USNS Paris"]),
    ],
)
def test_a_ship_is_named_by_the_prefix_before_its_name(text: str, ships: list[str]) -> None:
    entities = find_entities(text, split_sentences(text), load_pack(), "en")
    assert [e.text for e in entities if e.entity == "vessel"] == ships
    assert not {"Paris"} & {e.text for e in entities}
