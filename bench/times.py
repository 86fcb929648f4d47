"""Score the times against corpora with TIMEX3.

    python bench/times.py timex DIR [--errors N]         TimeML files (*.tml): spans and values, as in TempEval-3

`timex` prints precision, recall and F1 of spans that overlap (relaxed) and that are the same (strict), and the F1 of
values: relaxed spans whose value is right, too (UzZaman et al. 2013). The publication is the file's DCT.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path

from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times

_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_VALUE = re.compile(r'value="([^"]*)"')
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_DCT = re.compile(r"<DCT>.*?</DCT>", re.DOTALL)

Gold = tuple[int, int, str | None, str]  # start, end, value, words


def read_timeml(path: Path) -> tuple[str, date | None, list[Gold]]:
    """A TimeML file's text, its date, and its times."""
    raw = path.read_text(encoding="utf-8")
    found = _VALUE.search((_DCT.search(raw) or [""])[0])
    published = date.fromisoformat(found[1][:10]) if found else None
    body = _TEXT.search(raw)
    pieces, gold, last, size = [], [], 0, 0
    content = body[1] if body else ""
    plain = re.compile(r"<(?!/?TIMEX3)[^>]*>")
    content = plain.sub("", content)
    for match in _TIMEX.finditer(content):
        before = unescape(content[last : match.start()])
        words = unescape(match[2])
        pieces += [before, words]
        size += len(before)
        value = _VALUE.search(match[1])
        gold.append((size, size + len(words), value[1] if value else None, words))
        size += len(words)
        last = match.end()
    pieces.append(unescape(content[last:]))
    return "".join(pieces), published, gold


def score_timex(folder: Path, errors: int) -> int:
    """Print the scores of a folder."""
    relaxed = strict = value = golds = found = 0
    wrong: list[str] = []
    for path in sorted(folder.glob("*.tml")):
        text, published, gold = read_timeml(path)
        times = find_times(text, split_sentences(text), published, "en")
        golds, found = golds + len(gold), found + len(times)
        used: set[int] = set()
        for begin, end, wanted, _ in gold:
            index = next(
                (i for i, t in enumerate(times) if t.span.start < end and begin < t.span.end and i not in used), None
            )
            if index is None:
                wrong.append(f"missed\t{path.stem}\t{_around(text, begin, end)}\t{wanted}")
                continue
            used.add(index)
            time = times[index]
            relaxed += 1
            strict += (time.span.start, time.span.end) == (begin, end)
            value += time.value == wanted
            if (time.span.start, time.span.end) != (begin, end):
                wrong.append(f"span\t{path.stem}\t{_around(text, begin, end)}\t{time.text}")
            if time.value != wanted:
                wrong.append(f"value\t{path.stem}\t{_around(text, begin, end)}\t{wanted}\t{time.value}")
        wrong += [
            f"extra\t{path.stem}\t{_around(text, t.span.start, t.span.end)}\t{t.value}"
            for i, t in enumerate(times)
            if i not in used
        ]
    for line in wrong[:errors]:
        print(line)
    print(f"{golds} gold, {found} found")
    for name, right in (("relaxed", relaxed), ("strict", strict), ("value", value)):
        precision, recall = right / max(1, found), right / max(1, golds)
        both = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:8} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}")
    return 0


def _around(text: str, begin: int, end: int) -> str:
    return " ".join(f"{text[max(0, begin - 40) : begin]}[{text[begin:end]}]{text[end : end + 30]}".split())


def main(arguments: Sequence[str]) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser("bench.times", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    timex = commands.add_parser("timex")
    timex.add_argument("folder", type=Path)
    timex.add_argument("--errors", type=int, default=0)
    chosen = parser.parse_args(arguments)
    return score_timex(chosen.folder, chosen.errors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
