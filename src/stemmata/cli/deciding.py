"""The doors of decisions: what a person settles about a claim, and all that was ever settled."""

from __future__ import annotations

import getpass
from enum import StrEnum
from typing import Annotated

import typer

from stemmata.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption
from stemmata.cli.printing import print_rows
from stemmata.cli.shell import err, fail, now, open_kept
from stemmata.export import decision_records
from stemmata.model import Decision, Ruling


class Choice(StrEnum):
    """What can be decided about a claim, as it is typed."""

    ASIDE = "aside"
    SCOPE = "scope"
    RESTORE = "restore"


_RULINGS = {Choice.ASIDE: Ruling.SET_ASIDE, Choice.SCOPE: Ruling.SCOPE, Choice.RESTORE: Ruling.RESTORE}


def decide(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `balance` and the dossier give it.")],
    choice: Annotated[
        Choice,
        typer.Argument(help="aside: do not reckon with it. scope: it counts SCOPE. restore: take back what stands."),
    ],
    scope: Annotated[
        str | None, typer.Argument(help='For scope: what it counts, such as "of all kinds" or "Iranian-made".')
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, in your own words.")] = "",
    author: Annotated[
        str | None, typer.Option("--author", envvar="STEMMATA_AUTHOR", help="Who decides; the login name if not given.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Settle something about a claim, with the reason; the next balance and report reckon with it."""
    if not reason.strip():
        fail("a decision needs its reason: --reason '…'")
    if (choice is Choice.SCOPE) != bool(scope and scope.strip()):
        fail("a scope goes with the word scope: stemmata decide CLAIM scope 'of all kinds' --reason '…'")
    decision = Decision(claim, _RULINGS[choice], reason.strip(), scope, author or _login_name(), now())
    with open_kept(ledger) as book:
        book.decide(decision)
    err.print(f"{claim}: kept, by {decision.author}. `stemmata balance` reckons with it.", markup=False)


def decisions(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List all that was ever decided, the oldest first, and what of it stands."""
    with open_kept(ledger) as book:
        rows = decision_records(book.decisions(), {claim.id for claim in book.claims()})
    print_rows(rows, as_json, ("decided_at", "author", "claim", "action", "value", "reason", "standing"))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        fail("who decides is not known here; give --author NAME")
