"""The classes of words, and what the annotations say of a sentence's tokens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Range = tuple[int, int]  # tokens [first, last)


class Word(StrEnum):
    """What a token is. Verbs are told apart by form: what they are in their clause is for the structure to say."""

    NOUN = "noun"
    PRONOUN = "pronoun"
    NUMBER = "number"
    DETERMINER = "determiner"
    ADJECTIVE = "adjective"
    POSSESSIVE = "possessive"
    BASE = "base"  # "deliver": present, infinitive or imperative
    PRESENT = "present"  # "delivers"
    PAST = "past"  # "delivered": past tense or past participle
    GERUND = "gerund"
    BE = "be"
    HAVE = "have"
    DO = "do"
    MODAL = "modal"
    TO = "to"
    NEGATION = "negation"
    ADVERB = "adverb"
    PARTICLE = "particle"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    TIME = "time"
    ASIDE = "aside"  # who says it
    COMMA = "comma"
    COLON = "colon"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    QUOTE = "quote"
    STOP = "stop"


VERBS = frozenset({Word.BASE, Word.PRESENT, Word.PAST, Word.GERUND})
AUXILIARIES = frozenset({Word.BE, Word.HAVE, Word.DO, Word.MODAL})
IN_PHRASE = frozenset({Word.DETERMINER, Word.ADJECTIVE, Word.NUMBER, Word.POSSESSIVE})


@dataclass(frozen=True, slots=True)
class Marks:
    """What the annotations say of a sentence's tokens: each a list of ranges [first, last).

    `names` are those of things, people and bodies; `adjectives` those of states ("Iranian"); `asides` say who says it;
    `openings` are the tokens that open what is said.
    """

    names: tuple[Range, ...] = ()
    adjectives: tuple[Range, ...] = ()
    numbers: tuple[Range, ...] = ()
    times: tuple[Range, ...] = ()
    asides: tuple[Range, ...] = ()
    openings: tuple[int, ...] = ()
