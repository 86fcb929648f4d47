"""Which number belongs to which measure, who acts, and what stays unbound: whole sentences, one construction each."""

from __future__ import annotations

from typing import Any

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document, Modality
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> list[Claim]:
    document = Document("d", "0" * 64, text, "en", published="2024-05-14", outlet="Courier")
    return [c for c in find_claims(document, annotate(document, PACK), PACK).claims if c.quantity is not None]


def brief(claim: Claim) -> tuple[Any, ...]:
    assert claim.quantity is not None
    return claim.measure, claim.quantity.text, claim.item


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of the 71 drones, 60 were shot down and eight lost from radar.",
            [("intercepted", "60", "uav"), ("lost_ew", "eight", "uav")],
        ),
        (
            "Russia launched 71 drones, of which 60 were shot down, while three hit a power station.",
            [("launched", "71", "uav"), ("intercepted", "60", "uav"), ("hit", "three", "uav")],
        ),
        ("A total of 136 drones were launched from the south.", [("launched", "136", "uav")]),
        ("The 36 captured tanks were shown in the square.", [("captured", "36", "tank")]),
        ("Russia made up to 6,000 drones in 2023.", [("produced", "up to 6,000", "uav")]),
        (
            "Two of the five missiles fired at the port hit a warehouse.",
            [("launched", "five", "missile"), ("hit", "Two", "missile")],
        ),
        ("Russia attacked with 36 drones on Monday.", [("launched", "36", "uav")]),
        ("The port was attacked by 36 drones overnight.", [("launched", "36", "uav")]),
        ("Tehran has provided Moscow with 400 drones.", [("delivered", "400", "uav")]),
        ("The delivery of the first batch of 40 drones was late.", [("delivered", "40", "uav")]),
        ("The losses of the brigade reached 40 tanks.", [("lost", "40", "tank")]),
        ("Its stockpile of Kalibr missiles fell to 200.", [("stock", "200", "kalibr")]),
        ("Only 20 Kalibr missiles remain.", [("stock", "20", "kalibr")]),
        ("The company has 12 jets on order.", [("order", "12", "fighter")]),
        (
            "Poland signed a contract for 180 K2 tanks worth $3.4 billion.",
            [("order", "180", "k2-tank"), ("contract_value", "$3.4 billion", "k2-tank")],
        ),
        (
            "India bought 26 Rafale fighters for 630 billion rupees.",
            [("order", "26", "rafale"), ("contract_value", "630 billion rupees", "rafale")],
        ),
        ("The $1.7 billion drone deal was signed in May.", [("contract_value", "$1.7 billion", "uav")]),
        ("The Shahed drones, which cost about $20,000 each, are light.", [("price", "about $20,000", "shahed")]),
        (
            "The plant has a capacity of 6,000 drones a year but turned out only 300 a month.",
            [("capacity", "6,000", "uav"), ("produced", "300", "uav")],
        ),
        (
            "Russia lost 12 aircraft, including four Su-34 bombers.",
            [("lost", "12", "aircraft"), ("lost", "four", "su-34")],
        ),
        (
            "Air defence destroyed: 15 Kh-101, 3 Kalibr.",
            [("intercepted", "15", "kh-101"), ("intercepted", "3", "kalibr")],
        ),
        ("The number of drones delivered to Russia has reached 1,700.", [("delivered", "1,700", "uav")]),
        ("The drone carries a warhead of 50 kg.", [("attribute", "50 kg", "uav")]),
    ],
)
def test_a_number_belongs_to_what_its_clause_counts(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [brief(c) for c in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Iran exported drones to 12 countries.",
        "The drones were shown to 40 visitors, and the plant covers 12 hectares.",
        "Did Warsaw buy 360 more K2 tanks?",
        "Fifty people were shot in the street near the tank museum.",
        "At least 20 drones were seen over the town.",
        "Russia fired twice as many missiles as last summer.",
    ],
)
def test_a_number_that_nothing_holds_stays_unbound(text: str) -> None:
    assert read(text) == []


def test_a_difference_is_no_count() -> None:
    assert [brief(c) for c in read("Russia launched 300 drones, 50 more than in April.")] == [
        ("launched", "300", "uav")
    ]


def test_a_change_in_brackets_is_no_count() -> None:
    assert [brief(c) for c in read("Russian losses: tanks – 3,245 (+4); drones – 900 (+12).")] == [
        ("lost", "3,245", "tank"),
        ("lost", "900", "uav"),
    ]


def test_rows_of_a_table_have_their_measure_from_its_heading() -> None:
    text = "Russian losses since 24 February 2022:\n- tanks: 10,240 (+6)\n- cruise missiles: 3,085\nThe day was calm."
    claims = read(text)
    assert [brief(c) for c in claims] == [("lost", "10,240", "tank"), ("lost", "3,085", "cruise-missile")]
    assert {c.actor for c in claims} == {"russia"}
    assert {c.time.start for c in claims if c.time} == {"2022-02-24"}
    for claim in claims:
        assert claim.evidence.quote.startswith("Russian losses")


