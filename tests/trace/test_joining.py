"""Which groups of claims are one question that was changed on the way, and which only look alike."""

from __future__ import annotations

from dataclasses import replace

from stemmata.model import Claim, Document, Modality, Relation, Span, Time
from stemmata.packs import load_pack
from stemmata.trace import find_threads
from tests.trace.build import claim, document, officials, outlet

PACK = load_pack()
NIGHT = (
    "Overnight the air force counted what came in from three sides and what was brought down over the sea and over the"
    " fields, and put the number at twelve, as it does each morning."
)


def threads(*pairs: tuple[Document, Claim]) -> list[set[str]]:
    documents = {d.sha256: d for d, _ in pairs}
    found = find_threads([c for _, c in pairs], documents, PACK)
    return sorted(({documents[c.document].outlet or "" for c in t.claims} for t in found), key=sorted)


def on(day: str, of: Claim) -> Claim:
    time = Time(Span(0, 4), day, "DATE", day, day, day, "day", Relation.IN)
    return replace(of, time=time)


def shot_down(of: Document, *chain: str) -> Claim:
    sources = tuple(outlet(name) for name in chain)
    return claim(of, sources, number=12, measure="intercepted", modality=Modality.ASSERTED, actor="ukraine")


def test_counts_of_two_nights_in_one_houses_words_stay_apart() -> None:
    one, two = document("A", "2023-02-05", NIGHT), document("B", "2023-02-12", NIGHT)
    assert threads((one, on("2023-02-05", shot_down(one))), (two, on("2023-02-12", shot_down(two)))) == [{"A"}, {"B"}]


def test_a_night_that_is_told_by_two_days_is_one() -> None:
    one, two = document("A", "2023-02-05"), document("B", "2023-02-05")
    assert threads((one, on("2023-02-04", shot_down(one))), (two, on("2023-02-05", shot_down(two)))) == [{"A", "B"}]


def test_a_page_that_names_its_source_moved_the_day() -> None:
    one, two = document("A", "2023-02-05"), document("B", "2023-02-06")
    moved = on("2023-03-05", shot_down(two, "A"))
    assert threads((one, on("2023-02-05", shot_down(one))), (two, moved)) == [{"A", "B"}]


def test_two_relays_of_one_lost_report_are_one_though_the_place_moved() -> None:
    one, two = document("A"), document("B", "2023-02-06")
    chain = (outlet("The Quiet Gazette"), officials())
    assert threads((one, claim(one, chain, place="russia")), (two, claim(two, chain, place="iran"))) == [{"A", "B"}]
    other = claim(two, chain, place="iran", number=70)
    assert threads((one, claim(one, chain, place="russia")), (two, other)) == [{"A"}, {"B"}]


def test_a_page_that_states_both_keeps_them_apart() -> None:
    one, two = document("A"), document("B", "2023-02-06")
    chain = (outlet("The Quiet Gazette"),)
    pairs = [(one, claim(one, chain, place="russia")), (two, claim(two, chain, place="iran"))]
    both = replace(claim(one, chain, place="iran"), id="another")
    assert threads(*pairs, (one, both)) == [{"A"}, {"A", "B"}]
