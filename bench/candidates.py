"""How fast very many documents become candidates, and how threads grow with claims.

    python -m bench.candidates [--documents 100000]

Generated texts: reports of simulated cascades of all families, a tenth of them written in Cyrillic letters and called
Ukrainian. CPU seconds of one process, and the highest memory that it took. Recall is over the pairs of parent and child
as they were made.
"""

from __future__ import annotations

import argparse
import resource
import time
from itertools import count

from bench.cascade.spread import HARD, spread_story
from bench.cascade.wording import FAMILIES, load_family
from stemmata.trace.candidate import find_candidates
from stemmata.trace.wordprint import read_words

_CYRILLIC = dict(zip("abvgdeziklmnoprstufhy", "абвгдезиклмнопрстуфхи", strict=True))


def make_texts(wanted: int) -> tuple[list[tuple[str, str]], dict[tuple[int, int], str]]:
    """Texts with their languages, and how each child was written, by the numbers of parent and child."""
    texts: list[tuple[str, str]] = []
    truth: dict[tuple[int, int], str] = {}
    for number in count():
        cascade = spread_story(load_family(FAMILIES[number % len(FAMILIES)]), HARD, 100_000 + number)
        numbers = {report.id: len(texts) + place for place, report in enumerate(cascade.reports)}
        for report in cascade.reports:
            is_foreign = numbers[report.id] % 10 == 0
            texts.append((_spell(report.text), "uk") if is_foreign else (report.text, "en"))
            for parent in cascade.truth[report.id].parents[:1]:
                one, two = sorted((numbers[parent], numbers[report.id]))
                across = texts and (one % 10 == 0) != (two % 10 == 0)
                truth[one, two] = "other script" if across else cascade.truth[report.id].manner
        if len(texts) >= wanted:
            return texts[:wanted], {pair: manner for pair, manner in truth.items() if max(pair) < wanted}
    raise AssertionError


def _spell(text: str) -> str:
    return "".join(_CYRILLIC.get(c, _CYRILLIC.get(c.lower(), c).upper() if c.isupper() else c) for c in text)


def print_candidates(wanted: int) -> None:
    """One line for this many documents, and the recall by how the child was written."""
    texts, truth = make_texts(wanted)
    words = sum(len(text.split()) for text, _ in texts) / len(texts)
    started = time.process_time()
    found = find_candidates((read_words(text) for text, _ in texts), [language for _, language in texts])
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"{len(texts)} documents of {words:.0f} words: {seconds:.1f} s, {len(texts) / seconds:,.0f} a second, "
        f"{len(found.pairs):,} pairs, {peak:.2f} GB with the texts"
    )
    pairs = set(map(tuple, found.pairs.tolist()))
    manners = sorted(set(truth.values()))
    for manner in manners:
        asked = [pair for pair, how in truth.items() if how == manner]
        print(f"  {manner}: {sum(pair in pairs for pair in asked) / len(asked):.3f} of {len(asked)} found")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    print_candidates(parser.parse_args().documents)


if __name__ == "__main__":
    main()
