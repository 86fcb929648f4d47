"""HTML pages: the words of the article, by trafilatura, with the headline before them."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from datetime import date

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from stemmata.model import Span
from stemmata.read.draft import Draft
from stemmata.read.label import TITLE_LENGTH, clean_label, drop_unprintable
from stemmata.read.outcome import ReadError, Reason
from stemmata.read.page_facts import fold, read_facts
from stemmata.read.page_guard import NO_TEXT, check_size, parse_page
from stemmata.read.published import normalise_published
from stemmata.read.trailer import drop_banners, find_trailer

FEWEST_CHARACTERS = 100
PROSE = re.compile(r"[.!?…。؟।][\"'”’»)\]]*(?:\s|$)")
SHORTEST_PROSE = 60  # characters of a line that holds a sentence; entries of a menu are shorter
TABLE_RULE = re.compile(r"[-|:\s]*")  # also an empty line; no words stand in it
NOT_DATED = ("aside", "footer", "nav", "blockquote", "table", "ul", "ol")  # days in these are not the page's own
CHANGED = re.compile(r"modif|updat|revis|expir", re.IGNORECASE)
LAST_RESORT = 250  # characters of an article below which trafilatura takes the whole page as one line
TITLE_LINES = 4  # the page's own headline stands among the first lines or not at all

# What these libraries would say to stderr is said by the refusal.
for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(source: str, captured_at: str, declared_title: str | None = None) -> Draft:
    """A draft of a decoded page. Paragraphs are parted by a blank line; the title is the first one.

    `declared_title` is one that a record gives beside the page; it goes before those of the page.

    Raises ReadError: unreadable for a structure beyond the limits of `page_guard`, no_article_text for a page
    that holds no more than a headline, a menu or scripts.
    """
    tree = parse_page(source)
    facts = read_facts(tree, source, captured_at)
    etree.strip_elements(tree, *NO_TEXT, with_tail=False)
    check_size(tree)
    published, published_from = facts.published, facts.published_from
    if published is None and (published := _guess_published(tree, captured_at)):
        published_from = "htmldate"
    declared = clean_label(declared_title, TITLE_LENGTH)
    title, paragraphs = _place_title((declared, *facts.titles) if declared else facts.titles, _extract(tree))
    body = "\n\n".join(paragraphs)
    body = body[: find_trailer(body)].rstrip()
    if len(body) < FEWEST_CHARACTERS or not _has_prose(body):
        raise ReadError(Reason.NO_ARTICLE_TEXT, "the page holds no article: only a menu, a headline or scripts")
    return Draft(
        text=f"{title}\n\n{body}" if title else body,
        title=title,
        title_span=Span(0, len(title)) if title else None,
        site_name=facts.site_name,
        url=facts.url,
        published=published,
        published_from=published_from,
    )


def _extract(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article; none where there is no article.

    A page of three lines is read once more with a lower threshold; else it is one line, with headline and date in it.
    """
    text = _article_text(deepcopy(tree), LAST_RESORT)
    if text and "\n" not in text.strip():
        text = _article_text(tree, FEWEST_CHARACTERS) or text
    lines = drop_unprintable(text).split("\n")
    lines = [line.strip() for line in lines if not TABLE_RULE.fullmatch(line)]
    return drop_banners([line.strip("| ") if line.startswith("|") else line for line in lines])


def _article_text(tree: HtmlElement, fewest: int) -> str:
    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(fewest)
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False, config=settings)
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def _place_title(titles: tuple[str, ...], paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """The title, and the paragraphs without it: as the article prints it where it does, else as its head gives it."""
    folded = {fold(title) for title in titles}
    for number, line in enumerate(paragraphs[:TITLE_LINES]):
        if fold(line) in folded:
            return line, paragraphs[:number] + paragraphs[number + 1 :]
    return (titles[0] if titles else None), paragraphs


def _has_prose(body: str) -> bool:
    return any(len(line) >= SHORTEST_PROSE and PROSE.search(line) for line in body.split("\n"))


def _guess_published(tree: HtmlElement, captured_at: str) -> str | None:
    """The day that htmldate finds; it is right for nine pages of ten and wrong for the tenth.

    It sees the page without its running text, its foot and its days of change, where most of its errors come from.
    """
    tree = deepcopy(tree)
    etree.strip_elements(tree, *NOT_DATED, with_tail=False)
    for element in list(tree.iter("p", "meta")):
        name = element.get("property") or element.get("name") or ""
        if CHANGED.search(name) or (element.tag == "p" and not (element.get("class") or element.get("id"))):
            element.drop_tree()
    try:
        found = find_date(
            tree,
            original_date=True,
            extensive_search=False,
            min_date="1995-01-01",
            max_date=date.fromisoformat(captured_at[:10]).isoformat(),
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None  # htmldate fails on some broken markup; the day is unknown then
    return normalise_published(found, captured_at)
