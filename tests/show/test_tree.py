"""The drawn tree: nothing overlaps, nothing is cut off, every name is only text."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stemmata.model import Edge, EdgeEvidence, Origins, SourceKind, Stemma, Witness
from stemmata.show.tree import Label, Layout, draw_tree, lay_out, lay_out_narrow, tree_words

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
        href = draw(st.sampled_from([None, "#a"]))
        labels[key] = Label(draw(st.one_of(st.none(), _NAMES)), tuple(changes), href, draw(st.integers(0, 2)), href)
        if number and draw(st.booleans()):
            edges.append(Edge(f"w{draw(st.integers(0, number - 1))}", key, draw(st.floats(1e-6, 1)), ()))
    roots = size - len(edges)
    return Stemma("t", tuple(witnesses), tuple(edges), Origins(roots, roots, roots, ())), labels


_DATES = st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()))


def assert_apart(layout: Layout, stemma: Stemma) -> None:
    assert {box.witness.id for box in layout.boxes} == {w.id for w in stemma.witnesses}
    for a, b in combinations(layout.boxes, 2):
        apart_x = a.x + a.width <= b.x or b.x + b.width <= a.x
        assert apart_x or a.y + a.height <= b.y + 1e-6 or b.y + b.height <= a.y + 1e-6
    for box in layout.boxes:
        assert 0 <= box.x <= box.x + box.width <= layout.width
        assert 0 <= box.y <= box.y + box.height <= layout.height + 1e-6


@given(stemmata())
def test_no_two_boxes_overlap_and_all_lie_in_the_picture(made: tuple[Stemma, dict[str, Label]]) -> None:
    assert_apart(lay_out(*made), made[0])
    assert_apart(lay_out_narrow(*made), made[0])


@given(stemmata())
def test_children_stand_right_of_their_parent(made: tuple[Stemma, dict[str, Label]]) -> None:
    boxes = {box.witness.id: box for box in lay_out(*made).boxes}
    assert all(boxes[e.parent].x + boxes[e.parent].width < boxes[e.child].x for e in made[0].edges)


@given(stemmata())
def test_the_line_from_a_parent_reaches_all_its_children(made: tuple[Stemma, dict[str, Label]]) -> None:
    drawn = etree.fromstring(f"<div>{draw_tree(*made, 'T', 'k')}</div>".encode())
    trunks = [str(e.get("d")) for e in drawn.iterfind("svg[1]/path[@class='trunk']")]
    spans = []
    for trunk in trunks:  # "M right middle H trunk M trunk upper V lower"
        beside, upper_and_lower = trunk.split("H")
        upper, lower = (float(y) for y in upper_and_lower.rsplit(" ", 1)[1].split("V"))
        spans.append((float(beside.split()[1]), upper, lower))
    assert len(spans) == len({e.parent for e in made[0].edges})
    assert all(upper - 0.06 <= middle <= lower + 0.06 for middle, upper, lower in spans)


@given(stemmata())
def test_on_a_narrow_screen_children_stand_below_their_parent_and_further_in(
    made: tuple[Stemma, dict[str, Label]],
) -> None:
    boxes = {box.witness.id: box for box in lay_out_narrow(*made).boxes}
    assert all(boxes[e.parent].x < boxes[e.child].x for e in made[0].edges)
    assert all(boxes[e.parent].y + boxes[e.parent].height < boxes[e.child].y for e in made[0].edges)


@given(stemmata())
def test_the_pictures_are_well_formed_and_hold_only_our_own_elements(made: tuple[Stemma, dict[str, Label]]) -> None:
    drawn = etree.fromstring(f"<div>{draw_tree(*made, 'A <title> & more', 'k1')}</div>".encode())
    names = {str(e.tag).rpartition("}")[2] for e in drawn.iter()}
    assert names <= {"div", "svg", "title", "path", "g", "rect", "text", "a"}
    for picture in drawn.iter("svg"):
        assert sum(e.get("class") == "edge" for e in picture.iter("path")) == len(made[0].edges)
        marked = [e for e in made[0].edges if made[1][e.child].marks]
        assert sum(e.get("class") == "mark" for e in picture.iter("g")) == len(marked)
    ids = [e.get("id") for e in drawn.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 2


def test_a_shallow_tree_fits_a_telephone() -> None:
    page = Witness("a", "0" * 64, "Courier of the Harbour and the Coast", SourceKind.OUTLET, None, False)
    lost = Witness("b", None, "The Harbour Post", SourceKind.OUTLET, None, True)
    stemma = Stemma("t", (page, lost), (Edge("b", "a", 0.9, ()),), Origins(1, 1, 1, ()))
    none = Label(None, (), None)
    assert lay_out_narrow(stemma, {"a": none, "b": none}).width < 300


def test_how_sure_a_line_is_shows_without_colour() -> None:
    page = Witness("a", "0" * 64, "Courier", SourceKind.OUTLET, None, False)
    lost = Witness("b", None, "The Harbour Post", SourceKind.OUTLET, None, True)
    none = Label(None, (), None)
    styles = {}
    for sure in (0.97, 0.6, 0.2):
        stemma = Stemma("t", (page, lost), (Edge("b", "a", sure, ()),), Origins(1, 1, 1, ()))
        drawn = etree.fromstring(f"<div>{draw_tree(stemma, {'a': none, 'b': none}, 't', 'k')}</div>".encode())
        styles[sure] = {e.get("stroke-dasharray") for e in drawn.iter("path") if e.get("class") == "edge"}
        words = "".join(map(str, drawn.itertext()))
        assert ("% likely" in words) is (sure < 0.75)
    assert len({frozenset(s) for s in styles.values()}) == 3


def test_the_tree_is_told_in_words() -> None:
    page = Witness("a", "0" * 64, "Courier", SourceKind.OUTLET, None, False)
    lost = Witness("b", None, "The Harbour Post", SourceKind.OUTLET, None, True)
    alone = Witness("c", "1" * 64, "Coast Mail", SourceKind.OUTLET, None, False)
    why = EdgeEvidence("citation", "Courier names “the Post” in the sentence itself")
    stemma = Stemma("t", (page, lost, alone), (Edge("b", "a", 0.9, (why,)),), Origins(2, 2, 2, ()))
    assert list(tree_words(stemma, {"a": ["the bound: at least → up to"]})) == [
        "Courier has it from The Harbour Post (probability 0.90): Courier names “the Post” in the sentence itself."
        " Changed on the way: the bound: at least → up to.",
        "Coast Mail names nobody and hangs from no other.",
    ]


def test_a_tree_a_little_wider_than_the_page_is_made_to_fit() -> None:
    none, classes = Label(None, (), None), []
    for levels in (3, 5, 8):
        pages = [Witness(str(n), "0" * 64, "Courier", SourceKind.OUTLET, None, False) for n in range(levels)]
        edges = tuple(Edge(str(n), str(n + 1), 0.9, ()) for n in range(levels - 1))
        stemma = Stemma("t", tuple(pages), edges, Origins(1, 1, 1, ()))
        drawn = etree.fromstring(
            f"<div>{draw_tree(stemma, dict.fromkeys(map(str, range(levels)), none), 't', 'k')}</div>"
        )
        classes.append(drawn[0].get("class"))
    assert classes == ["tree wide", "tree wide deep", "tree wide"]
