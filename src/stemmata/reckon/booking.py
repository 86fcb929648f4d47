"""Threads → entries: what each independent origin says is booked once, however many pages print it.

A page that has a number from another page, or from the same source, adds nothing to the books. The earliest page speaks
for its origin; what a relay changed on the way is kept beside it as a variant. A source that counts again later ("500
since September", a month on "540 since September") makes another statement. Where origins disagree each of them
is booked, with how likely it is to be right; which of them are left out is for the reckoning to say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from stemmata.model import Account, Book, Claim, Decision, Document, Entry, Ruling, Stemma, Thread, Timing, Unbooked
from stemmata.packs import Pack
from stemmata.reckon.account import find_rule, open_account
from stemmata.reckon.amount import Amount, Fault, read_amount
from stemmata.reckon.moment import When, read_moment
from stemmata.reckon.scope import read_scope
from stemmata.reckon.telling import Telling, read_tellings
from stemmata.trace.belief import Statement as Vote
from stemmata.trace.belief import find_beliefs

_ID_DIGITS = 12
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Booked:
    """All accounts and entries, by id, and the claims that are in none."""

    accounts: tuple[Account, ...]
    entries: tuple[Entry, ...]
    unbooked: tuple[Unbooked, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    telling: Telling
    account: Account
    amount: Amount
    when: When
    per: str | None

    @property
    def claim(self) -> Claim:
        return self.telling.claim


@dataclass(slots=True)
class _Statement:
    """One reading; `first` is booked. `origins` are keys."""

    first: _Draft
    claims: list[Claim]
    variants: list[Claim] = field(default_factory=list)
    origins: dict[str, None] = field(default_factory=dict)


def book_threads(
    threads: Sequence[Thread],
    stemmata: Mapping[str, Stemma],
    documents: Mapping[str, Document],
    pack: Pack,
    decisions: Sequence[Decision] = (),
) -> Booked:
    """The accounts and entries of all threads; `stemmata` by thread id, `documents` by sha256. Nothing is lost: what is
    not booked is named with its reason."""
    settled = {decision.claim: decision for decision in decisions}
    unbooked: list[Unbooked] = []
    found: list[tuple[Thread, list[_Statement]]] = []
    for thread in threads:
        drafts: list[_Draft] = []
        for telling in read_tellings(thread, stemmata[thread.id], documents):
            draft = _draft(telling, thread, documents, pack, settled.get(telling.claim.id))
            if isinstance(draft, Fault):
                unbooked.append(
                    Unbooked(telling.claim.id, thread.id, draft.reason, draft.words, is_refused=draft.is_refused)
                )
            else:
                drafts.append(draft)
        found.append((thread, _gather(drafts, pack.booking.same_days)))
    return _book(found, unbooked, pack.booking.same_days)


def _draft(
    telling: Telling, thread: Thread, documents: Mapping[str, Document], pack: Pack, decision: Decision | None
) -> _Draft | Fault:
    """Where and how a claim would be booked by itself."""
    claim = telling.claim
    if decision is not None and decision.action == Ruling.SET_ASIDE:
        return Fault("set aside", f"a person set it aside: {decision.reason}", is_refused=False)
    rule = find_rule(claim, pack)
    if isinstance(rule, Fault):
        return rule
    if claim.quantity is None:
        return Fault("no number", "it states no number", is_refused=False)
    if claim.item is None:
        return Fault("no item", "its words do not say what is counted", is_refused=False)
    amount = read_amount(claim.quantity, claim.item, pack)
    if isinstance(amount, Fault):
        return amount
    row, book = rule
    scope = read_scope(claim.scope, pack)
    if decision is not None and decision.action == Ruling.SCOPE:
        scope = replace(scope, value=read_scope(decision.value, pack).value)
    document = documents[claim.document]
    account = open_account(claim, thread, document, row, book, scope, amount.unit, pack)
    per = claim.quantity.per if claim.quantity.per in _DAYS_IN else None
    when = read_moment(claim.time, telling.published, account.is_balance, scope.is_total, pack.booking)
    if isinstance(when, Fault):
        if book is Book.ACTUAL or when.reason != "not yet":
            return when
        when = When(Timing.QUESTION)
    if book is not Book.ACTUAL:
        when = When(Timing.QUESTION)
    elif per is not None:
        amount, when = _over_its_period(amount, when, per)
    return _Draft(telling, account, amount, when, per)


def _over_its_period(amount: Amount, when: When, per: str) -> tuple[Amount, When]:
    """A rate over its months as an amount; by itself where the words do not say over which."""
    if when.timing not in {Timing.PERIOD, Timing.RUNNING} or when.start is None or when.end is None or when.is_part:
        return amount, When(Timing.QUESTION)
    longest = ((when.end - when.start).days + 1) / _DAYS_IN[per]
    start, end = when.latest_start or when.start, when.earliest_end or when.end
    shortest = max(0, (end - start).days + 1) / _DAYS_IN[per]
    words = f"{longest:.1f} times what is told a {per}"
    high = None if amount.high is None else amount.high * longest
    return Amount(amount.low * shortest, high, amount.unit, words), when


def _gather(drafts: Sequence[_Draft], same_days: int) -> list[_Statement]:
    """The statements of one thread: what an origin says again, and what other origins say too, is one."""
    by_origin: dict[str, list[_Statement]] = {}
    for draft in drafts:
        own = by_origin.setdefault(draft.telling.origin, [])
        home = next((s for s in own if _is_relay(s.first, draft, same_days)), None)
        if home is None:
            own.append(_Statement(draft, [draft.claim], origins={draft.telling.origin: None}))
        elif _is_same_reading(home.first, draft):
            home.claims.append(draft.claim)
        else:
            home.variants.append(draft.claim)
    statements: list[_Statement] = []
    for own in by_origin.values():
        for statement in own:
            twin = next((s for s in statements if _are_one(s.first, statement.first, same_days)), None)
            if twin is None:
                statements.append(statement)
            else:
                twin.claims.extend(statement.claims)
                twin.variants.extend(statement.variants)
                twin.origins.update(statement.origins)
    return statements


def _is_relay(told: _Draft, again: _Draft, same_days: int) -> bool:
    """Whether `again` is what its origin has said already, perhaps changed on the way."""
    if told.account.book is not again.account.book or told.account.side != again.account.side:
        return told.claim.document != again.claim.document and _is_same_number(told, again)
    if _is_same_number(told, again):
        return told.claim.document != again.claim.document or told.account == again.account
    return told.account == again.account and _is_same_time(told, again, same_days)


def _are_one(told: _Draft, again: _Draft, same_days: int) -> bool:
    return _is_same_reading(told, again) and _is_same_time(told, again, same_days)


def _is_same_reading(told: _Draft, again: _Draft) -> bool:
    return told.account == again.account and told.amount == again.amount and told.per == again.per


def _is_same_number(told: _Draft, again: _Draft) -> bool:
    """The same printed number, for times that may be one."""
    one, two = told.claim.quantity, again.claim.quantity
    if one is None or two is None or told.per != again.per:
        return False
    if (one.low if one.low is not None else one.high) != (two.low if two.low is not None else two.high):
        return False
    return _may_overlap(told.when, again.when)


def _may_overlap(one: When, two: When) -> bool:
    starts = [when.start for when in (one, two) if when.start is not None]
    ends = [when.end for when in (one, two) if when.end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _is_same_time(told: _Draft, again: _Draft, same_days: int) -> bool:
    one, two = told.when, again.when
    if (one.timing, one.start) != (two.timing, two.start):
        return False
    if one.end is None or two.end is None:
        return one.end == two.end
    return abs(one.end - two.end).days <= same_days


def _book(found: Sequence[tuple[Thread, Sequence[_Statement]]], unbooked: list[Unbooked], same_days: int) -> Booked:
    votes: list[Vote] = []
    objects: dict[int, tuple[tuple[str, str, str], str]] = {}
    for thread, statements in found:
        asked: list[_Statement] = []
        for statement in statements:
            first = statement.first
            number = next(
                (
                    place
                    for place, other in enumerate(asked)
                    if other.first.account == first.account and _is_same_time(other.first, first, same_days)
                ),
                len(asked),
            )
            if number == len(asked):
                asked.append(statement)
            key = (thread.id, first.account.id, str(number))
            value = f"{first.amount.low} {first.amount.high} {first.per}"
            objects[id(statement)] = key, value
            votes.extend(Vote(origin, key, value) for origin in statement.origins)
    beliefs = find_beliefs(votes)
    accounts: dict[str, Account] = {}
    entries: dict[str, Entry] = {}
    for thread, statements in found:
        for statement in statements:
            key, value = objects[id(statement)]
            entry = _make_entry(thread, statement, beliefs[key].stated.get(value, 0.0))
            accounts.setdefault(entry.account, statement.first.account)
            entries[entry.id] = entry
    return Booked(
        tuple(accounts[key] for key in sorted(accounts)),
        tuple(sorted(entries.values(), key=lambda e: (e.account, e.start or "", e.end or "9999", e.id))),
        tuple(unbooked),
    )


def _make_entry(thread: Thread, statement: _Statement, belief: float) -> Entry:
    first = statement.first
    when, amount = first.when, first.amount
    digest = hashlib.sha256("\x1f".join((thread.id, first.account.id, first.claim.id)).encode()).hexdigest()
    return Entry(
        id=f"e{digest[:_ID_DIGITS]}",
        account=first.account.id,
        thread=thread.id,
        claims=tuple(claim.id for claim in statement.claims),
        low=amount.low,
        high=amount.high,
        timing=when.timing,
        start=_iso(when.start),
        end=_iso(when.end),
        latest_start=_iso(when.latest_start) if when.latest_start != when.start else None,
        earliest_end=_iso(when.earliest_end) if when.earliest_end != when.end else None,
        is_part=when.is_part,
        origins=len(statement.origins),
        belief=round(max(belief, 1e-4), 4),
        variants=tuple(claim.id for claim in statement.variants),
        derived=amount.derived,
        per=first.per,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def iterate_claims(threads: Sequence[Thread]) -> Iterator[Claim]:
    """Every claim that threads hold as an answer."""
    for thread in threads:
        yield from thread.claims
