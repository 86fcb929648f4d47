from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from stemmata.read import Reading, Reason, Refusal
from stemmata.read.outcome import ReadError
from stemmata.read.record import read_record, split_records
from tests.read.conftest import CAPTURED_AT, PROSE, Read

TEXT = f"  Plant opens a line\r\n\r\n{PROSE} Cafe\u0301. \r\nRead also: Storm closes the ports\n"


def test_the_text_of_a_record_is_taken_to_the_letter(tmp_path: Path, read: Read) -> None:
    line = json.dumps({"id": "r1", "title": "Plant opens a line", "text": TEXT}).encode()
    (tmp_path / "a.jsonl").write_bytes(b"\n" + line + b"\r\n")
    [result] = read(tmp_path)
    assert isinstance(result, Reading)
    document = result.document
    assert document.text == TEXT
    assert document.title_span is not None
    assert document.title_span.of(TEXT) == document.title == "Plant opens a line"
    assert result.capture.content == line
    assert result.capture.sha256 == document.sha256 == hashlib.sha256(line).hexdigest()
    assert result.name == result.capture.origin == f"{tmp_path}/a.jsonl:2"


def test_the_fields_of_a_record_become_those_of_the_document(tmp_path: Path, read: Read) -> None:
    fields = {
        "id": "r1",
        "url": "https://m.northwire.example/a",
        "outlet": "Harbour Post",
        "title": "Plant opens",
        "published": "2024-02-05T10:00:00Z",
        "language": "en-GB",
        "text": PROSE,
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(fields))
    [result] = read(tmp_path)
    assert isinstance(result, Reading)
    document = result.document
    assert (document.id, document.language, document.title) == ("r1", "en", "Plant opens")
    assert (document.outlet, document.domain) == ("The Harbour Post", "m.northwire.example")
    assert (document.published, document.published_from) == ("2024-02-05T10:00:00+00:00", "record")


def test_a_record_may_hold_a_page() -> None:
    page = f"<html><head><title>Plant</title></head><body><h1>Plant opens</h1><p>{PROSE}</p></body></html>"
    draft = read_record(json.dumps({"html": page, "title": "Plant opens a line"}).encode(), CAPTURED_AT)
    assert draft.title == "Plant opens a line"
    assert draft.title_span is not None
    assert draft.title_span.of(draft.text) == "Plant opens a line"
    assert draft.text.endswith(PROSE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"text": 5}', "the field 'text' is a number, not text"),
        (b'{"text": "a", "published": ["2024"]}', "the field 'published' is a list, not text"),
        (b'{"text": "a", "id": {}}', "the field 'id' is an object, not text"),
        (b'{"url": "a", "url": "b"}', "the field 'url' is given twice"),
        (b"[]", "a record is an object, not a list"),
        (b"null", "a record is an object, not null"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "\xff"}', "byte 11"),
    ],
)
def test_a_record_that_is_wrong_is_refused_with_the_field(content: bytes, words: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_record(content, CAPTURED_AT)
    assert refused.value.reason is Reason.UNREADABLE
    assert words in refused.value.detail


@pytest.mark.parametrize(
    ("source", "count"),
    [('{"a": 1}', 1), (' [ {"a": 1} , {"a": 2} ] ', 2), ('{"a": 1}\n{"a": 2}\n', 2), ("[]", 0), ("", 0)],
)
def test_a_json_file_holds_one_record_or_more(source: str, count: int) -> None:
    assert [json.loads(r)["a"] for r in split_records(source)] == list(range(1, count + 1))


def test_records_of_a_json_file_are_numbered(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": PROSE}, {"text": 1}, {"text": PROSE + " More."}]))
    (tmp_path / "b.json").write_text(json.dumps({"text": PROSE}))
    results = read(tmp_path)
    assert [Path(r.name).name for r in results] == ["a.json:1", "a.json:2", "a.json:3", "b.json"]
    assert [isinstance(r, Refusal) for r in results] == [False, True, False, False]
