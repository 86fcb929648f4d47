"""What a page says of itself: titles, name of the site, address, day of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from stemmata.read.label import OUTLET_LENGTH, TITLE_LENGTH, clean_label, clean_url, find_host, unescape_twice
from stemmata.read.published import find_in_url, first_published

LARGEST_SCRIPT = 1_000_000  # characters of JSON-LD
MOST_NODES = 20_000  # of JSON-LD that are looked at
MOST_TAGS = 2_000  # meta and time elements that are looked at
ARTICLE_TYPE = re.compile(r"(?:article|newsarticle|report\w*|blogposting|posting|liveblogposting)$", re.IGNORECASE)
DATE_IN_BROKEN_JSON = re.compile(r'"datePublished"\s{0,8}:\s{0,8}"([^"\\]{8,40})"')
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->")  # written by browsers
MOST_BESIDE_HOST = 10  # letters of a site's name that its host leaves out: rbc.ua is RBC-Ukraine
SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " · ", " « ", " • ")
META_DATES = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "published_time",
    "publish_date",
    "publish-date",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each None (or empty) where the page does not say. `titles` are all that it gives, the best first."""

    titles: tuple[str, ...]
    site_name: str | None
    url: str | None
    published: str | None
    published_from: str | None


def read_facts(tree: HtmlElement, source: str, captured_at: str) -> PageFacts:
    """Read a page's tree, scripts included, and its source."""
    meta = _read_meta(tree)
    scripts = [s.text[:LARGEST_SCRIPT] for s in tree.iterfind(".//script[@type='application/ld+json']") if s.text]
    articles = [node for script in scripts for node in _find_articles(script)]
    url = _find_url(tree, source, meta, articles)
    site_names = [meta.get("og:site_name"), *map(_publisher, articles), meta.get("application-name")]
    labels = [label for name in site_names if (label := clean_label(name, OUTLET_LENGTH)) and "://" not in label]
    dates = [(_text(node, "datePublished"), "json-ld") for node in articles]
    dates += [(found[1], "json-ld") for script in scripts if (found := DATE_IN_BROKEN_JSON.search(script))]
    dates += [(meta.get(name), "meta") for name in META_DATES]
    dates += [(written, "time") for written in _find_times(tree)]
    dates.append((find_in_url(url), "url"))
    published, published_from = first_published(dates, captured_at)
    return PageFacts(
        titles=_find_titles(tree, meta, articles, labels, find_host(url)),
        site_name=labels[0] if labels else None,
        url=url,
        published=published,
        published_from=published_from,
    )


def fold(words: str) -> str:
    """Letters and digits only, in lower case: what is left when two ways of printing one title are compared."""
    return "".join(c for c in words.casefold() if c.isalnum())


def strip_site(title: str, site_names: list[str], host: str | None) -> str:
    """A title without the name of its own site behind (or before) a separator.

    Any other name stays: "… - Reuters" on another site says who is reported from.
    """
    names = {fold(name).removeprefix("the") for name in site_names}
    label = fold(host.split(".")[0]).removeprefix("the") if host else ""

    def is_site(part: str) -> bool:
        folded = fold(part)
        by_host = len(label) >= 3 and folded.removeprefix("the").startswith(label)
        return folded.removeprefix("the") in names or (by_host and len(folded) <= len(label) + MOST_BESIDE_HOST)

    for separator in SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and is_site(tail):
            return head.strip()
        head, found, tail = title.partition(separator)
        if found and fold(head).removeprefix("the") in names:
            return tail.strip()
    return title


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Content of each meta element by its property, name or itemprop, in lower case; the first of each."""
    meta: dict[str, str] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number >= MOST_TAGS:
            break
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if key and content and content.strip():
            meta.setdefault(key.strip().lower(), content.strip())
    return meta


def _find_titles(
    tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]], site_names: list[str], host: str | None
) -> tuple[str, ...]:
    """og:title, the headline of the JSON-LD, the h1 elements, the title element: without the name of the site."""
    headings = [" ".join(h.itertext()) for h, _ in zip(tree.iter("h1"), range(5), strict=False)]
    element = tree.find(".//title")
    written = [
        meta.get("og:title"),
        *(_text(node, "headline") for node in articles),
        *(h for h in headings if fold(h) not in {fold(name) for name in site_names}),
        meta.get("twitter:title"),
        element.text if element is not None else None,
    ]
    titles: dict[str, None] = {}
    for words in written:
        title = clean_label(unescape_twice(words), TITLE_LENGTH) if words else None
        if title and fold(title):
            titles.setdefault(strip_site(title, site_names, host))
    return tuple(titles)


def _find_url(tree: HtmlElement, source: str, meta: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    """The first address that is one: canonical link, og:url, JSON-LD, or where a browser saved the page from."""
    saved = SAVED_FROM.search(source[:4096])
    canonical = [link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")][:3]
    written = [*canonical, meta.get("og:url"), *(_text(node, "url") for node in articles), saved[1] if saved else None]
    return next((url for address in written if (url := clean_url(address))), None)


def _find_times(tree: HtmlElement) -> Iterator[str]:
    """Days of time elements: those marked as the publication, then the first one inside the article."""
    times = [t for t, _ in zip(tree.iter("time"), range(MOST_TAGS), strict=False)]
    for element in times:
        if element.get("pubdate") is not None or (element.get("itemprop") or "").lower() == "datepublished":
            yield element.get("datetime") or (element.text or "")
    own: list[str] = []
    for element in times:
        around = {ancestor.tag for ancestor in element.iterancestors()}
        written = element.get("datetime")
        if written and around & {"article", "main"} and not around & {"aside", "nav", "footer"}:
            own.append(written)
    yield from own[:1]
    days = {written for element in times if (written := element.get("datetime"))}
    yield from days if len(days) == 1 else ()


def _find_articles(script: str) -> list[dict[str, Any]]:
    """The nodes of a JSON-LD script that describe an article, in the order of the script."""
    try:
        root = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return []  # broken JSON-LD is common; its date is looked for by itself
    articles: list[dict[str, Any]] = []
    waiting: list[Any] = [root]
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting.extend(reversed(node[:MOST_NODES]))
        elif isinstance(node, dict):
            if any(ARTICLE_TYPE.search(kind) for kind in _types(node)):
                articles.append(node)
            waiting.extend(reversed(list(node.values())[:MOST_NODES]))
    return articles[:20]


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [k[-60:] for k in kinds[:10] if isinstance(k, str)]


def _publisher(node: dict[str, Any]) -> str | None:
    publisher = node.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    return _text(publisher, "name") if isinstance(publisher, dict) else None


def _text(node: dict[str, Any], key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) else None
