"""Fit the weights of the stemma anew: python -m bench.cascade [--cascades N] [--cache FOLDER] [--out FILE].

Cascades of the families that may be trained on are read by `stemmata` itself. First the choice of a parent is fitted,
then, in the trees that it draws, which roots are one. The file written is the one that ships.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import stemmata.trace
from bench.cascade import signs
from bench.cascade.fit import Choice, fit_choices, fit_logistic
from bench.cascade.reading import read_cascade
from bench.cascade.spread import SETTINGS, Cascade, Setting, spread_story, thin_out
from bench.cascade.wording import TRAINED_ON, load_family
from stemmata.model import Claim, Document, Thread
from stemmata.packs import Pack, load_pack
from stemmata.trace import build_stemma, find_threads
from stemmata.trace.attribute import ATTRIBUTES
from stemmata.trace.clan import GROUP_FEATURES, read_clan
from stemmata.trace.descent import trace_descent
from stemmata.trace.feature import EDGE_FEATURES, ROOT_FEATURES, Design, read_features
from stemmata.trace.founding import FOUNDING_FEATURES, order_trees, read_options
from stemmata.trace.kinship import PAIR_FEATURES, Kinship, measure_kinship, read_pairs
from stemmata.trace.mutation import find_mutations
from stemmata.trace.origin import find_trees
from stemmata.trace.reading import Reading, read_documents
from stemmata.trace.smoothing import Channel
from stemmata.trace.weights import FILE, Weights

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

FIRST_SEED = 1000  # seeds below are for figures
PENALTY, TREES_PENALTY = 2.0, 8.0  # of choosing a parent and of joining trees
FEW = 6  # reports of the threads that large ones are thinned out to
OUT = Path(stemmata.trace.__file__).parent / FILE


@dataclass(frozen=True, slots=True)
class Lesson:
    """The documents of a cascade's main thread, with their features and what is true of them; `ids` gives each report's
    id by its document's hash."""

    cascade: Cascade
    ids: Mapping[str, str]
    thread: Thread
    documents: Mapping[str, Document]
    design: Design
    readings: tuple[Reading, ...]
    changed: tuple[frozenset[str] | None, ...]
    parents: tuple[frozenset[int], ...]
    origins: tuple[int, ...]


def read_lesson(cascade: Cascade, pack: Pack, cache: Path | None) -> Lesson | None:
    """The lesson of one cascade; None where no thread was found."""
    read = read_cascade(cascade, pack, cache)
    documents = {d.sha256: d for d in read.documents}
    threads = find_threads(read.claims, documents, pack)
    if not threads:
        return None
    readings = read_documents(threads[0].claims, documents, pack)
    ids = [read.ids[r.document.sha256] for r in readings]
    numbers = {name: number for number, name in enumerate(ids)}
    parents = []
    for name in ids:
        above = {_in_thread(p, cascade, numbers) for p in cascade.truth[name].parents}
        parents.append(frozenset(a for a in above if a is not None))
    return Lesson(
        cascade,
        read.ids,
        threads[0],
        documents,
        read_features(readings, pack),
        readings,
        tuple(cascade.truth[i].changed for i in ids),
        tuple(parents),
        tuple(cascade.truth[i].origin for i in ids),
    )


def _in_thread(name: str | None, cascade: Cascade, numbers: dict[str, int]) -> int | None:
    while name is not None and name not in numbers:
        name = next(iter(cascade.truth[name].parents), None)
    return numbers[name] if name is not None else None


def read_choices(lesson: Lesson, without: frozenset[str] = frozenset()) -> list[Choice]:
    """Each document's choice among its possible parents and being a root, which comes first.

    Features `without` which a fit is to do are zero for all, for each kind of page, too.
    """
    design, edges = lesson.design, len(EDGE_FEATURES)
    names = (*EDGE_FEATURES, *ROOT_FEATURES)
    kept = np.array([without.isdisjoint((name, name.partition(", where it ")[0])) for name in names], dtype=float)
    choices = []
    for child, right in enumerate(lesson.parents):
        possible = np.flatnonzero(design.possible[:, child])
        options = np.zeros((len(possible) + 1, edges + len(ROOT_FEATURES)))
        options[0, edges:] = design.roots[child]
        options[1:, :edges] = design.edges[possible, child]
        is_right = np.array([not right, *(int(p) in right for p in possible)])
        if is_right.any():
            choices.append(Choice(options * kept, is_right))
    return choices


