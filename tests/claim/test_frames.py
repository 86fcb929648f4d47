"""What a sentence's words bind, and what they leave unbound: claims from whole sentences."""

from __future__ import annotations

from typing import Any

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Basis, Claim, Document, Modality, Polarity, SourceKind
from stemmata.packs import load_pack
from tests.claim.told import told

PACK = load_pack()


def read(text: str, published: str = "2023-02-05", outlet: str = "Courier") -> list[Claim]:
    document = Document("d", "0" * 64, text, "en", published=published, outlet=outlet)
    return list(find_claims(document, annotate(document, PACK), PACK).claims)


def facts(claim: Claim) -> tuple[Any, ...]:
    number = claim.quantity and (claim.quantity.low, claim.quantity.high)
    return claim.measure, claim.item, claim.actor, claim.counterpart, number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ukraine shot down 540 drones and 20 missiles since September, the air force said.",
            [
                ("intercepted", "uav", "ukraine", None, (540, 540)),
                ("intercepted", "missile", "ukraine", None, (20, 20)),
            ],
        ),
        (
            "Iran delivered more than 400 Shahed drones to Russia in October, according to three diplomats.",
            [("delivered", "shahed", "iran", "russia", (400, None))],
        ),
        (
            "Germany will send 14 Leopard 2 tanks to Ukraine, Defence Minister Boris Pistorius said.",
            [("delivered", "leopard-2", "germany", "ukraine", (14, 14))],
        ),
        (
            "The army intercepted 34 of the 40 drones launched overnight, the spokesman said.",
            [("intercepted", "uav", None, None, (34, 34)), ("launched", "uav", None, None, (40, 40))],
        ),
        (
            "Russia launched 84 missiles and 24 drones at Ukraine; 43 missiles were intercepted.",
            [
                ("launched", "missile", "russia", None, (84, 84)),
                ("launched", "uav", "russia", None, (24, 24)),
                ("intercepted", "missile", None, None, (43, 43)),
            ],
        ),
        ("Russia did not receive any drones in March, officials said.", [("received", "uav", "russia", None, None)]),
        (
            "The works turned out 4,500 drones in 2024, of which 1,100 were decoys, officials said.",
            [("produced", "uav", None, None, (4500, 4500))],
        ),
    ],
)
def test_a_sentence_gives_these_claims_and_no_others(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [facts(c) for c in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The drone conference drew 6,000 visitors to the hall on Friday.",
        "He bought 40 shares of a drone maker, the newspaper said.",
        "The drones are cheap, and 600 people work at the plant, officials said.",
        "The museum opened in 1998 and shows 12 tanks from the war.",
    ],
)
def test_a_number_that_no_measure_claims_gives_no_claim(text: str) -> None:
    assert [c for c in read(text) if c.quantity] == []


def test_a_whole_is_not_counted_by_the_verb_that_counts_its_part() -> None:
    claims = read("Ukraine's air force said it had shot down 71 of 103 Shahed drones launched overnight on 4 February.")
    counted = {(c.measure, c.quantity.low) for c in claims if c.quantity is not None}
    assert ("intercepted", 71) in counted
    assert ("intercepted", 103) not in counted


def test_a_rate_and_a_deadline_stay_with_their_own_number() -> None:
    text = "Russia plans to build a plant in Yelabuga that could produce up to 2,000 drones a month by the end of 2024."
    plan, capacity = read(text)
    assert (plan.measure, plan.quantity, plan.modality) == ("plan", None, Modality.PLANS)
    assert capacity.quantity is not None
    assert (capacity.quantity.low, capacity.quantity.high, capacity.quantity.per) == (None, 2000, "month")
    assert capacity.quantity.basis is Basis.UP_TO
    assert capacity.place == "yelabuga"
    assert capacity.time is not None
    assert (capacity.time.start, capacity.time.end) == (None, "2024-12-31")
    assert capacity.modality is Modality.COULD


@pytest.mark.parametrize(
    ("text", "modality", "polarity"),
    [
        ("Iran denied that it had sent drones to Russia.", Modality.DENIES, Polarity.NEGATIVE),
        ("Iran did not send 40 drones to Russia, officials said.", Modality.ASSERTED, Polarity.NEGATIVE),
        ("Iran may have sent 40 drones to Russia, officials said.", Modality.COULD, Polarity.POSITIVE),
        ("Turkey is considering selling 20 drones to Ukraine, officials said.", Modality.INTENDS, Polarity.POSITIVE),
    ],
)
def test_stance(text: str, modality: Modality, polarity: Polarity) -> None:
    (claim,) = read(text)
    assert (claim.modality, claim.polarity) == (modality, polarity)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Harbour Post reported that Iran had delivered 400 drones, citing two officials from a Baltic state.",
            [(SourceKind.OUTLET, "Harbour Post"), (SourceKind.ANONYMOUS, "two officials from a Baltic state")],
        ),
        (
            "The Wall Street Journal reported on Sunday, citing officials, that Iran had delivered 400 drones.",
            [(SourceKind.OUTLET, "The Wall Street Journal"), (SourceKind.ANONYMOUS, "officials")],
        ),
        (
            "Iran delivered 400 drones in May, a Ukrainian official told Reuters.",
            [(SourceKind.AGENCY, "Reuters"), (SourceKind.ANONYMOUS, "a Ukrainian official")],
        ),
        ("Iran delivered 400 drones in May.", []),
    ],
)
def test_a_chain_runs_from_the_nearest_source_to_the_furthest(text: str, chain: list[tuple[SourceKind, str]]) -> None:
    (claim,) = read(text)
    assert [(s.kind, s.name or s.descriptor) for s in claim.chain] == chain


def test_the_time_of_saying_is_not_the_time_of_what_is_said() -> None:
    (claim,) = read("Iran delivered 400 drones in October, officials said on Monday.")
    assert claim.time is not None
    assert claim.said is not None
    assert (claim.time.text, claim.said.text) == ("October", "Monday")


def test_a_text_that_is_not_about_the_subject_gives_nothing() -> None:
    assert read("The company delivered 400 laptops to the school in May, officials said.") == []


def test_make_up_is_no_verb_where_up_belongs_to_the_number() -> None:
    assert {q[0] for q in told("The plant could make up to 6,000 drones a year, officials said.")} == {"capacity"}
    assert told("Drones make up most of what the army lost, officials said.") == set()
