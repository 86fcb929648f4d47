"""Monthly bounds: what follows from the claims, by whom, and never more than the linear programme allows."""

from __future__ import annotations

import pytest

pytest.importorskip("bench.books.consistent", reason="bench/ is not beside the tests")

from bench.books.consistent import make_books
from bench.books.telling import Teller, quantity, time
from stemmata.model import Basis, Bound, Relation
from stemmata.packs import Pack, load_pack
from stemmata.reckon.booking import book_threads
from stemmata.reckon.bound import find_bounds
from stemmata.reckon.component import BEFORE, Component, day_of, find_components
from stemmata.reckon.relation import tie_accounts


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def by_month(bounds: tuple[Bound, ...], account: str) -> dict[str, Bound]:
    return {bound.end[:7]: bound for bound in bounds if bound.account == account}


def test_a_month_is_what_the_total_leaves_of_it(pack: Pack) -> None:
    teller = Teller(pack)
    total = teller.tell("launched", quantity(101), time(Relation.IN, "2023-01-01", "2023-03-31"), actor="russia")
    january = teller.tell("launched", quantity(61), time(Relation.IN, "2023-01-01", "2023-01-31"), actor="russia")
    months = by_month(teller.reckon().bounds, "actual/launched/russia/-/uav/-/-")
    assert (months["2023-01"].low, months["2023-01"].high) == (61, 61)
    assert (months["2023-03"].low, months["2023-03"].high) == (0, 40)
    assert months["2023-03"].high_claims == tuple(sorted((total.id, january.id)))
    assert months["2023-03"].total_high is None  # what was launched before January is not known
    assert months["2023-03"].total_low == 101


def test_a_bound_comes_along_from_the_other_side_with_its_claim(pack: Pack) -> None:
    teller = Teller(pack)
    may = time(Relation.IN, "2023-05-01", "2023-05-31")
    launched = teller.tell("launched", quantity(90, Basis.UP_TO), may, actor="russia")
    shot = teller.tell("intercepted", quantity(50, Basis.AT_LEAST), may)
    bounds = teller.reckon().bounds
    down = by_month(bounds, "actual/intercepted/ukraine/-/uav/-/-")["2023-05"]
    assert (down.low, down.high) == (50, 90)
    assert (down.low_claims, down.high_claims) == ((shot.id,), (launched.id,))
    up = by_month(bounds, "actual/launched/russia/-/uav/-/-")["2023-05"]
    assert (up.low, up.low_claims) == (50, (shot.id,))


def test_since_september_says_nothing_of_a_single_month(pack: Pack) -> None:
    teller = Teller(pack)
    since = time(Relation.SINCE, "2022-09-01", None)
    teller.tell("intercepted", quantity(540, Basis.MORE_THAN), since, published="2023-02-05")
    months = by_month(teller.reckon().bounds, "actual/intercepted/ukraine/-/uav/-/-")
    assert {bound.low for bound in months.values()} == {0.0}
    assert months["2023-01"].total_low == 0
    assert months["2023-02"].total_low == 540


def components(teller: Teller, pack: Pack) -> list[Component]:
    threads, stemmata = teller.threads()
    booked = book_threads(threads, stemmata, teller.documents, pack)
    return list(find_components(tie_accounts(booked.accounts, pack), booked.entries, pack))


def test_bounds_are_sound_and_nearly_always_those_of_the_programme(pack: Pack) -> None:
    same = asked = 0
    for seed in range(4):
        for component in components(make_books(seed, pack, 8, 24).teller, pack):
            for bound in find_bounds(component, frozenset()):
                before, end = day_of(bound.start) - 1, day_of(bound.end)
                for start, low, high in ((before, bound.low, bound.high), (BEFORE, bound.total_low, bound.total_high)):
                    amount = component.amount(bound.account, start, end)
                    least = component.programme.minimise(amount).value or 0.0
                    most = component.programme.minimise(dict.fromkeys(amount, -1.0)).value
                    assert low <= least + 0.01
                    assert high is None or (most is not None and high >= -most - 0.01)
                    asked += 2
                    same += abs(low - least) < 0.01
                    same += (high is None) == (most is None) and abs((high or 0.0) + (most or 0.0)) < 0.01
    assert asked > 500
    assert same / asked > 0.95
