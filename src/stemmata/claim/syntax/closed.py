"""The words that need no guess: marks, names, numbers and times, and the closed classes of the language."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.token import Token, word_classes
from stemmata.claim.syntax.table import SyntaxTable
from stemmata.claim.syntax.word_class import AUXILIARIES, Marks, Word

_HEADLINE_SHARE = 0.6  # of the words that are written with a capital
_HEADLINE_WORDS = 4
_LONGEST_BRACKET = 6  # tokens
_CLOSED = (
    ("be", Word.BE),
    ("have", Word.HAVE),
    ("do", Word.DO),
    ("modal", Word.MODAL),
    ("to", Word.TO),
    ("negation", Word.NEGATION),
    ("relative", Word.RELATIVE),
    ("coordinator", Word.COORDINATOR),
    ("subordinator", Word.SUBORDINATOR),
    ("pronoun", Word.PRONOUN),
    ("determiner", Word.DETERMINER),
    ("preposition", Word.PREPOSITION),
    ("adverb", Word.ADVERB),
)
_MARKS = (
    ("comma", Word.COMMA),
    ("colon", Word.COLON),
    ("dash", Word.DASH),
    ("open", Word.OPEN),
    ("close", Word.CLOSE),
    ("quote", Word.QUOTE),
    ("possessive", Word.POSSESSIVE),
    ("stop", Word.STOP),
)


class ClosedWords:
    """The tokens of a sentence, with the classes that are known so far."""

    def __init__(self, tokens: Sequence[Token], marks: Marks, table: SyntaxTable) -> None:
        self.tokens = tokens
        self.table = table
        self.language = table.language
        self.words: list[Word | None] = [None] * len(tokens)
        self.named = [False] * len(tokens)
        self.is_headline = _is_headline(tokens)
        self.openings = frozenset(marks.openings)
        self.mark(marks)
        self._skip_brackets()

    def _skip_brackets(self) -> None:
        """ "50,000 first-person-view (FPV) drones": an abbreviation or a sum in brackets inside a phrase."""
        for index in range(1, len(self.tokens) - 2):
            if self.lower(index) not in self.table.words["open"]:
                continue
            last = index + 1
            while last < min(len(self.tokens) - 2, index + _LONGEST_BRACKET) and self._is_short(last):
                last += 1
            goes_on = self.lower(last) in self.table.words["close"] and last > index + 1
            if goes_on and self.tokens[last + 1].text[:1].islower() and self.is_nominal_ahead(last + 1):
                for inside in range(index, last + 1):
                    self.words[inside] = Word.ADJECTIVE

    def _is_short(self, index: int) -> bool:
        token = self.tokens[index]
        is_abbreviation = token.text.isupper() and len(token.text) > 1
        return is_abbreviation or self.words[index] is Word.NUMBER

    def mark(self, marks: Marks) -> None:
        """Enter what the annotations say; who says it goes before all else, a name behind the rest."""
        for ranges, word in (
            (marks.numbers, Word.NUMBER),
            (marks.times, Word.TIME),
            (marks.adjectives, Word.ADJECTIVE),
            (marks.names, Word.NOUN),
            (marks.asides, Word.ASIDE),
        ):
            for first, last in ranges:
                for index in range(first, last):
                    if word is Word.NOUN and self.words[index] is not None and self.words[index] is not Word.ADJECTIVE:
                        continue
                    self.words[index] = word
                    self.named[index] = word is Word.NOUN

    def lower(self, index: int) -> str:
        """The lower-case token; empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def word_at(self, index: int) -> Word | None:
        """The class of a token; a stop outside the sentence, None where it is not read yet."""
        return self.words[index] if 0 <= index < len(self.words) else Word.STOP

    def is_name(self, index: int) -> bool:
        """Written with a capital, and not only for opening the sentence."""
        token = self.tokens[index]
        return (
            token.text[:1].isupper()
            and index > 0
            and not self.is_headline
            and self.word_at(index - 1) is not Word.QUOTE
        )

    def closed_class(self, index: int, token: Token) -> Word | None:
        """The class of a mark or of a word of a closed class; None for all others."""
        lower = token.lower
        if not token.is_word and token.text[0] not in "'’":
            if self._joins(index):
                return Word.ADJECTIVE  # the hyphen of "Iranian-made"
            for kind, word in _MARKS:
                if lower in self.table.words[kind]:
                    return word
            return Word.NOUN if token.text in "%$€£№#" else Word.STOP
        if lower in self.table.words["possessive"]:
            return self._possessive(index)
        if lower in self.table.words["that"]:
            return None  # by what stands before it
        if self.is_name(index) and len(token.text) > 1 and lower not in self.table.words["pronoun"]:
            return Word.NOUN
        if self._is_as_well(index):
            return Word.COORDINATOR
        is_inside = self.word_at(index - 1) in AUXILIARIES and lower in self.table.words["floating"]
        if is_inside or self._is_so_far(index) or self._is_more_than_verb(index):
            return Word.ADVERB
        if self._is_rate(index):
            return Word.TIME
        if lower in self.table.words["period"] and self.word_at(index - 1) is Word.TIME:
            return Word.TIME
        for kind, word in _CLOSED:
            if lower in self.table.words[kind]:
                return word
        if not token.text[0].isdigit():
            return None
        if not any(letter.isalpha() for letter in token.text):
            return Word.NUMBER
        return Word.ADJECTIVE if self.is_nominal_ahead(index + 1) else Word.NOUN  # "155mm shells"

    def _joins(self, index: int) -> bool:
        """A hyphen with no space on either side."""
        if self.tokens[index].text not in {"-", "‑", "/"} or not 0 < index < len(self.tokens) - 1:
            return False
        span = self.tokens[index].span
        return self.tokens[index - 1].span.end == span.start and self.tokens[index + 1].span.start == span.end

    def _possessive(self, index: int) -> Word:
        """ "Iran's drones", but "it's made"."""
        is_verb = self.word_at(index - 1) is Word.PRONOUN
        return Word.BE if is_verb else Word.POSSESSIVE

    def that_class(self, index: int) -> Word:
        """What "that" is: "drones that were", "said that Iran", "that drone"."""
        if index in self.openings:
            return Word.SUBORDINATOR  # "said at a meeting that 40 jets will come"
        if self.word_at(index - 1) in {Word.NOUN, Word.COMMA, Word.NUMBER}:
            return Word.RELATIVE
        following = word_classes(self.lower(index + 1), self.language)
        behind = self.lower(index + 1)
        is_verb = behind in self.table.words["be"] | self.table.words["have"] | self.table.words["modal"]
        if is_verb or (index + 1 < len(self.tokens) and self.tokens[index + 1].text[:1].isupper()):
            return Word.SUBORDINATOR
        is_known = behind in self.table.words["determiner"] | self.table.words["pronoun"]
        return Word.DETERMINER if following == {"NOUN"} and not is_known and index else Word.SUBORDINATOR

    def _is_as_well(self, index: int) -> bool:
        """ "as well as", at any of its words."""
        if self.lower(index) not in self.table.in_as_well:
            return False
        windows = (range(start, start + 3) for start in range(index - 2, index + 1))
        return any(" ".join(self.lower(i) for i in window) in self.table.words["as_well"] for window in windows)

    def _is_so_far(self, index: int) -> bool:
        """ "has so far supplied": an adverb of two words."""
        windows = (range(start, start + 2) for start in (index - 1, index))
        return any(" ".join(self.lower(i) for i in window) in self.table.words["adverb"] for window in windows)

    def _is_more_than_verb(self, index: int) -> bool:
        """ "Output more than doubled": the words only stress the verb."""
        start = index - 1 if self.lower(index) in self.table.words["than"] else index
        pair = self.lower(start) in self.table.words["more"] and self.lower(start + 1) in self.table.words["than"]
        behind = start + 2
        if not pair or behind >= len(self.tokens):
            return False
        token = self.tokens[behind]
        return token.lower not in self.table.multiplying and not self.table.multiplying.isdisjoint(token.lemmas)

    def _is_rate(self, index: int) -> bool:
        """ "6,000 a year": the article is part of the time."""
        is_opening = self.lower(index) in self.table.words["rate"]
        if not is_opening or self.lower(index + 1) not in self.table.words["period"] or index == 0:
            return False
        before = self.word_at(index - 1)
        behind_noun = before in {Word.NOUN, Word.NUMBER} or (before is None and self.tokens[index - 1].is_word)
        return behind_noun and self.word_at(index + 1) is None

    def turn_times_before_nouns(self) -> None:
        """ "A Jan. 5 visit", "an overnight raid": the time describes the noun."""
        index = 0
        while index < len(self.words):
            last = index
            while self.word_at(last) is Word.TIME:
                last += 1
            is_led = self.lower(index - 1) in self.table.words["one"] and index > 0
            if (
                last > index
                and is_led
                and last < len(self.words)
                and self.word_at(last) in {None, Word.NOUN, Word.ADJECTIVE}
            ):
                self.words[index:last] = [Word.ADJECTIVE] * (last - index)
            index = max(last, index + 1)

    def is_nominal_ahead(self, index: int) -> bool:
        """Whether the token at `index` goes on with a noun phrase: an adjective, noun or number."""
        word = self.word_at(index)
        if word is not None:
            return word in {Word.NOUN, Word.ADJECTIVE, Word.NUMBER}
        classes = word_classes(self.lower(index), self.language)
        return not classes or bool(classes & {"NOUN", "ADJ", "PROPN"})


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether capitals say nothing about names: most words have one."""
    words = [token for token in tokens if token.is_word and token.text[0].isalpha()]
    capitals = sum(token.text[0].isupper() for token in words)
    return len(words) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(words)
