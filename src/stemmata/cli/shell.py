"""What commands share on their way out: messages, exit statuses, files written whole, ledgers that must be there."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from stemmata.model import Document
from stemmata.store import Ledger

err = Console(stderr=True, highlight=False, soft_wrap=True)


def now() -> str:
    """This moment, UTC, to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fail(message: str) -> NoReturn:
    """Say on stderr what is wrong, and end with status 2."""
    err.print(f"stemmata: {message}", markup=False)
    raise typer.Exit(2)


def open_kept(ledger: str) -> Ledger:
    """Open a ledger that must be there already: reading a mistyped name must not make an empty file."""
    if "://" not in ledger and not Path(ledger).is_file():
        fail(f"{ledger}: no such ledger; `stemmata add PATH...` makes one, --ledger names another")
    return Ledger.open(ledger)


def documents_by_hash(ledger: Ledger) -> dict[str, Document]:
    """The documents of a ledger by the SHA-256 of their bytes."""
    return {document.sha256: document for document in ledger.documents()}


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a failure leaves the old one whole."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as handle:
            handle.write(text)
        Path(handle.name).chmod(0o644)
        Path(handle.name).replace(path)
    except OSError as problem:
        fail(f"{path}: cannot be written: {problem.strerror}")


def write_page(path: Path | None, page: str, texts: int) -> None:
    """Write a page to a file, or to stdout where none is given."""
    if path is None:
        sys.stdout.write(page)
        return
    write_whole(path, page)
    err.print(f"{texts} {'text' if texts == 1 else 'texts'}: {path} — open it in a browser.", markup=False)
