"""Cutting a text into passages loses nothing and marks what claims rest on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemmata.model import Claim, Evidence, Span
from stemmata.show.passage import cut_passages
from tests.trace.build import claim, document

TEXT = "Iran delivered 400 drones.\n\nЗавод может выпускать 6 000 дронов. «At least», he said. \U0001f600 End."


def resting_on(spans: list[Span]) -> list[Claim]:
    made = claim(document("Courier", text=TEXT))
    assert made.quantity is not None
    return [
        replace(
            made,
            id=f"c{number}",
            evidence=Evidence(span, span.of(TEXT), "", ""),
            quantity=replace(made.quantity, span=Span(span.start, min(span.end, span.start + 3))),
        )
        for number, span in enumerate(spans)
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: Span(p[0], min(len(TEXT), p[0] + p[1]))),
    max_size=8,
)


@given(SPANS)
def test_the_passages_joined_are_the_text(spans: list[Span]) -> None:
    assert "".join(p.text for p in cut_passages(TEXT, resting_on(spans))) == TEXT


@given(SPANS)
def test_every_claim_is_anchored_once_where_its_evidence_starts(spans: list[Span]) -> None:
    passages = cut_passages(TEXT, resting_on(spans))
    position, anchored = 0, {}
    for passage in passages:
        for piece in passage.pieces:
            for anchor in piece.anchors:
                assert anchor not in anchored
                anchored[anchor] = position
            position += len(piece.text)
    assert anchored == {f"c{number}": span.start for number, span in enumerate(spans)}


def test_only_the_number_is_a_figure() -> None:
    pieces = [piece for p in cut_passages(TEXT, resting_on([Span(0, 26)])) for piece in p.pieces]
    assert [piece.text for piece in pieces if piece.is_figure] == ["Ira"]
