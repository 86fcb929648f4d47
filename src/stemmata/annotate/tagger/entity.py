"""Mentions of entities from what the tagger scored, tied to the names that the pack knows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.tagger.decode import Floats, log_shares
from stemmata.annotate.tagger.words import WORD_CLASSES, Integers, Words
from stemmata.model import Entity, Span

_NOTHING = "O"
_SURELY_OUTSIDE = float(np.log(0.998))  # a word that is less surely in no mention may belong to one
_LEAST = -6.0  # one place where a type is all but impossible does not outweigh all others where it is likely
_HYPHENS = frozenset("-‑")
_DETERMINERS = WORD_CLASSES.index("determiners")
_PLACE_OR_BODY = ("location", "organisation")  # what the pack calls a place may be either
_OPENS_NONE = frozenset(",;:)]’'”-–—/.")
_ENDS_NONE = frozenset(",;:([’'“\"-–—/")
_BEFORE_NAME = tuple(map(WORD_CLASSES.index, ("coordinators", "prepositions")))  # classes that no mention begins with
_AFTER_NAME = (*_BEFORE_NAME, WORD_CLASSES.index("possessives"))  # and that none ends with


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words [first, last) of one of some types; where there is one alone, it was decoded."""

    first: int
    last: int
    kinds: tuple[str, ...]


def tag_entities(
    words: Words, scores: Floats, labels: Sequence[str], steps: Floats, names: Sequence[Entity] = ()
) -> Iterator[Entity]:
    """The mentions that the tagger sees, in text order and without overlap; and the pack's `names` of places that it
    does not see, as the place or the body that it takes them for.

    `scores` is [words, labels]; `labels` are "O", "B-type" and "I-type"; `steps` [labels, labels] are added for each
    step from one word's label to the next one's. A name has one type in a text: that which all its places together
    are likeliest to have.
    """
    if not len(words):
        return
    logs = log_shares(scores)
    seen = [_trim(words, mention) for mention in _find(logs, labels, steps)]
    found = sorted([*seen, *_unseen_places(words, names, seen, labels)], key=lambda mention: mention.first)
    for mention, kind in zip(found, _agree(words, found, logs, labels), strict=True):
        span = words.extent(mention.first, mention.last)
        yield Entity(span, kind, span.of(words.text))


def _find(logs: Floats, labels: Sequence[str], steps: Floats) -> Iterator[_Mention]:
    """The mentions of the likeliest labels."""
    allowed = np.where(may_follow(tuple(labels)), steps, -np.inf)
    path = _best_labels(logs, allowed, labels.index(_NOTHING))
    begins = np.flatnonzero(np.array([label.startswith("B") for label in labels])[path])
    behind = np.append(np.flatnonzero(~np.array([label.startswith("I") for label in labels])[path]), len(path))
    ends = behind[np.searchsorted(behind, begins, side="right")]
    kinds = [label.partition("-")[2] for label in labels]
    for first, last in zip(begins.tolist(), ends.tolist(), strict=True):
        yield _Mention(first, last, (kinds[path[first]],))


def _unseen_places(
    words: Words, names: Sequence[Entity], seen: Sequence[_Mention], labels: Sequence[str]
) -> Iterator[_Mention]:
    """The names of places that no mention touches: a country may be where something is, or who does it."""
    kinds = tuple(kind for kind in _PLACE_OR_BODY if f"B-{kind}" in labels)
    is_free = np.ones(len(words), dtype=np.bool_)
    for mention in seen:
        is_free[mention.first : mention.last] = False
    for name in names:
        first, last = (int(i) for i in np.searchsorted(words.starts, (name.span.start, name.span.end)))
        if (
            name.type in kinds[:1]
            and first < last
            and words.extent(first, last) == name.span
            and is_free[first:last].all()
        ):
            yield _Mention(first, last, kinds)


def _trim(words: Words, mention: _Mention) -> _Mention:
    """Without the marks and small words at its ends that belong to no mention: "the desk and" is "the desk"."""
    first, last = mention.first, mention.last
    while last - first > 1 and _is_loose(words, last - 1, _ENDS_NONE, _AFTER_NAME):
        last -= 1
    while last - first > 1 and _is_loose(words, first, _OPENS_NONE, _BEFORE_NAME):
        first += 1
    return _Mention(first, last, mention.kinds)


def _is_loose(words: Words, word: int, marks: frozenset[str], classes: Sequence[int]) -> bool:
    written = words.written[word]
    if not written[0].isalnum():
        return written in marks
    if not written.islower() or not any(words.classes[word, column] for column in classes):
        return False
    return not (word > 0 and words.written[word - 1] in _HYPHENS and words.ends[word - 1] == words.starts[word])


