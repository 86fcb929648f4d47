"""The doors of the books: what became of promises, and what a person decides about a claim."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TEXTS = {
    "night.md": ("Night Desk", "2023-05-08", "Russia launched 35 Shahed-136 drones on 8 May 2023, the air force said."),
    "pier.md": ("Pier Nine", "2023-05-08", "Ukraine shot down 53 Shahed-136 drones on 8 May 2023, the governor said."),
    "plan.md": ("Salt Road", "2023-02-20", "Russia plans to deliver 200 Orlan-10 drones by 30 June 2023, Moscow said."),
    "late.md": ("Long Wharf", "2023-11-22", "Russia delivered 200 Orlan-10 drones in November 2023, Moscow said."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of four texts."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "reports").mkdir()
    for name, (outlet, published, text) in TEXTS.items():
        head = f"---\ntitle: A report\noutlet: {outlet}\npublished: {published}\n---\n\n"
        (folder / "reports" / name).write_text(head + text + "\n", encoding="utf-8")
    done = call(folder, "report", "reports")
    assert done.returncode == 0, done.stderr
    return folder


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {"STEMMATA_LEDGER", "STEMMATA_AUTHOR"}
    return subprocess.run(
        [sys.executable, "-m", "stemmata", *arguments],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k not in own} | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Run a command on a copy of the ledger."""
    (tmp_path / "stemmata.db").write_bytes((folder / "stemmata.db").read_bytes())
    return lambda *arguments: call(tmp_path, *arguments)


def claim_of(run: Run, outlet: str) -> str:
    rows = csv.DictReader(io.StringIO(run("balance", "--csv").stdout))
    return next(row["claim"] for row in rows if row["outlet"] == outlet)


def contradictions(run: Run) -> list[set[str]]:
    found = json.loads(run("balance", "--json").stdout)["contradictions"]
    return [{claim["claim"] for claim in one["claims"]} for one in found]


def test_due_says_what_became_of_a_promise_and_why(run: Run) -> None:
    (record,) = json.loads(run("balance", "--due", "--json", "--on", "2024-01-01").stdout)
    assert (record["deadline"], record["outcome"]) == ("2023-06-30", "late")
    assert [quoted["outlet"] for quoted in record["claims"]] == ["Salt Road"]
    assert [quoted["quote"] for quoted in record["evidence"]] == [TEXTS["late.md"][2]]
    table = run("balance", "--due", "--on", "2023-06-01").stdout
    assert "200 Orlan-10 by 30 June 2023" in table
    assert "open" in table


@pytest.mark.parametrize("wrong", [("--on", "soon"), ("--csv",), ("--months",), ("Russia",)])
def test_due_is_used_alone_and_with_a_date(run: Run, wrong: tuple[str, ...]) -> None:
    done = run("balance", "--due", *wrong)
    assert done.returncode == 2
    assert done.stdout == ""


def test_a_claim_set_aside_is_reckoned_with_no_more_until_it_is_restored(run: Run, tmp_path: Path) -> None:
    claim = claim_of(run, "Pier Nine")
    assert contradictions(run) == [{claim, claim_of(run, "Night Desk")}]
    assert claim in run("balance").stdout
    done = run("decide", claim, "aside", "--reason", "a slip of the pen", "--author", "Ada")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert contradictions(run) == []
    assert run("report", "-o", "dossier.html").returncode == 0
    page = (tmp_path / "dossier.html").read_text(encoding="utf-8")
    assert "a slip of the pen" in page
    assert "cannot all be true</h3>" not in page
    assert run("decide", claim, "restore", "--reason", "no slip after all", "--author", "Ada").returncode == 0
    assert len(contradictions(run)) == 1
    rows = json.loads(run("decisions", "--json").stdout)
    assert [(r["action"], r["author"], r["reason"], r["standing"]) for r in rows] == [
        ("set_aside", "Ada", "a slip of the pen", "replaced"),
        ("restore", "Ada", "no slip after all", "takes back"),
    ]
    assert all(row["decided_at"].endswith("Z") for row in rows)


def test_a_scope_that_a_person_gives_is_where_the_claim_is_booked(run: Run) -> None:
    claim = claim_of(run, "Pier Nine")
    assert run("decide", claim, "scope", "of all kinds", "--reason", "its second paragraph says so").returncode == 0
    entries = json.loads(run("balance", "--json").stdout)
    account = next(e["account"] for e in entries["entries"] if claim in e["claims"])
    assert next(a["scope"] for a in entries["accounts"] if a["account"] == account) == "all"


def test_a_promise_set_aside_is_not_due(run: Run) -> None:
    claim = json.loads(run("balance", "--due", "--json").stdout)[0]["claims"][0]["claim"]
    run("decide", claim, "aside", "--reason", "withdrawn")
    assert json.loads(run("balance", "--due", "--json").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody", "aside", "--reason", "why"), "there is no claim 'nobody'"),
        (("nobody", "aside"), "needs its reason"),
        (("nobody", "aside", "--reason", "  "), "needs its reason"),
        (("nobody", "scope", "--reason", "why"), "a scope goes with the word scope"),
        (("nobody", "aside", "of all kinds", "--reason", "why"), "a scope goes with the word scope"),
        (("nobody", "forget", "--reason", "why"), "forget"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_by_name(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("decide", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert json.loads(run("decisions", "--json").stdout) == []


def test_decisions_survive_a_second_reading(run: Run, folder: Path) -> None:
    claim = claim_of(run, "Pier Nine")
    run("decide", claim, "aside", "--reason", "a slip")
    assert run("add", str(folder / "reports")).returncode == 0
    assert [row["standing"] for row in json.loads(run("decisions", "--json").stdout)] == ["in force"]
    assert contradictions(run) == []


def test_a_reason_is_only_words_on_the_page(run: Run, tmp_path: Path) -> None:
    claim = claim_of(run, "Pier Nine")
    assert run("decide", claim, "scope", "<i>all</i>", "--reason", "<script>alert(1)</script>").returncode == 0
    assert run("report", "-o", "dossier.html").returncode == 0
    page = (tmp_path / "dossier.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<i>all" not in page
    assert "&lt;script&gt;alert(1)" in page
