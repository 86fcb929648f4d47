"""The YAML that may stand before a text, between two lines of "---": what the text cannot say of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from stemmata.read.label import OUTLET_LENGTH, TITLE_LENGTH, clean_label
from stemmata.read.outcome import ReadError, Reason
from stemmata.read.published import normalise_published

LARGEST = 16_384  # characters
MOST_NESTED = 200  # brackets; the YAML parser takes seconds for 5,000 of them inside one another
NESTED_LINE = re.compile(r"(?:[-?][ \t]+){50}")
OPENS = re.compile(r"---[ \t]*\n")
CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
PLAIN_LINE = re.compile(r"([A-Za-z_][\w-]{0,40}):[ \t]+(\S.*)")
ALSO = {"date": "published", "lang": "language", "site": "outlet", "publisher": "outlet", "link": "url"}
FIELDS = ("id", "title", "outlet", "url", "published", "language")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before a text; None for what does not."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None


def split_front_matter(text: str, captured_at: str) -> tuple[FrontMatter, str]:
    """The front matter of a text and the text after it; an empty one and the whole text where there is none.

    Raises ReadError (unreadable) for YAML with anchors or aliases, which can be made to grow without bound.
    """
    text = text.removeprefix("\ufeff")
    opening = OPENS.match(text)
    closing = CLOSES.search(text, opening.end(), opening.end() + LARGEST) if opening else None
    if opening is None or closing is None:
        return FrontMatter(), text
    fields = _read_fields(text[opening.end() : closing.start()])
    if not fields:
        return FrontMatter(), text
    published = normalise_published(fields.get("published"), captured_at)
    front = FrontMatter(
        id=fields.get("id"),
        title=clean_label(fields.get("title"), TITLE_LENGTH),
        outlet=clean_label(fields.get("outlet"), OUTLET_LENGTH),
        url=fields.get("url"),
        published=published,
        published_from="front-matter" if published else None,
        language=fields.get("language"),
    )
    return front, text[closing.end() :].lstrip("\n")


def _read_fields(block: str) -> dict[str, str]:
    """The scalar fields of a YAML mapping as they are written; nothing where the block is none."""
    if sum(map(block.count, "[{?")) > MOST_NESTED or NESTED_LINE.search(block):
        return _by_lines(block)
    try:
        events = list(yaml.parse(block, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return _by_lines(block)
    if any(isinstance(e, yaml.AliasEvent) or getattr(e, "anchor", None) for e in events):
        raise ReadError(Reason.UNREADABLE, "the front matter has YAML anchors or aliases; write each value out")
    return _named(_top_level(events))


def _by_lines(block: str) -> dict[str, str]:
    """The fields of lines "name: value": "title: Report: plant opens" is no YAML, but means one thing."""
    return _named(found.groups() for line in block.split("\n") if (found := PLAIN_LINE.match(line)))


def _top_level(events: list[yaml.Event]) -> list[tuple[str, ...]]:
    """Key and value of each scalar field of the outermost mapping."""
    pairs: list[tuple[str, ...]] = []
    depth, key = 0, None
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == 1 and not isinstance(event, yaml.MappingStartEvent):
                return []
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            key = None if depth == 1 else key
        elif isinstance(event, yaml.ScalarEvent) and depth == 1:
            if key is None:
                key = event.value
                continue
            pairs.append((key, event.value))
            key = None
    return pairs


def _named(pairs: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """The fields that are known, each by its own name; of two of one name the first."""
    fields: dict[str, str] = {}
    for key, value in pairs:
        name = ALSO.get(key.lower(), key.lower())
        if name in FIELDS and value.strip() not in {"", "null", "~"}:
            fields.setdefault(name, value.strip())
    return fields