def fit_descent(lessons: Sequence[Lesson], without: frozenset[str] = frozenset()) -> Vector:
    """The weights for edges, then those for roots."""
    wanted = (*_signs(EDGE_FEATURES, signs.EDGE), *_signs(ROOT_FEATURES, signs.ROOT))
    return fit_choices([c for lesson in lessons for c in read_choices(lesson, without)], PENALTY, wanted)


def _signs(names: Sequence[str], wanted: Mapping[str, int]) -> tuple[int, ...]:
    """The signs of features; one for a kind of page has that of the feature itself."""
    return tuple(wanted.get(name.partition(", where it ")[0], 0) for name in names)


def fit_kinship(lessons: Sequence[Lesson], drawn_by: Weights, pack: Pack) -> tuple[Vector, Vector, Vector]:
    """The weights for pairs of documents, for trees that found an origin and for trees and groups, in the trees drawn
    under the weights `drawn_by`."""
    drawn = []
    rows: list[Matrix] = []
    same: list[NDArray[np.bool_]] = []
    for lesson in lessons:
        descent = trace_descent(lesson.design, drawn_by.edge, drawn_by.root)
        trees, origins = _draw_trees(lesson, drawn_by, pack), np.array(lesson.origins)
        drawn.append((lesson, descent, trees))
        pairs = read_pairs(lesson.design, descent.forests.edges)
        for one, two in combinations(trees, 2):
            rows.append(pairs[np.ix_(one, two)].reshape(-1, len(PAIR_FEATURES)))
            same.append((origins[one][:, None] == origins[two][None, :]).reshape(-1))
    pair = fit_logistic(np.vstack(rows), np.concatenate(same), PENALTY, _signs(PAIR_FEATURES, signs.PAIR))
    choices = [
        choice
        for lesson, descent, trees in drawn
        for choice in read_foundings(lesson, measure_kinship(lesson.readings, lesson.design, descent, pair), trees)
    ]
    wanted = (*_signs(FOUNDING_FEATURES, signs.FOUNDING), *_signs(GROUP_FEATURES, signs.GROUP))
    both = fit_choices(choices, TREES_PENALTY, wanted)
    return pair, both[: len(FOUNDING_FEATURES)], both[len(FOUNDING_FEATURES) :]


def read_foundings(lesson: Lesson, kinship: Kinship, trees: Sequence[Sequence[int]]) -> list[Choice]:
    """Each tree's choice between an origin of its own and the groups of those before it, which are put together as they
    are in truth."""
    choices = []
    groups: dict[int, list[int]] = {}
    for number in order_trees(trees):
        tree = trees[number]
        origin = Counter(lesson.origins[n] for n in tree).most_common(1)[0][0]
        if groups:
            others = [read_clan(kinship, documents) for documents in groups.values()]
            right = np.array([origin not in groups, *(origin == other for other in groups)])
            choices.append(Choice(read_options(kinship, read_clan(kinship, tree), others), right))
        groups.setdefault(origin, []).extend(tree)
    return choices


def _draw_trees(lesson: Lesson, weights: Weights, pack: Pack) -> list[list[int]]:
    stemma = build_stemma(lesson.thread, lesson.documents, pack, weights)
    captured = [w.id for w in stemma.witnesses if not w.lost]  # in the order of the readings
    return list(find_trees(stemma.witnesses, stemma.edges, {w: number for number, w in enumerate(captured)}).values())


