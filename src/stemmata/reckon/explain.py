"""A contradiction in words: which claims, by which of their bounds, tied by what, and what would reconcile them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stemmata.model import (
    Account,
    Basis,
    Claim,
    Contradiction,
    Document,
    Entry,
    FalseAlarm,
    Reconciliation,
    Standing,
    Timing,
)
from stemmata.packs import Pack
from stemmata.reckon.account import name_account, name_parties
from stemmata.reckon.relation import Relation, owner_of

_ID_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is needed to speak of entries: accounts, claims and documents (by sha256) by id."""

    accounts: Mapping[str, Account]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    pack: Pack


@dataclass(frozen=True, slots=True)
class Clash:
    """Entries that cannot all hold, each with whether its lower bound is what is used, and what ties them."""

    entries: tuple[tuple[Entry, bool], ...]
    relations: tuple[Relation, ...]
    running: Mapping[str, str]

    @property
    def identities(self) -> tuple[str, ...]:
        """The ids of the pack's identities that tie the entries."""
        tied = [relation.identity for relation in self.relations]
        dated = [e for e, _ in self.entries if e.timing not in {Timing.QUESTION, Timing.BALANCE}]
        if any(relation.per_period for relation in self.relations) or not tied:
            is_one = len({(e.start, e.end) for e in dated}) < 2
            tied += [] if is_one else [self.running[e.account] for e in dated if e.account in self.running]
        return tuple(dict.fromkeys(tied))


def explain_contradiction(clash: Clash, known: Knowledge) -> Contradiction:
    """The contradiction that a clash is."""
    standings = tuple(_standing(entry, is_low, known) for entry, is_low in clash.entries)
    digest = hashlib.sha256("\x1f".join(sorted(s.claim for s in standings)).encode()).hexdigest()
    return Contradiction(
        id=f"x{digest[:_ID_DIGITS]}",
        standings=standings,
        identities=clash.identities,
        words=f"{_told(clash, known)} They cannot all be true: {_tied(clash, known)}.",
        reconciliations=_reconcile(clash, known),
    )


def explain_false_alarm(clash: Clash, opened: Sequence[tuple[Entry, Entry]], known: Knowledge) -> FalseAlarm:
    """Why entries whose bare numbers clash do not contradict one another. `clash` is that of the bare numbers;
    `opened` are pairs of a bare entry and the one that its words make."""
    standings = tuple(_standing(entry, is_low, known) for entry, is_low in clash.entries)
    by_id = {entry.id: entry for _, entry in opened}
    reasons = [
        _why_open(by_id[bare.id], is_low, known)
        for bare, is_low in clash.entries
        if bare.id in by_id and _has_room(by_id[bare.id], bare, is_low)
    ]
    words = f"{_told(clash, known)} No contradiction follows: {'; '.join(dict.fromkeys(reasons))}."
    return FalseAlarm(standings, clash.identities, words)


def _has_room(entry: Entry, bare: Entry, is_low: bool) -> bool:
    """Whether the words leave more room on the side that is used than the bare number does."""
    if is_low:
        return (entry.low or 0.0) < (bare.low or 0.0)
    return entry.is_part or entry.high is None or entry.high > (bare.high or 0.0)


def _why_open(entry: Entry, is_low: bool, known: Knowledge) -> str:
    quantity = known.claims[entry.claims[0]].quantity
    text = quantity.text if quantity is not None else f"{entry.low:g}"
    if is_low:
        return f"“{text}” may be as few as {number_words(entry.low)}"
    if entry.high is None:
        return f"“{text}” has no upper end"
    if entry.is_part:
        return f"the words do not say that “{text}” is all there was"
    return f"“{text}” may be as many as {number_words(entry.high)}"


def _standing(entry: Entry, is_low: bool, known: Knowledge) -> Standing:
    claim = known.claims[entry.claims[0]]
    return Standing(
        entry=entry.id,
        claim=claim.id,
        document=claim.document,
        quote=claim.evidence.quote,
        chain=tuple(name for source in claim.chain if (name := source.name or source.descriptor)),
        origins=entry.origins,
        bound=_bound(entry, is_low),
    )


def _bound(entry: Entry, is_low: bool) -> str:
    number = entry.low if is_low else entry.high
    return f"{'at least' if is_low else 'at most'} {number_words(number)}"


def number_words(number: float | None) -> str:
    """A number as a reader writes it: "6,000"."""
    if number is None:
        return "any number"
    return f"{number:,.0f}" if abs(number) >= 100 or number == int(number) else f"{number:,.1f}"


def _told(clash: Clash, known: Knowledge) -> str:
    """ "At least 540 drones shot down by Ukraine from September 2022 to 5 February 2023; at most 400 ..." """
    told = []
    for entry, is_low in sorted(clash.entries, key=lambda e: (not e[1], e[0].account, e[0].end or "")):
        account = known.accounts[entry.account]
        per = f" a {entry.per}" if entry.per and entry.timing is Timing.QUESTION else ""
        told.append(f"{_bound(entry, is_low)}{per} {account.name}{_when(entry)}")
    words = "; ".join(told)
    return words[:1].upper() + words[1:] + "."


