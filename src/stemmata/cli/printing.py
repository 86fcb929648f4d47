"""What commands print to stdout: tables, trees and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

_SURE = 0.75  # a link at least so likely is printed without its probability


def print_rows(rows: Sequence[dict[str, Any]], as_json: bool, columns: Sequence[str]) -> None:
    """Rows as a table of `columns`, or as JSON with all their keys."""
    if as_json:
        print_json(list(rows))
        return
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("" if row[c] is None else str(row[c]).replace("[", r"\[") for c in columns))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)


def print_tree(record: dict[str, Any], changes: Mapping[str, str], questions: Mapping[str, str]) -> None:
    """The tree as indented lines: a lost witness in brackets, after the name how likely a link is that is not sure,
    and what changed on the way. `changes` says that by child in words; `questions` are those of threads by id."""
    names = {w["id"]: f"[{w['name']}]" if w["lost"] else w["name"] for w in record["witnesses"]}
    children: dict[str, list[dict[str, Any]]] = {}
    for edge in record["edges"]:
        children.setdefault(edge["parent"], []).append(edge)
    has_parent = {edge["child"] for edge in record["edges"]}
    print(record["question"])
    print(f"independent origins: {interval(record['origins'])}")
    for reason in record["origins"]["reasons"]:
        print(f"  {reason}")
    for doubt in record["doubts"]:
        print(f"  May be one with “{questions.get(doubt['thread'], doubt['thread'])}”: {doubt['reason']}")
    waiting = [(w["id"], 0, "") for w in reversed(record["witnesses"]) if w["id"] not in has_parent]
    while waiting:
        witness, depth, note = waiting.pop()
        print(f"{'  ' * depth}{names[witness]}{note}")
        for edge in reversed(children.get(witness, [])):
            sure = "" if edge["probability"] >= _SURE else f"{edge['probability']:.0%} likely"
            told = "; ".join(words for words in (sure, changes.get(edge["child"], "")) if words)
            waiting.append((edge["child"], depth + 1, f"  ({told})" if told else ""))


def interval(origins: dict[str, Any]) -> str:
    """The number of origins: "1–3 (best 2)"."""
    low, high, best = origins["low"], origins["high"], origins["best"]
    return str(low) if low == high else f"{low}–{high} (best {best})"


def print_json(value: Any) -> None:
    """A value as one line of JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
