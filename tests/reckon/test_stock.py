"""What is left: hard bounds with the sentence they follow from, and a range that is drawn from what is told."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("bench.books.telling", reason="bench/ is not beside the tests")

from bench.books.telling import Teller, quantity, time
from bench.stock import ACCOUNT, make_reports
from stemmata.model import Basis, Relation
from stemmata.packs import Pack, load_pack
from stemmata.reckon import ReckonError
from stemmata.reckon.sampling import draw_truncated


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def tell_both(teller: Teller, basis: Basis) -> None:
    by = time(Relation.BY, None, "2023-05-31")
    teller.tell("delivered", quantity(1000, basis), by, actor="iran", counterpart="russia", published="2023-06-02")
    shot = quantity(640, Basis.AT_LEAST)
    teller.tell("intercepted", shot, by, scope="Iranian-made", published="2023-06-02")


def test_what_can_be_left_is_what_came_less_what_must_have_gone(pack: Pack) -> None:
    teller = Teller(pack)
    tell_both(teller, Basis.UP_TO)
    stock = next(s for s in teller.reckon().stocks if s.date == "2023-05-31")
    assert stock.account == ACCOUNT
    assert (stock.low, stock.high) == (0, 360)
    assert "at most 1,000 drones delivered by Iran to Russia" in stock.sentence
    assert "at least 640 drones made in Iran shot down by Ukraine" in stock.sentence
    assert set(stock.claims) == {"c00000", "c00001"}
    assert stock.likely_low is None


def test_where_nothing_bounds_what_came_in_it_cannot_be_said(pack: Pack) -> None:
    teller = Teller(pack)
    tell_both(teller, Basis.MORE_THAN)
    stock = next(s for s in teller.reckon().stocks if s.date == "2023-05-31")
    assert (stock.low, stock.high) == (0, None)
    assert "it cannot be said: nothing bounds from above how many came in" in stock.sentence


def test_a_claim_of_what_is_in_hand_is_the_stock_of_its_day(pack: Pack) -> None:
    teller = Teller(pack)
    day = time(Relation.IN, "2023-05-31", "2023-05-31", "day")
    teller.tell("stock", quantity(90, Basis.ABOUT), day, actor="russia", item="kalibr")
    (stock,) = [s for s in teller.reckon().stocks if s.date == "2023-05-31"]
    assert stock.low == pytest.approx(81)
    assert stock.high == pytest.approx(99)


def test_a_drawn_range_says_what_it_supposes_and_stays_within_the_hard_bounds(pack: Pack) -> None:
    teller = Teller(pack)
    make_reports(1000, teller)
    stocks = [s for s in teller.reckon(is_drawn=True).stocks if s.account == ACCOUNT and s.likely_low is not None]
    assert len(stocks) >= 12
    for stock in stocks:
        assert stock.likely_low is not None
        assert stock.likely_best is not None
        assert stock.likely_high is not None
        assert stock.low <= stock.likely_low <= stock.likely_best <= stock.likely_high
        assert stock.high is None or stock.likely_high <= stock.high
        assert "if nothing else came in or went out" in stock.sentence
    again = [s for s in teller.reckon(is_drawn=True).stocks if s.account == ACCOUNT and s.likely_low is not None]
    assert again == stocks


def test_draws_have_the_moments_of_what_is_cut_off() -> None:
    rng = np.random.default_rng(1)
    half = draw_truncated(np.array([[1.0, 0.0]]), np.array([0.0]), np.array([0.5, 0.0]), 2000, 50, rng)
    assert half[:, 0].min() > 0
    assert half[:, 0].mean() == pytest.approx(np.sqrt(2 / np.pi), abs=0.06)
    assert half[:, 1].mean() == pytest.approx(0.0, abs=0.1)
    between = draw_truncated(np.array([[1.0], [-1.0]]), np.array([-2.0, 3.0]), np.array([2.5]), 1500, 50, rng)
    assert 2.0 < between.min() < between.max() < 3.0
    assert between.mean() == pytest.approx(2.32, abs=0.05)


def test_draws_that_start_outside_are_refused() -> None:
    with pytest.raises(ReckonError, match="inside"):
        draw_truncated(np.eye(1), np.zeros(1), np.array([-1.0]), 1, 0, np.random.default_rng(0))
