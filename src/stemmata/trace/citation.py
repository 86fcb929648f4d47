"""Which documents of a thread name which others, and which name the same source that nobody captured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemmata.model import Document, Source, SourceKind
from stemmata.packs import Pack
from stemmata.trace.identity import document_identities, name_key, source_identity
from stemmata.trace.reading import Reading
from stemmata.trace.wordprint import Words

Flags = NDArray[np.float64]

_PRINTED = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_BODIES = frozenset({SourceKind.NAMED, SourceKind.DOCUMENT})
_PEOPLE = frozenset({SourceKind.NAMED, SourceKind.ANONYMOUS, SourceKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Citations:
    """Flags of 0 and 1 over pairs [i, j] and documents [j].

    `nearest`: j names i as where it has it from; `further`: i stands deeper in j's chain; `mentioned`: j's text names
    i's outlet in no chain; `shared`: both name one source that was not captured; `shared_nearest`: as their nearest.
    `lost`: j's nearest source is a report that was not captured; `people`: it is people or a body; `silent`: j names
    nobody; `itself`: j's text names its own outlet; `captured`: j's nearest source is among the documents;
    `other_body`: both have bodies or people with a name in their chains, and none in common.
    """

    nearest: Flags
    further: Flags
    mentioned: Flags
    shared: Flags
    shared_nearest: Flags
    lost: Flags
    people: Flags
    silent: Flags
    itself: Flags
    captured: Flags
    other_body: Flags


def read_citations(readings: Sequence[Reading], words: Sequence[Words], pack: Pack) -> Citations:
    """Who names whom among the documents of `readings`; `words` are those of the same documents."""
    size = len(readings)
    pages: dict[str, list[int]] = {}
    for number, reading in enumerate(readings):
        for name in document_identities(reading.document, pack):
            pages.setdefault(name, []).append(number)
    nearest, further, mentioned = (np.zeros((size, size)) for _ in range(3))
    lost, people, silent, captured = (np.zeros(size) for _ in range(4))
    lost_names: list[frozenset[str]] = []
    lost_nearest: list[str | None] = []
    for child, reading in enumerate(readings):
        first = _first_other(reading, child, pages)
        identity = source_identity(first) if first else None
        others = sorted(i for i in _cited(reading) if i != identity)
        nearest[pages.get(identity or "", []), child] = 1.0
        for other in others:
            further[pages.get(other, []), child] = 1.0
        captured[child] = bool(identity and any(p != child for p in pages.get(identity, ())))
        lost[child] = bool(first and first.kind in _PRINTED and not captured[child])
        people[child] = bool(first and first.kind in _PEOPLE and not captured[child])
        silent[child] = first is None
        known = frozenset(i for i in (*others, identity) if i is not None and i not in pages)
        lost_names.append(known)
        lost_nearest.append(identity if identity in known else None)
    itself = _find_mentions(readings, words, mentioned)
    mentioned *= (nearest + further) == 0
    for matrix in (nearest, further, mentioned):
        np.fill_diagonal(matrix, 0.0)
    shared = _pairs(lost_names)
    shared_nearest = _pairs([frozenset({name}) if name else frozenset() for name in lost_nearest])
    return Citations(
        nearest, further, mentioned, shared, shared_nearest, lost, people, silent, itself, captured,
        _other_bodies(readings),
    )  # fmt: skip


def _first_other(reading: Reading, child: int, pages: dict[str, list[int]]) -> Source | None:
    """The nearest source that is not the document's own outlet, as in "officials told this paper"."""
    for source in reading.chain:
        identity = source_identity(source)
        if identity is None or child not in pages.get(identity, ()):
            return source
    return None


def _cited(reading: Reading) -> frozenset[str]:
    chains = (reading.chain, *(claim.chain for claim in reading.claims))
    return frozenset(i for chain in chains for source in chain if (i := source_identity(source)))


def _other_bodies(readings: Sequence[Reading]) -> Flags:
    """1 where two documents both name bodies or people in their chains, and none in common."""
    bodies = [
        frozenset(i for source in reading.chain if source.kind in _BODIES and (i := source_identity(source)))
        for reading in readings
    ]
    name = np.array([bool(one) for one in bodies], dtype=np.float64)
    other = name[:, None] * name[None, :] - _pairs(bodies)
    np.fill_diagonal(other, 0.0)
    return other


def _pairs(names: Sequence[frozenset[str]]) -> Flags:
    """1 where two documents hold a name in common."""
    columns = {name: number for number, name in enumerate(sorted({n for one in names for n in one}))}
    held = np.zeros((len(names), max(1, len(columns))))
    for row, one in enumerate(names):
        for name in one:
            held[row, columns[name]] = 1.0
    common = (held @ held.T > 0).astype(np.float64)
    np.fill_diagonal(common, 0.0)
    return common


def _find_mentions(readings: Sequence[Reading], words: Sequence[Words], mentioned: Flags) -> Flags:
    """Fill in who names whose outlet anywhere in its text; returns who names its own."""
    outlets: dict[tuple[str, ...], list[int]] = {}
    for number, reading in enumerate(readings):
        name = _outlet_words(reading.document)
        if name:
            outlets.setdefault(name, []).append(number)
    lengths = sorted({len(name) for name in outlets})
    itself = np.zeros(len(readings))
    for child, one in enumerate(words):
        for length in lengths:
            grams = zip(*(one.plain[start:] for start in range(length)), strict=False)
            for gram in grams:
                for parent in outlets.get(gram, ()):
                    mentioned[parent, child] = 1.0
                    itself[child] = max(itself[child], float(parent == child))
    return itself


def _outlet_words(document: Document) -> tuple[str, ...]:
    return tuple(name_key(document.outlet).split()) if document.outlet else ()
