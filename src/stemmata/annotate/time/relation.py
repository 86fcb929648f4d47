"""The relation of a time to what happened, by the words before and behind it: "by", "since", "or later"."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.table import TimeTables
from stemmata.model import Relation

_SINCE_REACH = 14  # words between a "since" and the time in whose clause it stands
_CHANGE_REACH = 10  # words before "from a year earlier" in which a word of change makes it a comparison


def relation_before(words: Sequence[Lexeme], index: int, tables: TimeTables) -> Relation | None:
    """The relation that the words right before a time give."""
    if index == 0 or words[index - 1].lower not in tables.last_of_relations:
        return None
    if words[index - 1].lower in tables.compared and _tells_change(words, index - 1, tables):
        return Relation.IN
    before = tuple([word.lower for word in words[max(0, index - tables.longest_relation) : index]])
    for length in range(len(before), 0, -1):
        relation = tables.relations.get(before[-length:])
        if relation is not None:
            return relation
    return None


def relation_behind(words: Sequence[Lexeme], last: int, tables: TimeTables) -> tuple[Relation, int] | None:
    """The relation that the words right behind a time give ("2012 or later"), and where they end."""
    if last >= len(words) or words[last].lower not in tables.first_behind:
        return None
    for phrase, relation in tables.relations_behind.items():
        end = last + len(phrase)
        if tuple(word.lower for word in words[last:end]) == phrase:
            governs = phrase[-1:] in tables.relations and end < len(words) and words[end].lower[0].isalnum()
            return None if governs else (relation, end)  # "in 2016 and before [2018]"
    return None


def ends_with(words: Sequence[Lexeme], end: int, phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether the words before `end` close with one of some phrases."""
    return any(tuple(word.lower for word in words[max(0, end - len(p)) : end]) == p for p in phrases)


def in_since_clause(words: Sequence[Lexeme], index: int, tables: TimeTables) -> bool:
    """ "since they began to appear last fall": the time stands in a clause that "since" opens."""
    for word in reversed(words[max(0, index - _SINCE_REACH) : index]):
        if not word.lower[0].isalnum() and word.lower not in {"'s", "-"}:
            return False
        if word.lower in tables.since:
            return True
    return False


def _tells_change(words: Sequence[Lexeme], index: int, tables: TimeTables) -> bool:
    """ "Up 18% from a year earlier" compares with that year and does not begin in it."""
    return any(word.lower in tables.changes for word in words[max(0, index - _CHANGE_REACH) : index])
