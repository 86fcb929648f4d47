"""What was read: captures, documents, and the spans that point into their texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_LONGEST_NAME = 60  # characters of a text's beginning that stand for its name


class StemmataError(Exception):
    """Root of every error that a room raises on purpose; the message names the input and the mend."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a document's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    @staticmethod
    def hull(spans: Iterable[Span]) -> Span:
        """The smallest span that covers all of `spans` (at least one)."""
        ordered = sorted(spans)
        return Span(ordered[0].start, max(span.end for span in ordered))


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes that were taken in, kept as they were.

    `sha256` is the hex digest of `content`; `captured_at` is UTC, ISO 8601, to the second;
    `origin` says where they came from (a path, or path:line for a record of a JSONL file).
    """

    sha256: str
    content: bytes
    media_type: str
    captured_at: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """One captured text of one outlet.

    `id` is the record's own id where it has one, else the first 16 hex digits of `sha256`.
    `published` is an ISO 8601 date or date-time as far as it is known; `published_from` says where
    it was found (record, front-matter, json-ld, meta, url, option, ...). `outlet` is the
    name to print and `domain` the host it is known by. `title_span` is set where the title is
    part of the text.
    """

    id: str
    sha256: str
    text: str
    language: str
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    domain: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None

    @property
    def name(self) -> str:
        """What to call it: its outlet or host, else its title, else how its text begins."""
        known = self.outlet or self.domain or self.title
        if known:
            return known
        line = next((line for line in self.text.splitlines() if line.strip()), self.id)
        words = " ".join(line.split())
        return words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME].rsplit(' ', 1)[0]} …"

    @property
    def published_date(self) -> date | None:
        """The day of publication, in the zone it was printed in; None where it is not known."""
        return date.fromisoformat(self.published[:10]) if self.published else None
