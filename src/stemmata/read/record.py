"""JSON records: one document each, its text taken to the letter."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stemmata.read.draft import Draft
from stemmata.read.label import TITLE_LENGTH, clean_label
from stemmata.read.outcome import ReadError, Reason
from stemmata.read.page import read_page
from stemmata.read.plain import find_title_line
from stemmata.read.published import normalise_published

WORDS = ("url", "outlet", "title", "published", "language", "text", "html")
FIELDS = frozenset({"id", *WORDS})
NAMES = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
SPACE = re.compile(r"[ \t\r\n]*+")


def read_record(content: bytes, captured_at: str) -> Draft:
    """A draft of one record's bytes (UTF-8). Its `text` is unchanged; `html` is read as a page.

    A date that is none leaves `published` None. Raises ReadError: unreadable for what is no record, naming the
    field that is wrong; empty for a record without text.
    """
    record = parse_record(content)
    for name in WORDS:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise ReadError(Reason.UNREADABLE, f"the field {name!r} is {_kind(value)}, not text")
    text, page = record.get("text"), record.get("html")
    if text is not None and text.strip():
        draft = _draft_of_text(text, record.get("title"))
    elif page is not None and page.strip():
        draft = read_page(page.replace("\r\n", "\n").replace("\r", "\n"), captured_at, record.get("title"))
    else:
        raise ReadError(Reason.EMPTY, "the record has neither text nor html")
    published = normalise_published(record.get("published"), captured_at)
    return replace(
        draft,
        id=_read_id(record),
        outlet=record.get("outlet"),
        url=record.get("url") or draft.url,
        published=published or draft.published,
        published_from="record" if published else draft.published_from,
        language=record.get("language"),
    )


def parse_record(content: bytes) -> dict[str, Any]:
    """The fields of one record. Raises ReadError (unreadable) for anything but one JSON object."""
    try:
        record = json.loads(content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), object_pairs_hook=_once_each)
    except UnicodeDecodeError as problem:
        raise ReadError(Reason.UNREADABLE, f"records must be UTF-8; byte {problem.start + 1} is not") from problem
    except json.JSONDecodeError as problem:
        raise ReadError(Reason.UNREADABLE, f"not JSON: {problem.msg} at character {problem.pos + 1}") from problem
    except RecursionError as problem:
        raise ReadError(Reason.UNREADABLE, "its JSON is nested too deep") from problem
    except ValueError as problem:  # a number of thousands of digits
        raise ReadError(Reason.UNREADABLE, f"not JSON that can be read: {problem}") from problem
    if not isinstance(record, dict):
        raise ReadError(Reason.UNREADABLE, f"a record is an object, not {_kind(record)}")
    return record


def split_records(source: str) -> Iterator[str]:
    """The JSON text of each record of a .json file: one record, a list of them, or one after another.

    Raises ReadError (unreadable) where the file is no JSON; what came before was yielded.
    """
    here = _skip_space(source, 0)
    is_list = source.startswith("[", here)
    here = _skip_space(source, here + is_list)
    decoder = json.JSONDecoder()
    while here < len(source) and not (is_list and source[here] == "]"):
        try:
            _, end = decoder.raw_decode(source, here)
        except json.JSONDecodeError as problem:
            raise ReadError(Reason.UNREADABLE, f"not JSON: {problem.msg} at character {problem.pos + 1}") from problem
        except (RecursionError, ValueError) as problem:
            raise ReadError(Reason.UNREADABLE, "its JSON is nested too deep or holds an endless number") from problem
        yield source[here:end]
        here = _skip_space(source, end)
        here = _skip_space(source, here + (is_list and source.startswith(",", here)))
    if is_list and here >= len(source):
        raise ReadError(Reason.UNREADABLE, "the list of records is cut off: it has no closing bracket")


def _skip_space(source: str, here: int) -> int:
    found = SPACE.match(source, here)
    return found.end() if found else here


def _draft_of_text(text: str, title: str | None) -> Draft:
    if UNSTORABLE.search(text):
        raise ReadError(Reason.UNREADABLE, "the text holds NUL characters or halves of characters (lone surrogates)")
    if text.count("\ufffd") > 0.01 * len(text):
        raise ReadError(Reason.UNREADABLE, "too many characters of the text are lost (U+FFFD)")
    span = find_title_line(text, title.strip()) if title and title.strip() else None
    return Draft(text=text, title=clean_label(title, TITLE_LENGTH), title_span=span)


def _read_id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ReadError(Reason.UNREADABLE, f"the field 'id' is {_kind(value)}, not text")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's fields; raises ReadError where one that is read is given twice, since neither is the right one."""
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        for name in sorted(FIELDS & set(names)):
            if names.count(name) > 1:
                raise ReadError(Reason.UNREADABLE, f"the field {name!r} is given twice")
    return record


def _kind(value: object) -> str:
    return NAMES.get(type(value), "null")
