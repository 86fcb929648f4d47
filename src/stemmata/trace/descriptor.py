"""What the words for an anonymous source say of its side: "a country aligned with X" is not X.

Two descriptors are never merged by wording alone; these readings only tell which of them contradict.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.entity import find_entities
from stemmata.annotate.token import tokenize
from stemmata.claim.table import load_claim_tables
from stemmata.model import Span
from stemmata.packs import Pack


@dataclass(frozen=True, slots=True)
class Descriptor:
    """`states` are those that the words name; `is_ally` is true where the source belongs to a country that
    stands by them. No states: the words do not say whose the source is."""

    states: frozenset[str]
    is_ally: bool

    def contradicts(self, other: Descriptor) -> bool:
        """Whether the two cannot mean the same people: both name a side, and not the same one."""
        return bool(self.states and other.states) and self != other


def read_descriptor(words: str, pack: Pack, language: str) -> Descriptor:
    """The side that a descriptor names."""
    tables = load_claim_tables(language)
    whole = Span(0, len(words)) if words else None
    if whole is None:
        return Descriptor(frozenset(), False)
    states = frozenset(
        pack.state_of(entity.entity)
        for entity in find_entities(words, (whole,), pack, language)
        if entity.entity in pack.actors
    )
    is_ally = any(
        tables.has("ally", token.lemmas) or token.lower in tables.words["ally"]
        for token in tokenize(words, whole, language)
    )
    return Descriptor(states, is_ally and bool(states))
