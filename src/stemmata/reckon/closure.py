"""The tightest bounds between any two month ends, account by account, pushed along what ties the accounts.

What an account has come to by a day is a point of a simple temporal network: each entry bounds the difference of two
points, and a count that never falls bounds the next. The shortest paths are the tightest bounds, and the entries on
them are those that bind (R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artificial Intelligence 49,
1991); it is what the dual of the linear programme gives, for all months at once. Bounds are then pushed between
tied accounts, month by month, until none moves: always sound, and nearly always as tight as the programme's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stemmata.reckon.component import BEFORE, NEVER, Component, entry_limits, month_ends
from stemmata.reckon.relation import Relation

Matrix = NDArray[np.float64]
Places = NDArray[np.int32]

_STEP = 1e-6  # a bound that moves by less has not moved
_ROUNDS = 12
_BASE = -1  # a bound that is no sum of two others

Spot = tuple[str, int, int]  # an account, and two of the shared points


@dataclass
class Closure:
    """Bounds of one account. `most[i, j]`: the most that it can have come to by point j, less what it had by point i;
    so `-most[j, i]` is the least that it counts from i to j. Point 0 is the beginning, when nothing had been counted.
    """

    most: Matrix
    via: Places
    sources: Places  # for each bound that is no sum: -1 by the account's own entries, else a place in `derived`
    derived: list[tuple[Spot, ...]] = field(default_factory=list)


@dataclass
class _Own:
    """The paths by an account's own entries: from each shared point to each of its days, by the last step."""

    steps: list[tuple[int, int, float, int]]  # from day, to day, length, entry or -1
    last: Places  # [day, shared point] -> place in steps
    at: list[int]  # the day of each shared point


class Closures:
    """The closed bounds of a component's accounts; `points` are days (ordinals) that all share, the first is BEFORE."""

    def __init__(self, component: Component, left_out: frozenset[int]) -> None:
        self._component = component
        self.points = _shared_points(component)
        self._own: dict[str, _Own] = {}
        self.closures: dict[str, Closure] = {}
        entries: dict[str, list[int]] = {account: [] for account in component.accounts}
        for number, entry in enumerate(component.entries):
            if number not in left_out:
                entries[entry.account].append(number)
        for account in component.accounts:
            self._own[account], most = _own_paths(component, account, entries[account], self.points)
            size = len(self.points)
            self.closures[account] = Closure(
                most, np.full((size, size), _BASE, np.int32), np.full((size, size), _BASE, np.int32)
            )
        self._push()

    def _push(self) -> None:
        relations = [c.relation for c in self._component.causes if c.relation is not None]
        for _ in range(_ROUNDS):
            moved: set[str] = set()
            for relation in relations:
                moved |= _push_along(relation, self.closures, self._component)
            if not moved:
                return
            for account in sorted(moved):
                _close(self.closures[account])

    def binding(self, account: str, start: int, end: int) -> frozenset[int]:
        """The entries (places) by which the bound from one point to another holds."""
        found: set[int] = set()
        seen: set[Spot] = set()
        waiting: list[Spot] = [(account, start, end)]
        while waiting:
            spot = waiting.pop()
            if spot in seen or spot[1] == spot[2]:
                continue
            seen.add(spot)
            name, i, j = spot
            closure = self.closures[name]
            via, source = int(closure.via[i, j]), int(closure.sources[i, j])
            if via != _BASE:
                waiting += [(name, i, via), (name, via, j)]
            elif source != _BASE:
                waiting += closure.derived[source]
            else:
                found |= self._own_entries(name, i, j)
        return frozenset(found)

    def _own_entries(self, account: str, start: int, end: int) -> set[int]:
        own = self._own[account]
        found: set[int] = set()
        day = own.at[end]
        while day != own.at[start]:
            step = int(own.last[day, start])
            if step < 0:
                break  # nothing bounds it
            before, _, _, entry = own.steps[step]
            if entry >= 0:
                found.add(entry)
            day = before
        return found


def _shared_points(component: Component) -> tuple[int, ...]:
    common = set.intersection(*(set(days) for days in component.days.values()))
    dated = [day for days in component.days.values() for day in days if day != NEVER]
    ends = [day for day in month_ends(min(dated), max(dated)) if day in common] if dated else []
    return (BEFORE, *ends)


