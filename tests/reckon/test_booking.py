"""What each origin says is booked once, however many pages print it."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("bench.books.telling", reason="bench/ is not beside the tests")

from bench.books.telling import Teller, quantity, time
from stemmata.model import Balance, Basis, Claim, Relation, Timing
from stemmata.packs import load_pack
from stemmata.reckon import reckon
from stemmata.reckon.amount import Amount, last_digit, read_amount
from stemmata.reckon.scope import read_scope
from stemmata.trace import trace_claims

SINCE = time(Relation.SINCE, "2022-09-01", None)


@pytest.fixture
def teller() -> Teller:
    return Teller(load_pack())


def traced(teller: Teller) -> Balance:
    """The balance of the claims as they are threaded and traced."""
    found = trace_claims(teller.claims, list(teller.documents.values()), teller.pack)
    return reckon(found.threads, found.stemmata, teller.documents, teller.pack, is_drawn=False)


def told(teller: Teller, number: float, basis: Basis, published: str, source: str = "Air Force of Ukraine") -> Claim:
    return teller.tell("intercepted", quantity(number, basis), SINCE, published=published, source=source)


def test_relays_of_one_source_are_one_entry_and_what_they_changed_is_kept_beside_it(teller: Teller) -> None:
    first = told(teller, 540, Basis.MORE_THAN, "2023-02-05")
    same = told(teller, 540, Basis.MORE_THAN, "2023-02-06")
    bare = told(teller, 540, Basis.EXACT, "2023-02-06")
    (entry,) = traced(teller).entries
    assert entry.claims == (first.id, same.id)
    assert entry.variants == (bare.id,)
    assert (entry.low, entry.high, entry.origins) == (540, None, 1)


def test_a_source_that_counts_again_a_month_later_makes_another_entry(teller: Teller) -> None:
    told(teller, 500, Basis.ALMOST, "2023-01-04")
    told(teller, 540, Basis.MORE_THAN, "2023-02-05")
    entries = traced(teller).entries
    assert [(e.end, e.low, e.high) for e in entries] == [("2023-01-04", 400, 500), ("2023-02-05", 540, None)]


def test_two_origins_that_agree_are_one_entry_and_weigh_two(teller: Teller) -> None:
    told(teller, 540, Basis.MORE_THAN, "2023-02-05")
    told(teller, 540, Basis.MORE_THAN, "2023-02-05", source="General Staff of Ukraine")
    (entry,) = traced(teller).entries
    assert entry.origins == 2
    assert len(entry.claims) == 2


def test_two_origins_that_disagree_are_two_entries_that_cannot_both_be_true(teller: Teller) -> None:
    month = time(Relation.IN, "2023-01-01", "2023-01-31")
    for number, source in ((310, "Air Force of Ukraine"), (412, "General Staff of Ukraine"), (310, "Defence Ministry")):
        teller.tell("intercepted", quantity(number), month, published="2023-02-05", source=source)
    balance = traced(teller)
    assert [(e.low, e.origins) for e in balance.entries if e.id not in balance.set_aside] == [(305, 2)]
    (found,) = balance.contradictions
    assert sorted(standing.origins for standing in found.standings) == [1, 2]
    aside = next(way for way in found.reconciliations if way.kind == "set_aside")
    assert "at least 412" in aside.words


def test_a_count_since_september_begins_on_any_of_its_days_and_may_be_some_days_old(teller: Teller) -> None:
    told(teller, 540, Basis.EXACT, "2023-02-05")
    (entry,) = teller.reckon().entries
    assert (entry.timing, entry.start, entry.end) == (Timing.RUNNING, "2022-09-01", "2023-02-05")
    assert (entry.latest_start, entry.earliest_end) == ("2022-09-30", "2023-01-29")


def test_a_rate_over_known_months_is_what_it_comes_to_and_says_so(teller: Teller) -> None:
    quarter = time(Relation.IN, "2023-01-01", "2023-03-31")
    teller.tell("produced", quantity(50, Basis.UP_TO, per="month"), quarter, actor="russia", item="lancet")
    (entry,) = teller.reckon().entries
    assert entry.high == pytest.approx(50 * 90 / (365.25 / 12))
    assert entry.derived is not None
    assert entry.per == "month"


@pytest.mark.parametrize(
    ("number", "basis", "low", "high"),
    [
        (400, Basis.EXACT, 380, 420),
        (540, Basis.EXACT, 535, 545),
        (1958, Basis.EXACT, 1958, 1958),
        (400, Basis.AT_LEAST, 400, None),
        (400, Basis.MORE_THAN, 400, None),
        (400, Basis.UP_TO, 0, 400),
        (500, Basis.ALMOST, 400, 500),
        (200, Basis.ABOUT, 180, 220),
    ],
)
def test_a_number_is_the_interval_of_its_words(number: float, basis: Basis, low: float, high: float | None) -> None:
    amount = read_amount(quantity(number, basis), "uav", load_pack())
    assert isinstance(amount, Amount)
    assert amount.low == pytest.approx(low)
    assert amount.high == (None if high is None else pytest.approx(high))


def test_a_range_stays_what_it_is() -> None:
    amount = read_amount(replace(quantity(24), high=99, basis=Basis.ORDER_WORD), "uav", load_pack())
    assert isinstance(amount, Amount)
    assert (amount.low, amount.high) == (24, 99)


@pytest.mark.parametrize(("number", "digit"), [(400, 100), (540, 10), (1958, 0), (7, 0), (12.5, 0), (1000, 1000)])
def test_the_last_digit_that_is_not_nought(number: float, digit: float) -> None:
    assert last_digit(number) == digit


@pytest.mark.parametrize(
    ("words", "value", "is_total"),
    [
        ("Iranian-made", "made:iran", False),
        ("Iranian built", "made:iran", False),
        ("of all kinds", "all", False),
        ("in total", None, True),
        ("Iranian-designed", "iranian-designed", False),
        (None, None, False),
        ("made:iran", "made:iran", False),
    ],
)
def test_a_scope_is_what_its_words_say(words: str | None, value: str | None, is_total: bool) -> None:
    scope = read_scope(words, load_pack())
    assert (scope.value, scope.is_total) == (value, is_total)
