"""The days on which holidays fall, from a table that every language shares."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from stemmata.annotate.time.calendar import make_date


def holiday_date(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None where the table does not know it or the calendar ends."""
    rule = _rules().get(name)
    if rule is None or not 1 < year < date.max.year:
        return None
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "weekday" not in rule:
        return make_date(year, rule["month"], rule["day"])
    first = date(year, rule["month"], 1)
    when = first + timedelta(days=(rule["weekday"] - first.weekday()) % 7)
    if rule["nth"] > 0:
        return when + timedelta(weeks=rule["nth"] - 1, days=rule.get("after", 0))
    return when + timedelta(weeks=4 if (when + timedelta(weeks=4)).month == rule["month"] else 3)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm; Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def _rules() -> Mapping[str, dict[str, Any]]:
    path = files("stemmata.annotate").joinpath("tables", "holidays.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
