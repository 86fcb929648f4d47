"""Which claims answer one question: measure, item, parties, scope and period; never the number."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemmata.model import Basis, Claim, Document, Doubt, Modality
from stemmata.packs import load_pack
from stemmata.trace import find_threads
from stemmata.trace.thread import thread_claims
from tests.trace.build import claim, document, officials, outlet

PACK = load_pack()


def questions(*pairs: tuple[Document, Claim]) -> list[set[str]]:
    """The outlets of each thread."""
    documents = {d.sha256: d for d, _ in pairs}
    threads = find_threads([c for _, c in pairs], documents, PACK)
    return [{documents[c.document].outlet or "" for c in t.claims} for t in threads]


def find_doubts(*pairs: tuple[Document, Claim]) -> list[tuple[set[str], tuple[Doubt, ...]]]:
    """The outlets of each thread, and what is in doubt about it."""
    documents = {d.sha256: d for d, _ in pairs}
    found = thread_claims([c for _, c in pairs], documents, PACK)
    named = [
        ({documents[c.document].outlet or "" for c in t.claims}, found.doubts.get(t.id, ())) for t in found.threads
    ]
    return sorted(named, key=lambda pair: sorted(pair[0]))


def test_an_ability_and_a_plan_answer_one_question() -> None:
    one, two = document("A"), document("B")
    assert questions((one, claim(one)), (two, claim(two, measure="plan", modality=Modality.PLANS))) == [{"A", "B"}]


def test_the_same_number_of_another_measure_is_another_question() -> None:
    one, two = document("A"), document("B")
    assert len(questions((one, claim(one)), (two, claim(two, measure="delivered", modality=Modality.ASSERTED)))) == 2


def test_another_number_answers_the_same_question() -> None:
    one, two = document("A"), document("B")
    assert questions((one, claim(one)), (two, claim(two, number=60, basis=Basis.EXACT))) == [{"A", "B"}]


def test_a_yearly_and_a_monthly_rate_are_two_questions() -> None:
    one, two = document("A"), document("B")
    assert len(questions((one, claim(one, per="year")), (two, claim(two, per="month")))) == 2


def test_claims_of_other_states_are_two_questions() -> None:
    one, two = document("A"), document("B")
    assert len(questions((one, claim(one, actor="iran")), (two, claim(two, actor="ukraine")))) == 2


def test_a_vague_claim_never_bridges_two_questions() -> None:
    pages = [document(n) for n in "ABC"]
    found = questions(
        (pages[0], claim(pages[0], actor="iran")),
        (pages[1], claim(pages[1], actor="ukraine")),
        (pages[2], claim(pages[2], actor=None)),
    )
    assert not any({"A", "B"} <= thread for thread in found)


def test_who_is_left_out_is_nobody_in_particular() -> None:
    one, two = document("A"), document("B")
    found = find_doubts(
        (one, claim(one, actor="germany", measure="delivered", number=10_000, modality=Modality.ASSERTED)),
        (two, claim(two, actor=None, measure="delivered", number=90_000, modality=Modality.ASSERTED)),
    )
    assert [outlets for outlets, _ in found] == [{"A"}, {"B"}]
    assert all("who acts" in doubt.reason for _, doubts in found for doubt in doubts)
    assert all(len(doubts) == 1 for _, doubts in found)


def test_a_claim_without_an_actor_joins_by_its_number_or_its_place() -> None:
    pages = [document(n) for n in "ABC"]
    found = questions(
        (pages[0], claim(pages[0], actor="iran", place="russia")),
        (pages[1], claim(pages[1], actor=None)),
        (pages[2], claim(pages[2], actor=None, place="russia", number=70)),
    )
    assert found == [{"A", "B", "C"}]


def test_another_number_of_the_same_page_is_not_taken_for_the_named_party() -> None:
    one, two = document("A"), document("B")
    done = {"measure": "delivered", "modality": Modality.ASSERTED}
    found = questions(
        (one, claim(one, (outlet("X"),), actor="germany", number=10_000, **done)),  # type: ignore[arg-type]
        (one, claim(one, (outlet("X"),), actor=None, number=90_000, **done)),  # type: ignore[arg-type]
        (two, claim(two, (outlet("X"),), actor="germany", number=10_000, **done)),  # type: ignore[arg-type]
    )
    assert len(found) == 2


def test_what_one_side_delivered_is_what_the_other_received() -> None:
    one, two = document("A"), document("B")
    sent = replace(claim(one, actor="germany", measure="delivered", modality=Modality.ASSERTED), counterpart="ukraine")
    got = replace(claim(two, actor="ukraine", measure="received", modality=Modality.ASSERTED), counterpart="germany")
    assert questions((one, sent), (two, got)) == [{"A", "B"}]


def test_a_repeated_page_with_another_item_is_left_in_doubt() -> None:
    words = (
        "By the end of the year the works is to turn out at least 6,000 of them, said officials who asked for silence."
    )
    one, two = document("A", text=words), document("B", "2023-02-06", text=f"{words} So it is.")
    found = find_doubts((one, claim(one, place="russia")), (two, claim(two, place="iran", actor="ukraine")))
    assert len(found) == 2
    assert all("not the actor, place" in doubts[0].reason for _, doubts in found)


def test_what_is_still_to_come_is_not_asked_as_done() -> None:
    one = document("A")
    plan = claim(one, actor="germany", measure="delivered", modality=Modality.PLANS)
    assert find_threads([plan], {one.sha256: one}, PACK)[0].question == "How many drones will Germany deliver?"


def test_a_party_at_home_is_named_once() -> None:
    one = document("A")
    plan = replace(claim(one, actor="russia", measure="plan", place="russia", number=None), sub_kind="facility")
    assert (
        find_threads([plan], {one.sha256: one}, PACK)[0].question == "How far along is the plan for a plant by Russia?"
    )


@given(order=st.permutations(range(8)))
def test_threads_and_doubts_do_not_depend_on_the_order_of_claims(order: list[int]) -> None:
    pages = [document(n) for n in "ABCDEFGH"]
    actors = ("iran", None, "ukraine", "iran+russia", None, "russia", None, "iran")
    made = [claim(p, actor=a, number=10 * n + 10) for n, (p, a) in enumerate(zip(pages, actors, strict=True))]
    documents = {d.sha256: d for d in pages}
    assert thread_claims([made[n] for n in order], documents, PACK) == thread_claims(made, documents, PACK)


def test_a_report_of_another_year_asks_of_another_moment() -> None:
    one, two = document("A", "2023-02-05"), document("B", "2024-05-20")
    assert len(questions((one, claim(one)), (two, claim(two)))) == 2


def test_all_kinds_and_iranian_made_are_not_counted_together() -> None:
    one, two = document("A"), document("B")
    done = {"measure": "intercepted", "modality": Modality.ASSERTED, "actor": "ukraine"}
    assert (
        len(
            questions(
                (one, claim(one, scope="of all kinds", **done)),  # type: ignore[arg-type]
                (two, claim(two, scope="Iranian-made", **done)),  # type: ignore[arg-type]
            )
        )
        == 2
    )


def test_claims_that_cite_one_report_prefer_its_thread() -> None:
    pages = [document(n) for n in "ABC"]
    found = questions(
        (pages[0], claim(pages[0], (outlet("X"), officials()), place="russia", actor="iran")),
        (pages[1], claim(pages[1], (outlet("Y"), officials()), place="russia", actor="ukraine")),
        (pages[2], claim(pages[2], (outlet("Y"),), actor=None, place="russia")),
    )
    assert {"B", "C"} in found
