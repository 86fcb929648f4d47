"""The ledger: one file (or database) that keeps what was read, claimed and traced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError

from stemmata.model import Capture, Claim, Decision, Document, Stemma, Thread
from stemmata.store import sqlite
from stemmata.store.claims import claim_rows, read_claims, read_extractor_version, write_claims
from stemmata.store.decisions import append_decision, decision_row, read_decisions
from stemmata.store.documents import (
    capture_row,
    document_row,
    is_known,
    read_capture,
    read_documents,
    write_document,
)
from stemmata.store.errors import StoreError, named
from stemmata.store.migrate import migrate, revision_of
from stemmata.store.tables import REVISION
from stemmata.store.threads import read_threads, thread_rows, write_threads


class Kept(StrEnum):
    """What came of keeping a document: it is new, or its very bytes were known."""

    NEW = "new"
    KNOWN = "known"


class Ledger:
    """An open ledger; make one with `Ledger.open`. Each call is one transaction.

    Every method raises StoreError, which names the ledger, what is wrong and the mend. Several processes may
    use one ledger at once: a writer waits up to ten seconds for another.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._reader = engine
        self._writer = engine.execution_options(**{sqlite.WRITES: True})
        self.where = where

    @classmethod
    def open(cls, where: str | Path) -> Self:
        """Open the ledger at a path or SQLAlchemy URL; make it, or bring its tables up to date, where needed.

        Raises StoreError for a file of another program (which is left untouched), a ledger of a newer
        version, a folder that is not there or may not be written to.
        """
        url = _url_of(where)
        name = str(where) if _is_sqlite(url) else url.render_as_string(hide_password=True)
        with named(name):
            if _is_sqlite(url) and url.database is not None:
                _claim_file(Path(url.database))
            ledger = cls(_engine_for(url), name)
            try:
                ledger._update_tables()
            except BaseException:
                ledger.close()
                raise
            return ledger

    def close(self) -> None:
        """Let go of the file."""
        self._reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- captures and documents ------------------------------------------------------------

    def knows(self, sha256: str) -> bool:
        """Whether a document of these captured bytes (hex SHA-256) is kept."""
        with self._reading() as connection:
            return is_known(connection, sha256)

    def keep(self, capture: Capture, document: Document) -> Kept:
        """Keep a capture and the document read from it; committed to disk when this returns.

        The same bytes a second time change nothing, not even the time of capture. StoreError where hash and
        bytes or capture and document do not belong together, and for text that no database can hold.
        """
        with named(self.where):
            if document.sha256 != capture.sha256:
                raise StoreError(f"document {document.id!a} was not read from the capture {capture.sha256!a}")
            rows = capture_row(capture), document_row(document)
        try:
            with self._writing() as connection:
                if is_known(connection, document.sha256):
                    return Kept.KNOWN
                write_document(connection, *rows)
                return Kept.NEW
        except StoreError as problem:
            # Where writers do not wait for one another (PostgreSQL), another may have kept it meanwhile.
            if isinstance(problem.__cause__, IntegrityError) and self.knows(document.sha256):
                return Kept.KNOWN
            raise

    def documents(self, sha256s: Collection[str] | None = None) -> tuple[Document, ...]:
        """The documents with these hashes, or all, by publication, id and hash; unknown ones are left out."""
        with self._reading() as connection:
            return read_documents(connection, sha256s)

    def capture(self, sha256: str) -> Capture:
        """The capture with this hash, byte for byte; CaptureDamaged where the bytes no longer have it."""
        with self._reading() as connection:
            return read_capture(connection, sha256)

    # --- claims ------------------------------------------------------------------------------

    def set_claims(self, document_sha256: str, claims: Sequence[Claim], extractor_version: str) -> None:
        """Replace the claims of a kept document; writes only where claims or version differ.

        Where they do, all threads are removed with them: they no longer follow from the claims.
        """
        with named(self.where):
            rows = claim_rows(document_sha256, claims)
        with self._writing() as connection:
            write_claims(connection, document_sha256, rows, extractor_version)

    def claims(self, sha256s: Collection[str] | None = None) -> tuple[Claim, ...]:
        """The claims of the documents with these hashes, or of all: by document, as they were set."""
        with self._reading() as connection:
            return read_claims(connection, sha256s)

    def extractor_version(self, sha256: str) -> str | None:
        """The version that a document's claims were set with; None where they never were."""
        with self._reading() as connection:
            return read_extractor_version(connection, sha256)

    # --- threads -----------------------------------------------------------------------------

    def set_threads(self, threads: Sequence[Thread], stemmata: Sequence[Stemma]) -> None:
        """Replace all threads and their stemmata, one each; writes only where something differs.

        The claims in them must be those of the ledger.
        """
        with named(self.where):
            rows = thread_rows(threads, stemmata)
        with self._writing() as connection:
            write_threads(connection, threads, rows)

    def threads(self) -> tuple[tuple[Thread, Stemma], ...]:
        """All threads with their stemmata, as they were set; none after claims have changed."""
        with self._reading() as connection:
            return read_threads(connection)

    # --- decisions ---------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Keep what a person settled, behind all that was settled before; committed to disk when this returns.

        StoreError where no claim has the id that it names, and where it does not say who decided, and when.
        """
        with named(self.where):
            row = decision_row(decision)
        with self._writing() as connection:
            append_decision(connection, row)

    def decisions(self) -> tuple[Decision, ...]:
        """All that was ever decided, the oldest first, be its claim still there or not."""
        with self._reading() as connection:
            return read_decisions(connection)

    # --- transactions ------------------------------------------------------------------------

    def _update_tables(self) -> None:
        with self._reader.begin() as connection:
            if revision_of(connection) == REVISION:
                return
        with self._writer.begin() as connection:
            migrate(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with named(self.where), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with named(self.where), self._writer.begin() as connection:
            yield connection


def _url_of(where: str | Path) -> URL:
    """The URL of a path or URL; StoreError for one that is neither, or of an unsupported database."""
    if not str(where):
        raise StoreError("the ledger's name is empty; give a path such as news.db")
    if isinstance(where, Path) or "://" not in where:
        url = URL.create("sqlite", database=str(where))
    else:
        try:
            url = make_url(where)
        except ArgumentError as problem:
            raise StoreError("the ledger's address is neither a path nor like sqlite:///news.db") from problem
    if not _is_sqlite(url):
        if url.get_backend_name() == "postgresql":
            return url
        raise StoreError(f"{url.drivername}: not a database for a ledger; use SQLite or PostgreSQL")
    if url.query:
        raise StoreError(f"{where}: a ledger's address takes no options; give the plain path")
    if url.database in (None, "", ":memory:"):
        return URL.create("sqlite")
    # Absolute, so that SQLite takes no name for an option ("file:...") and a change of folder loses nothing.
    return URL.create("sqlite", database=str(Path(url.database).absolute()))


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _claim_file(path: Path) -> None:
    reason = sqlite.refusal(path) or sqlite.claim_file(path)
    if reason:
        raise StoreError(reason)


def _engine_for(url: URL) -> Engine:
    try:
        if not _is_sqlite(url):
            return create_engine(url)
        engine = create_engine(url, connect_args={"timeout": sqlite.BUSY_SECONDS})
    except (ImportError, NoSuchModuleError) as problem:
        raise StoreError(f"the driver for {url.drivername} is not installed: {problem}") from problem
    sqlite.set_up(engine)
    return engine
