"""The books as the dossier prints them: contradictions with their quotes, accounts with their plots, forecasts.

Everything is in words here, every amount with the link to the sentence that it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from stemmata.model import (
    Balance,
    Book,
    Claim,
    Contradiction,
    Decision,
    Document,
    Entry,
    Forecast,
    Outcome,
    Ruling,
    Standing,
    StockEstimate,
    Timing,
)
from stemmata.packs import Pack
from stemmata.show.account_plot import Mark, Step, draw_account
from stemmata.show.journal import JournalView, amount_words, make_journals, printed_interval
from stemmata.show.words import capital_words, chain_words, count_words, day_words

_OUTCOMES = {
    Outcome.MET: "met",
    Outcome.LATE: "late",
    Outcome.MISSED: "missed",
    Outcome.OPEN: "not due yet",
    Outcome.UNRESOLVED: "cannot be resolved",
}
_RULINGS = {Ruling.SET_ASIDE: "set aside", Ruling.SCOPE: "scope", Ruling.RESTORE: "restored"}
_MOST_PLOTS = 40  # accounts beyond these are in the table only


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A statement with its words: who prints it, from whom, how many independent origins, what is used of it."""

    bound: str
    quote: str
    outlet: str
    date: str
    chain: str
    origins: str
    href: str
    claim: str


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Statements that cannot all be true, the arithmetic, and what would reconcile them."""

    key: str
    words: str
    quotes: tuple[QuoteView, ...]
    ways: tuple[str, ...]
    plot: Markup


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account drawn over time."""

    key: str
    name: str
    entries: int
    plot: Markup


