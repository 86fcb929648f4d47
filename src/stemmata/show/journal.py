"""The ledger as a table: what came in, what went out and what is in hand, each line with its source and its scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stemmata.model import Account, Balance, Book, Claim, Document, Entry, Timing
from stemmata.packs import Pack
from stemmata.show.words import (
    capital_words,
    chain_words,
    count_words,
    day_words,
    number_words,
    value_words,
)

_COLUMNS = ("In", "Out", "Of these", "In hand")
_IN, _OUT, _WITHIN, _IN_HAND = range(4)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the ledger; its amount stands in column `column` of the journal's (from 0)."""

    key: str
    when: str
    account: str
    scope: str
    source: str
    outlets: str
    amount: str
    column: int
    note: str
    href: str
    contradictions: tuple[tuple[str, str], ...]
    is_aside: bool


@dataclass(frozen=True, slots=True)
class JournalView:
    """The lines of one class of items in one book."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[LineView, ...]


def make_journals(
    balance: Balance,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    pack: Pack,
    contradicted: Mapping[str, Sequence[int]],
) -> tuple[JournalView, ...]:
    """What happened, a table for each class of items; then what is planned or possible, which is never added up.

    `claims` are keyed by id, `documents` by sha256; `contradicted` gives the numbers of an entry's (id) contradictions.
    """
    return tuple(_Bookkeeper(balance, claims, documents, pack, contradicted).journals())


class _Bookkeeper:
    """Writes the lines of one balance; holds what each of them looks up."""

    def __init__(
        self,
        balance: Balance,
        claims: Mapping[str, Claim],
        documents: Mapping[str, Document],
        pack: Pack,
        contradicted: Mapping[str, Sequence[int]],
    ) -> None:
        self.balance = balance
        self.claims = claims
        self.documents = documents
        self.pack = pack
        self.contradicted = contradicted
        self.accounts = {account.id: account for account in balance.accounts}
        self.keys = {entry.id: f"e-{number}" for number, entry in enumerate(balance.entries, start=1)}
        stock = next((i for i in pack.identities.values() if i.kind == "stock"), None)
        self.column_of = {
            **dict.fromkeys(stock.inflows if stock else (), _IN),
            **dict.fromkeys(stock.outflows if stock else (), _OUT),
        }

    def journals(self) -> Iterator[JournalView]:
        lines: dict[tuple[bool, str], list[Entry]] = {}
        for entry in self.balance.entries:
            account = self.accounts[entry.account]
            item = (
                "" if account.book is not Book.ACTUAL or account.item is None else self.pack.lineage(account.item)[-1]
            )
            lines.setdefault((account.book is not Book.ACTUAL, item), []).append(entry)
        for number, (is_ahead, item) in enumerate(sorted(lines, key=lambda k: (k[0], -len(lines[k]), k[1])), start=1):
            entries = sorted(lines[is_ahead, item], key=lambda e: (e.end or "9999", e.start or "", e.account, e.id))
            views = tuple(self.line(entry, is_ahead) for entry in entries)
            row = self.pack.items.get(item)
            title = "Plans and abilities" if is_ahead else capital_words(row.plural_name if row else item or "items")
            columns = ("Amount",) if is_ahead else _COLUMNS
            used = sorted({line.column for line in views})
            renumbered = tuple(replace(line, column=used.index(line.column)) for line in views)
            yield JournalView(f"journal-{number}", title, tuple(columns[u] for u in used), renumbered)

    def line(self, entry: Entry, is_ahead: bool) -> LineView:
        account = self.accounts[entry.account]
        claim = self.claims[entry.claims[0]]
        outlets = sorted({self.documents[self.claims[c].document].name for c in entry.claims})
        numbers = self.contradicted.get(entry.id, [])
        return LineView(
            key=self.keys[entry.id],
            when=_when_words(entry, self.documents[claim.document]),
            account=capital_words(account.name),
            scope=_scope_words(account, claim),
            source=chain_words(claim.chain) or "names no source",
            outlets=", ".join(outlets),
            amount=amount_words(entry, self.claims),
            column=0 if is_ahead else self.column(account),
            note=self.note(entry),
            href=f"#{claim.id}",
            contradictions=tuple((f"#contradiction-{n}", f"contradiction {n}") for n in numbers),
            is_aside=entry.id in self.balance.set_aside,
        )

    def column(self, account: Account) -> int:
        """In, out, part of what went out, or in hand."""
        return _IN_HAND if account.is_balance else self.column_of.get(account.side, _WITHIN)

    def note(self, entry: Entry) -> str:
        """How an amount is reckoned with, where that is not what it says; and what was not booked beside it."""
        quantity = self.claims[entry.claims[0]].quantity
        parts = [entry.derived] if entry.derived else []
        if quantity is not None and (entry.low, entry.high) not in {
            (quantity.low, quantity.high),
            (0.0, quantity.high),
        }:
            parts.append(f"reckoned with as {_interval_words(entry.low, entry.high)}")
        if entry.is_part:
            parts.append("taken as a part of all there was")
        if entry.variants:
            parts.append(f"{count_words(len(entry.variants), 'relay')} of it read otherwise")
        return "; ".join(parts)


def amount_words(entry: Entry, claims: Mapping[str, Claim]) -> str:
    """The number as it is printed; where it was converted, the interval that is reckoned with."""
    quantity = claims[entry.claims[0]].quantity
    if quantity is None or entry.derived is not None:
        return _interval_words(entry.low, entry.high)
    return value_words(quantity)


def printed_interval(entry: Entry, claims: Mapping[str, Claim]) -> tuple[float | None, float | None]:
    """The amount to draw: a bare number as it is printed, not as it was rounded off to be reckoned with."""
    quantity = claims[entry.claims[0]].quantity
    if entry.derived is None and quantity is not None and quantity.low is not None and quantity.low == quantity.high:
        return quantity.low, quantity.high
    return entry.low, entry.high


def _when_words(entry: Entry, document: Document) -> str:
    """The time that an entry counts, as a ledger dates it."""
    if entry.timing is Timing.QUESTION:
        return f"printed {day_words(document.published)}"
    start, end = (day_words(day).replace(" ", "\u00a0") if day else None for day in (entry.start, entry.end))
    if entry.timing is Timing.BALANCE:
        return end or "undated"
    if entry.timing is Timing.UNDATED:
        return f"by {end}" if end else "undated"
    if start is None or start == end:
        return f"by {end}" if start is None else start
    return f"{start} – {end}" if end else f"since {start}"


def _scope_words(account: Account, claim: Claim) -> str:
    """What the number counts, in the text's own words; how it was made, where the claim says so."""
    words = [" ".join(claim.scope.split()) if claim.scope else "", account.sub_kind or ""]
    return "; ".join(word for word in words if word) or "not said"


def _interval_words(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"
    if low is not None:
        return f"at least {number_words(low)}"
    return f"at most {number_words(high)}" if high is not None else "no amount"