@pytest.mark.parametrize(
    ("text", "actor", "counterpart"),
    [
        ("Iran delivered 400 drones to Russia.", "iran", "russia"),
        ("400 drones were delivered to Russia by Iran.", "iran", "russia"),
        ("Iran gave Russia 400 drones.", "iran", "russia"),
        ("Russia received 400 drones from Iran.", "russia", "iran"),
        ("Iran's delivery of 400 drones to Russia was completed.", "iran", "russia"),
        ("Iran helped Russia to build 400 drones.", "russia", None),
        ("Ukraine destroyed 40 Russian tanks.", "russia", None),
        ("Forty Russian tanks were destroyed.", "russia", None),
        ("Ukraine said that it had shot down 40 drones.", "ukraine", None),
        ("Iran plans to send 400 drones to Russia.", "iran", "russia"),
        ("Iran and Belarus delivered 400 drones to Russia.", "belarus+iran", "russia"),
        ("The factory delivered 400 drones.", None, None),
        ("Iranian drones were launched, 40 of them.", None, None),
    ],
)
def test_who_acts_is_who_the_clause_says(text: str, actor: str | None, counterpart: str | None) -> None:
    assert {(c.actor, c.counterpart) for c in read(text)} <= {(actor, counterpart)}


def test_a_verb_that_is_left_out_has_its_own_actor() -> None:
    claims = read("Egypt bought 24 jets and Iran another 30.")
    assert [(c.actor, brief(c)) for c in claims] == [
        ("egypt", ("order", "24", "fighter")),
        ("iran", ("order", "30", "fighter")),
    ]


def test_a_noun_that_is_left_out_is_what_was_counted_before() -> None:
    first, second = read("Iran shipped 200 Fath-360 missiles in May. Another 40 were sent in June.")
    assert (first.item, second.item) == ("fath-360", "fath-360")
    assert second.evidence.quote.startswith("Iran shipped")


def test_a_noun_that_is_left_out_is_not_guessed_between_two() -> None:
    claims = read("Iran shipped 200 missiles and 90 drones in May. Another 40 were sent in June.")
    assert [brief(c) for c in claims] == [("delivered", "200", "missile"), ("delivered", "90", "uav")]


def test_a_further_number_is_of_the_kind_the_text_spoke_of() -> None:
    _, second = read("Iran shipped 200 Fath-360 missiles in May. A further 40 missiles were sent in June.")
    assert second.item == "fath-360"


def test_one_number_may_count_several_things() -> None:
    (claim,) = read("Russia launched more than 100 missiles and drones on Monday.")
    assert (claim.measure, claim.item) == ("launched", None)


@pytest.mark.parametrize(
    ("text", "measure", "time"),
    [
        ("The plant makes 90 drones a day, up from 60 in January.", "produced", None),
        ("Under a contract that was signed in 2022, the plant made 90 drones in May.", "produced", "May"),
        ("The plant has a capacity of 600 drones a year but turned out 30 last summer.", "capacity", None),
        ("In May, Russia launched 300 drones and Ukraine shot down 200.", "intercepted", "May"),
    ],
)
def test_a_time_belongs_to_its_own_clause(text: str, measure: str, time: str | None) -> None:
    (claim,) = [c for c in read(text) if c.measure == measure]
    assert (claim.time and claim.time.text) == time


def test_words_may_say_themselves_how_they_are_meant() -> None:
    (claim,) = read("Berlin promised Kyiv 100 Taurus missiles.")
    assert (claim.measure, claim.modality, claim.counterpart) == ("delivered", Modality.INTENDS, "ukraine")


def test_a_letter_of_a_name_is_no_thousand() -> None:
    (claim,) = read("Warsaw ordered 180 K2 tanks.")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.item) == (180, "k2-tank")


def test_a_number_that_the_true_one_is_set_against_is_not_claimed() -> None:
    assert [brief(c) for c in read("Russia made 300 missiles, not 500.")] == [("produced", "300", "missile")]


