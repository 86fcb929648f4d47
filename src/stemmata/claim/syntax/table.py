"""The closed word classes of one language, which a shallow reading of its clauses needs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.model import StemmataError


class SyntaxTableError(StemmataError):
    """A language has no table for its clauses."""


@dataclass(frozen=True, slots=True)
class SyntaxTable:
    """Word sets by the names of the file's keys; `endings` are tuples for `str.endswith`; `in_as_well` holds the words
    of the phrases `words["as_well"]`."""

    language: str
    words: dict[str, frozenset[str]]
    containers: frozenset[str]
    linking: frozenset[str]
    puts_at: frozenset[str]
    raising: frozenset[str]
    done_to: frozenset[str]
    reaching: frozenset[str]
    following: frozenset[str]
    phrasal: frozenset[str]
    bare: frozenset[str]
    in_as_well: frozenset[str]
    multiplying: frozenset[str]
    endings: dict[str, tuple[str, ...]]


@cache
def load_syntax_table(language: str) -> SyntaxTable:
    """The table of `language`; raises SyntaxTableError where there is none."""
    path = files("stemmata.claim").joinpath("tables", f"{language}.syntax.toml")
    if not path.is_file():
        raise SyntaxTableError(f"no clause table for language {language!r}: add claim/tables/{language}.syntax.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return SyntaxTable(
        language=language,
        words={key: frozenset(words) for key, words in raw["words"].items()},
        containers=frozenset(raw["phrases"]["container"]),
        linking=frozenset(raw["verbs"]["linking"]),
        puts_at=frozenset(raw["verbs"]["puts_at"]),
        raising=frozenset(raw["verbs"]["raising"]),
        done_to=frozenset(raw["verbs"]["done_to"]),
        reaching=frozenset(raw["verbs"]["reaching"]),
        following=frozenset(raw["verbs"]["following"]),
        phrasal=frozenset(raw["verbs"]["phrasal"]),
        bare=frozenset(raw["verbs"]["bare"]),
        in_as_well=frozenset(word for phrase in raw["words"]["as_well"] for word in phrase.split()),
        multiplying=frozenset(raw["verbs"]["multiplying"]),
        endings={key: tuple(words) for key, words in raw["endings"].items()},
    )
