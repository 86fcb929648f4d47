"""Whether words that a rule matched are a time where they stand: a bare "2000" may be a count, "may" a verb."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.time.grammar import Parsed
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Length, Moment, Recurring, Shift
from stemmata.annotate.time.table import TimeTables

_BESIDE = frozenset({"BESIDE", "LATER"})
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1500, 2100


def is_plausible(words: Sequence[Lexeme], parsed: Parsed, tables: TimeTables) -> bool:
    """Whether a match is a time in its sentence."""
    meaning = parsed.meaning
    before = words[parsed.first - 1] if parsed.first else None
    after = words[parsed.last] if parsed.last < len(words) else None
    if _is_glued(words, parsed.first, tables) or _is_cut(words, parsed):
        return False
    if parsed.action == "numeric":
        is_told = "WHICH" in words[parsed.first].classes
        return is_told or (before is not None and before.lower in tables.governing_doubtful - tables.no_season_after)
    if parsed.action == "past":
        is_told = not {"OCLOCK", "MERIDIEM", "PART"}.isdisjoint(words[parsed.last - 1].classes)
        return is_told or (before is not None and before.lower in tables.clock_before)
    if isinstance(meaning, Moment):
        return _is_moment(words, parsed, meaning, before, after, tables)
    if isinstance(meaning, Length):
        return _is_length(words, parsed, meaning, before, after, tables)
    if isinstance(meaning, Recurring):
        return True
    if isinstance(meaning, Shift) and meaning.base is None and meaning.length.parts[-1][1] == "second":
        return parsed.last - parsed.first > 2
    return True


def _is_moment(
    words: Sequence[Lexeme],
    parsed: Parsed,
    moment: Moment,
    before: Lexeme | None,
    after: Lexeme | None,
    tables: TimeTables,
) -> bool:
    size = parsed.last - parsed.first
    opening = words[parsed.first]
    is_governed = before is not None and (before.lower in tables.governing or "MODIFIER" in before.classes)
    if size == 1 and "YEAR" in opening.classes:
        two = tuple(word.lower for word in words[max(0, parsed.first - 2) : parsed.first])
        if len(two) == 2 and two in tables.relations:  # "later than 2018"
            before, is_governed = None, True
        return _is_year(opening.classes["YEAR"], before, after, is_governed, tables)
    name = words[parsed.last - 1]
    if name.lower in tables.doubtful and moment.day is None and moment.year is None and moment.which is None:
        governor = before.lower if before is not None else ""
        return governor in tables.governing_doubtful and not (
            after is not None and after.lower in tables.no_season_after
        )
    if parsed.action == "ordinal":
        follows = after is None or not after.lower[0].isalpha() or after.lower in tables.governing | tables.past
        return before is not None and before.lower in tables.governing_doubtful and follows
    if moment.season is not None and moment.year is None and moment.which is None:
        return True
    if moment.part is not None and not moment.has_date and moment.which is None and size == 1:
        return is_governed or moment.modifier is not None or "DAYWORD" in opening.classes
    return True


def _is_year(year: int, before: Lexeme | None, after: Lexeme | None, is_governed: bool, tables: TimeTables) -> bool:
    """ "in 2011", "the 2011 sale", "(2011)"; not "2011 tanks", "$2011", "2011 m"."""
    if before is not None and before.lower in tables.no_year_before:
        return False
    if not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
        return is_governed and (after is None or not after.lower[0].isalpha() or after.lower in tables.governing)
    if after is None or not after.lower[0].isalpha():
        return not (after is not None and after.lower in tables.no_year_after)
    if is_governed or after.lower in tables.governing:
        return after.lower not in tables.no_year_after
    return after.is_capital or not after.lower.endswith(tables.plural_ending)


def _is_length(
    words: Sequence[Lexeme],
    parsed: Parsed,
    length: Length,
    before: Lexeme | None,
    after: Lexeme | None,
    tables: TimeTables,
) -> bool:
    """ "for a month", "three months", "weeks"; not "6,000 a month"."""
    opening = words[parsed.first]
    unit = length.parts[0][1]
    if unit == "second" and "ONE" in opening.classes:
        return False
    if unit == "quarter":
        return (
            before is not None
            and before.lower in tables.governing_doubtful
            and after is not None
            and after.lower not in tables.no_season_after
        )
    if "ONE" in opening.classes and parsed.last - parsed.first == 2:
        is_governed = before is not None and (before.lower in tables.governing or "BOUND" in before.classes)
        return is_governed or (after is not None and not _BESIDE.isdisjoint(after.classes))  # "a day after"
    if parsed.last - parsed.first == 1:
        return before is not None and before.lower in tables.governing and unit not in {"second", "minute"}
    return True


def _is_cut(words: Sequence[Lexeme], parsed: Parsed) -> bool:
    """Whether a time is a piece of a longer row of letters or digits: of an address, a code, a telephone number."""
    first, last = parsed.first, parsed.last
    if first and _runs_on(words[first - 1], words[first]):
        return True
    if last >= len(words):
        return False
    if _runs_on(words[last - 1], words[last]):
        return True
    is_row = words[last].lower == "-" and words[last].is_glued(words[last - 1]) and "YEAR" in words[last - 1].classes
    return (
        is_row and last + 1 < len(words) and words[last + 1].is_glued(words[last]) and words[last + 1].lower.isdigit()
    )


def _runs_on(one: Lexeme, two: Lexeme) -> bool:
    return two.is_glued(one) and one.lower[-1].isalnum() and two.lower[0].isalnum()


def _is_glued(words: Sequence[Lexeme], first: int, tables: TimeTables) -> bool:
    """Whether a time is tied to a name or an amount before it: "MiG-15", "$2011"."""
    if first == 0 or words[first - 1].end != words[first].start:
        return False
    before = words[first - 1]
    if before.lower in tables.glue:
        return True
    is_tied = first > 1 and before.lower == "-" and words[first - 2].end == before.start
    is_name = "YEAR" not in words[first].classes or words[first - 2].lower.isdigit()
    return is_tied and words[first].lower[0].isdigit() and is_name
