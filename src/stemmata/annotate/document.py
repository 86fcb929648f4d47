"""Annotating a whole document: every part of the room, in turn."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.coordinated import with_coordinated
from stemmata.annotate.entity import find_entities
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.attribute import tag_attributions
from stemmata.annotate.tagger.entity import merge_entities, tag_entities
from stemmata.annotate.tagger.network import load_network
from stemmata.annotate.tagger.piece import cut_pieces
from stemmata.annotate.tagger.words import read_words
from stemmata.annotate.times import find_times
from stemmata.model import Annotations, Attribution, Document, Entity, Quantity, Span, StemmataError
from stemmata.packs import Pack

__all__ = ["AnnotateError", "annotate", "partly_supported_languages", "supported_languages", "uncollected"]


_LONGEST_TAGGED = 30_000  # words


class AnnotateError(StemmataError):
    """A document cannot be annotated."""


def supported_languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages whose tables cover every part of the room, attributions too."""
    tables = files("stemmata.annotate").joinpath("tables")
    return frozenset(entry.name for entry in tables.iterdir() if entry.joinpath("attribution.toml").is_file())


def partly_supported_languages() -> frozenset[str]:
    """ISO 639-1 codes of the languages in which quantities and times are read, but no attributions yet."""
    tables = files("stemmata.annotate").joinpath("tables")
    numbers = (e.name for e in tables.iterdir() if e.joinpath("numbers.toml").is_file())
    return frozenset(name for name in numbers if tables.joinpath(name, "times.toml").is_file()) - supported_languages()


def annotate(document: Document, pack: Pack) -> Annotations:
    """All annotations of a document; without names and attributions where its language has no tables of them.

    Raises AnnotateError for a language that has no tables.
    """
    text, language = document.text, document.language
    is_whole = language in supported_languages()
    if not is_whole and language not in partly_supported_languages():
        raise AnnotateError(f"{document.id}: no tables for language {language!r}; nothing was annotated")
    with uncollected():
        sentences = split_sentences(text)
        names = find_entities(text, sentences, pack, language) if is_whole else ()
        entities, attributions = _tag(text, sentences, names, pack, language) if is_whole else (names, ())
        return Annotations(
            sentences=sentences,
            entities=entities,
            quantities=_outside_names(find_quantities(text, sentences, language), names),
            times=find_times(text, sentences, document.published_date, language),
            attributions=attributions,
            names=names,
        )


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of garbage while one document is read: next to nothing of what is made for it goes in
    circles, and the collector took three parts in a hundred of the time to find that out again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tag(
    text: str, sentences: Sequence[Span], names: tuple[Entity, ...], pack: Pack, language: str
) -> tuple[tuple[Entity, ...], tuple[Attribution, ...]]:
    """Entities and attributions by the trained tagger; by the pack's names and the grammar of cues alone where the
    package holds no tagger for the language or the text is longer than any article."""
    grammar = read_grammar(text, sentences, language)
    network = load_network(language)
    if network is None:
        return names, with_coordinated(text, grammar.attributions, language)
    words = read_words(text, sentences, grammar)
    if not 0 < len(words) <= _LONGEST_TAGGED:
        return names, with_coordinated(text, grammar.attributions, language)
    scores = network.read(words, cut_pieces(words, network.tokenizer))
    mentions = tuple(tag_entities(words, scores.entities, network.settings["entities"], network.entity_steps, names))
    tagged = tag_attributions(words, scores, grammar, network)
    return merge_entities(names, mentions, words, pack.items), with_coordinated(text, tagged, language)


def _outside_names(quantities: Sequence[Quantity], entities: Sequence[Entity]) -> tuple[Quantity, ...]:
    """Without the numbers that belong to a name the pack knows: the 2 of "Leopard 2" counts nothing."""
    known = [e.span for e in entities if e.entity]
    return tuple(q for q in quantities if not any(name.contains(q.span) and name != q.span for name in known))
