"""Names and numbers that are slips of one another: 310 crates and 301, a plant in Makhachkala and in Machachkala.

Who copies a page copies its slips, and who has a slip that few have shares a forefather with them (P. Maas,
"Textkritik", 1927, calls such readings Leitfehler). Numbers are slips of one another where a digit is another, two are
changed about, or they differ by one or by ten, and the same words stand beside both; names where a letter or two are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from rapidfuzz.distance import Levenshtein

from stemmata.trace.spelling import spelling_key
from stemmata.trace.splitting import MOST_WORDS, Word, split_words

_REACH = 4  # words before and behind a number that tell what it is a number of
_LETTERS = 4  # of such a word: shorter ones are mostly grammar
_NAME_LETTERS = 5  # of a name: of shorter ones a letter makes another name
_DIGITS = 3  # of a number in which one digit may be any other
_ALIKE = 0.6  # of two names with one spelling key
_MOST_ALIKE = 16  # names or numbers that are alike in one way: where there are more it tells nothing
_STEPS = (1, 10)
_LONGEST = 40  # letters or digits: longer ones are no names and no numbers that people copy
_SENTENCE_ENDS = re.compile(r"[.!?;]\s|\n")

Pair = tuple[str, str]


def find_slips(facts: Sequence[frozenset[str]], texts: Sequence[str]) -> frozenset[Pair]:
    """Which of all the names and numbers that documents have are slips of one another, each pair in sorted order.
    `facts` are those of each document, `texts` what they stand in."""
    short = sorted({fact for one in facts for fact in one if len(fact) <= _LONGEST})
    numbers = _alike_numbers([fact for fact in short if fact[0].isdigit()])
    beside = _read_beside(frozenset(number for pair in numbers for number in pair), facts, texts)
    told = frozenset(pair for pair in numbers if beside[pair[0]] & beside[pair[1]])
    return told | _alike_names([fact for fact in short if not fact[0].isdigit()])


def _read_beside(
    numbers: frozenset[str], facts: Sequence[frozenset[str]], texts: Sequence[str]
) -> Mapping[str, set[str]]:
    """The words that stand beside each of `numbers`, in its sentence, in any of the texts."""
    beside: dict[str, set[str]] = {number: set() for number in numbers}
    for held, text in zip(facts, texts, strict=True):
        if numbers.isdisjoint(held):
            continue
        words = list(islice(split_words(text), MOST_WORDS))
        for place, word in enumerate(words):
            if word.folded in numbers:
                beside[word.folded].update(_walk(text, words, place, 1), _walk(text, words, place, -1))
    return beside


def _walk(text: str, words: Sequence[Word], place: int, step: int) -> Iterator[str]:
    """The words near the one at `place` on one side of it, up to the end of its sentence."""
    for other in range(place + step, place + step * (_REACH + 1), step):
        if not 0 <= other < len(words):
            return
        first, second = sorted((other, other - step))
        if _SENTENCE_ENDS.search(text, words[first].end, words[second].start):
            return
        if len(words[other].folded) >= _LETTERS and not words[other].folded[0].isdigit():
            yield words[other].folded


def _alike_numbers(numbers: Sequence[str]) -> frozenset[Pair]:
    shapes: dict[tuple[object, ...], set[str]] = {}
    for number in numbers:
        for place in range(len(number)):
            if len(number) >= _DIGITS:
                shapes.setdefault((place, number[:place], number[place + 1 :]), set()).add(number)
            turned = "".join(sorted(number[place : place + 2]))
            shapes.setdefault((place, number[:place], turned, number[place + 2 :]), set()).add(number)
        if number.isdecimal():
            value = int(number)
            for step in _STEPS:
                shapes.setdefault((step, value), set()).add(number)
                shapes.setdefault((step, value + step), set()).add(number)
    return _pair_up(shapes.values())


def _alike_names(names: Sequence[str]) -> frozenset[Pair]:
    shapes: dict[tuple[str, str], set[str]] = {}
    keys: dict[str, set[str]] = {}
    for name in names:
        if len(name) < _NAME_LETTERS:
            continue
        keys.setdefault(spelling_key(name), set()).add(name)
        shapes.setdefault((name, ""), set()).add(name)
        for place in range(len(name)):
            shapes.setdefault((name[:place] + name[place + 1 :], ""), set()).add(name)
            shapes.setdefault((name[:place], name[place + 1 :]), set()).add(name)
    spelled = {(one, two) for one, two in _pair_up(keys.values()) if _sounds_alike(one, two)}
    return frozenset(pair for pair in _pair_up(shapes.values()) | spelled if not _is_form(*pair))


def _sounds_alike(one: str, two: str) -> bool:
    """Whether two names with one spelling key differ in no more than spellers differ in."""
    return abs(len(one) - len(two)) <= 1 and Levenshtein.normalized_similarity(one, two) >= _ALIKE


def _is_form(one: str, two: str) -> bool:
    """Whether two names differ in their ending alone, as a name and its plural, its case or its adjective do."""
    return one.startswith(two) or two.startswith(one) or (len(one) == len(two) and one[:-1] == two[:-1])


def _pair_up(groups: Iterable[set[str]]) -> frozenset[Pair]:
    return frozenset(
        pair for group in groups if 1 < len(group) <= _MOST_ALIKE for pair in combinations(sorted(group), 2)
    )
