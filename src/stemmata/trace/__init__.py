"""Claims → Threads and Stemmata: the questions that claims answer, and for each who had it from whom.

In come the claims of all documents; out go threads, each with its stemma, its independent origins as an
interval, and what changed on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stemmata.model import Claim, Document, Stemma, Thread
from stemmata.packs import Pack
from stemmata.trace.mutation import find_mutations
from stemmata.trace.stemma import build_stemma, principal_claim
from stemmata.trace.thread import find_threads, thread_claims

__all__ = ["Traced", "build_stemma", "find_mutations", "find_threads", "principal_claim", "trace_claims"]


@dataclass(frozen=True, slots=True)
class Traced:
    """Threads, those with more documents first, and the stemma of each by the thread's id."""

    threads: tuple[Thread, ...]
    stemmata: Mapping[str, Stemma]


def trace_claims(claims: Sequence[Claim], documents: Sequence[Document], pack: Pack) -> Traced:
    """The threads and stemmata of all `claims`, which must be of `documents`."""
    by_sha = {document.sha256: document for document in documents}
    found = thread_claims(claims, by_sha, pack)
    stemmata = {
        thread.id: replace(build_stemma(thread, by_sha, pack), doubts=found.doubts.get(thread.id, ()))
        for thread in found.threads
    }
    return Traced(found.threads, stemmata)
