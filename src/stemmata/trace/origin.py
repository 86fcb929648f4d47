"""How many independent origins a thread's asserting witnesses have, as an interval.

Roots that are named and different are counted apart. An anonymous group may be the same people as another, and a
page that names no source may have it from any of the others or from nobody: both widen the interval. So does
a report whose relays give contradicting words for the people behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemmata.model import Document, Edge, Origins, Source, SourceKind, Witness
from stemmata.packs import Pack
from stemmata.trace.descriptor import Descriptor, read_descriptor

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
    high = max(best, len(roots) + sum(extra.values()))
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
) -> int:
    """How many groups more than one the words of all who hang from `root` tell apart."""
    language = min((d.language for d in documents.values()), default="en")
    seen: list[Descriptor] = []
    for witness in sorted(worded):
        if _root(witness, parents) != root:
            continue
        for source in worded[witness]:
            if source.kind is not SourceKind.ANONYMOUS or source.descriptor is None:
                continue
            descriptor = read_descriptor(source.descriptor, pack, language)
            if descriptor.states and all(descriptor.contradicts(other) for other in seen):
                seen.append(descriptor)
    return max(0, len(seen) - 1)


def _reasons(
    by_id: Mapping[str, Witness], veiled: Sequence[str], silent: Sequence[str], extra: Mapping[str, int]
) -> tuple[str, ...]:
    reasons = []
    if len(veiled) > 1:
        names = ", ".join(f"“{by_id[r].name}”" for r in veiled)
        reasons.append(f"these unnamed sources may or may not be the same people: {names}")
    if silent:
        names = ", ".join(by_id[r].name for r in silent)
        reasons.append(f"names no source, so it may be an origin of its own or rest on another: {names}")
    for root in sorted(r for r, count in extra.items() if count):
        reasons.append(f"those who cite it word the people behind it in ways that contradict: {by_id[root].name}")
    return tuple(reasons)
