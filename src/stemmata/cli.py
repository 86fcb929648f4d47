"""The doors: one command a job. Data goes to stdout, messages to stderr.

Exit status 0 on success, 1 where work was done but some input was refused, 2 on wrong use.
"""

from __future__ import annotations

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

from stemmata import __version__
from stemmata.annotate.document import partly_supported_languages
from stemmata.balance_door import print_balance
from stemmata.engine import Engine
from stemmata.engine_door import (
    DEFAULT_ANSWERS,
    EngineAnswersOption,
    EngineKeyOption,
    EngineModelOption,
    EngineOption,
    EngineUrlOption,
    account_words,
    open_engine,
)
from stemmata.export import annotation_record, document_record, stemma_record, thread_record
from stemmata.extraction import Extracted, Failure, Outcome, default_jobs, extract_all, with_engine
from stemmata.job import Intake, make_report, take_in, trace_ledger
from stemmata.model import Document, StemmataError
from stemmata.options import (
    HtmlOption,
    JobsOption,
    JsonlOption,
    JsonOption,
    LedgerOption,
    OutletOption,
    OutputOption,
    PackOption,
    Paths,
    PublishedOption,
)
from stemmata.packs import Pack, check_pack, load_pack
from stemmata.printing import interval, print_json, print_rows, print_tree
from stemmata.read import SUPPORTED, Defaults, Reason, Refusal, name_language, read_inputs
from stemmata.show import AccountLine, ReadText, is_own_page, render_dossier, render_reader
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
    engine: EngineOption = None,
    engine_url: EngineUrlOption = None,
    engine_model: EngineModelOption = None,
    engine_key: EngineKeyOption = None,
    engine_answers: EngineAnswersOption = DEFAULT_ANSWERS,
) -> None:
    """Read reports, trace who had it from whom, and write one HTML dossier."""
    subject = load_pack(pack)
    if output.is_dir():
        _fail(f"{output} is a folder; give the name of a file to write, such as {output / 'dossier.html'}")
    asked = open_engine(engine, engine_url, engine_model, engine_key, engine_answers, subject)
    with asked as model, Ledger.open(ledger) if paths else _open_kept(ledger) as book:
        intake = _take_in(paths, book, subject, _defaults(published, outlet), jobs, model) if paths else None
        if intake is not None and not intake.sha256s:
            _print_account(intake)
            err.print(f"Nothing could be read, so no dossier was written; {output} is as it was.", markup=False)
            raise typer.Exit(1)
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
        intake = _take_in(paths, book, subject, _defaults(published, outlet), jobs, model)
        trace_ledger(book, subject)
    _print_counts(intake)
    rows = [_account_row(line) for line in intake.account]
    print_rows(rows, as_json, ("outcome", "name", "reason", "detail"))
    _exit(intake)


