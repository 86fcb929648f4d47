"""A pack about another subject, read by the same code: nothing in it knows what drones or wheat are."""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stemmata.cli import app
from stemmata.packs import check_pack, load_pack

REPORT = Path(__file__).parent / "grain_report.txt"


def annotate(pack: str) -> dict[str, Any]:
    options = ["--pack", pack, "--published", "2024-03-12", "--outlet", "River Trade"]
    result = CliRunner().invoke(app, ["annotate", str(REPORT), *options])
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    return record


@pytest.fixture(scope="module")
def claims() -> list[dict[str, Any]]:
    return list(annotate("grain")["claims"])


def test_the_pack_has_no_fault() -> None:
    assert check_pack("grain") == ()


@pytest.mark.parametrize(
    ("measure", "item", "low", "basis", "unit", "actor"),
    [
        ("shipped", "wheat", 4_200_000, "exact", "tonne", "ukraine"),
        ("destroyed", "maize", 60_000, "about", "tonne", None),
        ("bought", "wheat", 480_000, "exact", "tonne", "egypt"),
        ("price", "barley", 171, "exact", "USD", None),
        ("sailings", "vessel", 12, "exact", "count", None),
        ("harvested", "wheat", 83_000_000, "exact", "tonne", "russia"),
    ],
)
def test_its_claims_are_found(
    claims: list[dict[str, Any]], measure: str, item: str, low: float, basis: str, unit: str, actor: str | None
) -> None:
    (claim,) = [c for c in claims if c["measure"] == measure and c["quantity"]]
    quantity = claim["quantity"]
    found = (claim["item"], quantity["low"], quantity["basis"], quantity["unit"], claim["actor"])
    assert found == (item, low, basis, unit, actor)


def test_its_chains_run_from_the_nearest_source(claims: list[dict[str, Any]]) -> None:
    (burned,) = [c for c in claims if c["measure"] == "destroyed" and c["quantity"]]
    assert [s["name"] or s["descriptor"] for s in burned["chain"]] == ["APK-Inform", "two port workers"]
    (harvest,) = [c for c in claims if c["measure"] == "harvested"]
    assert harvest["modality"] == "expects"


def test_numbers_of_other_things_are_no_claims(claims: list[dict[str, Any]]) -> None:
    assert not any(c["quantity"] and c["quantity"]["low"] in {5000, 540} for c in claims)


def test_each_pack_names_its_own_things() -> None:
    grain = {e["text"].lower(): e["type"] for e in annotate("grain")["entities"]}
    assert grain["wheat"] == "commodity"
    assert grain["ships"] == "vessel"
    assert [c for c in annotate("arms")["claims"] if c["item"] in {"wheat", "maize"}] == []


def test_a_copy_in_a_folder_reads_the_same(tmp_path: Path, claims: list[dict[str, Any]]) -> None:
    """An analyst's own pack lies in a folder of theirs, and may borrow from a pack that ships."""
    with as_file(files("stemmata.packs").joinpath("grain")) as shipped:
        shutil.copytree(shipped, tmp_path / "mine")
    assert check_pack(str(tmp_path / "mine")) == ()
    assert annotate(str(tmp_path / "mine"))["claims"] == claims


def test_states_and_outlets_are_borrowed() -> None:
    grain, arms = load_pack("grain"), load_pack("arms")
    assert grain.outlets["reuters"] == arms.outlets["reuters"]
    assert grain.actors["ukraine"] == arms.actors["ukraine"]
    assert "agricensus" in grain.outlets
    assert "agricensus" not in arms.outlets
    assert set(grain.items).isdisjoint({"uav", "missile"})
