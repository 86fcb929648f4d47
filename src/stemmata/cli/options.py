"""Options that several commands share, and what they mean when they are not given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from stemmata.cli.shell import fail
from stemmata.read import Defaults

DEFAULT_LEDGER = "stemmata.db"

Paths = Annotated[
    list[str], typer.Argument(help="Files, folders or globs of text, Markdown, HTML pages or JSONL records.")
]
LedgerOption = Annotated[
    str, typer.Option("--ledger", envvar="STEMMATA_LEDGER", help="The SQLite file (or database URL) that keeps it all.")
]
PackOption = Annotated[
    str, typer.Option("--pack", help="The subject pack to read with: one that ships (arms, grain), or a folder.")
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Where the dossier is written.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line: the default, and the only form.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
PublishedOption = Annotated[
    str | None, typer.Option("--published", help="Publication date (YYYY-MM-DD) of inputs that do not give one.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Outlet of inputs that do not name one.")]
HtmlOption = Annotated[
    str | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write a page that shows attributions and claims in their texts. Given a text alone: its page to stdout.",
    ),
]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=64, help="Processes for many inputs; default: one a core.")
]


def publication_defaults(published: str | None, outlet: str | None) -> Defaults:
    """What inputs are taken to be that do not say it themselves; a wrong date ends the command."""
    if published is not None:
        try:
            date.fromisoformat(published[:10])
        except ValueError:
            fail(f"--published {published}: not a date; write it as 2023-02-05")
    return Defaults(published=published, outlet=outlet, language=None)
