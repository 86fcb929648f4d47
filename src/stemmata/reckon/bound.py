"""What each account must be in each month: the least and the most that the claims leave, and which claims these are.

Optimisation-based bound tightening; most questions are answered without a solve, by a point that was met before and
lies on the floor (A. M. Gleixner et al., "Three enhancements for optimization-based bound tightening", J. Global
Optimization 67, 2017).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stemmata.model import Bound, Entry
from stemmata.reckon.component import BEFORE, Component, day_of, month_ends
from stemmata.reckon.solver import Optimum, Vector

_ZERO = 1e-6
_MET = 32  # points that are remembered
_DIGITS = 3  # of an amount, so that all machines print the same


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of an interval; None: nothing bounds it."""

    value: float | None
    claims: tuple[str, ...] = ()


def find_bounds(component: Component) -> Iterator[Bound]:
    """The bounds of every account that has entries, from the month of its first to that of its last; over the rows that
    the programme has not left out, which must be feasible."""
    asker = _Asker(component)
    by_account: dict[str, list[Entry]] = {}
    for entry in component.entries:
        by_account.setdefault(entry.account, []).append(entry)
    for account, entries in sorted(by_account.items()):
        yield from _bounds_of(account, entries, component, asker)


def _bounds_of(account: str, entries: Sequence[Entry], component: Component, asker: _Asker) -> Iterator[Bound]:
    days = [day_of(iso) for entry in entries for iso in (entry.start, entry.end) if iso is not None]
    known = set(component.days[account])
    ends = [day for day in month_ends(min(days), max(days)) if day in known] if days else []
    months = list(pairwise(ends))
    # Like questions one after the other, so that each begins where the one before it ended.
    totals = [component.amount(account, BEFORE, end) for _, end in months]
    least_totals = [asker.least(total) for total in totals]
    most_totals: list[_Side] = []
    for total in totals:
        # What nothing bounds by the end of one month is bounded by nothing later.
        is_open = bool(most_totals) and most_totals[-1].value is None and account not in component.balances
        most_totals.append(_Side(None) if is_open else asker.most(total))
    least, most = least_totals, most_totals
    if account not in component.balances:
        flows = [component.amount(account, before, end) for before, end in months]
        least = [asker.least(flow) for flow in flows]
        most = [asker.most(flow) for flow in flows]
    for number, (before, end) in enumerate(months):
        yield Bound(
            account=account,
            start=date.fromordinal(before + 1).isoformat(),
            end=date.fromordinal(end).isoformat(),
            low=least[number].value or 0.0,
            high=most[number].value,
            total_low=least_totals[number].value or 0.0,
            total_high=most_totals[number].value,
            low_claims=least[number].claims,
            high_claims=most[number].claims,
            total_low_claims=least_totals[number].claims,
            total_high_claims=most_totals[number].claims,
        )


class _Asker:
    """Asks a programme for the ends of amounts, which are never below 0, and remembers the points that it has met."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._met: deque[Vector] = deque(maxlen=_MET)

    def least(self, amount: Mapping[int, float]) -> _Side:
        """The least that an amount can be."""
        columns = list(amount)
        if any(point[columns].sum() < _ZERO for point in self._met):
            return _Side(0.0)
        found = self._component.programme.minimise(amount)
        self._remember(found)
        if found.value is None or found.value < _ZERO:
            return _Side(0.0)
        return _Side(round(found.value, _DIGITS), self._claims(found))

    def most(self, amount: Mapping[int, float]) -> _Side:
        """The most that an amount can be; None where it can be any."""
        found = self._component.programme.minimise({column: -factor for column, factor in amount.items()})
        self._remember(found)
        if found.value is None:
            return _Side(None)
        return _Side(round(max(0.0, -found.value), _DIGITS), self._claims(found))

    def _remember(self, found: Optimum) -> None:
        if found.value is not None:
            self._met.appendleft(found.columns)

    def _claims(self, found: Optimum) -> tuple[str, ...]:
        entries = self._component.entries
        return tuple(sorted({entries[label].claims[0] for label in found.rows if label < len(entries)}))
