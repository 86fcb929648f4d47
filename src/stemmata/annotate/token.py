"""Cutting a sentence into words and marks, each word with the lemmas that it may stand for.

A name with a number is one word ("Shahed-136s"), so is an acronym with its points ("U.S."); a clitic
is cut off ("Iran" + "'s", "did" + "n't"), and so is what a name only qualifies ("US" + "-" + "allied").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import lemminflect

from stemmata.model import Span

_PART = r"(?:\d+(?:[.,]\d+)*\w*|\w+)"
_TOKEN = re.compile(
    rf"(?P<acronym>(?:[^\W\d_]\.){{2,}})|(?P<word>{_PART}(?:['’‑-]{_PART})*)|(?P<mark>\.{{2,}}|-{{2,}}|''|’’|‘‘|``|[^\w\s])"
)
_HYPHENS = re.compile("[-‑]")
_PLAIN = str.maketrans("’‑", "'-")
_DICTIONARY_LANGUAGE = "en"
_ENDINGS = ("'s", "’s", "s", "'", "’")
_SHORTEST_SHOUTED = 4  # an all-capital word shorter than this is an abbreviation, not a shouted name
_SHORTEST_STEM = 4  # letters: "re-sent", "torch"
_SHORTEST_QUALIFIER = 3  # "US-led" is cut, "X-ray", "F-16s" and "RBC-TV" are not


@dataclass(slots=True)  # not frozen: that would take four times the time, and an article has a thousand
class Token:
    """A word or a mark. `lower` has plain apostrophes and hyphens; `lemmas` holds `lower` too; `keys` are the words of
    a lexicon that it can stand for."""

    span: Span
    text: str
    lower: str
    lemmas: frozenset[str]
    is_word: bool
    keys: tuple[str, ...]


@lru_cache(maxsize=1024)  # the sentences of one article: each is read for names, for cues and for claims
def tokenize(text: str, sentence: Span, language: str) -> tuple[Token, ...]:
    """The tokens of `sentence`, in text order, with offsets in `text`."""
    clitics = _clitics(language)
    tokens = []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        written, (start, end) = match.group(), match.span()
        if match.lastgroup != "word" or written.isalnum():  # most: no hyphen, no apostrophe
            tokens.append(Token(Span(start, end), written, *_read_piece(written, language)))
            continue
        for piece in _cut_word(written, clitics):
            end = start + len(piece)
            tokens.append(Token(Span(start, end), piece, *_read_piece(piece, language)))
            start = end
    return tuple(tokens)


def word_classes(lower: str, language: str) -> frozenset[str]:
    """The universal part-of-speech tags that a dictionary word may have; empty for a word it lacks."""
    return frozenset(_analyse(lower)) if language == _DICTIONARY_LANGUAGE else frozenset()


def verb_lemmas(lower: str, language: str) -> tuple[str, ...]:
    """The verbs that a word may be a form of, the likeliest first."""
    return _analyse(lower).get("VERB", ()) if language == _DICTIONARY_LANGUAGE else ()


def noun_lemmas(lower: str, language: str) -> tuple[str, ...]:
    """The nouns that a word may be a form of, the likeliest first."""
    if language != _DICTIONARY_LANGUAGE:
        return ()
    return _analyse(lower).get("NOUN", ()) or _unlisted_singular(lower)


@lru_cache(maxsize=65536)
def _read_piece(piece: str, language: str) -> tuple[str, frozenset[str], bool, tuple[str, ...]]:
    """What a token holds that does not depend on where it stands."""
    lower = piece.lower().translate(_PLAIN)
    is_word = piece[0].isalnum()
    lemmas = _lemmas(lower, language) if is_word else frozenset((lower,))
    return lower, lemmas, is_word, _keys(piece, lower, lemmas)


def _keys(written: str, lower: str, lemmas: frozenset[str]) -> tuple[str, ...]:
    keys = dict.fromkeys(sorted(lemmas))
    keys[lower] = None
    text = written.replace("’", "'")
    keys[text] = None
    if text[:1].isupper() or text[:1].isdigit():
        for ending in _ENDINGS:
            if text.endswith(ending) and len(text) > len(ending) + text[0].isalpha():
                keys[text.removesuffix(ending)] = None
    if text.isupper() and len(text) >= _SHORTEST_SHOUTED:
        keys[text.title()] = None
    return tuple(keys)


@lru_cache(maxsize=65536)
def _lemmas(lower: str, language: str) -> frozenset[str]:
    if language != _DICTIONARY_LANGUAGE:
        return frozenset((lower,))
    listed = (lemma for lemmas in _analyse(lower).values() for lemma in lemmas)
    return frozenset((lower, *listed, *_unlisted_singular(lower)))


def _unlisted_singular(lower: str) -> tuple[str, ...]:
    """By rule, the singular of what looks like the plural of a word that the dictionary lacks: "warheads"."""
    if not lower.isalpha() or not lower.endswith("s") or lower.endswith("ss") or _analyse(lower):
        return ()
    singular: tuple[str, ...] = lemminflect.getAllLemmasOOV(lower, upos="NOUN").get("NOUN", ())
    return singular


@lru_cache(maxsize=65536)
def _analyse(lower: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(lower)
    noun = _unlisted_nouns(_DICTIONARY_LANGUAGE).get(lower)
    if noun is not None:
        return {**found, "NOUN": (noun,)}
    return found or _prefixed(lower) or _unlisted_past(lower)


def _prefixed(lower: str) -> dict[str, tuple[str, ...]]:
    """A verb that the dictionary has without what stands before it: "test-fired", "re-export", "airdropped"."""
    for prefix in _verb_prefixes(_DICTIONARY_LANGUAGE):
        rest = lower[len(prefix) :].lstrip("-") if lower.startswith(prefix) else ""
        known: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(rest) if len(rest) >= _SHORTEST_STEM else {}
        if "VERB" in known:
            before = lower[: len(lower) - len(rest)]
            return {upos: tuple(before + lemma for lemma in lemmas) for upos, lemmas in known.items() if upos != "ADJ"}
    return {}


def _unlisted_past(lower: str) -> dict[str, tuple[str, ...]]:
    """A past form of a verb that the dictionary has as a noun alone: "torched"."""
    if not lower.isalpha() or not lower.endswith("ed") or len(lower) < _SHORTEST_STEM + len("ed"):
        return {}
    for stem in (lower[:-2], lower[:-1]):
        if "NOUN" in lemminflect.getAllLemmas(stem) and stem in lemminflect.getAllLemmas(stem)["NOUN"]:
            return {"VERB": (stem,)}
    return {}


@cache
def _unlisted_nouns(language: str) -> dict[str, str]:
    """The nouns of the language's table that the dictionary has as verbs alone, by their singular and plural."""
    path = files("stemmata.annotate").joinpath("tables", language, "token.toml")
    nouns: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["nouns"]
    return {form: noun for noun in nouns for form in (noun, noun + "s")}


