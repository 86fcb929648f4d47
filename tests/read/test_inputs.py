from __future__ import annotations

import json
from pathlib import Path

import pytest

from stemmata.read import Reason, Refusal, find_inputs
from stemmata.read.inputs import open_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.md", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    return tmp_path


def names(folder: Path, *paths: str) -> list[str]:
    return [str(Path(f).relative_to(folder)) for f in find_inputs(paths) if isinstance(f, str)]


def test_a_folder_is_searched_in_order_without_what_is_hidden(folder: Path) -> None:
    assert names(folder, str(folder)) == ["a.html", "b.txt", "sub/c.md", "sub/deep/d.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.txt", ["b.txt", "sub/deep/d.txt"]),
        ("s*", ["sub/c.md", "sub/deep/d.txt"]),
        ("**", ["a.html", "b.txt", "sub/c.md", "sub/deep/d.txt"]),
    ],
)
def test_a_quoted_pattern_is_expanded_and_names_each_file_once(folder: Path, pattern: str, found: list[str]) -> None:
    assert sorted(names(folder, f"{folder}/{pattern}")) == found


def test_a_file_is_named_as_the_user_gave_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert list(find_inputs(["sub/../b.txt", "./a.html"])) == ["sub/../b.txt", "./a.html"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    [refusal] = find_inputs([str(tmp_path)])
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.EMPTY


def test_records_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text("".join(json.dumps({"text": str(n)}) + "\n" for n in range(3)))
    opened = open_inputs(str(path))
    first = next(opened)
    assert first.name == f"{path}:1"
    path.write_text("")
    opened.close()  # type: ignore[attr-defined]
