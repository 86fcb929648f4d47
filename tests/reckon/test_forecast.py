"""Promises with a deadline, told in sentences, and what other sentences make of them."""

from __future__ import annotations

import hashlib
import random
from datetime import date

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document, Forecast, Outcome
from stemmata.packs import load_pack
from stemmata.reckon.forecast import find_forecasts
from stemmata.trace import trace_claims

PACK = load_pack()
LATER = date(2026, 1, 1)
Told = tuple[str, str, str]  # outlet, day of publication, text

PLAN: Told = (
    "Salt Road",
    "2023-02-20",
    "Russia plans to deliver 200 Orlan-10 drones by 30 June 2023, the ministry said.",
)
RIVAL: Told = (
    "Sable Creek",
    "2023-03-13",
    "Iran expects to receive 24 Su-35 fighters from Russia by the end of 2023, state television said.",
)


def read(*texts: Told) -> tuple[list[Claim], list[Document]]:
    documents = [
        Document(
            outlet, hashlib.sha256(f"{outlet}{text}".encode()).hexdigest(), text, "en", outlet=outlet, published=day
        )
        for outlet, day, text in texts
    ]
    return [c for d in documents for c in find_claims(d, annotate(d, PACK), PACK).claims], documents


def forecasts(*texts: Told, on: date = LATER, aside: tuple[str, ...] = ()) -> tuple[Forecast, ...]:
    """The forecasts over texts; `aside` are the outlets whose claims are set aside."""
    claims, documents = read(*texts)
    outlets = {d.sha256: d.outlet for d in documents}
    out = {c.id for c in claims if outlets[c.document] in aside}
    threads = trace_claims(claims, documents, PACK).threads
    return find_forecasts(threads, {d.sha256: d for d in documents}, PACK, on, out)


def outcome(*texts: Told, on: date = LATER) -> Outcome:
    """What became of the one promise in `texts`."""
    (forecast,) = forecasts(*texts, on=on)
    return forecast.outcome


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Russia delivered 200 Orlan-10 drones in May 2023, the ministry said.", Outcome.MET),
        ("Russia had delivered at least 230 Orlan-10 drones by 30 June 2023, the ministry said.", Outcome.MET),
        ("Russia delivered 200 Orlan-10 drones in November 2023, the ministry said.", Outcome.LATE),
        ("Russia had delivered no more than 150 Orlan-10 drones by 30 June 2023, the ministry said.", Outcome.MISSED),
    ],
)
def test_a_count_keeps_or_breaks_a_promise(told: str, expected: Outcome) -> None:
    (forecast,) = forecasts(PLAN, ("Long Wharf", "2023-11-22", told))
    assert forecast.outcome is expected
    assert len(forecast.evidence) == 1
    assert "Long Wharf, 22 November 2023" in forecast.reason


@pytest.mark.parametrize(
    "told",
    [
        "Russia delivered 190 Orlan-10 drones in May 2023, the ministry said.",  # fewer, and others may have come
        "Russia delivered nearly 200 Orlan-10 drones in May 2023, the ministry said.",  # not known to be as many
        "Russia delivered up to 300 Orlan-10 drones in May 2023, the ministry said.",
        "Russia delivered 200 drones in May 2023, the ministry said.",  # not known to be of that kind
        "Russia delivered 200 Lancet drones in May 2023, the ministry said.",
        "Iran delivered 200 Orlan-10 drones in May 2023, the ministry said.",
        "Russia produced 200 Orlan-10 drones in May 2023, the ministry said.",
        "Russia plans to deliver 200 Orlan-10 drones in May 2023, the ministry said.",
        "Russia could deliver 200 Orlan-10 drones, the ministry said.",
        "Russia delivered 200 Orlan-10 drones in May 2022, the ministry said.",  # before it was promised
    ],
)
def test_what_does_not_say_so_settles_nothing(told: str) -> None:
    judged = [
        f for f in forecasts(PLAN, ("Long Wharf", "2023-05-28", told)) if "Salt Road" in str(read(PLAN)[1][0].outlet)
    ]
    promised = [f for f in judged if f.deadline == "2023-06-30"]
    assert [f.outcome for f in promised] == [Outcome.UNRESOLVED]
    assert promised[0].evidence == ()


