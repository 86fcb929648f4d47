"""The demo reports, read and booked: what was planted is found, and nothing else; false friends are apart."""

from __future__ import annotations

from typing import Any

import pytest

from stemmata.model import Balance
from stemmata.packs import load_pack
from stemmata.reckon import reckon
from stemmata.show import Report
from tests.test_planted import LEDGER, claim_named


@pytest.fixture(scope="module")
def balance(demo: Report) -> Balance:
    documents = {document.sha256: document for document in demo.documents}
    return reckon(demo.threads, demo.stemmata, documents, load_pack(), is_drawn=False)


def test_the_planted_contradictions_are_found_and_no_others(demo: Report, balance: Balance) -> None:
    planted = {frozenset(claim_named(demo, n).id for n in case["claims"]) for case in LEDGER["contradiction"]}
    assert {frozenset(contradiction.claims) for contradiction in balance.contradictions} == planted
    assert balance.is_complete


def test_each_contradiction_shows_its_words_and_a_way_out(demo: Report, balance: Balance) -> None:
    texts = {document.sha256: document.text for document in demo.documents}
    for contradiction in balance.contradictions:
        assert contradiction.words
        assert contradiction.reconciliations
        for standing in contradiction.standings:
            assert standing.quote in texts[standing.document]
            assert standing.chain
            assert standing.origins >= 1


def test_figures_that_contradict_nothing_are_explained(balance: Balance) -> None:
    assert any("“more than 400” has no upper end" in alarm.words for alarm in balance.false_alarms)


@pytest.mark.parametrize("case", LEDGER["false_friends"], ids=lambda case: case["why"])
def test_false_friends_are_not_booked_together(demo: Report, balance: Balance, case: dict[str, Any]) -> None:
    booked = {claim: entry for entry in balance.entries for claim in (*entry.claims, *entry.variants)}
    entries = [booked[claim_named(demo, name).id] for name in case["claims"]]
    assert len({entry.id for entry in entries}) == len(entries)
    # One account may hold two of them only at other times; a plan, an ability and a deed are never in one.
    places = {(entry.account, entry.timing, entry.start, entry.end, entry.per, entry.thread) for entry in entries}
    assert len(places) == len(entries)


def test_every_claim_of_a_thread_is_booked_or_named(demo: Report, balance: Balance) -> None:
    booked = [claim for entry in balance.entries for claim in (*entry.claims, *entry.variants)]
    named = [unbooked.claim for unbooked in balance.unbooked]
    assert sorted(booked + named) == sorted(claim.id for thread in demo.threads for claim in thread.claims)
