"""What was promised or foreseen for a day, and what the texts say became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a forecast, as far as claims say so.

    MET: a claim says that it came about in time. LATE: that it came about after the deadline. MISSED: that it did not
    come about. OPEN: the deadline lies ahead, and no claim settles it. UNRESOLVED: the deadline is past, and the claims
    do not settle it; or they contradict each other.
    """

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One statement with a deadline, as one or more documents print it.

    `claims` (ids) make it, the earliest printed first; `evidence` (ids) are the claims that the outcome rests on, none
    where it rests on none. `issued` is when it was said or first printed, None where no text gives a date; `deadline`
    the last day that its words allow (ISO days). `words` say what is promised, `reason` why the outcome is what it is.
    """

    claims: tuple[str, ...]
    thread: str
    words: str
    issued: str | None
    deadline: str
    outcome: Outcome
    evidence: tuple[str, ...]
    reason: str
