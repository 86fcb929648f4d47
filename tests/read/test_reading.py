from __future__ import annotations

import hashlib
from pathlib import Path

from stemmata.packs import Pack
from stemmata.read import Defaults, Reading, Refusal, read_inputs
from tests.read.conftest import CAPTURED_AT, PROSE, Read


def test_every_input_has_one_outcome_in_order(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "c.txt").write_text(PROSE)
    results = read(tmp_path, tmp_path / "none.txt")
    assert [Path(r.name).name for r in results] == ["a.txt", "b.pdf", "c.txt", "none.txt"]
    assert [isinstance(r, Refusal) for r in results] == [False, True, False, True]


def test_a_capture_keeps_the_bytes_as_they_were(tmp_path: Path, read: Read) -> None:
    content = b"\xef\xbb\xbf" + PROSE.encode() + b"\r\n"
    (tmp_path / "a.txt").write_bytes(content)
    [result] = read(tmp_path / "a.txt")
    assert isinstance(result, Reading)
    assert result.capture.content == content
    assert result.capture.sha256 == hashlib.sha256(content).hexdigest() == result.document.sha256
    assert (result.capture.captured_at, result.capture.media_type) == (CAPTURED_AT, "text/plain")
    assert result.document.id == result.document.sha256[:16]
    assert result.document.text == PROSE


def test_what_the_user_says_fills_what_is_not_said(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(f"---\npublished: 2024-01-01\noutlet: Own\n---\n{PROSE}")
    documents = [
        r.document for r in read(tmp_path, published="2024-02-05", outlet="northwire") if isinstance(r, Reading)
    ]
    assert [(d.published, d.published_from, d.outlet) for d in documents] == [
        ("2024-02-05", "option", "Northwire"),
        ("2024-01-01", "front-matter", "Own"),
    ]


def test_inputs_are_read_one_at_a_time(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(PROSE)
    results = read_inputs([str(tmp_path)], captured_at=CAPTURED_AT, pack=pack, defaults=Defaults())
    assert isinstance(next(results), Reading)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(results), Refusal)


def test_the_same_input_gives_the_same_document(tmp_path: Path, read: Read) -> None:
    page = Path(__file__).with_name("harbour_page.html")
    assert read(page) == read(page)
