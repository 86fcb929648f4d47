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
        ("Reuters reported that Tehran said its forces had shot down nine drones.", "iran"),
        ("Rheinmetall has announced plans to make 40,000 artillery shells a year.", "rheinmetall"),
        ("Rheinmetall has announced Poland's plans to make 40,000 artillery shells a year.", None),
        ('"We have shot down nine drones," a Ukrainian commander said.', "ukraine"),
        ("Berlin and its allies accused Iran of sending Russia 40 drones.", "iran"),
        ("Lockheed Martin will invest, aiming to lift its annual output of missiles to 2,000.", "lockheed-martin"),
        ("India signed an agreement with France to buy 36 Rafale jets.", "india"),
        ("Sirens sounded in Israel on Saturday as Iran launched a barrage of more than 300 drones.", "iran"),
        ("More than 200 Russian tanks had either been destroyed or captured.", "russia"),
        ("Baykar makes drones that cost $5 million each, and it turns out eight of them a month.", "baykar"),
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
    assert told.quantity is not None
    assert planned.quantity is not None
    assert (told.measure, told.quantity.per, told.modality.value) == ("produced", "month", "asserted")
    assert (planned.measure, planned.quantity.low, planned.modality.value) == ("plan", 500, "plans")


def test_a_plan_has_not_the_time_of_what_is_told_before_it() -> None:
    text = "Output has risen to 100 drones a month as of January 2023, with plans to reach 500 drones a month."
    planned = [claim for claim in read(text) if claim.measure == "plan"]
    assert [(claim.quantity and claim.quantity.low, claim.time) for claim in planned] == [(500, None)]


def test_an_aim_keeps_the_rate() -> None:
    claim = read("Baykar builds 200 TB2s a year and intends to reach 500.")[-1]
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.per) == (500, "year")


def test_leaning_toward_is_no_deed() -> None:
    assert only("Officials were leaning toward sending four HIMARS launchers to Kyiv.").modality.value == "intends"


def test_one_of_several_places_is_no_place() -> None:
    assert only("Ukraine shot down 28 drones in Odesa, Kherson and Sumy regions.").place is None
    assert only("Ukraine shot down 28 drones in Odesa region.").place is not None


def test_who_orders_tells_nothing_by_it() -> None:
    assert all(not claim.chain for claim in read("Poland ordered 40 tanks and 20 howitzers from South Korea."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korea shipped 6,700 containers to Russia with artillery shells.",
            [("delivered", "6,700", "container")],
        ),
        (
            "The number of shells delivered to Kyiv has exceeded 2 million.",
            [("delivered", "exceeded 2 million", "artillery-shell")],
        ),
        (
            "A contract was signed for the delivery of 98 K2 tanks by May, and of 64 K9 howitzers.",
            [("order", "98", "k2-tank"), ("order", "64", "k9")],
        ),
        ("The first are part of the 48 K2 tanks that Poland agreed to buy.", [("order", "48", "k2-tank")]),
        (
            "The troops received 54 new and 14 repaired tanks.",
            [("received", "54", "tank"), ("received", "14", "tank")],
        ),
        (
            "The plant will make about 20,000 artillery shells a year and up to 40 howitzers.",
            [("plan", "about 20,000", "artillery-shell"), ("plan", "up to 40", "howitzer")],
        ),
        (
            "The price of a Shahed drone fell from $200,000 in 2022 to $70,000.",
            [("price", "$200,000", "shahed"), ("price", "$70,000", "shahed")],
        ),
        ("The contract was signed in June and covers 12 howitzers.", [("order", "12", "howitzer")]),
        ("The package includes 12 Leopard tanks for Kyiv.", [("delivered", "12", "leopard")]),
        (
            "Output of howitzers has more than doubled to 40 a month.",
            [("produced", "40", "howitzer")],
        ),
        (
            "Ten K2 tanks from South Korea were unloaded at the port of Gdynia.",
            [("delivered", "Ten", "k2-tank")],
        ),
        (
            "He named no number of drones to be bought, but the German army handed over 14 howitzers to Kyiv.",
            [("delivered", "14", "howitzer")],
        ),
    ],
)
def test_numbers_that_stand_in_odd_places(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(c.measure, c.quantity.text, c.item) for c in read(text) if c.quantity is not None]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "The tanker M/V Number 9 was hit by a missile.",  # the figure belongs to the name
        "The load capacity of the train is 4,000 rounds, an army official said of the artillery shells.",
        "The raid destroyed $16 million worth of drone parts.",  # no deal
    ],
)
def test_a_number_that_counts_nothing(text: str) -> None:
    assert [claim for claim in read(text) if claim.quantity is not None] == []


