"""What each part of the stemma's models is worth: python -m bench.stemma_ablation [--cascades N] [--cache FOLDER].

Each line is fitted anew without one part on the families that are trained on, and scored on the family that is not: the
same cascades as `python -m bench.cascade` and `python -m bench.stemma`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.cascade.__main__ import fit_weights, load_lessons, never_joined
from bench.cascade.score import Tally, drawn_from, score
from bench.cascade.spread import SETTINGS
from bench.cascade.wording import FAMILIES
from bench.stemma import Case, load_cases, raw_changes
from stemmata.packs import Pack, load_pack
from stemmata.trace import build_stemma
from stemmata.trace.feature import EDGE_FEATURES, ROOT_FEATURES
from stemmata.trace.weights import Weights

GROUPS: Mapping[str, frozenset[str]] = {
    "nothing": frozenset(),
    "citations": frozenset(
        {
            *EDGE_FEATURES[:8],
            "named by others",
            "reports itself",
            "names nobody",
            *(name for name in ROOT_FEATURES if name.startswith("names ")),
            "lost report that others name",
            "has it from a lost report",
            "pages like it name a lost report",
            "names nobody, has it from a lost report",
            "names nobody, pages like it name a lost report",
            "names nobody, as pages like it do",
        }
    ),
    "runs of words": frozenset(
        {
            "runs of three words",
            "runs of six words",
            "quotations",
            "fewer runs than the best",
            "most runs",
            "words in a row",
            "most words in a row",
        }
    ),
    "names and numbers": frozenset(
        name
        for name in (*EDGE_FEATURES, *ROOT_FEATURES)
        if "names and numbers" in name or "less rare" in name or "name or number" in name
    ),
    "slips": frozenset(
        {
            "names and numbers that others have otherwise",
            "slips of its names and numbers",
            "names and numbers that it has otherwise",
        }
    ),
    "readings of the claim": frozenset(
        name for name in (*EDGE_FEATURES, *ROOT_FEATURES) if "number" in name.split()[1:2] or "readings" in name
    ),
    "time": frozenset({"chance of being earlier", "hours between", "chance of being first"}),
    "priors of roots": frozenset(ROOT_FEATURES) - {"is a root"},
}
FIGURES = ("parent", "ancestors", "origins", "coverage", "width", "same", "mutations")


def tally_cases(cases: Sequence[Case], weights: Weights, pack: Pack, is_raw: bool = False) -> Tally:
    """The figures of the same threads under other weights; `is_raw` takes every difference for a change."""
    tally = Tally()
    for case in cases:
        documents = {d.sha256: d for d in case.read.documents}
        drawn = drawn_from(build_stemma(case.thread, documents, pack, weights), case.read.ids)
        changes = raw_changes(case, drawn.parents, pack) if is_raw else drawn.changes
        score(case.cascade, replace(drawn, changes=changes), tally)
    return tally


def main() -> None:
    """Print one line a part and setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cascades", type=int, default=40, help="cascades of each family and setting")
    parser.add_argument("--cache", type=Path, help="where extractions are kept between runs")
    arguments = parser.parse_args()
    pack = load_pack()
    lessons = load_lessons(arguments.cascades, pack, arguments.cache)
    cases = {
        name: load_cases(FAMILIES[-1], setting, arguments.cascades, pack, arguments.cache)
        for name, setting in SETTINGS.items()
    }
    print(f"{'without':34s}" + "".join(f"{name:>11s}" for name in FIGURES))

    def show(name: str, weights: Weights, is_raw: bool = False) -> None:
        for setting, own in cases.items():
            figures = tally_cases(own, weights, pack, is_raw).figures()
            print(f"{f'{name}, {setting}':34s}" + "".join(f"{figures[f]:11.3f}" for f in FIGURES), flush=True)

    for name, without in GROUPS.items():
        weights = fit_weights(lessons, pack, without)
        show(name, weights)
        if not without:
            show("joining of trees", never_joined(weights))
            show("smoothing", weights, is_raw=True)


if __name__ == "__main__":
    main()
