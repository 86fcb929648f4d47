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

from stemmata.model import Account, Entry, Timing
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


@dataclass(slots=True)
class Component:
    """Accounts (ids), their entries, by account the days (ordinals) at whose ends it is reckoned, and the programme.

    A column is what an account counts from one of its days to the next, the first one from the beginning; of a balance
    it is what is in hand at the end of the day. Labels of rows are places in `causes`; those of the entries come first,
    in their order. What is `running` never falls, by that identity.
    """

    accounts: tuple[str, ...]
    entries: tuple[Entry, ...]
    days: dict[str, tuple[int, ...]]
    balances: frozenset[str] = frozenset()
    running: Mapping[str, str] = field(default_factory=dict)
    causes: list[Cause] = field(default_factory=list)
    first_columns: dict[str, int] = field(default_factory=dict)
    programme: Programme = field(init=False)

    def amount(self, account: str, before: int, end: int, sign: float = 1.0) -> dict[int, float]:
        """The coefficients of what an account counts after the day `before`, up to the end of the day `end`; of a
        balance what it has at its end. Both are days of the account, or BEFORE."""
        days, first = self.days[account], self.first_columns[account]
        last = bisect_left(days, end)
        if account in self.balances:
            return {first + last: sign}
        begin = 0 if before == BEFORE else bisect_left(days, before) + 1
        return dict.fromkeys(range(first + begin, first + last + 1), sign)


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


def find_questions(entries: Sequence[Entry], accounts: Mapping[str, Account]) -> Iterator[Component]:
    """Entries that answer a thread and have no dates (plans, abilities, rates), each thread's with its own unknown:
    what its claims say of one item and scope in one book."""
    asked: dict[tuple[str | None, ...], list[Entry]] = {}
    for entry in entries:
        if entry.timing is Timing.QUESTION:
            # Who and where may be left out by one claim of a thread and said by the next.
            account = accounts[entry.account]
            key = (entry.thread, account.book, account.side, account.sub_kind, account.item, account.scope, entry.per)
            asked.setdefault((*key, account.unit), []).append(entry)
    for own in asked.values():
        rows = [Row((0,), (1.0,), entry.low, entry.high, number) for number, entry in enumerate(own)]
        component = Component((), tuple(own), {}, causes=[Cause(entry=number) for number in range(len(own))])
        component.programme = Programme([0.0], rows)
        yield component


def _build(
    accounts: tuple[str, ...],
    entries: tuple[Entry, ...],
    relations: Sequence[Relation],
    network: Network,
    pack: Pack,
) -> Component:
    days = _find_days(accounts, entries, relations, pack)
    balances = frozenset(account for account in accounts if network.accounts[account].is_balance)
    running = {account: network.running[account] for account in accounts if account in network.running}
    component = Component(accounts, entries, days, balances, running)
    floors: list[float | None] = []
    for account in accounts:
        component.first_columns[account] = len(floors)
        floor = 0.0 if account in running or account in balances else None
        floors.extend([floor] * len(days[account]))
    rows: list[Row] = []

    def add(label: int, coefficients: Mapping[int, float], low: float | None, high: float | None) -> None:
        if coefficients:
            rows.append(Row(tuple(coefficients), tuple(coefficients.values()), low, high, label))

    for number, entry in enumerate(entries):
        component.causes.append(Cause(entry=number))
        for before, end, low, high in entry_limits(entry):
            if low is not None or high is not None:
                add(number, component.amount(entry.account, before, end), low, high)
    for relation in relations:
        component.causes.append(Cause(relation=relation))
        for coefficients in _relation_rows(relation, component, pack):
            add(len(component.causes) - 1, coefficients, None, 0.0)
    component.programme = Programme(floors, rows)
    return component


def _find_days(
    accounts: Sequence[str], entries: Sequence[Entry], relations: Sequence[Relation], pack: Pack
) -> dict[str, tuple[int, ...]]:
    """By account, the days at whose ends it is reckoned: those of its entries and of what is part of it, and the ends
    of the component's months."""
    days: dict[str, set[int]] = {account: set() for account in accounts}
    overnight = {account for r in relations if r.is_overnight for account in (*r.smaller, *r.larger)}
    for entry in entries:
        own = days[entry.account]
        ends = [day_of(iso) for iso in (entry.end, entry.earliest_end) if iso is not None]
        starts = [day_of(iso) - 1 for iso in (entry.start, entry.latest_start) if iso is not None]
        own.update(ends)
        own.update(starts)
        if entry.account in overnight and starts and ends and max(ends) - min(starts) <= pack.booking.short_days:
            own.update(start - pack.booking.overnight_days for start in starts)
    everyday = {day for own in days.values() for day in own}
    shared = set(month_ends(min(everyday), max(everyday))) if everyday else set()
    if not everyday or any(entry.end is None for entry in entries):
        shared.add(NEVER)
    for own in days.values():
        own |= shared
    has_grown = True
    while has_grown:
        has_grown = False
        for relation in relations:
            tied = [*relation.smaller, *relation.larger, *([relation.stock] if relation.stock else [])]
            joint = set[int]().union(*(days[account] for account in relation.smaller))
            if relation.is_overnight or relation.stock:
                joint = joint.union(*(days[account] for account in tied))
            for account in tied:
                if not joint <= days[account]:
                    days[account] |= joint
                    has_grown = True
    return {account: tuple(sorted(own)) for account, own in days.items()}


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


