"""One sentence as the attribution grammar sees it: tokens, what each may be, and the quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stemmata.annotate.attribution_table import AttributionTable, frames_of
from stemmata.annotate.token import Token, tokenize, verb_lemmas, word_classes
from stemmata.model import Span

_NOMINAL = frozenset({"NOUN", "ADJ", "NUM", "PROPN"})
_ABBREVIATED = 6  # letters of a word that a full stop may belong to, inside a sentence
_LONGEST_BRACKET = 12  # tokens between brackets that belong to a name: "(D-Mo.)"
_HEADLINE_SHARE = 0.6  # of the words that are written with a capital
_HEADLINE_WORDS = 4

BREAKS = frozenset({";", ":", "—", "–", "--", "?", "!"})

Range = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """A sentence's tokens; `quotation[i]` is the quotation that token i stands in, marks included.

    `preceding` is the quotation that ends right before the sentence, in the same line.
    """

    text: str
    span: Span
    table: AttributionTable
    tokens: tuple[Token, ...]
    quotation: tuple[Span | None, ...]
    preceding: Span | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def lower(self, index: int) -> str:
        """The token's lower-case form; empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def start(self, index: int) -> int:
        """Where the token starts in the text."""
        return self.tokens[index].span.start

    def end(self, index: int) -> int:
        """Where the token ends in the text."""
        return self.tokens[index].span.end

    def extent(self, first: int, last: int) -> Span:
        """The span of tokens [first, last)."""
        return Span(self.start(first), self.end(last - 1))

    def touching(self, span: Span) -> range:
        """The tokens that share a character with a span."""
        first = bisect_right(self.tokens, span.start, key=lambda token: token.span.end)
        return range(first, bisect_left(self.tokens, span.end, first, key=lambda token: token.span.start))

    def classes(self, index: int) -> frozenset[str]:
        """What the dictionary says that the word may be."""
        return word_classes(self.tokens[index].lower, self.table.language)

    def verbs(self, index: int) -> tuple[str, ...]:
        """The verbs that the word may be a form of."""
        return verb_lemmas(self.tokens[index].lower, self.table.language)

    def takes(self, index: int, *frames: str) -> bool:
        """Whether the word may be a form of a verb that takes one of these frames."""
        return not frames_of(self.tokens[index].lower, self.table.language).isdisjoint(frames)

    def taking(self, *frames: str) -> list[int]:
        """The words, but the first, that may be forms of verbs which take one of these frames."""
        return [index for index, taken in self._framed if not taken.isdisjoint(frames)]

    @cached_property
    def _framed(self) -> list[tuple[int, frozenset[str]]]:
        """The words, but the first, that may be forms of a verb with frames, and these."""
        read = [frames_of(token.lower, self.table.language) for token in self.tokens]
        return [(index, frames) for index, frames in enumerate(read) if frames and index]

    def is_capitalised(self, index: int) -> bool:
        """Written with a capital, and not only for opening the sentence."""
        token = self.tokens[index]
        return token.is_word and token.text[0].isupper()

    @cached_property
    def is_headline(self) -> bool:
        """Whether capitals say nothing about names: most words have one."""
        words = [t for t in self.tokens if t.is_word and t.text[0].isalpha()]
        capitals = sum(t.text[0].isupper() for t in words)
        return len(words) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(words)

    def is_temporal(self, index: int) -> bool:
        """A day, a month, a year or a word such as "week"."""
        token = self.tokens[index]
        if token.text.isupper() and len(token.text) > 1:
            return False
        is_year = len(token.text) == 4 and token.text.isdigit() and token.text[:2] in {"18", "19", "20"}
        is_named = token.text[0].isupper() or token.lower not in self.table.nouns["temporal_names"]
        return is_year or (token.lower in self.table.nouns["temporal"] and is_named)

    def is_determiner(self, index: int) -> bool:
        """An article, a quantifier or a possessive pronoun."""
        lower, grammar = self.lower(index), self.table.grammar
        return lower in grammar.determiners or lower in grammar.possessives

    def is_adverb(self, index: int) -> bool:
        """An adverb and nothing else, or one of the listed ones."""
        lower = self.tokens[index].lower
        if lower in self.table.grammar.adverbs:
            return True
        return lower.endswith(self.table.endings["adverb"]) and self.classes(index) == {"ADV"}

    def is_nominal(self, index: int) -> bool:
        """May stand in a noun phrase behind its determiner: noun, adjective, number, name or unknown word."""
        if not 0 <= index < len(self.tokens):
            return False
        if not self.tokens[index].is_word:
            return self.tokens[index].text == "%"
        token, grammar = self.tokens[index], self.table.grammar
        is_name = token.text[0].isupper() and index > 0 and not self.is_headline and not self.opens_quotation(index - 1)
        if token.lower in grammar.determiners or token.lower in grammar.possessives or token.lower in grammar.personal:
            return False
        if token.lower in self.table.closed or token.lower in grammar.modals:
            return is_name and len(token.text) > 1
        if is_name:
            return True
        classes = self.classes(index)
        return not classes or bool(classes & _NOMINAL)

    def is_modifier(self, index: int) -> bool:
        """A participle that may stand before a noun ("the leaked report"), or an adverb before one."""
        if not 0 <= index < len(self.tokens) or not self.tokens[index].is_word:
            return False
        lower = self.tokens[index].lower
        if lower in self.table.closed or lower in self.table.grammar.modals:
            return False
        endings = self.table.endings
        return lower.endswith((*endings["past"], *endings["gerund"], *endings["adverb"]))

    def is_past_form(self, index: int) -> bool:
        """A verb's past tense or past participle."""
        lower = self.tokens[index].lower
        endings = self.table.endings
        return any(lemma != lower for lemma in self.verbs(index)) and not lower.endswith(
            (*endings["present"], *endings["gerund"])
        )

    def is_gerund(self, index: int) -> bool:
        """A verb's -ing form that is no dictionary noun."""
        if not 0 <= index < len(self.tokens):
            return False
        return self.has_gerund_ending(index) and "VERB" in self.classes(index) and "NOUN" not in self.classes(index)

    def has_gerund_ending(self, index: int) -> bool:
        """Whether the word ends as a verb's gerund does."""
        return self.lower(index).endswith(self.table.endings["gerund"])

    def is_plural(self, index: int) -> bool:
        """A noun that differs from its singular."""
        token = self.tokens[index]
        return token.lower.endswith(self.table.endings["plural"]) and len(token.lemmas) > 1

    def has_link(self, first: int, last: int) -> bool:
        """Whether tokens [first, last) hold two phrases joined by "and"."""
        return any(self.lower(i) in self.table.grammar.joiners for i in range(first, last))

    def is_finite(self, index: int) -> bool:
        """Surely a finite verb: an auxiliary, a modal, or a form that can be nothing else."""
        if not 0 <= index < len(self.tokens) or not self.tokens[index].is_word:
            return False
        lower = self.tokens[index].lower
        grammar = self.table.grammar
        if lower in grammar.modals or (lower in grammar.auxiliaries and lower not in grammar.nonfinite):
            return True
        if self.is_capitalised(index) and index > 0 and not self.is_headline:
            return False
        is_verb_only = self.classes(index) == {"VERB"} and not self.has_gerund_ending(index)
        return is_verb_only and any(lemma != lower for lemma in self.verbs(index))

    def is_abbreviation_mark(self, index: int) -> bool:
        """A full stop inside the sentence that belongs to the short word before it ("Gen.", "J.")."""
        return (
            0 < index < len(self.tokens) - 1
            and self.tokens[index].text == "."
            and self.tokens[index - 1].is_word
            and self.end(index - 1) == self.start(index)
            and len(self.tokens[index - 1].text) <= _ABBREVIATED
        )

    def opening_bracket(self, closing: int) -> int | None:
        """The "(" that the ")" at `closing` closes, if it is near."""
        floor = max(-1, closing - _LONGEST_BRACKET)
        return next((i for i in range(closing - 1, floor, -1) if self.tokens[i].text == "("), None)

    def closing_bracket(self, opening: int) -> int | None:
        """The ")" that closes the "(" at `opening`, if it is near."""
        roof = min(len(self.tokens), opening + _LONGEST_BRACKET)
        return next((i for i in range(opening + 1, roof) if self.tokens[i].text == ")"), None)

    def opens_time(self, index: int) -> bool:
        """A day or year that a preposition governs or that opens the sentence: no part of a name behind it."""
        if not self.is_temporal(index):
            return False
        before, grammar = self.lower(index - 1), self.table.grammar
        return index == 0 or (before in grammar.time_words and before not in grammar.determiners)

    def opens_clause_behind(self, index: int) -> bool:
        """A mark or word behind which a clause may begin, a comma aside."""
        lower = self.lower(index)
        grammar = self.table.grammar
        is_word = lower in grammar.conjunctions or lower in grammar.correlatives
        return is_word or lower in BREAKS or lower == "(" or self.is_quote_mark(index)

    def is_quote_mark(self, index: int) -> bool:
        """Whether the token opens or closes its quotation."""
        if not 0 <= index < len(self.tokens):
            return False
        quotation, token = self.quotation[index], self.tokens[index]
        if quotation is None or token.is_word:
            return False
        return token.span.start == quotation.start or token.span.end == quotation.end

    def opens_quotation(self, index: int) -> bool:
        """Whether a quotation starts with this token."""
        if not 0 <= index < len(self.tokens):
            return False
        quotation = self.quotation[index]
        return quotation is not None and quotation.start == self.start(index)

    def closes_quotation(self, index: int) -> bool:
        """Whether a quotation ends with this token."""
        if not 0 <= index < len(self.tokens):
            return False
        quotation = self.quotation[index]
        return quotation is not None and quotation.end == self.end(index)


def read_sentence(text: str, span: Span, quotations: Sequence[Span], table: AttributionTable) -> Reading:
    """Tokens of one sentence; `quotations` are those that overlap or touch it, in text order."""
    tokens = tokenize(text, span, table.language)
    inside: list[Span | None] = []
    number = 0
    for token in tokens:
        while number < len(quotations) and quotations[number].end <= token.span.start:
            number += 1
        holds = number < len(quotations) and quotations[number].start <= token.span.start
        inside.append(quotations[number] if holds else None)
    first = quotations[0] if quotations else None
    precedes = first is not None and first.end <= span.start and "\n" not in text[first.end : span.start]
    return Reading(text, span, table, tokens, tuple(inside), first if precedes else None)