def test_a_share_is_one_of_what_the_measure_counts() -> None:
    assert [c.measure for c in read("About 90 percent of the missiles were intercepted.")] == ["intercepted"]
    assert not [c for c in read("Baku destroyed 90 percent of the artillery.") if c.measure == "intercepted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Twenty drones were shot down over Kursk, eight over Rostov and one over the Black Sea.",
            [("intercepted", "Twenty", "uav"), ("intercepted", "eight", "uav"), ("intercepted", "one", "uav")],
        ),
        (
            "Drones were shot down over three regions: 12 over Kursk, five over Bryansk.",
            [("intercepted", "12", "uav"), ("intercepted", "five", "uav")],
        ),
        (
            "They destroyed 42 drones over five regions.",
            [("intercepted", "42", "uav")],
        ),
        (
            "The army intercepted 80 drones and six missiles fired from Yemen.",
            [("intercepted", "80", "uav"), ("intercepted", "six", "missile")],
        ),
        (
            "So far, 49 tanks have been destroyed, 19 damaged, 30 abandoned and 26 captured by the rebels.",
            [("lost", "49", "tank"), ("lost", "19", "tank"), ("lost", "30", "tank"), ("captured", "26", "tank")],
        ),
        (
            "The army will increase its production of missiles from 566 to 1,110 a month.",
            [("plan", "1,110", "missile")],
        ),
        ("The US will double its output of shells to 24,000.", [("plan", "24,000", "artillery-shell")]),
        ("Romania operates 17 F-16 jets, with 32 more on order.", [("stock", "17", "f-16"), ("order", "32", "f-16")]),
        ("A contract was signed with Hanwha for the delivery of 180 K2 tanks.", [("order", "180", "k2-tank")]),
        ("Berlin signed an agreement for the supply of 18 Leopard 2 tanks.", [("order", "18", "leopard-2")]),
        ("A ship arrived on Wednesday, delivering to Poland five K2 tanks.", [("delivered", "five", "k2-tank")]),
        ("The contract covers the supply of 40 jets, 23 aircraft more than planned.", [("order", "40", "fighter")]),
        ("Completing the delivery of all 66 F-16 jets will be hard.", []),
        ("Taiwan, which ordered 66 F-16 jets, paid $8 billion for them.", [("order", "66", "f-16")]),
        (
            "It lost 36 aircraft, 15 ships/boats and four tanks.",
            [("lost", "36", "aircraft"), ("lost", "15", "vessel"), ("lost", "four", "tank")],
        ),
        ("The plant is to make and supply 40 drones to Russia.", [("delivered", "40", "uav")]),
    ],
)
def test_numbers_by_the_structure_of_their_clause(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [brief(c) for c in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A U.S. warship shot down 14 drones.", "united-states"),
        ("Fifteen drones were shot down by US and UK warships.", "united-kingdom+united-states"),
        ("The navy destroyed two drones launched by Houthi fighters from Yemen.", None),
        ("Two missiles fired from Iran were shot down.", None),
        ("Having received 24 Rafale jets from France, Greece is looking at submarines.", "greece"),
        ("Rheinmetall's new plant should make 25,000 shells this year.", "rheinmetall"),
        ("Hanwha won an order for 212 K9 howitzers.", None),
        ("The Pentagon signed a contract with Lockheed Martin to make and supply 478 F-35 jets.", "lockheed-martin"),
        ("Airbus signed a contract with Poland to supply 40 missiles.", "airbus"),
        ("France has closed a contract for the sale of 24 Rafale jets to Egypt.", None),
        ("Dassault expects orders from India for 26 Rafale jets.", None),
        ("Rheinmetall received a US$4 billion contract for tanks.", None),
    ],
)
def test_who_acts_is_who_does_it(text: str, actor: str | None) -> None:
    assert [c.actor for c in read(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "measure", "modality"),
    [
        ("Sweden took a decision to send 50 CV90 vehicles to Ukraine.", "delivered", Modality.PLANS),
        ("Rheinmetall signed a contract to supply 40 tanks to Hungary.", "delivered", Modality.PLANS),
        ("Russia signed a contract to buy 40 drones.", "order", Modality.ASSERTED),
        ("The Pentagon signed a contract with Dassault to supply 24 jets.", "delivered", Modality.PLANS),
        ("Prague is working on obtaining 300,000 shells.", "received", Modality.INTENDS),
        ("The plant has the capability to make 10,000 drones.", "capacity", Modality.COULD),
        ("We can now supply 40 missiles to Kyiv.", "delivered", Modality.COULD),
        ("In spring 40 tanks provided by Denmark will be delivered to Ukraine.", "delivered", Modality.PLANS),
        ("The US approved the sale of 66 F-16 jets to Taiwan.", "delivered", Modality.PLANS),
        ("Taiwan's long-awaited delivery of 66 F-16 jets has run into trouble.", "delivered", Modality.EXPECTS),
        ("The factory made 60,000 shells and plans to make 100,000 more.", "plan", Modality.PLANS),
    ],
)
def test_how_an_act_under_a_noun_is_meant(text: str, measure: str, modality: Modality) -> None:
    assert (measure, modality) in [(c.measure, c.modality) for c in read(text)]


def test_a_number_and_its_noun_go_on_over_brackets_and_keep_their_rate() -> None:
    assert [brief(c) for c in read("Ukraine made 50,000 first-person-view (FPV) drones in December.")] == [
        ("produced", "50,000", "fpv-uav")
    ]
    (claim,) = read("The army is to receive 12 Su-57 jets per year since 2022.")
    assert claim.quantity is not None
    assert claim.quantity.per == "year"


def test_a_property_behind_its_is_of_what_was_told_before() -> None:
    claims = read("The Mohajer-10 was shown in Moscow. Its payload is 300 kg, double that of the Mohajer-6.")
    assert [brief(c) for c in claims] == [("attribute", "300 kg", "mohajer-10")]


def test_none_of_them_is_nought_and_negates_nothing_besides() -> None:
    (claim,) = read("None of the missiles hit the base.")
    assert claim.quantity is not None
    assert claim.quantity.high == 0
    assert claim.polarity.value == "positive"
