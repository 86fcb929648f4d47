from __future__ import annotations

import pytest

from stemmata.read.trailer import drop_banners, find_trailer, is_byline
from tests.read.conftest import PROSE


@pytest.mark.parametrize(
    "foot",
    [
        "Read also:\n- Storm closes the ports\n- Minister resigns over fish",
        "READ ALSO: Storm closes the northern ports",
        "Related stories\n\nStorm closes the ports\n\nMinister resigns over fish",
        "Subscribe to our Telegram and Viber channels!",
        "📌 Follow us on Telegram, Facebook and X.\n\nRead more:\n• Storm closes the ports",
        "Share this article\n\nSign up for our newsletter.\n\n© 2024 The Harbour Post. All rights reserved.",
        "If you notice an error, select it with the mouse and press Ctrl+Enter",
        "Tags: drones, plant\n\nMost read\n1. Storm closes the ports\n2. Minister resigns over fish",
        "Читайте також: Шторм закрив порти",
    ],
)
def test_the_foot_of_a_page_is_cut(foot: str) -> None:
    text = f"{PROSE}\n\n{foot}\n"
    assert text[: find_trailer(text)].rstrip() == PROSE


@pytest.mark.parametrize(
    "last",
    [
        "Related sanctions were imposed on Monday.",
        "“Follow us on this road,” the minister said.",
        "The officials said:\n- 140 drones in January\n- 60 in March",
        "Share prices of the plant's owner rose by 4 percent.",
        "See also what the ministry said in January, an official added.",
        "Storm closes the northern ports",
        "Watching the line open, the director smiled.",
        "Topics discussed included drones, the ministry said.",
        "Read aloud, the list of 140 names took an hour.",
    ],
)
def test_an_ending_that_is_part_of_the_article_stays(last: str) -> None:
    text = f"{PROSE}\n\n{last}"
    assert find_trailer(text) == len(text)


def test_a_notice_above_a_paragraph_stays() -> None:
    text = f"Subscribe to our newsletter!\n\n{PROSE}"
    assert find_trailer(text) == len(text)


def test_a_text_of_nothing_else_is_left_whole() -> None:
    text = "Read also: Storm closes the ports"
    assert find_trailer(text) == len(text)


def test_banners_and_links_go_from_between_the_paragraphs() -> None:
    paragraphs = [
        "We use cookies to improve this site.",
        "The plant opened.",
        "Advertisement",
        "Read also: Storm closes the ports",
        "Related stories",
        "- Minister resigns over fish",
        "- Port reopens",
        "Advertisement rates were not discussed, and the ministry declined to say more. " * 8,
        "- 140 drones in January",
    ]
    assert drop_banners(paragraphs) == [paragraphs[1], paragraphs[7], paragraphs[8]]


def test_a_byline_is_told_from_a_headline() -> None:
    assert [is_byline(line) for line in ("By Anna Keel", "Bygone plant opens again")] == [True, False]
