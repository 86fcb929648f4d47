"""A ledger in a file of its own, and the two ways to look into it from outside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemmata.store import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


class Observer:
    """Another program's connection: it sees whether anything was committed since it last looked."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.version = self._version()

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def sees_change(self) -> bool:
        before, self.version = self.version, self._version()
        return before != self.version

    def dump(self) -> list[str]:
        return list(self.connection.iterdump())


@pytest.fixture
def observer(ledger: Ledger, path: Path) -> Iterator[Observer]:
    watching = Observer(path)
    yield watching
    watching.connection.close()
