"""Each family that weights are fitted on, drawn by weights fitted on the others: python -m bench.stemma_without.

What is chosen is chosen by these figures, so that the family that no weight is fitted on stays for the end. The same
cascades as `python -m bench.cascade`: whole, and thinned out to few reports. `silent` is the share of reports that name
nobody whose parent, or whose having none, is right.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.cascade.__main__ import FEW, Lesson, fit_weights, load_whole_and_few
from bench.cascade.score import Tally, drawn_from, score
from bench.cascade.spread import SETTINGS
from bench.cascade.wording import TRAINED_ON
from bench.stemma_ablation import FIGURES
from stemmata.packs import Pack, load_pack
from stemmata.trace import build_stemma
from stemmata.trace.weights import Weights


def tally_lessons(lessons: Sequence[Lesson], weights: Weights, pack: Pack) -> Tally:
    """The figures of the lessons' threads under `weights`."""
    tally = Tally()
    for lesson in lessons:
        drawn = drawn_from(build_stemma(lesson.thread, lesson.documents, pack, weights), lesson.ids)
        score(lesson.cascade, drawn, tally)
        for number in np.flatnonzero(lesson.design.citations.silent):
            name = lesson.ids[lesson.readings[number].document.sha256]
            right = lesson.cascade.truth[name].parents or (None,)
            tally.add("silent", 1)
            tally.add("silent.right", drawn.parents.get(name) in right)
    return tally


def print_tally(name: str, tally: Tally) -> None:
    """One line."""
    figures = tally.figures()
    shown = [*(figures[figure] for figure in FIGURES), tally.share("silent.right", "silent")]
    print(f"{name:26s}" + "".join(f"{value:11.3f}" for value in shown), flush=True)


def main() -> None:
    """Print a line for each family and setting, and one for each setting over all families."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cascades", type=int, default=40, help="cascades of each family and setting")
    parser.add_argument("--cache", type=Path, help="where extractions are kept between runs")
    arguments = parser.parse_args()
    pack = load_pack()
    lessons = {
        (family, setting.name): load_whole_and_few(family, setting, arguments.cascades, pack, arguments.cache)
        for family in TRAINED_ON
        for setting in SETTINGS.values()
    }
    print(f"{'drawn by the others':26s}" + "".join(f"{name:>11s}" for name in (*FIGURES, "silent")))
    totals: dict[str, Tally] = {}
    for family in TRAINED_ON:
        weights = fit_weights([one for (other, _), own in lessons.items() if other != family for one in own], pack)
        for setting in SETTINGS:
            own = lessons[family, setting]
            for kind, some in (("whole", [x for x in own if not _is_few(x)]), ("few", [x for x in own if _is_few(x)])):
                tally = tally_lessons(some, weights, pack)
                print_tally(f"{family}, {setting}, {kind}", tally)
                total = totals.setdefault(f"all, {setting}, {kind}", Tally())
                for name, value in tally.counts.items():
                    total.add(name, value)
    for name, total in totals.items():
        print_tally(name, total)


def _is_few(lesson: Lesson) -> bool:
    return len(lesson.cascade.reports) <= FEW


if __name__ == "__main__":
    main()
