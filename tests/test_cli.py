"""The doors, as a user opens them: exit status, what goes to stdout, and that nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

COURIER = """---
title: Allies to open drone works
outlet: Harbour Courier
published: 2023-02-06
---

The Wall Street Journal reported on Sunday, citing officials from a country allied with the United States, that
Russia and Iran plan to build a factory that could produce at least 6,000 drones in the coming years.
"""
POST = """---
title: Factory for 6,000 drones
outlet: Meridian Post
published: 2023-02-07
---

Russia and Iran are to build a factory that could produce up to 6,000 drones, the Wall Street Journal reported,
citing officials from a country allied with the United States.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "courier.md").write_text(COURIER, encoding="utf-8")
    (reports / "post.md").write_text(POST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k != "STEMMATA_LEDGER"} | {"COLUMNS": "200"}
        return subprocess.run(
            [sys.executable, "-m", "stemmata", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def test_report_writes_one_dossier_and_names_every_input(run: Run, folder: Path) -> None:
    done = run("report", "reports", "-o", "dossier.html")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "new     reports/courier.md" in done.stderr
    page = (folder / "dossier.html").read_text(encoding="utf-8")
    assert "Harbour Courier" in page
    assert "at least 6,000" in page
    assert "up to 6,000" in page


def test_a_second_run_changes_nothing(run: Run, folder: Path) -> None:
    run("report", "reports")
    before = dump(folder / "stemmata.db")
    done = run("report", "reports")
    assert done.returncode == 0
    assert "known   reports/courier.md" in done.stderr
    assert dump(folder / "stemmata.db") == before


def test_a_refused_input_is_named_and_stops_nothing(run: Run, folder: Path) -> None:
    (folder / "reports" / "empty.txt").write_text("", encoding="utf-8")
    (folder / "reports" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("add", "reports", "--json")
    assert done.returncode == 1
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["reports/empty.txt"]["reason"] == "empty"
    assert rows["reports/picture.png"]["outcome"] == "refused"
    assert rows["reports/courier.md"]["outcome"] == "new"
    assert len(json.loads(run("list", "--json").stdout)) == 2


def test_a_language_that_is_read_in_part_says_so(run: Run, folder: Path) -> None:
    (folder / "uk.txt").write_text("З вересня на складі збили щонайменше 40 безпілотників.", encoding="utf-8")
    done = run("annotate", "uk.txt", "--published", "2023-02-06")
    assert done.returncode == 0
    assert "Ukrainian (uk): quantities and times only" in done.stderr
    record = json.loads(done.stdout)
    (quantity,), (time,) = record["quantities"], record["times"]
    assert (quantity["low"], quantity["basis"], time["start"]) == (40, "at_least", "2022-09-01")
    assert record["attributions"] == record["claims"] == []
    assert run("add", "uk.txt").returncode == 1


def test_a_missing_input_is_refused_by_name(run: Run) -> None:
    done = run("add", "reports", "no-such-file.txt")
    assert done.returncode == 1
    assert "no-such-file.txt" in done.stdout


def test_annotate_prints_the_contract_and_stores_nothing(run: Run, folder: Path) -> None:
    done = run("annotate", "reports/courier.md", "--jsonl")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    keys = "id sha256 language published title sentences entities quantities times attributions claims"
    assert set(keys.split()) <= set(record)
    claim = next(c for c in record["claims"] if c["measure"] == "capacity")
    assert (claim["quantity"]["low"], claim["quantity"]["high"]) == (6000, None)
    assert [s["kind"] for s in claim["chain"]] == ["outlet", "anonymous"]
    assert claim["evidence"]["quote"].startswith("The Wall Street Journal reported")
    assert not (folder / "stemmata.db").exists()


def test_spans_of_a_record_count_in_its_own_text(run: Run, folder: Path) -> None:
    text = "  Iran has sent Russia hundreds of drones,\u00a0two U.S. officials said.\r\n"
    (folder / "r.jsonl").write_text(json.dumps({"id": "a1", "text": text}) + "\n", encoding="utf-8")
    record = json.loads(run("annotate", "r.jsonl").stdout)
    assert record["id"] == "a1"
    for quantity in record["quantities"]:
        start, end = quantity["span"]
        assert text[start:end] == quantity["text"]
    (claim,) = record["claims"]
    start, end = claim["evidence"]["span"]
    assert text[start:end] == claim["evidence"]["quote"]


def test_threads_and_stemma_follow_from_what_is_kept(run: Run) -> None:
    run("add", "reports")
    rows = json.loads(run("threads", "--json").stdout)
    thread = next(row for row in rows if row["documents"] == 2 and row["measure"] in {"capacity", "plan"})
    assert thread["origins"]["low"] == 1
    tree = json.loads(run("stemma", thread["thread"], "--json").stdout)
    names = {w["id"]: w["name"] for w in tree["witnesses"]}
    assert {(names[e["child"]], names[e["parent"]]) for e in tree["edges"]} >= {
        ("Harbour Courier", "The Wall Street Journal"),
        ("Meridian Post", "The Wall Street Journal"),
    }
    words = run("stemma", thread["thread"]).stdout
    assert "[The Wall Street Journal]" in words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stemma", "t000"], "no such"),
        (["threads", "--ledger", "nowhere.db"], "nowhere.db"),
        (["report", "reports", "--published", "yesterday"], "yesterday"),
        (["report", "reports", "-o", "."], "folder"),
        (["report", "reports", "-o", "no/such/dossier.html"], "no/such"),
        (["annotate", "reports", "--pack", "nothing"], "nothing: no such pack; there are arms, grain"),
        (["report", "--nonsense"], "nonsense"),
    ],
)
def test_wrong_use_exits_with_two_and_says_what_is_wrong(run: Run, arguments: list[str], message: str) -> None:
    if arguments[0] == "stemma":
        run("add", "reports")
    done = run(*arguments)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_report_without_paths_is_about_all_that_is_kept(run: Run, folder: Path) -> None:
    run("add", "reports/courier.md")
    run("add", "reports/post.md")
    done = run("report", "-o", "all.html")
    assert done.returncode == 0, done.stderr
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert "Harbour Courier" in page
    assert "Meridian Post" in page


def test_a_report_with_paths_is_about_these_only(run: Run, folder: Path) -> None:
    run("add", "reports/courier.md")
    run("report", "reports/post.md", "-o", "one.html")
    assert "Harbour Courier" not in (folder / "one.html").read_text(encoding="utf-8")


def test_a_report_on_nothing_readable_leaves_the_last_dossier_as_it_was(run: Run, folder: Path) -> None:
    run("report", "reports")
    before = (folder / "dossier.html").read_bytes()
    done = run("report", "missing.txt")
    assert done.returncode == 1
    assert "no dossier was written" in done.stderr
    assert (folder / "dossier.html").read_bytes() == before
    assert run("report", "--ledger", "mistyped.db").returncode == 2
    assert not (folder / "mistyped.db").exists()


def test_what_two_sides_shot_down_is_two_questions(run: Run, folder: Path) -> None:
    (folder / "raid.txt").write_text(
        "Ukraine's Air Force shot down 142 drones overnight, the Air Force said.\n\n"
        "Russia's Defence Ministry said that air defences had destroyed 64 drones overnight.\n",
        encoding="utf-8",
    )
    run("add", "raid.txt", "--published", "2025-11-04")
    asked = [row["question"] for row in json.loads(run("threads", "--json").stdout)]
    assert len(asked) == 2
    assert sum("Ukraine" in question for question in asked) == 1


def test_a_page_without_its_texts_is_not_written_and_the_use_is_told(run: Run, folder: Path) -> None:
    done = run("annotate", "--html", "read.html")
    assert done.returncode == 1
    assert "give the texts behind it" in done.stderr
    assert not done.stdout
    assert not (folder / "read.html").exists()


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("stemmata ")
