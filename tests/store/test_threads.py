from __future__ import annotations

from dataclasses import replace

import pytest

from stemmata.model import (
    Claim,
    Edge,
    EdgeEvidence,
    Origins,
    SourceKind,
    Span,
    Stemma,
    Thread,
    Witness,
)
from stemmata.store import Ledger, StoreError

from .conftest import Observer
from .keeper import example
from .test_codec import CLAIM

FIRST, SECOND = example(1)[1].sha256, example(2)[1].sha256
A, B = replace(CLAIM, id="a", document=FIRST), replace(CLAIM, id="b", document=FIRST)
C = replace(CLAIM, id="c", document=SECOND)


@pytest.fixture(autouse=True)
def _claimed(ledger: Ledger) -> None:
    ledger.keep(*example(1))
    ledger.keep(*example(2))
    ledger.set_claims(FIRST, [A, B], "1")
    ledger.set_claims(SECOND, [C], "1")


def thread(name: str, claims: tuple[Claim, ...], responses: tuple[Claim, ...] = ()) -> Thread:
    return Thread(name, "How many lorries?", "output", "lorry", "ministry", None, claims, responses)


def stemma(name: str, probability: float = 0.75) -> Stemma:
    witnesses = (
        Witness("w1", FIRST, "Herald", SourceKind.OUTLET, "2026-02-02", False, ("a",)),
        Witness("w2", None, "Gazette", SourceKind.OUTLET, None, True),
    )
    evidence = (EdgeEvidence("citation", "the Herald names the Gazette", FIRST, Span(0, 9)),)
    return Stemma(name, witnesses, (Edge("w2", "w1", probability, evidence),), Origins(1, 2, 1, ("w2",)))


def test_threads_come_back_equal_and_in_order(ledger: Ledger) -> None:
    threads = [thread("t2", (C, A), (B,)), thread("t1", (A,)), thread("t0", ())]
    ledger.set_threads(threads, [stemma("t1"), stemma("t2"), stemma("t0")])
    assert ledger.threads() == tuple((thread, stemma(thread.id)) for thread in threads)


def test_threads_are_replaced_as_a_whole(ledger: Ledger) -> None:
    ledger.set_threads([thread("t1", (A,)), thread("t2", (C,))], [stemma("t1"), stemma("t2")])
    ledger.set_threads([thread("t3", (A, C))], [stemma("t3")])
    assert [thread.id for thread, _ in ledger.threads()] == ["t3"]
    ledger.set_threads([], [])
    assert ledger.threads() == ()


def test_the_same_threads_again_write_nothing(ledger: Ledger, observer: Observer) -> None:
    threads, stemmata = [thread("t2", (C, A), (B,)), thread("t1", (A,))], [stemma("t1"), stemma("t2")]
    ledger.set_threads(threads, stemmata)
    before = observer.dump()
    assert observer.sees_change()
    ledger.set_threads(threads, stemmata)
    ledger.set_threads(*zip(*ledger.threads(), strict=True))
    assert not observer.sees_change()
    assert observer.dump() == before


@pytest.mark.parametrize(
    ("threads", "stemmata"),
    [
        ([thread("t1", (A, C))], [stemma("t1", probability=0.5)]),
        ([thread("t1", (C, A))], [stemma("t1")]),
        ([thread("t1", (A,), (C,))], [stemma("t1")]),
        ([replace(thread("t1", (A, C)), question="How many vans?")], [stemma("t1")]),
    ],
    ids=["stemma", "order", "role", "question"],
)
def test_any_difference_is_written(ledger: Ledger, threads: list[Thread], stemmata: list[Stemma]) -> None:
    ledger.set_threads([thread("t1", (A, C))], [stemma("t1")])
    ledger.set_threads(threads, stemmata)
    assert ledger.threads() == tuple(zip(threads, stemmata, strict=True))


def test_threads_go_when_the_claims_under_them_change(ledger: Ledger) -> None:
    ledger.set_threads([thread("t1", (A, C))], [stemma("t1")])
    ledger.set_claims(SECOND, [C], "1")
    assert len(ledger.threads()) == 1
    ledger.set_claims(SECOND, [], "2")
    assert ledger.threads() == ()


def test_a_thread_holds_the_claims_of_the_ledger(ledger: Ledger) -> None:
    ledger.set_threads([thread("t1", (A,))], [stemma("t1")])
    with pytest.raises(StoreError, match="claim 'x' that is not in the ledger"):
        ledger.set_threads([thread("t2", (replace(A, id="x"),))], [stemma("t2")])
    with pytest.raises(StoreError, match="claim 'c' otherwise than the ledger"):
        ledger.set_threads([thread("t2", (A,), (replace(C, stage="planned"),))], [stemma("t2")])
    assert [thread.id for thread, _ in ledger.threads()] == ["t1"]


def test_every_thread_has_one_stemma(ledger: Ledger) -> None:
    for stemmata in ([], [stemma("t2")], [stemma("t1"), stemma("t1")], [stemma("t1"), stemma("t2")]):
        with pytest.raises(StoreError, match="exactly one"):
            ledger.set_threads([thread("t1", (A,))], stemmata)
    with pytest.raises(StoreError, match="two threads have one id"):
        ledger.set_threads([thread("t1", (A,)), thread("t1", (C,))], [stemma("t1")])


def test_text_that_no_database_holds_is_refused_by_name(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match="thread 't1' holds half a character"):
        ledger.set_threads([replace(thread("t1", ()), question="\ud800")], [stemma("t1")])
