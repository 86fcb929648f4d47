"""The claims of each document: replaced together, and only where they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, select

from stemmata.model import Claim
from stemmata.store import tables
from stemmata.store.codec import claim_from, claim_row, refuse_unstorable
from stemmata.store.documents import is_known
from stemmata.store.errors import StoreError
from stemmata.store.rows import Row, read_rows, read_rows_in
from stemmata.store.threads import delete_threads


def claim_rows(document: str, claims: Sequence[Claim]) -> list[Row]:
    """The rows of a document's claims, in the order given.

    Raises StoreError for a claim of another document, and for two of one id.
    """
    seen: set[str] = set()
    for claim in claims:
        if claim.document != document:
            raise StoreError(f"claim {claim.id!a} is of document {claim.document!a}, not of {document!a}")
        if claim.id in seen:
            raise StoreError(f"document {document!a} has two claims with the id {claim.id!a}")
        seen.add(claim.id)
    return [claim_row(claim, position) for position, claim in enumerate(claims)]


def write_claims(connection: Connection, document: str, rows: Sequence[Row], extractor_version: str) -> None:
    """Replace a document's claims, and drop the threads that were traced over the old ones.

    Writes nothing where rows and version are those that stand there.
    StoreError where the document is not kept.
    """
    refuse_unstorable(extractor_version, "the extractor's version")
    if not is_known(connection, document):
        raise StoreError(f"there is no document {document!a}; keep it before its claims")
    version = read_extractor_version(connection, document)
    query = select(tables.claims).where(tables.claims.c.document == document)
    kept = read_rows(connection, query.order_by(tables.claims.c.position))
    if version == extractor_version and kept == list(rows):
        return
    delete_threads(connection)
    connection.execute(delete(tables.claims).where(tables.claims.c.document == document))
    connection.execute(delete(tables.extractions).where(tables.extractions.c.document == document))
    connection.execute(insert(tables.extractions), [{"document": document, "extractor_version": extractor_version}])
    _refuse_taken_ids(connection, rows)
    if rows:
        connection.execute(insert(tables.claims), list(rows))


def read_claims(connection: Connection, documents: Collection[str] | None) -> tuple[Claim, ...]:
    """The claims of the documents with these hashes, or of all: in reading order, then as they were given."""
    query = select(
        tables.claims, tables.documents.c.published.label("_published"), tables.documents.c.id.label("_id")
    ).join(tables.documents, tables.documents.c.sha256 == tables.claims.c.document)
    rows = read_rows_in(connection, query, tables.claims.c.document, documents)
    rows.sort(key=lambda row: (row["_published"] or "", row["_id"], row["document"], row["position"]))
    return tuple(claim_from(row) for row in rows)


def read_extractor_version(connection: Connection, document: str) -> str | None:
    """The version that a document's claims were extracted by; None where that was not done yet."""
    query = select(tables.extractions.c.extractor_version).where(tables.extractions.c.document == document)
    return connection.execute(query).scalar()


def _refuse_taken_ids(connection: Connection, rows: Sequence[Row]) -> None:
    query = select(tables.claims.c.id, tables.claims.c.document)
    taken = read_rows_in(connection, query, tables.claims.c.id, [row["id"] for row in rows])
    for row in taken[:1]:
        raise StoreError(f"the claim id {row['id']!a} is taken by document {row['document']!a}")
