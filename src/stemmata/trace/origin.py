"""How many independent origins a thread's asserting witnesses have, as an interval that nine in ten hold the truth.

The roots of the best forest are joined where what they share says that they go back to one source that nobody
captured. How likely each number is follows from all the likely ways to part the trees, and from the exact distribution
over all forests for pages that may hang from none though they are drawn below another. Two named sources are never
one; two unnamed ones may be the same people however they are worded, and are never one for how they are worded.
A report whose relays give contradicting words for the people behind it may stand for more than one group.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemmata.claim.anonymity import read_anonymity
from stemmata.model import Anonymity, Edge, Origins, Source, SourceKind, Witness
from stemmata.packs import Pack
from stemmata.trace.clan import read_clan
from stemmata.trace.forest import count_roots
from stemmata.trace.founding import Group, Parting, part_trees, read_options, weigh_shared
from stemmata.trace.kinship import Kinship

Vector = NDArray[np.float64]

_NAMED = frozenset({SourceKind.NAMED, SourceKind.DOCUMENT})
# Of the distribution, what the interval comes nearest to, by the number of reports: of a few the chances say too much,
# of many too little. With so much nine in ten intervals hold the truth, whatever the number of reports, on families
# drawn by the weights of the others. An interval always has the likeliest number, which alone is right nearly as often.
_FEW, _MANY = 6, 16
_HELD_OF_FEW, _HELD_OF_MANY = 0.85, 0.65
_SELDOM = 0.02  # the probability that a page hangs from none, below which it is not asked where else it belongs


def count_origins(
    witnesses: Sequence[Witness],
    edges: Sequence[Edge],
    worded: Mapping[str, Sequence[Source]],
    languages: Mapping[str, str],
    own: Collection[str],
    pack: Pack,
    kinship: Kinship,
    weights: Vector,
) -> Origins:
    """Origins of the witnesses that assert; the captured ones come first, in the order of `kinship`.

    `worded` gives, per witness, its unnamed sources; `languages` that of its page; `own` are those that have it from
    people of their own, by their own words. `weights` are those for trees.
    """
    parents = {edge.child: edge.parent for edge in edges}
    by_id = {witness.id: witness for witness in witnesses}
    numbers = {w.id: number for number, w in enumerate(w for w in witnesses if not w.lost)}
    asserting = _asserting(witnesses)
    trees = find_trees(witnesses, edges, numbers)
    roots, members = list(trees), list(trees.values())
    named = np.array([by_id[r].lost and by_id[r].kind in _NAMED for r in roots], dtype=bool)
    apart = named[:, None] & named[None, :] & ~np.eye(len(roots), dtype=bool)
    partings = part_trees(kinship, weights, members, apart)
    groups = partings[0].groups
    best = len(groups)
    hidden = _count_hidden(members, groups, [numbers[w.id] for w in asserting], parents, numbers, kinship, weights)
    low, high = find_interval(np.convolve(_count_groups(partings), hidden), best, _share_held(len(asserting)))
    extra = {r: _contradicting_groups(r, parents, worded, languages, pack) for r in roots}
    low = min(best, max(low, sum(bool(named[list(g)].any()) for g in groups), 1))
    captured = {w.id for w in asserting}
    mixed = [w for w in asserting if w.id in own and parents.get(w.id) in captured]
    high = max(best, min(high, len(asserting))) + sum(max(0, len(words) - 1) for words in extra.values())
    veiled = [_is_veiled(by_id[r]) for r in roots]
    high = max(high, min(best + (bool(mixed) or _has_strays(veiled, members, groups, kinship)), len(asserting)))
    if _may_be_alike(veiled, members, groups, kinship):
        low = min(low, best - 1)
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


def _has_strays(
    veiled: Sequence[bool], members: Sequence[Sequence[int]], groups: Sequence[Group], kinship: Kinship
) -> bool:
    """Whether a tree is joined to others by nothing but the claim, though it may have a source of its own: no
    simulation tells how often real pages have."""
    strays = [sum(_may_ask_itself(kinship, members[tree], veiled[tree]) for tree in group) for group in groups]
    return any(len(group) > 1 and count for count, group in zip(strays, groups, strict=True))


def _may_be_alike(
    veiled: Sequence[bool], members: Sequence[Sequence[int]], groups: Sequence[Group], kinship: Kinship
) -> bool:
    """Whether two groups have unnamed people behind them who give one number: that two papers ask the same officials
    is nothing that a simulation knows of, whatever their pages tell besides."""
    for place, group in enumerate(groups):
        mine = [d for tree in group if veiled[tree] for d in members[tree]]
        others = [d for one in groups[:place] for tree in one if veiled[tree] for d in members[tree]]
        if kinship.same_number[np.ix_(mine, others)].any():
            return True
    return False


def _may_ask_itself(kinship: Kinship, documents: Sequence[int], is_veiled: bool) -> bool:
    """Whether nothing but the claim ties the documents of a tree to others, and they name nobody, say that people told
    them, or have unnamed people at their root."""
    rows = list(documents)
    if not (is_veiled or kinship.silent[rows].all() or kinship.reports[rows].any()):
        return False
    return weigh_shared(kinship, read_clan(kinship, rows)) == 0.0


def _count_groups(partings: Sequence[Parting]) -> Vector:
    """The probability of each number of groups, from 0."""
    chances = np.zeros(1 + max(len(parting.groups) for parting in partings))
    for parting in partings:
        chances[len(parting.groups)] += parting.probability
    return chances


def _count_hidden(
    members: Sequence[Sequence[int]],
    groups: Sequence[Group],
    asserting: Sequence[int],
    parents: Mapping[str, str],
    numbers: Mapping[str, int],
    kinship: Kinship,
    weights: Vector,
) -> Vector:
    """The probability of each number of origins, from 0, whose first page is drawn below another though it hangs from
    none."""
    group_of = {tree: place for place, group in enumerate(groups) for tree in group}
    place_of = {document: group_of[tree] for tree, documents in enumerate(members) for document in documents}
    below = _find_below(parents, numbers)
    new = np.zeros(len(kinship.pairs))
    for number in asserting:
        if kinship.tops[number] or kinship.ancestors[number, number] < _SELDOM:
            continue
        rest: dict[int, list[int]] = {}
        for other in asserting:
            if other not in below[number]:
                rest.setdefault(place_of[other], []).append(other)
        own = read_clan(kinship, below[number].intersection(asserting))
        scores = read_options(kinship, own, [read_clan(kinship, documents) for documents in rest.values()]) @ weights
        new[number] = 1.0 / np.exp(scores - scores[0]).sum()
    return count_roots(kinship.ancestors, new) if new.any() else np.ones(1)


def _find_below(parents: Mapping[str, str], numbers: Mapping[str, int]) -> dict[int, set[int]]:
    """For each document it and all that descend from it."""
    below = {number: {number} for number in numbers.values()}
    for witness, number in numbers.items():
        here = witness
        while here in parents:
            here = parents[here]
            if here in numbers:
                below[numbers[here]].add(number)
    return below


def _share_held(reports: int) -> float:
    """How much of the distribution the interval is to have."""
    return float(np.interp(np.log(max(1, reports)), np.log([_FEW, _MANY]), [_HELD_OF_FEW, _HELD_OF_MANY]))


def find_interval(chances: Vector, best: int, share: float) -> tuple[int, int]:
    """The counts around `best` whose probability is nearest to the `share` which the interval is to have.

    Each step takes in the likelier neighbour. Counts are few, so an interval that has at least so much would hold the
    truth more often (G. Berry and P. Armitage, "Mid-P confidence intervals: a brief review", 1995).
    """
    low = high = best
    held = float(chances[best])
    while low > 0 or high + 1 < len(chances):
        under = float(chances[low - 1]) if low > 0 else -1.0
        over = float(chances[high + 1]) if high + 1 < len(chances) else -1.0
        wider = held + max(under, over)
        if abs(wider - share) >= abs(held - share):
            break
        low, high = (low - 1, high) if under >= over else (low, high + 1)
        held = wider
    return low, high


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
