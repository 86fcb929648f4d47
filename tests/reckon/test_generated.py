"""Random books that add up raise no alarm; what is planted into them is found, and nothing in a found set is idle."""

from __future__ import annotations

import pytest

pytest.importorskip("bench.books.consistent", reason="bench/ is not beside the tests")

from bench.books.consistent import make_books, plant
from stemmata.packs import Pack, load_pack

# A part of what bench/contradictions.py runs, and shorter books, so that it takes seconds.
RUNS, BATCH = 60, 20
MONTHS, CLAIMS = 8, 16


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.mark.parametrize("first", range(0, RUNS, BATCH))
def test_books_that_add_up_raise_no_alarm(pack: Pack, first: int) -> None:
    for seed in range(first, first + BATCH):
        balance = make_books(seed, pack, MONTHS, CLAIMS).teller.reckon()
        assert balance.contradictions == (), seed
        assert balance.set_aside == ()
        assert balance.unbooked == ()


@pytest.mark.parametrize("first", range(0, RUNS, BATCH))
def test_every_planted_contradiction_is_found_and_no_member_is_idle(pack: Pack, first: int) -> None:
    for seed in range(first, first + BATCH):
        books = make_books(seed, pack, MONTHS, CLAIMS)
        plant(books, seed, 1 + seed % 3, MONTHS)
        balance = books.teller.reckon()
        assert balance.unbooked == ()
        found = [frozenset(contradiction.claims) for contradiction in balance.contradictions]
        for planted in books.planted:
            assert any(own <= planted for own in found), seed
        for own in found:
            assert books.teller.find_conflicts(sorted(own)) == {own}, seed
            for claim in own:
                assert books.teller.find_conflicts(sorted(own - {claim})) == set(), (seed, claim)


def test_what_is_set_aside_leaves_books_that_add_up(pack: Pack) -> None:
    for seed in range(10):
        books = make_books(seed, pack, MONTHS, CLAIMS)
        plant(books, seed, 3, MONTHS)
        balance = books.teller.reckon()
        aside = {claim for e in balance.entries if e.id in balance.set_aside for claim in e.claims}
        rest = [c.id for c in books.teller.claims if c.id not in aside]
        assert aside
        assert books.teller.reckon(rest).contradictions == ()
