"""Texts in which sources, cues and contents have changed places with those of other texts.

Their sense is nothing, but they are made as news is made, and no teacher has learnt them: what teachers see in them a
student can learn, where texts that nobody labelled are few. Parts change places with parts that stand alike: at the
same side of their cue, begun and ended by the same kind of mark.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

_ROLES = ("source", "cue", "content")
_SHARE = 0.6  # of the parts that change places

Row = dict[str, Any]
_Form = tuple[str, bool, str, str, int]


def mix_rows(rows: Sequence[Row], seed: int) -> Iterator[Row]:
    """Each row's id and text (its id with a mark and the seed), parts of its attributions exchanged."""
    chance = random.Random(seed)
    parts: dict[_Form, list[str]] = defaultdict(list)
    for row in rows:
        for form, begin, end in _find_parts(row):
            parts[form].append(row["text"][begin:end])
    for row in rows:
        text, made, at = row["text"], [], 0
        for form, begin, end in _find_parts(row):
            if begin < at or chance.random() >= _SHARE:
                continue
            made += [text[at:begin], chance.choice(parts[form])]
            at = end
        yield {"id": f"{row['id']}~{seed}", "text": "".join([*made, text[at:]])}


def _find_parts(row: Row) -> list[tuple[_Form, int, int]]:
    """The form, start and end of every part of a row's attributions in the order of the text."""
    text = row["text"]
    found = {}
    for attribution in row["attributions"]:
        cues = attribution.get("cue") or ()
        if not cues:
            continue
        middle = cues[0][0]
        for role in _ROLES:
            spans = attribution.get(role) or ()
            for begin, end in spans if len(spans) == 1 else ():
                words = text[begin:end].split()
                if words and "\n" not in text[begin:end]:
                    opened = words[0] if words[0] in ("that", "to") else _kind(words[0][0])
                    form = (role, begin < middle, opened, _kind(words[-1][-1]), min(len(words), 4))
                    found[begin, end] = form
    return [(form, begin, end) for (begin, end), form in sorted(found.items())]


def _kind(mark: str) -> str:
    """A letter's case, or the mark itself."""
    return "a" if mark.islower() else "A" if mark.isalnum() else mark
