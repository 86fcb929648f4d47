from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, event

from stemmata.model import Capture, Document
from stemmata.store import Ledger, StoreError, sqlite

from .keeper import example


def test_a_database_of_another_program_is_left_untouched(tmp_path: Path) -> None:
    for mode in ("delete", "wal"):
        path = tmp_path / f"{mode}.db"
        other = sqlite3.connect(path)
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()
        before = _contents(tmp_path)
        with pytest.raises(StoreError, match=rf"{mode}\.db: a database of another program"):
            Ledger.open(path)
        assert _contents(tmp_path) == before
        other.close()


@pytest.mark.parametrize("content", [b"x", b"A plain text, longer than a header. " * 9, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_left_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"news\.db: not a database"):
        Ledger.open(path)
    assert _contents(path.parent) == {"news.db": content}


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with Ledger.open(path) as ledger:
        assert ledger.documents() == ()


def test_a_file_that_several_make_at_once_is_a_ledger_for_all(tmp_path: Path) -> None:
    together = Barrier(8)

    def claim(path: Path) -> str | None:
        together.wait()
        reason = sqlite.claim_file(path)
        Ledger.open(path).close()
        return reason

    with ThreadPoolExecutor(8) as pool:
        for number in range(40):
            assert list(pool.map(claim, [tmp_path / f"{number}.db"] * 8)) == [None] * 8


def test_a_folder_or_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="this is a folder; name a file in it"):
        Ledger.open(tmp_path)
    with pytest.raises(StoreError, match=r"there is no folder .*missing; make it first"):
        Ledger.open(tmp_path / "missing" / "news.db")


def test_a_damaged_ledger_is_told(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for number in range(50):
            ledger.keep(*example(number))
    content = bytearray(path.read_bytes())
    content[4096:] = random.Random(3).randbytes(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"news\.db: .*damaged.*put back a copy"), Ledger.open(path) as ledger:
        ledger.documents()


def test_a_writer_that_does_not_end_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with Ledger.open(path) as ledger:
        ledger.keep(*example(1))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert len(ledger.documents()) == 1  # reading goes on
        with pytest.raises(StoreError, match=r"news\.db: another program .* wait until it is done"):
            ledger.keep(*example(2))
        other.execute("ROLLBACK")
        ledger.keep(*example(2))
        other.close()


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Every database opened meanwhile may grow to 200 pages, and then answers as on a full disk."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 200")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    content = random.Random(5).randbytes(2_000_000)
    name = sha256(content).hexdigest()
    with Ledger.open(path) as ledger:
        ledger.keep(*example(1))
        with pytest.raises(StoreError, match=r"news\.db: the disk is full; free some room"):
            ledger.keep(
                Capture(name, content, "text/plain", "2026-03-01T08:00:00Z", "big.txt"),
                Document("big", name, "text", "en"),
            )
        assert ledger.documents() == (example(1)[1],)
        ledger.keep(*example(2))


READ_ONLY = """
import os, sys
import alembic.command
from stemmata.store import Ledger, StoreError
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for name in sys.argv[1:]:
    try:
        Ledger.open(name)
    except StoreError as problem:
        print(problem)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions are POSIX's")
def test_a_folder_that_may_not_be_written_to_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:  # not tmp_path: others may not enter that one
        folder = Path(name)
        Ledger.open(folder / "old.db").close()
        (folder / "old.db").chmod(0o444)
        folder.chmod(0o555)
        arguments = [str(folder / "old.db"), str(folder / "new.db")]
        done = subprocess.run([sys.executable, "-c", READ_ONLY, *arguments], capture_output=True, text=True, check=True)
        folder.chmod(0o755)
    old, new = done.stdout.splitlines()
    assert old.startswith(f"{arguments[0]}: ")
    assert "written to" in old
    assert new.startswith(f"{arguments[1]}: ")
    assert "written to" in new


def test_commits_are_synced_and_references_checked(ledger: Ledger) -> None:
    with ledger._reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
