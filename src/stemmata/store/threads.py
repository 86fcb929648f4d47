"""Threads and their stemmata: derived from all claims, so replaced as a whole, and only where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from stemmata.model import Claim, Stemma, Thread
from stemmata.store import tables
from stemmata.store.codec import claim_from, refuse_unstorable, stemma_from, stemma_text
from stemmata.store.errors import StoreError
from stemmata.store.rows import Row, read_rows, read_rows_in

CLAIM, RESPONSE = "claim", "response"  # the roles of table `thread_claims`


def thread_rows(threads: Sequence[Thread], stemmata: Sequence[Stemma]) -> list[Row]:
    """The rows of table `threads`, in the order given; each thread needs the one stemma that names it.

    Raises StoreError where a thread and the stemmata do not match one to one.
    """
    by_thread = {stemma.thread: stemma for stemma in stemmata}
    ids = [thread.id for thread in threads]
    if len(set(ids)) != len(ids):
        raise StoreError("two threads have one id")
    if len(by_thread) != len(stemmata) or by_thread.keys() != set(ids):
        raise StoreError("the stemmata do not match the threads: each thread needs exactly one")
    rows = [
        {
            "id": thread.id,
            "position": position,
            "question": thread.question,
            "measure": thread.measure,
            "item": thread.item,
            "actor": thread.actor,
            "counterpart": thread.counterpart,
            "stemma": stemma_text(by_thread[thread.id]),
        }
        for position, thread in enumerate(threads)
    ]
    for row in rows:
        refuse_unstorable(row, f"thread {row['id']!a}")
    return rows


def write_threads(connection: Connection, threads: Sequence[Thread], rows: Sequence[Row]) -> None:
    """Replace all threads by these; writes nothing where they are those that stand there.

    Raises StoreError where a thread holds a claim that is not in the ledger, or not as it is there.
    """
    members = _member_rows(threads)
    _refuse_other_claims(connection, threads)
    if _thread_rows(connection) == list(rows) and _by_place(_all_members(connection)) == _by_place(members):
        return
    delete_threads(connection)
    if rows:
        connection.execute(insert(tables.threads), list(rows))
    if members:
        connection.execute(insert(tables.thread_claims), members)


def delete_threads(connection: Connection) -> None:
    """Remove all threads: what they were traced over is no longer what the ledger holds."""
    connection.execute(delete(tables.thread_claims))
    connection.execute(delete(tables.threads))


def read_threads(connection: Connection) -> tuple[tuple[Thread, Stemma], ...]:
    """All threads, each with its stemma, in the order they were given in."""
    query = select(tables.claims).where(tables.claims.c.id.in_(select(tables.thread_claims.c.claim)))
    claims = {row["id"]: claim_from(row) for row in read_rows(connection, query)}
    members: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for row in _by_place(_all_members(connection)):
        members[row["thread"], row["role"]].append(claims[row["claim"]])
    return tuple(
        (
            Thread(
                id=row["id"],
                question=row["question"],
                measure=row["measure"],
                item=row["item"],
                actor=row["actor"],
                counterpart=row["counterpart"],
                claims=tuple(members[row["id"], CLAIM]),
                responses=tuple(members[row["id"], RESPONSE]),
            ),
            stemma_from(row["stemma"], row["id"]),
        )
        for row in _thread_rows(connection)
    )


def _member_rows(threads: Sequence[Thread]) -> list[Row]:
    return [
        {"thread": thread.id, "role": role, "position": position, "claim": claim.id}
        for thread in threads
        for role, claims in ((CLAIM, thread.claims), (RESPONSE, thread.responses))
        for position, claim in enumerate(claims)
    ]


def _refuse_other_claims(connection: Connection, threads: Sequence[Thread]) -> None:
    """A thread is rebuilt from the claims of the ledger: it must not hold others."""
    wanted = [claim for thread in threads for claim in (*thread.claims, *thread.responses)]
    ids = [claim.id for claim in wanted]
    rows = read_rows_in(connection, select(tables.claims), tables.claims.c.id, ids)
    kept = {row["id"]: claim_from(row) for row in rows}
    for claim in wanted:
        if kept.get(claim.id) != claim:
            how = "otherwise than the ledger" if claim.id in kept else "that is not in the ledger"
            raise StoreError(f"a thread holds claim {claim.id!a} {how}; set the claims of its document first")


def _thread_rows(connection: Connection) -> list[Row]:
    return read_rows(connection, select(tables.threads).order_by(tables.threads.c.position))


def _all_members(connection: Connection) -> list[Row]:
    return read_rows(connection, select(tables.thread_claims))


def _by_place(members: Sequence[Row]) -> list[Row]:
    return sorted(members, key=lambda row: (row["thread"], row["role"], row["position"]))
