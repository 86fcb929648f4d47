from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from stemmata.read.page_facts import PageFacts, read_facts, strip_site
from tests.read.conftest import CAPTURED_AT


def facts(head: str, body: str = "<p>x</p>") -> PageFacts:
    source = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_facts(document_fromstring(source), source, CAPTURED_AT)


JSON_LD = "<script type='application/ld+json'>%s</script>"


@pytest.mark.parametrize(
    ("head", "body", "published", "found_in"),
    [
        (JSON_LD % '{"@type": "NewsArticle", "datePublished": "2024-02-05"}', "", "2024-02-05", "json-ld"),
        (
            JSON_LD
            % '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "datePublished": "2024-02-05T10:00Z"}]}',
            "",
            "2024-02-05T10:00:00+00:00",
            "json-ld",
        ),
        (JSON_LD % '{"@type": "Article", "datePublished": "2024-02-05", broken', "", "2024-02-05", "json-ld"),
        ("<meta property='article:published_time' content='2024-02-05 10:30'>", "", "2024-02-05T10:30:00", "meta"),
        ("<meta name='Date' content='5 February 2024'>", "", "2024-02-05", "meta"),
        (
            "",
            "<article><time datetime='2024-02-05'>x</time><time datetime='2020-01-01'>y</time></article>",
            "2024-02-05",
            "time",
        ),
        ("", "<time datetime='2020-01-01'>y</time><time datetime='2021-01-01'>z</time>", None, None),
        ("<link rel='canonical' href='https://a.example/news/2024/2/5/plant'>", "", "2024-02-05", "url"),
        (JSON_LD % '{"@type": "Article", "datePublished": "9999-01-01"}', "", None, None),
        (
            JSON_LD % '{"@type": "Person", "datePublished": "2024-02-05"}'.replace("datePublished", "birthDate"),
            "",
            None,
            None,
        ),
    ],
)
def test_the_day_of_publication_is_found_with_its_place(
    head: str, body: str, published: str | None, found_in: str | None
) -> None:
    found = facts(head, body)
    assert (found.published, found.published_from) == (published, found_in)


def test_json_ld_goes_before_meta() -> None:
    head = JSON_LD % '{"@type": "Article", "datePublished": "2024-02-05"}' + "<meta name='date' content='2020-01-01'>"
    assert facts(head).published == "2024-02-05"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Plant opens - The Harbour Post", "Plant opens"),
        ("Plant opens | Harbour Post", "Plant opens"),
        ("Plant opens a second line – harbourpost.example", "Plant opens a second line"),
        ("Harbour Post: plant opens", "Harbour Post: plant opens"),
        ("Harbour Post | Plant opens a second line", "Plant opens a second line"),
        ("Plant opens a second line - Northwire", "Plant opens a second line - Northwire"),
        ("Plant opens - and closes", "Plant opens - and closes"),
    ],
)
def test_only_the_name_of_the_site_itself_is_taken_off_a_title(title: str, kept: str) -> None:
    assert strip_site(title, ["Harbour Post"], "harbourpost.example") == kept


def test_the_title_is_not_the_logo() -> None:
    found = facts(
        "<meta property='og:site_name' content='Harbour Post'><title>Plant opens | Harbour Post</title>",
        "<h1>HARBOUR POST</h1><h1>Plant opens</h1>",
    )
    assert found.titles == ("Plant opens",)


def test_an_address_that_is_none_gives_way_to_the_next() -> None:
    head = "<link rel='canonical' href='/news/1'><meta property='og:url' content='https://a.example/news/1'>"
    assert facts(head).url == "https://a.example/news/1"


def test_a_browser_notes_where_it_saved_a_page_from() -> None:
    source = "<!-- saved from url=(0028)https://a.example/news/plant --><html><body><p>x</p></body></html>"
    assert read_facts(document_fromstring(source), source, CAPTURED_AT).url == "https://a.example/news/plant"


def test_the_publisher_is_the_name_of_the_site() -> None:
    head = JSON_LD % '{"@type": "Article", "publisher": {"name": "Harbour Post"}}'
    assert facts(head).site_name == "Harbour Post"
