"""Whether a claim that counts no item of the pack's subject has to do with that subject.

Visits, meetings, sanctions, refusals to comment and the building of factories are told of everything; one of them is a
claim only near words that mark the subject, or in a text that is about it throughout.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.claim.context import SentenceContext
from stemmata.claim.frame import Frame
from stemmata.packs import Pack

_BEFORE = 3  # sentences before a claim in which its subject may be named
_AFTER = 1
_ABOUT = 0.2  # share of the sentences that name the subject in a text that is about it


def sentences_near_subject(frames: Sequence[tuple[SentenceContext, Sequence[Frame]]], pack: Pack) -> frozenset[int]:
    """The numbers of the sentences that stand near words of the pack's subject. In a text that is not about it
    throughout, some frame must have told something of an item."""
    marked = [
        context.index
        for context, _ in frames
        if any(pack.ties_to_subject(entity.entity) for entity in context.entities)
    ]
    if marked and len(marked) >= _ABOUT * len(frames):
        return frozenset(context.index for context, _ in frames)
    if not any(pack.ties_to_subject(frame.item) for _, found in frames for frame in found):
        return frozenset()
    return frozenset(near for index in marked for near in range(index - _AFTER, index + _BEFORE + 1))


def is_about_subject(frame: Frame, near: frozenset[int], pack: Pack) -> bool:
    """Whether a frame counts or names an item of the subject, or stands near one."""
    counts = frame.quantity is not None and (pack.marks_subject(frame.item) or _is_counted_by_marker(frame, pack))
    return counts or pack.ties_to_subject(frame.item) or frame.context.index in near


def _is_counted_by_marker(frame: Frame, pack: Pack) -> bool:
    """ "The navy lost two ships", "120 strikes, the air force said": a thing that the world at large has too, or uses
    of one, counted in a sentence that names a body or maker of the subject."""
    counts_something = frame.item is not None or (frame.quantity is not None and frame.quantity.item is not None)
    return counts_something and any(pack.counts_subject(entity.entity) for entity in frame.context.entities)
