"""The door to annotations: what a text says, as JSON or as a page, with nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stemmata import __version__
from stemmata.annotate.document import partly_supported_languages
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
    HtmlOption,
    JobsOption,
    JsonlOption,
    OutletOption,
    PackOption,
    PublishedOption,
    publication_defaults,
)
from stemmata.cli.printing import print_json
from stemmata.cli.shell import err, fail, now, write_page
from stemmata.export import annotation_record
from stemmata.extraction import Extracted, Failure, Outcome, default_jobs, extract_all, with_engine
from stemmata.packs import load_pack
from stemmata.read import SUPPORTED, Reason, Refusal, name_language, read_inputs
from stemmata.show import ReadText, is_own_page, render_reader


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
        fail("nothing to annotate; give a file, a folder or a glob")
    page = Path(html) if html is not None and paths else None
    if page is not None and page.exists() and not is_own_page(page):
        fail(f"{page} is there and is no page of Stemmata's; give the name of a file to write, then the texts")
    readings = read_inputs(
        paths or [html or ""],
        captured_at=now(),
        pack=subject,
        defaults=publication_defaults(published, outlet),
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
    if html is not None and read:
        write_page(page, render_reader(read, subject, __version__), len(read))
    elif html is not None:
        hint = "" if page is not None else f"; to write a page to {html}, give the texts behind it"
        err.print(f"Nothing could be read, so no page was written{hint}.", markup=False)
    raise typer.Exit(1 if refused else 0)


def _failure(outcome: Outcome) -> str:
    detail = outcome.detail if isinstance(outcome, Failure) else "nothing was extracted"
    return f"{Reason.UNREADABLE.value}: {detail}"
