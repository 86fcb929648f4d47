"""The table of one language's attribution words, loaded from `tables/<language>/attribution.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from stemmata.annotate.lexicon import Lexicon
from stemmata.annotate.token import verb_lemmas
from stemmata.model import StemmataError


class AttributionTableError(StemmataError):
    """A language has no table of attribution words."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed classes of words, lower case with plain apostrophes."""

    determiners: frozenset[str]
    possessives: frozenset[str]
    pronouns: frozenset[str]
    personal: frozenset[str]
    object_pronouns: frozenset[str]
    relatives: frozenset[str]
    linking: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    coordinators: frozenset[str]
    complementizers: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    lacking: frozenset[str]
    adverbs: frozenset[str]
    joiners: frozenset[str]
    contrasts: frozenset[str]
    asides: frozenset[str]
    adjuncts: frozenset[str]
    time_words: frozenset[str]
    possessive_endings: frozenset[str]
    plural_subjects: frozenset[str]
    topic_prepositions: frozenset[str]
    infinitive: frozenset[str]
    genitives: frozenset[str]
    singular: frozenset[str]
    agents: frozenset[str]
    origins: frozenset[str]
    carriers: frozenset[str]
    naming: frozenset[str]
    naming_as: frozenset[str]
    accompanying: frozenset[str]
    figures: frozenset[str]
    person_relatives: frozenset[str]
    correlatives: frozenset[str]
    nonfinite: frozenset[str]
    that: frozenset[str]

    @property
    def function_words(self) -> frozenset[str]:
        """Words that no noun phrase holds, but for its determiner."""
        return self.object_pronouns | self.prepositions | self.conjunctions | self.coordinators | self.auxiliaries


@dataclass(frozen=True, slots=True)
class AttributionTable:
    """Cue words and what each takes, the noun classes and the grammar words of a language.

    `verbs` maps a frame (say, tell, ask, think, show, want, judge, ...) to its lemmas.
    """

    language: str
    verbs: Mapping[str, frozenset[str]]
    particles: Mapping[str, tuple[tuple[str, ...], ...]]
    nouns: Mapping[str, frozenset[str]]
    phrases: Lexicon[str]
    prepositional: frozenset[str]  # phrases before a source: "according to"
    endings: Mapping[str, tuple[str, ...]]
    grammar: Grammar
    closed: frozenset[str]

    def takes(self, lemma: str, frame: str) -> bool:
        """Whether the verb is in the frame's list."""
        return lemma in self.verbs[frame]


@lru_cache(maxsize=65536)
def frames_of(lower: str, language: str) -> frozenset[str]:
    """The frames that any verb takes which a word may be a form of."""
    listed = frames_by_lemma(language)
    return frozenset(frame for lemma in verb_lemmas(lower, language) for frame in listed.get(lemma, ()))


@cache
def frames_by_lemma(language: str) -> Mapping[str, frozenset[str]]:
    """The frames of each verb that the table of a language lists."""
    listed: dict[str, set[str]] = {}
    for frame, taking in load_attribution_table(language).verbs.items():
        for lemma in taking:
            listed.setdefault(lemma, set()).add(frame)
    return {lemma: frozenset(frames) for lemma, frames in listed.items()}


_PREPOSITIONAL = ("according", "according_to_name", "according_to_document", "reported_by", "own_account")


@cache
def load_attribution_table(language: str) -> AttributionTable:
    """The table of a language; raises AttributionTableError where there is none."""
    path = files("stemmata.annotate").joinpath("tables", language, "attribution.toml")
    if not path.is_file():
        raise AttributionTableError(f"no attribution table for language {language!r}: add {language}/attribution.toml")
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    grammar = Grammar(**{name: frozenset(words) for name, words in raw["grammar"].items()})
    phrases: Lexicon[str] = Lexicon()
    for name, written in raw["phrases"].items():
        for phrase in written:
            phrases.add(phrase.split(), name)
    particles = {
        lemma: tuple(sorted((tuple(p.split()) for p in written), key=lambda p: (-len(p), p)))
        for lemma, written in raw["particles"].items()
    }
    return AttributionTable(
        language=language,
        verbs={name: frozenset(lemmas) for name, lemmas in raw["verbs"].items()},
        particles=particles,
        nouns={name: frozenset(words) for name, words in raw["nouns"].items()},
        phrases=phrases,
        prepositional=frozenset(p for name in _PREPOSITIONAL for p in raw["phrases"][name]),
        endings={name: tuple(written) for name, written in raw["endings"].items()},
        grammar=grammar,
        closed=grammar.function_words,
    )
