"""What each rule of a table makes of the words that it matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stemmata.annotate.time import dates, lengths, stretches
from stemmata.annotate.time.caught import Captured, Caught
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Edge, Length, Meaning, Moment, Nth, Shift, Vague


def kinds_of(meaning: Meaning) -> tuple[str, ...]:
    """The names by which rules may ask for a time."""
    if isinstance(meaning, Moment):
        if not meaning.has_date:
            return ("clock",) if meaning.has_clock else ("part",)
        names = ["date"]
        if meaning.has_clock or meaning.part:
            return ("dayed",)
        if meaning.day is not None or meaning.weekday is not None or meaning.days_off is not None or meaning.holiday:
            names.append("day")
        else:
            names.append("whole")
        return tuple(names)
    if isinstance(meaning, Length):
        return ("length",)
    if isinstance(meaning, Shift):
        unit = meaning.length.parts[-1][1] if meaning.length.parts else ""
        return ("date", "day") if unit == "day" else ("date", "whole")
    if isinstance(meaning, Edge | Nth):
        return ("date", "edge")
    if isinstance(meaning, Vague):
        return ("vague",) if meaning.value != "PRESENT_REF" else ("vague", "now")
    return ("other",)


def build(action: str, captures: Sequence[Captured], lexemes: Sequence[Lexeme]) -> Meaning | None:
    """The meaning of a match by the rule named `action` ("holiday-easter": its key behind the hyphen)."""
    name, _, key = action.partition("-")
    return _ACTIONS[name](Caught(captures, lexemes, key))


_ACTIONS: dict[str, Callable[[Caught], Meaning | None]] = {
    "moment": dates.make_moment,
    "join": dates.make_join,
    "hold": dates.make_hold,
    "clock": dates.make_clock,
    "past": dates.make_past,
    "noon": dates.make_noon,
    "part": dates.make_part,
    "length": lengths.make_length,
    "yearcount": lengths.make_yearcount,
    "bounded": lengths.make_bounded,
    "window": lengths.make_window,
    "ago": lengths.make_ago,
    "ahead": lengths.make_ahead,
    "then": lengths.make_then,
    "from": lengths.make_from,
    "unit": lengths.make_unit,
    "weekend": dates.make_weekend,
    "edge": lengths.make_edge,
    "quarter": dates.make_quarter,
    "century": dates.make_century,
    "decade": dates.make_decade,
    "nth": lengths.make_nth,
    "week": lengths.make_week,
    "stretch": stretches.make_stretch,
    "days": stretches.make_days,
    "pair": stretches.make_pair,
    "ordinal": dates.make_ordinal,
    "atpart": dates.make_atpart,
    "numeric": dates.make_numeric,
    "hours": stretches.make_hours,
    "dayhours": stretches.make_dayhours,
    "years": stretches.make_years,
    "months": stretches.make_months,
    "every": lengths.make_every,
    "vague": lengths.make_vague,
    "tonight": dates.make_tonight,
    "early": dates.make_early,
    "holiday": dates.make_holiday,
    "overnight": dates.make_overnight,
    "mondays": dates.make_mondays,
    "soon": lengths.make_soon,
    "partly": lengths.make_partly,
    "dateyear": dates.make_dateyear,
    "fiscal": dates.make_fiscal,
    "dayof": dates.make_dayof,
    "following": dates.make_following,
    "barehour": dates.make_bareday,
    "beyond": lengths.make_beyond,
    "todate": lengths.make_todate,
    "weekending": lengths.make_weekending,
    "inyear": stretches.make_inyear,
}
