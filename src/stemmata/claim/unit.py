"""The dimension that a unit measures, for measures that take any unit of one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pint

_NAMED = {"mach": "speed"}  # that pint lacks
_COUNTS = frozenset({"count", "percent", "ratio"})
_CURRENCY_LETTERS = 3
_NONE = "none"  # the table's name for dimensions that no measure asks for


@cache
def dimension_of(unit: str) -> str:
    """ "count", "percent", "ratio", "money" for an ISO 4217 code, or pint's dimension ("length", "mass",
    "speed"); "unknown" for a unit that pint does not know."""
    if unit in _COUNTS:
        return unit
    if unit in _NAMED:
        return _NAMED[unit]
    if len(unit) == _CURRENCY_LETTERS and unit.isupper():
        return "money"
    return load_dimensions().get(unit) or derive_dimension(unit)


@cache
def load_dimensions() -> Mapping[str, str]:
    """The dimensions of the units that texts are read for."""
    path = files("stemmata.claim").joinpath("tables", "unit.toml")
    listed: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {unit: "unknown" if name == _NONE else name for name, units in listed.items() for unit in units}


def derive_dimension(unit: str) -> str:
    """The dimension of any unit by pint's definitions, which take a sixth of a second to load."""
    try:
        written = unit.replace(" per ", "/").replace(" / ", "/").replace(" ", "_")
        dimensions = _registry().parse_units(written).dimensionality
    except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, ValueError):
        return "unknown"
    named = {"[length]": "length", "[mass]": "mass", "[time]": "time", "[length] / [time]": "speed"}
    return named.get(str(dimensions), "unknown")


@cache
def _registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry()
