"""The tables that times are read by, one TOML file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.model import Relation


@dataclass(frozen=True, slots=True)
class TimeTables:
    """A language's words for times, lower case; the names are those of the file's keys."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    days: Mapping[str, int]
    units: Mapping[str, str]
    ordinals: Mapping[str, int]
    modifiers: Mapping[str, str]
    relations: Mapping[Relation, frozenset[str]]
    last: frozenset[str]
    this: frozenset[str]
    next: frozenset[str]
    coming: frozenset[str]
    recent: frozenset[str]
    ago: frozenset[str]
    later: frozenset[str]
    end: frozenset[str]
    start: frozenset[str]
    since: frozenset[str]
    overnight: frozenset[str]
    few: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    ambiguous: frozenset[str]


@cache
def load_time_tables(language: str) -> TimeTables:
    """The tables of `language`."""
    path = files("stemmata.annotate").joinpath("tables", language, "times.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {key: frozenset(values) for key, values in raw["words"].items() if key != "half"}
    return TimeTables(
        months=raw["months"],
        weekdays=raw["weekdays"],
        seasons=raw["seasons"],
        days=raw["days"],
        units=raw["units"],
        ordinals=raw["ordinals"],
        modifiers=raw["modifiers"],
        relations={Relation(k): frozenset(v) for k, v in raw["relations"].items()},
        **words,
    )
