"""What kind of input some bytes are: told by their first bytes, then by the name of the file."""

from __future__ import annotations

import re
from enum import StrEnum
from mimetypes import MimeTypes
from pathlib import PurePath

from stemmata.read.encoding import looks_binary
from stemmata.read.outcome import ReadError, Reason


class Kind(StrEnum):
    """The kinds that are read; the value is the media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PAGE = "text/html"
    RECORD = "application/json"
    RECORDS = "application/jsonl"


KNOWN = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".json": Kind.RECORD,
    ".jsonl": Kind.RECORDS,
    ".ndjson": Kind.RECORDS,
}
READ = ".txt, .md, .html, .json and .jsonl"

# First bytes of what is often saved beside reports.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"bplist", "a property list"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"\x1aE\xdf\xa3", "a Matroska recording"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)
RIFF = re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL)
PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
SNIFFED = 2048
TYPES = MimeTypes()  # its own table, not the machine's


def find_kind(path: str, head: bytes) -> Kind:
    """The kind of a file by its first bytes (a few thousand) and its name.

    Raises ReadError (unsupported_type), naming the type, for anything that is not read.
    """
    refuse_known(head)
    if looks_binary(head):
        raise ReadError(Reason.UNSUPPORTED_TYPE, f"binary data is not read; {READ} are")
    suffix = PurePath(path).suffix.lower()
    kind = KNOWN.get(suffix)
    if kind in {Kind.RECORD, Kind.RECORDS}:
        return kind
    if _starts_like_a_page(head):
        return Kind.PAGE
    if kind is Kind.PAGE and b"<" not in head:
        return Kind.TEXT
    if kind is not None:
        return kind
    return _kind_of_unknown(suffix, path, head)


def refuse_known(head: bytes) -> None:
    """Refuse (ReadError, unsupported_type), by name, what the first bytes say is an image, an archive and the like."""
    if known := _signature(head):
        raise ReadError(Reason.UNSUPPORTED_TYPE, f"{known} is not read; {READ} are")


def may_be_records(path: str) -> bool:
    """Whether a file is read line by line, so that it may be of any size."""
    return KNOWN.get(PurePath(path).suffix.lower()) is Kind.RECORDS


def _signature(head: bytes) -> str | None:
    for first, name in SIGNATURES:
        if head.startswith(first):
            return name
    if RIFF.match(head):
        return "a recording or an image"
    return "a film or an image" if head[4:8] == b"ftyp" else None


def _starts_like_a_page(head: bytes) -> bool:
    start = head[:SNIFFED].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"<!--", b"<?xml")):
        return PAGE_START.search(start) is not None
    return PAGE_START.match(start) is not None


def _kind_of_unknown(suffix: str, path: str, head: bytes) -> Kind:
    """Without an extension, or with one that nobody knows, the first character decides."""
    guessed, packed = TYPES.guess_type(f"file{suffix}")
    if guessed is not None or packed is not None:
        raise ReadError(Reason.UNSUPPORTED_TYPE, f"{suffix} ({packed or guessed}) is not read; {READ} are")
    return Kind.RECORDS if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"') else Kind.TEXT
