"""One document's reading in a thread: its principal claim, its chain, and how its headline differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.model import Claim, Document, Mutation, Polarity, Source
from stemmata.packs import Pack
from stemmata.trace.mutation import find_mutations


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says in a thread. `claims` holds all of its claims there, `principal` the first."""

    document: Document
    principal: Claim
    claims: tuple[Claim, ...]
    chain: tuple[Source, ...]
    headline: tuple[Mutation, ...]

    @property
    def denies(self) -> bool:
        """Whether the document's principal claim negates what the thread asks."""
        return self.principal.polarity is Polarity.NEGATIVE


def read_documents(claims: Sequence[Claim], documents: dict[str, Document], pack: Pack) -> tuple[Reading, ...]:
    """The readings of a thread's documents, earliest first."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    readings = [_read(documents[sha], own, pack) for sha, own in by_document.items()]
    return tuple(sorted(readings, key=lambda r: (r.document.published or "9999", r.document.id, r.document.sha256)))


def _read(document: Document, claims: list[Claim], pack: Pack) -> Reading:
    """The body speaks before the headline, a number before none, and what is attributed before what is not."""
    ordered = sorted(
        claims,
        key=lambda c: (
            c.in_title,
            c.quantity is None,
            c.polarity is Polarity.NEGATIVE,
            -len(c.chain),
            c.evidence.span,
            c.id,
        ),
    )
    principal = ordered[0]
    chain = principal.chain or next((c.chain for c in ordered if c.chain), ())
    titled = next((c for c in ordered[1:] if c.in_title), None)
    languages = (document.language, document.language)
    headline = find_mutations(principal, titled, pack, languages) if titled else ()
    return Reading(document, principal, tuple(ordered), chain, headline)
