"""The thing counted: the noun that a number governs, across "of the", adjectives, hyphens and brackets."""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.amount.figure import Piece
from stemmata.annotate.amount.line import Line
from stemmata.annotate.token import noun_lemmas, word_classes
from stemmata.model import Span

_LONGEST = 8  # pieces of a noun phrase
_MOST_PASSED = 4
_ADVERB = frozenset({"ADV"})
_VERB = frozenset({"VERB"})
_NAMING = frozenset({"NOUN", "PROPN"})
_POSSESSIVE = "'s"
_LONGEST_BRACKET = 6


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun at pieces [first, last): its head in the singular with the nouns before it, and whether it stands
    in the plural."""

    name: str
    first: int
    last: int
    is_plural: bool

    def span(self, line: Line) -> Span:
        """Where it stands in the text."""
        return Span(line.at(self.first).start, line.at(self.last - 1).end)


def read_noun(line: Line, start: int) -> Noun | None:
    """The noun phrase behind a number that ends before piece `start`."""
    index = _skip_bracket(line, start)
    begin = index
    while line.word(index) in line.table.passed and index < begin + _MOST_PASSED:
        index += 1
    if begin < index and line.at(index).is_figure:
        index += 1  # "34 of the 40 drones"
    if index == start and line.word(index) in line.table.words and not line.is_hyphen(index + 1):
        return None  # "four in 10 | two years ago"
    return _read_phrase(line, _skip_calibre(line, index))


def _skip_calibre(line: Line, index: int) -> int:
    """Past the calibre before a noun: "40,000 155mm shells", "155-mm shells"."""
    if not line.at(index).is_figure:
        return index
    unit = line.match(index + 1 + line.is_hyphen(index + 1), line.table.units)
    return unit[1] if unit is not None and unit[0] in line.table.calibres else index


def _skip_bracket(line: Line, start: int) -> int:
    """Past a bracket right behind a number: "34 (of 40) drones"."""
    if line.word(start) != "(":
        return start
    for index in range(start + 1, min(start + _LONGEST_BRACKET, line.length)):
        if line.word(index) == ")":
            return index + 1
    return start


def _read_phrase(line: Line, first: int) -> Noun | None:
    head: int | None = None
    is_plural = False
    index = first
    while index < first + _LONGEST:
        piece = line.at(index)
        if piece.text == "-" and line.is_hyphen(index) and index > first:
            index += 1
            continue
        if line.word(index) == "(" and index > first and _is_abbreviation(line, index):
            index += 3
            continue
        if not piece.is_word:
            if not (_is_name_part(line, index) or _is_model(line, index, first)):
                break
            index += 1
            continue
        if line.is_glued(index) and line.at(index - 1).is_figure:  # "Kh-101s"
            index += 1
            continue
        is_compound = line.is_hyphen(index - 1) and index > first
        is_tied = is_compound or line.is_hyphen(index + 1)  # "long-range missiles"
        is_stop = piece.lower in line.table.stops and piece.text.islower() and not is_tied
        if is_stop or _ends(line, piece, head, is_compound, index):
            break
        is_qualifier = line.is_hyphen(index + 1) or piece.lower.endswith(_POSSESSIVE)
        if not is_qualifier and _may_be_head(line, piece, is_compound):
            plural = _is_plural(line, piece)
            if head is not None and is_plural and not plural:
                break
            head, is_plural = index, plural
            if line.table.adjectives and not piece.lower.endswith(line.table.adjectives):
                break
        index += 1
    if head is None:
        return _read_numbered(line, first)
    if line.at(head + 1).is_figure and line.is_glued(head + 1):
        return _with_number(line, first, head)
    modifiers: list[str] = []
    position = head - 1
    while position >= first and _is_modifier(line, position):
        modifiers.insert(0, line.word(position))
        position -= 1
    name = " ".join([*modifiers, singular(line, line.at(head))])
    return Noun(name.lower(), first, head + 1, is_plural)


def _read_numbered(line: Line, first: int) -> Noun | None:
    """A name with a number and no noun behind it: "9 Kh-101s", "12 F-16s"."""
    if not (line.at(first).is_word and line.is_hyphen(first + 1) and line.at(first + 2).is_figure):
        return None
    last = first + 3
    is_plural = line.is_glued(last) and line.at(last).is_word
    name = line.text[line.at(first).start : line.at(last - 1).end]
    return Noun(name.lower(), first, last + is_plural, is_plural)


def _with_number(line: Line, first: int, head: int) -> Noun:
    """A name with a number tied to it: "six TB2s"."""
    last = head + 2
    is_plural = line.is_glued(last) and line.at(last).is_word
    return Noun(line.word(head) + line.word(head + 1), first, last + is_plural, is_plural)


def _is_model(line: Line, index: int, first: int) -> bool:
    """A figure behind a name that goes on to the noun: "100 Leopard 2A8 tanks", "12 Type 45 destroyers"."""
    name, behind = line.at(index - 1), line.at(index + 1)
    if not line.at(index).is_figure or index == first or not (name.is_word and name.text[:1].isupper()):
        return False
    is_tied = line.is_glued(index) or line.is_glued(index + 1)
    return is_tied or (behind.is_word and behind.lower not in line.table.stops)


def _is_name_part(line: Line, index: int) -> bool:
    """A figure inside a name, "two Su-35 jets", or an opening quotation mark."""
    piece = line.at(index)
    return (piece.is_figure and line.is_glued(index) and line.word(index - 1) == "-") or (
        piece.text in {'"', "“", "«", "‘"} and line.at(index + 1).is_word and not line.is_glued(index)
    )


def _is_abbreviation(line: Line, index: int) -> bool:
    """ "50,000 first-person-view (FPV) drones": capitals in brackets, and the noun behind."""
    inside, behind = line.at(index + 1), line.at(index + 3)
    is_short = inside.is_word and inside.text.isupper() and len(inside.text) > 1 and line.word(index + 2) == ")"
    return is_short and behind.is_word and behind.text[:1].islower() and behind.lower not in line.table.stops


def _ends(line: Line, piece: Piece, head: int | None, is_compound: bool, index: int) -> bool:
    """Whether a word that is no stop ends the phrase all the same: a verb, an adverb, what stands behind the head."""
    classes = word_classes(piece.lower, line.language)
    if not classes:
        return False
    if head is not None and not classes & _NAMING:
        return not is_compound
    qualifies = is_compound or (line.at(index + 1).is_word and line.word(index + 1) not in line.table.stops)
    return classes in (_VERB, _ADVERB) and not qualifies


def _may_be_head(line: Line, piece: Piece, is_compound: bool) -> bool:
    classes = word_classes(piece.lower, line.language)
    return not classes or "NOUN" in classes or (piece.text[:1].isupper() and not is_compound)


def _is_plural(line: Line, piece: Piece) -> bool:
    return piece.lower in line.table.plurals or singular(line, piece) != piece.lower


def singular(line: Line, piece: Piece) -> str:
    """A noun in the singular; as it is printed where the language has no dictionary."""
    lemmas = noun_lemmas(piece.lower, line.language)
    if piece.text.isupper():  # "MLRS"
        return piece.lower
    if lemmas:
        return min(lemmas, key=lambda lemma: (len(lemma), lemma))
    if not word_classes(piece.lower, line.language):
        for plural, one in line.table.singulars:
            if piece.lower.endswith(plural) and len(piece.lower) > len(plural) + 1:
                return piece.lower.removesuffix(plural) + one
    return piece.lower


def _is_modifier(line: Line, index: int) -> bool:
    """Whether a word before the head is a noun that belongs to its name: "cruise" of "cruise missiles"."""
    piece = line.at(index)
    classes = word_classes(piece.lower, line.language)
    is_hyphened = line.is_hyphen(index + 1) or line.is_hyphen(index - 1)
    return piece.is_word and piece.text.islower() and "NOUN" in classes and "ADJ" not in classes and not is_hyphened
