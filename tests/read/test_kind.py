from __future__ import annotations

import pytest

from stemmata.read.kind import Kind, find_kind
from stemmata.read.outcome import ReadError, Reason


@pytest.mark.parametrize(
    ("path", "head", "kind"),
    [
        ("a.txt", b"Words.", Kind.TEXT),
        ("a.TXT", b"Words.", Kind.TEXT),
        ("a.markdown", b"# Words", Kind.MARKDOWN),
        ("a.htm", b"<p>Words</p>", Kind.PAGE),
        ("a.php", b"\xef\xbb\xbf\n<!DOCTYPE html><html>", Kind.PAGE),
        ("page", b"<!-- saved from url=(1)http://a -->\n<html>", Kind.PAGE),
        ("page", b'<?xml version="1.0"?>\n<html xmlns="x">', Kind.PAGE),
        ("page", "<html>".encode("utf-16"), Kind.PAGE),
        ("a.json", b'{"text": "<html>"}', Kind.RECORD),
        ("a.jsonl", b"<html>", Kind.RECORDS),
        ("records", b'{"text": "x"}\n', Kind.RECORDS),
        ("notes", b"Words.", Kind.TEXT),
        ("a.html", b"Words.", Kind.TEXT),
    ],
)
def test_the_kind_is_told_by_content_and_name(path: str, head: bytes, kind: Kind) -> None:
    assert find_kind(path, head) is kind


@pytest.mark.parametrize(
    ("path", "head", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "a PDF"),
        ("a.txt", b"%PDF-1.4", "a PDF"),
        ("a.odt", b"PK\x03\x04", "office document"),
        ("a.webp", b"RIFF1234WEBP", "image"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "film"),
        ("a.csv", b"a,b,c", ".csv"),
        ("a.xml", b"<?xml version='1.0'?><rss>", ".xml"),
        ("a.bin", b"a\x00\x01\x02", "binary"),
    ],
)
def test_a_type_that_is_not_read_is_named(path: str, head: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as refused:
        find_kind(path, head)
    assert refused.value.reason is Reason.UNSUPPORTED_TYPE
