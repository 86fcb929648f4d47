"""How far the confidence of an attribution can be trusted: a reliability plot and the expected calibration error.

    python bench/calibration.py GOLD.jsonl [--lines even|odd] [--plot reliability.svg]

GOLD holds {"id", "text", "attributions"} a line. An attribution is right where its cue, source and content each share a
word with those of one gold attribution (a role that both lack counts as shared). The error is that of Naeini et al.
(2015): over ten equal bins, the mean distance of confidence from the share that is right, weighted by the bins' sizes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stemmata.annotate.document import annotate
from stemmata.export.record import annotation_record
from stemmata.model import Document
from stemmata.packs import load_pack

ROLES = ("source", "cue", "content")
BINS = 10
SIDE, MARGIN = 320, 48  # of the plot, in SVG units


def main(arguments: Sequence[str]) -> int:
    """Print the table and the error; write the plot where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lines", choices=("even", "odd"), help="only the texts on these lines, the first being 1")
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args(arguments)
    pack = load_pack()
    judged: list[tuple[float, bool]] = []
    for number, line in enumerate(chosen.gold.read_text(encoding="utf-8").splitlines(), start=1):
        if chosen.lines is not None and (number % 2 == 0) != (chosen.lines == "even"):
            continue
        row = json.loads(line)
        document = Document(str(row["id"]), "0" * 64, row["text"], "en")
        found = annotation_record(document, annotate(document, pack), ())["attributions"]
        judged.extend((a["confidence"], is_right(a, row["attributions"])) for a in found if not a["cited"])
    bins = fill_bins(judged)
    for low, (count, confidence, share) in zip(range(BINS), bins, strict=True):
        print(f"{low / BINS:.1f}–{(low + 1) / BINS:.1f}  {count:5}  confidence {confidence:.3f}  right {share:.3f}")
    error = sum(count * abs(confidence - share) for count, confidence, share in bins) / max(1, len(judged))
    print(f"expected calibration error {error:.3f} over {len(judged)} attributions")
    if chosen.plot:
        chosen.plot.write_text(draw(bins, error), encoding="utf-8")
    return 0


def is_right(found: Mapping[str, Any], gold: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one gold attribution agrees with the found one in all roles."""
    return any(all(_agree(found.get(role) or [], g.get(role) or []) for role in ROLES) for g in gold)


def _agree(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> bool:
    if not one or not other:
        return not one and not other
    return any(a < d and c < b for a, b in one for c, d in other)


def fill_bins(judged: Sequence[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """(how many, mean confidence, share right) of each bin."""
    bins = []
    for number in range(BINS):
        inside = [(c, r) for c, r in judged if min(int(c * BINS), BINS - 1) == number]
        count = max(1, len(inside))
        bins.append((len(inside), sum(c for c, _ in inside) / count, sum(r for _, r in inside) / count))
    return bins


def draw(bins: Sequence[tuple[int, float, float]], error: float) -> str:
    """The reliability plot as SVG: bars are shares that are right, dots mean confidences, the line what is ideal."""

    def x(value: float) -> float:
        return MARGIN + value * SIDE

    def y(value: float) -> float:
        return MARGIN + (1 - value) * SIDE

    most = max(count for count, _, _ in bins) or 1
    bars = "".join(
        f'<rect x="{x(i / BINS) + 1:.1f}" y="{y(share):.1f}" width="{SIDE / BINS - 2:.1f}" '
        f'height="{share * SIDE:.1f}" fill="#2a6f97" fill-opacity="{0.25 + 0.75 * count / most:.2f}"/>'
        f'<text x="{x((i + 0.5) / BINS):.1f}" y="{y(share) - 5:.1f}" text-anchor="middle" font-size="9">{count}</text>'
        for i, (count, _, share) in enumerate(bins)
        if count
    )
    dots = "".join(f'<circle cx="{x(c):.1f}" cy="{y(s):.1f}" r="3.5" fill="#c1121f"/>' for n, c, s in bins if n)
    ticks = "".join(
        f'<text x="{x(v / 5):.1f}" y="{y(0) + 16:.1f}" text-anchor="middle" font-size="11">{v / 5:.1f}</text>'
        f'<text x="{x(0) - 8:.1f}" y="{y(v / 5) + 4:.1f}" text-anchor="end" font-size="11">{v / 5:.1f}</text>'
        for v in range(6)
    )
    whole = SIDE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" fill="#222">'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>{bars}'
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#888" stroke-dasharray="4 4"/>{dots}{ticks}'
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#222"/>'
        f'<text x="{x(0.5)}" y="{whole - 8}" text-anchor="middle" font-size="12">confidence</text>'
        f'<text x="12" y="{y(0.5)}" font-size="12" text-anchor="middle" transform="rotate(-90 12 {y(0.5)})">'
        f"share that is right</text>"
        f'<text x="{x(0)}" y="28" font-size="13">Attributions: expected calibration error {error:.3f}</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
