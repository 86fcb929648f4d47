"""What to believe of a thread's number: over its origins, never over its documents.

Forty pages that have a number from one paper are one statement. Each origin states what the earliest captured page of
its trees prints; across threads an origin that is named keeps its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stemmata.model import Claim, Stemma, Thread, Witness
from stemmata.trace.belief import Statement, find_beliefs
from stemmata.trace.identity import name_key


@dataclass(frozen=True, slots=True)
class Settled:
    """The likeliest value of a thread: that of `claim` (id), with its probability, stated by `origins` of `asked`
    independent origins. One origin settles nothing: it is then the only one asked."""

    claim: str
    probability: float
    origins: int
    asked: int


def settle_threads(traced: Iterable[tuple[Thread, Stemma]]) -> dict[str, Settled]:
    """The likeliest value of each thread in which a number is asserted, by the thread's id."""
    statements: list[Statement] = []
    claims: dict[tuple[str, str], Claim] = {}
    for thread, stemma in traced:
        for origin, claim in _origin_claims(thread, stemma).items():
            value = _value(claim)
            statements.append(Statement(origin, (thread.id,), value))
            claims.setdefault((thread.id, value), claim)
    found = {}
    for (thread_id,), belief in find_beliefs(statements).items():
        said = [s for s in statements if s.object == (thread_id,)]
        agreeing = sum(s.value == belief.value for s in said)
        found[thread_id] = Settled(
            claims[thread_id, belief.value].id, round(belief.probability, 4), agreeing, len(said)
        )
    return found


def _origin_claims(thread: Thread, stemma: Stemma) -> Mapping[str, Claim]:
    """By each origin, the claim of the earliest captured page that has it from there and prints a number."""
    by_id = {claim.id: claim for claim in thread.claims}
    witnesses = {w.id: w for w in stemma.witnesses}
    parents = {e.child: e.parent for e in stemma.edges}
    group_of = {root: group for group in stemma.origins.groups for root in group}
    found: dict[str, Claim] = {}
    for witness in sorted(stemma.witnesses, key=lambda w: (w.published or "9999", w.id)):
        claim = by_id.get(witness.claims[0]) if witness.claims and not witness.denies else None
        root = witness.id
        while root in parents:
            root = parents[root]
        if claim is not None and claim.quantity is not None and root in group_of:
            found.setdefault(_origin_key(witnesses[group_of[root][0]]), claim)
    return found


def _origin_key(root: Witness) -> str:
    """A name for an origin: a named one is the same in all threads, an unnamed one in none but its own."""
    is_named = root.lost and root.kind.value in {"named", "document", "outlet", "agency"}
    return f"name:{name_key(root.name)}" if is_named else root.id


def _value(claim: Claim) -> str:
    quantity = claim.quantity
    if quantity is None:
        return ""
    return f"{quantity.basis.value} {quantity.low} {quantity.high} {quantity.unit} {quantity.per}"