def _own_paths(
    component: Component, account: str, entries: Sequence[int], points: tuple[int, ...]
) -> tuple[_Own, Matrix]:
    """Shortest paths from every shared point over the account's own entries, by sweeps forth and back in time."""
    days = (BEFORE, *component.days[account])
    place = {day: number for number, day in enumerate(days)}
    is_balance = account in component.balances
    steps: list[tuple[int, int, float, int]] = []
    if is_balance:
        steps += [(number, 0, 0.0, -1) for number in range(1, len(days))]
    elif account in component.running:
        steps += [(number, number - 1, 0.0, -1) for number in range(1, len(days))]
    for number in entries:
        for before, end, low, high in entry_limits(component.entries[number]):
            one, two = place[before], place[end]
            if low is not None:
                steps.append((two, one, -low, number))
            if high is not None:
                steps.append((one, two, high, number))
    forth = sorted((s for s in range(len(steps)) if steps[s][0] < steps[s][1]), key=lambda s: (steps[s][0], s))
    back = sorted((s for s in range(len(steps)) if steps[s][0] > steps[s][1]), key=lambda s: (-steps[s][0], s))
    at = [place[point] for point in points]
    lengths = np.full((len(days), len(points)), np.inf)
    last = np.full((len(days), len(points)), -1, np.int32)
    lengths[at, range(len(points))] = 0.0
    has_moved = True
    sweeps = 0
    while has_moved and sweeps <= len(days):
        has_moved = False
        sweeps += 1
        for order in (forth, back):
            for number in order:
                one, two, length, _ = steps[number]
                reached = lengths[one] + length
                shorter = reached < lengths[two] - _STEP
                if shorter.any():
                    lengths[two, shorter] = reached[shorter]
                    last[two, shorter] = number
                    has_moved = True
    return _Own(steps, last, at), np.ascontiguousarray(lengths[at].T)


def _close(closure: Closure) -> None:
    """All sums of bounds that are tighter than a bound (Floyd and Warshall)."""
    most = closure.most
    for middle in range(len(most)):
        sums = most[:, middle, None] + most[None, middle, :]
        shorter = sums < most - _STEP
        if shorter.any():
            most[shorter] = sums[shorter]
            closure.via[shorter] = middle


def _push_along(relation: Relation, closures: dict[str, Closure], component: Component) -> set[str]:
    """Tighten the accounts that a relation ties by one another; those that moved."""
    smaller = [closures[account] for account in relation.smaller]
    larger = [closures[account] for account in relation.larger]
    size = len(smaller[0].most) if smaller else len(larger[0].most)
    moved: set[str] = set()

    def tighten(account: str, bounds: Matrix, where: NDArray[np.bool_], by: Sequence[tuple[str, bool]]) -> None:
        """`by`: accounts that the bounds are sums of, each with whether its bound back in time is meant."""
        closure = closures[account]
        shorter = where & (bounds < closure.most - _STEP)
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(shorter)), strict=True):
            closure.derived.append(tuple((name, j, i) if turned else (name, i, j) for name, turned in by))
            closure.sources[i, j], closure.via[i, j] = len(closure.derived) - 1, _BASE
            closure.most[i, j] = bounds[i, j]
            moved.add(account)

    forward = np.triu(np.ones((size, size), dtype=bool), 1)
    if relation.stock is not None:
        bounds = sum((c.most for c in larger), np.zeros((size, size))) + sum(
            (c.most.T for c in smaller), np.zeros((size, size))
        )
        forward[0] = False
        by = [*((a, False) for a in relation.larger), *((a, True) for a in relation.smaller)]
        tighten(relation.stock, bounds, forward, by)
        return moved
    if not relation.per_period or relation.smaller[0] in component.balances:
        forward[1:] = False
    if relation.lag_days:
        return moved  # the programme knows of it; month ends do not
    whole, factor = larger[0], relation.factor
    for account in relation.smaller:
        others = [other for other in relation.smaller if other != account]
        bounds = factor * whole.most + sum((closures[o].most.T for o in others), np.zeros((size, size)))
        tighten(account, bounds, forward, [(relation.larger[0], False), *((o, True) for o in others)])
    least = sum((c.most for c in smaller), np.zeros((size, size))) / factor
    tighten(relation.larger[0], least, forward.T, [(a, False) for a in relation.smaller])
    return moved
