"""A network of accounts, cut into components that have nothing to do with one another, each as a linear programme.

The unknowns of an account are what it had come to by the end of each day that matters (of a balance: what was in hand
then); those days are where the component's entries begin and end, and the ends of its months.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from stemmata.model import Entry, Timing
from stemmata.packs import Pack
from stemmata.reckon.relation import Network, Relation
from stemmata.reckon.solver import Programme, Row

BEFORE = 0  # the day before all others, when nothing had been counted
NEVER = date.max.toordinal()  # the day after all others
_MOST_MONTHS = 600  # of one component: a stray date in 1900 must not cost a century of months


@dataclass(frozen=True, slots=True)
class Cause:
    """What a row is there for: an entry, or a relation of the network."""

    entry: int | None = None
    relation: Relation | None = None
    running: str | None = None


@dataclass(slots=True)
class Component:
    """Accounts (ids), their entries, the days (ordinals) at whose ends amounts are reckoned, and the programme.

    Labels of rows are places in `causes`; those of the entries come first, in their order.
    """

    accounts: tuple[str, ...]
    entries: tuple[Entry, ...]
    days: tuple[int, ...]
    causes: list[Cause] = field(default_factory=list)
    columns: dict[tuple[str, int], int] = field(default_factory=dict)
    programme: Programme = field(init=False)

    def column(self, account: str, day: int) -> int | None:
        """The column of what an account has come to by the end of a day of `days`; None for the day before all."""
        return None if day == BEFORE else self.columns[account, day]

    def flow(self, account: str, before: int, end: int, sign: float = 1.0) -> dict[int, float]:
        """The coefficients of what an account counts after the day `before`, up to the end of the day `end`."""
        found: dict[int, float] = {}
        for day, factor in ((end, sign), (before, -sign)):
            column = self.column(account, day)
            if column is not None:
                found[column] = found.get(column, 0.0) + factor
        return {column: factor for column, factor in found.items() if factor}


def find_components(network: Network, entries: Sequence[Entry], pack: Pack) -> Iterator[Component]:
    """The components that hold entries, by their first account. Entries that answer a thread and have no dates are no
    part of them."""
    parent = {account: account for account in network.accounts}

    def root(account: str) -> str:
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    for relation in network.relations:
        tied = [*relation.smaller, *relation.larger, *([relation.stock] if relation.stock else [])]
        for account in tied[1:]:
            one, two = sorted((root(tied[0]), root(account)))
            parent[two] = one
    members: dict[str, list[str]] = {}
    for account in sorted(network.accounts):
        members.setdefault(root(account), []).append(account)
    booked: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.timing is not Timing.QUESTION and entry.account in parent:
            booked.setdefault(root(entry.account), []).append(entry)
    tied_by: dict[str, list[Relation]] = {}
    for relation in network.relations:
        tied_by.setdefault(root((*relation.smaller, *relation.larger)[0]), []).append(relation)
    for first, own in sorted(booked.items()):
        yield _build(tuple(members[first]), tuple(own), tied_by.get(first, []), network, pack)


def find_questions(entries: Sequence[Entry]) -> Iterator[Component]:
    """Entries that answer a thread and have no dates (plans, abilities, rates), each thread's with its own unknown:
    what its claims say of one item and scope in one book."""
    asked: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.timing is Timing.QUESTION:
            # Who and where may be left out by one claim of a thread and said by the next.
            book, side, _, _, item, scope, *_ = entry.account.split("/")
            asked.setdefault((entry.thread, book, side, item, scope, entry.per or ""), []).append(entry)
    for own in asked.values():
        rows = [Row((0,), (1.0,), entry.low, entry.high, number) for number, entry in enumerate(own)]
        component = Component((), tuple(own), (), [Cause(entry=number) for number in range(len(own))])
        component.programme = Programme([0.0], rows)
        yield component


def _build(
    accounts: tuple[str, ...],
    entries: tuple[Entry, ...],
    relations: Sequence[Relation],
    network: Network,
    pack: Pack,
) -> Component:
    overnight = pack.booking.overnight_days
    days = _find_days(entries, overnight if any(r.is_overnight for r in relations) else 0, pack.booking.short_days)
    component = Component(accounts, entries, days)
    component.columns = {
        (account, day): number
        for number, (account, day) in enumerate((account, day) for account in accounts for day in days)
    }
    rows: list[Row] = []

    def add(label: int, coefficients: Mapping[int, float], low: float | None, high: float | None) -> None:
        if coefficients and (low is not None or high is not None):
            columns = tuple(sorted(coefficients))
            rows.append(Row(columns, tuple(coefficients[c] for c in columns), low, high, label))

    for number, entry in enumerate(entries):
        component.causes.append(Cause(entry=number))
        for coefficients, low, high in _entry_rows(entry, component):
            add(number, coefficients, low, high)
    for account in accounts:
        if account not in network.running:
            continue
        component.causes.append(Cause(running=network.running[account]))
        for before, day in pairwise(days):
            add(len(component.causes) - 1, component.flow(account, before, day), 0.0, None)
    for relation in relations:
        component.causes.append(Cause(relation=relation))
        for coefficients in _relation_rows(relation, component, network, pack):
            add(len(component.causes) - 1, coefficients, None, 0.0)
    component.programme = Programme([0.0] * len(component.columns), rows)
    return component


def _find_days(entries: Sequence[Entry], overnight: int, short: int) -> tuple[int, ...]:
    days: set[int] = set()
    for entry in entries:
        ends = [day_of(iso) for iso in (entry.end, entry.earliest_end) if iso is not None]
        days.update(ends)
        starts = [day_of(iso) - 1 for iso in (entry.start, entry.latest_start) if iso is not None]
        days.update(starts)
        if overnight and starts and ends and max(ends) - min(starts) <= short:
            days.update(start - overnight for start in starts)
    if days:
        days.update(month_ends(min(days), max(days)))
    if not days or any(entry.end is None for entry in entries):
        days.add(NEVER)
    return tuple(sorted(days))


def month_ends(first: int, last: int) -> tuple[int, ...]:
    """The last days of the months from that before the day `first` to that of `last` (ordinals); none over a span
    that is absurdly long."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month + 1)
    if len(months) > _MOST_MONTHS:
        return ()
    return tuple(date(month // 12, month % 12 + 1, 1).toordinal() - 1 for month in months)


def day_of(iso: str) -> int:
    """The ordinal of an ISO day."""
    return date.fromisoformat(iso).toordinal()


def _entry_rows(entry: Entry, component: Component) -> Iterator[tuple[dict[int, float], float | None, float | None]]:
    """What an entry says: at least `low` in the longest period that is meant, at most `high` in the shortest."""
    end = NEVER if entry.end is None else day_of(entry.end)
    if entry.timing is Timing.BALANCE:
        yield component.flow(entry.account, BEFORE, end), entry.low, entry.high
        return
    before = BEFORE if entry.start is None else day_of(entry.start) - 1
    last_before = before if entry.latest_start is None else day_of(entry.latest_start) - 1
    first_end = end if entry.earliest_end is None else day_of(entry.earliest_end)
    high = None if entry.is_part or entry.end is None or last_before >= first_end else entry.high
    if (before, end) == (last_before, first_end):
        yield component.flow(entry.account, before, end), entry.low, high
        return
    yield component.flow(entry.account, before, end), entry.low, None
    if high is not None:
        yield component.flow(entry.account, last_before, first_end), None, high


def _relation_rows(
    relation: Relation, component: Component, network: Network, pack: Pack
) -> Iterator[dict[int, float]]:
    """The left sides of a relation's rows; each is at most 0."""
    days = component.days
    if relation.stock is not None:
        for before, day in pairwise(days):
            change = component.flow(relation.stock, before, day)
            yield change | _flows(relation, component, before, day, before)
    elif any(network.accounts[account].is_balance for account in relation.smaller):
        for day in days:
            yield _flows(relation, component, BEFORE, day, BEFORE)
    elif relation.is_overnight:
        yield from _overnight_rows(relation, component, pack)
    elif relation.per_period:
        for before, day in zip((BEFORE, *days), days, strict=False):
            yield _flows(relation, component, before, day, before)
    else:
        for day in days:
            later = bisect_left(days, day + relation.lag_days)
            if later < len(days):
                yield _flows(relation, component, BEFORE, day, BEFORE, days[later])


def _flows(
    relation: Relation, component: Component, before: int, end: int, larger_before: int, larger_end: int | None = None
) -> dict[int, float]:
    """The smaller accounts' flows less those of the larger ones."""
    found: dict[int, float] = {}
    for account in relation.smaller:
        _add_up(found, component.flow(account, before, end))
    for account in relation.larger:
        _add_up(found, component.flow(account, larger_before, larger_end or end, -relation.factor))
    return found


def _add_up(found: dict[int, float], more: Mapping[int, float]) -> None:
    for column, factor in more.items():
        found[column] = found.get(column, 0.0) + factor


def _overnight_rows(relation: Relation, component: Component, pack: Pack) -> Iterator[dict[int, float]]:
    """Rows for every month and for every period that a claim gives; a short one may reach back to the days before, if
    the two sides do not tell of the very same period."""
    smaller = _periods(component, relation.smaller)
    larger = _periods(component, relation.larger)
    days = set(component.days)
    last = max((day for day in days if day != NEVER), default=None)
    ends = [day for day in month_ends(component.days[0], last) if day in days] if last is not None else []
    for before, end in pairwise(ends):
        yield _flows(relation, component, before, end, before)
    for before, end in sorted(smaller | larger):
        is_short = end - before <= pack.booking.short_days
        if not is_short or (before, end) in smaller & larger:
            yield _flows(relation, component, before, end, before)
        elif before - pack.booking.overnight_days in days:
            yield _flows(relation, component, before, end, before - pack.booking.overnight_days)


def _periods(component: Component, accounts: Sequence[str]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for entry in component.entries:
        if entry.account in accounts and entry.end is not None:
            for start, end in ((entry.start, entry.end), (entry.latest_start or entry.start, entry.earliest_end)):
                before = BEFORE if start is None else day_of(start) - 1
                if end is not None and before < day_of(end):
                    found.add((before, day_of(end)))
    return found
