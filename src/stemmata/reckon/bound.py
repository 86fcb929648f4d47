"""What each account must be in each month: the least and the most that the claims leave, and which claims these are.

Optimisation-based bound tightening; most questions are answered without a solve, by a point that was met before and
lies on the floor (A. M. Gleixner et al., "Three enhancements for optimization-based bound tightening", J. Global
Optimization 67, 2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stemmata.model import Bound, Entry, Timing
from stemmata.reckon.component import BEFORE, Component, day_of, month_ends
from stemmata.reckon.solver import Optimum, Vector

_ZERO = 1e-6
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
    known = set(component.days)
    ends = [day for day in month_ends(min(days), max(days)) if day in known] if days else []
    is_balance = any(entry.timing is Timing.BALANCE for entry in entries)
    most_total = _Side(0.0)
    for before, end in pairwise(ends):
        total = component.flow(account, BEFORE, end)
        least_total = asker.least(total)
        # What nothing bounds by the end of one month is bounded by nothing later.
        if is_balance or most_total.value is not None:
            most_total = asker.most(total)
        least, most = least_total, most_total
        if not is_balance:
            flow = component.flow(account, before, end)
            least, most = asker.least(flow), asker.most(flow)
        yield Bound(
            account=account,
            start=date.fromordinal(before + 1).isoformat(),
            end=date.fromordinal(end).isoformat(),
            low=least.value or 0.0,
            high=most.value,
            total_low=least_total.value or 0.0,
            total_high=most_total.value,
            low_claims=least.claims,
            high_claims=most.claims,
            total_low_claims=least_total.claims,
            total_high_claims=most_total.claims,
        )


class _Asker:
    """Asks a programme for the ends of amounts, which are never below 0, and remembers the points that it has met."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._last: Vector | None = None

    def least(self, amount: Mapping[int, float]) -> _Side:
        """The least that an amount can be."""
        if self._last is not None and sum(f * self._last[c] for c, f in amount.items()) < _ZERO:
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
            self._last = found.columns

    def _claims(self, found: Optimum) -> tuple[str, ...]:
        entries = self._component.entries
        return tuple(sorted({entries[label].claims[0] for label in found.rows if label < len(entries)}))
