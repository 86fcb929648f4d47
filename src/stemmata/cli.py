"""The doors: one command a job. Data goes to stdout, messages to stderr.

Exit status 0 on success, 1 where work was done but some input was refused, 2 on wrong use.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from stemmata import __version__
from stemmata.annotate.document import partly_supported_languages
from stemmata.export import annotation_record, document_record, stemma_record, thread_record
from stemmata.extraction import Extracted, Failure, Outcome, default_jobs, extract_all
from stemmata.job import Intake, make_report, take_in, trace_ledger
from stemmata.model import Document, StemmataError
from stemmata.packs import Pack, check_pack, load_pack
from stemmata.read import SUPPORTED, Defaults, Reason, Refusal, name_language, read_inputs
from stemmata.show import AccountLine, render_dossier
from stemmata.store import Ledger

app = typer.Typer(
    name="stemmata",
    help="Who had it from whom: attributed claims in news reports, their family tree and their origins.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
packs = typer.Typer(help="Subject packs: what is counted, by whom, where.", no_args_is_help=True)
app.add_typer(packs, name="pack")
err = Console(stderr=True, highlight=False, soft_wrap=True)
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
JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=64, help="Processes for many inputs; default: one a core.")
]


@app.command()
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
) -> None:
    """Read reports, trace who had it from whom, and write one HTML dossier."""
    subject = load_pack(pack)
    if output.is_dir():
        _fail(f"{output} is a folder; give the name of a file to write, such as {output / 'dossier.html'}")
    with Ledger.open(ledger) as book:
        intake = _take_in(paths, book, subject, _defaults(published, outlet), jobs) if paths else None
        made = make_report(book, subject, intake.sha256s if intake else None, intake, title, _now(), __version__)
    _write_whole(output, render_dossier(made))
    _print_account(intake)
    shared = sum(1 for t in made.threads if len({c.document for c in t.claims}) > 1)
    err.print(
        f"{len(made.documents)} documents, {len(made.claims)} claims, {len(made.threads)} threads"
        f" ({shared} with more than one document)"
    )
    err.print(f"Dossier: {output} — open it in a browser. Kept in: {ledger}")
    _exit(intake)


@app.command()
def add(
    paths: Paths,
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    published: PublishedOption = None,
    outlet: OutletOption = None,
    as_json: JsonOption = False,
    jobs: JobsOption = None,
) -> None:
    """Keep documents and their claims; print for each input whether it is new, known or refused."""
    subject = load_pack(pack)
    with Ledger.open(ledger) as book:
        intake = _take_in(paths, book, subject, _defaults(published, outlet), jobs)
        trace_ledger(book, subject)
    rows = [_account_row(line) for line in intake.account]
    _print_rows(rows, as_json, ("outcome", "name", "reason", "detail"))
    _exit(intake)


@app.command(name="list")
def list_documents(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the documents that the ledger keeps."""
    with _open_kept(ledger) as book:
        rows = [document_record(document) for document in book.documents()]
    _print_rows(rows, as_json, ("id", "published", "outlet", "title"))


@app.command()
def annotate(
    paths: Paths,
    pack: PackOption = "arms",
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jsonl: JsonlOption = True,
    jobs: JobsOption = None,
) -> None:
    """Print annotations and claims of each document as JSON, one a line; nothing is stored.

    In Russian and Ukrainian, quantities and times alone.
    """
    subject = load_pack(pack)
    refused = False
    readings = read_inputs(
        paths,
        captured_at=_now(),
        pack=subject,
        defaults=_defaults(published, outlet),
        supported=SUPPORTED | partly_supported_languages(),
    )
    for result, outcome in extract_all(readings, subject, jobs or default_jobs()):
        if isinstance(result, Refusal) or not isinstance(outcome, Extracted):
            refused = True
            reason = f"{result.reason.value}: {result.detail}" if isinstance(result, Refusal) else _failure(outcome)
            err.print(f"refused {result.name}: {reason}", markup=False)
            continue
        if result.document.language in partly_supported_languages():
            known = f"{name_language(result.document.language)}: quantities and times only; who says it is not read yet"
            err.print(f"{result.name}: {known}", markup=False)
        found = outcome.found
        _print_json(annotation_record(result.document, outcome.annotations, found.claims))
        if found.dropped:
            counts = ", ".join(f"{field} {count}" for field, count in found.dropped.items())
            err.print(f"{result.name}: claims dropped by the fidelity guard: {counts}", markup=False)
    raise typer.Exit(1 if refused else 0)


