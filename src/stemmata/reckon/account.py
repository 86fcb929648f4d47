"""Claim → account: which side of whose books it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stemmata.model import Account, Book, Claim, Document, Modality, Polarity, Thread
from stemmata.packs import Pack
from stemmata.packs.books import AccountRule
from stemmata.reckon.amount import Fault
from stemmata.reckon.scope import Scope, name_scope
from stemmata.trace.question import read_question

_BOOKS = {
    Modality.ASSERTED: Book.ACTUAL,
    Modality.INTENDS: Book.PLANNED,
    Modality.PLANS: Book.PLANNED,
    Modality.EXPECTS: Book.PLANNED,
    Modality.COULD: Book.CAPACITY,
}


def find_rule(claim: Claim, pack: Pack) -> tuple[AccountRule, Book] | Fault:
    """The pack's row for a claim and the book that it is in; a Fault where it is not booked."""
    if claim.polarity is Polarity.NEGATIVE:
        return Fault("denied", "it denies, and a denial states no amount", is_refused=False)
    for rule in pack.accounts.values():
        if claim.measure in rule.planned:
            return rule, Book.PLANNED
        if claim.measure in rule.capacity:
            return rule, Book.CAPACITY
        if claim.measure in rule.measures:
            book = _BOOKS.get(claim.modality)
            if book is None:
                words = f"it is {claim.modality.value.replace('_', ' ')}: neither told as done, planned nor possible"
                return Fault("modality", words, is_refused=False)
            return rule, book
    return Fault("measure", f"{claim.measure.replace('_', ' ')} is in no account of the pack", is_refused=False)


def open_account(
    claim: Claim, thread: Thread, document: Document, rule: AccountRule, book: Book, scope: Scope, unit: str, pack: Pack
) -> Account:
    """The account of a claim. Who acts is taken from the thread where the claim leaves it out: its claims answer one
    question; and where whoever counts counts its own, from who counts."""
    side = read_question(claim, document, pack).side
    actor = _states(claim.actor, pack) or thread.actor or "+".join(sorted(side)) or None
    counterpart = (_states(claim.counterpart, pack) or thread.counterpart) if rule.partner else None
    parts = (
        book.value,
        rule.id if claim.sub_kind is None else f"{rule.id}.{claim.sub_kind}",
        *(part or "-" for part in (actor, counterpart, claim.item, scope.value, claim.place)),
    )
    account = Account(
        id="/".join((*parts, *([unit] if unit != "count" else []))),
        book=book,
        side=rule.id,
        name="",
        actor=actor,
        counterpart=counterpart,
        item=claim.item,
        sub_kind=claim.sub_kind,
        scope=scope.value,
        place=claim.place,
        unit=unit,
        is_balance=rule.kind == "balance",
    )
    return name_account(account, pack)


def name_account(account: Account, pack: Pack) -> Account:
    """The account with a name for readers."""
    rule = pack.accounts[account.side]
    item = pack.items.get(account.item or "")
    name = item.plural_name if item else (account.item or "items")
    place = pack.places.get(account.place or "") or pack.actors.get(account.place or "")
    words = [
        {Book.PLANNED: "planned:", Book.CAPACITY: "possible:"}.get(account.book, ""),
        "" if account.unit == "count" else f"{account.unit}s of",
        name,
        name_scope(account.scope, pack),
        rule.words,
        f"({account.sub_kind})" if account.sub_kind else "",
        f"{rule.actor_word} {name_parties(account.actor, pack)}" if account.actor else "",
        f"{rule.partner_word} {name_parties(account.counterpart, pack)}" if account.counterpart else "",
        f"in {place.name if place else account.place}" if account.place else "",
    ]
    return replace(account, name=" ".join(word for word in words if word))


def name_parties(parties: str, pack: Pack) -> str:
    """The names of parties that are joined by "+"."""
    names: Mapping[str, str] = {party: pack.actors[party].name for party in parties.split("+") if party in pack.actors}
    return " and ".join(names.get(party, party) for party in parties.split("+"))


def _states(parties: str | None, pack: Pack) -> str | None:
    return "+".join(sorted({pack.state_of(party) for party in parties.split("+")})) if parties else None
