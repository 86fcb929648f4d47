"""Which claims answer one question: measure, item, parties, scope and period; never the number."""

from __future__ import annotations

from stemmata.model import Basis, Claim, Document, Modality
from stemmata.packs import load_pack
from stemmata.trace import find_threads
from tests.trace.build import claim, document, officials, outlet

PACK = load_pack()


def questions(*pairs: tuple[Document, Claim]) -> list[set[str]]:
    """The outlets of each thread."""
    documents = {d.sha256: d for d, _ in pairs}
    threads = find_threads([c for _, c in pairs], documents, PACK)
    return [{documents[c.document].outlet or "" for c in t.claims} for t in threads]


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
    assert len(found) == 2


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