def test_a_count_without_a_day_is_done_when_it_is_printed() -> None:
    told = "Russia has delivered 200 Orlan-10 drones, the ministry said."
    assert outcome(PLAN, ("Long Wharf", "2023-06-10", told)) is Outcome.MET
    (late,) = forecasts(PLAN, ("Long Wharf", "2023-09-10", told))
    assert late.outcome is Outcome.UNRESOLVED
    assert len(late.evidence) == 1
    assert "not whether that was by 30 June 2023" in late.reason


def test_silence_is_open_until_the_deadline_and_then_unresolved_never_missed() -> None:
    assert outcome(PLAN, on=date(2023, 6, 30)) is Outcome.OPEN
    assert outcome(PLAN, on=date(2023, 7, 1)) is Outcome.UNRESOLVED


def test_only_what_was_out_on_the_day_is_known_on_it() -> None:
    told: Told = ("Long Wharf", "2023-11-22", "Russia delivered 200 Orlan-10 drones in May 2023, the ministry said.")
    assert outcome(PLAN, told, on=date(2023, 11, 21)) is Outcome.UNRESOLVED
    assert outcome(PLAN, told, on=date(2023, 11, 22)) is Outcome.MET
    assert forecasts(PLAN, told, on=date(2023, 2, 19)) == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Iran did not receive Su-35 fighters from Russia in 2023, the commander said.", Outcome.MISSED),
        ("Iran has not received any Su-35 fighters, the commander said.", Outcome.MISSED),
        ("Iran had not received any Su-35 fighters by October 2023, the commander said.", Outcome.UNRESOLVED),
        ("Iran did not receive fighter jets from Russia in 2023, the commander said.", Outcome.MISSED),  # all of them
        ("Iran did not receive Su-35 fighters from Russia in 2022, the commander said.", Outcome.UNRESOLVED),
        ("Iran did not receive Su-57 fighters from Russia in 2023, the commander said.", Outcome.UNRESOLVED),
        ("Iran received 24 Su-35 fighters from Russia in December 2023, the commander said.", Outcome.MET),
        ("Russia delivered 24 Su-35 fighters to Iran in December 2023, the commander said.", Outcome.MET),
        ("Russia delivered 24 Su-35 fighters to China in December 2023, the commander said.", Outcome.UNRESOLVED),
    ],
)
def test_receiving_is_promised_and_denied(told: str, expected: Outcome) -> None:
    assert outcome(RIVAL, ("Upland Review", "2024-01-16", told)) is expected


def test_reports_that_contradict_each_other_resolve_nothing() -> None:
    met: Told = (
        "Long Wharf",
        "2024-01-10",
        "Iran received 24 Su-35 fighters from Russia in December 2023, Tehran said.",
    )
    none: Told = (
        "Upland",
        "2024-01-16",
        "Iran did not receive Su-35 fighters from Russia in 2023, the commander said.",
    )
    (forecast,) = forecasts(RIVAL, met, none)
    assert forecast.outcome is Outcome.UNRESOLVED
    assert len(forecast.evidence) == 2
    assert "contradict" in forecast.reason
    assert [f.outcome for f in forecasts(RIVAL, met, none, aside=("Upland",))] == [Outcome.MET]
    assert [f.outcome for f in forecasts(RIVAL, met, none, aside=("Long Wharf",))] == [Outcome.MISSED]
    assert forecasts(RIVAL, met, none, aside=("Sable Creek",)) == ()


def test_a_stage_is_foreseen_doubted_and_reached() -> None:
    ahead: Told = (
        "Ferry",
        "2023-06-10",
        "The drone plant in Yelabuga could be operational by early 2024, officials said.",
    )
    doubt: Told = (
        "River",
        "2023-06-20",
        "The drone plant in Yelabuga is unlikely to start production before 2024, ZDF said.",
    )
    begun: Told = (
        "Lock",
        "2023-10-12",
        "The drone plant in Yelabuga began production no later than July 2023, it said.",
    )
    elsewhere: Told = ("Far", "2023-10-12", "The drone plant in Minsk began production in July 2023, officials said.")
    told = {f.words: f.outcome for f in forecasts(ahead, doubt, begun)}
    assert told == {
        "arms plant in operation by 30 April 2024": Outcome.MET,
        "arms plant not in operation before 1 January 2024": Outcome.MISSED,
    }
    assert {f.outcome for f in forecasts(ahead, doubt, elsewhere)} == {Outcome.UNRESOLVED}