def _agree(words: Words, mentions: Sequence[_Mention], logs: Floats, labels: Sequence[str]) -> list[str]:
    """The type of each mention: of those that a name has in its places, the likeliest by all these places."""
    named: dict[tuple[str, ...], list[int]] = {}
    for number, mention in enumerate(mentions):
        written = words.written[mention.first : mention.last]
        name = written[1:] if words.classes[mention.first, _DETERMINERS] else written
        if any(word[0].isupper() for word in name):
            named.setdefault(name, []).append(number)
    agreed = [mention.kinds[0] for mention in mentions]
    for places in named.values():
        kinds = sorted({kind for number in places for kind in mentions[number].kinds})
        if len(kinds) == 1:
            continue
        begins, inside = ([labels.index(f"{mark}-{kind}") for kind in kinds] for mark in "BI")
        total = np.zeros(len(kinds))
        for number in places:
            first, last = mentions[number].first, mentions[number].last
            likely = np.logaddexp(logs[first, begins], logs[first, inside]) + logs[first + 1 : last, inside].sum(axis=0)
            total += np.maximum(likely - np.logaddexp.reduce(likely), _LEAST)
        for number in places:
            agreed[number] = kinds[int(total.argmax())]
    return agreed


def _stretches(possible: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs [first, last) of words that may belong to a mention: the others would only cost time."""
    edges = np.flatnonzero(np.diff(possible, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


@cache
def may_follow(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """In [a, b]: whether label b may stand behind label a; a mention goes on only with its own type."""
    return np.array([[b[0] != "I" or a.partition("-")[2] == b.partition("-")[2] for b in labels] for a in labels])


def _best_labels(logs: Floats, steps: Floats, outside: int) -> Integers:
    """The label of every word on the best paths (Viterbi) through the stretches that may hold mentions, with words
    outside before and behind each.

    All stretches take a step at once, the longest first among them, so that those which go on stand in front.
    """
    path = np.full(len(logs), outside)
    stretches = sorted(_stretches(logs[:, outside] < _SURELY_OUTSIDE), key=lambda stretch: stretch[0] - stretch[1])
    if not stretches:
        return path
    firsts = np.array([first for first, _ in stretches])
    lengths = np.array([last - first for first, last in stretches])
    rows, columns = np.arange(len(stretches))[:, None], np.arange(len(steps))
    into = np.ascontiguousarray(steps.T)
    totals = steps[outside] + logs[firsts]
    before: list[list[list[int]]] = []  # by step, stretch and label, the best label before it
    for place, going in enumerate(np.searchsorted(-lengths, -np.arange(1, lengths[0])).tolist(), start=1):
        reached = totals[:going, None] + into
        best = reached.argmax(axis=2)
        totals[:going] = reached[rows[:going], columns, best] + logs[firsts[:going] + place]
        before.append(best.tolist())
    for row, ((first, last), label) in enumerate(
        zip(stretches, (totals + steps[:, outside]).argmax(axis=1).tolist(), strict=True)
    ):
        path[last - 1] = label
        for place in range(last - 2, first - 1, -1):
            label = before[place - first][row][label]
            path[place] = label
    return path


def merge_entities(
    names: Sequence[Entity], tagged: Sequence[Entity], words: Words, items: Container[str | None]
) -> tuple[Entity, ...]:
    """The tagger's mentions with the pack's ids, and the pack's names that no mention holds.

    A mention has a name's id where it is no more than that name and small words round it ("the Iranian" is not
    Iran, "the Islamic Republic" is). Where a mention ends with the name of one of the pack's `items`, the pack's word
    on its type stands: it names its own things better than the tagger. A mention that is only a part of such a name
    gives way to it.
    """
    wider = [name.span for name in names if name.entity in items]
    kept = [mention for mention in tagged if not _is_part(mention.span, wider)]
    merged: list[Entity] = []
    starts = [name.span.start for name in names]
    for mention in kept:
        near = names[bisect_left(starts, mention.span.start) : bisect_left(starts, mention.span.end)]
        inside = [name for name in near if mention.span.contains(name.span)]
        own = next((name for name in inside if _is_whole(name, mention, words)), None)
        item = next((name for name in inside if name.entity in items and name.span.end == mention.span.end), None)
        kind = item.type if item is not None else mention.type
        merged.append(Entity(mention.span, kind, mention.text, own.entity if own else None))
    ordered = sorted(mention.span for mention in kept)
    free = [name for name in names if not _is_covered(name.span, ordered)]
    return tuple(sorted((*merged, *free), key=lambda entity: entity.span))


def _is_part(span: Span, ordered: Sequence[Span]) -> bool:
    """Whether one of some spans in order, none of which overlap, holds `span` and more."""
    before = bisect_right(ordered, span.start, key=lambda other: other.start)
    return before > 0 and ordered[before - 1].contains(span) and ordered[before - 1] != span


def _is_covered(span: Span, ordered: Sequence[Span]) -> bool:
    """Whether one of some spans in order, none of which overlap, shares a character with `span`."""
    before = bisect_left(ordered, span.end, key=lambda other: other.start)
    return before > 0 and ordered[before - 1].overlaps(span)


def _is_whole(name: Entity, mention: Entity, words: Words) -> bool:
    """Whether a mention adds at most an article to a name."""
    before = words.text[mention.span.start : name.span.start].strip().lower()
    return name.entity is not None and name.span.end == mention.span.end and before in {"", "the", "a", "an"}
