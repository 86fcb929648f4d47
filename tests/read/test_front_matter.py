from __future__ import annotations

import pytest

from stemmata.read.front_matter import FrontMatter, split_front_matter
from stemmata.read.outcome import ReadError
from tests.read.conftest import CAPTURED_AT


def test_known_scalar_fields_are_read_as_they_are_written() -> None:
    block = (
        'id: 007\nTitle: "Plant: a line"\ndate: 2024-02-05 10:00\nlang: en\ntags: [a, b]\nurl: https://a.example/x\n'
    )
    front, body = split_front_matter(f"---\n{block}---\n\nThe text.", CAPTURED_AT)
    assert body == "The text."
    assert front == FrontMatter(
        id="007",
        title="Plant: a line",
        url="https://a.example/x",
        published="2024-02-05T10:00:00",
        published_from="front-matter",
        language="en",
    )


def test_a_colon_in_a_title_needs_no_quotes() -> None:
    front, _ = split_front_matter("---\ntitle: Report: plant opens\noutlet: Harbour Post\n---\nText", CAPTURED_AT)
    assert (front.title, front.outlet) == ("Report: plant opens", "Harbour Post")


@pytest.mark.parametrize(
    "text", ["---\nA line between rules.\n---\nMore.", "---\ntitle: never closed", "No front matter."]
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert split_front_matter(text, CAPTURED_AT) == (FrontMatter(), text)


def test_anchors_are_refused() -> None:
    with pytest.raises(ReadError, match="aliases"):
        split_front_matter("---\ntitle: &a x\noutlet: *a\n---\nText", CAPTURED_AT)


def test_a_date_that_is_none_is_unknown() -> None:
    front, _ = split_front_matter("---\npublished: last week\ntitle: x\n---\nText", CAPTURED_AT)
    assert (front.published, front.published_from) == (None, None)
