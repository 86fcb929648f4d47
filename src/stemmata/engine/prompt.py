"""What an engine is asked: the pack's measures, and sentences as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from stemmata.packs import Pack

Message = dict[str, str]


def make_messages(sentences: Sequence[str], pack: Pack) -> list[Message]:
    """The chat for some sentences; they are numbered from 1."""
    numbered = [{"sentence": number, "text": text} for number, text in enumerate(sentences, start=1)]
    return [
        {"role": "system", "content": _instructions(pack)},
        {"role": "user", "content": json.dumps({"sentences": numbered}, ensure_ascii=False)},
    ]


@cache
def _instructions(pack: Pack) -> str:
    rules = files("stemmata.engine").joinpath("prompt.md").read_text(encoding="utf-8")
    lines = []
    for measure in pack.measures.values():
        if not measure.triggers:
            continue
        kinds = sorted({t.sub_kind for t in measure.triggers if t.sub_kind})
        tail = f" Sub-kinds: {', '.join(kinds)}." if kinds else ""
        lines.append(f"- {measure.id}: {measure.definition}.{tail}")
    return rules + "\n".join(lines)
