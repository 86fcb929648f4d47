"""The doors to reading: a report on texts, adding them to a ledger, listing what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from stemmata import __version__
from stemmata.cli.engine import (
    DEFAULT_ANSWERS,
    EngineAnswersOption,
    EngineKeyOption,
    EngineModelOption,
    EngineOption,
    EngineUrlOption,
    account_words,
    open_engine,
)
from stemmata.cli.options import (
    DEFAULT_LEDGER,
    JobsOption,
    JsonOption,
    LedgerOption,
    OutletOption,
    OutputOption,
    PackOption,
    Paths,
    PublishedOption,
    publication_defaults,
)
from stemmata.cli.printing import print_rows
from stemmata.cli.shell import err, fail, now, open_kept, write_whole
from stemmata.engine import Engine
from stemmata.export import document_record
from stemmata.extraction import default_jobs
from stemmata.job import Intake, make_report, take_in, trace_ledger
from stemmata.packs import Pack, load_pack
from stemmata.read import Defaults
from stemmata.show import AccountLine, render_dossier
from stemmata.store import Ledger


def report(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="What to report on: files, folders or globs. None: all that the ledger keeps."),
    ] = None,
    output: OutputOption = Path("dossier.html"),
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    title: Annotated[str, typer.Option("--title", help="The dossier's title.")] = "Who had it from whom",
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jobs: JobsOption = None,
    engine: EngineOption = None,
    engine_url: EngineUrlOption = None,
    engine_model: EngineModelOption = None,
    engine_key: EngineKeyOption = None,
    engine_answers: EngineAnswersOption = DEFAULT_ANSWERS,
) -> None:
    """Read reports, trace who had it from whom, and write one HTML dossier."""
    subject = load_pack(pack)
    if output.is_dir():
        fail(f"{output} is a folder; give the name of a file to write, such as {output / 'dossier.html'}")
    asked = open_engine(engine, engine_url, engine_model, engine_key, engine_answers, subject)
    with asked as model, Ledger.open(ledger) if paths else open_kept(ledger) as book:
        intake = _take_in(paths, book, subject, publication_defaults(published, outlet), jobs, model) if paths else None
        if intake is not None and not intake.sha256s:
            _print_account(intake)
            err.print(f"Nothing could be read, so no dossier was written; {output} is as it was.", markup=False)
            raise typer.Exit(1)
        made = make_report(book, subject, intake.sha256s if intake else None, intake, title, now(), __version__)
    write_whole(output, render_dossier(made))
    _print_account(intake)
    shared = sum(1 for t in made.threads if len({c.document for c in t.claims}) > 1)
    err.print(
        f"{len(made.documents)} documents, {len(made.claims)} claims, {len(made.threads)} threads"
        f" ({shared} with more than one document)"
    )
    err.print(f"Dossier: {output} — open it in a browser. Kept in: {ledger}")
    _exit(intake)


def add(
    paths: Paths,
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    published: PublishedOption = None,
    outlet: OutletOption = None,
    as_json: JsonOption = False,
    jobs: JobsOption = None,
    engine: EngineOption = None,
    engine_url: EngineUrlOption = None,
    engine_model: EngineModelOption = None,
    engine_key: EngineKeyOption = None,
    engine_answers: EngineAnswersOption = DEFAULT_ANSWERS,
) -> None:
    """Keep documents and their claims; print for each input whether it is new, known or refused."""
    subject = load_pack(pack)
    asked = open_engine(engine, engine_url, engine_model, engine_key, engine_answers, subject)
    with asked as model, Ledger.open(ledger) as book:
        intake = _take_in(paths, book, subject, publication_defaults(published, outlet), jobs, model)
        trace_ledger(book, subject, intake.earlier)
    _print_counts(intake)
    rows = [_account_row(line) for line in intake.account]
    print_rows(rows, as_json, ("outcome", "name", "reason", "detail"))
    _exit(intake)


def list_documents(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the documents that the ledger keeps."""
    with open_kept(ledger) as book:
        rows = [document_record(document) for document in book.documents()]
    print_rows(rows, as_json, ("id", "published", "outlet", "title"))


def _take_in(
    paths: Sequence[str], ledger: Ledger, pack: Pack, defaults: Defaults, jobs: int | None, engine: Engine | None
) -> Intake:
    with _progress() as advance:
        return take_in(paths, ledger, pack, now(), defaults, advance, jobs or default_jobs(), engine)


@contextmanager
def _progress() -> Iterator[Callable[[AccountLine], None]]:
    """A running count of inputs on a terminal; nothing in a pipe."""
    if not err.is_terminal:
        yield lambda line: None
        return
    count, name = TextColumn("{task.completed} read"), TextColumn("{task.description}")
    with Progress(SpinnerColumn(), count, name, TimeElapsedColumn(), console=err, transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(line: AccountLine) -> None:
            name = Path(line.name).name[:60].replace("[", r"\[")
            bar.update(task, advance=1, description=name)

        yield advance


def _print_account(intake: Intake | None) -> None:
    if intake is None:
        return
    for line in intake.account:
        row = _account_row(line)
        tail = f": {row['reason']}: {row['detail']}" if row["reason"] else ""
        err.print(f"{row['outcome']:8}{row['name']}{tail}", markup=False)
    _print_counts(intake)


def _print_counts(intake: Intake) -> None:
    for words in account_words(intake.dropped, intake.trimmed, intake.engine):
        err.print(words[:1].upper() + words[1:], markup=False)


def _account_row(line: AccountLine) -> dict[str, Any]:
    return {"name": line.name, "outcome": line.outcome, "reason": line.reason, "detail": line.detail}


def _exit(intake: Intake | None) -> None:
    raise typer.Exit(1 if intake is not None and intake.has_refusals else 0)
