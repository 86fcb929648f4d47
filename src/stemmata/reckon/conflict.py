"""Which claims cannot all be true: all the smallest sets of them, as far as can be searched, and what to set aside.

One infeasible set comes from the solver's proof (Farkas) and is thinned by deletion until each member is needed
(J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA J. Computing
3, 1991). More are found by asking again without what is known, the lightest members left out first (M. H. Liffiton and
A. Malik, "Enumerating infeasibility: finding multiple MUSes quickly", CPAIOR 2013), and then with every other choice of
what to leave out of each group of known sets, as long as there are not too many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from stemmata.reckon.solver import start_solver

# Takes the members that are left out; gives members of a conflict among the rest, or None where there is none.
Oracle = Callable[[frozenset[int]], frozenset[int] | None]

Members = frozenset[int]

_MOST_TRIED = 100  # ways to set one group of conflicts aside
_OTHER = 1e3  # weight enough to choose anything else


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`sets`: each is infeasible, and no longer without any one member. `set_aside`: members without which the rest is
    feasible, of the least weight. `is_complete`: False where the search ended before all was asked."""

    sets: tuple[Members, ...]
    set_aside: Members
    is_complete: bool


def find_conflicts(find_conflict: Oracle, members: Sequence[int], weights: Mapping[int, float], most: int) -> Conflicts:
    """The conflicts among `members`, at most `most` of them, and what to set aside; `weights` are above 0.

    Deterministic: members are tried in the order of weight, the heaviest first to go, so that what remains is weighty
    last; ties by number.
    """
    shrink = _make_shrink(find_conflict, members, weights)
    known: list[Members] = []
    set_aside = _list_conflicts(find_conflict, known, weights, shrink, most)
    if set_aside is None:
        return Conflicts(tuple(known), _make_feasible(find_conflict, known, weights, shrink), False)
    is_complete = _search_beside(find_conflict, known, weights, shrink, most)
    return Conflicts(tuple(known), set_aside, is_complete)


def list_conflicts(
    find_conflict: Oracle, members: Sequence[int], weights: Mapping[int, float], most: int
) -> tuple[Members, ...]:
    """Some conflicts, at most `most` of them, that do not hide behind one another; quicker than `find_conflicts`."""
    known: list[Members] = []
    _list_conflicts(find_conflict, known, weights, _make_shrink(find_conflict, members, weights), most)
    return tuple(known)


def _make_shrink(
    find_conflict: Oracle, members: Sequence[int], weights: Mapping[int, float]
) -> Callable[[Members], Members]:
    order, everyone = sorted(members, key=lambda m: (weights[m], m)), frozenset(members)
    return lambda conflict: _shrink(find_conflict, conflict, order, everyone)


def _list_conflicts(
    find_conflict: Oracle,
    known: list[Members],
    weights: Mapping[int, float],
    shrink: Callable[[Members], Members],
    most: int,
) -> Members | None:
    """Add to `known` until the rest is feasible without what is returned; None where there were too many before."""
    set_aside: Members = frozenset()
    while (conflict := find_conflict(set_aside)) is not None:
        known.append(shrink(conflict))
        if len(known) >= most:
            return None
        set_aside = hit_all(known, weights)
    return set_aside


def _shrink(find_conflict: Oracle, conflict: Members, order: Sequence[int], everyone: Members) -> Members:
    """A conflict of which every member is needed; the lighter ones go first."""
    # A proof leaves out what is too small to tell from nothing; where that was needed after all, begin with everything.
    kept = set(conflict) if find_conflict(everyone - conflict) is not None else set(everyone)
    for member in order:
        if member not in kept:
            continue
        smaller = find_conflict(everyone - (kept - {member}))
        if smaller is not None:
            kept = set(smaller)
    return frozenset(kept)


