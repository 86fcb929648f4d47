"""How far a programme has come: only as far as its own clause says."""

from __future__ import annotations

import pytest

from tests.claim.told import read, told


@pytest.mark.parametrize(
    ("text", "measure", "modality", "polarity", "stage"),
    [
        (
            "Russia and Iran signed an agreement on drone cooperation in November, the Post reported.",
            "events/agreement",
            "asserted",
            "positive",
            "agreed",
        ),
        (
            "Turkey and Ukraine have signed a memorandum of understanding on a drone training centre.",
            "events/agreement",
            "asserted",
            "positive",
            "agreed",
        ),
        (
            "Serbia has placed an order for 12 Rafale jets, its president said.",
            "order",
            "asserted",
            "positive",
            "contracted",
        ),
        (
            "Hungary is negotiating the purchase of 20 tanks from Germany, two sources said.",
            "order",
            "intends",
            "positive",
            "negotiated",
        ),
        (
            "Talks on the sale of 50 Su-35 fighters to Iran are under way, a diplomat said.",
            "delivered",
            "intends",
            "positive",
            "negotiated",
        ),
        (
            "Ground was broken for the ammunition factory in Unterluess in February, the company said.",
            "plan/facility",
            "asserted",
            "positive",
            "under_construction",
        ),
        (
            "Rheinmetall laid the foundation stone for an ammunition plant in Lithuania in November.",
            "plan/facility",
            "asserted",
            "positive",
            "under_construction",
        ),
        (
            "Rheinmetall has not yet begun building the ammunition plant in Lithuania, the minister said.",
            "plan/facility",
            "asserted",
            "negative",
            "under_construction",
        ),
        (
            "Construction of the missile plant is to start next spring, the ministry said.",
            "plan/facility",
            "plans",
            "positive",
            "under_construction",
        ),
        (
            "The missile plant went into operation in March, ahead of schedule, the ministry said.",
            "plan/facility",
            "asserted",
            "positive",
            "operational",
        ),
        (
            "The drone factory will not be operational before 2025, analysts say.",
            "plan/facility",
            "plans",
            "negative",
            "operational",
        ),
        (
            "A drone strike halted work at the missile plant in Votkinsk on Sunday, the governor said.",
            "plan/facility",
            "asserted",
            "positive",
            "halted",
        ),
        (
            "Iran has suspended deliveries of Shahed drones to Russia, a Western official said.",
            "delivered",
            "asserted",
            "positive",
            "halted",
        ),
        (
            "Production of the Lancet drone has been suspended for want of optics, the analysts said.",
            "plan",
            "asserted",
            "positive",
            "halted",
        ),
        (
            "Serial production of the Kheibar missile has begun, state media said.",
            "plan",
            "asserted",
            "positive",
            "at_rate",
        ),
        (
            "Russia has started building a drone factory in Yelabuga, officials said.",
            "plan/facility",
            "asserted",
            "positive",
            "under_construction",
        ),
        (
            "The drone plant could be operational by early 2024, the White House said.",
            "plan/facility",
            "could",
            "positive",
            "operational",
        ),
        (
            "The drone plant is unlikely to be operational before 2024, analysts said.",
            "plan/facility",
            "expects",
            "negative",
            "operational",
        ),
        (
            "A site for the drone factory has been chosen near Omsk, the governor said.",
            "plan/facility",
            "asserted",
            "positive",
            "site_chosen",
        ),
        (
            "The opening of the drone plant was pushed back to 2025, its director said.",
            "plan/facility",
            "asserted",
            "positive",
            "delayed",
        ),
        (
            "Plans for the drone plant were cancelled, its director said.",
            "plan/facility",
            "asserted",
            "positive",
            "cancelled",
        ),
        (
            "Russia is considering buying 40 drones from Iran, officials said.",
            "order",
            "intends",
            "positive",
            "considered",
        ),
        ("Russia agreed to buy 40 drones from Iran, officials said.", "order", "plans", "positive", "agreed"),
        ("Russia has begun mass production of the Lancet, officials said.", "plan", "asserted", "positive", "at_rate"),
    ],
)
def test_a_clause_gives_its_stage(text: str, measure: str, modality: str, polarity: str, stage: str) -> None:
    assert (measure, modality, polarity, stage) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Whether the drone factory has begun production is not clear, the analysts said.",
        "It is unclear if the drone factory in Yelabuga is already operational, analysts said.",
        "Has construction of the drone factory begun?",
        "If construction of the drone factory begins in May, the governor will resign.",
    ],
)
def test_a_question_or_a_condition_is_no_stage(text: str) -> None:
    assert [claim for claim in read(text) if claim.stage is not None] == []
