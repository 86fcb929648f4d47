"""Mentions of entities from what the tagger scored, tied to the names that the pack knows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stemmata.annotate.tagger.decode import Floats
from stemmata.annotate.tagger.words import Words
from stemmata.model import Entity, Span

_NOTHING = "O"
_SURELY_OUTSIDE = float(np.log(0.998))  # a word that is less surely in no mention may belong to one


def tag_entities(words: Words, scores: Floats, labels: Sequence[str], steps: Floats) -> Iterator[Entity]:
    """The mentions that the tagger sees, in text order and without overlap.

    `scores` is [words, labels]; `labels` are "O", "B-type" and "I-type"; `steps` [labels, labels] are added for each
    step from one word's label to the next one's.
    """
    if not len(words):
        return
    outside = labels.index(_NOTHING)
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    allowed = np.where(_may_follow(tuple(labels)), steps, -np.inf)
    for first, last in _stretches(logs[:, outside] < _SURELY_OUTSIDE):
        path = [labels[label] for label in _best_path(logs[first:last], allowed, outside)]
        begins = [i for i, label in enumerate(path) if label.startswith("B")]
        for begin in begins:
            kind = path[begin].partition("-")[2]
            end = next((i for i in range(begin + 1, len(path)) if not path[i].startswith("I")), len(path))
            yield _mention(words, first + begin, first + end, kind)


def _stretches(possible: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs [first, last) of words that may belong to a mention: the others would only cost time."""
    edges = np.flatnonzero(np.diff(possible, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


@cache
def _may_follow(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """In [a, b]: whether label b may stand behind label a; a mention goes on only with its own type."""
    return np.array([[b[0] != "I" or a.partition("-")[2] == b.partition("-")[2] for b in labels] for a in labels])


def _best_path(logs: Floats, steps: Floats, outside: int) -> list[int]:
    """The labels of the best path (Viterbi) of a stretch with words outside before and behind it."""
    totals = steps[outside] + logs[0]
    before = []
    for word in logs[1:]:
        reached = totals[:, None] + steps
        best = reached.argmax(axis=0)
        before.append(best)
        totals = reached[best, np.arange(len(best))] + word
    path = [int((totals + steps[:, outside]).argmax())]
    for best in reversed(before):
        path.append(int(best[path[-1]]))
    return path[::-1]


def _mention(words: Words, first: int, last: int, kind: str) -> Entity:
    span = words.extent(first, last)
    return Entity(span, kind, span.of(words.text))


def merge_entities(
    names: Sequence[Entity], tagged: Sequence[Entity], words: Words, items: Container[str | None]
) -> tuple[Entity, ...]:
    """The tagger's mentions with the pack's ids, and the pack's names that no mention holds.

    A mention has a name's id where it is no more than that name and small words round it ("the Iranian" is not
    Iran, "the Islamic Republic" is). Where a mention ends with the name of one of the pack's `items`, the pack's word
    on its type stands: it names its own things better than the tagger.
    """
    merged: list[Entity] = []
    starts = [name.span.start for name in names]
    for mention in tagged:
        near = names[bisect_left(starts, mention.span.start) : bisect_left(starts, mention.span.end)]
        inside = [name for name in near if mention.span.contains(name.span)]
        own = next((name for name in inside if _is_whole(name, mention, words)), None)
        item = next((name for name in inside if name.entity in items and name.span.end == mention.span.end), None)
        kind = item.type if item is not None else mention.type
        merged.append(Entity(mention.span, kind, mention.text, own.entity if own else None))
    ordered = sorted(mention.span for mention in tagged)
    free = [name for name in names if not _is_covered(name.span, ordered)]
    return tuple(sorted((*merged, *free), key=lambda entity: entity.span))


def _is_covered(span: Span, ordered: Sequence[Span]) -> bool:
    """Whether one of some spans in order, none of which overlap, shares a character with `span`."""
    before = bisect_left(ordered, span.end, key=lambda other: other.start)
    return before > 0 and ordered[before - 1].overlaps(span)


def _is_whole(name: Entity, mention: Entity, words: Words) -> bool:
    """Whether a mention adds at most an article to a name."""
    before = words.text[mention.span.start : name.span.start].strip().lower()
    return name.entity is not None and name.span.end == mention.span.end and before in {"", "the", "a", "an"}
