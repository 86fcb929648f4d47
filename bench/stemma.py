"""How well stemmata are drawn, on simulated cascades of a family that no weight was fitted on, against four baselines.

    python -m bench.stemma [--family column] [--cascades N] [--first SEED] [--cache FOLDER]

Whole reports in words are read by `stemmata` itself; of each cascade the thread with most documents is scored, and a
report that is not in it counts as one without a parent. The baselines: what a page cites, else the nearest text;
components of near-duplicates, at the threshold that is best on these very cascades; one story is one origin; a raw
comparison of readings with their parents', in the drawn tree and in the true one.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.cascade.reading import Read, read_cascade
from bench.cascade.score import Drawn, Tally, drawn_from, score
from bench.cascade.spread import SETTINGS, Cascade, Setting, spread_story, thin_out
from bench.cascade.wording import FAMILIES, load_family
from stemmata.model import Stemma, Thread
from stemmata.packs import Pack, load_pack
from stemmata.trace import trace_claims
from stemmata.trace.feature import Design, read_features
from stemmata.trace.mutation import find_mutations
from stemmata.trace.reading import Reading, read_documents

FIELDS = frozenset({"bound", "number", "unit", "period", "stage", "modality", "polarity", "source", "place"})
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
NEAREST = 0.1  # of its runs of three words that a page must share with the nearest text


@dataclass(frozen=True, slots=True)
class Case:
    """One cascade as it was read and traced."""

    cascade: Cascade
    read: Read
    thread: Thread
    stemma: Stemma
    readings: tuple[Reading, ...]
    design: Design

    @property
    def ids(self) -> tuple[str, ...]:
        """The reports' ids in the order of the readings."""
        return tuple(self.read.ids[r.document.sha256] for r in self.readings)


def trace_case(cascade: Cascade, pack: Pack, cache: Path | None) -> Case | None:
    """The cascade through `stemmata`; None where no thread came of it."""
    read = read_cascade(cascade, pack, cache)
    traced = trace_claims(read.claims, read.documents, pack)
    if not traced.threads:
        return None
    thread: Thread = traced.threads[0]
    readings = read_documents(thread.claims, {d.sha256: d for d in read.documents}, pack)
    return Case(cascade, read, thread, traced.stemmata[thread.id], readings, read_features(readings, pack))


def nearest_text(case: Case) -> Drawn:
    """Baseline: the page that is cited, else the earlier page that shares most runs of three words."""
    design, ids = case.design, case.ids
    parents: dict[str, str | None] = {}
    for child, name in enumerate(ids):
        possible = [p for p in range(len(ids)) if design.possible[p, child] and p < child]
        cited = [p for p in possible if design.citations.nearest[p, child]]
        parents[name] = None
        if cited:
            parents[name] = ids[cited[-1]]
        elif possible and not design.citations.lost[child]:
            best = max(possible, key=lambda p: (design.overlap.runs[p, child], -p))
            parents[name] = ids[best] if design.overlap.runs[best, child] >= NEAREST else None
    return _drawn(parents)


def near_duplicates(case: Case, threshold: float) -> Drawn:
    """Baseline: each component of pages that share runs is one origin, all hanging from its earliest page."""
    runs = np.maximum(case.design.overlap.runs, case.design.overlap.runs.T)
    heads: list[int] = list(range(len(case.ids)))
    for child in range(len(heads)):
        for other in range(child):
            if runs[other, child] >= threshold:
                old, new = max(heads[child], heads[other]), min(heads[child], heads[other])
                heads = [new if head == old else head for head in heads]
    ids = case.ids
    return _drawn({ids[n]: ids[head] if head != n else None for n, head in enumerate(heads)})


def one_story(case: Case) -> Drawn:
    """Baseline: all hang from the first page, and there is one origin."""
    ids = case.ids
    return _drawn({name: ids[0] if number else None for number, name in enumerate(ids)})


def _drawn(parents: Mapping[str, str | None]) -> Drawn:
    groups = {}
    for name in parents:
        here = name
        while (above := parents[here]) is not None:
            here = above
        groups[name] = here
    count = len(set(groups.values()))
    return Drawn(parents, groups, count, count, count, {})


