"""Corpora as the tagger is trained on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.entity import find_entities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.piece import Pieces, cut_pieces
from stemmata.annotate.tagger.words import (
    BEGIN,
    CONTENT,
    CUE,
    FURTHER,
    INSIDE,
    KINDS,
    LEVELS,
    OUTSIDE,
    ROLES,
    SOURCE,
    Integers,
    Words,
    read_words,
)
from stemmata.claim.context import build_contexts
from stemmata.claim.source import read_source
from stemmata.claim.table import load_claim_tables
from stemmata.model import Annotations, Attribution, Document, SourceKind, Span
from stemmata.packs import Pack, load_pack
from training.relays import Generated, Generator, load_templates

UNLABELLED = -100
ALL = slice(None)
_PARAGRAPHS = 4
_MAY_CITE = re.compile(
    r"\b(?:cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|referr?(?:ed|ing)?|reference|seen|obtained|reviewed|told|interview|"
    r"learned|based|attributed|carried|spoke|speaking|first reported|according|per|via|informed|briefed|"
    r"relay(?:s|ed|ing)|heard from|crediting|leaked|statement to|comments to)\b"
)
_KIND_NAMES = {
    SourceKind.OUTLET: "report",
    SourceKind.AGENCY: "report",
    SourceKind.NAMED: "named",
    SourceKind.ANONYMOUS: "anonymous",
    SourceKind.DOCUMENT: "document",
    SourceKind.UNKNOWN: "other",
}
PRONOUNS = load_claim_tables("en").words["pronouns"]
_GENERATED_KINDS = {
    "outlet": "report",
    "agency": "report",
    "named": "named",
    "role": "anonymous",
    "anonymous": "anonymous",
    "document": "document",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its labels by word; UNLABELLED where nobody labelled it.

    `roles` [words, roles] holds BIO labels; `links` are (first word of a span, its role, first word of its cue);
    `entities` [words] are entity labels; `kinds` and `levels` [words] number the kind of the giver that begins there
    and its level, the nearest being 0; `syntax` [words, 2] has the number of each word's relation and the word that
    governs it. `part` is the part of the corpus that the text is of, where teachers learn without one each, or -1.
    """

    id: str
    words: Words
    pieces: Pieces
    roles: Integers
    links: tuple[tuple[int, int, int], ...]
    entities: Integers
    kinds: Integers
    levels: Integers
    syntax: Integers | None = None
    part: int = -1


class _Labels:
    """The labels of one text while they are gathered."""

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self.sentences = split_sentences(text)
        self.grammar = read_grammar(text, self.sentences, "en")
        self.words = read_words(text, self.sentences, self.grammar)
        self.pieces = cut_pieces(self.words, tokenizer)
        self.starts = self.words.starts
        count = len(self.words)
        self.roles = np.full((count, len(ROLES)), UNLABELLED, dtype=np.int64)
        self.entities = np.full(count, UNLABELLED, dtype=np.int64)
        self.kinds = np.full(count, UNLABELLED, dtype=np.int64)
        self.levels = np.full(count, UNLABELLED, dtype=np.int64)
        self.links: list[tuple[int, int, int]] = []

    def mark(self, column: Integers, begin: int, end: int) -> int | None:
        """Label the words of [begin, end) as one span; its first word."""
        first, last = (int(i) for i in np.searchsorted(self.starts, (begin, end)))
        if first >= last:
            return None
        column[first:last] = INSIDE
        column[first] = BEGIN
        return first

    def example(self, name: str) -> Example:
        """The finished example."""
        return Example(
            name, self.words, self.pieces, self.roles, tuple(self.links), self.entities, self.kinds, self.levels
        )


