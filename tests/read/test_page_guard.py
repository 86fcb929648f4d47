from __future__ import annotations

import pytest

from stemmata.read.outcome import ReadError, Reason
from stemmata.read.page_guard import MOST_ATTRIBUTES, MOST_ELEMENTS, check_size, parse_page


def check(source: str) -> None:
    check_size(parse_page(source))


def test_a_long_live_blog_passes() -> None:
    update = (
        "<article><h3>12:00</h3><p>The <b>ministry</b> said <a href='/x'>140</a> <span>drones</span>.</p></article>"
    )
    check(f"<html><body>{update * 2000}</body></html>")


def test_a_script_full_of_markup_is_not_counted() -> None:
    script = '<script>var x = "<a ' + "b='c' " * 3000 + '>"; if (a <b && c> d) {}</script>'
    check(f"<html><head>{script}</head><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>x</p>" * (MOST_ELEMENTS + 1), f"the limit is {MOST_ELEMENTS}"),
        ("<p " + " ".join(f"a{n}" for n in range(MOST_ATTRIBUTES + 1)) + ">", "attributes"),
        ("<p title='>' " + " ".join(f"a{n}" for n in range(MOST_ATTRIBUTES + 1)) + ">", "attributes"),
        ("<script>'<!-- <a x=\"'</script><p " + "a " * (MOST_ATTRIBUTES + 1) + ">", "attributes"),
        ("<div>" * 220 + "x", "nested"),
        ("<div>" * 5000 + "x", "nested"),
        ("<p>" + "<i>a</i>" * 8000, "one paragraph"),
        ("<form></form>" * 600, "forms"),
    ],
)
def test_a_structure_beyond_a_limit_is_refused(source: str, words: str) -> None:
    with pytest.raises(ReadError, match=words) as refused:
        check(f"<html><body>{source}")
    assert refused.value.reason is Reason.UNREADABLE
