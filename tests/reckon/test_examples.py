"""The demo reports in the books: nothing is lost, and what only looks like a contradiction is explained."""

from __future__ import annotations

import pytest

from stemmata.model import Balance
from stemmata.show import Report


@pytest.fixture(scope="module")
def balance(demo: Report) -> Balance:
    assert demo.balance is not None
    return demo.balance


def test_figures_that_contradict_nothing_are_explained(balance: Balance) -> None:
    assert any("“more than 400” has no upper end" in alarm.words for alarm in balance.false_alarms)


def test_every_claim_of_a_thread_is_booked_or_named_once(demo: Report, balance: Balance) -> None:
    booked = [claim for entry in balance.entries for claim in (*entry.claims, *entry.variants)]
    named = [unbooked.claim for unbooked in balance.unbooked]
    assert sorted(booked + named) == sorted(claim.id for thread in demo.threads for claim in thread.claims)
