"""Words cut into the encoder's pieces, and those into windows that it can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from tokenizers import Tokenizer

from stemmata.annotate.tagger.words import Integers, Words

WINDOW = 254  # pieces of text at most; two marks stand round them
READ = 254  # pieces that are read together where sentences allow: shorter windows cost less, and find less of content
_MOST_KNOWN = 100_000  # words whose pieces are remembered


@dataclass(frozen=True, slots=True)
class Pieces:
    """`ids[i]` is piece i, `word[i]` its word; paragraph breaks are pieces with the word -1. `first[w]` is the first
    piece of word w."""

    ids: Integers
    word: Integers
    first: Integers

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: str) -> Tokenizer:
    """The tokenizer without the truncation and padding that its file may switch on."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def mark_id(tokenizer: Tokenizer, mark: str) -> int:
    """The id of one of the encoder's marks; ValueError for a tokenizer that lacks it."""
    number = tokenizer.token_to_id(mark)
    if number is None:
        raise ValueError(f"the tokenizer has no {mark}")
    return int(number)


def cut_pieces(words: Words, tokenizer: Tokenizer) -> Pieces:
    """The pieces of a text; every word has at least one, and a break stands between paragraphs."""
    pieces = _cut_words(words.written, tokenizer)
    counts = np.array([len(of_word) for of_word in pieces], dtype=np.int64)
    first = np.cumsum(counts) - counts
    is_broken = np.diff(words.paragraph, prepend=words.paragraph[:1]) > 0  # a break stands before the word
    breaks = first[is_broken]
    ids = np.fromiter(chain.from_iterable(pieces), dtype=np.int64, count=int(counts.sum()))
    owner = np.repeat(np.arange(len(words)), counts)
    separator = mark_id(tokenizer, "[SEP]")
    return Pieces(np.insert(ids, breaks, separator), np.insert(owner, breaks, -1), first + np.cumsum(is_broken))


def _cut_words(written: Sequence[str], tokenizer: Tokenizer) -> list[tuple[int, ...]]:
    """The pieces of each word: they depend on nothing but the word, so those met before are remembered."""
    known = _known_pieces(tokenizer)
    strange = list(dict.fromkeys(word for word in written if word not in known))
    if len(known) + len(strange) > _MOST_KNOWN:
        known.clear()
        strange = list(dict.fromkeys(written))
    encoding = tokenizer.encode(strange, is_pretokenized=True, add_special_tokens=False)
    found: dict[int | None, list[int]] = {}
    for piece, number in zip(encoding.ids, encoding.word_ids, strict=True):
        found.setdefault(number, []).append(piece)
    unknown = (mark_id(tokenizer, "[UNK]"),)
    known.update((word, tuple(found.get(number, unknown))) for number, word in enumerate(strange))
    return [known[word] for word in written]


@cache
def _known_pieces(tokenizer: Tokenizer) -> dict[str, tuple[int, ...]]:
    """The words that a tokenizer has cut so far, with their pieces; a process has one tokenizer a language."""
    return {}


def cut_windows(count: int, openings: Integers) -> list[tuple[int, int]]:
    """Windows [start, end) over `count` pieces, one behind the other, of whole sentences.

    `openings` are the pieces that open a sentence, in order. Only a sentence of more than half a WINDOW may be cut.
    Windows that overlapped found less: a word is seen worst beside a sentence that breaks off.
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while start < count:
        end = min(start + READ, count)
        if end < count:
            found = int(np.searchsorted(openings, end, side="right"))
            before = int(openings[found - 1]) if found else start
            behind = int(openings[found]) if found < len(openings) else count
            whole = min(behind, start + WINDOW)  # of a sentence that is longer
            end = before if before > start + READ // 2 else whole
        windows.append((start, end))
        start = end
    return windows
