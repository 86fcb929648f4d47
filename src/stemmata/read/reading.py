"""The whole room in order: paths, bytes, a draft by kind, a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence, Set

from stemmata.model import Capture, Document
from stemmata.packs import Pack
from stemmata.read.draft import Draft
from stemmata.read.encoding import decode
from stemmata.read.inputs import Input, find_inputs, open_inputs
from stemmata.read.kind import Kind
from stemmata.read.label import ID_LENGTH, clean_label, clean_url
from stemmata.read.language import SUPPORTED, settle_language
from stemmata.read.markdown import read_markdown
from stemmata.read.outcome import Defaults, ReadError, Reading, Reason, Refusal
from stemmata.read.outlet import settle_outlet
from stemmata.read.page import read_page
from stemmata.read.plain import read_plain
from stemmata.read.published import normalise_published
from stemmata.read.record import read_record, split_records

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps them


def read_inputs(
    paths: Sequence[str],
    *,
    captured_at: str,
    pack: Pack,
    defaults: Defaults,
    supported: Set[str] = SUPPORTED,
) -> Iterator[Reading | Refusal]:
    """Read every file, folder and glob of `paths`, one after another: a Reading or a Refusal for each input.

    `captured_at` is UTC, ISO 8601, to the second; `defaults` hold for inputs that do not say it themselves;
    `supported` are the languages that are read. Bad input never raises.
    """
    for found in find_inputs(paths):
        if isinstance(found, Refusal):
            yield found
            continue
        for opened in open_inputs(found):
            for one in _split(opened):
                if isinstance(one, Refusal):
                    yield one
                else:
                    yield read_input(one, captured_at=captured_at, pack=pack, defaults=defaults, supported=supported)


def read_input(
    given: Input, *, captured_at: str, pack: Pack, defaults: Defaults, supported: Set[str] = SUPPORTED
) -> Reading | Refusal:
    """Read one text, page or record; the parameters are those of `read_inputs`."""
    try:
        draft = _draft(given, captured_at)
        document = _settle(draft, given, captured_at, pack, defaults, supported)
    except ReadError as refused:
        return Refusal(given.name, refused.reason, refused.detail)
    except Exception as problem:
        return Refusal(given.name, Reason.UNREADABLE, f"its parser failed ({type(problem).__name__}: {problem})"[:300])
    capture = Capture(document.sha256, given.content, given.kind.value, captured_at, given.name)
    return Reading(capture, document, given.name)


def _split(given: Input | Refusal) -> Iterator[Input | Refusal]:
    """The records of a .json file, numbered from 1 where there are more; anything else as it is."""
    if isinstance(given, Refusal) or given.kind is not Kind.RECORD or not given.name.lower().endswith(".json"):
        yield given
        return
    records: list[str] = []
    problem: ReadError | None = None
    try:
        for record in split_records(decode(given.content).removeprefix("\ufeff")):
            records.append(record)  # one by one: those before an error are read
    except ReadError as refused:
        problem = refused
    is_one = len(records) == 1 and problem is None
    for number, record in enumerate(records, start=1):
        name = given.name if is_one else f"{given.name}:{number}"
        yield Input(name, record.encode("utf-8", "surrogatepass"), Kind.RECORD)
    if problem is not None:
        name = f"{given.name}:{len(records) + 1}" if records else given.name
        yield Refusal(name, problem.reason, problem.detail)
    elif not records:
        yield Refusal(given.name, Reason.EMPTY, "the file holds no record")


def _draft(given: Input, captured_at: str) -> Draft:
    if given.kind is Kind.RECORD:
        return read_record(given.content, captured_at)
    text = decode(given.content, is_page=given.kind is Kind.PAGE)
    if not text.strip():
        raise ReadError(Reason.EMPTY, "there is nothing but white space in it")
    if given.kind is Kind.PAGE:
        return read_page(text, captured_at)
    return read_markdown(text, captured_at) if given.kind is Kind.MARKDOWN else read_plain(text, captured_at)


def _settle(
    draft: Draft, given: Input, captured_at: str, pack: Pack, defaults: Defaults, supported: Set[str]
) -> Document:
    """The document of a draft; what the draft leaves open is filled from `defaults`."""
    if UNSTORABLE.search(draft.text):
        raise ReadError(Reason.UNREADABLE, "the text holds NUL characters or halves of characters (lone surrogates)")
    language = settle_language(draft.text, draft.language or defaults.language, supported)
    sha256 = hashlib.sha256(given.content).hexdigest()
    url = clean_url(draft.url)
    outlet, domain = settle_outlet(
        pack, url=url, declared=draft.outlet, site_name=draft.site_name, default=defaults.outlet
    )
    published, published_from = draft.published, draft.published_from
    if published is None:
        published = normalise_published(defaults.published, captured_at)
        published_from = "option" if published else None
    return Document(
        id=clean_label(draft.id, ID_LENGTH) or sha256[:16],
        sha256=sha256,
        text=draft.text,
        language=language,
        title=draft.title,
        title_span=draft.title_span,
        outlet=outlet,
        domain=domain,
        url=url,
        published=published,
        published_from=published_from,
    )
