"""What the words of a thread's documents share: runs in order, and the names and numbers that few of them have.

Shared runs show copying. Shared rare readings show descent where nothing was copied (a Leitfehler, as textual criticism
calls it: P. Maas, "Textkritik", 1927), and each weighs by how few documents of the thread have it, so that what all
tell and the phrases of a house count for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from stemmata.trace.holding import Holdings, read_holdings
from stemmata.trace.splitting import read_plain

Matrix = NDArray[np.float64]

_QUOTE = re.compile(r"[“\"«]([^“”\"«»\n]{12,400})[”\"»]")
# Added, in bits, to all that a text holds, so that two lines which agree to the letter do not pass for a copied page.
_LITTLE = 12.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they are compared, and which of them are names or numbers: `told` in the order in which
    they are first told, `keys` the key of each, the same for a name in other scripts (see `spelling_key`)."""

    plain: tuple[str, ...]
    facts: frozenset[str]
    quotes: frozenset[str]
    told: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def read_words(text: str) -> Words:
    """What of `text` is compared: its first words, and which of them are facts."""
    plain, facts = read_plain(text)
    quotes = {" ".join(q.casefold().split()) for q in _QUOTE.findall(text)}
    return Words(tuple(plain), frozenset(facts), frozenset(quotes), tuple(facts), tuple(facts.values()))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What each pair of documents shares. In [i, j] a share is of document j: how much of it i has, by weight.

    `runs` is over runs of three words, `long_runs` of six; `row` counts the runs of six that the two share, however
    many others have them; `facts` is over names and numbers, `facts_back` the same as a share of document i; `rare` is
    the weight itself of the names and numbers that the two share, in bits. `new_facts[j]` is the share of j's names
    and numbers that no other document has.
    """

    runs: Matrix
    long_runs: Matrix
    row: Matrix
    facts: Matrix
    facts_back: Matrix
    rare: Matrix
    quotes: Matrix
    new_facts: NDArray[np.float64]


def compare_words(
    documents: Sequence[Words], languages: Sequence[str] | None = None
) -> tuple[Overlap, Holdings, Holdings]:
    """The overlap of all pairs of a thread's documents, and what they hold of names and numbers and of runs of three
    words. Between languages names are compared by their keys."""
    facts = read_holdings([d.facts for d in documents])
    shared, rare = _share(facts)
    if languages is not None and len(set(languages)) > 1:
        spoken = np.array(languages)
        differs = spoken[:, None] != spoken[None, :]
        facts = read_holdings([frozenset(d.keys) for d in documents])
        by_key, rare_keys = _share(facts)
        shared, rare = np.where(differs, by_key, shared), np.where(differs, rare_keys, rare)
    runs = read_holdings([_grams(d.plain, 3) for d in documents])
    six = read_holdings([_grams(d.plain, 6) for d in documents])
    _, quotes = _share(read_holdings([d.quotes for d in documents]))
    overlap = Overlap(
        _share(runs)[0], _share(six)[0], six.count_common(), shared, shared.T.copy(), rare, quotes, facts.shares_alone()
    )
    return overlap, facts, runs


def _grams(words: Sequence[str], size: int) -> frozenset[str]:
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(size)), strict=False)))


def _share(holdings: Holdings) -> tuple[Matrix, Matrix]:
    """For each pair, the weight of what both hold as a share of all that the second holds, and the weight itself."""
    common, totals = holdings.in_common()
    np.fill_diagonal(common, 0.0)
    return np.asarray(np.clip(common / (totals + _LITTLE)[None, :], 0.0, 1.0)), common


def longest_run(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """The longest run of words that two texts share: its length and where it begins in `two`."""
    places: dict[tuple[str, ...], list[int]] = {}
    for start, gram in enumerate(_runs_of_three(one)):
        places.setdefault(gram, []).append(start)
    best = (0, 0)
    ends: dict[int, int] = {}
    for start, gram in enumerate(_runs_of_three(two)):
        here = {p: ends.get(p - 1, 2) + 1 for p in places.get(gram, ())[:64]}
        for length in here.values():
            if length > best[0]:
                best = (length, start + 3 - length)
        ends = here
    return best


def _runs_of_three(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def shared_words_in_order(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words of `two` stand in runs of three or more that `one` has as well."""
    known = set(_runs_of_three(one))
    covered = np.zeros(len(two), dtype=bool)
    for start, gram in enumerate(_runs_of_three(two)):
        if gram in known:
            covered[start : start + 3] = True
    return int(covered.sum())


def shared_names(one: Words, two: Words) -> tuple[int, tuple[str, ...]]:
    """How many names and numbers two texts in different languages tell in the same order, and which `two` tells of all
    that both have, as it spells them."""
    shared = set(one.keys) & set(two.keys)
    names = tuple(fact for fact, key in zip(two.told, two.keys, strict=True) if key in shared)
    return LCSseq.similarity(one.keys, two.keys), names


def rare_facts(one: Words, two: Words, held: Counter[str], most: int) -> tuple[str, ...]:
    """Names and numbers that both have and that at most `most` documents of the thread hold, the rarest first."""
    shared = [f for f in one.facts & two.facts if held[f] <= most]
    return tuple(sorted(shared, key=lambda f: (held[f], f)))
