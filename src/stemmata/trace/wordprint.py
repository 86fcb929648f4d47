"""What the words of a thread's documents share: runs in order, and the names and numbers that few of them have.

Shared runs show copying. Shared rare readings show descent where nothing was copied (a Leitfehler, as textual criticism
calls it: P. Maas, "Textkritik", 1927), and each weighs by how few documents of the thread have it, so that what all
tell and the phrases of a house count for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from stemmata.trace.holding import Holdings, read_holdings
from stemmata.trace.spelling import spelling_key

Matrix = NDArray[np.float64]

# Most words of a text that are looked at: a page longer than this is a book, and its claim stands early.
MOST_WORDS = 4000
_NUMBER = r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,]\d+)*"
_LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_WORD = re.compile(f"{_NUMBER}|{_LETTERS}")
_THOUSANDS = re.compile(r"[,\s](?=\d{3}(?!\d))")
_SENTENCE_END = frozenset('.!?:;\n“”"')
_QUOTE = re.compile(r"[“\"«]([^“”\"«»\n]{12,400})[”\"»]")
# Added, in bits, to all that a text holds, so that two lines which agree to the letter do not pass for a copied page.
_LITTLE = 12.0
_CHUNK = 4096  # columns of a count matrix at a time: bounds the memory


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
    """The words of `text`: case folded, thousands unmarked. A name is a word with a capital inside a sentence."""
    plain: list[str] = []
    facts: dict[str, str] = {}
    for match in islice(_WORD.finditer(text), MOST_WORDS):
        word = match.group()
        first = word[0]
        if first.isdigit():
            folded = _THOUSANDS.sub("", word).replace(",", ".")
            facts.setdefault(folded, folded)
        else:
            folded = word.casefold()
            if first.isupper() and folded not in facts and not _opens_sentence(text, match.start()):
                facts[folded] = spelling_key(folded)
        plain.append(folded)
    quotes = {" ".join(q.casefold().split()) for q in _QUOTE.findall(text)}
    return Words(tuple(plain), frozenset(facts), frozenset(quotes), tuple(facts), tuple(facts.values()))


def _opens_sentence(text: str, start: int) -> bool:
    """Whether no word of the same sentence stands before the one that begins at `start`."""
    for place in range(start - 1, -1, -1):
        if text[place].isalnum():
            return False
        if text[place] in _SENTENCE_END:
            return True
    return True


@dataclass(frozen=True, slots=True)
class Overlap:
    """What each pair of documents shares. In [i, j] a share is of document j: how much of it i has, by weight.

    `runs` is over runs of three words, `long_runs` of six; `facts` over names and numbers, `facts_back` the same as a
    share of document i; `rare` is the weight itself of the names and numbers that the two share, in bits.
    `new_facts[j]` is the share of j's names and numbers that no other document has.
    """

    runs: Matrix
    long_runs: Matrix
    facts: Matrix
    facts_back: Matrix
    rare: Matrix
    quotes: Matrix
    new_facts: NDArray[np.float64]


def compare_words(documents: Sequence[Words], languages: Sequence[str] | None = None) -> Overlap:
    """The overlap of all pairs of a thread's documents. Between languages names are compared by their keys."""
    facts, rare = _shared([d.facts for d in documents])
    held = Counter(f for d in documents for f in d.facts)
    alone = [sum(held[f] == 1 for f in d.facts) / max(1, len(d.facts)) for d in documents]
    if languages is not None and len(set(languages)) > 1:
        spoken = np.array(languages)
        differs = spoken[:, None] != spoken[None, :]
        by_key, rare_keys = _shared([frozenset(d.keys) for d in documents])
        facts, rare = np.where(differs, by_key, facts), np.where(differs, rare_keys, rare)
        held = Counter(k for d in documents for k in set(d.keys))
        alone = [sum(held[k] == 1 for k in set(d.keys)) / max(1, len(set(d.keys))) for d in documents]
    runs, _ = _shared([frozenset(_grams(d.plain, 3)) for d in documents])
    long_runs, _ = _shared([frozenset(_grams(d.plain, 6)) for d in documents])
    _, quotes = _shared([d.quotes for d in documents])
    return Overlap(runs, long_runs, facts, facts.T.copy(), rare, quotes, np.array(alone))


def hold_words(documents: Sequence[Words], by_key: bool) -> tuple[Holdings, Holdings]:
    """The holdings of names and numbers, `by_key` where they are in several languages, and of runs of three words."""
    facts = [frozenset(d.keys) if by_key else d.facts for d in documents]
    return read_holdings(facts), read_holdings([frozenset(_grams(d.plain, 3)) for d in documents])


def _grams(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def _shared(sets: Sequence[frozenset[Hashable]]) -> tuple[Matrix, Matrix]:
    """For each pair, the weight of what both hold as a share of all that the second holds, and the weight itself.

    What m of n sets hold weighs log2((n + 1) / m).
    """
    size = len(sets)
    held: Counter[Hashable] = Counter(element for one in sets for element in one)
    totals = np.array([sum(np.log2((size + 1) / held[e]) for e in _ordered(one)) for one in sets])
    common_elements = _ordered(frozenset(e for e, count in held.items() if count > 1))
    columns = {e: number for number, e in enumerate(common_elements)}
    weight = np.array([np.log2((size + 1) / held[e]) for e in columns])
    rows = [np.array([columns[e] for e in one if e in columns], dtype=np.intp) for one in sets]
    common = np.zeros((size, size))
    for start in range(0, len(columns), _CHUNK):
        block = np.zeros((size, min(_CHUNK, len(columns) - start)))
        for row, found in enumerate(rows):
            inside = found[(found >= start) & (found < start + _CHUNK)]
            block[row, inside - start] = 1.0
        common += (block * weight[start : start + _CHUNK]) @ block.T
    np.fill_diagonal(common, 0.0)
    share = common / (totals + _LITTLE)[None, :]
    return np.asarray(np.clip(share, 0.0, 1.0)), common


def _ordered(elements: frozenset[Hashable]) -> list[Hashable]:
    """Elements in an order that does not depend on hashes, so that sums come out the same to the last bit."""
    return sorted(elements, key=repr)


def longest_run(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """The longest run of words that two texts share: its length and where it begins in `two`."""
    places: dict[tuple[str, ...], list[int]] = {}
    for start, gram in enumerate(_grams(one, 3)):
        places.setdefault(gram, []).append(start)
    best = (0, 0)
    ends: dict[int, int] = {}
    for start, gram in enumerate(_grams(two, 3)):
        here = {p: ends.get(p - 1, 2) + 1 for p in places.get(gram, ())[:64]}
        for length in here.values():
            if length > best[0]:
                best = (length, start + 3 - length)
        ends = here
    return best


def shared_words_in_order(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words of `two` stand in runs of three or more that `one` has as well."""
    known = set(_grams(one, 3))
    covered = np.zeros(len(two), dtype=bool)
    for start, gram in enumerate(_grams(two, 3)):
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
