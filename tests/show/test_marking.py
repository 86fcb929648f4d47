"""Marked texts: nothing is lost, and every mark begins and ends where it should."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemmata.model import Annotations, Attribution, Span
from stemmata.show.marking import mark_text


def found_by(*attributions: Attribution) -> Annotations:
    return Annotations((), (), (), (), attributions)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, Annotations]:
    text = draw(st.text(min_size=1, max_size=60))
    spans = st.builds(
        lambda start, length: Span(start, min(len(text), start + length)),
        st.integers(0, len(text) - 1),
        st.integers(1, 20),
    )
    some = st.lists(spans, max_size=3).map(tuple)
    made = st.lists(st.builds(Attribution, source=some, cue=some, content=some), max_size=4)
    return text, found_by(*draw(made))


@given(texts())
def test_the_pieces_are_the_text_again(made: tuple[str, Annotations]) -> None:
    text, found = made
    passages = mark_text(text, found, ())
    assert "".join(piece.text for passage in passages for piece in passage.pieces) == text
    pieces = [piece for passage in passages for piece in passage.pieces]
    begun = sum(len(piece.opens) for piece in pieces)
    assert begun == sum(len(piece.closes) for piece in pieces)
    assert begun == sum(len(getattr(a, r)) for a in found.attributions for r in ("source", "cue", "content"))


def test_what_overlaps_is_labelled_once() -> None:
    text = "They left, he said, she wrote."
    left, said, wrote = Span(0, 9), Span(11, 18), Span(20, 29)
    found = found_by(
        Attribution((Span(11, 13),), (Span(14, 18),), (left,)),
        Attribution((Span(20, 23),), (Span(24, 29),), (left, said)),
    )
    pieces = [piece for passage in mark_text(text, found, ()) for piece in passage.pieces]
    assert pieces[0].labels == ("what 1, 2",)
    assert pieces[0].text == "They left"
    assert pieces[0].ends_content
    assert [label for piece in pieces for label in piece.labels] == [
        "what 1, 2",
        "who 1",
        "what 2",
        "cue 1",
        "who 2",
        "cue 2",
    ]
    assert wrote.of(text) == "she wrote"
