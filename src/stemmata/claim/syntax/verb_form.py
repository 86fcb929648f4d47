"""Which forms of a verb a word may be, by the dictionary's inflections."""

from __future__ import annotations

from functools import lru_cache

import lemminflect

from stemmata.annotate.token import Token, verb_lemmas


def is_pure_participle(token: Token, language: str) -> bool:
    """A past participle that is no past tense ("given"), so that nobody did anything by it alone."""
    return any("participle" in forms and "past" not in forms for forms in all_forms(token.lower, language))


def is_pure_past(token: Token, language: str) -> bool:
    """A past tense that is no participle: "gave", "flew"."""
    found = all_forms(token.lower, language)
    return bool(found) and all("past" in forms and "participle" not in forms for forms in found)


@lru_cache(maxsize=16384)
def all_forms(lower: str, language: str) -> tuple[frozenset[str], ...]:
    """Per verb that a word may belong to, the forms that it may be."""
    return tuple(_forms_of(lower, lemma) for lemma in verb_lemmas(lower, language))


def _forms_of(lower: str, lemma: str) -> frozenset[str]:
    tags = (("past", "VBD"), ("participle", "VBN"), ("gerund", "VBG"), ("present", "VBZ"))
    forms = {name for name, tag in tags if lower in lemminflect.getInflection(lemma, tag)}
    if lower == lemma:
        forms.add("base")
    return frozenset(forms)
