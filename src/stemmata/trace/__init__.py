"""Claims → Threads and Stemmata: the questions that claims answer, and for each who had it from whom.

In come the claims of all documents; out go threads, each with its stemma, its independent origins as an
interval, and what changed on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stemmata.model import Claim, Document, Stemma, Thread
from stemmata.packs import Pack
from stemmata.trace.mutation import find_mutations
from stemmata.trace.stemma import build_stemma, method_of, principal_claim
from stemmata.trace.thread import find_threads, thread_claims
from stemmata.trace.weights import load_weights

__all__ = ["Traced", "build_stemma", "find_mutations", "find_threads", "principal_claim", "trace_claims"]


@dataclass(frozen=True, slots=True)
class Traced:
    """Threads, those with more documents first, and the stemma of each by the thread's id."""

    threads: tuple[Thread, ...]
    stemmata: Mapping[str, Stemma]


def trace_claims(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    pack: Pack,
    earlier: Iterable[tuple[Thread, Stemma]] = (),
) -> Traced:
    """The threads and stemmata of all `claims`, which must be of `documents`.

    A stemma of `earlier` is taken over where its thread still holds the very same claims, so that a new document costs
    the drawing of its own threads; what comes of it is what a run without `earlier` gives.
    """
    by_sha = {document.sha256: document for document in documents}
    found = thread_claims(claims, by_sha, pack)
    method = method_of(pack, load_weights())
    drawn = {thread.id: (thread.claims, stemma) for thread, stemma in earlier if stemma.method == method}
    stemmata = {}
    for thread in found.threads:
        known, stemma = drawn.get(thread.id, ((), None))
        if stemma is None or known != thread.claims:
            stemma = build_stemma(thread, by_sha, pack)
        stemmata[thread.id] = replace(stemma, doubts=found.doubts.get(thread.id, ()))
    return Traced(found.threads, stemmata)
