"""The plot of an account: nothing outside the frame, no two labels on one line, every statement a link."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from stemmata.show.account_plot import Mark, Step, draw_account

DAYS = ["2022-02-24", "2022-09-01", "2023-05-08", "2023-05-09", "2024-12-31"]


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    low, high = sorted((draw(st.floats(0, 1e7)), draw(st.floats(0, 1e7))))
    side = draw(st.sampled_from(["both", "low", "high"]))
    start, end = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    return Mark(
        label=draw(st.text(max_size=60)),
        words="at least 6,000",
        shape=draw(st.sampled_from(["period", "running", "undated", "balance"])),
        low=None if side == "high" else low,
        high=None if side == "low" else high,
        start=draw(st.sampled_from([start, None])),
        end=end,
        href="#c1",
        is_contradicted=draw(st.booleans()),
    )


def drawn(found: list[Mark], band: list[Step] | None = None) -> html.HtmlElement:
    """The picture for wide screens."""
    return both(found, band)[0]


def both(found: list[Mark], band: list[Step] | None = None) -> list[html.HtmlElement]:
    """The pictures for wide and for narrow screens."""
    page = html.document_fromstring(f"<body>{draw_account(found, band or [], 'An account', 'key')}</body>")
    return [element for element in page.iter("svg") if isinstance(element, html.HtmlElement)]


def mark(low: float | None, high: float | None, label: str = "Courier", **changed: object) -> Mark:
    given = {"shape": "running", "start": "2022-09-01", "end": "2023-05-08", "href": "#c1", **changed}
    return Mark(label=label, words="said", low=low, high=high, **given)  # type: ignore[arg-type]


@given(st.lists(marks(), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_everything_is_inside_and_no_label_stands_on_another(found: list[Mark]) -> None:
    for picture in both(found):
        width, height = float(picture.get("width")), float(picture.get("height"))
        labels = sorted(float(t.get("y")) for t in picture.xpath(".//*[contains(@class, 'said')]"))
        assert len(labels) == min(len(found), 24)
        assert all(below - above >= 18.9 for above, below in pairwise(labels))
        assert all(0 < y < height for y in labels)
        for circle in picture.xpath(".//*[@class='dot']"):
            assert 0 <= float(circle.get("cx")) <= width
            assert 0 <= float(circle.get("cy")) <= height


def test_on_narrow_screens_the_labels_stand_below_under_the_numbers_of_their_marks() -> None:
    wide, narrow = both([mark(900, 900, "Courier"), mark(500, 500, "Gazette")])
    assert float(narrow.get("width")) <= 320 < float(wide.get("width"))
    said = ["".join(t.itertext()).split() for t in narrow.xpath(".//*[@class='said']")]
    assert [(words[0], words[-1]) for words in said] == [("1", "Courier"), ("2", "Gazette")]
    numbers = [t for t in narrow.xpath(".//*[@class='tick']/text()") if t in {"1", "2"}]
    assert numbers == ["1", "2"]


def test_a_period_is_a_bar_and_a_running_count_a_line_with_a_dot() -> None:
    picture = drawn([mark(500, 500, shape="period"), mark(900, 900), mark(700, 700, start=None)])
    assert len(picture.xpath(".//*[@class='span']")) == 1
    assert len(picture.xpath(".//*[@class='dot']")) == 2
    assert len(picture.xpath(".//*[@class='run']")) == 1
    assert len(picture.xpath(".//*[@class='run open']")) == 1  # from an unknown beginning


def test_an_open_side_is_an_arrow() -> None:
    assert len(drawn([mark(500, None)]).xpath(".//*[@class='arrow']")) == 1
    assert len(drawn([mark(None, 500)]).xpath(".//*[@class='arrow']")) == 1
    assert drawn([mark(400, 500)]).xpath(".//*[@class='arrow']") == []


def test_more_stands_higher() -> None:
    picture = drawn([mark(100, 100, "a"), mark(200, 200, "b"), mark(900, 900, "c")])
    marked = picture.xpath(".//*[@class='mark']")
    heights = {g.findtext("title")[0]: float(g.xpath("*[@class='dot']/@cy")[0]) for g in marked}
    assert heights["a"] > heights["b"] > heights["c"]


def test_a_contradiction_is_marked_by_shape_and_words_not_by_colour_alone() -> None:
    picture = drawn([mark(500, 500, is_contradicted=True), mark(900, 900)])
    assert len(picture.xpath(".//*[@class='cross']")) == 1
    assert "contradicts another" in "".join(picture.itertext())


def test_the_band_is_drawn_only_where_something_bounds_the_count() -> None:
    found = [mark(500, 500), mark(900, 900)]
    assert drawn(found, [Step("2022-12-31", 0, None)]).xpath(".//*[@class='band']") == []
    assert (
        len(drawn(found, [Step("2022-12-31", 100, None), Step("2023-01-31", 200, 800)]).xpath(".//*[@class='band']"))
        == 1
    )


def test_words_of_a_page_are_only_words() -> None:
    text = draw_account([mark(5, 5, "<script>alert(1)</script>\"'&")], [], "<b>An account</b>", "key")
    assert "<script" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;" in text


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw_account([], [], "An account", "key") == ""
    assert draw_account([mark(None, None)], [], "An account", "key") == ""
