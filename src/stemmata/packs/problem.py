"""What does not fit in a pack, by file, line and row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.model import StemmataError

_SHOWN = 20  # problems that one message holds


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that does not fit. `line` is None where the file has no line for it (it is missing, say)."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line is not None else f"{self.file}: {self.reason}"


class PackError(StemmataError):
    """A pack's file is missing, is not TOML, or holds a row that does not fit its schema; `problems` lists all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - len(lines)
        super().__init__("\n".join([*lines, *([f"and {more} more; see `stemmata pack check`"] if more else [])]))
