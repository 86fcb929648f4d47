"""Numbers that take their measure from the clause or the sentence before, and those that must not."""

from __future__ import annotations

import pytest

from stemmata.model import Claim
from tests.claim.told import kind, read

Brief = tuple[str, str, str | None, str]


def counted(text: str) -> list[Brief]:
    return [(kind(c), c.quantity.text, c.item, c.modality.value) for c in read(text) if c.quantity is not None]


def claim(text: str, number: str) -> Claim:
    return next(c for c in read(text) if c.quantity is not None and c.quantity.text == number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The plant makes 300 drones a month. It hopes to reach 500 by the summer.",
            ("plan", "500", "uav", "intends"),
        ),
        ("Iran makes 300 drones a month and wants to reach 500.", ("plan", "500", "uav", "intends")),
        (
            "Berlin delivered 18 Leopard 2 tanks in March. Two more will follow.",
            ("delivered", "Two", "leopard-2", "plans"),
        ),
        (
            "Some 40 troops have been sent to Mali. By June their number is to reach 100.",
            ("personnel/present", "100", "troops", "plans"),
        ),
        (
            "Poland received eight Leopard 2 tanks on Monday, bringing the total to 54.",
            ("received", "54", "leopard-2", "asserted"),
        ),
    ],
)
def test_a_number_goes_on_from_the_count_before(text: str, expected: Brief) -> None:
    assert expected in counted(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The plant makes 300 drones a month. The minister hopes to reach 500 voters.", "500"),
        ("The plant makes 300 drones a month. The town's mayor wants to reach 500.", "500"),
        ("Berlin sent 18 tanks and shot down four drones. It hopes to reach 40.", "40"),
        ("The plant makes 300 drones a month. It did not reach 500, it was wondered.", "300 or 500"),
    ],
)
def test_a_number_that_may_be_of_something_else_is_not_counted(text: str, number: str) -> None:
    assert number not in [found[1] for found in counted(text)]


def test_the_evidence_holds_both_sentences_and_the_actor_only_where_its_subject_is_shared() -> None:
    apart = claim("Iran makes 300 drones a month. It hopes to reach 500.", "500")
    assert apart.evidence.quote == "Iran makes 300 drones a month. It hopes to reach 500."
    assert apart.actor is None
    assert claim("Iran makes 300 drones a month and wants to reach 500.", "500").actor == "iran"
