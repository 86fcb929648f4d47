"""What speaks for and against one document having it from another, or from nobody here, in numbers.

The order of the names is that of the numbers; the model in `descent.json` holds one weight for each. How much a feature
says hangs on what the page is: one that names nobody is known by its words, one of two lines by little of anything. So
the features that compare a page with others stand once for all pages and once more for each such kind of page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.model import Claim
from stemmata.packs import Pack
from stemmata.trace.attribute import ATTRIBUTES
from stemmata.trace.citation import Citations, read_citations
from stemmata.trace.heritage import read_heritage
from stemmata.trace.holding import Holdings
from stemmata.trace.moment import chance_before, hours_between
from stemmata.trace.reading import Reading
from stemmata.trace.slip import Pair
from stemmata.trace.wordprint import Overlap, Words, compare_words, read_words

Matrix = NDArray[np.float64]

_COMPARED = (
    "names it as nearest",
    "names it further back",
    "names its outlet",
    "names the same lost source",
    "names the same lost source as nearest",
    "names another captured page",
    "names the same captured page",
    "has another named source",
    "runs of three words",
    "runs of six words",
    "words in a row",
    "names and numbers",
    "names and numbers of the parent",
    "rare names and numbers",
    "quotations",
    "same number",
    "other number",
    "same readings",
    "other readings",
    "chance of being earlier",
    "hours between",
    "named by others",
    "reports itself",
    "names nobody",
    "fewer runs than the best",
    "fewer names and numbers than the best",
    "less rare than the best",
    "other readings than the best",
    "names and numbers that it lacks",
    "names and numbers that few have",
    "lacks no name or number",
    "share of its names and numbers",
    "weight of shared names and numbers",
    "names and numbers that others have otherwise",
    "slips of its names and numbers",
    "names and numbers that it has otherwise",
    "has it from a lost report",
    "names nobody, has it from a lost report",
    "names nobody, weight of shared names and numbers",
)
_OF_ROOTS = (
    "is a root",
    "possible parents",
    "names a lost report",
    "names people",
    "names nobody",
    "names itself",
    "names a captured page",
    "new names and numbers",
    "most runs",
    "most words in a row",
    "most names and numbers",
    "most rare names and numbers",
    "chance of being first",
    "same number as an earlier one",
    "lost report that others name",
    "names and numbers that no one page explains",
    "pages like it name a lost report",
    "names nobody, pages like it name a lost report",
    "names nobody, as pages like it do",
)
_KINDS = ("names nobody", "names people", "names a lost report", "tells little")  # of a page that may have a parent
_BY_KIND = (
    "runs of three words",
    "names and numbers of the parent",
    "names and numbers",
    "same number",
    "same readings",
    "fewer runs than the best",
    "fewer names and numbers than the best",
    "less rare than the best",
    "other readings than the best",
    "hours between",
    "named by others",
    "reports itself",
    "names and numbers that it lacks",
    "names and numbers that few have",
    "lacks no name or number",
)
_ROOT_BY_KIND = (
    "is a root",
    "most runs",
    "most names and numbers",
    "most rare names and numbers",
    "new names and numbers",
    "possible parents",
    "same number as an earlier one",
)
EDGE_FEATURES = (*_COMPARED, *(f"{name}, where it {kind}" for kind in _KINDS for name in _BY_KIND))
ROOT_FEATURES = (*_OF_ROOTS, *(f"{name}, where it {kind}" for kind in _KINDS for name in _ROOT_BY_KIND))
_FEW = 0.5  # of a thread's documents: what more of them hold tells little of who had it from whom
_FEW_ALIKE = 0.3  # of a page, added where pages like one are counted: a line that shares one name with it is not many
_TELLING = 4  # names and numbers: of fewer it says nothing that another page has them all
_LEAST_CHANCE = 0.02  # a page that is later for all but one hour in fifty is not taken for a parent


@dataclass(frozen=True, slots=True)
class Design:
    """Features of n documents: `edges` is n × n × features for i as the parent of j, `roots` n × features.

    `possible[i, j]`: i may have come out before j, and does not deny what j says or say what j denies, unless j names
    it. `facts` and `runs` are what the documents hold of names and numbers and of runs of three words, `slips` which
    names and numbers are slips of one another.
    """

    edges: Matrix
    roots: Matrix
    possible: NDArray[np.bool_]
    words: tuple[Words, ...]
    citations: Citations
    overlap: Overlap
    facts: Holdings
    runs: Holdings
    slips: frozenset[Pair]


def read_features(readings: Sequence[Reading], pack: Pack) -> Design:
    """The features of all pairs of a thread's documents."""
    words = tuple(read_words(r.document.text) for r in readings)
    stamps = [r.document.published for r in readings]
    before, hours = chance_before(stamps), hours_between(stamps)
    citations = read_citations(readings, words, pack)
    denies = np.array([r.denies for r in readings], dtype=bool)
    alike = (denies[:, None] == denies[None, :]) | (citations.nearest > 0)
    possible = (before > _LEAST_CHANCE) & alike
    overlap, facts, runs = compare_words(words, [r.document.language for r in readings])
    same_number, other_number = _compare(readings, (ATTRIBUTES["number"],))
    same, other = _compare(readings, [read for field, read in ATTRIBUTES.items() if field != "number"])
    cited = np.log1p(citations.nearest.sum(axis=1))
    rare = np.log1p(overlap.rare)
    lacking = facts.count_lacking()
    told = np.array([len(w.facts) for w in words], dtype=np.float64)
    common = facts.count_common()
    is_one_language = len({r.document.language for r in readings}) < 2
    held = [w.facts if is_one_language else frozenset(w.keys) for w in words]
    heritage = read_heritage(held, [r.document.text for r in readings], possible)
    alike = np.square(common / np.maximum(told, 1.0)[None, :])  # [i, j]: how like i is to j, by the share of j's
    columns = [
        citations.nearest,
        citations.further,
        citations.mentioned,
        citations.shared,
        citations.shared_nearest,
        np.maximum(0.0, citations.captured[None, :] - citations.nearest - citations.further),
        _both_name(citations.nearest),
        citations.other_body,
        overlap.runs,
        overlap.long_runs,
        np.log1p(overlap.row),
        overlap.facts,
        overlap.facts_back,
        rare,
        np.log1p(overlap.quotes),
        same_number,
        other_number,
        same,
        other,
        np.log(np.maximum(before, _LEAST_CHANCE)),
        np.log1p(np.maximum(hours, 0.0)),
        np.broadcast_to(cited[:, None], before.shape),
        np.broadcast_to((citations.itself * citations.people)[:, None], before.shape),
        np.broadcast_to(citations.silent[:, None], before.shape),
        _below_best(np.sqrt(overlap.runs), possible),
        _below_best(overlap.facts, possible),
        _below_best(rare, possible),
        -_below_best(-other - other_number, possible),
        np.log1p(lacking),
        np.log1p(facts.count_common(most=_FEW)),
        ((lacking < 0.5) & (told >= _TELLING)[None, :]).astype(np.float64),
        np.log1p(common) - np.log1p(told)[None, :],
        overlap.rare,
        np.log1p(heritage.inherited),
        np.log1p(heritage.slips),
        np.log1p(heritage.otherwise),
        np.broadcast_to(citations.lost[:, None], before.shape),
        citations.lost[:, None] * citations.silent[None, :],
        overlap.rare * citations.silent[None, :],
    ]
    roots = [
        np.ones(len(readings)),
        np.log1p(possible.sum(axis=0)),
        citations.lost,
        citations.people,
        citations.silent,
        citations.itself,
        citations.captured,
        overlap.new_facts,
        _best(np.sqrt(overlap.runs), possible),
        _best(np.log1p(overlap.row), possible),
        _best(overlap.facts, possible),
        _best(rare, possible),
        _log_first(before),
        _best((same_number > 0).astype(np.float64), possible),
        citations.lost * _best(citations.shared_nearest, possible),
        np.log1p(heritage.unexplained),
        _share_of(citations.lost, alike),
        _share_of(citations.lost, alike) * citations.silent,
        _share_of(citations.silent, alike) * citations.silent,
    ]
    little = 1.0 / (1.0 + np.maximum(told, _TELLING))  # less than any that the weights were fitted on says no more
    kinds = (citations.silent, citations.people, citations.lost, little)
    return Design(
        _by_kind(columns, kinds, _COMPARED, _BY_KIND),
        _by_kind(roots, kinds, _OF_ROOTS, _ROOT_BY_KIND),
        possible,
        words,
        citations,
        overlap,
        facts,
        runs,
        heritage.pairs,
    )


