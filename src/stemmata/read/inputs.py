"""From the paths that a user gives to the bytes of files, opening nothing but regular files of bounded size."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stemmata.read.kind import Kind, find_kind, may_be_records, refuse_known
from stemmata.read.label import printable_name
from stemmata.read.outcome import ReadError, Reason, Refusal

LARGEST = 10_000_000  # bytes of one page, text or record
HEAD = 8192
SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a whole file, or one record of a file of records.

    `name` is what an account prints: the path as the user gave it, for a record path:number.
    """

    name: str
    content: bytes
    kind: Kind


def find_inputs(paths: Sequence[str]) -> Iterator[str | Refusal]:
    """The files under some paths, in the order of the paths, each folder's in the order of their names.

    A path is a file, a folder (searched to the bottom; hidden files are passed over) or a glob pattern. What is
    missing, an empty folder, or a link to another folder comes out as a Refusal.
    """
    for path in paths:
        try:
            mode = Path(path).stat().st_mode
        except (OSError, ValueError) as problem:
            yield from _expand(path, problem)
        else:
            yield from _walk(path) if stat.S_ISDIR(mode) else (path,)


def open_inputs(path: str) -> Iterator[Input | Refusal]:
    """The inputs of one file: one, or one for each record. Never raises for what the file is or holds."""
    name = printable_name(path)
    try:
        with _open_regular(path) as handle:
            size = os.fstat(handle.fileno()).st_size
            head = handle.read(HEAD)
            refuse_known(head)
            if not may_be_records(path):
                check_length(size)
            kind = find_kind(path, head)
            handle.seek(0)
            if kind is Kind.RECORDS:
                yield from _read_lines(name, handle)
            else:
                yield Input(name, _read_whole(handle, size), kind)
    except ReadError as refused:
        yield Refusal(name, refused.reason, refused.detail)
    except FileNotFoundError:
        yield Refusal(name, Reason.MISSING, "there is no such file")
    except (OSError, ValueError) as problem:
        yield Refusal(name, Reason.UNREADABLE, _say(problem))


def check_length(length: int) -> None:
    """Refuse (ReadError, too_large) what is longer, in bytes, than one input may be."""
    if length > LARGEST:
        limit = LARGEST // 1_000_000
        raise ReadError(Reason.TOO_LARGE, f"{length / 1e6:.1f} MB; the limit is {limit} MB for one text or record")


def _expand(path: str, problem: OSError | ValueError) -> Iterator[str | Refusal]:
    """The files that a pattern matches; a Refusal where it is none, or matches nothing."""
    name = printable_name(path)
    if glob.has_magic(path) and "\x00" not in path:
        # Path.glob knows no absolute patterns.
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        if not matches:
            yield Refusal(name, Reason.MISSING, "nothing matches this pattern")
        seen: set[str] = set()  # "**" matches a folder and again what is in it
        for match in matches:
            for found in _walk(match) if Path(match).is_dir() else (match,):
                if not isinstance(found, str) or found not in seen:
                    yield found
                if isinstance(found, str):
                    seen.add(found)
    elif isinstance(problem, FileNotFoundError | NotADirectoryError) and not os.path.lexists(path):
        yield Refusal(name, Reason.MISSING, "there is no such file or folder")
    else:
        yield Refusal(name, Reason.UNREADABLE, _say(problem))


def _walk(folder: str) -> Iterator[str | Refusal]:
    """The files below a folder, depth first, without recursion: folders may be nested thousands deep."""
    waiting = [folder]
    empty = True
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted((e for e in os.scandir(here) if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as problem:
            empty = False
            yield Refusal(printable_name(here), Reason.UNREADABLE, _say(problem))
            continue
        if here != folder and not stat.S_ISDIR(os.lstat(here).st_mode):
            continue
        below: list[str] = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
                continue
            empty = False
            if Path(entry.path).is_dir():
                yield Refusal(printable_name(entry.path), Reason.UNREADABLE, "a link to a folder is not followed")
            else:
                yield entry.path
        waiting.extend(reversed(below))
    if empty:
        yield Refusal(printable_name(folder), Reason.EMPTY, "the folder holds no file to read")


def _open_regular(path: str) -> BinaryIO:
    """Open a regular file. Raises ReadError (unreadable) for pipes and the like, which could block for ever."""
    _check_regular(Path(path).stat().st_mode)
    # Not blocking: the file may have become a pipe since.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    handle = os.fdopen(descriptor, "rb")
    try:
        _check_regular(os.fstat(descriptor).st_mode)
    except ReadError:
        handle.close()
        raise
    return handle


def _check_regular(mode: int) -> None:
    for is_special, words in SPECIAL:
        if is_special(mode):
            raise ReadError(Reason.UNREADABLE, f"this is {words}, not a file")


def _read_whole(handle: BinaryIO, size: int) -> bytes:
    check_length(size)
    content = handle.read(LARGEST + 1)  # a file may grow, or not tell its size
    check_length(len(content))
    if not content:
        raise ReadError(Reason.EMPTY, "the file is empty")
    return content


def _read_lines(name: str, handle: BinaryIO) -> Iterator[Input | Refusal]:
    """One input a line that is not blank; a line beyond the limit is passed over without being held."""
    number = 0
    found = False
    while line := handle.readline(LARGEST + 2):
        number += 1
        length = len(line)
        while not line.endswith(b"\n") and length > LARGEST and (more := handle.readline(LARGEST)):
            length += len(more)
            line = more
        if length > LARGEST + 2:
            found = True
            detail = f"{length / 1e6:.1f} MB; the limit is {LARGEST // 1_000_000} MB for one record"
            yield Refusal(f"{name}:{number}", Reason.TOO_LARGE, detail)
            continue
        content = line.removesuffix(b"\n").removesuffix(b"\r")
        if content.strip():
            found = True
            yield Input(f"{name}:{number}", content, Kind.RECORD)
    if not found:
        yield Refusal(name, Reason.EMPTY, "the file holds no record")


def _say(problem: OSError | ValueError) -> str:
    words = getattr(problem, "strerror", None) or str(problem)
    return f"cannot be opened: {words.lower()}"
