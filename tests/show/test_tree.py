"""The drawn tree: nothing overlaps, nothing is cut off, every name is only text."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stemmata.model import Edge, Origins, SourceKind, Stemma, Witness
from stemmata.show.tree import _WIDTH, Label, draw_tree, lay_out, tree_words

_NAMES = st.text(alphabet="AbÄé Ж中<>&\"'/-ﷺ\u202e", min_size=1, max_size=90)


@st.composite
def stemmata(draw: st.DrawFn) -> tuple[Stemma, dict[str, Label]]:
    """Random forests: each witness but the first few hangs from one before it."""
    size = draw(st.integers(1, 14))
    witnesses = []
    edges = []
    labels = {}
    for number in range(size):
        key = f"w{number}"
        kind = draw(st.sampled_from(list(SourceKind)))
        lost = draw(st.booleans())
        witnesses.append(Witness(key, None if lost else "0" * 64, draw(_NAMES), kind, draw(_DATES), lost))
        changes = draw(st.lists(_NAMES, max_size=3))
        labels[key] = Label(draw(st.one_of(st.none(), _NAMES)), tuple(changes), draw(st.sampled_from([None, "#a"])))
        if number and draw(st.booleans()):
            edges.append(Edge(f"w{draw(st.integers(0, number - 1))}", key, 0.9, ()))
    roots = size - len(edges)
    return Stemma("t", tuple(witnesses), tuple(edges), Origins(roots, roots, roots, ())), labels


_DATES = st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()))


@given(stemmata())
def test_no_two_boxes_overlap_and_all_lie_in_the_picture(made: tuple[Stemma, dict[str, Label]]) -> None:
    layout = lay_out(*made)
    assert {box.witness.id for box in layout.boxes} == {w.id for w in made[0].witnesses}
    for a, b in combinations(layout.boxes, 2):
        apart_x = a.x + _WIDTH <= b.x or b.x + _WIDTH <= a.x
        assert apart_x or a.y + a.height <= b.y or b.y + b.height <= a.y
    for box in layout.boxes:
        assert 0 <= box.x <= box.x + _WIDTH <= layout.width
        assert 0 <= box.y <= box.y + box.height <= layout.height + 1e-6


@given(stemmata())
def test_children_stand_right_of_their_parent(made: tuple[Stemma, dict[str, Label]]) -> None:
    boxes = {box.witness.id: box for box in lay_out(*made).boxes}
    assert all(boxes[e.parent].x + _WIDTH < boxes[e.child].x for e in made[0].edges)


@given(stemmata())
def test_the_picture_is_well_formed_and_holds_only_our_own_elements(made: tuple[Stemma, dict[str, Label]]) -> None:
    svg = etree.fromstring(draw_tree(*made, 'A <title> & "more"', "k1").encode())
    assert {str(e.tag).rpartition("}")[2] for e in svg.iter()} <= {"svg", "title", "path", "g", "rect", "text", "a"}
    assert sum(e.get("class") == "edge" for e in svg.iter("path")) == len(made[0].edges)


def test_the_tree_is_told_in_words() -> None:
    page = Witness("a", "0" * 64, "Courier", SourceKind.OUTLET, None, False)
    lost = Witness("b", None, "The Harbour Post", SourceKind.OUTLET, None, True)
    stemma = Stemma("t", (page, lost), (Edge("b", "a", 0.9, ()),), Origins(1, 1, 1, ()))
    assert list(tree_words(stemma)) == ["Courier has it from The Harbour Post."]
