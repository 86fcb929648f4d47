"""What was reckoned: accounts, the entries in them, their bounds, and which claims cannot all be true.

Amounts are in the account's `unit` (items, if it is "count"). Dates are ISO 8601 days, both ends inclusive; None is an
open side or one that the texts do not give.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stemmata.model.decision import Decision


class Book(StrEnum):
    """Which book an account is in: what happened, what is planned, what could be. They are never added up."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CAPACITY = "capacity"


class Timing(StrEnum):
    """What an entry's dates mean.

    PERIOD: it happened from `start` to `end`. RUNNING: a count that runs from `start` (None: from the beginning) to
    `end`. UNDATED: the text gives no time, so it is some part of all that happened up to `end`. BALANCE: in hand on
    `end`. QUESTION: no dates to reckon with (a plan, an ability, a rate without its months); it is compared only with
    what answers the same thread.
    """

    PERIOD = "period"
    RUNNING = "running"
    UNDATED = "undated"
    BALANCE = "balance"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Account:
    """What is counted of whom: one side (the pack's id: produced, delivered, intercepted, ...) of one actor, item
    family and scope. `actor`, `counterpart`, `item` and `place` are the pack's ids or the words of a text. `scope` is
    "all" ("of all kinds"), "made:ID" ("Iranian-made") or the text's own words; None: not said. `name` is for readers.
    """

    id: str
    book: Book
    side: str
    name: str
    actor: str | None = None
    counterpart: str | None = None
    item: str | None = None
    sub_kind: str | None = None
    scope: str | None = None
    place: str | None = None
    unit: str = "count"
    is_balance: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of one or more independent origins, booked in an account.

    `claims` (ids) carry it, the first is the one that it is booked from; `variants` are claims that have it from the
    same origins and say otherwise (changed on the way, and not booked). low <= amount <= high; None is an open side.
    `latest_start` and `earliest_end` are the shortest period that the words can mean, where that is not the one from
    `start` to `end`: "since September" begins between its first and its last day. `is_part` is true where the words do
    not say that this is all of it: then only `low` binds. `belief` in (0, 1] is how likely it is right among what the
    thread's origins state; `derived` says how the amount was converted, `per` the rate as printed.
    """

    id: str
    account: str
    thread: str
    claims: tuple[str, ...]
    low: float | None
    high: float | None
    timing: Timing
    start: str | None
    end: str | None
    latest_start: str | None = None
    earliest_end: str | None = None
    is_part: bool = False
    origins: int = 1
    belief: float = 1.0
    variants: tuple[str, ...] = ()
    derived: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """What an account must be in one month, from `start` to `end`: the amount of that month (`low`, `high`), and the
    count that ran up to its end (`total_low`, `total_high`; for a balance what is in hand then, and `low`, `high`
    are the same). None: nothing bounds it above. Each `..._claims` are the claims (ids) that the bound follows from."""

    account: str
    start: str
    end: str
    low: float
    high: float | None
    total_low: float
    total_high: float | None
    low_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    total_low_claims: tuple[str, ...] = ()
    total_high_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry's part in a contradiction: the claim with its words, who it comes from (nearest first), how many
    independent origins state it, and which of its bounds is used ("at least 540")."""

    entry: str
    claim: str
    document: str
    quote: str
    chain: tuple[str, ...]
    origins: int
    bound: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One way in which the claims of a contradiction could agree. `kind`: set_aside (`claims` are wrong), scope (they
    count other things than is taken here) or bound (a bound was dropped on the way). `weight` is how many
    independent origins it overrules: the least comes first."""

    kind: str
    claims: tuple[str, ...]
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot all be true: without any one of them the rest can. `identities` are the ids of the pack's
    identities that tie them, `words` the arithmetic for a reader."""

    id: str
    standings: tuple[Standing, ...]
    identities: tuple[str, ...]
    words: str
    reconciliations: tuple[Reconciliation, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims."""
        return tuple(standing.claim for standing in self.standings)


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """Entries whose bare numbers would contradict one another, but whose words do not ("more than 400"); why not."""

    standings: tuple[Standing, ...]
    identities: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class StockEstimate:
    """What is in hand at the end of a day. `low`, `high`: hard bounds, None where nothing bounds it. `likely_low`,
    `likely_high`: the middle 90 % of a distribution, None where the data do not suffice. `sentence` says how it
    follows, `claims` (ids) from what. `name` is the account's, for readers: no claim may be booked in it."""

    account: str
    date: str
    low: float
    high: float | None
    sentence: str
    claims: tuple[str, ...]
    likely_low: float | None = None
    likely_best: float | None = None
    likely_high: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unbooked:
    """A claim that is in no account, and why. `is_refused`: it cannot be right as it stands (a negative number, a
    period that ends before it begins); otherwise it is only nothing to book (a share, a denial, a price)."""

    claim: str
    thread: str
    reason: str
    words: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """All books. `set_aside` are the entries (ids) that `bounds` and `stocks` leave out, because with them nothing adds
    up; `is_complete` is False where there may be more contradictions than are listed."""

    accounts: tuple[Account, ...]
    entries: tuple[Entry, ...]
    bounds: tuple[Bound, ...]
    contradictions: tuple[Contradiction, ...]
    false_alarms: tuple[FalseAlarm, ...]
    stocks: tuple[StockEstimate, ...]
    unbooked: tuple[Unbooked, ...]
    set_aside: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    is_complete: bool = True
