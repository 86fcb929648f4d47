"""The shape of what a pack says about its books: which claims are booked where, and what must add up."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stemmata.packs.row import Forms, Row


class Booking(Row):
    """How numbers, times and scopes are taken when they are booked (`[booking]` in pack.toml).

    `about` is how far "about N" may be off, `almost` how far below N "nearly N" may lie, and `rounded` how far a bare
    round number ("400") may be, as shares of the number; a bare number is never off by more than half of its last digit
    that is not 0. `largest` is the highest amount that is believed. Counts printed within `same_days` of each other
    by one origin are one statement; a count may be `stale_days` old when it is printed. `overnight_days` is how much
    later a thing of a short period (up to `short_days`) may be counted on the other side: launched in the night
    of the 3rd, shot down on the 4th. `total` are scope words which say that a number is all there is, `every_kind`
    those which say that it counts all kinds, `made` what stands behind an adjective of origin ("Iranian-made").
    """

    about: float = Field(default=0.1, ge=0.0, lt=1.0)
    rounded: float = Field(default=0.05, ge=0.0, lt=1.0)
    almost: float = Field(default=0.2, ge=0.0, lt=1.0)
    largest: float = Field(default=1e9, gt=0.0)
    same_days: int = Field(default=7, ge=0)
    stale_days: int = Field(default=7, ge=0)
    overnight_days: int = Field(default=1, ge=0)
    short_days: int = Field(default=7, ge=0)
    total: Forms = {}
    every_kind: Forms = {}
    made: Forms = {}


class AccountRule(Row):
    """One side of the books. `measures` are booked in it as what happened, where they are meant so; `planned` and
    `capacity` are measures that are always of that other book. `owner` says whose things are counted: the claim's
    actor, its counterpart, or whoever stands opposed to the actor (what one side shoots down is the other's).
    `partner` says what the claim's other party is, where it is part of the account. `words` name it behind an item,
    `actor_word` stands before the actor, `partner_word` before the other party: "delivered" "by" Iran "to" Russia.
    """

    id: str
    kind: Literal["flow", "balance"]
    measures: tuple[str, ...]
    planned: tuple[str, ...] = ()
    capacity: tuple[str, ...] = ()
    owner: Literal["actor", "counterpart", "opponent"] = "actor"
    partner: Literal["giver", "taker"] | None = None
    words: str
    actor_word: str = "by"
    partner_word: str = "to"


class Identity(Row):
    """What must hold between accounts of one owner, item, scope and place.

    running: a count of each of `accounts` never falls, and a month is part of its total.
    part: what is narrower (item, scope, place, sub-kind) is part of the wider, in each of `accounts`.
    sum: `whole` is at least all `parts` together, in every period; the rest is what nobody counted.
    transfer: what `sent` hands over, `got` receives, up to `tolerance` (a share) and `lag_days`.
    supply: what is `used` of things made in another state was `supplied` from there.
    stock: `stock` grows by `inflows` and shrinks by `outflows`; what nobody counted may have come and gone.
    """

    id: str
    kind: Literal["running", "part", "sum", "transfer", "supply", "stock"]
    words: str
    accounts: tuple[str, ...] = ()
    whole: str | None = None
    parts: tuple[str, ...] = ()
    sent: str | None = None
    got: str | None = None
    tolerance: float = Field(default=0.0, ge=0.0, lt=1.0)
    lag_days: int = Field(default=0, ge=0)
    used: tuple[str, ...] = ()
    supplied: tuple[str, ...] = ()
    stock: str | None = None
    inflows: tuple[str, ...] = ()
    outflows: tuple[str, ...] = ()

    def names(self) -> dict[str, tuple[str, ...]]:
        """The accounts that the row names, by the key that they stand under."""
        single = {key: (value,) for key in ("whole", "sent", "got", "stock") if (value := getattr(self, key))}
        several = ("accounts", "parts", "used", "supplied", "inflows", "outflows")
        return single | {key: getattr(self, key) for key in several if getattr(self, key)}


class Opposition(Row):
    """Two sides of a war: what the one shoots down or takes is the other's."""

    id: str
    sides: tuple[str, str]
    source: str


class Conversion(Row):
    """How many items one unit of another kind stands for, as an interval: a strike takes so many missiles.
    `items` are the classes of items that it holds for."""

    id: str
    unit: str
    items: tuple[str, ...]
    low: float = Field(gt=0.0)
    high: float = Field(gt=0.0)
    source: str