@app.command()
def threads(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the threads: the questions that the kept documents answer, and how many origins each has."""
    with _open_kept(ledger) as book:
        documents = _by_sha(book)
        rows = [thread_record(thread, stemma, documents) for thread, stemma in book.threads()]
    if not as_json:
        rows = [{**row, "origins": _interval(row["origins"])} for row in rows]
    _print_rows(rows, as_json, ("thread", "question", "documents", "outlets", "origins"))


@app.command()
def stemma(
    thread: Annotated[str, typer.Argument(help="The thread's id, as `stemmata threads` prints it.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Print one thread's tree, origins and mutations."""
    with _open_kept(ledger) as book:
        documents = _by_sha(book)
        found = [(t, s) for t, s in book.threads() if t.id == thread]
    if not found:
        _fail(f"{thread}: no such thread in {ledger}; `stemmata threads` lists them")
    record = stemma_record(*found[0], documents)
    if as_json:
        _print_json(record)
    else:
        _print_tree(record)


@packs.command()
def check(
    pack: Annotated[str, typer.Argument(help="A pack's folder, or the name of one that ships.")],
    as_json: JsonOption = False,
) -> None:
    """Name every fault of a pack by file, line and reason; exit status 1 where there is one."""
    problems = check_pack(pack)
    if as_json:
        _print_json([{"file": p.file, "line": p.line, "reason": p.reason} for p in problems])
    else:
        for problem in problems:
            print(problem)
    err.print(f"{pack}: {len(problems) or 'no'} fault{'' if len(problems) == 1 else 's'}", markup=False)
    raise typer.Exit(1 if problems else 0)


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


def _failure(outcome: Outcome) -> str:
    detail = outcome.detail if isinstance(outcome, Failure) else "nothing was extracted"
    return f"{Reason.UNREADABLE.value}: {detail}"


def _take_in(paths: Sequence[str], ledger: Ledger, pack: Pack, defaults: Defaults, jobs: int | None) -> Intake:
    with _progress() as advance:
        return take_in(paths, ledger, pack, _now(), defaults, advance, jobs or default_jobs())


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
    if intake.dropped:
        counts = ", ".join(f"{field} {count}" for field, count in intake.dropped.items())
        err.print(f"Claims dropped by the fidelity guard: {counts}")


def _account_row(line: AccountLine) -> dict[str, Any]:
    return {"name": line.name, "outcome": line.outcome, "reason": line.reason, "detail": line.detail}


def _print_rows(rows: Sequence[dict[str, Any]], as_json: bool, columns: Sequence[str]) -> None:
    if as_json:
        _print_json(list(rows))
        return
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("" if row[c] is None else str(row[c]).replace("[", r"\[") for c in columns))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)


def _print_tree(record: dict[str, Any]) -> None:
    """The tree as indented lines: a lost witness in brackets, what changed after the name."""
    names = {w["id"]: f"[{w['name']}]" if w["lost"] else w["name"] for w in record["witnesses"]}
    children: dict[str, list[dict[str, Any]]] = {}
    for edge in record["edges"]:
        children.setdefault(edge["parent"], []).append(edge)
    has_parent = {edge["child"] for edge in record["edges"]}
    print(record["question"])
    print(f"independent origins: {_interval(record['origins'])}")
    for reason in record["origins"]["reasons"]:
        print(f"  {reason}")
    waiting = [(w["id"], 0, "") for w in reversed(record["witnesses"]) if w["id"] not in has_parent]
    while waiting:
        witness, depth, changes = waiting.pop()
        print(f"{'  ' * depth}{names[witness]}{changes}")
        for edge in reversed(children.get(witness, [])):
            changed = "; ".join(f"{m['field']}: {m['parent_value']} → {m['child_value']}" for m in edge["mutations"])
            waiting.append((edge["child"], depth + 1, f"  ({changed})" if changed else ""))


def _interval(origins: dict[str, Any]) -> str:
    low, high, best = origins["low"], origins["high"], origins["best"]
    return str(low) if low == high else f"{low}–{high} (best {best})"


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _by_sha(ledger: Ledger) -> dict[str, Document]:
    return {document.sha256: document for document in ledger.documents()}


def _open_kept(ledger: str) -> Ledger:
    """Open a ledger that must be there already: reading a mistyped name must not make an empty file."""
    if "://" not in ledger and not Path(ledger).is_file():
        _fail(f"{ledger}: no such ledger; `stemmata add PATH...` makes one, --ledger names another")
    return Ledger.open(ledger)


def _defaults(published: str | None, outlet: str | None) -> Defaults:
    if published is not None:
        try:
            date.fromisoformat(published[:10])
        except ValueError:
            _fail(f"--published {published}: not a date; write it as 2023-02-05")
    return Defaults(published=published, outlet=outlet, language=None)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a failure leaves the old one whole."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as handle:
            handle.write(text)
        Path(handle.name).chmod(0o644)
        Path(handle.name).replace(path)
    except OSError as problem:
        _fail(f"{path}: cannot be written: {problem.strerror}")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fail(message: str) -> NoReturn:
    err.print(f"stemmata: {message}", markup=False)
    raise typer.Exit(2)


def _exit(intake: Intake | None) -> None:
    raise typer.Exit(1 if intake is not None and intake.has_refusals else 0)
