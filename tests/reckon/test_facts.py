"""What really was reported: true contradictions are found and explained, false friends are not booked together."""

from __future__ import annotations

import pytest

pytest.importorskip("bench.books.telling", reason="bench/ is not beside the tests")

from bench.books.telling import Teller, quantity, time
from stemmata.model import Basis, Book, Decision, Modality, Polarity, Relation, Ruling, Timing
from stemmata.packs import load_pack
from stemmata.reckon import ReckonError


@pytest.fixture
def teller() -> Teller:
    return Teller(load_pack())


def tell_delivered(teller: Teller, basis: Basis, scope: str | None = None) -> None:
    teller.tell(
        "delivered",
        quantity(400, basis),
        published="2023-07-25",
        actor="iran",
        counterpart="russia",
        scope=scope,
        source="Defense Intelligence Agency",
    )


def tell_shot_down(teller: Teller) -> None:
    since = time(Relation.SINCE, "2022-09-01", None)
    nearly = quantity(500, Basis.ALMOST)
    teller.tell("intercepted", nearly, since, published="2023-01-04", scope="Iranian-made", source="Air Force")
    more = quantity(540, Basis.MORE_THAN)
    teller.tell("intercepted", more, since, published="2023-02-05", scope="Iranian-made", source="Air Force")


def test_more_than_400_delivered_does_not_contradict_540_shot_down_and_the_books_say_why(teller: Teller) -> None:
    tell_delivered(teller, Basis.MORE_THAN)
    tell_shot_down(teller)
    balance = teller.reckon()
    assert balance.contradictions == ()
    words = [alarm.words for alarm in balance.false_alarms]
    assert any("540" in w and "“more than 400” has no upper end" in w for w in words)


def test_up_to_400_in_all_contradicts_540_shot_down_of_the_same_make(teller: Teller) -> None:
    tell_delivered(teller, Basis.UP_TO, "in total")
    tell_shot_down(teller)
    (found,) = teller.reckon().contradictions
    assert {standing.bound for standing in found.standings} == {"at most 400", "at least 540"}
    assert found.identities == ("from-abroad",)
    assert "what was shot down by Ukraine is taken to be Russia's" in found.words
    assert all(standing.quote and standing.chain and standing.origins == 1 for standing in found.standings)
    assert {way.kind for way in found.reconciliations} >= {"set_aside", "scope"}
    assert found.reconciliations[0].weight <= found.reconciliations[-1].weight


def test_a_bare_400_without_a_time_may_be_one_shipment_and_contradicts_nothing(teller: Teller) -> None:
    tell_delivered(teller, Basis.EXACT)
    tell_shot_down(teller)
    balance = teller.reckon()
    assert balance.contradictions == ()
    entry = next(e for e in balance.entries if e.account.startswith("actual/delivered"))
    assert entry.timing is Timing.UNDATED
    assert entry.is_part
    assert (entry.start, entry.end) == (None, "2023-07-25")


def test_drones_of_all_kinds_are_no_account_of_those_made_in_one_state(teller: Teller) -> None:
    tell_shot_down(teller)
    since = time(Relation.SINCE, "2022-02-24", None, "day")
    teller.tell("lost", quantity(1958), since, published="2023-02-05", actor="russia", scope="of all kinds")
    balance = teller.reckon()
    assert len({entry.account for entry in balance.entries}) == 2
    assert balance.contradictions == ()
    assert {account.scope for account in balance.accounts} == {"made:iran", "all"}


def test_one_numeral_for_four_things_is_in_four_accounts(teller: Teller) -> None:
    common = {"actor": "russia", "item": "shahed-136"}
    teller.tell("capacity", quantity(6000, Basis.AT_LEAST), published="2023-02-05", modality=Modality.COULD, **common)  # type: ignore[arg-type]
    by = time(Relation.BY, None, "2025-08-31", "season")
    teller.tell("plan", quantity(6000), by, published="2023-08-17", modality=Modality.PLANS, **common)  # type: ignore[arg-type]
    yearly = quantity(6000, Basis.UP_TO, per="year")
    teller.tell("capacity", yearly, published="2024-05-28", modality=Modality.COULD, **common)  # type: ignore[arg-type]
    monthly = quantity(6000, Basis.MORE_THAN, per="month")
    teller.tell("produced", monthly, published="2025-06-10", **common)  # type: ignore[arg-type]
    balance = teller.reckon()
    assert len(balance.entries) == 4
    assert {a.book for a in balance.accounts} == {Book.ACTUAL, Book.PLANNED, Book.CAPACITY}
    assert all(entry.timing is Timing.QUESTION for entry in balance.entries)
    assert balance.contradictions == ()


def test_by_the_end_of_april_is_not_in_april(teller: Teller) -> None:
    common = {"actor": "russia", "published": "2024-05-10", "item": "shahed-136"}
    teller.tell("produced", quantity(4500), time(Relation.BY, None, "2024-04-30"), **common)  # type: ignore[arg-type]
    teller.tell("produced", quantity(4500), time(Relation.IN, "2024-04-01", "2024-04-30"), **common)  # type: ignore[arg-type]
    assert teller.reckon().contradictions == ()  # all of it may have been made in April
    early = quantity(2000, Basis.MORE_THAN)
    teller.tell("produced", early, time(Relation.BY, None, "2023-12-31", "year"), **common)  # type: ignore[arg-type]
    (found,) = teller.reckon().contradictions
    assert len(found.standings) == 3
    assert found.identities == ("running-count",)


