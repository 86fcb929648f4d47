"""The words of a text as they are compared, one by one with their places or, where very many texts are read, all at
once.

Most of what stands between two spaces stands there in a thousand other texts, too ("the", "said.", "Moscow,"). Its
words are worked out once and remembered; what hangs on the words before it, whether a name opens its sentence, is left
to the reader of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from stemmata.trace.spelling import spelling_key

# Most words of a text that are looked at: a page longer than this is a book, and its claim stands early.
MOST_WORDS = 4000
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_WORD = re.compile(rf"[^\W\d_]+(?:['’-][^\W\d_]+)*|{_NUMBER.pattern}")
_THOUSANDS = re.compile(r"[,\s](?=\d{3}(?!\d))")
_NUMBER_WITH_SPACE = re.compile(r"\d \d{3}")
_SENTENCE_END = frozenset('.!?:;\n“”"')
_MOST_REMEMBERED = 1 << 16
_LONGEST_REMEMBERED = 40  # letters of what is remembered: longer things seldom come again


class Word(NamedTuple):
    """A word of a text as it is compared, and whether it is a name or a number. A tuple, for there are very many."""

    folded: str
    is_fact: bool
    start: int
    end: int


def split_words(text: str) -> Iterator[Word]:
    """The words of `text`: case folded, thousands unmarked. A name is a word with a capital inside a sentence."""
    for match in _WORD.finditer(text):
        folded, may_be_fact = _fold(match.group())
        is_fact = may_be_fact and (folded[0].isdigit() or _sentence_ends(text, match.start()) is False)
        yield Word(folded, is_fact, match.start(), match.end())


def _fold(word: str) -> tuple[str, bool]:
    """A word as it is compared, and whether it is a number or may be a name; a footnote's mark makes neither of it."""
    if word.islower():
        return word.casefold(), False
    if word[0].isdigit():
        return _THOUSANDS.sub("", word).replace(",", "."), True
    return word.casefold(), word[0].isupper()


def _sentence_ends(text: str, end: int) -> bool | None:
    """Whether a sentence ends between the last letter or digit before `end` and there; None if neither stands there."""
    for place in range(end - 1, -1, -1):
        if text[place].isalnum():
            return False
        if text[place] in _SENTENCE_END:
            return True
    return None


class _Telling(NamedTuple):
    """What a stretch between two spaces tells beside its words: those that are names or numbers, each with its key; the
    name before them that is one unless it opens its sentence; and whether a sentence ends at its end, None if nothing
    says so."""

    facts: tuple[tuple[str, str], ...]
    opening: tuple[str, str] | None
    ends: bool | None


# The words of a stretch, and what else it tells; None for most, that hold no name or number and end no sentence.
_Stretch = tuple[tuple[str, ...], _Telling | None]


class _Stretches(dict[str, _Stretch]):
    """Stretches by their letters, read when they are first asked for."""

    def __missing__(self, letters: str) -> _Stretch:
        read = _read_stretch(letters)
        if len(letters) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[letters] = read
        return read


_STRETCHES = _Stretches()
_NOTHING = _Telling((), None, False)


def _read_stretch(letters: str) -> _Stretch:
    if letters.isalpha() and letters.islower():
        return (letters.casefold(),), None
    words: list[str] = []
    facts: list[tuple[str, str]] = []
    opening: tuple[str, str] | None = None
    for match in _WORD.finditer(letters):
        folded, may_be_fact = _fold(match.group())
        words.append(folded)
        if not may_be_fact:
            continue
        if folded[0].isdigit():
            facts.append((folded, folded))
            continue
        ends = _sentence_ends(letters, match.start())
        if ends is None:
            opening = folded, spelling_key(folded)
        elif not ends:
            facts.append((folded, spelling_key(folded)))
    telling = _Telling(tuple(facts), opening, _sentence_ends(letters, len(letters)))
    return tuple(words), None if telling == _NOTHING else telling


def read_plain(text: str) -> tuple[list[str], Mapping[str, str]]:
    """The first words of `text`, and the key of each name and number among them in the order in which they are told:
    the same as `split_words` gives, many times as fast."""
    if len(text) > MOST_WORDS:
        last = next(islice(_WORD.finditer(text), MOST_WORDS - 1, None), None)
        text = text if last is None else text[: last.end()]
    return _read_all(text)


def _read_all(text: str) -> tuple[list[str], dict[str, str]]:
    if _NUMBER_WITH_SPACE.search(text):  # a number is one word, and must not be parted
        text = _NUMBER.sub(lambda match: match.group().replace(" ", "\u00a0"), text)
    words: list[str] = []
    told: dict[str, str] = {}
    begins = True
    for plain, telling in map(_STRETCHES.__getitem__, text.replace("\n", " \n ").split(" ")):
        words += plain
        if telling is None:
            begins = False
            continue
        facts, opening, ends = telling
        if opening and not begins:
            told[opening[0]] = opening[1]
        if facts:
            told.update(facts)
        if ends is not None:
            begins = ends
    return words, told
