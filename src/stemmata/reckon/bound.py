"""What each account must be in each month: the least and the most that the claims leave, and which claims these are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from stemmata.model import Bound
from stemmata.reckon.closure import Closures
from stemmata.reckon.component import NEVER, Component, entry_limits

_DIGITS = 3  # of an amount, so that all machines print the same


def find_bounds(component: Component, left_out: frozenset[int]) -> Iterator[Bound]:
    """The bounds of every account that has entries, from the month of its first to that of its last. The entries
    (places) that are not left out must be able to hold together."""
    closures = Closures(component, left_out)
    spans: dict[str, list[int]] = {}
    for entry in component.entries:
        for before, end, _, _ in entry_limits(entry):
            days = spans.setdefault(entry.account, [])
            days.extend(day for day in (before + 1 if before else 0, end) if 0 < day < NEVER)
    for account, days in sorted(spans.items()):
        if days:
            yield from _bounds_of(account, min(days), max(days), closures, component)


def _bounds_of(account: str, first: int, last: int, closures: Closures, component: Component) -> Iterator[Bound]:
    points = closures.points
    most = closures.closures[account].most
    for number in range(2, len(points)):
        if points[number] < first or points[number - 1] >= last:
            continue
        begin = 0 if account in component.balances else number - 1
        yield Bound(
            account=account,
            start=date.fromordinal(points[number - 1] + 1).isoformat(),
            end=date.fromordinal(points[number]).isoformat(),
            low=_least(most[number, begin]),
            high=_most(most[begin, number]),
            total_low=_least(most[number, 0]),
            total_high=_most(most[0, number]),
            low_claims=_claims(account, number, begin, closures, component),
            high_claims=_claims(account, begin, number, closures, component),
            total_low_claims=_claims(account, number, 0, closures, component),
            total_high_claims=_claims(account, 0, number, closures, component),
        )


def _least(most_back: float) -> float:
    return max(0.0, round(-float(most_back), _DIGITS)) if math.isfinite(most_back) else 0.0


def _most(most: float) -> float | None:
    return max(0.0, round(float(most), _DIGITS)) if math.isfinite(most) else None


def _claims(account: str, start: int, end: int, closures: Closures, component: Component) -> tuple[str, ...]:
    if not math.isfinite(closures.closures[account].most[start, end]):
        return ()
    return tuple(sorted({component.entries[n].claims[0] for n in closures.binding(account, start, end)}))