def _by_kind(columns: Sequence[Matrix], kinds: Sequence[Matrix], names: Sequence[str], split: Sequence[str]) -> Matrix:
    """The features side by side, and those of the names `split` once more for each kind of document, times how much it
    is of that kind."""
    own = dict(zip(names, (np.asarray(c, dtype=np.float64) for c in columns), strict=True))
    return np.stack([*own.values(), *(own[name] * kind for kind in kinds for name in split)], axis=-1)


def _both_name(nearest: Matrix) -> Matrix:
    """1 where two documents name one captured page as where they have it from."""
    common = (nearest.T @ nearest > 0).astype(np.float64)
    np.fill_diagonal(common, 0.0)
    return common


def _best(values: Matrix, possible: NDArray[np.bool_]) -> Matrix:
    """The highest value among the possible parents of each document, 0 where there is none."""
    return np.asarray(np.where(possible, values, -np.inf).max(axis=0, initial=0.0))


def _below_best(values: Matrix, possible: NDArray[np.bool_]) -> Matrix:
    highest = np.where(possible, values, -np.inf).max(axis=0, initial=-np.inf)
    return np.asarray(np.where(possible, values - np.where(np.isfinite(highest), highest, 0.0)[None, :], 0.0))


def _share_of(flags: NDArray[np.float64], alike: Matrix) -> NDArray[np.float64]:
    """For each document, how many of the others that are like it have a flag, weighed by how like it they are."""
    return np.asarray(flags @ alike / (alike.sum(axis=0) + _FEW_ALIKE))


def _log_first(before: Matrix) -> Matrix:
    """The log of the chance that none came out before, bounded."""
    return np.asarray(np.maximum(np.log(np.maximum(1.0 - before, 1e-3)).sum(axis=0), -5.0))


def _compare(
    readings: Sequence[Reading], attributes: Sequence[Callable[[Claim], Hashable | None]]
) -> tuple[Matrix, Matrix]:
    """The weight in bits of the values that two principal claims share, and how many differ, over `attributes`.

    A value that m of n documents give weighs log2((n + 1) / m): a wrong one that two share says more than the right
    one that all do.
    """
    size = len(readings)
    same, other = np.zeros((size, size)), np.zeros((size, size))
    for attribute in attributes:
        values = [attribute(r.principal) for r in readings]
        held = Counter(v for v in values if v is not None)
        codes = {value: number for number, value in enumerate(held)}
        code = np.array([-1 if v is None else codes[v] for v in values])
        weight = np.array([0.0 if v is None else np.log2((size + 1) / held[v]) for v in values])
        known = (code[:, None] >= 0) & (code[None, :] >= 0)
        equal = known & (code[:, None] == code[None, :])
        same += np.where(equal, weight[None, :], 0.0)
        other += known & ~equal
    np.fill_diagonal(same, 0.0)
    return same, other
