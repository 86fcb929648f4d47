"""Reading the times of one sentence by the rules of its language.

Longest match over a trie of rules; times inside times are read once and remembered, so the work grows with the
sentence's length. A rule that begins with a time continues one that was read already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemmata.annotate.time.build import build, kinds_of
from stemmata.annotate.time.lexeme import Lexeme
from stemmata.annotate.time.meaning import Length, Meaning
from stemmata.annotate.time.table import Node, TimeTables

_DEEPEST = 6  # times inside times
_MOST_CONTINUATIONS = 6
_ENDS = {
    "stretch": (),
    "days": ("DAY", "ORDDAY", "PRINTEDORD"),
    "pair": ("DAY", "ORDDAY"),
    "hours": ("HOUR", "CLOCK", "POINTEDCLOCK", "SPOKENCLOCK", "BAREHOUR", "ZEROCLOCK"),
    "years": ("YEAR", "YY"),
    "months": ("MONTH",),
}
_CLOSING = frozenset({".", ","})  # marks that close a phrase or an abbreviation, and are no part of a time
_LONGEST = 24  # words of one time


@dataclass(frozen=True, slots=True)
class Capture:
    """What a class or a time of a rule matched, at word `index`."""

    name: str
    value: Any
    index: int
    last: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A time at words [first, last) of a sentence; `action` made it."""

    first: int
    last: int
    meaning: Meaning
    action: str
    kinds: tuple[str, ...]  # the names by which rules may ask for it
    ends: tuple[tuple[int, int], ...] = ()  # the words of both ends, where words stand between them


class SentenceReader:
    """One sentence's words, and what was read in them so far."""

    def __init__(self, lexemes: Sequence[Lexeme], tables: TimeTables) -> None:
        self.lexemes = lexemes
        self.tables = tables
        self._words, self._classes = tables.rules.words, tables.rules.classes.keys()
        self._read: dict[int, list[Parsed]] = {}

    def read_all(self) -> Iterator[Parsed]:
        """The times, the longest at each place, left to right and without overlap."""
        index, count, words, classes = 0, len(self.lexemes), self._words, self._classes
        while index < count:
            lexeme = self.lexemes[index]
            own = lexeme.classes
            if lexeme.lower not in words and (not own or classes.isdisjoint(own)):
                index += 1
                continue
            found = self.read_at(index, 0)
            if not found:
                index += 1
                continue
            best = max(found, key=lambda parsed: parsed.last)
            if best.action.startswith("soon") or lexeme.lower in self.tables.range_openers:
                # "in [two days from today]", "between [3 and 5 on Monday]"
                best = max((best, *self.read_at(index + 1, 0)), key=lambda parsed: parsed.last)
            if best.action == "from" and index and self.lexemes[index - 1].lower in self.tables.lasting:
                best = max((p for p in found if isinstance(p.meaning, Length)), key=lambda parsed: parsed.last)
            yield best
            index = best.last

    def _opens(self, lexeme: Lexeme) -> bool:
        """Whether any rule begins with a word."""
        own = lexeme.classes
        return lexeme.lower in self._words or (bool(own) and not self._classes.isdisjoint(own))

    def read_at(self, index: int, depth: int) -> list[Parsed]:
        """The times that begin at a word: the longest of each kind."""
        known = self._read.get(index)
        if known is not None:
            return known
        if depth > _DEEPEST or index >= len(self.lexemes) or not self._opens(self.lexemes[index]):
            return []
        best: dict[str, Parsed] = {}
        self._walk(self.tables.rules, index, index, (), depth, best)
        if not best:
            self._read[index] = []
            return []
        for _ in range(_MOST_CONTINUATIONS):
            before = dict(best)
            for parsed in sorted(_different(before), key=lambda p: (p.last, p.action)):
                self._continue(parsed, depth, best)
            if best == before:
                break
        found = sorted(_different(best), key=lambda p: (-p.last, p.action))
        self._read[index] = found
        return found

    def _continue(self, parsed: Parsed, depth: int, best: dict[str, Parsed]) -> None:
        for kind in parsed.kinds:
            node = self.tables.continuing.times.get(kind)
            if node is not None:
                capture = Capture(kind, parsed.meaning, parsed.first, parsed.last)
                self._walk(node, parsed.first, parsed.last, (capture,), depth, best)

    def _walk(
        self, node: Node, first: int, index: int, captures: tuple[Capture, ...], depth: int, best: dict[str, Parsed]
    ) -> None:
        if node.actions:
            self._accept(node, first, index, captures, best)
        if index >= len(self.lexemes) or index - first >= _LONGEST:
            return
        lexeme = self.lexemes[index]
        following = node.words.get(lexeme.lower)
        if following is not None:
            self._walk(following, first, index + 1, captures, depth, best)
        if lexeme.classes and node.classes:
            for name, value in lexeme.classes.items():
                following = node.classes.get(name)
                if following is not None:
                    self._walk(
                        following, first, index + 1, (*captures, Capture(name, value, index, index + 1)), depth, best
                    )
        for kind, following in node.times.items():
            for parsed in self.read_at(index, depth + 1):
                if kind in parsed.kinds:
                    capture = Capture(kind, parsed.meaning, index, parsed.last)
                    self._walk(following, first, parsed.last, (*captures, capture), depth, best)

    def _accept(
        self, node: Node, first: int, last: int, captures: tuple[Capture, ...], best: dict[str, Parsed]
    ) -> None:
        while last > first + 1 and self.lexemes[last - 1].lower in _CLOSING:
            last -= 1
        for _, action in node.actions:
            meaning = build(action, captures, self.lexemes[first:last])
            if meaning is None:
                continue
            kinds = kinds_of(meaning)
            parsed = Parsed(first, last, meaning, action, kinds, self._ends(action, first, last, captures))
            for kind in (*kinds, "any"):
                known = best.get(kind)
                if known is None or last > known.last:
                    best[kind] = parsed
            return

    def _ends(self, action: str, first: int, last: int, captures: tuple[Capture, ...]) -> tuple[tuple[int, int], ...]:
        """The words of both ends of "from … to …", or of what a preposition that is read, too, governs ("in two
        weeks"); empty for any other time."""
        if action.startswith("soon"):
            return ((captures[0].index, last),)
        names = _ENDS.get(action)
        if names is None:
            return ()
        one, two = [c for c in captures if c.name in names][:2] if action != "stretch" else captures[:2]
        mark = next(i for i in range(two.index - 1, 0, -1) if self.lexemes[i].lower not in self.tables.articles)
        opens_range = self.lexemes[first].lower in self.tables.range_openers
        begin = one.index if action == "stretch" else first + opens_range
        return (begin, mark if action != "stretch" else one.last), (two.index, last)


def _different(best: Mapping[str, Parsed]) -> Iterable[Parsed]:
    """Each time once: one stands under each of its kinds. Hashing them whole would take longer than reading them."""
    return {id(parsed): parsed for parsed in best.values()}.values()
