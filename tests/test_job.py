"""The main job over a ledger: what is kept does not depend on the order or the number of the runs that kept it."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from stemmata.export import stemma_record
from stemmata.job import take_in, trace_ledger
from stemmata.packs import load_pack
from stemmata.read import Defaults
from stemmata.store import Ledger

NOW = "2026-11-23T12:00:00Z"
TEXTS = {
    "Coast Mail": "Germany delivered 40 howitzers to Ukraine in March, the Harbour Courier reported.",
    "Harbour Courier": "Germany delivered at least 40 howitzers to Ukraine in March, two officials said.",
    "Lake Post": "Iran shipped more than 400 drones to Russia, Coast Mail reported on Friday.",
}


def keep(folder: Path, runs: list[list[str]]) -> str:
    """All threads and stemmata of a ledger that took in these outlets' texts, run by run, as JSON."""
    pack = load_pack()
    with Ledger.open(folder / "kept.db") as ledger:
        for number, outlets in enumerate(runs):
            path = folder / f"run-{number}.jsonl"
            rows = [{"outlet": o, "text": TEXTS[o], "published": "2023-04-05", "language": "en"} for o in outlets]
            path.write_text("\n".join(json.dumps(row) for row in rows))
            intake = take_in([str(path)], ledger, pack, NOW, Defaults(published=None, outlet=None, language=None))
            assert not intake.has_refusals, intake.account
            trace_ledger(ledger, pack, intake.earlier)
        documents = {d.sha256: d for d in ledger.documents()}
        return json.dumps([stemma_record(t, s, documents) for t, s in ledger.threads()])


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> str:
    return keep(tmp_path_factory.mktemp("once"), [sorted(TEXTS)])


def test_something_was_traced(at_once: str) -> None:
    threads = json.loads(at_once)
    assert [t["documents"] for t in threads] == [2, 1]
    assert threads[0]["edges"]


@pytest.mark.parametrize("order", list(permutations(sorted(TEXTS))))
def test_one_by_one_in_any_order_gives_the_same_bytes_as_all_at_once(
    order: tuple[str, ...], at_once: str, tmp_path: Path
) -> None:
    assert keep(tmp_path, [[outlet] for outlet in order]) == at_once


def test_a_second_run_over_the_same_texts_changes_nothing(at_once: str, tmp_path: Path) -> None:
    assert keep(tmp_path, [sorted(TEXTS), sorted(TEXTS)]) == at_once
