from __future__ import annotations

from pathlib import Path

import pytest

from stemmata.read.outcome import ReadError, Reason
from stemmata.read.page import read_page
from tests.read.conftest import CAPTURED_AT, PROSE, Read

SAVED = Path(__file__).with_name("harbour_page.html")
TITLE = "Second drone line planned at coastal plant, officials say"


def test_a_news_page_becomes_its_article_and_nothing_else() -> None:
    draft = read_page(SAVED.read_text(encoding="utf-8"), CAPTURED_AT)
    assert draft.text.split("\n\n") == [
        TITLE,
        "The coastal plant will open a second line for long-range drones before the summer, "
        "two officials told Northwire on Monday.",
        'The ministry said it had received at least 140 drones since January, up from "no more than 90" a year before.',
        "What the plant makes",
        "The plant has made airframes since 2019. It declined to comment on the numbers.",
        "“We shall double it,” the director said at the opening.",
        "- 140 drones delivered in January",
        "- 60 more expected in March",
        "Year | Drones",
        "2022 | 310",
        "2023 | 890",
        "Neighbouring states have asked for talks, according to the foreign ministry.",
    ]


def test_a_news_page_says_who_published_it_and_when(read: Read) -> None:
    [result] = read(SAVED, published="1999-01-01", outlet="Someone else")
    document = result.document  # type: ignore[union-attr]
    assert document.title == TITLE
    assert document.title_span is not None
    assert document.title_span.of(document.text) == TITLE
    assert (document.outlet, document.domain) == ("The Harbour Post", "harbourpost.example")
    assert (document.published, document.published_from) == ("2024-02-05T14:30:00+02:00", "json-ld")


def test_the_title_is_put_before_a_text_that_does_not_print_it() -> None:
    head = "<meta property='og:title' content='Plant &amp;amp; port open'>"
    draft = read_page(f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>", CAPTURED_AT)
    assert draft.text == f"Plant & port open\n\n{PROSE}"
    assert draft.title_span is not None
    assert draft.title_span.of(draft.text) == "Plant & port open"


def test_a_page_without_a_title_has_none() -> None:
    draft = read_page(f"<html><body><p>{PROSE}</p></body></html>", CAPTURED_AT)
    assert (draft.title, draft.title_span, draft.text) == (None, None, PROSE)


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    draft = read_page(f"<html><body><article>{PROSE}<br><br>{PROSE.lower()}</article></body></html>", CAPTURED_AT)
    assert draft.text == f"{PROSE}\n\n{PROSE.lower()}"


def test_a_page_in_divs_is_read() -> None:
    paragraphs = [
        f"On day {n} the ministry said that {n}40 drones had been delivered to the army." for n in range(1, 6)
    ]
    body = "".join(f"<div class='text-block'>{p}</div>" for p in paragraphs)
    draft = read_page(f"<html><body><div id='content'>{body}</div></body></html>", CAPTURED_AT)
    assert [p for p in paragraphs if p not in draft.text] == []


def test_a_list_of_headlines_is_no_article() -> None:
    links = "".join(f"<li><a href='/{n}'>Ministry opens plant number {n} on the coast</a></li>" for n in range(80))
    with pytest.raises(ReadError) as refused:
        read_page(f"<html><head><title>News</title></head><body><ul>{links}</ul></body></html>", CAPTURED_AT)
    assert refused.value.reason is Reason.NO_ARTICLE_TEXT


@pytest.mark.parametrize(
    ("beside", "published"),
    [
        ("<span class='date'>February 5, 2024</span>", "2024-02-05"),
        ("<p class='post-date'>February 5, 2024</p>", "2024-02-05"),
        ("<p>The first line opened on 2020-05-05, it said.</p>", None),
        ("<footer>Founded on 1 May 1999. © 2021 The Harbour Post</footer>", None),
        ("<aside><time datetime='2019-01-02'>x</time> <time datetime='2019-02-02'>y</time></aside>", None),
        ("<meta property='article:modified_time' content='2024-02-06'>", None),
    ],
)
def test_a_day_that_is_not_the_page_s_own_is_not_guessed(beside: str, published: str | None) -> None:
    page = f"<html><head><title>Plant opens</title></head><body><article><p>{PROSE}</p>{beside}</article></body></html>"
    assert read_page(page, CAPTURED_AT).published == published


def test_a_page_of_three_lines_keeps_its_lines() -> None:
    """The extraction library's last resort for short pages is one line with headline and by-line in it."""
    line = "The plant had built 6,000 drones by the end of August, the institute said in a note on its site."
    dated = f"<h1>Ahead of plan</h1><p class='byline'><time>2024-09-03</time></p><p>{line}</p><p>It gave no source.</p>"
    body = f"<header><a href='/'>Bay Post</a></header><main><article>{dated}</article></main>"
    page = f"<html><head><title>Ahead of plan</title></head><body>{body}</body></html>"
    draft = read_page(page, CAPTURED_AT)
    assert draft.text == f"Ahead of plan\n\n{line}\n\nIt gave no source."
