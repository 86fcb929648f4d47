"""People who are named with their office: "Brigadier General A. B., head of C, and D. E., director of F".

Without a trained tagger, a run of capitalised words counts as a person only where the text introduces it as
one: a rank or office before it, or an office after a comma. A later issue replaces the inside.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.lexicon import Lexicon
from stemmata.annotate.token import Token
from stemmata.model import Entity, Person, Span

_LONGEST_NAME = 5
_OFFICE_REACH = 5  # words between the comma and the office's head noun: "the long-time deputy head"
_LONGEST_OFFICE = 24


@dataclass(frozen=True, slots=True)
class _Tables:
    titles: Lexicon[str]
    offices: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    no_names: frozenset[str]


@cache
def _load(language: str) -> _Tables:
    path = files("stemmata.annotate").joinpath("tables", language, "person.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    titles: Lexicon[str] = Lexicon()
    for title in raw["titles"]:
        titles.add(title.split(), title)
    return _Tables(
        titles,
        frozenset(raw["offices"]),
        frozenset(raw["particles"]),
        frozenset(raw["openers"]),
        frozenset(raw["no_names"]),
    )


def find_people(text: str, tokens: Sequence[Token], entities: Sequence[Entity], language: str) -> tuple[Person, ...]:
    """The people whom a sentence introduces with an office, in text order."""
    tables = _load(language)
    taken = [e.span for e in entities if e.type != "person"]
    titles = {m.last: m.first for m in tables.titles.find_all(tokens)}
    people = []
    for first, last in _name_runs(tokens, taken, tables, titles):
        name = Span(tokens[first].span.start, tokens[last - 1].span.end)
        before = _title_before(text, tokens, first, titles, tables)
        after = _office_after(text, tokens, last, tables, language)
        if before is None and after is None:
            continue
        if after is None and tokens[first].text in tables.no_names:
            continue
        if last - first < 2 and before is None:
            continue
        people.append(Person(" ".join(name.of(text).split()), after or before, name))
    return tuple(people)


def end_of_name(tokens: Sequence[Token], first: int, language: str) -> int:
    """Behind the last token of the proper name that begins at `first`; `first` where none does."""
    particles = _load(language).particles
    last = first
    while last < min(len(tokens), first + _LONGEST_NAME):
        is_initial = last > first and tokens[last].text == "." and len(tokens[last - 1].text) == 1
        is_particle = first < last < len(tokens) - 1 and tokens[last].lower in particles
        if is_initial or _may_name(tokens[last], ()):
            last += 1
        elif is_particle and _may_name(tokens[last + 1], ()):
            last += 2
        else:
            break
    return last


def _name_runs(
    tokens: Sequence[Token], taken: Sequence[Span], tables: _Tables, titles: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Runs [first, last) of capitalised words that no known entity and no title takes."""
    in_title = {i for last, first in titles.items() for i in range(first, last)}
    index = 0
    while index < len(tokens):
        if not _may_name(tokens[index], taken) or index in in_title:
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and last - index < _LONGEST_NAME:
            token = tokens[last]
            if _may_name(token, taken):
                last += 1
            elif (
                token.lower in tables.particles
                and last + 1 < len(tokens)
                and _may_name(tokens[last + 1], taken)
                and token.lower != "of"
            ):
                last += 2
            elif token.text == "." and len(tokens[last - 1].text) == 1:
                last += 1
            elif last - index > 1 and _is_glued(tokens, last):
                last += 2
            else:
                break
        yield index, last
        index = last


def _is_glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word hangs on a name by a hyphen at `at`: "Park Sang-min"."""
    if tokens[at].text != "-" or at + 1 >= len(tokens) or not tokens[at + 1].text.islower():
        return False
    return tokens[at - 1].span.end == tokens[at].span.start and tokens[at].span.end == tokens[at + 1].span.start


def _may_name(token: Token, taken: Sequence[Span]) -> bool:
    """A capitalised word of letters that is not all capitals and not part of a known name."""
    if not token.is_word or not token.text[:1].isupper():
        return False
    if len(token.text) > 1 and token.text.isupper():
        return False
    return not any(span.overlaps(token.span) for span in taken)


def _title_before(
    text: str, tokens: Sequence[Token], first: int, titles: dict[int, int], tables: _Tables
) -> str | None:
    """The title that ends where the name begins; adjacent titles are taken together."""
    start = first
    while start in titles and titles[start] < start:
        start = titles[start]
    if start > 0 and tokens[start - 1].text == "." and (start - 1) in titles:
        start = titles[start - 1]
    if start == first:
        return _office_before(text, tokens, first, tables)
    return " ".join(text[tokens[start].span.start : tokens[first - 1].span.end].split())


def _office_before(text: str, tokens: Sequence[Token], first: int, tables: _Tables) -> str | None:
    """ "the company's chief executive, Jane Doe": the office up to the comma before the name, from its article on."""
    if first < 2 or tokens[first - 1].text != "," or tables.offices.isdisjoint(tokens[first - 2].lemmas):
        return None
    for start in range(first - 2, max(-1, first - 2 - _LONGEST_OFFICE), -1):
        if not (tokens[start].is_word or tokens[start].text[0] in "'’"):
            return None
        if tokens[start].lower in tables.openers:
            return " ".join(text[tokens[start].span.start : tokens[first - 2].span.end].split())
    return None


def _office_after(text: str, tokens: Sequence[Token], last: int, tables: _Tables, language: str) -> str | None:
    """The apposition after a comma, up to the next comma or clause, if it names an office."""
    if last >= len(tokens) or tokens[last].text != ",":
        return None
    begin = last + 1
    end = begin
    while end < min(len(tokens), begin + _LONGEST_OFFICE):
        if tokens[end].text in {",", ";", ":", ".", "(", ")", "—", "–", "”", '"'}:
            break
        end += 1
    head = tokens[begin : min(end, begin + _OFFICE_REACH)]
    if len(head) > 1 and _takes_object(head[0], head[1], language):
        return None
    if not any(not tables.offices.isdisjoint(token.lemmas) for token in head):
        return None
    return " ".join(text[tokens[begin].span.start : tokens[end - 1].span.end].split())


def _takes_object(opening: Token, following: Token, language: str) -> bool:
    """ ", citing two ministers": an act of the one before the comma; but ", acting president of the club"."""
    table = load_attribution_table(language)
    if not opening.lower.endswith(table.endings["gerund"]):
        return False
    is_object = following.lower in table.grammar.determiners | table.grammar.possessives
    return is_object or bool(opening.lemmas & (table.verbs["citing"] | table.verbs["naming"]))


def holds_office(token: Token, language: str) -> bool:
    """Whether a noun names an office or rank: "governor", "commander"."""
    tables = _load(language)
    return not tables.offices.isdisjoint(token.lemmas) or any(True for _ in tables.titles.find_all((token,)))
