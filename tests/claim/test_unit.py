"""What a unit measures."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from stemmata.annotate.document import partly_supported_languages, supported_languages
from stemmata.claim.unit import derive_dimension, dimension_of, load_dimensions


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("count", "count"),
        ("percent", "percent"),
        ("USD", "money"),
        ("mach", "speed"),
        ("kilometre", "length"),
        ("kilometre / hour", "speed"),
        ("tonne", "mass"),
        ("litre", "unknown"),
        ("furlong", "length"),  # that no table lists
        ("furlong per fortnight", "speed"),
        ("warble", "unknown"),
    ],
)
def test_a_unit_has_the_dimension_that_it_measures(unit: str, dimension: str) -> None:
    assert dimension_of(unit) == dimension


def test_the_table_says_what_the_definitions_of_units_say() -> None:
    assert dict(load_dimensions()) == {unit: derive_dimension(unit) for unit in load_dimensions()}


def test_every_unit_that_texts_are_read_for_is_in_the_table() -> None:
    listed = set()
    for language in supported_languages() | partly_supported_languages():
        path = files("stemmata.annotate").joinpath("tables", language, "numbers.toml")
        units = tomllib.loads(path.read_text(encoding="utf-8"))["unit"]
        listed |= {*units["names"], *units["exact"]} - {"percent", "mach"}
    assert listed <= set(load_dimensions())
