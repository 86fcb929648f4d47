"""The dimension that a unit measures, for measures that take any unit of one."""

from __future__ import annotations

from functools import cache

import pint

_NAMED = {"mach": "speed"}  # that pint lacks
_COUNTS = frozenset({"count", "percent", "ratio"})
_CURRENCY_LETTERS = 3


@cache
def _registry() -> pint.UnitRegistry[float]:
    return pint.UnitRegistry()


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
    try:
        written = unit.replace(" per ", "/").replace(" / ", "/").replace(" ", "_")
        dimensions = _registry().parse_units(written).dimensionality
    except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, ValueError):
        return "unknown"
    named = {"[length]": "length", "[mass]": "mass", "[time]": "time", "[length] / [time]": "speed"}
    return named.get(str(dimensions), "unknown")
