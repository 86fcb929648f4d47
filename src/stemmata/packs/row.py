"""What all rows of a pack have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Language = str  # ISO 639-1
Forms = dict[Language, tuple[str, ...]]


class Row(BaseModel):
    """A row of a pack: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
