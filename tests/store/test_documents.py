from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

from stemmata.store import CaptureDamaged, Ledger, StoreError

from .keeper import example

CAPTURE, DOCUMENT = example(1)


@pytest.mark.parametrize(
    "content",
    [
        zlib.compress(CAPTURE.content.replace(b"1", b"7")),  # other bytes of the same length
        zlib.compress(CAPTURE.content + b" and more"),
        zlib.compress(CAPTURE.content)[:-9],
        zlib.compress(bytes(50_000_000)),  # a bomb: must not be unpacked in full
        b"not compressed",
        b"",
    ],
    ids=["other", "longer", "cut", "bomb", "plain", "empty"],
)
def test_a_capture_that_was_changed_is_told(ledger: Ledger, path: Path, content: bytes) -> None:
    ledger.keep(CAPTURE, DOCUMENT)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE captures SET content = ?", (content,))
    with pytest.raises(CaptureDamaged, match=rf"news\.db: the capture '{CAPTURE.sha256}' is damaged"):
        ledger.capture(CAPTURE.sha256)
    assert ledger.documents() == (DOCUMENT,)


def test_a_capture_that_was_never_kept_is_told(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match=rf"there is no capture '{CAPTURE.sha256}'"):
        ledger.capture(CAPTURE.sha256)


def test_captures_are_compressed(ledger: Ledger, path: Path) -> None:
    capture, document = example(39)
    ledger.keep(capture, document)
    size, stored = sqlite3.connect(path).execute("SELECT size, length(content) FROM captures").fetchone()
    assert size == len(capture.content)
    assert stored < size / 4
