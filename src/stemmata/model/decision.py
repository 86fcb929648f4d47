"""What a person settled about a claim, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """What a decision does with its claim.

    SET_ASIDE: it is not reckoned with. SCOPE: it holds for the scope that `value` gives. RESTORE: whatever was decided
    about it before is taken back.
    """

    SET_ASIDE = "set_aside"
    SCOPE = "scope"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person settled about the claim with the id `claim`.

    `reason` is the person's own words, never empty. `value` is the scope of a SCOPE, as in `Account.scope`; None
    otherwise. `author` says who decided, `decided_at` when (UTC, ISO 8601, to the second); None where it is only tried
    out and kept nowhere.
    """

    claim: str
    action: Ruling
    reason: str
    value: str | None = None
    author: str | None = None
    decided_at: str | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"a decision about claim {self.claim!a} without a reason")
        if (self.action == Ruling.SCOPE) != bool(self.value and self.value.strip()):
            raise ValueError(f"a decision about claim {self.claim!a}: a scope goes with {Ruling.SCOPE}, and only there")
