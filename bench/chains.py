"""Score chains: does a claim's chain of sources come out whole and in order?

    python bench/chains.py [--show] [--lines even|odd|third|others] [FILE]

FILE (default: bench/data/chains.jsonl, hand-labelled) holds {"text", "claim", "chain": [[kind, words], …]}, the nearest
source first, and may hold "outlet" (the page's own, which is no level) and "also" (chains that are right as well). A
chain is right where it has the same length and every level has a fitting kind and shares a content word with the gold
one. An outlet and an agency fit each other; a "role" ("the governor") fits a named and an
anonymous source. "third" are the lines whose number three divides, "others" the rest.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stemmata.annotate.document import annotate
from stemmata.claim.chain import ChainReader
from stemmata.claim.context import build_contexts
from stemmata.model import Document, Source, SourceKind, Span
from stemmata.packs import Pack, load_pack

_CHOSEN = {
    "even": lambda number: number % 2 == 0,
    "odd": lambda number: number % 2 == 1,
    "third": lambda number: number % 3 == 0,
    "others": lambda number: number % 3 != 0,
}
_EMPTY = frozenset({"the", "a", "an", "of", "in", "by", "for", "from"})
_FITS = {
    "outlet": {SourceKind.OUTLET, SourceKind.AGENCY},
    "agency": {SourceKind.OUTLET, SourceKind.AGENCY},
    "named": {SourceKind.NAMED},
    "anonymous": {SourceKind.ANONYMOUS},
    "document": {SourceKind.DOCUMENT},
    "role": {SourceKind.NAMED, SourceKind.ANONYMOUS},
}


def main(arguments: Sequence[str]) -> int:
    """Print the share of right chains, by number of levels; with --show also what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print each wrong chain")
    parser.add_argument("--lines", choices=tuple(_CHOSEN), help="only the texts on these lines, the first being 1")
    parser.add_argument("file", nargs="?", type=Path, default=Path(__file__).parent / "data" / "chains.jsonl")
    chosen = parser.parse_args(arguments)
    pack = load_pack()
    right: dict[int, list[bool]] = {}
    for number, line in enumerate(chosen.file.read_text(encoding="utf-8").splitlines(), start=1):
        if chosen.lines is not None and not _CHOSEN[chosen.lines](number):
            continue
        row = json.loads(line)
        found = read_chain(row["text"], row["claim"], pack, row.get("outlet"))
        is_right = any(fits(found, chain) for chain in (row["chain"], *row.get("also", ())))
        right.setdefault(len(row["chain"]), []).append(is_right)
        if chosen.show and not is_right:
            print(f"{row['text']}\n  wanted {row['chain']}\n  found  {[(s.kind.value, _words(s)) for s in found]}")
    for levels, results in sorted(right.items()):
        print(f"{levels} levels: {sum(results)} of {len(results)}")
    every = [r for results in right.values() for r in results]
    print(f"all: {sum(every)} of {len(every)} ({100 * sum(every) / len(every):.1f} %)")
    return 0


def read_chain(text: str, claim: str, pack: Pack, outlet: str | None = None) -> tuple[Source, ...]:
    """The chain that is read for the words `claim` of `text` on a page of `outlet`."""
    document = Document("bench", "0" * 64, text, "en", published="2024-05-15", outlet=outlet)
    contexts = build_contexts(document, annotate(document, pack))
    start = text.index(claim)
    span = Span(start, start + len(claim))
    context = next(c for c in contexts if c.span.overlaps(span))
    return ChainReader(contexts, pack, [outlet] if outlet else []).read(context, span).sources


def fits(found: Sequence[Source], wanted: Sequence[Any]) -> bool:
    """Whether a chain is right, level by level."""
    if len(found) != len(wanted):
        return False
    return all(
        source.kind in _FITS[kind] and not _content_words(_words(source)).isdisjoint(_content_words(words))
        for source, (kind, words) in zip(found, wanted, strict=True)
    )


def _words(source: Source) -> str:
    return f"{source.name or ''} {source.descriptor or ''}".strip()


def _content_words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.casefold())) - _EMPTY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
