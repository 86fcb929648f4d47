"""The doors to what was traced: the threads of a ledger, and one thread's tree."""

from __future__ import annotations

from typing import Annotated

import typer

from stemmata.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption, PackOption
from stemmata.cli.printing import interval, print_json, print_rows, print_tree
from stemmata.cli.shell import documents_by_hash, fail, open_kept
from stemmata.export import stemma_record, thread_record
from stemmata.packs import load_pack
from stemmata.show.words import told_mutation


def threads(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the threads: the questions that the kept documents answer, and how many origins each has."""
    with open_kept(ledger) as book:
        documents = documents_by_hash(book)
        rows = [thread_record(thread, stemma, documents) for thread, stemma in book.threads()]
    if not as_json:
        rows = [{**row, "origins": interval(row["origins"])} for row in rows]
    print_rows(rows, as_json, ("thread", "question", "documents", "outlets", "origins"))


def stemma(
    thread: Annotated[str, typer.Argument(help="The thread's id, as `stemmata threads` prints it.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    as_json: JsonOption = False,
) -> None:
    """Print one thread's tree, origins and mutations."""
    subject = load_pack(pack)
    with open_kept(ledger) as book:
        documents = documents_by_hash(book)
        kept = book.threads()
    found = [(t, s) for t, s in kept if t.id == thread]
    if not found:
        fail(f"{thread}: no such thread in {ledger}; `stemmata threads` lists them")
    record = stemma_record(*found[0], documents)
    if as_json:
        print_json(record)
    else:
        changes = {e.child: "; ".join(told_mutation(m, subject) for m in e.mutations) for e in found[0][1].edges}
        print_tree(record, changes, {t.id: t.question for t, _ in kept})
