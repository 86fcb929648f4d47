from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from stemmata.store import Ledger, StoreError
from stemmata.store.migrate import MIGRATIONS
from stemmata.store.tables import METADATA, REVISION, VERSION_TABLE

from .keeper import example


def test_the_steps_make_the_tables_that_the_code_knows(ledger: Ledger, path: Path) -> None:
    with create_engine(f"sqlite:///{path}").connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION


def test_keys_are_those_that_the_code_knows(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    """What Alembic does not compare: primary keys and the names of constraints."""
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    METADATA.create_all(made)
    made.dispose()
    assert _statements(path) - {VERSION_TABLE} == _statements(tmp_path / "made.db")


def _statements(path: Path) -> set[str]:
    """The statements that made the tables, as sets of lines; the version table as its name."""
    rows = sqlite3.connect(path).execute("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name if name == VERSION_TABLE else " ".join(sorted(sql.replace(",", " ").split())) for name, sql in rows}


def test_the_newest_step_is_the_one_that_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_a_newer_ledger_is_refused_and_left_alone(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep(*example(1))
    with sqlite3.connect(path) as other:
        other.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"news\.db: made by a newer Stemmata.*'9999'"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_ledger_whose_making_was_cut_off_is_finished(path: Path) -> None:
    """A kill between marking the file and making its tables."""
    with sqlite3.connect(path) as other:
        from stemmata.store.sqlite import APPLICATION_ID

        other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    other.close()
    with Ledger.open(path) as ledger:
        ledger.keep(*example(1))
        assert len(ledger.documents()) == 1


def test_tables_of_another_program_are_not_taken_over(path: Path) -> None:
    with sqlite3.connect(path) as other:
        from stemmata.store.sqlite import APPLICATION_ID

        other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        other.execute("CREATE TABLE documents (title TEXT)")
    other.close()
    with pytest.raises(StoreError, match=r"another program's tables are in the way \(documents\)"):
        Ledger.open(path)
