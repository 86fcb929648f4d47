"""What a rule found in a pack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that breaks a rule. `path` leads to the key inside the row that is at fault."""

    table: str
    row: str
    path: tuple[str | int, ...]
    reason: str
