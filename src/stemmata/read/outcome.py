"""What comes of an input: a reading, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stemmata.model import Capture, Document, StemmataError


class Reason(StrEnum):
    """Why an input was not read."""

    EMPTY = "empty"
    NO_ARTICLE_TEXT = "no_article_text"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    UNSUPPORTED_TYPE = "unsupported_type"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read; `detail` says what is wrong with it in words."""

    name: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An input that was read: the bytes as they were, and the document made of them."""

    capture: Capture
    document: Document
    name: str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says of inputs that do not say it themselves; None where nothing was said.

    `published` is an ISO 8601 date or date-time, `language` an ISO 639-1 code.
    """

    published: str | None = None
    outlet: str | None = None
    language: str | None = None


class ReadError(StemmataError):
    """An input cannot be read. Inside this room only: `read_inputs` turns it into a Refusal."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
