"""How many independent origins a thread's asserting witnesses have, as an interval.

Roots that are named and different are counted apart. An anonymous group may be the same people as another, and a
page that names no source may have it from any of the others or from nobody: both widen the interval. So does
a report whose relays give contradicting words for the people behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemmata.claim.anonymity import read_anonymity
from stemmata.model import Anonymity, Document, Edge, Origins, Source, SourceKind, Witness
from stemmata.packs import Pack

_NAMED = frozenset({SourceKind.NAMED, SourceKind.DOCUMENT})


def count_origins(
    witnesses: Sequence[Witness],
    edges: Sequence[Edge],
    worded: Mapping[str, Sequence[Source]],
    documents: Mapping[str, Document],
    pack: Pack,
) -> Origins:
    """Origins of the witnesses that assert. `worded` gives, per witness, its unnamed sources."""
    parents = {edge.child: edge.parent for edge in edges}
    by_id = {witness.id: witness for witness in witnesses}
    asserting = [w for w in witnesses if not w.lost and not w.denies] or [w for w in witnesses if not w.lost]
    roots = sorted({_root(w.id, parents) for w in asserting})
    named = [r for r in roots if by_id[r].lost and by_id[r].kind in _NAMED]
    silent = [r for r in roots if not by_id[r].lost]
    veiled = [r for r in roots if r not in named and r not in silent]
    extra = {r: _contradicting_groups(r, parents, worded, documents, pack) for r in roots}
    best = max(1, len(named) + len(veiled))
    low = max(1, len(named))
    high = max(best, len(roots) + sum(max(0, len(words) - 1) for words in extra.values()))
    reasons = _reasons(by_id, veiled, silent, extra)
    return Origins(low, high, best, tuple(roots), reasons)


def _root(witness: str, parents: Mapping[str, str]) -> str:
    while witness in parents:
        witness = parents[witness]
    return witness


def _contradicting_groups(
    root: str,
    parents: Mapping[str, str],
    worded: Mapping[str, Sequence[Source]],
    documents: Mapping[str, Document],
    pack: Pack,
) -> tuple[str, ...]:
    """The words, one wording a group, by which those who hang from `root` tell groups of people apart."""
    language = min((d.language for d in documents.values()), default="en")
    seen: dict[Anonymity, str] = {}
    for witness in sorted(worded):
        if _root(witness, parents) != root:
            continue
        for source in worded[witness]:
            if source.kind is not SourceKind.ANONYMOUS or source.descriptor is None:
                continue
            anonymity = read_anonymity(source.descriptor, pack, language)
            if anonymity.side and all(anonymity.contradicts(other) for other in seen):
                seen[anonymity] = " ".join(source.descriptor.split())
    return tuple(seen.values())


def _reasons(
    by_id: Mapping[str, Witness],
    veiled: Sequence[str],
    silent: Sequence[str],
    extra: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    reasons = []
    if len(veiled) > 1:
        names = ", ".join(f"“{by_id[r].name}”" for r in veiled)
        reasons.append(f"These unnamed sources may or may not be the same people: {names}")
    if silent:
        names = ", ".join(by_id[r].name for r in silent)
        reasons.append(f"A page that names no source may be an origin of its own or rest on another: {names}")
    for root in sorted(r for r, words in extra.items() if len(words) > 1):
        words = " against ".join(f"“{w}”" for w in extra[root])
        reasons.append(f"Those who relay it contradict each other on who is behind it: {words}")
    return tuple(reasons)