def read_attributions(path: Path, tokenizer: Tokenizer, rows: slice = ALL) -> Iterator[Example]:
    """PolNeAR's form: a text and its attributions, every role a list of [start, end); those of `rows`.

    Further givers and the kinds of sources are not in the corpus: the grammar's and the pack's reading stands in for
    them, and a sentence that may hold a further giver which the grammar does not see is left unlabelled: one with words
    that often name such a giver, or one in which somebody speaks within another's words.
    """
    pack = load_pack()
    for row in read_rows(path)[rows]:
        labels = _Labels(row["text"], tokenizer)
        labels.roles[:] = OUTSIDE
        for attribution in row["attributions"]:
            spans = [attribution.get(name) or () for name in ROLES[:FURTHER]]
            firsts = [
                [labels.mark(labels.roles[:, role], begin, end) for begin, end in of_role]
                for role, of_role in enumerate(spans)
            ]
            cue = next((first for first in firsts[CUE] if first is not None), None)
            if cue is not None:
                labels.links.extend((f, role, cue) for role in (SOURCE, CONTENT) for f in firsts[role] if f is not None)
        _mark_further(labels)
        _mark_kinds(labels, row, pack)
        yield labels.example(str(row["id"]))


def _mark_further(labels: _Labels) -> None:
    seen: set[int] = set()
    for attribution in labels.grammar.attributions:
        if attribution.cited:
            for span in attribution.source:
                labels.mark(labels.roles[:, FURTHER], span.start, span.end)
            seen.update(int(i) for i in np.searchsorted(labels.starts, [s.start for s in attribution.source]))
    sure = {int(labels.words.sentence[i]) for i in seen}
    nested = _nested_sources(labels.grammar.attributions)
    for number, sentence in enumerate(labels.sentences):
        may_hold = _MAY_CITE.search(sentence.of(labels.words.text)) or any(sentence.contains(span) for span in nested)
        if number not in sure and may_hold:
            labels.roles[labels.words.sentence == number, FURTHER] = UNLABELLED


def _nested_sources(attributions: Iterable[Attribution]) -> list[Span]:
    """Those who speak within the words of another: Y of "X wrote that Y had said …"."""
    speaking = [a for a in attributions if a.source and not a.cited]
    contents = [content for a in speaking for content in a.content]
    return [a.source[0] for a in speaking if any(content.contains(a.source[0]) for content in contents)]


def _mark_kinds(labels: _Labels, row: dict[str, Any], pack: Pack) -> None:
    text = row["text"]
    document = Document(str(row["id"]), "0" * 64, text, "en")
    names = find_entities(text, labels.sentences, pack, "en")
    annotations = Annotations(tuple(labels.sentences), (), (), (), labels.grammar.attributions, names)
    contexts = build_contexts(document, annotations)
    for attribution in row["attributions"]:
        for begin, end in attribution.get("source") or ():
            span = Span(begin, end)
            context = next((c for c in contexts if c.span.overlaps(span)), None)
            first = int(np.searchsorted(labels.starts, begin))
            if context is not None and first < len(labels.words):
                labels.kinds[first] = KINDS.index(_KIND_NAMES[read_source(context, span, pack).kind])


def read_generated(tokenizer: Tokenizer, count: int, seed: int, *, held_out: bool = False) -> Iterator[Example]:
    """`count` texts of a few generated paragraphs each."""
    templates, fillers = load_templates()
    chosen = [t for t in templates if t.held_out is held_out]
    generator = Generator(fillers, seed)
    for number in range(count):
        yield label_generated([*generator.many(chosen, _PARAGRAPHS)], generator.plain(), tokenizer, f"{seed}-{number}")


