"""The word tables of the claim room, one TOML file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from stemmata.annotate.lexicon import Lexicon
from stemmata.model import Modality, StemmataError


class ClaimTableError(StemmataError):
    """A language has no table for claims."""


class Effect(StrEnum):
    """What a governing word does to the clause under it: a modality of that name, or one of the last four."""

    COULD = "could"
    PLANS = "plans"
    INTENDS = "intends"
    EXPECTS = "expects"
    CANNOT_VERIFY = "cannot_verify"
    DENIES = "denies"
    NEGATIVE = "negative"  # "failed to"
    UNLIKELY = "unlikely"  # forecast and negated
    INABLE = "inable"  # of no ability: "unable to"
    UNSAID = "unsaid"  # asked for, wondered about: nobody says that it is so


@dataclass(frozen=True, slots=True)
class ClaimTables:
    """Ready lexicons and word sets of one language; the names are those of the file's keys."""

    modality: Lexicon[Modality]
    governors: Lexicon[Effect]
    modals: dict[str, Effect]
    attributes: dict[str, Effect]  # words that qualify a noun: "the planned delivery"
    conditions: Lexicon[str]
    response: Lexicon[Modality]
    doubts: Lexicon[str]
    silent_verbs: Lexicon[str]
    complete: Lexicon[str]  # reactions that need no request beside them
    report: Lexicon[str]
    request: Lexicon[str]
    negators: Lexicon[bool]  # True negates, False is a look-alike that does not
    boundaries: frozenset[str]
    strong_boundaries: frozenset[str]
    background: Lexicon[str]
    told: Lexicon[str]
    told_press: Lexicon[str]
    cites: Lexicon[str]
    passed_on: Lexicon[str]
    has_from: Lexicon[str]
    has_it_from: Lexicon[str]
    interviews: Lexicon[str]
    learned: Lexicon[str]
    described_as: Lexicon[str]
    anaphoric: frozenset[str]
    scope: Lexicon[str]
    words: dict[str, frozenset[str]]  # the single words of [source], [side], [level] and [binding]

    def has(self, kind: str, keys: frozenset[str]) -> bool:
        """Whether any of a token's lemmas stands in the word set `kind`."""
        return not self.words[kind].isdisjoint(keys)


def has_claim_tables(language: str) -> bool:
    """Whether claims are read in a language."""
    return files("stemmata.claim").joinpath("tables", f"{language}.toml").is_file()


@cache
def load_claim_tables(language: str) -> ClaimTables:
    """The tables of `language`; raises ClaimTableError where there are none."""
    path = files("stemmata.claim").joinpath("tables", f"{language}.toml")
    if not path.is_file():
        raise ClaimTableError(f"no claim tables for language {language!r}: add claim/tables/{language}.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    negators: Lexicon[bool] = Lexicon()
    for phrase in raw["negation"]["before"]:
        negators.add(phrase.split(), True)
    for phrase in raw["negation"]["except"]:
        negators.add(phrase.split(), False)
    return ClaimTables(
        modality=_by_kind(raw["modality"]),
        governors=_governors(raw),
        modals=_effects(raw["modal"]),
        attributes=_effects(raw["attribute"]),
        conditions=_phrases(raw["modality"]["conditional"]),
        response=_by_kind({k: v for k, v in raw["response"].items() if k in set(Modality)}),
        doubts=_phrases(raw["modality"]["cannot_verify"]),
        silent_verbs=_phrases(raw["response"]["silent_verbs"]),
        complete=_phrases(raw["response"]["complete"]),
        report=_phrases(raw["response"]["report"]),
        request=_phrases(raw["response"]["request"]),
        negators=negators,
        boundaries=frozenset(raw["boundary"]["words"]),
        strong_boundaries=frozenset(raw["boundary"]["strong"]),
        background=_phrases(raw["background"]["openings"]),
        told=_phrases(raw["source"]["told"]),
        told_press=_phrases(raw["source"]["told_press"]),
        cites=_phrases(raw["source"]["cites"]),
        passed_on=_phrases(raw["source"]["passed_on"]),
        has_from=_phrases(raw["source"]["has_from"]),
        has_it_from=_phrases(raw["source"]["has_it_from"]),
        learned=_phrases(raw["source"]["learned"]),
        described_as=_phrases(raw["source"]["described_as"]),
        interviews=_phrases(raw["source"]["interviews"]),
        anaphoric=frozenset(raw["source"]["anaphoric"]),
        scope=_phrases(raw["binding"]["scope"]),
        words={
            key: frozenset(words)
            for section in ("source", "side", "level", "binding", "verb")
            for key, words in raw[section].items()
        },
    )


def _phrases(phrases: list[str]) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for phrase in phrases:
        lexicon.add(phrase.split(), phrase)
    return lexicon


def _by_kind(section: dict[str, Any]) -> Lexicon[Modality]:
    lexicon: Lexicon[Modality] = Lexicon()
    for kind, phrases in section.items():
        for phrase in phrases:
            lexicon.add(phrase.split(), Modality(kind))
    return lexicon


def _governors(raw: Any) -> Lexicon[Effect]:
    """The modality's own words, those of denial and those of [governor], in one lexicon."""
    lexicon: Lexicon[Effect] = Lexicon()
    for table in (raw["modality"], raw["governor"]):
        for kind, phrases in table.items():
            if kind == Modality.CONDITIONAL:
                continue  # a condition stands beside a clause and does not govern it
            for phrase in phrases:
                lexicon.add(phrase.split(), Effect(kind))
    return lexicon


def _effects(table: dict[str, list[str]]) -> dict[str, Effect]:
    return {word: Effect(kind) for kind, words in table.items() for word in words}
