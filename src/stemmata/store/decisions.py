"""What people settled: rows that are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from stemmata.model import Decision, Ruling
from stemmata.store import tables
from stemmata.store.codec import refuse_unstorable
from stemmata.store.errors import StoreError
from stemmata.store.rows import Row, read_rows


def decision_row(decision: Decision) -> Row:
    """The row of table `decisions`, but for its number. Raises StoreError for one that does not say by whom and when,
    and for text that no database can hold."""
    owner = f"the decision about claim {decision.claim!a}"
    if not (decision.author and decision.author.strip()) or not decision.decided_at:
        raise StoreError(f"{owner} does not say who decided, and when; give both")
    row = {
        "claim": decision.claim,
        "action": decision.action.value,
        "value": decision.value,
        "reason": decision.reason,
        "author": decision.author,
        "decided_at": decision.decided_at,
    }
    refuse_unstorable(row, owner)
    return row


def append_decision(connection: Connection, row: Row) -> None:
    """Add a decision behind all others. Raises StoreError where no claim of the ledger has the id that it names."""
    known = select(tables.claims.c.id).where(tables.claims.c.id == row["claim"])
    if connection.execute(known).first() is None:
        raise StoreError(f"there is no claim {row['claim']!a}; `stemmata balance` and the dossier give their ids")
    connection.execute(insert(tables.decisions), [row])


def read_decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, the oldest first; StoreError for one that was edited by hand and is none."""
    return tuple(_decision_from(row) for row in read_rows(connection, select(tables.decisions).order_by("number")))


def decisions_in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Of decisions in the order they were made, those that stand: the last about each claim, unless it restores it."""
    last = {decision.claim: decision for decision in decisions}
    return tuple(d for d in decisions if last[d.claim] is d and d.action is not Ruling.RESTORE)


def _decision_from(row: Row) -> Decision:
    fields = {key: value for key, value in row.items() if key != "number"}
    try:
        return Decision(**{**fields, "action": Ruling(fields["action"])})
    except ValueError as problem:
        raise StoreError(
            f"decision {row['number']} cannot be read back ({problem}); it was edited by hand"
        ) from problem