def test_a_count_that_runs_on_never_falls(teller: Teller) -> None:
    for number, day, published in ((2476, "2023-04-30", "2023-05-01"), (1961, "2023-07-31", "2023-08-03")):
        when = time(Relation.BY, None, day)
        teller.tell("lost", quantity(number), when, published=published, actor="russia", scope="of all kinds")
    (found,) = teller.reckon().contradictions
    assert found.words.startswith(
        "At least 2,476 drones of all kinds lost by Russia up to 30 April 2023; at most 1,961"
    )
    assert "never falls" in found.words


def test_at_least_1961_launched_contradicts_no_count_of_losses(teller: Teller) -> None:
    teller.tell("lost", quantity(2900, Basis.MORE_THAN), time(Relation.BY, None, "2023-05-31"), actor="russia")
    teller.tell("launched", quantity(1961, Basis.AT_LEAST), published="2023-08-03", actor="russia")
    assert teller.reckon().contradictions == ()


def test_more_shot_down_than_launched_in_one_night(teller: Teller) -> None:
    night = time(Relation.IN, "2023-06-20", "2023-06-20", "day")
    teller.tell("launched", quantity(35), night, actor="russia")
    teller.tell("intercepted", quantity(41), night)
    (found,) = teller.reckon().contradictions
    assert found.identities == ("fate-of-launched",)


def test_what_was_launched_in_the_evening_may_be_shot_down_the_next_day(teller: Teller) -> None:
    teller.tell("launched", quantity(35), time(Relation.IN, "2023-06-20", "2023-06-20", "day"), actor="russia")
    teller.tell("intercepted", quantity(41), time(Relation.IN, "2023-06-21", "2023-06-21", "day"))
    assert teller.reckon().contradictions == ()


def test_nothing_follows_where_what_came_in_is_unknown(teller: Teller) -> None:
    teller.tell("launched", quantity(5000), time(Relation.IN, "2023-01-01", "2023-03-31"), actor="russia")
    teller.tell("stock", quantity(100), time(Relation.IN, "2022-12-31", "2022-12-31", "day"), actor="russia")
    assert teller.reckon().contradictions == ()  # they may have made or got any number


def test_two_numbers_for_one_month_are_a_contradiction_that_a_part_would_reconcile(teller: Teller) -> None:
    month = time(Relation.IN, "2023-05-01", "2023-05-31")
    teller.tell("intercepted", quantity(310), month, source="Air Force")
    teller.tell("intercepted", quantity(412), month, source="General Staff")
    (found,) = teller.reckon().contradictions
    assert "different numbers for one thing" in found.words
    assert found.reconciliations[0].kind == "scope"


def test_a_denial_and_a_promise_are_no_entries_of_what_happened(teller: Teller) -> None:
    teller.tell("delivered", quantity(400), actor="iran", counterpart="russia", polarity=Polarity.NEGATIVE)
    teller.tell("delivered", quantity(400), actor="iran", counterpart="russia", modality=Modality.INTENDS)
    balance = teller.reckon()
    assert [u.reason for u in balance.unbooked] == ["denied"]
    assert [a.book for a in balance.accounts] == [Book.PLANNED]


def test_a_claim_set_aside_is_out_of_the_books_and_named_with_the_reason(teller: Teller) -> None:
    tell_delivered(teller, Basis.UP_TO, "in total")
    tell_shot_down(teller)
    balance = teller.reckon(decisions=[Decision("c00000", Ruling.SET_ASIDE, "the relay dropped a bound")])
    assert balance.contradictions == ()
    (unbooked,) = balance.unbooked
    assert "the relay dropped a bound" in unbooked.words
    assert balance.decisions[0].claim == "c00000"


def test_a_scope_that_a_person_chose_moves_the_claim_to_its_account(teller: Teller) -> None:
    tell_delivered(teller, Basis.UP_TO, "in total")
    tell_shot_down(teller)
    decisions = [Decision(c, Ruling.SCOPE, "the speaker counts every make", "all") for c in ("c00001", "c00002")]
    balance = teller.reckon(decisions=decisions)
    assert balance.contradictions == ()
    assert {account.scope for account in balance.accounts} == {None, "all"}


def test_a_decision_that_was_taken_back_changes_nothing(teller: Teller) -> None:
    tell_delivered(teller, Basis.UP_TO, "in total")
    tell_shot_down(teller)
    decisions = [Decision("c00000", Ruling.SET_ASIDE, "a slip"), Decision("c00000", Ruling.RESTORE, "it was none")]
    assert len(teller.reckon(decisions=decisions).contradictions) == 1


def test_a_decision_that_means_nothing_is_refused(teller: Teller) -> None:
    with pytest.raises(ReckonError, match=r"c1.*shred"):
        teller.reckon(decisions=[Decision("c1", "shred", "because")])  # type: ignore[arg-type]
