"""Finding the things and names that a pack knows: items, actors, outlets, places; and introduced people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from stemmata.annotate.lexicon import Lexicon
from stemmata.annotate.person import end_of_name, find_people
from stemmata.annotate.token import Token, noun_lemmas, tokenize, verb_lemmas
from stemmata.model import Entity, Span
from stemmata.packs import Forms, Pack

_OF_ITEMS = -1
_NOTHING = "nothing"  # a phrase in which an alias names nothing: "think tank"
# Where one phrase names two things, what names nothing wins, then an item, then the first of these.
_AFTER_ITEMS = ("organisation", "location", "nationality", "agency", "outlet")


@dataclass(frozen=True, slots=True)
class _Name:
    type: str
    id: str
    rank: int  # the lowest wins
    noun: str | None = None  # of an item: its name's last word, which a verb's form is not ("bombed" is no bomb)


def find_entities(text: str, sentences: Sequence[Span], pack: Pack, language: str) -> tuple[Entity, ...]:
    """The entities of a text, in text order and without overlap."""
    found: list[Entity] = []
    for sentence in sentences:
        tokens = tokenize(text, sentence, language)
        known = tuple(_find_known(text, tokens, pack, language))
        led = tuple(_find_led(text, tokens, pack, language))
        known = (*led, *(name for name in known if not any(name.span.overlaps(other.span) for other in led)))
        people = (Entity(person.span, "person", person.name) for person in find_people(text, tokens, known, language))
        found.extend(sorted((*known, *people), key=lambda entity: entity.span))
    return tuple(found)


def _find_known(text: str, tokens: Sequence[Token], pack: Pack, language: str) -> Iterator[Entity]:
    best: dict[Span, _Name] = {}
    for match in _gazetteer(pack, language).find_longest(tokens):
        if match.payload.noun is not None and _is_verb(tokens[match.last - 1], match.payload.noun, language):
            continue
        held = best.get(match.span)
        if held is None or _rank(match.payload) < _rank(held):
            best[match.span] = match.payload
    for span, name in best.items():
        if name.type != _NOTHING:
            yield Entity(span, name.type, span.of(text), name.id)


def _find_led(text: str, tokens: Sequence[Token], pack: Pack, language: str) -> Iterator[Entity]:
    """Proper names that a prefix of the pack opens: "HMS Ocean"."""
    prefixes = _prefixes(pack, language)
    if prefixes.keys().isdisjoint(token.text for token in tokens):
        return
    first = 0
    while first < len(tokens):
        item = prefixes.get(tokens[first].text)
        last = end_of_name(tokens, first + 1, language) if item is not None else first + 1
        if item is not None and last > first + 1:
            span = Span(tokens[first].span.start, tokens[last - 1].span.end)
            yield Entity(span, pack.mention_of(item), span.of(text), item)
        first = last


@cache
def _prefixes(pack: Pack, language: str) -> dict[str, str]:
    return {prefix: item.id for item in pack.items.values() for prefix in item.prefixes.get(language, ())}


def _is_verb(token: Token, noun: str, language: str) -> bool:
    """Whether a word is a form of the verb alone that is written like a noun."""
    lower = token.lower
    return lower != noun and noun in verb_lemmas(lower, language) and noun not in noun_lemmas(lower, language)


def _rank(name: _Name) -> tuple[int, str]:
    return name.rank, name.id


@cache
def _gazetteer(pack: Pack, language: str) -> Lexicon[_Name]:
    """All names of a pack in one language, cut into words as the texts are."""
    lexicon: Lexicon[_Name] = Lexicon()

    def add(names: Iterator[str], type_: str, id_: str, rank: int | None = None) -> None:
        of_pack = _AFTER_ITEMS.index(type_) if rank is None else rank
        for name in names:
            words = [token.text for token in tokenize(name, Span(0, len(name)), language)]
            lexicon.add(words, _Name(type_, id_, of_pack, words[-1] if of_pack == _OF_ITEMS and words else None))

    for item in pack.items.values():
        add(_forms(item.name, item.aliases, language), pack.mention_of(item.id), item.id, rank=_OF_ITEMS)
        add(_forms(None, item.unless, language), _NOTHING, item.id, rank=-2)
    for actor in pack.actors.values():
        type_ = "location" if actor.kind == "state" else "organisation"
        add(_forms(actor.name, actor.aliases, language), type_, actor.id)
        add(_forms(None, actor.adjectives, language), "nationality", actor.id)
    for outlet in pack.outlets.values():
        add(_forms(outlet.name, outlet.names, language), outlet.kind, outlet.id)
    for place in pack.places.values():
        add(_forms(place.name, place.aliases, language), "location", place.id)
    return lexicon


def _forms(name: str | None, forms: Forms, language: str) -> Iterator[str]:
    if name is not None:
        yield name
    yield from forms.get(language, ())
