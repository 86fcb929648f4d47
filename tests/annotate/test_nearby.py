"""Things found by the sentences they stand in, against asking every one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.nearby import Nearby, overlap
from stemmata.model import Span

PLACES = st.integers(0, 60)
SPANS = st.lists(st.tuples(PLACES, st.integers(1, 40)).map(lambda pair: Span(pair[0], sum(pair))), max_size=3)


@given(st.lists(PLACES, unique=True, max_size=8).map(sorted), st.lists(SPANS, max_size=8), SPANS)
def test_what_overlaps_is_found_in_its_order_wherever_it_stands(
    starts: list[int], things: list[list[Span]], asked: list[Span]
) -> None:
    nearby = Nearby(starts, list(enumerate(things)))
    assert nearby.overlapping(asked) == [number for number, spans in enumerate(things) if overlap(spans, asked)]


def test_what_is_added_later_is_found() -> None:
    nearby = Nearby([0, 10], [("one", [Span(0, 5)])])
    nearby.add("two", [Span(4, 12)])
    assert nearby.overlapping([Span(4, 5)]) == ["one", "two"]
    assert nearby.overlapping([Span(11, 30)]) == ["two"]
