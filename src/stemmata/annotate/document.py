"""Annotating a whole document: every part of the room, in turn."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from stemmata.annotate.attribution import find_attributions
from stemmata.annotate.entity import find_entities
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times
from stemmata.model import Annotations, Document, Entity, Quantity, StemmataError
from stemmata.packs import Pack

__all__ = ["AnnotateError", "annotate", "supported_languages"]


class AnnotateError(StemmataError):
    """A document cannot be annotated."""


def supported_languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages that have tables."""
    tables = files("stemmata.annotate").joinpath("tables")
    return frozenset(entry.name for entry in tables.iterdir() if entry.is_dir() and len(entry.name) == 2)


def annotate(document: Document, pack: Pack) -> Annotations:
    """All annotations of a document; raises AnnotateError for a language that has no tables."""
    text, language = document.text, document.language
    if language not in supported_languages():
        raise AnnotateError(f"{document.id}: no tables for language {language!r}; nothing was annotated")
    sentences = split_sentences(text)
    entities = find_entities(text, sentences, pack, language)
    return Annotations(
        sentences=sentences,
        entities=entities,
        quantities=_outside_names(find_quantities(text, sentences, language), entities),
        times=find_times(text, sentences, document.published_date, language),
        attributions=find_attributions(text, sentences, language),
    )


def _outside_names(quantities: Sequence[Quantity], entities: Sequence[Entity]) -> tuple[Quantity, ...]:
    """Without the numbers that belong to a name the pack knows: the 2 of "Leopard 2" counts nothing."""
    known = [e.span for e in entities if e.entity]
    return tuple(q for q in quantities if not any(name.contains(q.span) and name != q.span for name in known))
