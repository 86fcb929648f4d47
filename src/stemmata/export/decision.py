"""Decisions as JSON objects. Their keys are stable; keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from stemmata.model import Decision
from stemmata.store import decisions_in_force


def decision_records(decisions: Sequence[Decision], claims: Collection[str]) -> list[dict[str, Any]]:
    """What `stemmata decisions --json` prints. `claims` are the ids of those that are kept now.

    `standing` is "in force", "replaced" (by a later one about the same claim), "takes back" (a restoring one) or
    "no such claim now" (in force again if texts are read anew and the claim comes back).
    """
    in_force = {id(decision) for decision in decisions_in_force(decisions)}
    last = {decision.claim: id(decision) for decision in decisions}

    def standing(decision: Decision) -> str:
        if last[decision.claim] != id(decision):
            return "replaced"
        if id(decision) not in in_force:
            return "takes back"
        return "in force" if decision.claim in claims else "no such claim now"

    return [
        {
            "claim": decision.claim,
            "action": decision.action.value,
            "value": decision.value,
            "reason": decision.reason,
            "author": decision.author,
            "decided_at": decision.decided_at,
            "standing": standing(decision),
        }
        for decision in decisions
    ]
