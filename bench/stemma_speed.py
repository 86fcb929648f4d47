"""How long stemmata take, without reading: python -m bench.stemma_speed [--cache FOLDER].

A thread of 40 reports of a simulated cascade, the mean of several; and one of 400, made of ten copies of its reports
under other outlets, which share all that they share and are the harder for it. CPU seconds of one process on one core:

    OPENBLAS_NUM_THREADS=1 python -m bench.stemma_speed
"""

from __future__ import annotations

import argparse
import hashlib
import time
from dataclasses import replace
from pathlib import Path

from bench.cascade.reading import read_cascade
from bench.cascade.spread import SETTINGS, spread_story
from bench.cascade.wording import load_family
from stemmata.model import Claim, Document, Thread
from stemmata.packs import Pack, load_pack
from stemmata.trace import build_stemma, find_threads

REPEATS = 5


def copy_thread(thread: Thread, documents: dict[str, Document], copies: int) -> tuple[Thread, dict[str, Document]]:
    """The thread with each document `copies` times, under outlets of their own."""
    made: dict[str, Document] = {}
    claims: list[Claim] = []
    for copy in range(copies):
        for sha256 in sorted({c.document for c in thread.claims}):
            name = hashlib.sha256(f"{copy}/{sha256}".encode()).hexdigest()
            outlet = f"{documents[sha256].outlet} {copy}"
            made[name] = replace(documents[sha256], sha256=name, id=name[:16], outlet=outlet)
            own = [c for c in thread.claims if c.document == sha256]
            claims.extend(replace(c, id=f"{c.id}-{copy}", document=name) for c in own)
    return replace(thread, claims=tuple(claims)), made


def time_stemma(thread: Thread, documents: dict[str, Document], pack: Pack, repeats: int) -> float:
    """CPU seconds for one stemma, the mean of `repeats`."""
    started = time.process_time()
    for _ in range(repeats):
        build_stemma(thread, documents, pack)
    return (time.process_time() - started) / repeats


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="where extractions are kept between runs")
    cache = parser.parse_args().cache
    pack = load_pack()
    read = read_cascade(spread_story(load_family("column"), SETTINGS["default"], 0, size=40), pack, cache)
    documents = {d.sha256: d for d in read.documents}
    thread = find_threads(read.claims, documents, pack)[0]
    build_stemma(thread, documents, pack)
    for copies, repeats in ((1, REPEATS), (10, 1)):
        large, own = copy_thread(thread, documents, copies)
        seconds = time_stemma(large, own, pack, repeats)
        print(f"{len(own)} documents: {seconds:.3f} s a stemma; a thousand such: {1000 * seconds:.0f} s")


if __name__ == "__main__":
    main()
