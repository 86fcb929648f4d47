"""Rows as plain dictionaries, and lists of values in pieces that one query can take."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select

Row = dict[str, Any]

BATCH = 500  # values in one IN (...): well below the 32,766 that SQLite takes


def read_rows(connection: Connection, query: Select[Any]) -> list[Row]:
    """All rows that answer `query`, keyed by column name."""
    return [row._asdict() for row in connection.execute(query)]


def read_rows_in(
    connection: Connection, query: Select[Any], column: Column[Any], values: Collection[str] | None
) -> list[Row]:
    """The rows that answer `query` and have one of `values` in `column`; all of them where that is None."""
    if values is None:
        return read_rows(connection, query)
    batches = _batches(values)
    return [row for batch in batches for row in read_rows(connection, query.where(column.in_(batch)))]


def _batches(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