@cache
def _verb_prefixes(language: str) -> tuple[str, ...]:
    """What may stand before a verb and makes another one of it, as the language's table has it."""
    path = files("stemmata.annotate").joinpath("tables", language, "token.toml")
    prefixes: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["verb_prefixes"]
    return tuple(prefixes)


def _cut_word(word: str, clitics: tuple[str, ...]) -> Iterator[str]:
    """A word's pieces: its stem, cut at a hyphen where it qualifies, and its clitic."""
    plain = word.lower().translate(_PLAIN)
    clitic = next((c for c in clitics if plain.endswith(c) and len(plain) > len(c)), "")
    stem = word[: len(word) - len(clitic)]
    yield from _cut_qualifier(stem)
    if clitic:
        yield word[len(stem) :]


def _cut_qualifier(word: str) -> Iterator[str]:
    """Cut "Kyiv-based" and "10-15" at their hyphens; "think-tank", "Shahed-136" and "five-year" are whole."""
    start = 0
    for hyphen in _HYPHENS.finditer(word):
        before, after = word[start : hyphen.start()], _HYPHENS.split(word[hyphen.end() :], maxsplit=1)[0]
        qualifies = before[:1].isupper() and after.isalpha() and after.islower() and len(after) >= _SHORTEST_QUALIFIER
        is_span_of_numbers = before[-1:].isdigit() and after.isdigit() and before[:1].isdigit()
        if before and (qualifies or is_span_of_numbers):
            yield before
            yield hyphen.group()
            start = hyphen.end()
    yield word[start:]


@cache
def _clitics(language: str) -> tuple[str, ...]:
    """The language's clitics, the longest first; none where it has no table."""
    path = files("stemmata.annotate").joinpath("tables", language, "token.toml")
    if not path.is_file():
        return ()
    clitics: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["clitics"]
    return tuple(sorted(clitics, key=lambda c: (-len(c), c)))