def fit_channels(lessons: Sequence[Lesson], pack: Pack) -> dict[str, tuple[float, float]]:
    """How often each attribute changes and is misread, counted on true parents where both pages tell it.

    A difference where nothing changed is a misreading of one of the two; an attribute that no cascade changes keeps the
    rates of all together.
    """
    every = (*ATTRIBUTES, "source", "item")
    edges: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for lesson in lessons:
        for child, (parents, fields) in enumerate(zip(lesson.parents, lesson.changed, strict=True)):
            if len(parents) != 1 or fields is None:
                continue
            above, below = lesson.readings[min(parents)], lesson.readings[child]
            found = {
                m.field
                for m in find_mutations(
                    above.principal,
                    below.principal,
                    pack,
                    parent_sources=above.chain,
                    child_sources=below.chain,
                    is_silent=not below.chain,
                )
            }
            edges.update(name for name in every if _tell(name, above.principal, below.principal))
            changed.update(fields)
            # A plan that has become a start, and a denial, are labelled as such alone: the verb's mood goes with them.
            false.update(found - fields - ({"modality"} if fields & {"stage", "polarity"} else set()))
    fields_of = {name: {"rate": "period", "time": "period"}.get(name, name) for name in every}
    told = [name for name in every if changed[fields_of[name]]]
    both = sum(edges[name] for name in told)
    usual = (
        sum(changed[fields_of[name]] for name in told) / max(1, both),
        sum(false[fields_of[name]] for name in told) / max(1, 2 * both),
    )
    rates = {}
    for name, field in fields_of.items():
        change, misread = (changed[field] / edges[name], false[field] / (2 * edges[name])) if name in told else usual
        rates[name] = (round(max(change, 0.002), 4), round(max(misread, 0.002), 4))
    return rates


def _tell(name: str, *claims: Claim) -> bool:
    """Whether all claims have a value of that attribute; what is not one of a claim's own they always have."""
    return name not in ATTRIBUTES or all(ATTRIBUTES[name](claim) is not None for claim in claims)


def fit_weights(lessons: Sequence[Lesson], pack: Pack, without: frozenset[str] = frozenset()) -> Weights:
    """All weights, fitted one after the other; none for the features of edges and roots that are named `without`."""
    both = fit_descent(lessons, without)
    channels = {name: Channel(*rates) for name, rates in fit_channels(lessons, pack).items()}
    none = np.zeros(len(PAIR_FEATURES)), np.zeros(len(FOUNDING_FEATURES)), np.zeros(len(GROUP_FEATURES))
    drawn_by = never_joined(Weights(both[: len(EDGE_FEATURES)], both[len(EDGE_FEATURES) :], *none, channels, ""))
    pair, founding, group = fit_kinship(lessons, drawn_by, pack)
    return replace(drawn_by, pair=pair, founding=founding, group=group)


def never_joined(weights: Weights) -> Weights:
    """The weights under which each tree has an origin of its own."""
    founding = np.zeros(len(FOUNDING_FEATURES))
    founding[0] = 50.0
    return replace(weights, founding=founding, group=np.zeros(len(GROUP_FEATURES)))


def load_lessons(cascades: int, pack: Pack, cache: Path | None, families: Sequence[str] = TRAINED_ON) -> list[Lesson]:
    """The lessons of so many cascades of each family that may be trained on and each setting."""
    return [
        lesson
        for family in families
        for setting in SETTINGS.values()
        for lesson in load_whole_and_few(family, setting, cascades, pack, cache)
    ]


def load_whole_and_few(family: str, setting: Setting, cascades: int, pack: Pack, cache: Path | None) -> list[Lesson]:
    """The lessons of so many cascades of one family and setting, and of each as if few of its reports had been
    captured: most real threads are small."""
    lessons: list[Lesson | None] = []
    for seed in range(FIRST_SEED, FIRST_SEED + cascades):
        whole = spread_story(load_family(family), setting, seed)
        lessons.extend(read_lesson(one, pack, cache) for one in (whole, thin_out(whole, FEW, seed)))
    return [lesson for lesson in lessons if lesson is not None]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cascades", type=int, default=60, help="cascades of each family and setting")
    parser.add_argument("--cache", type=Path, help="where extractions are kept between runs")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    pack = load_pack()
    lessons = load_lessons(arguments.cascades, pack, arguments.cache)
    weights = fit_weights(lessons, pack)
    tables = {
        "channel": {name: (channel.change, channel.misread) for name, channel in weights.channels.items()},
        "edge": _table(EDGE_FEATURES, weights.edge),
        "root": _table(ROOT_FEATURES, weights.root),
        "pair": _table(PAIR_FEATURES, weights.pair),
        "founding": _table(FOUNDING_FEATURES, weights.founding),
        "group": _table(GROUP_FEATURES, weights.group),
    }
    fitted = {"documents": sum(len(one.parents) for one in lessons), "cascades": len(lessons), "families": TRAINED_ON}
    arguments.out.write_text(json.dumps({"fitted_on": fitted, **tables}, indent=1) + "\n")
    print(f"{arguments.out.name}: fitted on {fitted['documents']} reports in {fitted['cascades']} cascades")


def _table(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