def test_a_plan_is_kept_by_what_was_made() -> None:
    plan: Told = (
        "Amber",
        "2023-08-18",
        "Russia plans to build 6,000 drones in Yelabuga by the summer of 2025, files show.",
    )
    made: Told = (
        "Chalk",
        "2024-09-03",
        "Russia had built 6,000 Shahed-136 drones in Yelabuga by the end of August 2024.",
    )
    away: Told = ("Chalk", "2024-09-03", "Russia had built 6,000 Shahed-136 drones by the end of August 2024.")
    assert outcome(plan, made) is Outcome.MET
    assert outcome(plan, away) is Outcome.UNRESOLVED  # elsewhere, perhaps


@pytest.mark.parametrize(
    "told",
    [
        "Russia could produce 1,000 drones a month in 2024, officials said.",  # an ability, for no day
        "Russia plans to deliver 200 Orlan-10 drones, the ministry said.",
        "Russia delivered 200 Orlan-10 drones by 30 June 2023, the ministry said.",
        "Russia planned to deliver 200 Orlan-10 drones in May 2021, the ministry said.",
    ],
)
def test_what_has_no_deadline_ahead_is_no_forecast(told: str) -> None:
    assert forecasts(("Salt Road", "2023-09-20", told)) == ()


def test_up_to_promises_no_number_that_could_be_missed() -> None:
    plan: Told = (
        "Salt",
        "2023-02-20",
        "Russia plans to deliver up to 200 Orlan-10 drones by 30 June 2023, officials said.",
    )
    told: Told = ("Long", "2023-07-22", "Russia delivered 180 Orlan-10 drones in May 2023, the ministry said.")
    (forecast,) = forecasts(plan, told)
    assert forecast.outcome is Outcome.UNRESOLVED
    assert "no least number" in forecast.reason


def test_one_promise_in_two_reports_is_one_forecast() -> None:
    relay: Told = (
        "Salt Mine",
        "2023-02-21",
        "By 30 June 2023 Russia plans to deliver 200 Orlan-10 drones, the ministry said.",
    )
    (forecast,) = forecasts(PLAN, relay)
    assert len(forecast.claims) == 2
    assert forecast.issued == "2023-02-20"


def test_the_order_of_reports_does_not_matter() -> None:
    texts = [
        PLAN,
        RIVAL,
        ("Long Wharf", "2023-11-22", "Russia delivered 200 Orlan-10 drones in November 2023, the ministry said."),
        ("Salt Mine", "2023-02-21", "By 30 June 2023 Russia plans to deliver 200 Orlan-10 drones, the ministry said."),
        ("Upland", "2024-01-16", "Iran did not receive Su-35 fighters from Russia in 2023, the commander said."),
    ]
    expected = forecasts(*texts)
    assert [f.outcome for f in expected] == [Outcome.LATE, Outcome.MISSED]
    for seed in range(3):
        assert forecasts(*random.Random(seed).sample(texts, len(texts))) == expected


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Germany will hand Ukraine 18 Leopard 2 tanks before the end of March 2024, Berlin said.", "18 Leopard 2"),
        (
            "The EU plans to deliver 500,000 artillery shells to Ukraine by 31 March 2024, it said.",
            "500,000 artillery shells",
        ),
        ("The drone plant in Yelabuga is to open by 31 March 2024, officials said.", "arms plant in operation"),
    ],
)
def test_a_promise_is_told_in_the_words_of_the_text(told: str, words: str) -> None:
    (forecast,) = forecasts(("Salt Road", "2024-01-20", told))
    assert forecast.words.startswith(words)
    assert forecast.deadline == "2024-03-31"