def _make_feasible(
    find_conflict: Oracle, known: list[Members], weights: Mapping[int, float], shrink: Callable[[Members], Members]
) -> Members:
    """What to set aside where there are too many conflicts to list: from each further one its lightest member goes."""
    aside = set(hit_all(known, weights))
    while (conflict := find_conflict(frozenset(aside))) is not None:
        aside.add(min(shrink(conflict), key=lambda m: (weights[m], m)))
    return frozenset(aside)


def _search_beside(
    find_conflict: Oracle,
    known: list[Members],
    weights: Mapping[int, float],
    shrink: Callable[[Members], Members],
    most: int,
) -> bool:
    """Find conflicts that share members with known ones, and are hidden when those are set aside: every way to set a
    group of known sets aside is tried, the lightest first, until none is left."""
    done: set[frozenset[Members]] = set()
    is_complete = True
    while group := next((g for g in map(frozenset, _groups(known)) if g not in done), None):
        others = [conflict for conflict in known if conflict not in group]
        # What is set aside of other groups may hide a conflict, too, so a second choice is tried where there is one.
        rest = hit_all(others, weights)
        rests = dict.fromkeys((rest, hit_all(others, {m: weights[m] + _OTHER * (m in rest) for m in weights})))
        tried: list[Members] = []
        found: Members | None = None
        while found is None and (aside := _hit_group(sorted(group, key=sorted), weights, tried)) is not None:
            if len(tried) >= _MOST_TRIED:
                is_complete = False
                break
            conflict = next((c for r in rests if (c := find_conflict(aside | r)) is not None), None)
            if conflict is None:
                tried.append(aside)
            else:
                found = shrink(conflict)
        if found is None or found in known:
            done.add(group)
            continue
        known.append(found)
        if len(known) >= most:
            return False
    return is_complete


def hit_all(sets: Sequence[Members], weights: Mapping[int, float]) -> Members:
    """The lightest members that meet every one of `sets`, ties by number; each group of sets by itself."""
    chosen: set[int] = set()
    for group in _groups(sets):
        chosen |= _hit_group(group, weights) or frozenset()
    return frozenset(chosen)


def _groups(sets: Sequence[Members]) -> Iterator[list[Members]]:
    """The sets, those together that share members, if only through others."""
    home: dict[int, int] = {}
    groups: dict[int, list[Members]] = {}
    for number, conflict in enumerate(sets):
        met = sorted({home[m] for m in conflict if m in home})
        joined = [conflict]
        for other in met:
            joined = [*groups.pop(other), *joined]
        groups[number] = joined
        for one in joined:
            home.update(dict.fromkeys(one, number))
    for number in sorted(groups):
        yield groups[number]


def _hit_group(sets: Sequence[Members], weights: Mapping[int, float], tried: Sequence[Members] = ()) -> Members | None:
    """The lightest members that meet every one of `sets` and hold none of what was `tried`; None if there are none."""
    members = sorted({m for conflict in sets for m in conflict}, key=lambda m: (weights[m], m))
    if len(sets) == 1:
        return next((frozenset({m}) for m in members if frozenset({m}) not in tried), None)
    place = {member: column for column, member in enumerate(members)}
    rows = [*sets, *tried]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(members), len(rows)
    # Of equally light choices the earlier members win.
    model.col_cost_ = np.array([weights[m] + 1e-6 * n for n, m in enumerate(members)])
    model.col_lower_, model.col_upper_ = np.zeros(len(members)), np.ones(len(members))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(members)
    model.row_lower_ = np.array([1.0] * len(sets) + [0.0] * len(tried))
    model.row_upper_ = np.array([highspy.kHighsInf] * len(sets) + [len(row) - 1.0 for row in tried])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int32)
    model.a_matrix_.index_ = np.array([place[m] for row in rows for m in sorted(row)], dtype=np.int32)
    model.a_matrix_.value_ = np.ones(sum(len(row) for row in rows))
    highs = start_solver(mip_rel_gap=0.0)
    highs.passModel(model)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution().col_value
    return frozenset(member for member in members if solution[place[member]] > 0.5)
