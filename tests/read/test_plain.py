from __future__ import annotations

import pytest

from stemmata.read.outcome import ReadError, Reason
from stemmata.read.plain import read_plain
from tests.read.conftest import CAPTURED_AT, PROSE


def test_the_text_is_a_prefix_so_that_offsets_hold() -> None:
    source = f"\n\nPlant opens a second line\n\n{PROSE}\n\n  {PROSE}\n\nRead also:\n- Storm closes the ports\n"
    draft = read_plain(source, CAPTURED_AT)
    assert source.startswith(draft.text)
    assert draft.text.endswith(PROSE)
    assert draft.title == "Plant opens a second line"
    assert draft.title_span is not None
    assert draft.title_span.of(source) == draft.title


@pytest.mark.parametrize(
    "first",
    [
        "The plant opened on Monday.",  # a sentence
        "By Anna Keel of the desk",  # a byline
        "Plant opens",  # too little to tell
        "- plant opens a second line",  # an item
        "Among what it said:",
        "word " * 60,
    ],
)
def test_a_first_line_that_need_not_be_a_headline_is_not_taken_for_one(first: str) -> None:
    assert read_plain(f"{first}\n\n{PROSE}", CAPTURED_AT).title is None


def test_a_line_without_a_blank_line_below_is_no_headline() -> None:
    assert read_plain(f"Plant opens a second line\n{PROSE}", CAPTURED_AT).title is None


def test_a_text_may_have_front_matter() -> None:
    front = "title: Plant opens a line\noutlet: Harbour Post\npublished: 2024-02-05"
    source = f"---\n{front}\n---\nPlant opens a line\n\n{PROSE}"
    draft = read_plain(source, CAPTURED_AT)
    assert draft.text == f"Plant opens a line\n\n{PROSE}"
    assert draft.title_span is not None
    assert draft.title_span.of(draft.text) == draft.title == "Plant opens a line"
    assert (draft.outlet, draft.published, draft.published_from) == ("Harbour Post", "2024-02-05", "front-matter")


def test_a_title_that_only_begins_the_first_sentence_has_no_span() -> None:
    draft = read_plain(f"---\ntitle: The ministry said\n---\n{PROSE}", CAPTURED_AT)
    assert (draft.title, draft.title_span) == ("The ministry said", None)


def test_front_matter_alone_is_empty() -> None:
    with pytest.raises(ReadError) as refused:
        read_plain("---\ntitle: Plant opens\n---\n\n", CAPTURED_AT)
    assert refused.value.reason is Reason.EMPTY
