"""A word of a sentence, with what it may be among the words of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Classes = Mapping[str, Any]
NO_CLASSES: Classes = {}


@dataclass(slots=True)  # not frozen: that would take twice the time, and a page has six hundred
class Lexeme:
    """A word at [start, end) of the text; `classes` has what it may be, with its value as each."""

    start: int
    end: int
    lower: str
    classes: Classes
    is_capital: bool = False

    def is_glued(self, before: Lexeme) -> bool:
        """Whether nothing stands between `before` and this."""
        return before.end == self.start