def raw_changes(case: Case, parents: Mapping[str, str | None], pack: Pack) -> dict[str, frozenset[str]]:
    """Baseline: every field in which a reading differs from its parent's."""
    by_id = dict(zip(case.ids, case.readings, strict=True))
    found = {}
    for name, parent in parents.items():
        if parent in by_id and name in by_id:
            above, below = by_id[parent], by_id[name]
            mutations = find_mutations(
                above.principal,
                below.principal,
                pack,
                parent_sources=above.chain,
                child_sources=below.chain,
                is_silent=not below.chain,
            )
            found[name] = frozenset(m.field for m in mutations if m.field in FIELDS)
    return found


def measure(cases: Sequence[Case], pack: Pack) -> dict[str, Tally]:
    """The tallies of Stemmata and of all baselines over the same cascades."""
    tallies: dict[str, Tally] = {}

    def add(name: str, case: Case, drawn: Drawn) -> None:
        score(case.cascade, drawn, tallies.setdefault(name, Tally()))

    for case in cases:
        own = drawn_from(case.stemma, case.read.ids)
        add("stemmata", case, own)
        true = {i: (t.parents or (None,))[0] for i, t in case.cascade.truth.items()}
        near = nearest_text(case)
        add("citations, else nearest text", case, replace(near, changes=raw_changes(case, near.parents, pack)))
        add("one story is one origin", case, one_story(case))
        add("raw diff, drawn tree", case, replace(own, changes=raw_changes(case, own.parents, pack)))
        add("raw diff, true tree", case, replace(own, changes=raw_changes(case, true, pack)))
        for threshold in THRESHOLDS:
            add(f"near-duplicates at {threshold}", case, near_duplicates(case, threshold))
    return tallies


def print_figures(tallies: Mapping[str, Tally]) -> None:
    """One line a system; of the near-duplicates only the best by origins."""
    near = [name for name in tallies if name.startswith("near-dup")]
    best = max(near, key=lambda name: tallies[name].figures()["origins"])
    names = ("parent", "ancestors", "origins", "coverage", "width", "same", "mutations", "read")
    print(f"{'':32s}" + "".join(f"{n:>11s}" for n in names))
    for name, tally in tallies.items():
        if name not in near or name == best:
            figures = tally.figures()
            print(f"{name:32s}" + "".join(f"{figures[n]:11.3f}" for n in names))
    own = tallies["stemmata"]
    found, right, hit, true = (own.counts.get(f"second.{n}", 0) for n in ("found", "right", "hit", "true"))
    print(
        f"second parents: {found:.0f} told, {right:.0f} of them right; {hit:.0f} found of {true:.0f} of another origin"
    )
    fields = sorted(f for f in FIELDS if own.counts.get(f"mutation.{f}.true"))
    print("mutation F1 by field: " + ", ".join(f"{f} {own.f1(f'mutation.{f}'):.2f}" for f in fields))


def load_cases(
    family: str,
    setting: Setting,
    count: int,
    pack: Pack,
    cache: Path | None,
    kept: int | None = None,
    first: int = 0,
) -> list[Case]:
    """So many cascades of a family and setting, by their seeds from `first` on, with only so many reports `kept` of
    each where that is given.

    A whole one that no thread came of is an error; of few reports none may have been read.
    """
    cases = []
    for seed in range(first, first + count):
        cascade = spread_story(load_family(family), setting, seed)
        case = trace_case(cascade if kept is None else thin_out(cascade, kept, seed), pack, cache)
        if case is not None:
            cases.append(case)
        elif kept is None:
            raise ValueError(f"no thread came of cascade {seed} of {family}, {setting.name}")
    return cases


def main() -> None:
    """Print the figures of each setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=FAMILIES, default=FAMILIES[-1])
    parser.add_argument("--cascades", type=int, default=40, help="cascades of each setting")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first of them")
    parser.add_argument("--cache", type=Path, help="where extractions are kept between runs")
    parser.add_argument("--kept", type=int, help="reports that are captured of each cascade; all where it is left out")
    arguments = parser.parse_args()
    pack = load_pack()
    for setting in SETTINGS.values():
        cases = load_cases(
            arguments.family, setting, arguments.cascades, pack, arguments.cache, arguments.kept, arguments.first
        )
        reports = sum(len(c.cascade.reports) for c in cases)
        print(f"\n{arguments.family}, {setting.name}: {len(cases)} cascades, {reports} reports")
        print_figures(measure(cases, pack))


if __name__ == "__main__":
    main()
