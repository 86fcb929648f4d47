"""The page that teaches to write a pack is tried as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stemmata.cli import app
from stemmata.packs import check_pack

PAGE = Path(__file__).parents[2] / "docs" / "packs.md"
FILE = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not beside the tests")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "outbreak"
    folder.mkdir()
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_pack_of_the_page_has_no_fault(pack: Path) -> None:
    assert check_pack(str(pack)) == ()


def test_it_finds_what_the_page_says(pack: Path, tmp_path: Path) -> None:
    quoted = PAGE.read_text(encoding="utf-8").split("<!-- text -->")[1].strip().split("\n\n")[0]
    article = tmp_path / "article.txt"
    article.write_text(" ".join(line.removeprefix("> ") for line in quoted.splitlines()), encoding="utf-8")
    result = CliRunner().invoke(app, ["annotate", str(article), "--pack", str(pack), "--published", "2024-03-12"])
    recorded, delivered = json.loads(result.stdout)["claims"]
    assert (recorded["measure"], recorded["item"]) == ("recorded", "cholera-case")
    assert (recorded["quantity"]["low"], recorded["quantity"]["basis"]) == (1100, "more_than")
    assert [s["name"] for s in recorded["chain"]] == ["World Health Organization"]
    assert (delivered["measure"], delivered["item"], delivered["quantity"]["low"]) == ("delivered", "vaccine", 400_000)
    assert (delivered["actor"], delivered["counterpart"]) == ("india", "yemen")
    assert [s["name"] or s["descriptor"] for s in delivered["chain"]] == ["Reuters", "two diplomats"]


def test_the_worked_example_fits_the_pack(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").split("### A worked example")[1].split("\n## ")[0]
    row = "\n".join(line.strip() for line in page.splitlines() if line.startswith("    "))
    mine = tmp_path / "mine"
    mine.mkdir()
    rows, head = row.split("# pack.toml\n")
    (mine / "items.toml").write_text(rows, encoding="utf-8")
    (mine / "pack.toml").write_text(head, encoding="utf-8")
    assert check_pack(str(mine)) == ()
