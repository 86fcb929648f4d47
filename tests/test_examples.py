"""The demo reports, end to end: the tree, the origins and every change that was planted in them.

What each report was written to show is in docs/examples.md; nothing in the code may know any of it.
"""

from __future__ import annotations

import pytest

from stemmata.model import Claim, Modality, Mutation, Stemma, Thread
from stemmata.show import Report

WSJ = "The Wall Street Journal"


@pytest.fixture(scope="module")
def report(demo: Report) -> Report:
    return demo


@pytest.fixture(scope="module")
def plant(report: Report) -> tuple[Thread, Stemma]:
    """The thread on the plant's 6,000 drones."""
    thread = report.threads[0]
    assert {c.measure for c in thread.claims} <= {"capacity", "plan"}
    return thread, report.stemmata[thread.id]


def outlet_of(report: Report, sha256: str) -> str:
    return next(d.outlet or d.id for d in report.documents if d.sha256 == sha256)


def changes(mutations: tuple[Mutation, ...]) -> set[tuple[str, str | None, str | None]]:
    return {(m.field, m.parent_value, m.child_value) for m in mutations}


def test_every_report_is_read(report: Report) -> None:
    assert len(report.documents) == 58
    assert all(d.outlet and d.published and d.language == "en" for d in report.documents)


def test_furniture_of_the_pages_is_left_out(report: Report) -> None:
    for document in report.documents:
        for words in ("cookies", "Telegram", "newsletter", "Read also", "What a story"):
            assert words not in document.text, (document.outlet, words)


def test_the_tree_is_the_one_that_was_written(plant: tuple[Thread, Stemma]) -> None:
    _, stemma = plant
    names = {w.id: w.name for w in stemma.witnesses}
    tree = {names[e.child]: names[e.parent] for e in stemma.edges}
    direct = (
        "Harbour Courier, Dnipro Wire, Meridian Post, Levant Ledger, Cedar Herald, North Sea Bulletin, "
        "Aegean Times, Capital Monitor, Desert Echo, Quay Street Record, Gulf Observer, Plains Register"
    )
    expected = dict.fromkeys(direct.split(", "), WSJ)
    expected["Baltic Dispatch"] = "Dnipro Wire"
    expected[WSJ] = "officials from a country aligned with the United States"
    assert tree == expected
    assert {w.name for w in stemma.witnesses if w.lost} == {WSJ, expected[WSJ]}


def test_the_origin_is_one_perhaps_two(plant: tuple[Thread, Stemma]) -> None:
    origins = plant[1].origins
    assert (origins.low, origins.best, origins.high) == (1, 1, 2)
    assert any("contradict" in reason for reason in origins.reasons)


@pytest.mark.parametrize(
    ("outlet", "planted"),
    [
        ("Harbour Courier", set()),
        ("Dnipro Wire", set()),
        ("Aegean Times", set()),
        ("Capital Monitor", set()),
        ("Quay Street Record", set()),
        ("Meridian Post", {("bound", "at_least", "more_than")}),
        ("Levant Ledger", {("bound", "at_least", "up_to")}),
        ("Cedar Herald", {("modality", "could", "plans")}),
        ("Desert Echo", {("bound", "at_least", "exact")}),
        (
            "Baltic Dispatch",
            {("source", "officials from a country aligned with the United States", "American officials")},
        ),
        ("Plains Register", {("modality", "could", "expects")}),
    ],
)
def test_what_changed_on_the_way_is_on_the_edge(
    plant: tuple[Thread, Stemma], outlet: str, planted: set[tuple[str, str, str]]
) -> None:
    _, stemma = plant
    names = {w.id: w.name for w in stemma.witnesses}
    (edge,) = [e for e in stemma.edges if names[e.child] == outlet]
    asked = {"bound", "number", "unit", "modality", "polarity", "source"}
    assert {c for c in changes(edge.mutations) if c[0] in asked} == planted
    for mutation in edge.mutations:
        assert mutation.parent_quote
        assert mutation.child_quote


@pytest.mark.parametrize(
    ("outlet", "planted"),
    [
        ("Levant Ledger", ("bound", "up_to", "exact")),
        ("North Sea Bulletin", ("bound", "at_least", "exact")),
        ("North Sea Bulletin", ("stage", "planned", "agreed")),
    ],
)
def test_a_headline_that_says_something_else_is_shown(
    plant: tuple[Thread, Stemma], outlet: str, planted: tuple[str, str, str]
) -> None:
    (witness,) = [w for w in plant[1].witnesses if w.name == outlet]
    assert planted in changes(witness.headline)


def test_reactions_are_what_they_are(report: Report, plant: tuple[Thread, Stemma]) -> None:
    reactions = {(outlet_of(report, c.document), c.modality) for c in plant[0].responses}
    assert reactions == {
        ("Gulf Observer", Modality.DENIES),
        ("Plains Register", Modality.DEFLECTS),
        ("Plains Register", Modality.DENIES),  # its headline "rejects" what the spokesman only deflects
        ("Quay Street Record", Modality.NO_RESPONSE),
        ("Harbour Courier", Modality.NO_RESPONSE),
    }


def find(report: Report, outlet: str, measure: str) -> list[Claim]:
    return [c for c in report.claims if c.measure == measure and outlet_of(report, c.document) == outlet]


def test_counts_of_other_scopes_are_other_questions(report: Report) -> None:
    by_claim = {c.id: t.id for t in report.threads for c in t.claims}
    (nearly,) = find(report, "Steppe News", "intercepted")
    (all_kinds,) = find(report, "Danube Daily", "lost")
    (more,) = find(report, "Air War Weekly", "intercepted")
    assert nearly.quantity is not None
    assert (nearly.quantity.basis.value, nearly.scope) == ("almost", "Iranian-made")
    assert all_kinds.scope == "of all kinds"
    assert len({by_claim[nearly.id], by_claim[all_kinds.id], by_claim[more.id]}) >= 2


def test_a_relay_that_drops_more_than_is_shown(report: Report) -> None:
    dropped = [
        (m.parent_value, m.child_value)
        for t in report.threads
        for e in report.stemmata[t.id].edges
        for m in e.mutations
        if m.field == "bound" and t.measure == "delivered"
    ]
    assert ("more_than", "exact") in dropped


def test_forecasts_keep_their_open_side(report: Report) -> None:
    (claim,) = [c for c in find(report, "Summit Review", "plan") if c.stage == "operational"]
    assert claim.modality is Modality.COULD
    assert claim.time is not None
    assert claim.time.text == "early 2024"


def test_every_claim_points_at_its_own_words(report: Report) -> None:
    texts = {d.sha256: d.text for d in report.documents}
    assert report.claims
    for claim in report.claims:
        text = texts[claim.document]
        assert claim.evidence.span.of(text) == claim.evidence.quote
        if claim.quantity is not None:
            assert claim.evidence.span.contains(claim.quantity.span)
            assert claim.quantity.span.of(text) == claim.quantity.text