def _when(entry: Entry) -> str:
    end = day_words(entry.end) if entry.end else None
    match entry.timing:
        case Timing.QUESTION:
            return ""
        case Timing.BALANCE:
            return f" on {end}"
        case Timing.PERIOD if entry.start == entry.end:
            return f" on {end}"
        case _ if entry.start:
            return f" from {day_words(entry.start)} to {end}" if end else f" since {day_words(entry.start)}"
        case _:
            return f" up to {end}" if end else " at some time"


def day_words(iso: str) -> str:
    """ "5 February 2023" """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _tied(clash: Clash, known: Knowledge) -> str:
    accounts = {entry.account for entry, _ in clash.entries}
    if all(entry.timing is Timing.QUESTION for entry, _ in clash.entries):
        return "they answer one question"
    is_one = len({(e.start, e.end, e.timing) for e, _ in clash.entries}) == 1
    if len(accounts) == 1 and is_one and len(clash.entries) == 2:
        return "they give different numbers for one thing and one time"
    words = [known.pack.identities[identity].words for identity in clash.identities]
    return "; ".join([*words, *_assumed(clash, known)]) or "they count one thing"


def _assumed(clash: Clash, known: Knowledge) -> list[str]:
    """What is taken from the pack of who fights whom."""
    found = []
    for relation in clash.relations:
        for account in (*relation.smaller, *relation.larger):
            row = known.accounts.get(account)
            if row is None or row.actor is None or known.pack.accounts[row.side].owner != "opponent":
                continue
            owner = owner_of(row, known.pack)
            if owner is not None:
                actor = name_parties(row.actor, known.pack)
                words = known.pack.accounts[row.side].words
                found.append(f"what was {words} by {actor} is taken to be {name_parties(owner, known.pack)}'s")
    return list(dict.fromkeys(found))


def _reconcile(clash: Clash, known: Knowledge) -> tuple[Reconciliation, ...]:
    found = [*_by_scope(clash, known), *_by_bound(clash, known), *_by_setting_aside(clash, known)]
    return tuple(sorted(found, key=lambda r: (r.weight, r.kind, r.claims)))


def _by_setting_aside(clash: Clash, known: Knowledge) -> list[Reconciliation]:
    found = []
    for entry, is_low in clash.entries:
        claim = known.claims[entry.claims[0]]
        who = next((s.name or s.descriptor for s in reversed(claim.chain) if s.name or s.descriptor), None)
        source = who or known.documents[claim.document].outlet or "a source that is not named"
        origins = "one origin" if entry.origins == 1 else f"{entry.origins} origins"
        found.append(
            Reconciliation(
                "set_aside", entry.claims, f"set aside {_bound(entry, is_low)} ({source}; {origins})", weigh(entry)
            )
        )
    return found


def weigh(entry: Entry) -> float:
    """How much it takes to set an entry aside: its independent origins, and of equal ones the likelier weighs more."""
    return entry.origins + 0.5 * entry.belief


def _by_scope(clash: Clash, known: Knowledge) -> list[Reconciliation]:
    """The claims agree if one counts other things: where its words leave its scope open."""
    found = []
    accounts = {entry.account: entry for entry, _ in clash.entries}
    for relation in clash.relations:
        if not relation.by_scope:
            continue
        for wide in relation.larger:
            entry = accounts.get(wide)
            if entry is None:
                continue
            row = known.accounts[wide]
            narrow = next((known.accounts[n].name for n in relation.smaller if n in known.accounts), "")
            words = f"“{row.name}” may not count all kinds: its words do not say so, and “{narrow}” may be others"
            found.append(Reconciliation("scope", entry.claims, words, 0.5))
    entries = [entry for entry, _ in clash.entries]
    if (
        len(entries) == 2
        and entries[0].account == entries[1].account
        and known.accounts[entries[0].account].scope is None
    ):
        claims = tuple(entry.claims[0] for entry in entries)
        if all(known.claims[c].scope is None for c in claims):
            words = "one of them may count only a part: neither says that it counts all"
            found.append(Reconciliation("scope", claims, words, 0.75))
    return found


def _by_bound(clash: Clash, known: Knowledge) -> list[Reconciliation]:
    """A bound may have been dropped on the way: a page of the same origins prints the number with one."""
    found = []
    for entry, is_low in clash.entries:
        own = known.claims[entry.claims[0]].quantity
        if is_low or own is None or own.basis is not Basis.EXACT:
            continue
        for other in entry.variants:
            quantity = known.claims[other].quantity
            if quantity is not None and quantity.basis in {Basis.AT_LEAST, Basis.MORE_THAN} and quantity.low == own.low:
                words = f"“{own.text}” may be “{quantity.text}”, as another page of the same origin has it"
                found.append(Reconciliation("bound", (entry.claims[0], other), words, 0.25))
                break
    return found


def name_between(account: Account, pack: Pack) -> Account:
    """An account that no claim is booked in, with its name."""
    return account if account.name else name_account(account, pack)
