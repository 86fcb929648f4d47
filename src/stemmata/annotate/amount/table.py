"""A language's number words, bounds, units and names, out of `tables/<language>/numbers.toml`.

A word there that ends with "*" stands for itself with each of the language's endings; a phrase is cut into the same
pieces as text, so that "u.s. dollar" or "km / h" match however they are spaced.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Generic, TypeVar

from stemmata.annotate.amount.figure import cut_pieces, lower_pieces
from stemmata.model import Basis

Phrase = tuple[str, ...]
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Meaning]):
    """Phrases with what they mean, and the words that one may begin and end with."""

    meanings: Mapping[Phrase, Meaning]
    first: frozenset[str]
    last: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class AmountTable:
    """All that is particular to a language in reading amounts. Words are lower-case, with plain marks."""

    decimal: str
    words: Mapping[str, float]
    scales: Mapping[str, float]
    suffixes: Mapping[str, float]  # glued to a figure or behind it, in this very case
    money_suffixes: Mapping[str, float]
    bare: frozenset[str]  # scales that are a number by themselves
    abbreviated: frozenset[str]  # scales and units that may carry a point
    articles: frozenset[str]
    joins: frozenset[str]
    points: frozenset[str]
    minus: frozenset[str]
    of: frozenset[str]
    over: frozenset[str]
    among: Phrases[bool]
    not_one: frozenset[str]
    that: frozenset[str]  # of those: before a noun it opens a clause
    one: frozenset[str]
    fraction_one: Mapping[str, int]
    fraction_many: Mapping[str, int]
    fraction_tail: Mapping[str, int]
    fraction_alone: frozenset[str]
    fraction_joined: frozenset[str]
    order_some: Phrases[tuple[float, float]]
    order_many: Mapping[str, tuple[float, float]]
    order_inner: frozenset[str]
    order_or: Phrases[bool]
    multiples: Mapping[str, float]
    multiple_roots: Mapping[str, float]
    multiple_before: frozenset[str]
    multiple_after: frozenset[str]
    times: frozenset[str]
    fold: frozenset[str]
    before: Phrases[Basis]
    after: Phrases[Basis]
    or_equal: Phrases[bool]
    than: frozenset[str]
    stronger: Phrases[bool]
    not_bound: Mapping[str, frozenset[str]]
    places_before: frozenset[str]  # prepositions before a place, some of them bound words, too
    place_nouns: frozenset[str]
    counted_ones: frozenset[str]  # behind "one of": those are counted
    superlatives: tuple[str, ...]  # endings
    superlative_words: frozenset[str]
    odd: Mapping[str, float]
    between: frozenset[str]
    range_marks: frozenset[str]
    range_or: frozenset[str]
    combine: Phrases[bool]
    changes: frozenset[str]
    change_openers: frozenset[str]
    all_but: Phrase
    nothing: Phrases[bool]
    nothing_alone: frozenset[str]
    not_counted: frozenset[str]
    currency_signs: Mapping[str, str]  # as printed, before a figure
    currency_codes: frozenset[str]
    currencies: Phrases[str]
    subunits: Phrases[tuple[str, float]]
    mega_codes: Mapping[str, str]
    units: Phrases[str]
    units_exact: Mapping[str, str]
    speeds: Mapping[str, str]
    compound: Mapping[str, tuple[str, float]]
    compound_marks: Mapping[str, str]
    moving: frozenset[str]
    after_change: frozenset[str]
    per: frozenset[str]
    weighing: frozenset[str]
    not_per: frozenset[str]
    no_per_after: frozenset[str]
    periods: Phrases[str]
    time_units: frozenset[str]
    name_before: frozenset[str]
    name_after: frozenset[str]
    name_letters: frozenset[str]
    name_fixed: Phrases[bool]
    clock: frozenset[str]
    months: frozenset[str]
    year_before: frozenset[str]
    year_after: frozenset[str]
    decade_after: frozenset[str]
    calibres: frozenset[str]
    stops: frozenset[str]
    passed: frozenset[str]
    definite: frozenset[str]  # of those: "2 million the year before" is no length of time
    number_nouns: frozenset[str]
    plurals: frozenset[str]
    adjectives: tuple[str, ...]  # endings, where the language has no dictionary
    singulars: tuple[tuple[str, str], ...]  # endings of plurals that no dictionary knows
    number_goes_on: frozenset[str]  # what may stand behind a figure and belong to its number
    unit_openers: frozenset[str]  # what a unit behind a number may begin with
    openers: frozenset[str]  # what may stand before the words and figures of a number and belong to it
    triggers: frozenset[str]  # words without which, and without a digit, a sentence has no amount


@cache
def load_amount_table(language: str) -> AmountTable:
    """The table of `language`."""
    path = files("stemmata.annotate").joinpath("tables", language, "numbers.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Loader(raw).load()


class _Loader:
    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.decimal: str = raw["figures"]["decimal"]
        self.endings: tuple[str, ...] = tuple(raw["figures"]["endings"])

    def load(self) -> AmountTable:
        raw, words = self.raw, self._words
        grammar, fraction, order, multiple = raw["grammar"], raw["fraction"], raw["order"], raw["multiple"]
        bound, ranges, nothing, money = raw["bound"], raw["range"], raw["nothing"], raw["money"]
        unit, names, noun = raw["unit"], raw["names"], raw["noun"]
        found: dict[str, Any] = {
            "decimal": self.decimal,
            "words": self._map(raw["words"]),
            "scales": self._map(raw["scales"]),
            "suffixes": {k: float(v) for k, v in raw["suffixes"].items()},
            "money_suffixes": {k: float(v) for k, v in money["suffixes"].items()},
            **{k: words(grammar[k]) for k in ("bare", "abbreviated", "joins", "points", "minus", "of", "over")},
            **{k: words(grammar[k]) for k in ("articles", "not_one", "that", "one", "per")},
            "among": self._flags(grammar["among"]),
            **{f"fraction_{k}": self._map(fraction[k], int) for k in ("one", "many", "tail")},
            **{f"fraction_{k}": words(fraction[k]) for k in ("alone", "joined")},
            "order_some": self._phrases((k, _pair(v)) for k, v in order["some"].items()),
            "order_many": {w: _pair(v) for k, v in order["many"].items() for w in self._expand(k)},
            "order_inner": words(order["inner"]),
            "order_or": self._flags(order["or"]),
            "multiples": self._map(multiple["words"]),
            "multiple_roots": self._map(multiple["roots"]),
            **{f"multiple_{k}": words(multiple[k]) for k in ("before", "after")},
            **{k: words(multiple[k]) for k in ("times", "fold")},
            **{k: self._phrases((p, Basis(b)) for b, ps in bound[k].items() for p in ps) for k in ("before", "after")},
            "or_equal": self._flags(bound["or_equal"]),
            "stronger": self._flags(bound["stronger"]),
            "than": words(bound["than"]),
            "not_bound": {k: words(v) for k, v in bound["not_after"].items()},
            "odd": self._map(bound["odd"]),
            **{k: words(bound[k]) for k in ("places_before", "place_nouns", "counted_ones")},
            "superlatives": tuple(bound["superlatives"]),
            "superlative_words": words(bound["superlative_words"]),
            **{k: words(ranges[k]) for k in ("between", "changes", "change_openers")},
            **{f"range_{k}": words(ranges[k]) for k in ("marks", "or")},
            "combine": self._flags(ranges["combine"]),
            "all_but": tuple(ranges["all_but"].split()),
            "nothing": self._flags(nothing["words"]),
            "nothing_alone": words(nothing["alone"]),
            "not_counted": words(nothing["not_counted"]),
            "currency_signs": {sign: code for code, signs in money["signs"].items() for sign in signs},
            "currency_codes": frozenset(money["codes"]),
            "currencies": self._phrases((n, code) for code, ns in money["names"].items() for n in ns),
            "subunits": self._phrases((n, (k, v["parts"])) for k, v in money["subunits"].items() for n in v["names"]),
            "mega_codes": {f"M{code}": code for code in money["codes"]},
            "units": self._phrases((n, k) for k, ns in unit["names"].items() for n in ns),
            "units_exact": {n: k for k, ns in unit["exact"].items() for n in ns},
            "speeds": {w: k for k, ws in unit["speeds"].items() for v in ws for w in self._expand(v)},
            "compound_marks": {v[2]: str(v[0]) for v in unit["compound"].values() if len(v) > 2},
            "moving": frozenset(unit["moving"]),
            "after_change": words(money["after_change"]),
            "compound": {k: (str(v[0]), float(v[1])) for k, v in unit["compound"].items()},
            "periods": self._phrases((p, k) for k, ps in unit["periods"].items() for p in ps),
            "time_units": words(unit["times"]),
            **{k: words(unit[k]) for k in ("weighing", "not_per", "no_per_after")},
            **{f"name_{k}": words(names[k]) for k in ("before", "after")},
            "name_letters": frozenset(names["letters"]),
            "name_fixed": self._flags(names["fixed"]),
            **{
                k: words(names[k]) for k in ("clock", "months", "calibres", "year_before", "year_after", "decade_after")
            },
            **{k: words(noun[k]) for k in ("stops", "passed", "definite", "number_nouns", "plurals")},
            "adjectives": tuple(noun["adjectives"]),
            "singulars": tuple((str(v[0]), str(v[1])) for v in noun["singulars"]),
        }
        return AmountTable(
            **found,
            number_goes_on=_number_goes_on(found),
            unit_openers=_unit_openers(found),
            openers=self._openers(found),
            triggers=_triggers(found),
        )

    def _expand(self, phrase: str) -> Iterator[str]:
        """The phrase with every starred word in all its endings, its pieces parted by spaces."""
        pieces = phrase.split()
        choices = [[p[:-1] + e for e in self.endings] if p[:-1] and p.endswith("*") else [p] for p in pieces]
        for choice in product(*choices):
            joined = " ".join(choice)
            yield " ".join(lower_pieces(cut_pieces(joined)))

    def _words(self, entries: Iterable[str]) -> frozenset[str]:
        return frozenset(w for entry in entries for w in self._expand(entry))

    def _map(self, entries: Mapping[str, Any], kind: type = float) -> dict[str, Any]:
        return {w: kind(v) for entry, v in entries.items() for w in self._expand(entry)}

    def _flags(self, entries: Iterable[str]) -> Phrases[bool]:
        return self._phrases((entry, True) for entry in entries)

    def _phrases(self, entries: Iterable[tuple[str, Meaning]]) -> Phrases[Meaning]:
        meanings = {tuple(w.split()): meaning for entry, meaning in entries for w in self._expand(entry)}
        return Phrases(
            meanings,
            frozenset(p[0] for p in meanings),
            frozenset(p[-1] for p in meanings),
            max((len(p) for p in meanings), default=0),
        )

    def _openers(self, found: Mapping[str, Any]) -> frozenset[str]:
        signs = " ".join(found["currency_signs"])
        words = set(cut_pieces(signs))
        orders = {word for phrase in found["order_some"].meanings for word in phrase}
        codes = found["currency_codes"] | found["mega_codes"].keys()
        return frozenset(words | orders | codes | found["articles"] | found["minus"] | {"-", "+"})


def _pair(value: Any) -> tuple[float, float]:
    return float(value[0]), float(value[1])


def _number_goes_on(found: Mapping[str, Any]) -> frozenset[str]:
    suffixes = {suffix.lower() for name in ("suffixes", "money_suffixes") for suffix in found[name]}
    names = ("scales", "joins", "points", "over", "fraction_one", "fraction_many", "fraction_tail")
    return frozenset().union(*(found[name] for name in names), found["among"].first, suffixes, {"-", "/", "."})


def _unit_openers(found: Mapping[str, Any]) -> frozenset[str]:
    exact = {word.lower() for name in ("units_exact", "currency_codes", "mega_codes") for word in found[name]}
    phrases = (found[name].first for name in ("units", "currencies", "subunits"))
    return frozenset().union(*phrases, exact, found["of"], found["articles"], set("-([{<\"'"))


def _triggers(found: Mapping[str, Any]) -> frozenset[str]:
    """What a number may hold in words: one of these or a digit is in every amount."""
    singles = ("words", "scales", "fraction_one", "fraction_many", "order_many", "multiples", "multiple_roots")
    phrases = ("order_some", "nothing")
    return frozenset().union(
        *(found[name] for name in singles),
        *(found[name].last for name in phrases),
        found["nothing_alone"],
        found["points"],
    )
