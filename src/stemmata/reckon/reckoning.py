"""Threads → the balance: booked, tied, solved, and explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stemmata.model import (
    Balance,
    Basis,
    Bound,
    Contradiction,
    Decision,
    Document,
    Entry,
    FalseAlarm,
    Ruling,
    Stemma,
    Thread,
    Timing,
)
from stemmata.packs import Pack
from stemmata.reckon.booking import book_threads, iterate_claims
from stemmata.reckon.bound import find_bounds
from stemmata.reckon.component import Component, find_components, find_questions
from stemmata.reckon.conflict import Conflicts, Members, Oracle, find_conflicts, list_conflicts
from stemmata.reckon.errors import ReckonError
from stemmata.reckon.explain import Clash, Knowledge, explain_contradiction, explain_false_alarm, name_between, weigh
from stemmata.reckon.relation import Network, tie_accounts
from stemmata.reckon.stock import estimate_stocks

MOST_CONTRADICTIONS = 200  # of one component; where there are more, the balance says that it does not list them all
MOST_FALSE_ALARMS = 20


def reckon(
    threads: Sequence[Thread],
    stemmata: Mapping[str, Stemma],
    documents: Mapping[str, Document],
    pack: Pack,
    decisions: Sequence[Decision] = (),
    *,
    is_drawn: bool = True,
) -> Balance:
    """The books over `threads`. `stemmata` are by thread id, `documents` by sha256; `decisions` are applied before
    anything is booked, and of several on one claim the last counts. Stocks get a likely range only if `is_drawn`, for
    it takes about a second each.

    Raises ReckonError for a decision that means nothing. A claim that no thread holds (any more) is let be.
    """
    _check(decisions)
    booked = book_threads(threads, stemmata, documents, pack, decisions)
    network = tie_accounts(booked.accounts, pack)
    accounts = {account.id: account for account in booked.accounts}
    accounts |= {key: name_between(account, pack) for key, account in network.accounts.items() if key not in accounts}
    known = Knowledge(accounts, {claim.id: claim for claim in iterate_claims(threads)}, documents, pack)
    contradictions: list[Contradiction] = []
    bounds: list[Bound] = []
    aside: list[str] = []
    is_complete = True
    components = list(find_components(network, booked.entries, pack))
    for component in (*components, *find_questions(booked.entries, accounts)):
        conflicts = find_component_conflicts(component)
        is_complete = is_complete and conflicts.is_complete
        contradictions.extend(explain_contradiction(explain_clash(component, own), known) for own in conflicts.sets)
        aside.extend(component.entries[number].id for number in sorted(conflicts.set_aside))
        if component.accounts:
            bounds.extend(find_bounds(component, conflicts.set_aside))
    out = set(aside)
    kept = [entry for entry in booked.entries if entry.id not in out]
    alarms = _find_false_alarms(kept, network, known)
    stocks = estimate_stocks(booked.accounts, kept, bounds, pack, is_drawn)
    return Balance(
        accounts=booked.accounts,
        entries=booked.entries,
        bounds=tuple(bounds),
        contradictions=tuple(sorted(contradictions, key=lambda c: (-sum(s.origins for s in c.standings), c.id))),
        false_alarms=tuple(alarms),
        stocks=tuple(stocks),
        unbooked=booked.unbooked,
        set_aside=tuple(aside),
        decisions=tuple(decisions),
        is_complete=is_complete,
    )


def _check(decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        if decision.action not in set(Ruling):
            known = ", ".join(Ruling)
            raise ReckonError(f"claim {decision.claim}: no decision {decision.action!r}; there are {known}")


def find_component_conflicts(component: Component) -> Conflicts:
    """The conflicts among the entries of a component, by their places."""
    return find_conflicts(_oracle(component), range(len(component.entries)), _weights(component), MOST_CONTRADICTIONS)


def _oracle(component: Component) -> Oracle:
    count = len(component.entries)

    def find_conflict(left_out: Members) -> Members | None:
        component.programme.leave_out(left_out)
        found = component.programme.find_conflict()
        return None if found is None else frozenset(label for label in found if label < count)

    return find_conflict


def _weights(component: Component) -> dict[int, float]:
    return {number: weigh(entry) for number, entry in enumerate(component.entries)}


def explain_clash(component: Component, members: Members) -> Clash:
    """What ties the entries of a conflict, and by which of their bounds: the fewest relations that do."""
    count = len(component.entries)
    others = frozenset(range(count)) - members
    labels = range(count, len(component.causes))
    kept = _ask(component, others)
    for label in labels:
        if label in kept:
            without = _ask_or_none(component, others | (frozenset(labels) - kept.keys()) | {label})
            kept = kept if without is None else without
    component.programme.leave_out(())
    causes = [component.causes[label] for label in labels if label in kept]
    return Clash(
        tuple((component.entries[number], kept.get(number, 1.0) > 0) for number in sorted(members)),
        tuple(cause.relation for cause in causes if cause.relation is not None),
        component.running,
    )


def _ask(component: Component, left_out: Members) -> Mapping[int, float]:
    found = _ask_or_none(component, left_out)
    if found is None:
        raise ReckonError("a set of claims that cannot all be true turned out to be no such set")
    return found


def _ask_or_none(component: Component, left_out: Members) -> Mapping[int, float] | None:
    component.programme.leave_out(left_out)
    return component.programme.find_conflict()


def _find_false_alarms(entries: Sequence[Entry], network: Network, known: Knowledge) -> list[FalseAlarm]:
    """What only looks like a contradiction among entries that add up, between accounts that an identity ties: with the
    bare numbers nothing would add up, with the words it does."""
    bare = _strip(entries, known)
    opened = [(b, e) for b, e in zip(bare, entries, strict=True) if b is not e]
    changed = {b.id for b, _ in opened}
    found: list[FalseAlarm] = []
    for component in find_components(network, bare, known.pack):
        if len({entry.account for entry in component.entries}) < 2 or not changed & {e.id for e in component.entries}:
            continue
        places = range(len(component.entries))
        for members in list_conflicts(_oracle(component), places, _weights(component), MOST_FALSE_ALARMS):
            own = [component.entries[number] for number in members]
            if len({e.account for e in own}) < 2:
                continue
            found.append(explain_false_alarm(explain_clash(component, members), opened, known))
    found.sort(key=lambda alarm: (-sum(s.origins for s in alarm.standings), alarm.words))
    return found[:MOST_FALSE_ALARMS]


def _strip(entries: Sequence[Entry], known: Knowledge) -> list[Entry]:
    """The entries as a hasty reader takes them: each number bare, as all there was and no more; of numbers without a
    time only the largest of an account. What would not change is the same object."""
    largest: dict[str, Entry] = {}
    for entry in entries:
        if entry.timing is Timing.UNDATED:
            other = largest.get(entry.account)
            if other is None or (entry.low or 0.0) > (other.low or 0.0):
                largest[entry.account] = entry
    return [
        _bare(entry, known) if not entry.is_part or largest.get(entry.account) is entry else entry for entry in entries
    ]


def _bare(entry: Entry, known: Knowledge) -> Entry:
    quantity = known.claims[entry.claims[0]].quantity
    if quantity is None or entry.derived is not None or entry.timing is Timing.QUESTION:
        return entry
    number = quantity.low if quantity.low is not None else quantity.high
    if quantity.basis in {Basis.EXACT, Basis.RANGE, Basis.ORDER_WORD} or number is None:
        return replace(entry, is_part=False) if entry.is_part and entry.high is not None else entry
    return replace(entry, low=number, high=number, is_part=False)
