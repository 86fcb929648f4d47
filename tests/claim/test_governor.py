"""The nearest governing word decides how a clause is meant; what is only asked or wished is no claim."""

from __future__ import annotations

import pytest

from tests.claim.told import read, told


@pytest.mark.parametrize(
    ("text", "measure", "modality", "polarity"),
    [
        ("Norway plans to deliver 40 tanks to Ukraine next year, officials said.", "delivered", "plans", "positive"),
        ("Norway said it would deliver 40 tanks to Ukraine next year.", "delivered", "plans", "positive"),
        ("Norway is set to deliver 40 tanks to Ukraine, the ministry said.", "delivered", "plans", "positive"),
        ("Norway is to deliver 40 tanks to Ukraine by March, the ministry said.", "delivered", "plans", "positive"),
        ("Norway aims to send 40 tanks to Ukraine by March, the minister said.", "delivered", "intends", "positive"),
        ("Norway hopes to quickly send 40 tanks to Ukraine, the minister said.", "delivered", "intends", "positive"),
        (
            "Norway has delivered 40 tanks to Ukraine and plans to train pilots, officials said.",
            "delivered",
            "asserted",
            "positive",
        ),
        ("Norway is expected to deliver 40 tanks to Ukraine, two diplomats said.", "delivered", "expects", "positive"),
        (
            "The 40 tanks are expected to be delivered to Ukraine in May, two diplomats said.",
            "delivered",
            "expects",
            "positive",
        ),
        (
            "Deliveries of 40 tanks to Ukraine are expected to begin in May, two diplomats said.",
            "delivered",
            "expects",
            "positive",
        ),
        ("Iran is believed to have delivered 40 drones to Russia, analysts said.", "delivered", "asserted", "positive"),
        ("Iran continued to supply Russia with 40 drones a week, analysts said.", "delivered", "asserted", "positive"),
        ("Iran managed to deliver 40 drones to Russia, analysts said.", "delivered", "asserted", "positive"),
        ("Iran failed to deliver 40 drones to Russia, analysts said.", "delivered", "asserted", "negative"),
        ("Iran has yet to deliver 40 drones to Russia, analysts said.", "delivered", "asserted", "negative"),
        ("Iran refused to sell 40 drones to Russia, analysts said.", "delivered", "asserted", "negative"),
        (
            "Iran may deliver 40 drones to Russia if the talks succeed, analysts said.",
            "delivered",
            "conditional",
            "positive",
        ),
        (
            "If Iran delivers 40 missiles to Russia, Britain will respond, the minister said.",
            "delivered",
            "conditional",
            "positive",
        ),
        (
            "Britain would send 40 missiles to Ukraine only if the United States agreed, officials said.",
            "delivered",
            "conditional",
            "positive",
        ),
        ("The plant is able to make 200 drones a month, engineers said.", "capacity", "could", "positive"),
        ("The plant has the ability to make 200 drones a month, engineers said.", "capacity", "could", "positive"),
        ("The plant is capable of assembling 200 drones a month, engineers said.", "capacity", "could", "positive"),
        ("The works can turn out 200 drones a month, its director said.", "capacity", "could", "positive"),
        ("The plant cannot produce more than 200 drones a month, its director said.", "capacity", "could", "negative"),
        ("The company makes 200 drones a month, its director said.", "produced", "asserted", "positive"),
        ("The company is making 200 drones a month, its director said.", "produced", "asserted", "positive"),
        ("The company began making 200 drones a month, its director said.", "produced", "asserted", "positive"),
        (
            "The company intends to produce 200 drones a month and export 50 drones, its director said.",
            "plan",
            "intends",
            "positive",
        ),
        ("Officials outlined a plan by the company to produce 200 drones a month.", "plan", "plans", "positive"),
        ("The company has no plans to produce 200 drones a month, its director said.", "plan", "plans", "negative"),
        (
            "The company does not intend to produce 200 drones a month, its director said.",
            "plan",
            "intends",
            "negative",
        ),
        ("The company has not produced 200 drones, its director said.", "produced", "asserted", "negative"),
        (
            "The company is not only producing 200 drones a month, its director said.",
            "produced",
            "asserted",
            "positive",
        ),
        ("Russia never received the 40 drones, the official said.", "received", "asserted", "negative"),
        (
            "Neither Iran nor Belarus delivered 40 drones to Russia, the analysts said.",
            "delivered",
            "asserted",
            "negative",
        ),
        ("No drones were delivered to Russia in May, the ministry said.", "delivered", "asserted", "negative"),
        (
            "Production of Shahed drones never rose above 300 a month, officials said.",
            "produced",
            "asserted",
            "negative",
        ),
        ("Output of drones has never been above 300 a month, the report said.", "produced", "asserted", "negative"),
        ("Production of drones, not counting exports, rose to 300 a month.", "produced", "asserted", "positive"),
        ("It is a myth that Russia lost 300 tanks, the ministry said.", "lost", "denies", "negative"),
        ("Reports that Russia lost 300 tanks are true, the ministry said.", "lost", "asserted", "positive"),
        ("The number of tanks lost, 300, is not exaggerated.", "lost", "asserted", "positive"),
        ("By June Norway would have delivered 40 tanks to Ukraine, she said.", "delivered", "plans", "positive"),
        ("Iran denied delivering 40 drones to Russia.", "delivered", "denies", "negative"),
        ("Iran denied that it had delivered 40 drones to Russia.", "delivered", "denies", "negative"),
        ("Iran rejected claims that it had delivered 40 drones to Russia.", "delivered", "denies", "negative"),
        (
            "Tehran dismissed reports that it had delivered 40 drones to Russia as baseless.",
            "delivered",
            "denies",
            "negative",
        ),
        ("Iran has repeatedly denied sending drones to Russia.", "delivered", "denies", "negative"),
        ("Russia is considering buying 40 drones from Iran, officials said.", "order", "intends", "positive"),
        ("Russia is in talks to buy 40 drones from Iran, officials said.", "order", "intends", "positive"),
        ("Russia signed a contract to buy 40 drones from Iran, officials said.", "order", "asserted", "positive"),
        ("Poland ordered 40 tanks from South Korea in May, the ministry said.", "order", "asserted", "positive"),
        ("Poland could order 40 more tanks from South Korea, the ministry said.", "order", "could", "positive"),
        (
            "Reporters could not independently verify that Russia had launched 40 drones.",
            "launched",
            "cannot_verify",
            "positive",
        ),
        (
            "Russia launched 40 drones, the air force said, a figure that could not be verified.",
            "launched",
            "asserted",
            "positive",
        ),
        ("Iran accused Israel of launching 40 drones.", "launched", "asserted", "positive"),
        ("Russia may have lost 40 tanks, the analysts said.", "lost", "could", "positive"),
        (
            "Deliveries of Shahed drones from Iran to Russia began in August 2022, officials said.",
            "delivered",
            "asserted",
            "positive",
        ),
        (
            "Berlin ruled out sending Taurus missiles to Ukraine, the chancellor's office said.",
            "delivered",
            "asserted",
            "negative",
        ),
        ("South Korea insists that it has never supplied shells to Ukraine.", "delivered", "asserted", "negative"),
        (
            "There is no evidence that Iran has delivered ballistic missiles to Russia, a US official said.",
            "delivered",
            "asserted",
            "negative",
        ),
        (
            "Tehran has always said that it sold no drones to Russia after February 2022.",
            "delivered",
            "asserted",
            "negative",
        ),
        (
            "Iran has no intention of delivering missiles to Russia, its foreign minister said.",
            "delivered",
            "intends",
            "negative",
        ),
        (
            "Should Iran deliver missiles to Russia, the EU would react, Borrell said.",
            "delivered",
            "conditional",
            "positive",
        ),
        (
            "The programme would allow Poland to build 500 launchers at home, the ministry said.",
            "capacity",
            "could",
            "positive",
        ),
        (
            "The plant was designed to make 6,000 drones a year, according to leaked documents.",
            "capacity",
            "could",
            "positive",
        ),
        ("According to the plan, the plant will make 6,000 drones by September 2025.", "plan", "plans", "positive"),
        (
            "The factory has the capacity to produce 25,000 shells a month, its manager said.",
            "capacity",
            "could",
            "positive",
        ),
        (
            "Russia is said to have received 40 missiles from North Korea, Yonhap reported.",
            "received",
            "asserted",
            "positive",
        ),
        (
            "Russia is thought to be producing 100 Lancet drones a month, the analysts said.",
            "produced",
            "asserted",
            "positive",
        ),
        (
            "Kyiv expects to receive 128 F-16 jets from its partners, the minister said.",
            "received",
            "expects",
            "positive",
        ),
        ("Ukraine will probably lose 50 tanks, the analysts said.", "lost", "expects", "positive"),
        (
            "Iran's envoy called reports that Iran had sent 200 missiles to Russia ridiculous.",
            "delivered",
            "denies",
            "negative",
        ),
        ("Moscow dismissed claims by Kyiv that it had lost 40 tanks as a fairy tale.", "lost", "denies", "negative"),
        (
            "Lithuania trained 120 Ukrainian drone operators last year, the army said.",
            "personnel/trained",
            "asserted",
            "positive",
        ),
        ("It is not true that Iran could make 300 missiles a month, the envoy said.", "capacity", "could", "negative"),
        ("Iran denied that it could make 300 missiles a month.", "capacity", "denies", "negative"),
        ("It is not true that Iran plans to deliver 300 drones to Russia.", "delivered", "plans", "negative"),
        ("It is false that France won an order for 40 howitzers.", "order", "asserted", "negative"),
        (
            "Iran's envoy said any claim that Tehran had sold missiles to Russia was completely false.",
            "delivered",
            "denies",
            "negative",
        ),
    ],
)
def test_the_nearest_governor_decides(text: str, measure: str, modality: str, polarity: str) -> None:
    assert (measure, modality, polarity) in {found[:3] for found in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Whether the drone factory has begun production is not clear, the analysts said.",
        "It is unclear if the drone factory in Yelabuga is already operational, analysts said.",
        "Berlin has not ruled out sending Taurus missiles to Ukraine, the chancellor's office said.",
        "Ukraine has asked Germany to send 80 Taurus missiles to Kyiv.",
        "Kyiv urged its allies to deliver 300 tanks to Ukraine.",
        "North Korea has neither confirmed nor denied that it sent shells to Russia.",
        "Iran did not deny that it had delivered 40 drones to Russia.",
        "Has Iran delivered 40 drones to Russia?",
        "Without the embargo, Iran would have delivered 300 drones to Russia.",
        "The figure of 300 tanks lost by Russia is false, the ministry said.",
        "The ministry said reports of 300 tanks lost by Russia were exaggerated.",
        "The ministry called the figure of 300 tanks lost by Russia grossly inflated.",
        "Russia lost nowhere near 300 tanks, officials said.",
    ],
)
def test_what_is_asked_or_wished_is_no_claim(text: str) -> None:
    assert [claim for claim in read(text) if claim.measure != "statement"] == []


def test_a_denial_shows_the_words_that_deny() -> None:
    text = "Tehran called reports that Iran had sent 200 missiles to Russia absurd."
    (claim,) = [c for c in read(text) if c.measure == "delivered"]
    assert claim.modality.value == "denies"
    assert [span.of(text) for span in claim.support["polarity"]] in (["absurd"], ["called"])


def test_words_without_end_are_read_in_time() -> None:
    for words in ("not to plan to ", "if that ", "deliver drones to and ", "no "):
        assert read(words * 4000 + "said Iran.") == [] or words.startswith("deliver")
