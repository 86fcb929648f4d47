"""What survives a kill, and several processes at once."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stemmata.store import Ledger

from . import keeper
from .keeper import example


def start(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, keeper.__file__, str(path), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def intact(path: Path) -> bool:
    connection = sqlite3.connect(path)
    answers = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    connection.close()
    return answers == [[("ok",)], []]


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_loses_nothing_that_was_reported_as_kept(path: Path, seed: int) -> None:
    process = start(path, 0, 100_000)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.4))
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()  # communicate() would lose what readline() has buffered
    process.wait()
    reported = [int(line.split()[0]) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    assert reported
    with Ledger.open(path) as ledger:
        kept = {document.sha256: document for document in ledger.documents()}
        for number in reported:
            capture, document = example(number)
            assert kept[document.sha256] == document
            assert ledger.capture(document.sha256) == capture
        assert len(kept) - len(reported) in (0, 1)  # the one that was on its way
    assert intact(path)


@pytest.mark.parametrize("delay", [0.6, 0.75, 0.9])
def test_a_kill_while_the_ledger_is_made_leaves_one_that_opens(path: Path, delay: float) -> None:
    process = start(path, 0, 1)
    time.sleep(delay)
    process.kill()
    process.communicate()
    with Ledger.open(path) as ledger:
        ledger.keep(*example(0))
        assert ledger.documents() == (example(0)[1],)
    assert intact(path)


def test_processes_that_make_and_fill_one_ledger_at_once_all_succeed(path: Path) -> None:
    ranges = [(0, 60), (40, 100), (80, 140), (0, 140)]
    processes = [start(path, *numbers) for numbers in ranges]
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [errors for _, errors in outputs] == [""] * 4
    lines = [line.split() for output, _ in outputs for line in output.splitlines()]
    assert len(lines) == 60 + 60 + 60 + 140
    new = [int(number) for number, kept in lines if kept == "new"]
    assert sorted(new) == list(range(140))  # each was new to exactly one of them
    with Ledger.open(path) as ledger:
        assert len(ledger.documents()) == 140
    assert intact(path)
