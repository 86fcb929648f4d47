"""Thread → tellings: each claim with the independent origin that it comes from, in the order they came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stemmata.model import Claim, Document, Stemma, Thread, Witness
from stemmata.trace.identity import name_key

_NO_DAY = date.max


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as an origin's: `origin` is a key that is the same in all threads for a named source."""

    claim: Claim
    origin: str
    published: date | None


def read_tellings(thread: Thread, stemma: Stemma, documents: Mapping[str, Document]) -> tuple[Telling, ...]:
    """The claims of a thread with the origin of each: by publication, body before headline, then as they stand."""
    witnesses = {witness.id: witness for witness in stemma.witnesses}
    parents = {edge.child: edge.parent for edge in stemma.edges}
    group_of = {root: group[0] for group in stemma.origins.groups for root in group}
    by_claim: dict[str, str] = {}
    for witness in stemma.witnesses:
        root = _root(witness.id, parents)
        key = _origin_key(witnesses[group_of.get(root, root)])
        by_claim.update(dict.fromkeys(witness.claims, key))
    tellings = [
        Telling(claim, by_claim.get(claim.id, f"document:{claim.document}"), _published(claim, documents))
        for claim in thread.claims
    ]
    return tuple(
        sorted(
            tellings,
            key=lambda t: (
                t.published or _NO_DAY,
                documents[t.claim.document].published or "",
                t.claim.in_title,
                t.claim.document,
                t.claim.evidence.span,
                t.claim.id,
            ),
        )
    )


def _published(claim: Claim, documents: Mapping[str, Document]) -> date | None:
    return documents[claim.document].published_date


def _root(witness: str, parents: Mapping[str, str]) -> str:
    seen = {witness}
    while witness in parents and parents[witness] not in seen:
        witness = parents[witness]
        seen.add(witness)
    return witness


def _origin_key(root: Witness) -> str:
    """A name for an origin: a named one is the same in all threads, an unnamed one in none but its own."""
    is_named = root.lost and root.kind.value in {"named", "document", "outlet", "agency"}
    return f"name:{name_key(root.name)}" if is_named else root.id
