"""Measure the annotation room with the scorers and gold files that stand outside the project.

    python bench/run.py [--shared ../shared] [cases|attribution|all]

Annotates every gold text in this process, writes what `stemmata annotate` would print to a temporary
file, and runs the scorer on it. Prints the scorer's figures and the speed. What is missing is named
and skipped; exit status 0, or 1 where a scorer failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemmata.annotate.document import annotate, partly_supported_languages, supported_languages
from stemmata.export.record import annotation_record
from stemmata.model import Document
from stemmata.packs import Pack, load_pack


@dataclass(frozen=True, slots=True)
class Bench:
    """One scorer and its gold file, both relative to the shared folder."""

    name: str
    scorer: str
    gold: str


BENCHES = (
    Bench("cases", "bench/score_cases.py", "data/cases/dev.jsonl"),
    Bench("attribution", "bench/score_attribution.py", "data/polnear/dev.jsonl"),
)


def main(arguments: Sequence[str]) -> int:
    """Run the benches that were asked for."""
    default = Path(__file__).resolve().parent.parent.parent / "shared"
    parser = argparse.ArgumentParser(description="Score the annotations against gold files.")
    parser.add_argument("--shared", type=Path, default=default, help="folder with bench/ and data/ (%(default)s)")
    parser.add_argument("bench", nargs="?", default="all", choices=["all", *(b.name for b in BENCHES)])
    chosen = parser.parse_args(arguments)
    wanted = [b for b in BENCHES if chosen.bench in {"all", b.name}]
    statuses = [run_bench(bench, chosen.shared, load_pack()) for bench in wanted]
    return max(statuses)


def run_bench(bench: Bench, shared: Path, pack: Pack) -> int:
    """Annotate one gold file and score it; 0 on success and where something is missing, else 1."""
    scorer, gold = shared / bench.scorer, shared / bench.gold
    missing = [path for path in (scorer, gold) if not path.is_file()]
    if missing:
        print(f"{bench.name}: skipped: {', '.join(map(str, missing))} is missing")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        started = time.perf_counter()
        words = _write_predictions(gold, predicted, pack)
        seconds = time.perf_counter() - started
        scored = subprocess.run(
            [sys.executable, str(scorer), str(gold), str(predicted)], capture_output=True, text=True, check=False
        )
    if scored.returncode != 0:
        print(f"{bench.name}: the scorer failed: {scored.stderr.strip()}", file=sys.stderr)
        return 1
    print(f"{bench.name}: {words} words in {seconds:.1f} s ({words / seconds:,.0f} a second)")
    figures: dict[str, float] = json.loads(scored.stdout.splitlines()[-1])
    for name, value in figures.items():
        print(f"  {name:28}{value:>8}")
    return 0


def _write_predictions(gold: Path, predicted: Path, pack: Pack) -> int:
    """Write one record a gold row; the number of words that were read."""
    words = 0
    with predicted.open("w", encoding="utf-8") as out:
        for row in _read_rows(gold):
            out.write(json.dumps(_predict(row, pack), ensure_ascii=False) + "\n")
            words += len(str(row["text"]).split())
    return words


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _predict(row: dict[str, Any], pack: Pack) -> dict[str, Any]:
    """A row's annotations in the contract's form; none in a language that has no tables."""
    document = Document(
        id=str(row["id"]),
        sha256="",
        text=row["text"],
        language=row.get("language") or "en",
        published=row.get("published") or row.get("date"),
    )
    if document.language not in supported_languages() | partly_supported_languages():
        return {"id": document.id}
    return annotation_record(document, annotate(document, pack), ())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