def label_generated(made: Sequence[Generated], plain: str, tokenizer: Tokenizer, name: str) -> Example:
    """Generated texts and a plain sentence, a paragraph each, as one example; an owner is no span of its own."""
    text = "\n\n".join([*(item.text for item in made), plain])
    labels = _Labels(text, tokenizer)
    labels.roles[:] = OUTSIDE
    offset = 0
    for item in made:
        for attributed in item.attributed:
            givers = [giver for giver in attributed.givers if not giver.is_owner]
            cue = None
            if attributed.cue is not None:
                cue = labels.mark(labels.roles[:, CUE], attributed.cue[0] + offset, attributed.cue[1] + offset)
            said = attributed.contents if attributed.givers else ()  # what nobody gives is the page's own
            spans = [(CONTENT, begin, end, "", 0) for begin, end in said]
            spans += [(FURTHER if g.is_further else SOURCE, g.start, g.end, g.kind, g.level) for g in givers]
            for role, begin, end, kind, level in spans:
                first = labels.mark(labels.roles[:, role], begin + offset, end + offset)
                if first is None:
                    continue
                if kind in _GENERATED_KINDS:
                    is_pronoun = kind != "document" and text[begin + offset : end + offset].lower() in PRONOUNS
                    labels.kinds[first] = KINDS.index("other" if is_pronoun else _GENERATED_KINDS[kind])
                    labels.levels[first] = min(level, LEVELS) - 1
                if cue is not None:
                    labels.links.append((first, role, cue))
        offset += len(item.text) + 2
    return labels.example(name)


# The entity types that re3d knows, and what the tagger calls them; its other types are too rare to learn.
TYPES = {
    "Organisation": "organisation",
    "Location": "location",
    "Person": "person",
    "Nationality": "nationality",
    "Temporal": "time",
    "Quantity": "quantity",
    "Money": "money",
    "Weapon": "weapon",
    "MilitaryPlatform": "weapon",
    "Vehicle": "weapon",
    "DocumentReference": "document",
}
ENTITY_LABELS = ("O", *(f"{mark}-{name}" for name in sorted(set(TYPES.values())) for mark in "BI"))
NOT_SHIPPED = frozenset({"BBC Online"})  # CC BY-NC: may not go into weights that ship
_SURE = 0.5


def read_unlabelled(texts: Iterable[tuple[str, str]], tokenizer: Tokenizer) -> Iterator[Example]:
    """Texts that nobody labelled, for teachers to speak of."""
    for name, text in texts:
        yield _Labels(text, tokenizer).example(name)


def read_entities(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """re3d's form, without the collections that may not ship: the longest entities that its annotators were sure of."""
    for row in shipped_rows(path):
        yield _label_entities(row, tokenizer)


def add_entities(examples: Iterable[Example], path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples, with the entities of the file in re3d's form where it has their text; then its other texts."""
    rows = {str(row["id"]): row for row in shipped_rows(path)}
    for example in examples:
        row = rows.pop(example.id, None)
        if row is None:
            yield example
            continue
        if row["text"] != example.words.text:
            raise ValueError(f"{path}: the text of {example.id} is not that of the corpus")
        yield replace(example, entities=_entity_labels(example.words, row))
    for row in rows.values():
        yield _label_entities(row, tokenizer)


def _label_entities(row: dict[str, Any], tokenizer: Tokenizer) -> Example:
    labels = _Labels(row["text"], tokenizer)
    labels.entities = _entity_labels(labels.words, row)
    return labels.example(str(row["id"]))


def _entity_labels(words: Words, row: dict[str, Any]) -> Integers:
    """The number of each word's label."""
    labels = np.zeros(len(words), dtype=np.int64)
    for begin, end, name in sure_entities(row):
        first, last = (int(i) for i in np.searchsorted(words.starts, (begin, end)))
        if first < last:
            labels[first:last] = ENTITY_LABELS.index(f"I-{name}")
            labels[first] = ENTITY_LABELS.index(f"B-{name}")
    return labels


def shipped_rows(path: Path) -> list[dict[str, Any]]:
    """re3d's documents that may train weights that ship."""
    return [row for row in read_rows(path) if row["collection"] not in NOT_SHIPPED]


def sure_entities(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    """(start, end, type) of a row's entities, the longest where they overlap, in text order."""
    sure = [e for e in row["entities"] if e["type"] in TYPES and float(e["confidence"]) >= _SURE]
    kept: list[tuple[int, int, str]] = []
    for entity in sorted(sure, key=lambda e: (e["span"][0] - e["span"][1], e["span"][0])):
        begin, end = entity["span"]
        if all(end <= b or e <= begin for b, e, _ in kept):
            kept.append((begin, end, TYPES[entity["type"]]))
    return sorted(kept)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
