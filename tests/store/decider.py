"""Decides about a claim again and again and prints the number of each decision once it is kept: run as a process of
its own by the test that kills it."""

from __future__ import annotations

import sys

from stemmata.model import Decision, Ruling
from stemmata.store import Ledger


def decision_about(claim: str, number: int) -> Decision:
    return Decision(claim, Ruling.SET_ASIDE, f"reason {number}", None, "Ada", "2026-11-25T18:00:00Z")


def main(where: str, claim: str) -> None:
    with Ledger.open(where) as ledger:
        for number in range(1, 100_000):
            ledger.decide(decision_about(claim, number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
