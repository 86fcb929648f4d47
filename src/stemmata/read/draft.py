"""What one input says of itself, before outlet, date and language are settled."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what its file says of it; every field but `text` is None where it says nothing.

    `outlet` was declared by whoever wrote the record or the front matter, `site_name` is what a page calls its
    site. `published` is ISO 8601 already. `language` is the declared code, as it stands.
    """

    text: str
    title: str | None = None
    title_span: Span | None = None
    id: str | None = None
    outlet: str | None = None
    site_name: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
