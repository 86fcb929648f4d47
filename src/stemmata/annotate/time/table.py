"""The tables that times are read by, one TOML file a language, and the rules in them.

A rule is a row of words (`of`), classes (`MONTH`), times (`<date>`) and optional rows (`[the]`); `a|b` is either.
All rules are compiled into one trie, so that reading a sentence never tries a rule twice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from stemmata.annotate.number import load_number_tables
from stemmata.model import Relation

_SYMBOL = re.compile(r"\[|\]|[^\s\[\]]+")
_LAST_HOUR, _LAST_DAY = 24, 31
_SHORTEST_SCALE = 3  # letters of a word such as "hundred"; "m" and "bn" count no days
_MOST_FORMS = 4096  # of one rule, its optional rows written out


@dataclass(slots=True)
class Node:
    """What may follow in the rules: words, classes and times; `actions` are the rules that end here."""

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    times: dict[str, Node] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)  # place in the file, name


@dataclass(frozen=True, slots=True)
class TimeTables:
    """A language's words for times, lower case, with the classes of each; and its rules, those that begin with a time
    apart from the others."""

    words: Mapping[str, Mapping[str, Any]]
    needs_capital: Mapping[str, frozenset[str]]
    meridiems: Mapping[str, str]
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    hour_endings: frozenset[str]
    number_joints: frozenset[str]
    day_first: bool
    relations: Mapping[tuple[str, ...], Relation]
    longest_relation: int
    last_of_relations: frozenset[str]
    not_before: frozenset[tuple[str, ...]]
    range_openers: frozenset[str]
    relations_behind: Mapping[tuple[str, ...], Relation]
    first_behind: frozenset[str]
    lasting: frozenset[str]
    ranks: frozenset[str]
    be: frozenset[str]
    reporting: frozenset[str]
    passive: frozenset[str]
    results: frozenset[str]
    compared: frozenset[str]
    changes: frozenset[str]
    since: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    past_endings: tuple[str, ...]
    past_signs: tuple[str, ...]
    governing: frozenset[str]
    doubtful: frozenset[str]
    governing_doubtful: frozenset[str]
    no_season_after: frozenset[str]
    clock_before: frozenset[str]
    articles: frozenset[str]
    no_year_before: frozenset[str]
    no_year_after: frozenset[str]
    glue: frozenset[str]
    closing: frozenset[str]
    behind_bare: frozenset[str]
    classes_behind_bare: frozenset[str]
    appointment: frozenset[str]
    verbs: frozenset[str]
    verb_before: frozenset[str]
    infinitive: frozenset[str]
    not_infinitive: frozenset[str]
    plural_ending: str
    rules: Node
    continuing: Node
    known: dict[str, tuple[str, Mapping[str, Any], bool]] = field(default_factory=dict)  # words met so far, as printed


@cache
def load_time_tables(language: str) -> TimeTables:
    """The tables of `language`."""
    path = files("stemmata.annotate").joinpath("tables", language, "times.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, dict[str, Any]] = {}
    for name, values in raw["classes"].items():
        for word, value in _class_words(values):
            words.setdefault(word, {})[name] = value
    for word, number in load_number_tables(language).words.items():
        words.setdefault(word, {}).update(CARDINAL=number, NUM=number, **_hour(number))
        if number.is_integer() and 1 <= number <= _LAST_DAY:
            words[word]["SPOKENDAY"] = int(number)
    for word, number in load_number_tables(language).multipliers.items():
        if len(word) >= _SHORTEST_SCALE:
            words.setdefault(word, {})["SCALE"] = number
    rules, continuing = Node(), Node()
    for place, (action, patterns) in enumerate(raw["rules"].items()):
        for pattern in patterns:
            for form in _forms(pattern):
                _add(continuing if form[0].startswith("<") else rules, form, (place, action.partition("_")[0]))
    relations = {tuple(p.split()): Relation(k) for k, ps in raw["relations"].items() for p in ps}
    settings = raw["settings"]
    needs: dict[str, set[str]] = {}
    for name, listed in raw["capital"].items():
        for word in listed:
            needs.setdefault(word, set()).add(name)
    return TimeTables(
        words=words,
        needs_capital={word: frozenset(names) for word, names in needs.items()},
        meridiems=raw["meridiems"],
        ordinal_endings=frozenset(settings["ordinal_endings"]),
        decade_endings=frozenset(settings["decade_endings"]),
        hour_endings=frozenset(settings["hour_endings"]),
        number_joints=frozenset(settings["number_joints"]),
        day_first=settings["day_first"],
        relations=relations,
        longest_relation=max(map(len, relations)),
        last_of_relations=frozenset(phrase[-1] for phrase in relations),
        relations_behind={
            tuple(p.split()): Relation(k) for k, ps in raw.get("relations_behind", {}).items() for p in ps
        },
        first_behind=frozenset(p.split()[0] for ps in raw.get("relations_behind", {}).values() for p in ps),
        lasting=frozenset(settings.get("lasting", ())),
        passive=frozenset(settings.get("passive", ())),
        results=frozenset(settings.get("results", ())),
        reporting=frozenset(settings.get("reporting", ())),
        be=frozenset(settings.get("be", ())),
        compared=frozenset(settings.get("compared", ())),
        changes=frozenset(settings.get("changes", ())),
        ranks=frozenset(settings.get("ranks", ())),
        not_before=frozenset(tuple(phrase.split()) for phrase in settings["not_before"]),
        range_openers=frozenset(settings["range_openers"]),
        since=frozenset(settings["since"]),
        future=frozenset(settings["future"]),
        past=frozenset(settings["past"]),
        past_endings=tuple(settings["past_endings"]),
        past_signs=tuple(settings.get("past_signs", ())),
        governing=frozenset(settings["governing"]),
        doubtful=frozenset(settings["doubtful"]),
        governing_doubtful=frozenset(settings["governing_doubtful"]),
        no_season_after=frozenset(settings["no_season_after"]),
        clock_before=frozenset(settings["clock_before"]),
        articles=frozenset(settings["articles"]),
        no_year_before=frozenset(settings["no_year_before"]),
        no_year_after=frozenset(settings["no_year_after"]),
        glue=frozenset(settings["glue"]),
        closing=frozenset(settings.get("closing", ())),
        behind_bare=frozenset(settings.get("behind_bare", ())),
        classes_behind_bare=frozenset(settings.get("classes_behind_bare", ())),
        appointment=frozenset(settings.get("appointment", ())),
        verbs=frozenset(settings.get("verbs", ())),
        verb_before=frozenset(settings.get("verb_before", ())),
        infinitive=frozenset(settings.get("infinitive", ())),
        not_infinitive=frozenset(settings.get("not_infinitive", ())),
        plural_ending=settings["plural_ending"],
        rules=rules,
        continuing=continuing,
    )


def _hour(number: float) -> dict[str, int]:
    return {"HOUR": int(number)} if number.is_integer() and number <= _LAST_HOUR else {}


def _class_words(values: Mapping[str, Any] | Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Words with their value: `word = value`, `value = [words]`, or a bare list."""
    if not isinstance(values, Mapping):
        yield from ((word, word) for word in values)
        return
    for key, value in values.items():
        if isinstance(value, list):
            yield from ((word, int(key) if key.lstrip("-").isdigit() else key) for word in value)
        else:
            yield key, value