@app.command(name="list")
def list_documents(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the documents that the ledger keeps."""
    with _open_kept(ledger) as book:
        rows = [document_record(document) for document in book.documents()]
    print_rows(rows, as_json, ("id", "published", "outlet", "title"))


@app.command()
def annotate(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders or globs of text, Markdown, HTML pages or JSONL records.")
    ] = None,
    pack: PackOption = "arms",
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jsonl: JsonlOption = True,
    html: HtmlOption = None,
    jobs: JobsOption = None,
    engine: EngineOption = None,
    engine_url: EngineUrlOption = None,
    engine_model: EngineModelOption = None,
    engine_key: EngineKeyOption = None,
    engine_answers: EngineAnswersOption = DEFAULT_ANSWERS,
) -> None:
    """Print annotations and claims of each document as JSON, one a line; nothing is stored.

    With --html a page to read instead. In Russian and Ukrainian, quantities and times alone.
    """
    subject = load_pack(pack)
    if not paths and html is None:
        _fail("nothing to annotate; give a file, a folder or a glob")
    page = Path(html) if html is not None and paths else None
    if page is not None and page.exists() and not is_own_page(page):
        _fail(f"{page} is there and is no page of Stemmata's; give the name of a file to write, then the texts")
    readings = read_inputs(
        paths or [html or ""],
        captured_at=_now(),
        pack=subject,
        defaults=_defaults(published, outlet),
        supported=SUPPORTED | partly_supported_languages(),
    )
    read: list[ReadText] = []
    refused = False
    with open_engine(engine, engine_url, engine_model, engine_key, engine_answers, subject) as model:
        for result, outcome in extract_all(readings, subject, jobs or default_jobs()):
            if isinstance(result, Refusal) or not isinstance(outcome, Extracted):
                refused = True
                reason = f"{result.reason.value}: {result.detail}" if isinstance(result, Refusal) else _failure(outcome)
                err.print(f"refused {result.name}: {reason}", markup=False)
                continue
            document = result.document
            if document.language in partly_supported_languages():
                known = f"{name_language(document.language)}: quantities and times only; who says it is not read yet"
                err.print(f"{result.name}: {known}", markup=False)
            outcome = with_engine(document, outcome, model)
            found = outcome.found
            if html is None:
                print_json(annotation_record(document, outcome.annotations, found.claims))
            else:
                read.append(ReadText(document, outcome.annotations, found.claims))
            for words in account_words(found.dropped, found.trimmed, {}):
                err.print(f"{result.name}: {words}", markup=False)
        for words in account_words({}, {}, model.account if model is not None else {}):
            err.print(words, markup=False)
    if html is not None:
        _write_page(page, render_reader(read, subject, __version__), len(read))
    raise typer.Exit(1 if refused else 0)


@app.command()
def threads(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the threads: the questions that the kept documents answer, and how many origins each has."""
    with _open_kept(ledger) as book:
        documents = _by_sha(book)
        rows = [thread_record(thread, stemma, documents) for thread, stemma in book.threads()]
    if not as_json:
        rows = [{**row, "origins": interval(row["origins"])} for row in rows]
    print_rows(rows, as_json, ("thread", "question", "documents", "outlets", "origins"))


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
        print_json(record)
    else:
        print_tree(record)


@app.command()
def balance(
    account: Annotated[
        str | None, typer.Argument(help="Show only accounts whose name or id holds these words.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    pack: PackOption = "arms",
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the entries as CSV, one a line.")] = False,
    by_month: Annotated[
        bool, typer.Option("--months", help="Print also what each account must be month by month.")
    ] = False,
) -> None:
    """Print the books: what is booked where, what it comes to, and which claims cannot all be true."""
    with _open_kept(ledger) as book:
        threads = book.threads()
        documents = _by_sha(book)
    print_balance(threads, documents, load_pack(pack), account, as_json=as_json, as_csv=as_csv, by_month=by_month)


@packs.command()
def check(
    pack: Annotated[str, typer.Argument(help="A pack's folder, or the name of one that ships.")],
    as_json: JsonOption = False,
) -> None:
    """Name every fault of a pack by file, line and reason; exit status 1 where there is one."""
    problems = check_pack(pack)
    if as_json:
        print_json([{"file": p.file, "line": p.line, "reason": p.reason} for p in problems])
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


def _take_in(
    paths: Sequence[str], ledger: Ledger, pack: Pack, defaults: Defaults, jobs: int | None, engine: Engine | None
) -> Intake:
    with _progress() as advance:
        return take_in(paths, ledger, pack, _now(), defaults, advance, jobs or default_jobs(), engine)


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


def _write_page(path: Path | None, page: str, texts: int) -> None:
    if path is None:
        sys.stdout.write(page)
        return
    _write_whole(path, page)
    err.print(f"{texts} texts: {path} — open it in a browser.", markup=False)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fail(message: str) -> NoReturn:
    err.print(f"stemmata: {message}", markup=False)
    raise typer.Exit(2)


def _exit(intake: Intake | None) -> None:
    raise typer.Exit(1 if intake is not None and intake.has_refusals else 0)
