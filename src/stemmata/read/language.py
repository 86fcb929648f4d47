"""Which language a text is in, and whether it is one that is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from functools import cache
from importlib.resources import files

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from stemmata.read.outcome import ReadError, Reason

SUPPORTED: frozenset[str] = frozenset({"en"})  # those with tables in the annotate and claim rooms

# A short text is compared with these only: among a hundred languages, chance finds a rare one.
USUAL = ("en", "ru", "uk", "be", "bg", "fa", "ar", "he", "ur", "tr", "de", "fr", "es", "it", "pl", "zh", "ja")
SHORT = 200  # letters
LOOKED_AT = 10_000  # characters; more changes nothing
FEWEST_LETTERS = 10
LEAST_SHARE = 0.2  # of letters among what is printed
SURE = 0.95  # what it takes to overrule a declared language
SUBTAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def settle_language(text: str, declared: str | None, supported: Set[str] = SUPPORTED) -> str:
    """The ISO 639-1 code of a text; a declared one is believed unless the text is plainly otherwise.

    Raises ReadError: no_article_text where there are hardly any letters, unsupported_language for a language
    that is not in `supported`, named in words.
    """
    sample = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS or letters < LEAST_SHARE * sum(not c.isspace() for c in sample):
        raise ReadError(Reason.NO_ARTICLE_TEXT, "there are hardly any letters in it")
    found, confidence = _identifier(letters < SHORT).classify(sample)
    code = _primary_subtag(declared)
    language = str(found)
    if code is not None and not (code != found and letters >= SHORT and confidence >= SURE):
        language = code
    if language not in supported:
        raise ReadError(Reason.UNSUPPORTED_LANGUAGE, f"{name_language(language)} is not read yet")
    return language


def name_language(code: str) -> str:
    """A language in words with its code: "Ukrainian (uk)"."""
    name = _names().get(code)
    return f"{name} ({code})" if name else f"the language {code!r}"


def _primary_subtag(declared: str | None) -> str | None:
    """The language of a code such as "en-US"; None for what is no code of a known language."""
    found = SUBTAG.fullmatch(declared.strip()) if declared else None
    if found is None:
        return None
    code = found[1].lower()
    code = _three_letter_codes().get(code, code)
    return code if code in _names() else None


@cache
def _identifier(short: bool) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(USUAL if short else None)
    return identifier


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = _table()["names"]
    return names


@cache
def _three_letter_codes() -> dict[str, str]:
    codes: dict[str, str] = _table()["three_letter"]
    return codes


def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("stemmata.read").joinpath("languages.toml").read_text(encoding="utf-8"))
