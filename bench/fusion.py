"""What to believe, on public sets of conflicting values with known truth: python -m bench.fusion [FOLDER].

FOLDER holds NAME.jsonl (source, object, value) and NAME.truth.jsonl (object, value); the default is the workplace's
`../shared/data/fusion`. One method with one set of constants; majority beside it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from stemmata.trace.belief import Object, Statement, find_beliefs

FOLDER = Path(__file__).parent.parent.parent / "shared" / "data" / "fusion"


def read_statements(path: Path) -> list[Statement]:
    """The statements of a set."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return [Statement(row["source"], tuple(row["object"]), row["value"]) for row in rows]


def read_truth(path: Path) -> dict[Object, str]:
    """The true value of each object that it is known for."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return {tuple(row["object"]): row["value"] for row in rows}


def find_majority(statements: list[Statement]) -> dict[Object, set[str]]:
    """The values that most sources state, all of them where several are level."""
    counts: dict[Object, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        counts[statement.object][statement.value] += 1
    return {key: {v for v, n in c.items() if n == max(c.values())} for key, c in counts.items()}


def main() -> None:
    """Print one line a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    if not folder.is_dir():
        print(f"{folder.name}/ is not here: no figures")
        return
    for truth_path in sorted(folder.glob("*.truth.jsonl")):
        name = truth_path.name.removesuffix(".truth.jsonl")
        statements, truth = read_statements(folder / f"{name}.jsonl"), read_truth(truth_path)
        started = time.process_time()
        beliefs = find_beliefs(statements)
        seconds = time.process_time() - started
        right = sum(key in beliefs and beliefs[key].value == value for key, value in truth.items())
        majority = find_majority(statements)
        voted = sum((truth[key] in majority[key]) / len(majority[key]) for key in truth if key in majority)
        print(
            f"{name}: {right / len(truth):.3f} of {len(truth)} right; majority, levels shared out, "
            f"{voted / len(truth):.3f}; {len(statements)} statements in {seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
