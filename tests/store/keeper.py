"""Keeps example documents one by one and prints the number of each once it is kept: run as a process of its
own by the tests that kill it, and that run several at once."""

from __future__ import annotations

import hashlib
import sys

from stemmata.model import Capture, Document
from stemmata.store import Ledger


def example(number: int) -> tuple[Capture, Document]:
    text = f"The ministry counted {number} lorries at the depot.\n" * (1 + number % 40)
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return (
        Capture(sha256, content, "text/plain", "2026-03-01T08:00:00Z", f"reports/{number}.txt"),
        Document(f"report-{number}", sha256, text, "en", published=f"2026-02-{1 + number % 28:02}"),
    )


def main(where: str, first: int, last: int) -> None:
    with Ledger.open(where) as ledger:
        for number in range(first, last):
            kept = ledger.keep(*example(number))
            print(number, kept, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
