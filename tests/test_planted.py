"""The demo reports that cite nobody, and those whose figures cannot all be true; planted.toml says what was planted."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stemmata.model import Claim, Stemma, Thread
from stemmata.show import Report

PLANTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("planted.toml").read_text(encoding="utf-8"))
SILENT = PLANTED["silent"]
LEDGER = PLANTED["ledger"]


def claim_named(report: Report, name: str) -> Claim:
    """The one claim of a text's body that `name` ("outlet: measure number-as-printed") means."""
    outlet, counted = name.split(": ")
    measure, number = counted.split(" ", 1)
    documents = {d.sha256 for d in report.documents if d.outlet == outlet}
    (claim,) = [
        c
        for c in report.claims
        if c.document in documents and c.measure == measure and not c.in_title
        if c.quantity is not None and c.quantity.text == number
    ]
    return claim


@pytest.fixture(scope="module")
def silent(demo: Report) -> tuple[Thread, Stemma]:
    """The thread of the reports that cite nobody."""
    thread = max((t for t in demo.threads if t.measure == "order"), key=lambda t: len({c.document for c in t.claims}))
    return thread, demo.stemmata[thread.id]


def test_reports_that_cite_nobody_are_read_as_citing_nobody(demo: Report, silent: tuple[Thread, Stemma]) -> None:
    outlets = {d.sha256: d.outlet for d in demo.documents}
    assert {outlets[c.document] for c in silent[0].claims} == set(SILENT["parents"]) | set(SILENT["parents"].values())
    assert [c.chain for c in silent[0].claims if c.chain] == []
    assert [w.name for w in silent[1].witnesses if w.lost] == []


def test_silent_reports_go_back_to_as_many_origins_as_were_planted(silent: tuple[Thread, Stemma]) -> None:
    names = {w.id: w.name for w in silent[1].witnesses}
    origins = silent[1].origins
    assert origins.low <= SILENT["origins"] <= origins.high
    assert origins.best == SILENT["origins"]
    above = {names[e.child]: names[e.parent] for e in silent[1].edges}
    families = [{first_report(names[root]) for root in group} for group in origins.groups]
    assert sorted(map(sorted, families)) == [["Isthmus Daily"], ["Larch Observer"]]
    assert {first_report(child) == first_report(parent) for child, parent in above.items()} == {True}


def first_report(outlet: str) -> str:
    """The report that stands at the top of the planted tree over `outlet`."""
    while outlet in SILENT["parents"]:
        outlet = SILENT["parents"][outlet]
    return outlet


def test_the_silent_tree_is_the_one_that_was_planted(silent: tuple[Thread, Stemma]) -> None:
    names = {w.id: w.name for w in silent[1].witnesses}
    assert {names[e.child]: names[e.parent] for e in silent[1].edges} == SILENT["parents"]
    for edge in silent[1].edges:
        assert any(e.kind == "reuse" for e in edge.evidence), names[edge.child]


def test_an_edge_shows_the_slips_that_both_pages_have(silent: tuple[Thread, Stemma]) -> None:
    names = {w.id: w.name for w in silent[1].witnesses}
    (edge,) = [e for e in silent[1].edges if names[e.child] == "Mill Town Echo"]
    told = " ".join(e.text for e in edge.evidence if e.kind == "variant")
    assert "“machachkala” (others: “makhachkala”)" in told


def test_what_changed_on_a_silent_edge_is_what_was_planted(silent: tuple[Thread, Stemma]) -> None:
    names = {w.id: w.name for w in silent[1].witnesses}
    changed = {
        names[edge.child]: [[m.field, m.parent_value, m.child_value] for m in edge.mutations]
        for edge in silent[1].edges
        if edge.mutations
    }
    assert changed == SILENT["mutations"]


@pytest.mark.parametrize("case", LEDGER["false_friends"], ids=lambda case: case["why"])
def test_false_friends_are_answers_to_different_questions(demo: Report, case: dict[str, Any]) -> None:
    threads = {c.id: t.id for t in demo.threads for c in t.claims}
    claims = [claim_named(demo, name) for name in case["claims"]]
    assert len({threads[c.id] for c in claims}) == len(claims)


@pytest.mark.parametrize("case", LEDGER["false_friends"], ids=lambda case: case["why"])
def test_false_friends_are_never_booked_together(demo: Report, case: dict[str, Any]) -> None:
    assert demo.balance is not None
    accounts = {c: e.account for e in demo.balance.entries for c in (*e.claims, *e.variants)}
    booked = [accounts[claim_named(demo, name).id] for name in case["claims"]]
    assert len(set(booked)) == len(booked)
    together = {claim_named(demo, name).id for name in case["claims"]}
    assert not any(len(together & set(found.claims)) > 1 for found in demo.balance.contradictions)


def test_the_contradictions_are_those_that_were_planted_and_no_others(demo: Report) -> None:
    assert demo.balance is not None
    planted = {frozenset(claim_named(demo, name).id for name in case["claims"]) for case in LEDGER["contradiction"]}
    assert {frozenset(found.claims) for found in demo.balance.contradictions} == planted
    assert demo.balance.is_complete


@pytest.mark.parametrize("case", LEDGER["contradiction"], ids=lambda case: case["why"])
def test_a_contradiction_shows_its_words_and_what_would_reconcile_it(demo: Report, case: dict[str, Any]) -> None:
    assert demo.balance is not None
    claims = {claim_named(demo, name).id: claim_named(demo, name) for name in case["claims"]}
    (found,) = [c for c in demo.balance.contradictions if set(c.claims) == set(claims)]
    for standing in found.standings:
        assert standing.quote == claims[standing.claim].evidence.quote
        assert standing.chain
        assert standing.origins >= 1
    assert {claim for way in found.reconciliations for claim in way.claims} >= set(claims)
    assert "cannot all be true" in found.words


def test_promises_become_of_what_was_planted(demo: Report) -> None:
    outlets = {c.id: next(d.outlet for d in demo.documents if d.sha256 == c.document) for c in demo.claims}
    told = {
        outlets[claim]: (forecast.outcome.value, {outlets[c] for c in forecast.evidence})
        for forecast in demo.forecasts
        for claim in forecast.claims
    }
    planted = {
        case["claim"].split(": ")[0]: (case["outcome"], {case["by"]} if "by" in case else set())
        for case in LEDGER["forecast"]
    }
    assert planted.items() <= told.items()
    assert len(demo.forecasts) == len(planted)
