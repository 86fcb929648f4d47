"""How many independent origins a thread's asserting witnesses have, as an interval that nine in ten hold the truth.

The roots of the best forest are joined where what they share says that they go back to one source that nobody
captured. The interval is that of the exact distribution over all forests, each root counting for the probability
that no other goes back to its source. Two named sources are never one; two unnamed ones may be the same people however
they are worded, and are never one for how they are worded. A report whose relays give contradicting words for the
people behind it may stand for more than one group.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.claim.anonymity import read_anonymity
from stemmata.model import Anonymity, Edge, Origins, Source, SourceKind, Witness
from stemmata.packs import Pack
from stemmata.trace.forest import count_roots
from stemmata.trace.founding import chance_of_founding, group_trees, read_options
from stemmata.trace.holding import Holdings

_NAMED = frozenset({SourceKind.NAMED, SourceKind.DOCUMENT})
# Of the distribution on either side of the interval. The distribution is too wide, as doubts about single roots are not
# independent of one another: with this much cut off, nine in ten intervals still hold the truth on the families that
# the weights were fitted on, each by the weights of the others.
_TAIL = 0.25
# Two groups of unnamed people are the same, or are not, with at least this probability, whatever speaks against it.
_UNKNOWN_PEOPLE = 0.3
# A page that names nobody and has it from no page here, or that says that people told it, went to a source of its own
# with at least this probability: no simulation tells how often real ones do, so the interval is kept the wider.
_OWN_SOURCE = 0.3


@dataclass(frozen=True, slots=True)
class Kinship:
    """What tells roots of one origin: `pairs` the log odds of each two documents, `facts` and `runs` what they hold,
    `founding` what tells of each that it has a source of its own, `weights` those for trees.

    `numbers` gives a witness's row; rows are in order of time. `ancestors` is that of the posterior over forests.
    `same_number[i, j]`: both print one number; `silent[i]`: it names nobody.
    """

    numbers: Mapping[str, int]
    pairs: NDArray[np.float64]
    facts: Holdings
    runs: Holdings
    founding: NDArray[np.float64]
    weights: NDArray[np.float64]
    ancestors: NDArray[np.float64]
    same_number: NDArray[np.bool_]
    silent: NDArray[np.bool_]


def count_origins(
    witnesses: Sequence[Witness],
    edges: Sequence[Edge],
    worded: Mapping[str, Sequence[Source]],
    languages: Mapping[str, str],
    own: Collection[str],
    pack: Pack,
    kinship: Kinship,
) -> Origins:
    """Origins of the witnesses that assert. `worded` gives, per witness, its unnamed sources; `languages` that of its
    page; `own` are those that have it from people of their own, by their own words."""
    parents = {edge.child: edge.parent for edge in edges}
    by_id = {witness.id: witness for witness in witnesses}
    asserting = _asserting(witnesses)
    trees = find_trees(witnesses, edges, kinship.numbers)
    roots, members = list(trees), list(trees.values())
    named = np.array([by_id[r].lost and by_id[r].kind in _NAMED for r in roots])
    veiled = np.array([_is_veiled(by_id[r]) for r in roots])
    apart = named[:, None] & named[None, :] & ~np.eye(len(roots), dtype=bool)
    groups = group_trees(kinship.pairs, kinship.facts, kinship.runs, kinship.founding, kinship.weights, members, apart)
    numbers = {kinship.numbers[w.id] for w in asserting}
    reporting = {kinship.numbers[w.id] for w in asserting if w.id in own}
    new = _chances_of_new(members, groups, veiled, numbers, parents, reporting, kinship)
    low, high = _interval(count_roots(kinship.ancestors, new))
    extra = {r: _contradicting_groups(r, parents, worded, languages, pack) for r in roots}
    best = len(groups)
    low = min(best, max(low, sum(bool(named[list(g)].any()) for g in groups), 1))
    captured = {w.id for w in asserting}
    mixed = [w for w in asserting if w.id in own and parents.get(w.id) in captured]
    high = max(best, min(high, len(asserting))) + sum(max(0, len(words) - 1) for words in extra.values())
    high = max(high, min(best + bool(mixed), len(asserting)))
    joined = tuple(tuple(roots[n] for n in group) for group in groups)
    reasons = _reasons(by_id, [r for r in roots if _is_veiled(by_id[r])], joined, extra, mixed)
    return Origins(low, high, best, tuple(roots), reasons, joined)


def _asserting(witnesses: Sequence[Witness]) -> list[Witness]:
    captured = [w for w in witnesses if not w.lost]
    return [w for w in captured if not w.denies] or captured


def find_trees(witnesses: Sequence[Witness], edges: Sequence[Edge], numbers: Mapping[str, int]) -> dict[str, list[int]]:
    """The documents of each tree, by the witness at its root in sorted order; those that deny are left out."""
    parents = {edge.child: edge.parent for edge in edges}
    trees: dict[str, list[int]] = {}
    for witness in _asserting(witnesses):
        trees.setdefault(_root(witness.id, parents), []).append(numbers[witness.id])
    return {root: sorted(trees[root]) for root in sorted(trees)}


def _is_veiled(witness: Witness) -> bool:
    return witness.lost and witness.kind is SourceKind.ANONYMOUS


def _root(witness: str, parents: Mapping[str, str]) -> str:
    while witness in parents:
        witness = parents[witness]
    return witness


def _chances_of_new(
    members: Sequence[Sequence[int]],
    groups: Sequence[Sequence[int]],
    veiled: NDArray[np.bool_],
    asserting: set[int],
    parents: Mapping[str, str],
    reporting: set[int],
    kinship: Kinship,
) -> NDArray[np.float64]:
    """For each document the probability that, if it is a root, none before it goes back to its source."""
    tree_of = {number: tree for tree, documents in enumerate(members) for number in documents}
    group_of = {tree: position for position, group in enumerate(groups) for tree in group}
    below, tops = _lines(parents, kinship.numbers)
    first = {tree: min(tops.intersection(documents), default=-1) for tree, documents in enumerate(members)}
    new = np.zeros(len(kinship.pairs))
    for number in sorted(asserting):
        tree = tree_of[number]
        if number in tops and number != first[tree]:
            continue  # the source that it cites is that of an earlier page
        earlier: dict[int, list[int]] = {}
        for other in sorted(asserting - below[number]):
            if other < number:
                earlier.setdefault(group_of[tree_of[other]], []).append(other)
        own = sorted(below[number] & asserting)
        options = read_options(
            kinship.pairs, kinship.facts, kinship.runs, kinship.founding, own, list(earlier.values())
        )
        chance = 1.0 - chance_of_founding(options, kinship.weights)
        if kinship.silent[number] or number in reporting:
            chance = min(chance, 1.0 - _OWN_SOURCE)
        if number in tops and veiled[tree]:
            others = [o for t in map(int, np.flatnonzero(veiled)) if t != tree for o in members[t] if o < number]
            if any(kinship.same_number[o, number] for o in others):
                chance = min(max(chance, _UNKNOWN_PEOPLE), 1 - _UNKNOWN_PEOPLE)
        new[number] = 1.0 - chance
    return new


def _lines(parents: Mapping[str, str], numbers: Mapping[str, int]) -> tuple[dict[int, set[int]], set[int]]:
    """For each document it and all that descend from it, and those that descend from no document."""
    below = {number: {number} for number in numbers.values()}
    tops = set()
    for witness, number in numbers.items():
        here = witness
        has_captured = False
        while here in parents:
            here = parents[here]
            if here in numbers:
                below[numbers[here]].add(number)
                has_captured = True
        if not has_captured:
            tops.add(number)
    return below, tops


def _interval(chances: NDArray[np.float64]) -> tuple[int, int]:
    """The lowest and highest count that leave at most the tail on either side."""
    cumulated = np.cumsum(chances)
    low = int(np.searchsorted(cumulated, _TAIL, side="right"))
    high = int(np.searchsorted(cumulated, 1.0 - _TAIL, side="left"))
    return low, max(low, min(high, len(chances) - 1))


def _contradicting_groups(
    root: str,
    parents: Mapping[str, str],
    worded: Mapping[str, Sequence[Source]],
    languages: Mapping[str, str],
    pack: Pack,
) -> tuple[str, ...]:
    """The words, one wording a group, by which those who hang from `root` tell groups of people apart."""
    seen: dict[Anonymity, str] = {}
    for witness in sorted(worded):
        if _root(witness, parents) != root:
            continue
        for source in worded[witness]:
            if source.kind is not SourceKind.ANONYMOUS or source.descriptor is None:
                continue
            anonymity = read_anonymity(source.descriptor, pack, languages[witness])
            if anonymity.side and all(anonymity.contradicts(other) for other in seen):
                seen[anonymity] = " ".join(source.descriptor.split())
    return tuple(seen.values())


def _reasons(
    by_id: Mapping[str, Witness],
    veiled: Sequence[str],
    joined: Sequence[Sequence[str]],
    extra: Mapping[str, tuple[str, ...]],
    mixed: Sequence[Witness],
) -> tuple[str, ...]:
    reasons = []
    if len(veiled) > 1:
        names = ", ".join(f"“{by_id[r].name}”" for r in veiled)
        reasons.append(f"These unnamed sources may or may not be the same people: {names}")
    silent = [r for group in joined for r in group if not by_id[r].lost]
    if silent:
        names = ", ".join(by_id[r].name for r in silent)
        reasons.append(f"A page that names no source may be an origin of its own or rest on another: {names}")
    for group in joined:
        if len(group) > 1:
            names = ", ".join(by_id[r].name for r in group)
            reasons.append(f"What these tell is so much alike that they most likely go back to one source: {names}")
    if mixed:
        names = ", ".join(w.name for w in mixed)
        reasons.append(f"Hangs from another page and names people of its own: perhaps an origin of its own: {names}")
    for root in sorted(r for r, words in extra.items() if len(words) > 1):
        words = " against ".join(f"“{w}”" for w in extra[root])
        reasons.append(f"Those who relay it contradict each other on who is behind it: {words}")
    return tuple(reasons)
