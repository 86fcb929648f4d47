"""One key for the spellings of a name in several scripts and languages, so that a page and its translation meet.

Letters of any script are written in Latin ones (the `anyascii` tables); what spellers differ in is folded, vowels are
set aside, and endings that cases add are cut off. Two names may share a key: it finds what may be one, and what is
shared is weighed by how rare it is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from anyascii import anyascii


@dataclass(frozen=True, slots=True)
class _Spelling:
    folds: tuple[tuple[str, str], ...]
    vowels: frozenset[str]
    silent: frozenset[str]
    length: int


@cache
def _load() -> _Spelling:
    raw = tomllib.loads(resources.files("stemmata.trace").joinpath("spelling.toml").read_text(encoding="utf-8"))
    folds = tuple((before, after) for before, after in raw["folds"])
    return _Spelling(folds, frozenset(raw["vowels"]), frozenset(raw["silent"]), raw["length"])


@lru_cache(maxsize=1 << 18)
def spelling_key(name: str) -> str:
    """The key of a name in any script; names without consonants keep all their letters."""
    table = _load()
    latin = "".join(c for c in anyascii(name).casefold() if c not in table.silent)
    for before, after in table.folds:
        latin = latin.replace(before, after)
    consonants: list[str] = []
    for letter in latin:
        if letter not in table.vowels and (not consonants or consonants[-1] != letter):
            consonants.append(letter)
    if not consonants:
        return latin
    opening = ["a"] if latin[0] in table.vowels else []
    return "".join((opening + consonants)[: table.length])
