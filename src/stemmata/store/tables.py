"""The tables of a ledger, as SQLAlchemy Core knows them; `migrations/` makes them on disk.

What people look for stands in columns; the rest of a claim, and a whole stemma, is JSON that `codec`
writes and reads. Times are ISO 8601 text and enumerations their values, as in `stemmata.model`.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0002"  # the newest revision in `migrations/versions`: what these tables describe
VERSION_TABLE = "stemmata_version"  # Alembic's, by a name that no other program's Alembic uses

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

captures = Table(
    "captures",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("size", Integer, nullable=False),  # bytes, uncompressed
    Column("content", LargeBinary, nullable=False),  # zlib
)

documents = Table(
    "documents",
    METADATA,
    Column("sha256", Text, ForeignKey("captures.sha256"), primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("published", Text, index=True),
    Column("published_from", Text),
    Column("outlet", Text),
    Column("domain", Text),
    Column("url", Text),
    Column("title", Text),
    Column("title_start", Integer),
    Column("title_end", Integer),
    Column("text", Text, nullable=False),
)

extractions = Table(
    "extractions",
    METADATA,
    Column("document", Text, ForeignKey("documents.sha256"), primary_key=True),
    Column("extractor_version", Text, nullable=False),
)

claims = Table(
    "claims",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("extractions.document"), nullable=False),
    Column("position", Integer, nullable=False),  # in its document, from 0
    Column("measure", Text, nullable=False),
    Column("item", Text),
    Column("actor", Text, index=True),
    Column("counterpart", Text, index=True),
    Column("place", Text, index=True),
    Column("stage", Text, index=True),
    Column("modality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON of the other fields
    UniqueConstraint("document", "position"),
    Index(None, "measure", "item"),
    Index(None, "item"),
)

threads = Table(
    "threads",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False, unique=True),
    Column("question", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("item", Text),
    Column("actor", Text),
    Column("counterpart", Text),
    Column("stemma", Text, nullable=False),  # JSON
)

thread_claims = Table(
    "thread_claims",
    METADATA,
    Column("thread", Text, ForeignKey("threads.id"), primary_key=True),
    Column("role", Text, primary_key=True),  # "claim" or "response"
    Column("position", Integer, primary_key=True),  # in its role, from 0
    Column("claim", Text, ForeignKey("claims.id"), nullable=False, index=True),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),  # in the order of deciding, from 1
    Column("claim", Text, nullable=False, index=True),  # stays when the claim goes: a re-run may bring it back
    Column("action", Text, nullable=False),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
)
