"""Claims made by hand or by a generator, each on a page of its own: books are tried without reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from stemmata.model import (
    Balance,
    Basis,
    Claim,
    Decision,
    Document,
    Evidence,
    Modality,
    Origins,
    Polarity,
    Quantity,
    Relation,
    Source,
    SourceKind,
    Span,
    Stemma,
    Thread,
    Time,
    Witness,
)
from stemmata.packs import Pack
from stemmata.reckon import reckon
from stemmata.reckon.booking import book_threads
from stemmata.reckon.component import find_components, find_questions
from stemmata.reckon.reckoning import find_component_conflicts
from stemmata.reckon.relation import tie_accounts

_BOUNDS = {
    Basis.AT_LEAST: "at least ",
    Basis.MORE_THAN: "more than ",
    Basis.UP_TO: "up to ",
    Basis.FEWER_THAN: "fewer than ",
    Basis.ABOUT: "about ",
    Basis.ALMOST: "nearly ",
}


def quantity(number: float, basis: Basis = Basis.EXACT, unit: str = "count", per: str | None = None) -> Quantity:
    """The quantity that the words "BOUND NUMBER" state."""
    text = f"{_BOUNDS.get(basis, '')}{number:,.0f}"
    low: float | None = number
    high: float | None = number
    if basis in {Basis.AT_LEAST, Basis.MORE_THAN}:
        high = None
    if basis in {Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST}:
        low = None
    return Quantity(Span(0, len(text)), text, low, high, basis, unit, per=per)


def time(relation: Relation, start: str | None, end: str | None, resolution: str = "month") -> Time:
    """A time as the annotation would give it."""
    text = f"{start or ''} to {end or ''}"
    return Time(Span(0, len(text)), text, "DATE", None, start, end, resolution, relation)


@dataclass
class Teller:
    """Makes claims, one page each, and reckons them."""

    pack: Pack
    claims: list[Claim] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def tell(
        self,
        measure: str,
        amount: Quantity | None,
        when: Time | None = None,
        *,
        published: str | None = "2023-06-30",
        actor: str | None = "ukraine",
        counterpart: str | None = None,
        item: str | None = "uav",
        scope: str | None = None,
        place: str | None = None,
        sub_kind: str | None = None,
        modality: Modality = Modality.ASSERTED,
        polarity: Polarity = Polarity.POSITIVE,
        source: str | None = None,
        outlet: str | None = None,
    ) -> Claim:
        """Add a claim, printed by an outlet of its own unless one is named."""
        number = len(self.claims)
        text = f"Report {number}: {amount.text if amount else 'none'} {measure}."
        sha = hashlib.sha256(f"{number}".encode()).hexdigest()
        self.documents[sha] = Document(
            id=f"d{number}",
            sha256=sha,
            text=text,
            language="en",
            outlet=outlet or f"Outlet {number}",
            published=published,
        )
        chain = (Source(SourceKind.NAMED, source, source, Span(0, 6)),) if source else ()
        claim = Claim(
            id=f"c{number:05}",
            document=sha,
            measure=measure,
            sub_kind=sub_kind,
            item=item,
            actor=actor,
            counterpart=counterpart,
            place=place,
            quantity=amount,
            time=when,
            stage=None,
            modality=modality,
            polarity=polarity,
            chain=chain,
            evidence=Evidence(Span(0, len(text)), text, "", ""),
            scope=scope,
        )
        self.claims.append(claim)
        return claim

    def reckon(
        self, only: Sequence[str] | None = None, decisions: Sequence[Decision] = (), is_drawn: bool = False
    ) -> Balance:
        """The balance of all claims, or of those with the ids `only`; each is a thread and an origin of its own."""
        threads, stemmata = self.threads(only)
        return reckon(threads, stemmata, self.documents, self.pack, decisions, is_drawn=is_drawn)

    def find_conflicts(self, only: Sequence[str] | None = None) -> set[frozenset[str]]:
        """The ids of the claims of each contradiction, and nothing else of a balance; much quicker than `reckon`."""
        threads, stemmata = self.threads(only)
        booked = book_threads(threads, stemmata, self.documents, self.pack)
        accounts = {account.id: account for account in booked.accounts}
        components = find_components(tie_accounts(booked.accounts, self.pack), booked.entries, self.pack)
        return {
            frozenset(component.entries[place].claims[0] for place in conflict)
            for component in (*components, *find_questions(booked.entries, accounts))
            for conflict in find_component_conflicts(component).sets
        }

    def threads(self, only: Sequence[str] | None = None) -> tuple[list[Thread], dict[str, Stemma]]:
        """A thread and a stemma for each claim, or for those with the ids `only`."""
        wanted = [c for c in self.claims if only is None or c.id in only]
        threads = [Thread(f"t{c.id}", "How many?", c.measure, c.item, c.actor, c.counterpart, (c,)) for c in wanted]
        return threads, {t.id: _lonely(t, self.documents) for t in threads}


def _lonely(thread: Thread, documents: dict[str, Document]) -> Stemma:
    """The stemma of a thread with one page."""
    (claim,) = thread.claims
    document = documents[claim.document]
    witness = Witness(
        f"w{claim.id}", claim.document, document.outlet or "", SourceKind.OUTLET, document.published, False, (claim.id,)
    )
    return Stemma(thread.id, (witness,), (), Origins(1, 1, 1, (witness.id,), (), ((witness.id,),)))
