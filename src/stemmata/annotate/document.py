"""Annotating a whole document: every part of the room, in turn."""

from __future__ import annotations

from importlib.resources import files

from stemmata.annotate.attribution import find_attributions
from stemmata.annotate.entity import find_entities
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times
from stemmata.model import Annotations, Document, StemmataError
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
    return Annotations(
        sentences=sentences,
        entities=find_entities(text, sentences, pack, language),
        quantities=find_quantities(text, sentences, language),
        times=find_times(text, sentences, document.published_date, language),
        attributions=find_attributions(text, sentences, language),
    )
