"""Which place belongs to which number, and which names of places are those of something else."""

from __future__ import annotations

import pytest

from tests.claim.told import read


def places(text: str) -> list[tuple[str, str | None]]:
    return [(c.quantity.text, c.place) for c in read(text) if c.quantity is not None]


def test_each_number_of_a_list_has_the_place_behind_it() -> None:
    text = (
        "Fourteen drones were downed over Kursk region, five over Belgorod region and another two over Bryansk region."
    )
    assert places(text) == [("Fourteen", "kursk-region"), ("five", "belgorod-region"), ("two", "bryansk-region")]


def test_numbers_without_a_place_between_share_the_one_behind() -> None:
    assert places("They destroyed 40 drones and 12 missiles in Kursk region.") == [
        ("40", "kursk-region"),
        ("12", "kursk-region"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Before the war in Ukraine the plant could make 300 shells a month.",
        "Since the invasion of Ukraine the army has received 40 tanks.",
    ],
)
def test_the_place_of_a_war_is_not_that_of_the_count(text: str) -> None:
    assert [place for _, place in places(text)] == [None]
