"""The guard's own word tables, one TOML file a language: none of them is shared with the grammars it checks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from stemmata.model import StemmataError

Words = tuple[str, ...]


class GuardError(StemmataError):
    """A language has no table for the guard, or a table does not fit its schema."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NumberTable(_Section):
    """Number words, scales, parts of one, multiples, and orders of size as [low, high]."""

    words: dict[str, float]
    scales: dict[str, float]
    letters: dict[str, float]
    parts: dict[str, float]
    multiples: dict[str, float]
    counts: dict[str, float]
    order: dict[str, tuple[float, float]]
    grammar: dict[str, Words]


class PeriodTable(_Section):
    """Words for a rate, by period; `not_behind` and `not_before` make a time of them."""

    names: dict[str, Words]
    not_behind: Words
    not_before: Words


class NegationTable(_Section):
    """Words that negate, those that do so right before a verb, look-alikes, and words of denial."""

    words: Words
    strict: Words
    subjects: Words
    unless: Words
    denials: Words
    governing: Words
    clauses: Words


class SourceTable(_Section):
    """Words for givers of information, by what they make of them."""

    unnamed: Words
    counted: Words
    document: Words
    outlet: Words
    press: Words
    credit_lines: Words
    ties: Words
    government: Words
    bodies: Words
    pronouns: Words
    definite: Words
    ally: Words
    citing: Words
    saying: Words
    levels: dict[str, Words]


class TimeTable(_Section):
    """Words of times: months by number, weekdays from Monday = 0, seasons and parts of the year by first month and
    number of months, lengths in days."""

    relations: dict[str, Words]
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    days: dict[str, int]
    nights: dict[str, tuple[int, int]]
    year_parts: dict[str, tuple[int, int]]
    lengths: dict[str, float]
    words: dict[str, Words]


class GuardTable(_Section):
    """All tables of one language; the names are those of the file's sections."""

    number: NumberTable
    bounds: dict[str, Words]
    fillers: Words
    behind: Words
    bounds_of_verbs: dict[str, Words]
    units: dict[str, Words]
    units_not: dict[str, Words]
    units_unsure: Words
    periods: PeriodTable
    negation: NegationTable
    modality: dict[str, Words]
    modality_alone: dict[str, Words]
    governs: Words
    particles: Words
    infinitives: Words
    achieves: Words
    tells_plan: Words
    light_verbs: Words
    stage_negators: Words
    verbs: dict[str, Words]
    party: dict[str, Words]
    noun_stops: Words
    source: SourceTable
    time: TimeTable

    def __hash__(self) -> int:
        return id(self)


@cache
def load_guard_table(language: str) -> GuardTable:
    """The guard's table of `language`; raises GuardError where there is none or it does not fit."""
    path = files("stemmata.claim").joinpath("tables", f"{language}.guard.toml")
    if not path.is_file():
        raise GuardError(f"no guard table for language {language!r}: add claim/tables/{language}.guard.toml")
    try:
        return GuardTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as problem:
        raise GuardError(f"claim/tables/{language}.guard.toml: {problem}") from problem
