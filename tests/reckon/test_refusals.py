"""What cannot be right is refused by name; the rest goes on, and nothing is lost."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

pytest.importorskip("bench.books.telling", reason="bench/ is not beside the tests")

from bench.books.telling import Teller, quantity, time
from stemmata.model import Quantity, Relation, Time
from stemmata.packs import load_pack

GOOD = time(Relation.IN, "2023-05-01", "2023-05-31")


def bare(low: float, high: float) -> Quantity:
    return replace(quantity(5), low=low, high=high, text=f"{low}")


@pytest.mark.parametrize(
    ("amount", "when", "reason", "words"),
    [
        (bare(-5, -5), GOOD, "negative", "-5"),
        (bare(1e15, 1e15), GOOD, "absurd size", "1e+09"),
        (bare(math.inf, math.inf), GOOD, "no number", "inf"),
        (quantity(5), time(Relation.IN, "2023-05-31", "2023-05-01"), "reversed period", "before it begins"),
        (quantity(5), time(Relation.IN, "2023-02-30", "2023-03-01"), "impossible date", "2023-02-30"),
        (quantity(5), time(Relation.IN, "0023-02-03", "0023-03-01"), "impossible date", "23"),
        (quantity(5), time(Relation.IN, "2024-05-01", "2024-05-31"), "not yet", "2023-06-30"),
    ],
)
def test_it_is_refused_with_the_claim_and_the_reason(amount: Quantity, when: Time, reason: str, words: str) -> None:
    teller = Teller(load_pack())
    bad = teller.tell("intercepted", amount, when)
    good = teller.tell("intercepted", quantity(7), GOOD)
    balance = teller.reckon()
    (refused,) = balance.unbooked
    assert (refused.claim, refused.reason, refused.is_refused) == (bad.id, reason, True)
    assert words in refused.words
    assert [entry.claims for entry in balance.entries] == [(good.id,)]


def test_every_claim_is_booked_or_named() -> None:
    teller = Teller(load_pack())
    teller.tell("intercepted", quantity(70, unit="percent"), GOOD)
    teller.tell("intercepted", None, GOOD)
    teller.tell("intercepted", quantity(5), GOOD, item=None)
    teller.tell("order", quantity(5), GOOD)
    teller.tell("stock", quantity(2, unit="strike"), item="missile")
    teller.tell("intercepted", quantity(7), None, published=None)
    balance = teller.reckon()
    booked = {claim for entry in balance.entries for claim in (*entry.claims, *entry.variants)}
    named = {unbooked.claim for unbooked in balance.unbooked}
    assert booked | named == {claim.id for claim in teller.claims}
    assert not booked & named
    assert not any(unbooked.is_refused for unbooked in balance.unbooked)


def test_strikes_become_items_by_an_interval_and_say_so() -> None:
    teller = Teller(load_pack())
    teller.tell("stock", quantity(2, unit="strike"), actor="russia", item="missile")
    (entry,) = teller.reckon().entries
    assert (entry.low, entry.high) == (40, 240)
    assert entry.derived is not None
    assert "a strike" in entry.derived


def test_a_stray_date_costs_no_century_of_months() -> None:
    teller = Teller(load_pack())
    teller.tell("intercepted", quantity(5), time(Relation.IN, "1901-05-01", "1901-05-31"))
    teller.tell("intercepted", quantity(7), GOOD)
    balance = teller.reckon()
    assert len(balance.entries) == 2
    assert len(balance.bounds) < 5000
