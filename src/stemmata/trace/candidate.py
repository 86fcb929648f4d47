"""Which of very many documents may have words or facts from one another, without comparing each with each.

Within a language: runs of three words, of which each document keeps 64 samples (MinHash: A. Broder, "On the resemblance
and containment of documents", 1997); two documents that hold two samples in common are candidates, so that a relay in
mostly other words is found. Across languages: names and numbers as they are spelt in any script, neighbours of which
both tell in the same order. Both cost about as much as the documents are long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from stemmata.trace.wordprint import Words

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

SAMPLES = 64
# Samples in common that make two documents candidates. One is a phrase of a house: 64 of them are shared by chance.
_LEAST_SAMPLES = 2
# Pairs of neighbouring names or numbers in one order that make two documents of different languages candidates.
_LEAST_ORDERED = 3
_NEAR = 3  # names and numbers at most so many places apart are told together
# What more documents than this hold is a phrase of a house or one story's very words: each of them is then paired only
# with the few that follow it, which keeps a story together and the cost linear.
_MOST_HOLDERS = 48
_FOLLOWING = 2
_BATCH = 8_000_000  # pairs that are added up at a time
_CHUNK = 4096  # documents hashed at a time: bounds the memory
_SEED = 7
_ODD = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of documents, m × 2, the lower number first, in sorted order; `shared` counts what each pair has in
    common: samples of runs, or names and numbers in order where the two are in different languages."""

    pairs: Numbers
    shared: Numbers


def find_candidates(documents: Iterable[Words], languages: Sequence[str]) -> Candidates:
    """The candidates among `documents`, which are numbered in the order given; `languages` are theirs."""
    samples, keys, owners = _sample(documents, len(languages))
    codes = {language: number for number, language in enumerate(sorted(set(languages)))}
    spoken = np.array([codes[language] for language in languages], dtype=np.int64)
    reuse = _count(_reuse_pairs(samples, spoken), _LEAST_SAMPLES)
    if len(codes) < 2:
        return _as_pairs(*reuse, len(languages))
    told = _count([_meet(keys, owners, len(languages), spoken, across=True)], _LEAST_ORDERED)
    return _as_pairs(np.concatenate([reuse[0], told[0]]), np.concatenate([reuse[1], told[1]]), len(languages))


def _sample(documents: Iterable[Words], count: int) -> tuple[NDArray[np.uint32], Hashes, Numbers]:
    """The samples of each document's runs, and the hashes of its ordered pairs of facts with their owners."""
    samples = np.zeros((count, SAMPLES), dtype=np.uint32)
    keys: list[Hashes] = []
    owners: list[Numbers] = []
    rows: list[Hashes] = []
    done = 0
    for number, words in enumerate(documents):
        rows.append(_runs(words.plain))
        pairs = _ordered_pairs(words.keys)
        keys.append(pairs)
        owners.append(np.full(len(pairs), number, dtype=np.int64))
        if len(rows) == _CHUNK:
            samples[done : done + len(rows)] = _minima(rows)
            done, rows = done + len(rows), []
    if rows:
        samples[done:] = _minima(rows)
    return samples, np.concatenate([*keys, _hashes(())]), np.concatenate([*owners, np.zeros(0, dtype=np.int64)])


def _minima(rows: Sequence[Hashes]) -> NDArray[np.uint32]:
    ends = np.cumsum([0, *(len(row) for row in rows)]).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(rows), ends, SAMPLES, _SEED)
    return np.array(digests.to_rows(), dtype=np.uint32)


@lru_cache(maxsize=1 << 20)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest(), "little")


def _hashes(words: Sequence[str]) -> Hashes:
    return np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))


def _runs(words: Sequence[str]) -> Hashes:
    """A hash for each run of three words."""
    one = _hashes(words)
    return np.asarray(one[:-2] * _ODD[0] + one[1:-1] * _ODD[1] + one[2:] * _ODD[2])


def _ordered_pairs(keys: Sequence[str]) -> Hashes:
    """A hash for each two names or numbers that are told near one another, in their order."""
    one = _hashes(keys)
    near = [one[: len(one) - gap] * _ODD[0] + one[gap:] * _ODD[1] for gap in range(1, _NEAR + 1) if len(one) > gap]
    return np.unique(np.concatenate(near)) if near else one[:0]


def _reuse_pairs(samples: NDArray[np.uint32], spoken: Numbers) -> Iterable[Numbers]:
    size = len(samples)
    numbers = np.arange(size, dtype=np.int64)
    for band in samples.T:
        yield _meet(band, numbers, size, spoken, across=False)


def _meet(keys: NDArray[np.unsignedinteger], owners: Numbers, size: int, spoken: Numbers, across: bool) -> Numbers:
    """Codes of the pairs of owners that hold one key, of the same language or `across` languages."""
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, dtype=int)
    held = np.diff(np.append(starts, len(keys)))
    reach = np.where(np.repeat(held, held) > _MOST_HOLDERS, _FOLLOWING, _MOST_HOLDERS)
    found = []
    here = np.arange(len(keys))
    for gap in range(1, min(_MOST_HOLDERS, len(keys) - 1) + 1):
        here = here[(here + gap < len(keys)) & (reach[here] >= gap)]
        here = here[keys[here + gap] == keys[here]]
        if not len(here):
            break
        one, two = owners[here], owners[here + gap]
        wanted = (spoken[one] != spoken[two]) if across else (spoken[one] == spoken[two])
        found.append(one[wanted] * size + two[wanted])
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _count(codes: Iterable[Numbers], least: int) -> tuple[Numbers, Numbers]:
    """The codes that occur at least so often, and how often; added up in batches so that memory stays bounded."""
    known, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    waiting: list[Numbers] = []
    for batch in chain(codes, (None,)):
        if batch is not None:
            waiting.append(batch)
            if sum(map(len, waiting)) < _BATCH:
                continue
        fresh = np.sort(np.concatenate([*waiting, np.repeat(known, counts)]))
        firsts = np.flatnonzero(np.concatenate([[True], fresh[1:] != fresh[:-1]])) if len(fresh) else fresh
        known, counts = fresh[firsts], np.diff(np.append(firsts, len(fresh)))
        waiting = []
    kept = counts >= least
    return known[kept], counts[kept]


def _as_pairs(codes: Numbers, counts: Numbers, size: int) -> Candidates:
    order = np.argsort(codes, kind="stable")
    codes, counts = codes[order], counts[order]
    return Candidates(np.stack(np.divmod(codes, max(1, size)), axis=-1).reshape(-1, 2), counts)
