"""The books as JSON objects and as rows of a ledger. Their keys are stable; keys may be added, never renamed.

Dates are ISO days; null is an open side, or what nothing bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stemmata.model import (
    Account,
    Balance,
    Bound,
    Claim,
    Contradiction,
    Document,
    Entry,
    FalseAlarm,
    Standing,
    StockEstimate,
    Unbooked,
)

Record = dict[str, Any]


def balance_record(balance: Balance, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Record:
    """What `stemmata balance --json` prints. `claims` are by id, `documents` by sha256."""
    return {
        "accounts": [_account(a) for a in balance.accounts],
        "entries": [_entry(e, claims, documents) for e in balance.entries],
        "bounds": [_bound(b) for b in balance.bounds],
        "contradictions": [_contradiction(c, documents) for c in balance.contradictions],
        "false_alarms": [_false_alarm(f, documents) for f in balance.false_alarms],
        "stocks": [_stock(s) for s in balance.stocks],
        "unbooked": [_unbooked(u) for u in balance.unbooked],
        "set_aside": list(balance.set_aside),
        "decisions": [
            {"claim": d.claim, "action": d.action.value, "value": d.value, "reason": d.reason, "author": d.author}
            for d in balance.decisions
        ],
        "complete": balance.is_complete,
    }


def ledger_rows(
    balance: Balance, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[dict[str, str]]:
    """The entries as rows of a ledger, by account and time: what `stemmata balance --csv` prints."""
    names = {account.id: account.name for account in balance.accounts}
    conflicts: dict[str, list[str]] = {}
    for contradiction in balance.contradictions:
        for standing in contradiction.standings:
            conflicts.setdefault(standing.entry, []).append(contradiction.id)
    aside = set(balance.set_aside)
    for entry in balance.entries:
        claim = claims[entry.claims[0]]
        document = documents[claim.document]
        yield {
            "account": names[entry.account],
            "timing": entry.timing.value,
            "start": entry.start or "",
            "end": entry.end or "",
            "low": _number(entry.low),
            "high": _number(entry.high),
            "part": "part" if entry.is_part else "",
            "printed": claim.quantity.text if claim.quantity else "",
            "origins": str(entry.origins),
            "belief": f"{entry.belief:.2f}",
            "documents": str(len({claims[c].document for c in entry.claims})),
            "source": _cell(" < ".join(n for s in claim.chain if (n := s.name or s.descriptor))),
            "outlet": _cell(document.outlet or document.domain or ""),
            "published": document.published or "",
            "quote": _cell(claim.evidence.quote),
            "contradictions": " ".join(conflicts.get(entry.id, [])),
            "set_aside": "set aside" if entry.id in aside else "",
            "thread": entry.thread,
            "claim": claim.id,
            "entry": entry.id,
        }


def _cell(text: str) -> str:
    """Words of a page as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in set("=+-@\t\r") else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _account(account: Account) -> Record:
    return {
        "account": account.id,
        "name": account.name,
        "book": account.book.value,
        "side": account.side,
        "sub_kind": account.sub_kind,
        "actor": account.actor,
        "counterpart": account.counterpart,
        "item": account.item,
        "scope": account.scope,
        "place": account.place,
        "unit": account.unit,
        "balance": account.is_balance,
    }


def _entry(entry: Entry, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Record:
    first = claims[entry.claims[0]]
    return {
        "entry": entry.id,
        "account": entry.account,
        "thread": entry.thread,
        "low": entry.low,
        "high": entry.high,
        "printed": first.quantity.text if first.quantity else None,
        "timing": entry.timing.value,
        "start": entry.start,
        "end": entry.end,
        "latest_start": entry.latest_start,
        "earliest_end": entry.earliest_end,
        "part": entry.is_part,
        "per": entry.per,
        "derived": entry.derived,
        "origins": entry.origins,
        "belief": entry.belief,
        "claims": list(entry.claims),
        "variants": list(entry.variants),
        "document": documents[first.document].id,
        "quote": first.evidence.quote,
    }


def _bound(bound: Bound) -> Record:
    return {
        "account": bound.account,
        "start": bound.start,
        "end": bound.end,
        "low": bound.low,
        "high": bound.high,
        "total_low": bound.total_low,
        "total_high": bound.total_high,
        "low_claims": list(bound.low_claims),
        "high_claims": list(bound.high_claims),
        "total_low_claims": list(bound.total_low_claims),
        "total_high_claims": list(bound.total_high_claims),
    }


def _contradiction(contradiction: Contradiction, documents: Mapping[str, Document]) -> Record:
    return {
        "contradiction": contradiction.id,
        "words": contradiction.words,
        "identities": list(contradiction.identities),
        "claims": [_standing(s, documents) for s in contradiction.standings],
        "reconciliations": [
            {"kind": r.kind, "claims": list(r.claims), "words": r.words, "weight": r.weight}
            for r in contradiction.reconciliations
        ],
    }


def _false_alarm(alarm: FalseAlarm, documents: Mapping[str, Document]) -> Record:
    return {
        "words": alarm.words,
        "identities": list(alarm.identities),
        "claims": [_standing(s, documents) for s in alarm.standings],
    }


def _standing(standing: Standing, documents: Mapping[str, Document]) -> Record:
    document = documents.get(standing.document)
    return {
        "claim": standing.claim,
        "entry": standing.entry,
        "document": document.id if document is not None else standing.document,
        "bound": standing.bound,
        "quote": standing.quote,
        "chain": list(standing.chain),
        "origins": standing.origins,
    }


def _stock(stock: StockEstimate) -> Record:
    return {
        "account": stock.account,
        "date": stock.date,
        "low": stock.low,
        "high": stock.high,
        "likely_low": stock.likely_low,
        "likely_best": stock.likely_best,
        "likely_high": stock.likely_high,
        "sentence": stock.sentence,
        "claims": list(stock.claims),
    }


def _unbooked(unbooked: Unbooked) -> Record:
    return {
        "claim": unbooked.claim,
        "thread": unbooked.thread,
        "reason": unbooked.reason,
        "words": unbooked.words,
        "refused": unbooked.is_refused,
    }
