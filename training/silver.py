"""Entities of texts that nobody labelled, as another tagger and the pack see them: what the network learns first.

The corpus with gold entities is small; names, places, dates and amounts are learnt from silver labels (spaCy's
`en_core_web_md`, MIT licence, F1 84.7 on OntoNotes 5), weapons from the noun phrases that end in one of the pack's.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from stemmata.annotate.entity import find_entities
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Entity
from stemmata.packs import Pack

_TYPES = {  # of OntoNotes 5, as re3d would call them; ordinals, events and products are nothing there
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "NORP": "Nationality",
    "LANGUAGE": "Nationality",
    "DATE": "Temporal",
    "TIME": "Temporal",
    "CARDINAL": "Quantity",
    "QUANTITY": "Quantity",
    "PERCENT": "Quantity",
    "MONEY": "Money",
    "LAW": "DocumentReference",
    "WORK_OF_ART": "DocumentReference",
}
_WEAPON = "Weapon"
_MARKUP = re.compile(r"<[^<>]*>")
_COUNTS = frozenset({"NUM"})  # counts stand by themselves: "14", "tanks"
_POSSESSIVE = frozenset({"PART"})

Mention = tuple[int, int, str]  # begin, end, OntoNotes' type
Word = tuple[int, int, str]  # begin, end, part of speech (Universal Dependencies)


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of a JSONL file's rows, or of one TimeML file."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".tml":
        body = content.partition("<TEXT>")[2].partition("</TEXT>")[0]
        yield path.stem, html.unescape(_MARKUP.sub("", body)).strip()
        return
    for line in content.splitlines():
        if line.strip():
            row = json.loads(line)
            yield str(row["id"]), row["text"]


def label_texts(texts: Iterable[tuple[str, str]], pipeline: Any, pack: Pack) -> Iterator[dict[str, Any]]:
    """Rows in re3d's form; `pipeline` is spaCy's, with a parser and entities."""
    for name, text in texts:
        read = pipeline(text)
        mentions = [(entity.start_char, entity.end_char, entity.label_) for entity in read.ents]
        phrases = [[(word.idx, word.idx + len(word), word.pos_) for word in phrase] for phrase in read.noun_chunks]
        names = find_entities(text, split_sentences(text), pack, "en")
        yield silver_row(name, text, mentions, phrases, [n for n in names if n.entity in pack.items])


def silver_row(
    name: str, text: str, mentions: Iterable[Mention], phrases: Iterable[Sequence[Word]], items: Sequence[Entity]
) -> dict[str, Any]:
    """One text's row in re3d's form, of the mentions and noun phrases that were read and the pack's items."""
    spans = [(begin, end, _TYPES[kind]) for begin, end, kind in mentions if kind in _TYPES]
    weapons = {item.span.end: item.span.start for item in items if item.type == "weapon"}
    for phrase in phrases:
        if phrase and phrase[-1][1] in weapons:
            end = phrase[-1][1]
            begin = min(_begin(phrase), weapons.pop(end))
            spans.append((begin, end, _WEAPON))
    spans.extend((begin, end, _WEAPON) for end, begin in weapons.items())
    entities = [{"span": [begin, end], "type": kind, "confidence": 1.0} for begin, end, kind in sorted(spans)]
    return {"id": name, "collection": "silver", "text": text, "entities": entities}


def _begin(phrase: Sequence[Word]) -> int:
    """Where a noun phrase begins without its counts and without whose it is."""
    cuts = [i for i, (_, _, part) in enumerate(phrase[:-1]) if part in _COUNTS | _POSSESSIVE]
    return phrase[cuts[-1] + 1 if cuts else 0][0]
