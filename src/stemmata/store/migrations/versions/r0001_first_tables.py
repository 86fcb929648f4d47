"""The first tables: captures, documents, extractions, claims, threads, thread_claims.

There is no way down: going back would throw away what the ledger promises to keep.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of revision 0001."""
    _create_documents()
    _create_claims()
    _create_threads()


def _create_documents() -> None:
    op.create_table(
        "captures",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("captured_at", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_captures"),
    )
    op.create_table(
        "documents",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("published_from", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("domain", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("title_start", sa.Integer),
        sa.Column("title_end", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_documents"),
        sa.ForeignKeyConstraint(["sha256"], ["captures.sha256"], name="fk_documents_sha256"),
    )
    op.create_index("ix_documents_id", "documents", ["id"])
    op.create_index("ix_documents_published", "documents", ["published"])


def _create_claims() -> None:
    op.create_table(
        "extractions",
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("extractor_version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_extractions"),
        sa.ForeignKeyConstraint(["document"], ["documents.sha256"], name="fk_extractions_document"),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("actor", sa.Text),
        sa.Column("counterpart", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("stage", sa.Text),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["document"], ["extractions.document"], name="fk_claims_document"),
        sa.UniqueConstraint("document", "position", name="uq_claims_document_position"),
    )
    op.create_index("ix_claims_measure_item", "claims", ["measure", "item"])
    for column in ("item", "actor", "counterpart", "place", "stage"):
        op.create_index(f"ix_claims_{column}", "claims", [column])


def _create_threads() -> None:
    op.create_table(
        "threads",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("actor", sa.Text),
        sa.Column("counterpart", sa.Text),
        sa.Column("stemma", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_threads"),
        sa.UniqueConstraint("position", name="uq_threads_position"),
    )
    op.create_table(
        "thread_claims",
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("claim", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("thread", "role", "position", name="pk_thread_claims"),
        sa.ForeignKeyConstraint(["thread"], ["threads.id"], name="fk_thread_claims_thread"),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name="fk_thread_claims_claim"),
    )
    op.create_index("ix_thread_claims_claim", "thread_claims", ["claim"])
