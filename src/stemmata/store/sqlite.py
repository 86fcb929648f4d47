"""All that is particular to SQLite: finding the file, telling whose it is, its settings, its errors.

A ledger is told from other SQLite files by its `application_id`, which stands in the first hundred
bytes of the file. It is read there, without SQLite, so that a file of another program is refused
before anything can touch it: even opening and closing a foreign file in WAL mode can rewrite it.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

DriverError = sqlite3.Error

APPLICATION_ID = 0x53544D4D  # "STMM"
BUSY_SECONDS = 10.0
WRITES = "stemmata_writes"  # execution option: the transaction will write

MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes; https://www.sqlite.org/fileformat2.html#the_database_header
APPLICATION_ID_AT = slice(68, 72)

MENDS = {
    sqlite3.SQLITE_BUSY: f"another program has been writing to it for {BUSY_SECONDS:.0f} seconds; "
    "wait until it is done, or close it",
    sqlite3.SQLITE_LOCKED: "it is locked by this program's own unfinished reading; report this",
    sqlite3.SQLITE_READONLY: "it, or its folder, may not be written to; "
    "allow writing, or copy the ledger to a folder of your own",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made; check that its folder exists and may be written to",
    sqlite3.SQLITE_PERM: "it may not be opened; check who owns it",
    sqlite3.SQLITE_FULL: "the disk is full; free some room and run again (all that was reported as kept is kept)",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; check it, and free some room",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; put back a copy, or try `sqlite3 FILE .recover`",
    sqlite3.SQLITE_NOTADB: "not a database, or damaged at its start; name another file, or put back a copy",
    sqlite3.SQLITE_TOOBIG: "a value is larger than SQLite can hold",
}


def mend_for(problem: BaseException | None) -> str | None:
    """What an error of SQLite means and what to do about it; None where it is not a known one."""
    code = getattr(problem, "sqlite_errorcode", None)
    mend = MENDS.get(code & 0xFF) if isinstance(code, int) else None
    return f"{mend} ({problem})" if mend else None


def refusal(path: Path) -> str | None:
    """Why `path` cannot be a ledger, as far as its first bytes tell; None where it is one or can become one.

    Reads at most a hundred bytes and writes nothing. OSError where the file cannot be read.
    """
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}; make it first"
    if path.is_dir():
        return "this is a folder; name a file in it"
    if not path.exists():
        return None
    if not path.is_file():
        return "this is not an ordinary file; name another"
    with path.open("rb") as file:
        header = file.read(HEADER)
    if not header:
        return None
    if len(header) < HEADER or not header.startswith(MAGIC):
        return "not a database; it was left as it is: name another file for the ledger"
    if int.from_bytes(header[APPLICATION_ID_AT], "big") != APPLICATION_ID:
        return "a database of another program; it was left as it is: name another file for the ledger"
    return None


def set_up(engine: Engine) -> None:
    """Give every connection and transaction of `engine` the ledger's settings.

    The driver's own transaction handling is switched off: it begins late, and only a transaction that
    takes the write lock at its start (BEGIN IMMEDIATE) can wait for another writer instead of failing.
    `synchronous = FULL` syncs the log at every commit, so that a power cut, too, loses nothing that
    was reported as kept; docs/ledger.md gives the price.
    """

    @event.listens_for(engine, "connect")
    def settle(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def claim_file(path: Path) -> str | None:
    """Mark a new file as a ledger and put it in WAL mode; change nothing in one that is marked.

    Returns why the file cannot be used, or None. The mark is committed before the change to WAL: from then
    on page 1 may stand in the log alone, where `refusal` does not look.
    Raises DriverError.
    """
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if not _is_marked(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _is_marked(connection):  # still: another process may be making the same ledger
                if _number(connection, "SELECT count(*) FROM sqlite_master"):
                    return "another program has just made it its own; name another file for the ledger"
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        mode = _enter_wal(connection)
        return None if mode == "wal" else f"a write-ahead log cannot be kept here ({mode}); use a local disk"
    finally:
        connection.close()


def _is_marked(connection: sqlite3.Connection) -> bool:
    return _number(connection, "PRAGMA application_id") == APPLICATION_ID


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _enter_wal(connection: sqlite3.Connection) -> str:
    """Ask for WAL mode until no other connection stands in the way: here SQLite itself does not wait."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