def entry_limits(entry: Entry) -> Iterator[tuple[int, int, float | None, float | None]]:
    """What an entry says, as the day before, the last day, the least and the most of what is counted between them: at
    least `low` in the longest period that is meant, at most `high` in the shortest. None where it does not say."""
    end = NEVER if entry.end is None else day_of(entry.end)
    low = entry.low or None  # no less than nothing is no news
    if entry.timing is Timing.BALANCE:
        yield BEFORE, end, low, entry.high
        return
    before = BEFORE if entry.start is None else day_of(entry.start) - 1
    last_before = before if entry.latest_start is None else day_of(entry.latest_start) - 1
    first_end = end if entry.earliest_end is None else day_of(entry.earliest_end)
    high = None if entry.is_part or entry.end is None or last_before >= first_end else entry.high
    if (before, end) == (last_before, first_end):
        yield before, end, low, high
        return
    yield before, end, low, None
    yield last_before, first_end, None, high


def _relation_rows(relation: Relation, component: Component, pack: Pack) -> Iterator[dict[int, float]]:
    """The left sides of a relation's rows; each is at most 0."""
    days = component.days[(relation.stock or relation.smaller[0])]
    if relation.stock is not None:
        for before, day in pairwise(days):
            change = component.amount(relation.stock, BEFORE, day) | component.amount(
                relation.stock, BEFORE, before, -1
            )
            yield change | _change(relation, component, before, day, before)
    elif relation.is_overnight:
        yield from _overnight_rows(relation, component, pack)
    elif relation.per_period:
        for before, day in pairwise((BEFORE, *days)):
            yield _change(relation, component, before, day, before)
    else:
        larger = component.days[relation.larger[0]]
        for day in days:
            later = bisect_left(larger, day + relation.lag_days)
            if later < len(larger):
                yield _change(relation, component, BEFORE, day, BEFORE, larger[later])


def _change(
    relation: Relation, component: Component, before: int, end: int, larger_before: int, larger_end: int | None = None
) -> dict[int, float]:
    """What the smaller accounts count in a period, less what the larger ones do."""
    found: dict[int, float] = {}
    for account in relation.smaller:
        found |= component.amount(account, before, end)
    for account in relation.larger:
        found |= component.amount(account, larger_before, larger_end or end, -relation.factor)
    return found


def _overnight_rows(relation: Relation, component: Component, pack: Pack) -> Iterator[dict[int, float]]:
    """Rows for every month and for every period that a claim gives; a short one may reach back to the days before, if
    the two sides do not tell of the very same period."""
    smaller = _periods(component, relation.smaller)
    larger = _periods(component, relation.larger)
    days = component.days[relation.larger[0]]
    dated = [day for day in days if day != NEVER]
    known = set(days)
    ends = [day for day in month_ends(dated[0], dated[-1]) if day in known] if dated else []
    periods = {(before, end): before for before, end in pairwise((BEFORE, *ends))}
    for before, end in sorted(smaller | larger):
        if end - before > pack.booking.short_days or (before, end) in smaller & larger:
            periods[before, end] = before
        else:
            periods.setdefault((before, end), before - pack.booking.overnight_days)
    for (before, end), larger_before in sorted(periods.items()):
        if larger_before == BEFORE or larger_before in known:
            yield _change(relation, component, before, end, larger_before)


def _periods(component: Component, accounts: Sequence[str]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for entry in component.entries:
        if entry.account in accounts and entry.end is not None and entry.timing is not Timing.BALANCE:
            for start, end in ((entry.start, entry.end), (entry.latest_start or entry.start, entry.earliest_end)):
                before = BEFORE if start is None else day_of(start) - 1
                if end is not None and before < day_of(end):
                    found.add((before, day_of(end)))
    return found
