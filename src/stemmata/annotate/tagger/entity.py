"""Mentions of entities from what the tagger scored, tied to the names that the pack knows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

import numpy as np

from stemmata.annotate.tagger.decode import Floats
from stemmata.annotate.tagger.words import Words
from stemmata.model import Entity, Span

_NOTHING = "O"


def tag_entities(words: Words, scores: Floats, labels: Sequence[str]) -> Iterator[Entity]:
    """The mentions that the tagger sees, in text order and without overlap.

    `scores` is [words, labels]; `labels` are "O", "B-type" and "I-type". A mention that opens with "I" is taken as
    one, too.
    """
    if not len(words):
        return
    best = np.argmax(scores, axis=1)
    first, last, kind = 0, 0, None
    for index in np.flatnonzero(best != labels.index(_NOTHING)).tolist():
        mark, _, of_kind = labels[best[index]].partition("-")
        if kind is not None and not (index == last and mark == "I" and of_kind == kind):
            yield _mention(words, first, last, kind)
            kind = None
        if kind is None:
            first, kind = index, of_kind
        last = index + 1
    if kind is not None:
        yield _mention(words, first, last, kind)


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
