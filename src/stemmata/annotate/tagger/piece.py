"""Words cut into the encoder's pieces, and those into windows that it can hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from stemmata.annotate.tagger.words import Integers, Words

WINDOW = 254  # pieces of text; two marks stand round them


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
    separator, unknown = mark_id(tokenizer, "[SEP]"), mark_id(tokenizer, "[UNK]")
    encoding = tokenizer.encode([s.of(words.text) for s in words.spans], is_pretokenized=True, add_special_tokens=False)
    ids: list[int] = []
    owner: list[int] = []
    first: list[int] = []
    own: dict[int | None, list[int]] = {}
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        own.setdefault(word, []).append(piece)
    breaks = set((np.flatnonzero(np.diff(words.paragraph)) + 1).tolist())
    for word in range(len(words)):
        if word in breaks:
            ids.append(separator)
            owner.append(-1)
        first.append(len(ids))
        pieces = own.get(word) or (unknown,)
        ids.extend(pieces)
        owner.extend([word] * len(pieces))
    return Pieces(*(np.array(numbers, dtype=np.int64) for numbers in (ids, owner, first)))


def cut_windows(count: int, openings: Integers) -> list[tuple[int, int]]:
    """Windows [start, end) over `count` pieces, one behind the other, of whole sentences.

    `openings` are the pieces that open a sentence, in order. A sentence of more than half a window may be cut. Windows
    that overlapped found less: a word is seen worst beside a sentence that breaks off.
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while start < count:
        end = min(start + WINDOW, count)
        if end < count:
            found = int(np.searchsorted(openings, end, side="right")) - 1
            opening = int(openings[found]) if found >= 0 else start
            end = opening if opening > start + WINDOW // 2 else end
        windows.append((start, end))
        start = end
    return windows