def _forms(pattern: str) -> list[tuple[str, ...]]:
    """The rows that a rule stands for, its optional rows written out."""
    symbols = _SYMBOL.findall(pattern)
    forms, rest = _read_forms(symbols, 0)
    if rest != len(symbols) or not all(forms) or len(forms) > _MOST_FORMS:
        raise ValueError(f"rule of times cannot be read: {pattern!r}")
    return forms


def _read_forms(symbols: Sequence[str], index: int) -> tuple[list[tuple[str, ...]], int]:
    forms: list[tuple[str, ...]] = [()]
    while index < len(symbols) and symbols[index] != "]":
        if symbols[index] == "[":
            inner, index = _read_forms(symbols, index + 1)
            forms = [form + row for form in forms for row in ((), *inner)]
        else:
            forms = [(*form, choice) for form in forms for choice in symbols[index].split("|")]
        index += 1
    return forms, index


def _add(root: Node, form: Sequence[str], action: tuple[int, str]) -> None:
    node = root
    for symbol in form:
        if symbol.startswith("<"):
            node = node.times.setdefault(symbol[1:-1], Node())
        elif symbol.isupper():
            node = node.classes.setdefault(symbol, Node())
        else:
            node = node.words.setdefault(symbol, Node())
    if action not in node.actions:
        node.actions.append(action)
        node.actions.sort()
