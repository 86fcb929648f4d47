from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from stemmata.store import Ledger
from stemmata.store.sqlite import APPLICATION_ID
from stemmata.store.tables import METADATA

from .keeper import example

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.fixture
def page() -> str:
    if not PAGE.is_file():
        pytest.skip("docs/ledger.md is not beside the tests")
    return PAGE.read_text(encoding="utf-8")


def test_the_page_on_the_ledger_names_every_table_and_column(page: str) -> None:
    told = {}
    for line in page.splitlines():
        if row := re.fullmatch(r"\| `(\w+)` \|[^|]*\|([^|]*)\|", line):
            columns = re.sub(r"\([^)]*\)", "", row[2])
            told[row[1]] = re.findall(r"`(\w+)`", columns)
    assert told.pop("stemmata_version") == ["version_num"]
    assert told == {table.name: table.columns.keys() for table in METADATA.tables.values()}


def test_the_page_gives_the_mark_of_a_ledger(page: str) -> None:
    assert f"PRAGMA application_id = {APPLICATION_ID}" in page


def test_the_query_on_the_page_runs(page: str, ledger: Ledger, path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert sqlite3.connect(path).execute(query).fetchall() == []


def test_both_ways_of_backing_up_make_a_ledger(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    ledger.keep(*example(1))
    other = sqlite3.connect(path)
    other.execute("VACUUM INTO ?", (str(tmp_path / "vacuumed.db"),))
    with sqlite3.connect(tmp_path / "copied.db") as copy:
        other.backup(copy)
    copy.close()
    for name in ("vacuumed.db", "copied.db"):
        with Ledger.open(tmp_path / name) as copied:
            assert copied.documents() == (example(1)[1],)


def test_a_ledger_restored_from_a_dump_opens_once_it_is_marked(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    ledger.keep(*example(1))
    restored = sqlite3.connect(tmp_path / "restored.db")
    restored.executescript("\n".join(sqlite3.connect(path).iterdump()))
    restored.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    restored.close()
    with Ledger.open(tmp_path / "restored.db") as again:
        assert again.capture(example(1)[0].sha256) == example(1)[0]
