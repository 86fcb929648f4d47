"""Constructions of real reports: whose deed a number is, when "it" and "the company" name somebody, what a bound is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.claim.told import read


def only(text: str) -> Any:
    claims = [claim for claim in read(text) if claim.quantity is not None]
    assert len(claims) == 1, claims
    return claims[0]


def parties(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.quantity.text, c.actor, c.counterpart) for c in read(text) if c.quantity is not None]


def test_a_bound_is_no_part_of_the_verb() -> None:
    claim = only("North Korea has sent over 40,000 artillery shells to Russia.")
    assert (claim.quantity.text, claim.quantity.low, claim.measure) == ("over 40,000", 40000, "delivered")


def test_claims_to_have_done_is_told_as_done() -> None:
    claim = only("The Ukrainian military claims to have shot down 14 of the 17 drones.")
    assert (claim.measure, claim.modality.value, claim.quantity.low) == ("intercepted", "asserted", 14)
    assert only("The army plans to send 12 tanks to Ukraine.").modality.value == "plans"


def test_a_preposition_of_a_relative_clause_is_not_the_main_verbs() -> None:
    claim = only("Pyongyang sent dozens of ballistic missiles that Moscow's troops fire against Ukraine.")
    assert (claim.measure, claim.actor) == ("delivered", "north-korea")


def test_who_takes_delivery_receives() -> None:
    claim = only("Belgium has taken delivery of four F-35 jets from Lockheed Martin.")
    assert (claim.measure, claim.actor, claim.counterpart) == ("received", "belgium", "lockheed-martin")


def test_a_calibre_behind_a_count_is_no_part_of_the_number() -> None:
    claim = only("Germany has so far supplied Ukraine with 14 155mm howitzers.")
    assert (claim.quantity.low, claim.actor, claim.counterpart) == (14, "germany", "ukraine")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Poland bought 10,000 rounds for its Leopard tanks.", "round"),
        ("The works made 6,000 rounds of artillery ammunition in May.", "artillery-shell"),
        ("Seoul sent artillery shells. About 8,000 rounds have been handed over.", "artillery-shell"),
    ],
)
def test_rounds_are_ammunition(text: str, item: str) -> None:
    assert only(text).item == item


def test_what_is_listed_beside_a_thing_is_another_one() -> None:
    items = [c.item for c in read("Poland bought 40 tanks and 9,000 rounds for them.") if c.quantity is not None]
    assert items == ["tank", "round"]
    assert [(q, a) for q, a, _ in parties("Russia lost 22 tanks and 10 pieces.")] == [("22", "russia")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Poland signed a contract for 98 K2 tanks from Hyundai Rotem and 64 K9 howitzers from Hanwha Aerospace.",
            [("98", "poland", "hyundai-rotem"), ("64", "poland", "hanwha-aerospace")],
        ),
        (
            "Poland signed a contract for 98 K2 tanks from Hyundai Rotem and 48 jets from a firm in Busan.",
            [("98", "poland", "hyundai-rotem"), ("48", "poland", None)],
        ),
        (
            "Germany sent 40 tanks to Kyiv and 20 howitzers to Vilnius.",
            [("40", "germany", "ukraine"), ("20", "germany", "lithuania")],
        ),
        (
            "Poland ordered 40 tanks and 20 howitzers from South Korea.",
            [("40", "poland", "south-korea"), ("20", "poland", "south-korea")],
        ),
        ("Sweden gave 14 howitzers made in Norway to Ukraine.", [("14", "sweden", "ukraine")]),
    ],
)
def test_each_number_has_its_own_other_side(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rheinmetall said that the company had delivered 22 howitzers.", "rheinmetall"),
        ("Rheinmetall AG, a German arms maker, said it had delivered 22 howitzers.", "rheinmetall"),
        ("Rheinmetall and KNDS said that the company had delivered 22 howitzers.", None),
        ("A company delivered 22 howitzers, Rheinmetall said.", None),
        ("The Ukrainian air force said its fighters had shot down nine drones.", "ukraine-air-force"),
        ("Nine drones were shot down by mobile groups of the Defence Forces of Ukraine.", "ukraine"),
        ("Mali's junta received 11 armoured vehicles from Russia.", "mali"),
        ("Taiwan took delivery of tanks in December. It has ordered 108 of them.", "taiwan"),
        ("Russia fired 40 missiles, Ukraine said. It shot down 30 of them.", None),
        ("Russia opened a drone factory in Yelabuga. It makes 300 drones a month.", None),
    ],
)
def test_who_is_meant_by_a_role_or_a_pronoun(text: str, actor: str | None) -> None:
    claim = [c for c in read(text) if c.quantity is not None][-1]
    assert claim.actor == actor


def test_whom_a_pronoun_means_stands_in_the_evidence() -> None:
    claim = [c for c in read("Rheinmetall can make 700 howitzers a year. In 2021 it made 70.") if c.quantity][-1]
    assert claim.actor == "rheinmetall"
    assert "Rheinmetall" in claim.evidence.quote


def test_whoever_is_accused_acts_and_not_who_accuses() -> None:
    text = "Berlin imposed new sanctions as Washington continues to accuse Tehran of supplying drones to Russia."
    claim = next(c for c in read(text) if c.measure == "delivered")
    assert (claim.actor, claim.counterpart) == ("iran", "russia")


def test_a_plan_beside_what_is_told_stays_a_plan() -> None:
    told, planned = read("Monthly production of drones has risen to 100, with plans to reach 500.")
    assert told.quantity is not None and planned.quantity is not None
    assert (told.measure, told.quantity.per, told.modality.value) == ("produced", "month", "asserted")
    assert (planned.measure, planned.quantity.low, planned.modality.value) == ("plan", 500, "plans")


def test_a_plan_has_not_the_time_of_what_is_told_before_it() -> None:
    text = "Output has risen to 100 drones a month as of January 2023, with plans to reach 500 drones a month."
    planned = [claim for claim in read(text) if claim.measure == "plan"]
    assert [(claim.quantity and claim.quantity.low, claim.time) for claim in planned] == [(500, None)]


def test_an_aim_keeps_the_rate() -> None:
    claim = read("Baykar builds 200 TB2s a year and intends to reach 500.")[-1]
    assert claim.quantity is not None and (claim.quantity.low, claim.quantity.per) == (500, "year")


def test_leaning_toward_is_no_deed() -> None:
    assert only("Officials were leaning toward sending four HIMARS launchers to Kyiv.").modality.value == "intends"


def test_one_of_several_places_is_no_place() -> None:
    assert only("Ukraine shot down 28 drones in Odesa, Kherson and Sumy regions.").place is None
    assert only("Ukraine shot down 28 drones in Odesa region.").place is not None


def test_who_orders_tells_nothing_by_it() -> None:
    assert all(not claim.chain for claim in read("Poland ordered 40 tanks and 20 howitzers from South Korea."))
