"""Captures and documents: written once, never changed, verified on the way out."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from stemmata.model import Capture, Document, Span
from stemmata.store import tables
from stemmata.store.codec import refuse_unstorable
from stemmata.store.errors import CaptureDamaged, StoreError
from stemmata.store.rows import Row, read_rows, read_rows_in


def capture_row(capture: Capture) -> Row:
    """The row of table `captures`; StoreError where the hash is not that of the bytes."""
    owner = f"the capture of {capture.origin!a}"
    if _sha256(capture.content) != capture.sha256:
        raise StoreError(f"{owner} does not have the SHA-256 {capture.sha256!a} that it names; read it again")
    row = {
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "captured_at": capture.captured_at,
        "origin": capture.origin,
    }
    refuse_unstorable(row, owner)
    return {**row, "size": len(capture.content), "content": zlib.compress(capture.content)}


def capture_from(row: Row) -> Capture:
    """The capture of a row, its bytes verified; CaptureDamaged where they are not those that were kept."""
    return Capture(
        sha256=row["sha256"],
        content=_verified(row["content"], row["size"], row["sha256"]),
        media_type=row["media_type"],
        captured_at=row["captured_at"],
        origin=row["origin"],
    )


def document_row(document: Document) -> Row:
    """The row of table `documents`; StoreError, naming the document, for text that cannot be kept."""
    title = document.title_span
    row = {
        "sha256": document.sha256,
        "id": document.id,
        "language": document.language,
        "published": document.published,
        "published_from": document.published_from,
        "outlet": document.outlet,
        "domain": document.domain,
        "url": document.url,
        "title": document.title,
        "title_start": title.start if title else None,
        "title_end": title.end if title else None,
        "text": document.text,
    }
    refuse_unstorable(row, f"document {document.id!a} ({document.sha256!a})")
    return row


def document_from(row: Row) -> Document:
    """The document of a row of table `documents`."""
    fields = dict(row)
    start, end = fields.pop("title_start"), fields.pop("title_end")
    return Document(**fields, title_span=None if start is None else Span(start, end))


def reading_order(document: Document) -> tuple[str, str, str]:
    """By day and time of publication, those without one first; then by id and hash."""
    return (document.published or "", document.id, document.sha256)


def is_known(connection: Connection, sha256: str) -> bool:
    """Whether a document of these captured bytes is in the ledger."""
    query = select(tables.documents.c.sha256).where(tables.documents.c.sha256 == sha256)
    return connection.execute(query).first() is not None


def write_document(connection: Connection, capture: Row, document: Row) -> None:
    """Insert the rows of a capture and of its document."""
    connection.execute(insert(tables.captures), [capture])
    connection.execute(insert(tables.documents), [document])


def read_documents(connection: Connection, sha256s: Collection[str] | None) -> tuple[Document, ...]:
    """The documents with these hashes, or all, in reading order; a hash that is not there is left out."""
    rows = read_rows_in(connection, select(tables.documents), tables.documents.c.sha256, sha256s)
    return tuple(sorted((document_from(row) for row in rows), key=reading_order))


def read_capture(connection: Connection, sha256: str) -> Capture:
    """The capture with this hash; StoreError where there is none, CaptureDamaged where it has changed."""
    rows = read_rows(connection, select(tables.captures).where(tables.captures.c.sha256 == sha256))
    if not rows:
        raise StoreError(f"there is no capture {sha256!a}; add its file first")
    return capture_from(rows[0])


def _verified(compressed: bytes, size: int, sha256: str) -> bytes:
    """The bytes that were compressed; never unpacks more than `size` of them, whatever the file says."""
    try:
        content = zlib.decompressobj().decompress(compressed, size + 1)
    except zlib.error as problem:
        raise _damaged(sha256) from problem
    if len(content) != size or _sha256(content) != sha256:
        raise _damaged(sha256)
    return content


def _damaged(sha256: str) -> CaptureDamaged:
    return CaptureDamaged(
        f"the capture {sha256!a} is damaged: its bytes are not those that were kept; "
        "put back a copy of the ledger, or capture the page again"
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
