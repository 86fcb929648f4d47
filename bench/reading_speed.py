"""Measure how fast quantities and times are read, against quantulum3, Recognizers-Text and dateparser in one run.

    python bench/reading_speed.py [--pages N] [--texts FILE.jsonl]

A page is 3,000 characters of the demo's reports. Each reader has one core and the same pages; the peers read as many
of them as they manage in the time that is given to each (20 s). What is not installed is left out, with a line that
says so. Last, texts of up to 1 MB show that the time grows with the length.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times

PAGE = 3000  # characters
SECONDS = 20.0  # for each peer
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PUBLISHED = date(2024, 5, 15)

Reader = Callable[[str], object]


def main(arguments: Sequence[str]) -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--texts", type=Path, help='{"text": ...} a line, in place of the demo')
    chosen = parser.parse_args(arguments)
    pages = load_pages(chosen.pages, chosen.texts)
    own = pages_a_second(read_own, pages)
    print(f"{'quantities and times':24} {own:8.1f} pages/s")
    parts: tuple[tuple[str, Reader], ...] = (
        ("quantities", read_quantities),
        ("times", read_times),
        ("sentences", split_sentences),
    )
    for name, reader in parts:
        print(f"  of these {name:14} {pages_a_second(reader, pages):8.1f} pages/s")
    for name, reader in load_peers():
        speed = pages_a_second(reader, pages)
        print(f"{name:24} {speed:8.2f} pages/s   {own / speed:.0f} times as slow")
    text = "\n\n".join(pages)
    for size in (125_000, 250_000, 500_000, 1_000_000):
        long = (text * (size // len(text) + 1))[:size]
        started = time.perf_counter()
        read_own(long)
        took = time.perf_counter() - started
        print(f"{size:9,} characters: {took:6.2f} s, {1e6 * took / size:.2f} s a million")
    return 0


def load_pages(count: int, path: Path | None = None) -> list[str]:
    """Pages cut from the demo's reports, or from the texts of a file, repeated."""
    if path is not None:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        texts = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.rglob("*")) if p.suffix in {".txt", ".md"}]
    text = "\n\n".join(texts)
    whole = text * (count * PAGE // len(text) + 1)
    return [whole[start : start + PAGE] for start in range(0, count * PAGE, PAGE)]


def read_own(text: str) -> object:
    """Quantities and times of a text."""
    sentences = split_sentences(text)
    return find_quantities(text, sentences, "en"), find_times(text, sentences, PUBLISHED, "en")


def read_quantities(text: str) -> object:
    """Quantities alone."""
    return find_quantities(text, split_sentences(text), "en")


def read_times(text: str) -> object:
    """Times alone."""
    return find_times(text, split_sentences(text), PUBLISHED, "en")


def load_peers() -> Iterator[tuple[str, Reader]]:
    """The peers that are installed."""
    try:
        from quantulum3 import parser

        yield "quantulum3", parser.parse
    except ImportError:
        print("quantulum3 is not installed")
    try:
        from recognizers_date_time import recognize_datetime
        from recognizers_number import recognize_number
        from recognizers_number_with_unit import recognize_currency, recognize_dimension

        when = datetime(PUBLISHED.year, PUBLISHED.month, PUBLISHED.day)

        def recognize(text: str) -> object:
            numbers = recognize_number(text, "en-us"), recognize_currency(text, "en-us")
            return numbers, recognize_dimension(text, "en-us"), recognize_datetime(text, "en-us", reference=when)

        yield "Recognizers-Text", recognize
    except ImportError:
        print("recognizers-text-suite is not installed")
    try:
        from dateparser.search import search_dates

        yield "dateparser (times only)", lambda text: search_dates(text, languages=["en"])
    except ImportError:
        print("dateparser is not installed")


def pages_a_second(reader: Reader, pages: Sequence[str]) -> float:
    """How many pages a reader reads a second; the first one warms it up."""
    reader(pages[0])
    done, started = 0, time.perf_counter()
    for page in pages:
        reader(page)
        done += 1
        if time.perf_counter() - started > SECONDS:
            break
    return done / (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
