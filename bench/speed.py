"""Measure how fast reports are annotated: the tagger, the cue grammar alone, and spaCy's blank pipeline, in one run.

    python bench/speed.py [--texts FILE.jsonl] [--processes 1 2 4]

FILE holds {"text": ...} a line (default: the demo's reports, repeated). One core each: the number of articles of 1,000
word pieces a second, as a ratio to the others in the same run; then the whole `annotate` over several processes, and
the most memory that a process took. spaCy is left out, with a line that says so, where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.document import annotate
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.network import load_network
from stemmata.annotate.tagger.piece import cut_pieces
from stemmata.annotate.tagger.words import read_words
from stemmata.extraction import extract, extract_all
from stemmata.model import Capture, Document
from stemmata.packs import load_pack
from stemmata.read import Reading

ARTICLE = 1000  # word pieces
FEWEST = 60  # texts; fewer are repeated
WARMING = 12  # of the demo's reports, read before any time is taken
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main(arguments: Sequence[str]) -> int:
    """Run the comparison; 0, or 2 where the package holds no tagger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    chosen = parser.parse_args(arguments)
    if load_network("en") is None:
        print("bench: the package holds no tagger for English", file=sys.stderr)
        return 2
    texts = load_texts(chosen.texts)
    pieces = sum(count_pieces(text) for text in texts)
    print(f"{len(texts)} texts, {pieces} word pieces")
    pack = load_pack()
    for text in load_texts(None)[:WARMING]:  # what a process loads once (tables, the forms of verbs) is left out
        extract(Document("bench", "0" * 64, text, "en", published="2024-05-15"), pack)
    runs: list[tuple[str, Callable[[str], object]]] = [
        ("annotate", lambda text: annotate(Document("bench", "0" * 64, text, "en", published="2024-05-15"), pack)),
        ("with claims", lambda text: extract(Document("bench", "0" * 64, text, "en", published="2024-05-15"), pack)),
        ("grammar", lambda text: read_grammar(text, split_sentences(text), "en")),
    ]
    spacy_pipe = load_spacy()
    if spacy_pipe is not None:
        runs.append(("spaCy blank", spacy_pipe))
    speeds = {name: pieces / ARTICLE / seconds(run, texts) for name, run in runs}
    for name, speed in speeds.items():
        print(f"{name:12} {speed:7.1f} articles/s   annotate is {speeds['annotate'] / speed:.2f} times as fast")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    alone = 0.0
    for processes in chosen.processes:
        took = seconds_over(texts, processes)
        speed = pieces / ARTICLE / took
        alone = alone or speed
        print(f"{processes} processes: {speed:6.1f} articles/s, {speed / alone:.2f} times one")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of the largest process: {children:.0f} MB; cores: {os.cpu_count()}")
    return 0


def load_texts(path: Path | None) -> list[str]:
    """The texts to read, at least FEWEST."""
    if path is not None:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        texts = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.rglob("*")) if p.suffix in {".txt", ".md"}]
    return texts * (FEWEST // max(1, len(texts)) + 1) if len(texts) < FEWEST else texts


def count_pieces(text: str) -> int:
    """The word pieces of a text."""
    network = load_network("en")
    assert network is not None
    sentences = split_sentences(text)
    return len(cut_pieces(read_words(text, sentences, read_grammar(text, sentences, "en")), network.tokenizer))


def load_spacy() -> Callable[[str], object] | None:
    """spaCy's blank English pipeline with its sentence splitter."""
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed; left out")
        return None
    pipe = spacy.blank("en")
    pipe.add_pipe("sentencizer")
    return pipe  # type: ignore[no-any-return]


def seconds(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """How long one core works on all texts (CPU time: others may use the machine), the first read twice to warm up."""
    run(texts[0])
    begin = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - begin


def seconds_over(texts: Sequence[str], processes: int) -> float:
    """How long several processes take for all texts, their start left out of account."""
    stamps = [time.perf_counter() for _ in extract_all(readings([*texts] * processes), load_pack(), processes)]
    settled = stamps[len(texts) // 4 :]
    return (settled[-1] - settled[0]) * len(texts) / max(1, len(settled) - 1)


def readings(texts: Sequence[str]) -> Iterator[Reading]:
    """The texts as inputs that were read."""
    for number, text in enumerate(texts):
        sha256 = f"{number:064x}"
        document = Document(str(number), sha256, text, "en", published="2024-05-15")
        yield Reading(Capture(sha256, b"", "text/plain", "2024-05-15T00:00:00Z", "bench"), document, str(number))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
