"""The door of the books: the balance of what a ledger keeps, as text, JSON or CSV."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import typer

from stemmata.cli.due import print_due, read_day
from stemmata.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption, PackOption
from stemmata.cli.printing import print_json
from stemmata.cli.shell import documents_by_hash, err, fail, open_kept
from stemmata.export import balance_record, ledger_rows
from stemmata.model import Account, Balance, Bound, Claim, Decision, Document, Stemma, Thread
from stemmata.packs import Pack, load_pack
from stemmata.reckon import reckon
from stemmata.reckon.explain import number_words
from stemmata.store import decisions_in_force


def balance(
    account: Annotated[str | None, typer.Argument(help="Show only accounts whose name holds these words.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the entries as CSV, one a line.")] = False,
    by_month: Annotated[
        bool, typer.Option("--months", help="Print also what each account must be month by month.")
    ] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Print instead what was promised for a day, and what became of it.")
    ] = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="With --due: as it stood on that day; today if left out."),
    ] = None,
) -> None:
    """Print the books: what is booked where, what it comes to, and which claims cannot all be true."""
    day = read_day(on)
    if due and (account is not None or as_csv or by_month):
        fail("--due prints forecasts: it goes with --on and --json alone")
    with open_kept(ledger) as book:
        threads = book.threads()
        documents = documents_by_hash(book)
        decided = decisions_in_force(book.decisions())
    subject = load_pack(pack)
    if due:
        print_due(threads, documents, subject, day, decided, as_json=as_json)
    else:
        print_balance(threads, documents, subject, account, decided, as_json=as_json, as_csv=as_csv, by_month=by_month)


def print_balance(
    traced: Sequence[tuple[Thread, Stemma]],
    documents: Mapping[str, Document],
    pack: Pack,
    wanted: str | None,
    decisions: Sequence[Decision] = (),
    *,
    as_json: bool = False,
    as_csv: bool = False,
    by_month: bool = False,
) -> None:
    """Reckon the traced threads and print the balance; `documents` are by sha256. With `wanted` only accounts whose
    name or id holds it are printed, and contradictions that touch them; JSON is always whole."""
    threads = [thread for thread, _ in traced]
    balance = reckon(threads, {thread.id: stemma for thread, stemma in traced}, documents, pack, decisions)
    claims = {claim.id: claim for thread in threads for claim in thread.claims}
    if as_json:
        print_json(balance_record(balance, claims, documents))
    elif as_csv:
        rows = list(ledger_rows(balance, claims, documents))
        writer = csv.DictWriter(sys.stdout, rows[0] if rows else ["account"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for line in _lines(balance, claims, documents, wanted, by_month):
            print(line)
    _print_unbooked(balance)


def _lines(
    balance: Balance,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    wanted: str | None,
    by_month: bool,
) -> Iterator[str]:
    shown = {a.id: a for a in balance.accounts if _is_wanted(a, wanted)}
    rows = list(ledger_rows(balance, claims, documents))
    aside = set(balance.set_aside)
    for account in shown.values():
        yield account.name
        own = [(e, r) for e, r in zip(balance.entries, rows, strict=True) if e.account == account.id]
        for entry, row in own:
            period = f"{row['start'] or '…'} – {row['end'] or '…'}" if row["timing"] != "balance" else row["end"]
            period = "" if row["timing"] == "question" else period
            marks = [
                m for m in ("part of it" * entry.is_part, row["contradictions"], "set aside" * (entry.id in aside)) if m
            ]
            origins = "1 origin" if entry.origins == 1 else f"{entry.origins} origins"
            source = row["source"] or row["outlet"]
            yield f"  {period:26}{_interval(entry.low, entry.high):>20}  {row['printed']:20} {origins}: {source}" + (
                f"  [{'; '.join(marks)}]" if marks else ""
            )
        if by_month:
            yield from (_month(bound) for bound in balance.bounds if bound.account == account.id)
    for title, found in (("Cannot all be true", balance.contradictions), ("No contradiction", balance.false_alarms)):
        for one in found:
            entries = {standing.entry for standing in one.standings}
            if wanted is not None and not any(e.account in shown and e.id in entries for e in balance.entries):
                continue
            yield ""
            yield f"{title}: {one.words}"
            for standing in one.standings:
                chain = " < ".join(standing.chain) or "no source named"
                yield f"  {standing.bound}: “{standing.quote}” ({chain}) {standing.claim}"
            for way in getattr(one, "reconciliations", ()):
                yield f"  or {way.words}"


def _is_wanted(account: Account, wanted: str | None) -> bool:
    return wanted is None or wanted.casefold() in account.name.casefold() or wanted.casefold() in account.id.casefold()


def _interval(low: float | None, high: float | None) -> str:
    if high is None:
        return f"at least {number_words(low)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def _month(bound: Bound) -> str:
    total = _interval(bound.total_low, bound.total_high)
    return f"    {bound.start[:7]}  {_interval(bound.low, bound.high):>20}   in all {total}"


def _print_unbooked(balance: Balance) -> None:
    for unbooked in balance.unbooked:
        if unbooked.is_refused:
            err.print(f"refused {unbooked.claim}: {unbooked.reason}: {unbooked.words}", markup=False)
    counts = Counter(unbooked.reason for unbooked in balance.unbooked if not unbooked.is_refused)
    if counts:
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
        err.print(f"Claims that are in no account: {told}", markup=False)
    if not balance.is_complete:
        err.print("There are more contradictions than are listed.", markup=False)
