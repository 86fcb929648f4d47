"""What somebody goes on to tell inside another's words: "she told X that her son had called and said the boat leaked".

The verb behind "and" has its subject inside what the outer one says, so what it says is a part of that as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.model import Attribution, Span

_LONGEST_GAP = 12  # characters: ", and then "


def with_coordinated(text: str, attributions: Sequence[Attribution], language: str) -> tuple[Attribution, ...]:
    """The attributions, each with the further clauses that somebody says inside its content, behind "and"; every
    attribution with the same content is widened alike."""
    joiners = load_attribution_table(language).grammar.coordinators
    widened: dict[tuple[Span, ...], tuple[Span, ...]] = {}
    outers = sorted((a for a in attributions if a.content and not a.cited), key=lambda a: a.content[-1].end)
    ends = [outer.content[-1].end for outer in outers]
    for inner in attributions:
        if len(inner.source) != 1 or not inner.cue or not inner.content:
            continue
        cue = inner.cue[0].start
        for outer in outers[bisect_left(ends, cue - _LONGEST_GAP) : bisect_right(ends, cue)]:
            if outer is inner:
                continue
            piece = outer.content[-1]
            is_inside = piece.contains(inner.source[0]) and piece.end <= inner.cue[0].start
            if is_inside and _is_joined(text[piece.end : inner.cue[0].start], joiners):
                whole = Span(piece.start, max(piece.end, *(c.end for c in inner.content)))
                widened[outer.content] = (*outer.content[:-1], whole)
    return tuple(replace(a, content=widened.get(a.content, a.content)) for a in attributions)


def _is_joined(gap: str, joiners: frozenset[str]) -> bool:
    """Whether "and" and at most an adverb stand between what is said and the next verb."""
    words = [word.strip(".,;") for word in gap.split()]
    words = [word for word in words if word]
    return len(gap) <= _LONGEST_GAP and "\n" not in gap and bool(words) and words[0] in joiners
