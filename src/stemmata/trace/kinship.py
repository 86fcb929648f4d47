"""What tells whether the documents of a thread go back to one origin though they hang from nothing in common.

What two documents share beyond the phrases of all tells of it: the same odd number, the same names, one lost report
that both mention. Wording for unnamed people is no part of it: two papers' "officials" are never one group for being
called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.model import SourceKind
from stemmata.trace.aside import Counted, read_asides
from stemmata.trace.branching import ROOT
from stemmata.trace.descent import Descent
from stemmata.trace.feature import EDGE_FEATURES, Design
from stemmata.trace.holding import Holdings
from stemmata.trace.moment import chance_before
from stemmata.trace.reading import Reading

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Flags = NDArray[np.float64]

PAIR_FEATURES = (
    "any two documents",
    "same number",
    "other number",
    "same readings",
    "other readings",
    "share of names and numbers, the larger",
    "share of names and numbers, the smaller",
    "rare names and numbers",
    "runs of three words",
    "same lost source",
    "same lost source as nearest",
    "both name people of their own",
    "one names itself",
    "both name themselves",
    "hours apart",
    "chance that one has it from the other",
    "both name nobody",
    "one names the other",
    "new names and numbers",
)
_NAMED = frozenset({SourceKind.NAMED, SourceKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Kinship:
    """What tells whether the documents of a thread go back to one origin, in order of time.

    `pairs` are the log odds of each two, `posterior[i, j]` the probability that i is the parent of j, `ancestors` that
    of the forests, `before[i, j]` that i came out before j. `runs`, `facts`, `asides` and `counted` are what they hold.
    Flags of documents: `tops` hang from no captured one, `silent` name nobody, `reports` tell what people told them,
    `lost` have it from a report that was not captured, `named` and `unnamed` have a body or a person, or people without
    a name, anywhere in their chain. `same_number[i, j]`: both print one number.
    """

    pairs: Matrix
    posterior: Matrix
    ancestors: Matrix
    before: Matrix
    runs: Holdings
    facts: Holdings
    asides: Holdings
    counted: tuple[Counted, ...]
    tops: NDArray[np.bool_]
    silent: NDArray[np.bool_]
    reports: NDArray[np.bool_]
    lost: NDArray[np.bool_]
    named: NDArray[np.bool_]
    unnamed: NDArray[np.bool_]
    same_number: NDArray[np.bool_]


def measure_kinship(readings: Sequence[Reading], design: Design, descent: Descent, pair: Vector) -> Kinship:
    """The kinship of a thread's documents; `pair` are the weights of two documents."""
    quantities = [reading.principal.quantity for reading in readings]
    values = [(q.low or q.high, q.unit) if q else None for q in quantities]
    same = np.array([[one is not None and one == two for two in values] for one in values], dtype=bool)
    cites, asides = design.citations, read_asides(readings, design.words)
    kinds = [[source.kind for source in reading.chain] for reading in readings]
    return Kinship(
        pairs=read_pairs(design, descent.forests.edges) @ pair,
        posterior=descent.forests.edges,
        ancestors=descent.forests.ancestors,
        before=chance_before([reading.document.published for reading in readings]),
        runs=design.runs,
        facts=design.facts,
        asides=asides.facts,
        counted=asides.counted,
        tops=np.array([parent == ROOT for parent in descent.parents], dtype=bool),
        silent=cites.silent > 0,
        reports=(cites.itself * cites.people) > 0,
        lost=cites.lost > 0,
        named=np.array([bool(_NAMED.intersection(one)) for one in kinds], dtype=bool),
        unnamed=np.array([SourceKind.ANONYMOUS in one for one in kinds], dtype=bool),
        same_number=same.reshape(len(values), len(values)),
    )


def read_pairs(design: Design, posterior: Matrix) -> Matrix:
    """The features of all pairs of documents, n × n × features, the same both ways.

    `posterior[i, j]` is the probability that i is the parent of j.
    """
    named = dict(zip(EDGE_FEATURES, np.moveaxis(design.edges, -1, 0), strict=True))
    cites, overlap = design.citations, design.overlap
    size = len(posterior)
    own, itself, silent = cites.people, cites.itself, cites.silent
    either = np.maximum(itself[:, None], itself[None, :])
    forth, back = overlap.facts, overlap.facts.T
    linked = posterior + posterior.T
    names = cites.nearest + cites.further + cites.mentioned
    columns = [
        np.ones((size, size)),
        np.maximum(named["same number"], named["same number"].T),
        named["other number"],
        np.maximum(named["same readings"], named["same readings"].T),
        named["other readings"],
        np.maximum(forth, back),
        np.minimum(forth, back),
        np.log1p(overlap.rare),
        np.sqrt(np.maximum(overlap.runs, overlap.runs.T)),
        cites.shared,
        cites.shared_nearest,
        own[:, None] * own[None, :],
        either - itself[:, None] * itself[None, :],
        itself[:, None] * itself[None, :],
        np.maximum(named["hours between"], named["hours between"].T),
        np.log1p(100.0 * linked),
        silent[:, None] * silent[None, :],
        np.maximum(names, names.T),
        overlap.new_facts[:, None] + overlap.new_facts[None, :],
    ]
    return np.stack(columns, axis=-1)
