"""Which of very many documents may have words or facts from one another, without comparing each with each.

Within a language: runs of three words, of which each document keeps 64 samples (MinHash: A. Broder, "On the resemblance
and containment of documents", 1997); two documents that hold two samples in common are candidates, so that a relay in
mostly other words is found. Across languages: names and numbers as they are spelt in any script, neighbours of which
both tell in the same order. Both cost about as much as the documents are long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice

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
_CHUNK = 1024  # documents hashed at a time: bounds the memory
_MOST_REMEMBERED = 1 << 20  # hashes of words
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
    told = _count(_meet(keys, owners, spoken, across=True), _LEAST_ORDERED)
    return _as_pairs(np.concatenate([reuse[0], told[0]]), np.concatenate([reuse[1], told[1]]), len(languages))


def _sample(documents: Iterable[Words], count: int) -> tuple[NDArray[np.uint32], Hashes, Numbers]:
    """The samples of each document's runs, and the hashes of its ordered pairs of facts with their owners."""
    samples = np.zeros((count, SAMPLES), dtype=np.uint32)
    keys, owners = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    remaining = iter(documents)
    done = 0
    while chunk := list(islice(remaining, _CHUNK)):
        runs, lengths = _runs([words.plain for words in chunk])
        samples[done : done + len(chunk)] = _minima(runs, lengths)
        pairs, places = _ordered_pairs([words.keys for words in chunk])
        keys.append(pairs)
        owners.append(places + done)
        done += len(chunk)
    return samples, np.concatenate(keys), np.concatenate(owners)


def _minima(runs: Hashes, lengths: Numbers) -> NDArray[np.uint32]:
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint64)
    rows = RMinHash.digest_matrix_from_flat_token_hashes(runs, ends, SAMPLES, _SEED).to_rows()
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.uint32, count=len(rows) * SAMPLES)
    return flat.reshape(-1, SAMPLES)


class _WordHashes(dict[str, int]):
    """The hash of each word, the same in every process; worked out when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        digest = blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest()
        self[word] = made = int.from_bytes(digest, "little")
        return made


_WORD_HASHES = _WordHashes()


def _hashes(documents: Sequence[Sequence[str]]) -> tuple[Hashes, Numbers, Numbers]:
    """The hashes of the words of all `documents`, one behind the other; the document of each, and where that ends."""
    lengths = np.fromiter(map(len, documents), dtype=np.int64, count=len(documents))
    total = int(lengths.sum())
    hashes = np.fromiter(map(_WORD_HASHES.__getitem__, chain.from_iterable(documents)), dtype=np.uint64, count=total)
    owners = np.repeat(np.arange(len(documents)), lengths)
    return hashes, owners, np.cumsum(lengths)[owners]


def _runs(documents: Sequence[Sequence[str]]) -> tuple[Hashes, Numbers]:
    """A hash for each run of three words, document behind document, and how many runs each document has."""
    one, owners, ends = _hashes(documents)
    whole = np.arange(2, len(one)) < ends[:-2]
    runs = one[:-2] * _ODD[0] + one[1:-1] * _ODD[1] + one[2:] * _ODD[2]
    return runs[whole], np.bincount(owners[:-2][whole], minlength=len(documents))


def _ordered_pairs(documents: Sequence[Sequence[str]]) -> tuple[Hashes, Numbers]:
    """A hash for each two names or numbers that a document tells near one another, in their order, and its document."""
    one, owners, ends = _hashes(documents)
    places = np.arange(len(one))[:, None] + np.arange(1, _NEAR + 1)
    whole = places < ends[:, None]
    firsts = np.broadcast_to(np.arange(len(one))[:, None], whole.shape)[whole]
    return one[firsts] * _ODD[0] + one[places[whole]] * _ODD[1], owners[firsts]


def _reuse_pairs(samples: NDArray[np.uint32], spoken: Numbers) -> Iterator[Numbers]:
    owners = np.arange(len(samples), dtype=np.int64)
    for band in samples.T:
        yield from _meet(band, owners, spoken, across=False)


def _meet(keys: NDArray[np.unsignedinteger], owners: Numbers, spoken: Numbers, across: bool) -> Iterator[Numbers]:
    """Codes of the pairs of owners that hold one key, of the same language or `across` languages: batches of them, in
    ascending order as `owners` are."""
    order = np.argsort(keys, kind="stable")
    ranked, holders = keys[order], owners[order]
    fresh = np.concatenate([[True], (ranked[1:] != ranked[:-1]) | (holders[1:] != holders[:-1])])[: len(order)]
    order, ranked = order[fresh], ranked[fresh]
    follows = ranked[1:] == ranked[:-1]
    held = np.diff(np.flatnonzero(np.concatenate([[True], ~follows, [True]])))
    reach = np.zeros(len(keys), dtype=np.int64)  # how far among the holders of its key each is paired
    reach[order] = np.where(np.repeat(held, held) > _MOST_HOLDERS, _FOLLOWING, _MOST_HOLDERS)[: len(order)]
    after = np.full(len(keys), -1)  # the next holder of the key of each
    after[order[:-1][follows]] = order[1:][follows]
    one, two = np.arange(len(keys)), after
    for gap in range(1, _MOST_HOLDERS + 1):
        kept = (two >= 0) & (reach[one] >= gap)
        one, two = one[kept], two[kept]
        if not len(one):
            break
        lower, upper = owners[one], owners[two]
        wanted = (spoken[lower] != spoken[upper]) if across else (spoken[lower] == spoken[upper])
        yield (lower * len(spoken) + upper)[wanted]
        two = after[two]


def _count(codes: Iterable[Numbers], least: int) -> tuple[Numbers, Numbers]:
    """The codes that occur at least so often, and how often; added up in batches so that memory stays bounded. Each
    array of `codes` is in ascending order: they are merged, which costs less than sorting."""
    known, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    waiting: list[Numbers] = []
    held = 0
    for batch in chain(codes, (None,)):
        if batch is not None:
            waiting.append(batch)
            held += len(batch)
            if held < _BATCH:
                continue
        fresh = np.concatenate([*waiting, np.repeat(known, counts)])
        fresh.sort(kind="stable")
        changes = np.ones(len(fresh) + 1, dtype=bool)
        np.not_equal(fresh[1:], fresh[:-1], out=changes[1:-1])
        bounds = np.flatnonzero(changes)
        known, counts = fresh[bounds[:-1]], bounds[1:] - bounds[:-1]
        waiting, held = [], 0
    kept = counts >= least
    return known[kept], counts[kept]


def _as_pairs(codes: Numbers, counts: Numbers, size: int) -> Candidates:
    order = np.argsort(codes, kind="stable")
    codes, counts = codes[order], counts[order]
    return Candidates(np.stack(np.divmod(codes, max(1, size)), axis=-1).reshape(-1, 2), counts)