@dataclass(frozen=True, slots=True)
class StockView:
    """What is in hand on the last day reckoned, and on earlier ones where that can be said; `hrefs` lead to the claims
    that it follows from."""

    name: str
    sentence: str
    hrefs: tuple[str, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForecastView:
    """A promise with its outcome; `evidence` are outlets with the links to their sentences."""

    words: str
    outlets: str
    issued: str
    deadline: str
    outcome: str
    style: str
    reason: str
    href: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a person settled, about which words."""

    what: str
    reason: str
    who: str
    when: str
    quote: str
    href: str | None


@dataclass(frozen=True, slots=True)
class BooksView:
    """All of the books."""

    sentence: str
    contradictions: tuple[ContradictionView, ...]
    alarms: tuple[str, ...]
    accounts: tuple[AccountView, ...]
    journals: tuple[JournalView, ...]
    stocks: tuple[StockView, ...]
    forecasts: tuple[ForecastView, ...]
    decisions: tuple[DecisionView, ...]
    unbooked: tuple[tuple[str, int], ...]
    refused: tuple[QuoteView, ...]
    is_complete: bool


def make_books(
    balance: Balance,
    forecasts: Sequence[Forecast],
    decisions: Sequence[Decision],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    pack: Pack,
) -> BooksView | None:
    """The books as they are shown; None where nothing is booked, foreseen or decided.

    `claims` are keyed by id, `documents` by sha256.
    """
    if not (balance.entries or forecasts or decisions):
        return None
    return _Maker(balance, claims, documents, pack).view(forecasts, decisions)


class _Maker:
    """Makes the views of one balance; holds what each of them looks up."""

    def __init__(
        self, balance: Balance, claims: Mapping[str, Claim], documents: Mapping[str, Document], pack: Pack
    ) -> None:
        self.balance = balance
        self.claims = claims
        self.documents = documents
        self.pack = pack
        self.accounts = {account.id: account for account in balance.accounts}
        self.entries = {entry.id: entry for entry in balance.entries}
        self.numbers = {c.id: number for number, c in enumerate(balance.contradictions, start=1)}
        self.contradicted: dict[str, list[int]] = {}
        for contradiction in balance.contradictions:
            for standing in contradiction.standings:
                self.contradicted.setdefault(standing.entry, []).append(self.numbers[contradiction.id])

    def view(self, forecasts: Sequence[Forecast], decisions: Sequence[Decision]) -> BooksView:
        reasons = Counter(u.words for u in self.balance.unbooked if not u.is_refused)
        return BooksView(
            sentence=self.sentence(),
            contradictions=tuple(self.contradiction(c) for c in self.balance.contradictions),
            alarms=tuple(alarm.words for alarm in self.balance.false_alarms),
            accounts=tuple(self.drawn_accounts()),
            journals=make_journals(self.balance, self.claims, self.documents, self.pack, self.contradicted),
            stocks=tuple(self.stocks()),
            forecasts=tuple(self.forecast(f) for f in forecasts),
            decisions=tuple(self.decision(d) for d in decisions),
            unbooked=tuple(sorted(reasons.items(), key=lambda rn: (-rn[1], rn[0]))),
            refused=tuple(self.quote(self.claims[u.claim], u.words) for u in self.balance.unbooked if u.is_refused),
            is_complete=self.balance.is_complete,
        )

    def sentence(self) -> str:
        booked = (
            f"{count_words(len(self.balance.entries), 'statement')} in {count_words(len(self.accounts), 'account')}"
        )
        found = len(self.balance.contradictions)
        if not found:
            return f"{booked}; no figures were found that cannot all be true."
        return f"{booked}; {count_words(found, 'set')} of figures cannot all be true."

    # --- contradictions ----------------------------------------------------------------------

    def contradiction(self, found: Contradiction) -> ContradictionView:
        number = self.numbers[found.id]
        entries = [self.entries[s.entry] for s in found.standings]
        marks = [mark for entry in entries if (mark := self.mark(entry, is_contradicted=False)) is not None]
        key = f"contradiction-{number}"
        plot = draw_account(marks, (), f"Contradiction {number}: the figures over time", f"{key}-plot")
        return ContradictionView(
            key=key,
            words=found.words,
            quotes=tuple(self.standing(s) for s in found.standings),
            ways=tuple(way.words for way in found.reconciliations),
            plot=Markup(plot if len({(m.start, m.end) for m in marks}) > 1 else ""),
        )

    def standing(self, standing: Standing) -> QuoteView:
        origins = count_words(standing.origins, "independent origin")
        return replace(self.quote(self.claims[standing.claim], standing.bound), origins=origins)

    def quote(self, claim: Claim, bound: str) -> QuoteView:
        document = self.documents[claim.document]
        return QuoteView(
            bound=bound,
            quote=" ".join(claim.evidence.quote.split()),
            outlet=self.outlet(claim),
            date=day_words(document.published),
            chain=chain_words(claim.chain) or "names no source",
            origins="",
            href=f"#{claim.id}",
            claim=claim.id,
        )

    def outlet(self, claim: Claim) -> str:
        return self.documents[claim.document].name

    # --- accounts ----------------------------------------------------------------------------

    def drawn_accounts(self) -> Iterator[AccountView]:
        """The accounts of what happened in which more than one statement has a day, those with most first."""
        dated: dict[str, list[Mark]] = {}
        for entry in self.balance.entries:
            mark = self.mark(entry, is_contradicted=entry.id in self.contradicted)
            if mark is not None and self.accounts[entry.account].book is Book.ACTUAL:
                dated.setdefault(entry.account, []).append(mark)
        several = sorted((a for a in dated if len(dated[a]) > 1), key=lambda a: (-len(dated[a]), a))
        for number, account in enumerate(several[:_MOST_PLOTS], start=1):
            is_balance = self.accounts[account].is_balance
            steps = [
                Step(b.end, b.low if is_balance else b.total_low, b.high if is_balance else b.total_high)
                for b in self.balance.bounds
                if b.account == account
            ]
            name = capital_words(self.accounts[account].name)
            key = f"account-{number}"
            yield AccountView(
                key, name, len(dated[account]), Markup(draw_account(dated[account], steps, name, f"{key}-plot"))
            )

    def mark(self, entry: Entry, *, is_contradicted: bool) -> Mark | None:
        if entry.end is None or entry.timing is Timing.QUESTION:
            return None
        claim = self.claims[entry.claims[0]]
        low, high = printed_interval(entry, self.claims)
        return Mark(
            label=self.outlet(claim),
            words=amount_words(entry, self.claims),
            shape=entry.timing.value,
            low=low,
            high=None if entry.is_part else high,
            start=entry.start,
            end=entry.end,
            href=f"#{claim.id}",
            is_contradicted=is_contradicted,
        )

    def stocks(self) -> Iterator[StockView]:
        by_account: dict[str, list[StockEstimate]] = {}
        for stock in self.balance.stocks:
            by_account.setdefault(stock.account, []).append(stock)
        for stocks in by_account.values():
            *before, last = sorted(stocks, key=lambda s: s.date)
            told = [s for s in before if s.high is not None or s.low > 0 or s.likely_best is not None]
            yield StockView(
                name=capital_words(last.name),
                sentence=last.sentence,
                hrefs=tuple(f"#{claim}" for claim in last.claims if claim in self.claims),
                earlier=tuple(s.sentence for s in told),
            )

    # --- forecasts and decisions -------------------------------------------------------------

    def forecast(self, forecast: Forecast) -> ForecastView:
        claims = [self.claims[c] for c in forecast.claims]
        evidence = [self.claims[c] for c in forecast.evidence]
        return ForecastView(
            words=capital_words(forecast.words),
            outlets=", ".join(dict.fromkeys(self.outlet(c) for c in claims)),
            issued=day_words(forecast.issued),
            deadline=day_words(forecast.deadline),
            outcome=_OUTCOMES[forecast.outcome],
            style=forecast.outcome.value,
            reason=capital_words(forecast.reason),
            href=f"#{forecast.claims[0]}",
            evidence=tuple((self.outlet(c), f"#{c.id}") for c in evidence),
        )

    def decision(self, decision: Decision) -> DecisionView:
        claim = self.claims.get(decision.claim)
        action = _RULINGS[decision.action]
        return DecisionView(
            what=f"{action}: {decision.value}" if decision.value else action,
            reason=decision.reason,
            who=decision.author or "unnamed",
            when=day_words(decision.decided_at),
            quote=" ".join(claim.evidence.quote.split()) if claim else f"claim {decision.claim}, not in this dossier",
            href=f"#{claim.id}" if claim else None,
        )
