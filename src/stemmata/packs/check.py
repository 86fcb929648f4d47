"""Checking a pack whole, for those who write one: every fault with file, line and reason."""

from __future__ import annotations

from stemmata.packs.loader import locate_pack, parse_pack
from stemmata.packs.problem import Problem
from stemmata.packs.rules import find_faults


def check_pack(name: str) -> tuple[Problem, ...]:
    """All that does not fit in the pack of that name or folder, by file and line; empty where nothing is wrong.

    What lies between the rows (a name that two share, a branch without a class) is looked at once each row fits.
    """
    read = parse_pack(*locate_pack(name))
    problems = list(read.problems)
    if read.pack is not None and not problems:
        problems.extend(map(read.locate, find_faults(read.pack)))
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.reason)))
