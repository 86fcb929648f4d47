"""The doors: one command a job. Data goes to stdout, messages to stderr.

Exit status 0 on success, 1 where work was done but some input was refused, 2 on wrong use.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from stemmata import __version__
from stemmata.cli.annotating import annotate
from stemmata.cli.balance import balance
from stemmata.cli.deciding import decide, decisions
from stemmata.cli.packs import check
from stemmata.cli.reading import add, list_documents, report
from stemmata.cli.shell import err
from stemmata.cli.tracing import stemma, threads
from stemmata.model import StemmataError

app = typer.Typer(
    name="stemmata",
    help="Who had it from whom: attributed claims in news reports, their family tree and their origins.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
packs = typer.Typer(help="Subject packs: what is counted, by whom, where.", no_args_is_help=True)
packs.command()(check)
app.command()(report)
app.command()(add)
app.command(name="list")(list_documents)
app.command()(annotate)
app.command()(threads)
app.command()(stemma)
app.command()(balance)
app.command()(decide)
app.command()(decisions)
app.add_typer(packs, name="pack")


def _print_version(asked: bool) -> None:
    if asked:
        print(f"stemmata {__version__}")
        raise typer.Exit


@app.callback()
def _any_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who had it from whom: attributed claims in news reports, their family tree and their origins."""


def main() -> None:
    """Run the command line; every error that a room raises on purpose becomes one line and status 2."""
    try:
        app()
    except StemmataError as problem:
        err.print(f"stemmata: {problem}", markup=False)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        err.print("stemmata: stopped; what was reported as kept is kept")
        sys.exit(130)
