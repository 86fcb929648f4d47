"""Random books that add up, told in every way that a report may tell a number; and contradictions planted into them.

The truth is monthly: what one state delivers and another receives and launches, and what became of it, for two families
of items and for what was made abroad. Claims are drawn from the truth with a bound and a period that hold. A planted
contradiction is a few claims more, which cannot all be true whatever the truth is.
"""

from __future__ import annotations

import calendar
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bench.books.telling import Teller, quantity, time
from stemmata.model import Basis, Quantity, Relation, Time
from stemmata.packs import Pack

FIRST_YEAR = 2022


@dataclass(frozen=True)
class Theatre:
    """Who delivers, who uses and who defends, and what is counted: a wide item and a narrower one."""

    giver: str = "iran"
    user: str = "russia"
    defender: str = "ukraine"
    wide: str = "uav"
    narrow: str = "shahed-136"
    adjective: str = "Iranian"


@dataclass
class Books:
    """A teller with its claims, and the ids of the claims of each planted contradiction."""

    teller: Teller
    planted: list[frozenset[str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Series:
    """What one account comes to, month by month, and how a claim of it is worded."""

    measure: str
    actor: str
    amounts: tuple[int, ...]
    item: str
    counterpart: str | None = None
    scope: str | None = None


def month_days(month: int) -> tuple[str, str]:
    """First and last day of a month, counted from January of the first year."""
    year, number = FIRST_YEAR + month // 12, month % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return date(year, number, 1).isoformat(), date(year, number, last).isoformat()


def make_books(
    seed: int, pack: Pack, months: int = 18, claims: int = 40, theatres: Sequence[Theatre] = (Theatre(),)
) -> Books:
    """Books that add up."""
    rng = random.Random(seed)
    books = Books(Teller(pack))
    series = [one for theatre in theatres for one in _true_series(rng, months, theatre)]
    for _ in range(claims):
        _tell_truth(rng, books.teller, rng.choice(series), months)
    return books


def plant(books: Books, seed: int, count: int, months: int = 18) -> None:
    """Plant so many contradictions, of kinds drawn at random."""
    rng = random.Random(seed)
    for _ in range(count):
        known = len(books.teller.claims)
        rng.choice(PLANTS)(rng, books.teller, months)
        books.planted.append(frozenset(c.id for c in books.teller.claims[known:]))


def _true_series(rng: random.Random, months: int, theatre: Theatre) -> list[_Series]:
    delivered = [rng.randint(0, 300) for _ in range(months)]
    abroad, in_hand = [], 0
    for arrived in delivered:
        in_hand += arrived
        used = rng.randint(0, in_hand)
        in_hand -= used
        abroad.append(used)
    launched = [used + rng.randint(0, 200) for used in abroad]
    fates: dict[str, list[int]] = {"intercepted": [], "lost_ew": [], "hit": []}
    narrow: list[int] = []
    for count in launched:
        cuts = sorted(rng.randint(0, count) for _ in range(3))
        for fate, low, high in zip(fates, (0, *cuts), cuts, strict=False):
            fates[fate].append(high - low)
        narrow.append(rng.randint(0, count))
    shot_narrow = [rng.randint(0, min(n, c)) for n, c in zip(narrow, fates["intercepted"], strict=True)]
    giver, user, defender = theatre.giver, theatre.user, theatre.defender
    made = tuple(rng.randint(0, 500) for _ in range(months))
    return [
        _Series("delivered", giver, tuple(delivered), theatre.wide, user),
        _Series("received", user, tuple(delivered), theatre.wide, giver),
        _Series("launched", user, tuple(launched), theatre.wide),
        _Series("launched", user, tuple(abroad), theatre.wide, scope=f"{theatre.adjective}-made"),
        _Series("launched", user, tuple(narrow), theatre.narrow),
        _Series("intercepted", defender, tuple(fates["intercepted"]), theatre.wide),
        _Series("intercepted", defender, tuple(shot_narrow), theatre.narrow),
        _Series("lost_ew", defender, tuple(fates["lost_ew"]), theatre.wide),
        _Series("hit", user, tuple(fates["hit"]), theatre.wide),
        _Series("produced", user, made, theatre.narrow),
    ]


def _word(rng: random.Random, value: int) -> Quantity:
    """A number with a bound that holds for `value`."""
    match rng.randint(0, 5):
        case 0 if value > 0:
            return quantity(math.floor(value * rng.uniform(0.5, 1.0)), Basis.AT_LEAST)
        case 1:
            return quantity(math.ceil(value * rng.uniform(1.0, 1.5)), Basis.UP_TO)
        case 2 if value >= 20:
            return quantity(round(value * rng.uniform(0.95, 1.05)), Basis.ABOUT)
        case 3 if value >= 20:
            return quantity(math.ceil(value * rng.uniform(1.0, 1.1)), Basis.ALMOST)
        case 4 if value >= 100:
            return quantity(round(value, -1))
        case _:
            return quantity(value)


def _tell_truth(rng: random.Random, teller: Teller, series: _Series, months: int) -> None:
    first = rng.randrange(months)
    last = min(months - 1, first + rng.choice((0, 0, 1, 2, 5)))
    start, end = month_days(first)[0], month_days(last)[1]
    within, up_to = sum(series.amounts[first : last + 1]), sum(series.amounts[: last + 1])
    scope = series.scope
    when: Time | None
    match rng.randint(0, 4):
        case 0 | 1:
            amount, when = _word(rng, within), time(Relation.IN, start, end)
        case 2:
            amount, when = _word(rng, within), time(Relation.SINCE, start, None)
        case 3:
            amount, when = _word(rng, up_to), time(Relation.BY, None, end)
        case _:
            amount, when = quantity(rng.randint(0, up_to)), None
            if scope is None and rng.random() < 0.4:
                amount, scope = _word(rng, up_to), "in total"
    teller.tell(
        series.measure, amount, when, published=end, actor=series.actor, counterpart=series.counterpart,
        item=series.item, scope=scope,
    )  # fmt: skip


# --- contradictions: each teller adds claims that cannot all be true, whatever else is -------------------


def _falling_count(rng: random.Random, teller: Teller, months: int) -> None:
    first = rng.randrange(months - 1)
    later = rng.randrange(first + 1, months)
    number = rng.randint(100, 5000)
    for month, amount in (
        (first, quantity(number, Basis.AT_LEAST)),
        (later, quantity(math.floor(number * rng.uniform(0.3, 0.85)), Basis.UP_TO)),
    ):
        end = month_days(month)[1]
        teller.tell("intercepted", amount, time(Relation.BY, None, end), published=end)


def _month_above_total(rng: random.Random, teller: Teller, months: int) -> None:
    first = rng.randrange(months - 2)
    month, last = first + 1, rng.randrange(first + 1, months)
    start, end = month_days(month)
    number = rng.randint(100, 3000)
    teller.tell(
        "launched", quantity(number, Basis.MORE_THAN), time(Relation.IN, start, end), actor="russia", published=end
    )
    begin, finish = month_days(first)[0], month_days(max(last, month))[1]
    total = quantity(math.floor(number * rng.uniform(0.3, 0.85)))
    teller.tell("launched", total, time(Relation.IN, begin, finish), actor="russia", published=finish)


def _two_numbers(rng: random.Random, teller: Teller, months: int) -> None:
    start, end = month_days(rng.randrange(months))
    number = rng.randint(100, 3000)
    for factor in (1.0, rng.uniform(1.3, 2.0)):
        teller.tell(
            "produced", quantity(round(number * factor)), time(Relation.IN, start, end), actor="iran", published=end
        )


def _shot_more_than_launched(rng: random.Random, teller: Teller, months: int) -> None:
    start, end = month_days(rng.randrange(months))
    number = rng.randint(100, 3000)
    when = time(Relation.IN, start, end)
    teller.tell("launched", quantity(number, Basis.UP_TO), when, actor="russia", item="missile", published=end)
    teller.tell(
        "intercepted", quantity(math.ceil(number * rng.uniform(1.15, 2.0))), when, item="missile", published=end
    )


def _fates_above_launched(rng: random.Random, teller: Teller, months: int) -> None:
    start, end = month_days(rng.randrange(months))
    number = rng.randint(300, 3000)
    when = time(Relation.IN, start, end)
    teller.tell("launched", quantity(number, Basis.UP_TO), when, actor="russia", item="rocket", published=end)
    share = math.ceil(number * rng.uniform(0.4, 0.49))
    teller.tell("intercepted", quantity(share, Basis.AT_LEAST), when, item="rocket", published=end)
    teller.tell("lost_ew", quantity(share, Basis.AT_LEAST), when, item="rocket", published=end)
    teller.tell("hit", quantity(share, Basis.AT_LEAST), when, actor="russia", item="rocket", published=end)


def _shot_more_than_delivered(rng: random.Random, teller: Teller, months: int) -> None:
    end = month_days(rng.randrange(months))[1]
    number = rng.randint(100, 3000)
    teller.tell(
        "delivered", quantity(number, Basis.UP_TO), actor="iran", counterpart="russia", item="mohajer-6",
        scope="in total", published=end,
    )  # fmt: skip
    # What was shot down by a day had been delivered by then, so the total a week later is no less.
    early = date.fromordinal(date.fromisoformat(end).toordinal() - 14).isoformat()
    teller.tell(
        "intercepted", quantity(math.ceil(number * rng.uniform(1.1, 2.0)), Basis.AT_LEAST), published=early,
        item="mohajer-6", scope="Iranian-made",
    )  # fmt: skip


def _part_above_whole(rng: random.Random, teller: Teller, months: int) -> None:
    start, end = month_days(rng.randrange(months))
    number = rng.randint(100, 3000)
    when = time(Relation.IN, start, end)
    teller.tell(
        "lost", quantity(number, Basis.UP_TO), when, actor="russia", item="armour", scope="of all kinds", published=end
    )
    teller.tell(
        "lost", quantity(math.ceil(number * rng.uniform(1.1, 2.0))), when, actor="russia", item="tank", published=end
    )


def _received_above_sent(rng: random.Random, teller: Teller, months: int) -> None:
    end = month_days(rng.randrange(months))[1]
    number = rng.randint(100, 3000)
    when = time(Relation.BY, None, end)
    teller.tell(
        "delivered",
        quantity(number, Basis.UP_TO),
        when,
        actor="iran",
        counterpart="russia",
        item="missile",
        published=end,
    )
    amount = quantity(math.ceil(number * rng.uniform(1.4, 2.0)), Basis.AT_LEAST)
    teller.tell("received", amount, when, actor="russia", counterpart="iran", item="missile", published=end)


PLANTS: tuple[Callable[[random.Random, Teller, int], None], ...] = (
    _falling_count,
    _month_above_total,
    _two_numbers,
    _shot_more_than_launched,
    _fates_above_launched,
    _shot_more_than_delivered,
    _part_above_whole,
    _received_above_sent,
)