def test_who_designates_is_not_where_the_firms_are_from() -> None:
    text = "The measures come after the US Treasury designated five companies from China for work on Iran's drones."
    claim = next(c for c in read(text) if c.measure == "designation")
    assert (claim.actor, claim.place) == ("us-treasury", None)


def test_a_deal_is_signed_where_nothing_is_delivered_yet() -> None:
    claim = read("France signed a deal in Warsaw on Thursday to sell 52 howitzers to the Czech army.")[0]
    assert (claim.place, claim.time) == (None, None)


def test_where_a_ship_is_is_not_where_the_drones_came_from() -> None:
    claims = read("A US destroyer operating in the Red Sea shot down 14 drones launched from Yemen.")
    assert [claim.place for claim in claims if claim.measure == "launched"] != ["red-sea"]


def test_the_day_of_a_deal_is_not_that_of_a_plan() -> None:
    text = "Friday's deal is a cut from the 126 Rafale jets that India once planned to buy."
    assert [(c.measure, c.time) for c in read(text) if c.quantity is not None] in ([], [("order", None)])


def test_a_thing_is_not_whom_he_means() -> None:
    text = "The making of Shahed drones in Russia has reached 200 a month. He said that the army has 40 of them."
    assert all(source.name != "The making of Shahed drones in Russia" for c in read(text) for source in c.chain)


def test_how_long_a_thing_takes_is_not_when_it_is() -> None:
    text = "Construction of the plant will take 12 months, with a capacity of 50,000 artillery shells a year."
    assert [claim.time for claim in read(text) if claim.measure == "capacity"] == [None]


def test_a_total_in_somebodys_hands_is_not_what_was_delivered() -> None:
    text = "Hyundai Rotem delivered three K2 tanks to Poland. That raised the number of tanks in the Polish army to 31."
    assert [c.quantity.low for c in read(text) if c.measure == "delivered" and c.quantity is not None] == [3]


def test_guns_stand_for_no_drones() -> None:
    assert [c.item for c in read("Germany praised the drones. It handed over 14 guns to Kyiv.") if c.quantity] != [
        "uav"
    ]
    claims = read("Germany bought howitzers in May. It handed over 14 guns to Kyiv.")
    assert [c.item for c in claims if c.quantity is not None] == ["howitzer"]


def test_what_is_provided_stands_under_no_condition() -> None:
    claim = next(c for c in read("Ukraine will be provided with 40 howitzers.") if c.measure == "delivered")
    assert claim.modality.value == "plans"
    assert only("Kyiv will get 40 howitzers provided that it pays.").modality.value == "conditional"


def test_a_deal_of_supplying_is_still_to_come() -> None:
    assert only("The firm signed a deal of supplying 180 K2 tanks to Poland.").modality.value == "plans"


@pytest.mark.parametrize(
    "text",
    [
        "The minister said at a press conference that 40 tanks will be delivered to Kyiv.",
        "Boris Pistorius said in an interview with a newspaper that 40 tanks would be delivered to Kyiv.",
        "The minister told reporters at a meeting in Brussels that 40 tanks will be delivered to Kyiv.",
    ],
)
def test_where_it_was_said_does_not_cut_off_what_was_said(text: str) -> None:
    claims = [c for c in read(text) if c.quantity is not None]
    assert [(c.measure, c.modality.value, c.counterpart, c.place) for c in claims] == [
        ("delivered", "plans", "ukraine", None)
    ]
