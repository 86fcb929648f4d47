"""The doors of the reader's view and of the optional engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.engine.service import Handler, serve

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = (
    "Two officials said Norway had delivered at least 40 launchers to Estonia. "
    "The mayor said that the 9 tanks were a fine sight.\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("STEMMATA_")} | {"COLUMNS": "200"}
        return subprocess.run(
            [sys.executable, "-m", "stemmata", *arguments],
            cwd=tmp_path,
            env=own | environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return call


def test_a_page_is_written_beside_the_texts_or_printed(run: Run, tmp_path: Path) -> None:
    done = run("annotate", "--html", "out.html", "text.txt")
    assert (done.returncode, done.stdout) == (0, "")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "40 launchers" in page
    printed = run("annotate", "--html", "text.txt")
    assert printed.returncode == 0
    assert printed.stdout == page
    assert run("annotate", "--html", "out.html", "text.txt").returncode == 0  # its own page may be made anew


def test_a_text_is_never_written_over(run: Run, tmp_path: Path) -> None:
    done = run("annotate", "--html", "text.txt", "text.txt")
    assert done.returncode == 2
    assert "no page of Stemmata's" in done.stderr
    assert (tmp_path / "text.txt").read_text(encoding="utf-8") == TEXT


def test_nothing_to_annotate_is_wrong_use(run: Run) -> None:
    assert run("annotate").returncode == 2


def silent(handler: Handler, body: dict[str, Any]) -> None:
    handler.chat('{"claims": []}')


@pytest.mark.parametrize("command", ["annotate", "add", "report"])
def test_text_is_sent_only_where_it_is_asked_for(run: Run, command: str) -> None:
    pytest.importorskip("httpx", reason="the engine needs the extra 'llm'")
    with serve(silent) as service:
        known = {"STEMMATA_ENGINE_URL": service.address, "STEMMATA_ENGINE_MODEL": "m", "STEMMATA_ENGINE_KEY": "k"}
        assert run(command, "text.txt", **known).returncode == 0
        assert service.requests == []
        done = run(command, "text.txt", "--engine", "llm", **known)
    assert done.returncode == 0, done.stderr
    assert len(service.requests) == 1
    _, headers, body = service.requests[0]
    assert headers["Authorization"] == "Bearer k"
    assert "9 tanks" in json.dumps(body)
    assert "requests 1" in done.stderr
    assert "prompt tokens 100" in done.stderr


def test_an_answer_is_not_asked_for_twice(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("httpx", reason="the engine needs the extra 'llm'")
    with serve(silent) as service:
        asked = ("annotate", "text.txt", "--engine", "llm", "--engine-url", service.address, "--engine-model", "m")
        first, second = run(*asked), run(*asked)
    assert len(service.requests) == 1
    assert first.stdout == second.stdout
    assert "answers from disk 1" in second.stderr
    assert len(list((tmp_path / "stemmata-answers").iterdir())) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "oracle"), "no such engine"),
        (("--engine", "llm"), "no address of an engine"),
        (("--engine", "llm", "--engine-url", "http://127.0.0.1:9/v1"), "name of a model"),
    ],
)
def test_what_is_missing_is_said(run: Run, options: tuple[str, ...], message: str) -> None:
    done = run("annotate", "text.txt", *options)
    assert done.returncode == 2
    assert message in done.stderr


def test_without_httpx_the_extra_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "httpx.py").write_text("raise ImportError('hidden')\n", encoding="utf-8")
    options = ("--engine", "llm", "--engine-url", "http://127.0.0.1:9/v1", "--engine-model", "m")
    done = run("annotate", "text.txt", *options, PYTHONPATH=str(tmp_path / "hidden"))
    assert done.returncode == 2
    assert "stemmata[llm]" in done.stderr
    assert run("annotate", "text.txt", PYTHONPATH=str(tmp_path / "hidden")).returncode == 0
