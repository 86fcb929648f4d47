"""What a rule of the table caught in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from stemmata.annotate.time.lexeme import Lexeme

_FIRST_SHORT_YEAR = 50  # '49 is 2049, '50 is 1950


class Captured(Protocol):
    """A class or time that a rule matched."""

    @property
    def name(self) -> str:
        """The class, or the kind of time."""
        ...

    @property
    def value(self) -> Any:
        """What the table says of it, or what the time means."""
        ...


class Caught:
    """The captures of one match, by name."""

    def __init__(self, captures: Sequence[Captured], lexemes: Sequence[Lexeme], key: str) -> None:
        self._captures = captures
        self.lexemes = lexemes
        self.key = key

    def all(self, *names: str) -> list[Any]:
        """The values captured under any of the names, in text order."""
        return [c.value for c in self._captures if c.name in names]

    def pairs(self, *names: str) -> list[tuple[str, Any]]:
        """(name, value) of the captures under any of the names, in text order."""
        return [(c.name, c.value) for c in self._captures if c.name in names]

    def get(self, *names: str) -> Any:
        """The first of them; None where there is none."""
        for capture in self._captures:
            if capture.name in names:
                return capture.value
        return None

    @property
    def year(self) -> int | None:
        """The year that was caught; negative before Christ, in full where only two digits are printed."""
        if self.get("ERA") is not None:
            number: int | None = self.get("OLDYEAR", "YEAR", "NUM")
            return -number if number is not None and self.get("ERA") == "BC" else number
        year: int | None = self.get("YEAR", "FISCALYEAR", "SPOKENYEAR")
        short: int | None = self.get("YY")
        if year is not None or short is None:
            return year
        return short + (2000 if short < _FIRST_SHORT_YEAR else 1900)
