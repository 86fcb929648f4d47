from __future__ import annotations

import hashlib
import random
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemmata.model import Capture, Document
from stemmata.store import Kept, Ledger, StoreError

from .conftest import Observer
from .keeper import example
from .strategies import readings


@given(readings())
@settings(max_examples=50)
def test_capture_and_document_come_back_equal(reading: tuple[Capture, Document]) -> None:
    capture, document = reading
    with Ledger.open("sqlite://") as ledger:
        assert not ledger.knows(capture.sha256)
        assert ledger.keep(capture, document) is Kept.NEW
        assert ledger.knows(capture.sha256)
        assert ledger.documents() == (document,)
        assert ledger.capture(capture.sha256) == capture


@given(st.lists(readings(), max_size=5), st.randoms())
@settings(max_examples=30)
def test_the_order_of_keeping_is_irrelevant(found: list[tuple[Capture, Document]], chance: random.Random) -> None:
    distinct = list({capture.sha256: (capture, document) for capture, document in found}.values())
    shuffled = chance.sample(distinct, len(distinct))
    with Ledger.open("sqlite://") as one, Ledger.open("sqlite://") as other:
        for reading in distinct:
            one.keep(*reading)
        for reading in shuffled:
            other.keep(*reading)
        assert one.documents() == other.documents()
        assert {document.sha256 for document in one.documents()} == {c.sha256 for c, _ in distinct}


def test_the_same_bytes_twice_change_nothing(ledger: Ledger, observer: Observer) -> None:
    capture, document = example(1)
    ledger.keep(capture, document)
    before = observer.dump()
    assert observer.sees_change()
    later = replace(capture, captured_at="2026-09-09T00:00:00Z", origin="elsewhere.txt")
    assert ledger.keep(later, replace(document, id="other", outlet="Another")) is Kept.KNOWN
    assert not observer.sees_change()
    assert observer.dump() == before
    assert ledger.capture(capture.sha256) == capture


def test_what_was_kept_is_there_when_the_ledger_is_opened_again(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep(*example(1))
    with Ledger.open(str(path)) as ledger:
        assert ledger.documents() == (example(1)[1],)
    with Ledger.open(f"sqlite:///{path}") as ledger:
        assert ledger.keep(*example(1)) is Kept.KNOWN


def test_opening_again_writes_nothing(ledger: Ledger, observer: Observer, path: Path) -> None:
    ledger.keep(*example(1))
    observer.sees_change()
    with Ledger.open(path) as again:
        again.documents()
    assert not observer.sees_change()


def test_documents_run_by_publication_then_id_then_hash(ledger: Ledger) -> None:
    days = {1: "2026-02-03", 2: None, 3: "2026-02-01T09:00:00Z", 4: "2026-02-01"}
    for number, day in days.items():
        capture, document = example(number)
        ledger.keep(capture, replace(document, published=day))
    assert [document.id for document in ledger.documents()] == ["report-2", "report-4", "report-3", "report-1"]


def test_some_documents_of_many_are_found_by_hash(ledger: Ledger) -> None:
    readings = [example(number) for number in range(700)]
    for reading in readings:
        ledger.keep(*reading)
    wanted = {document.sha256 for _, document in readings[50:]}
    assert {document.sha256 for document in ledger.documents(wanted | {"unknown"})} == wanted
    assert ledger.documents([]) == ()


def test_a_large_capture_comes_back_to_the_byte(ledger: Ledger) -> None:
    content = random.Random(7).randbytes(10_000_000)
    sha256 = hashlib.sha256(content).hexdigest()
    capture = Capture(sha256, content, "application/pdf", "2026-03-01T08:00:00Z", "scan.pdf")
    ledger.keep(capture, Document("scan", sha256, "Some text.", "en"))
    assert ledger.capture(sha256) == capture


def test_hash_and_bytes_must_belong_together(ledger: Ledger) -> None:
    capture, document = example(1)
    with pytest.raises(StoreError, match=r"news\.db: the capture of 'reports/1.txt'"):
        ledger.keep(replace(capture, content=b"other"), document)
    with pytest.raises(StoreError, match="'report-2' was not read from the capture"):
        ledger.keep(capture, example(2)[1])
    assert ledger.documents() == ()


@pytest.mark.parametrize("bad", ["half \ud83d of a pair", "a NUL \0"])
def test_text_that_no_database_holds_is_refused_by_name(ledger: Ledger, bad: str) -> None:
    capture, document = example(1)
    changed = [replace(document, text=bad), replace(document, title=bad), replace(document, id=bad)]
    for unstorable in changed:
        with pytest.raises(StoreError, match=r"news\.db: document '.*' \('" + document.sha256):
            ledger.keep(capture, unstorable)
    with pytest.raises(StoreError, match=r"the capture of '.*' holds"):
        ledger.keep(replace(capture, origin=bad), document)
    assert not ledger.knows(document.sha256)


def test_a_capture_is_kept_whole_or_not_at_all(ledger: Ledger, path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER stop BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    with pytest.raises(StoreError, match="stopped"):
        ledger.keep(*example(1))
    count = sqlite3.connect(path).execute("SELECT count(*) FROM captures").fetchone()
    assert count == (0,)


def test_keeping_one_by_one_is_quick_enough_for_bulk(ledger: Ledger) -> None:
    started = time.perf_counter()
    for number in range(300):
        ledger.keep(*example(number))
    assert time.perf_counter() - started < 30  # measured: 0.2 s; a disk with slow syncs takes longer


def test_an_unknown_database_is_refused() -> None:
    with pytest.raises(StoreError, match="use SQLite or PostgreSQL"):
        Ledger.open("mysql://host/news")
    with pytest.raises(StoreError, match="neither a path nor"):
        Ledger.open("://news.db")
    with pytest.raises(StoreError, match="takes no options"):
        Ledger.open("sqlite:///news.db?mode=ro")
    with pytest.raises(StoreError, match="is empty"):
        Ledger.open("")


def test_a_password_is_not_told() -> None:
    with pytest.raises(StoreError) as problem:
        Ledger.open("postgresql+nosuchdriver://analyst:secret@localhost/news")
    assert "secret" not in str(problem.value)
    assert "not installed" in str(problem.value)


def test_a_name_that_looks_like_an_option_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Ledger.open("file:news.db").close()
    assert (tmp_path / "file:news.db").is_file()


def test_a_change_of_folder_does_not_lose_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deeper").mkdir()
    monkeypatch.chdir(tmp_path)
    with Ledger.open("news.db") as ledger:
        ledger.keep(*example(1))
        ledger.close()
        monkeypatch.chdir(tmp_path / "deeper")
        assert ledger.knows(example(1)[1].sha256)
