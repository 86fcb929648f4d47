"""Trees drawn from citations, on hand-made claims."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from stemmata.model import Basis, Claim, Document, Modality, Polarity, SourceKind, Stemma
from stemmata.packs import load_pack
from stemmata.trace import trace_claims
from stemmata.trace.mutation import find_mutations
from tests.trace.build import claim, document, named, officials, outlet

PACK = load_pack()
WSJ = "The Wall Street Journal"


def trace(*pairs: tuple[Document, Claim]) -> Stemma:
    """The stemma of the only thread of these claims."""
    documents = {d.sha256: d for d, _ in pairs}
    traced = trace_claims([c for _, c in pairs], list(documents.values()), PACK)
    assert len(traced.threads) == 1, [t.question for t in traced.threads]
    return traced.stemmata[traced.threads[0].id]


OTHER_WORDS = "No fewer than 6,000 drones may be built there."  # what tells the same in the same words is a copy


def parent_names(stemma: Stemma) -> dict[str, str]:
    names = {w.id: w.name for w in stemma.witnesses}
    return {names[e.child]: names[e.parent] for e in stemma.edges}


def test_relays_of_one_report_hang_from_one_lost_witness() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post", "2023-02-06")
    chain = (outlet(WSJ), officials("officials from a country aligned with the United States"))
    stemma = trace((one, claim(one, chain)), (two, claim(two, chain)))
    assert parent_names(stemma) == {
        "Harbour Courier": WSJ,
        "Meridian Post": WSJ,
        WSJ: "officials from a country aligned with the United States",
    }
    assert (stemma.origins.low, stemma.origins.best, stemma.origins.high) == (1, 1, 1)
    lost = {w.name for w in stemma.witnesses if w.lost}
    assert lost == {WSJ, "officials from a country aligned with the United States"}


def test_a_captured_page_is_the_parent_of_those_who_cite_it() -> None:
    wire, relay = document("Dnipro Wire", "2023-02-05T10:00"), document("Meridian Post", "2023-02-05T14:00")
    stemma = trace(
        (wire, claim(wire, (outlet(WSJ), officials()))),
        (relay, claim(relay, (outlet("Dnipro Wire"), outlet(WSJ), officials()))),
    )
    assert parent_names(stemma)["Meridian Post"] == "Dnipro Wire"
    assert parent_names(stemma)["Dnipro Wire"] == WSJ


def test_a_page_that_came_out_later_is_not_the_parent() -> None:
    wire, relay = document("Dnipro Wire", "2023-02-07"), document("Meridian Post", "2023-02-05")
    stemma = trace(
        (wire, claim(wire, (outlet(WSJ),))),
        (relay, claim(relay, (outlet("Dnipro Wire"), outlet(WSJ)))),
    )
    captured = {w.id for w in stemma.witnesses if not w.lost}
    parents = {e.child: e.parent for e in stemma.edges}
    relay_node = next(w.id for w in stemma.witnesses if w.name == "Meridian Post")
    assert parents[relay_node] not in captured


def test_pages_that_cite_each_other_make_no_circle() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post")
    stemma = trace(
        (one, claim(one, (outlet("Meridian Post"),))),
        (two, claim(two, (outlet("Harbour Courier"),))),
    )
    parents = {e.child: e.parent for e in stemma.edges}
    for start in parents:
        seen, here = set(), start
        while here in parents:
            assert here not in seen
            seen.add(here)
            here = parents[here]


def test_contradicting_words_for_the_officials_widen_the_interval() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post")
    stemma = trace(
        (one, claim(one, (outlet(WSJ), officials("officials from a country allied with the United States")))),
        (two, claim(two, (outlet(WSJ), officials("American officials")))),
    )
    assert (stemma.origins.low, stemma.origins.best, stemma.origins.high) == (1, 1, 2)
    assert stemma.origins.reasons


def test_plain_officials_do_not_contradict_anybody() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post")
    stemma = trace(
        (one, claim(one, (outlet(WSJ), officials("officials from a country allied with the United States")))),
        (two, claim(two, (outlet(WSJ), officials("unnamed officials")))),
    )
    assert (stemma.origins.low, stemma.origins.high) == (1, 1)


def test_two_anonymous_groups_are_never_merged_by_their_words() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post", text=OTHER_WORDS)
    stemma = trace((one, claim(one, (officials("two officials"),))), (two, claim(two, (officials("two officials"),))))
    assert (stemma.origins.low, stemma.origins.high) == (1, 2)
    assert sum(w.kind is SourceKind.ANONYMOUS for w in stemma.witnesses) == 2


def test_one_named_body_is_one_origin_however_many_print_it() -> None:
    pages = [document(name) for name in ("Harbour Courier", "Meridian Post", "Baltic Dispatch")]
    stemma = trace(
        *(
            (p, claim(p, (named("Ukraine's air force"),), measure="intercepted", modality=Modality.ASSERTED))
            for p in pages
        )
    )
    assert (stemma.origins.low, stemma.origins.best, stemma.origins.high) == (1, 1, 1)


def test_a_page_without_a_source_may_be_an_origin_of_its_own() -> None:
    one, two = document("Harbour Courier"), document("Meridian Post", text=OTHER_WORDS)
    stemma = trace((one, claim(one, (outlet(WSJ), officials()))), (two, claim(two, ())))
    assert (stemma.origins.low, stemma.origins.best, stemma.origins.high) == (1, 1, 2)


def test_a_denial_is_in_the_tree_and_no_origin_of_what_it_denies() -> None:
    one, two = document("Harbour Courier"), document("Levant Ledger")
    stemma = trace(
        (one, claim(one, (outlet(WSJ), officials()))),
        (two, claim(two, (named("Nour News"),), number=None, modality=Modality.DENIES, polarity=Polarity.NEGATIVE)),
    )
    assert (stemma.origins.low, stemma.origins.high) == (1, 1)
    assert [w.name for w in stemma.witnesses if w.denies] == ["Levant Ledger"]


@pytest.mark.parametrize(
    ("basis", "number", "fields"),
    [
        (Basis.AT_LEAST, 6000, []),
        (Basis.MORE_THAN, 6000, ["bound"]),
        (Basis.UP_TO, 6000, ["bound"]),
        (Basis.EXACT, 6000, ["bound"]),
        (Basis.AT_LEAST, 600, ["number"]),
    ],
)
def test_what_changed_against_the_other_relays_is_on_the_edge(basis: Basis, number: float, fields: list[str]) -> None:
    faithful = [document(name) for name in ("Harbour Courier", "Meridian Post", "Baltic Dispatch")]
    odd = document("Levant Ledger", "2023-02-06")
    stemma = trace(
        *((p, claim(p, (outlet(WSJ), officials()))) for p in faithful),
        (odd, claim(odd, (outlet(WSJ), officials()), basis=basis, number=number)),
    )
    names = {w.id: w.name for w in stemma.witnesses}
    changed = {names[e.child]: [m.field for m in e.mutations] for e in stemma.edges if e.mutations}
    assert changed == ({"Levant Ledger": fields} if fields else {})


def test_a_headline_that_says_more_than_its_body_is_shown_at_the_page() -> None:
    page = document("Levant Ledger")
    body = claim(page, (outlet(WSJ),), basis=Basis.UP_TO)
    head = claim(page, (), basis=Basis.EXACT, in_title=True)
    traced = trace_claims([body, head], [page], PACK)
    (witness,) = [w for w in traced.stemmata[traced.threads[0].id].witnesses if not w.lost]
    assert [(m.field, m.parent_value, m.child_value) for m in witness.headline] == [("bound", "up_to", "exact")]


def test_the_order_of_claims_and_documents_changes_nothing() -> None:
    pages = [
        document("Harbour Courier"),
        document("Meridian Post", "2023-02-06"),
        document("Dnipro Wire", "2023-02-04"),
    ]
    claims = [
        claim(pages[0], (outlet(WSJ), officials())),
        claim(pages[1], (outlet("Dnipro Wire"), outlet(WSJ)), basis=Basis.UP_TO),
        claim(pages[2], (outlet(WSJ), officials("American officials"))),
    ]
    results = [trace_claims(list(order), pages, PACK) for order in permutations(claims)]
    assert all(result == results[0] for result in results)


def test_a_deal_that_is_called_a_contract_has_not_changed() -> None:
    one, two = document("Harbour Courier", "2023-02-05T10:00"), document("Meridian Post", "2023-02-05T12:00")
    for measure, differs in (("contract_value", False), ("capacity", True)):
        before = replace(claim(one, measure=measure), stage="agreed", modality=Modality.EXPECTS)
        after = replace(claim(two, measure=measure), stage="contracted", modality=Modality.ASSERTED)
        fields = {mutation.field for mutation in find_mutations(before, after, PACK)}
        assert ({"stage", "modality"} <= fields) is differs
        assert bool({"stage", "modality"} & fields) is differs
