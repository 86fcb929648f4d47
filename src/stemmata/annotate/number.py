"""The number words of a language, for readers that need no amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stemmata.annotate.amount.table import load_amount_table


@dataclass(frozen=True, slots=True)
class NumberTables:
    """Lower-case number words with their values: `words` stand alone, `multipliers` behind another number."""

    words: Mapping[str, float]
    multipliers: Mapping[str, float]


@cache
def load_number_tables(language: str) -> NumberTables:
    """The number words of `language`."""
    table = load_amount_table(language)
    letters = {suffix: scale for suffix, scale in table.suffixes.items() if suffix.islower()}
    return NumberTables(table.words, {**table.scales, **letters})
