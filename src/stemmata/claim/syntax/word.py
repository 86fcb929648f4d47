"""One class a token: what it is in this place, by the dictionary, the closed words and the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import lemminflect

from stemmata.annotate.token import Token, noun_lemmas, verb_lemmas, word_classes
from stemmata.claim.syntax.table import SyntaxTable

Range = tuple[int, int]  # tokens [first, last)

_HEADLINE_SHARE = 0.6  # of the words that are written with a capital
_HEADLINE_WORDS = 4
_BARE_REACH = 5
_VERB_WINDOW = 10  # tokens behind a word in which a surer verb may stand


class Word(StrEnum):
    """What a token is. Verbs are told apart by form: what they are in their clause is for the structure to say."""

    NOUN = "noun"
    PRONOUN = "pronoun"
    NUMBER = "number"
    DETERMINER = "determiner"
    ADJECTIVE = "adjective"
    POSSESSIVE = "possessive"
    BASE = "base"  # "deliver": present, infinitive or imperative
    PRESENT = "present"  # "delivers"
    PAST = "past"  # "delivered": past tense or past participle
    GERUND = "gerund"
    BE = "be"
    HAVE = "have"
    DO = "do"
    MODAL = "modal"
    TO = "to"
    NEGATION = "negation"
    ADVERB = "adverb"
    PARTICLE = "particle"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    TIME = "time"
    ASIDE = "aside"  # who says it
    COMMA = "comma"
    COLON = "colon"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    QUOTE = "quote"
    STOP = "stop"


VERBS = frozenset({Word.BASE, Word.PRESENT, Word.PAST, Word.GERUND})
AUXILIARIES = frozenset({Word.BE, Word.HAVE, Word.DO, Word.MODAL})
_IN_PHRASE = frozenset({Word.DETERMINER, Word.ADJECTIVE, Word.NUMBER, Word.POSSESSIVE})
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


@dataclass(frozen=True, slots=True)
class Marks:
    """What the annotations say of a sentence's tokens: each a list of ranges [first, last).

    `names` are those of things, people and bodies; `adjectives` those of states ("Iranian"); `asides` say who says it.
    """

    names: tuple[Range, ...] = ()
    adjectives: tuple[Range, ...] = ()
    numbers: tuple[Range, ...] = ()
    times: tuple[Range, ...] = ()
    asides: tuple[Range, ...] = ()


def read_words(tokens: Sequence[Token], marks: Marks, table: SyntaxTable) -> tuple[Word, ...]:
    """The class of every token."""
    reader = _Reader(tokens, marks, table)
    return reader.read()


def is_pure_participle(token: Token, language: str) -> bool:
    """A past participle that is no past tense ("given"), so that nobody did anything by it alone."""
    return any("participle" in forms and "past" not in forms for forms in _all_forms(token.lower, language))


def is_pure_past(token: Token, language: str) -> bool:
    """A past tense that is no participle: "gave", "flew"."""
    found = _all_forms(token.lower, language)
    return bool(found) and all("past" in forms and "participle" not in forms for forms in found)


@lru_cache(maxsize=16384)
def _all_forms(lower: str, language: str) -> tuple[frozenset[str], ...]:
    """Per verb that a word may belong to, the forms that it may be."""
    return tuple(_forms_of(lower, lemma) for lemma in verb_lemmas(lower, language))


def _forms_of(lower: str, lemma: str) -> frozenset[str]:
    tags = (("past", "VBD"), ("participle", "VBN"), ("gerund", "VBG"), ("present", "VBZ"))
    forms = {name for name, tag in tags if lower in lemminflect.getInflection(lemma, tag)}
    if lower == lemma:
        forms.add("base")
    return frozenset(forms)


class _Reader:
    def __init__(self, tokens: Sequence[Token], marks: Marks, table: SyntaxTable) -> None:
        self.tokens = tokens
        self.table = table
        self.language = table.language
        self.words: list[Word | None] = [None] * len(tokens)
        self.named = [False] * len(tokens)
        self.is_headline = _is_headline(tokens)
        self._mark(marks)

    def _mark(self, marks: Marks) -> None:
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

    def read(self) -> tuple[Word, ...]:
        for index, token in enumerate(self.tokens):
            if self.words[index] is None:
                self.words[index] = self._closed(index, token)
        self._turn_times_before_nouns()
        for index in range(len(self.tokens)):
            if self.words[index] is None:
                self.words[index] = self._open(index)
            elif self.words[index] in {Word.PREPOSITION, Word.ADVERB} and self._is_phrasal(index):
                self.words[index] = Word.PARTICLE
        return tuple(word if word is not None else Word.NOUN for word in self.words)

    def _turn_times_before_nouns(self) -> None:
        """ "A Jan. 5 visit", "an overnight raid": the time describes the noun."""
        index = 0
        while index < len(self.words):
            last = index
            while self._at(last) is Word.TIME:
                last += 1
            is_led = self._lower(index - 1) in self.table.words["one"] and index > 0
            if last > index and is_led and last < len(self.words) and self._at(last) in {None, Word.NOUN, Word.ADJECTIVE}:
                self.words[index:last] = [Word.ADJECTIVE] * (last - index)
            index = max(last, index + 1)

    def _is_phrasal(self, index: int) -> bool:
        """Whether a preposition makes another verb of the one before it: "handed over"."""
        if self._at(index - 1) not in VERBS:
            return False
        lower = self._lower(index)
        verbs = verb_lemmas(self._lower(index - 1), self.language)
        return any(f"{verb} {lower}" in self.table.phrasal for verb in verbs)

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _at(self, index: int) -> Word | None:
        return self.words[index] if 0 <= index < len(self.words) else Word.STOP

    def _is_name(self, index: int) -> bool:
        token = self.tokens[index]
        return token.text[:1].isupper() and index > 0 and not self.is_headline and self._at(index - 1) is not Word.QUOTE

    def _closed(self, index: int, token: Token) -> Word | None:
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
            return self._that(index)
        if self._is_name(index) and len(token.text) > 1 and lower not in self.table.words["pronoun"]:
            return Word.NOUN
        if self._is_rate(index):
            return Word.TIME
        if lower in self.table.words["period"] and self._at(index - 1) is Word.TIME:
            return Word.TIME
        for kind, word in _CLOSED:
            if lower in self.table.words[kind]:
                return word
        if not token.text[0].isdigit():
            return None
        if not any(letter.isalpha() for letter in token.text):
            return Word.NUMBER
        return Word.ADJECTIVE if self._is_nominal_ahead(index + 1) else Word.NOUN  # "155mm shells"

    def _joins(self, index: int) -> bool:
        """A hyphen with no space on either side."""
        if self.tokens[index].text not in {"-", "‑"} or not 0 < index < len(self.tokens) - 1:
            return False
        span = self.tokens[index].span
        return self.tokens[index - 1].span.end == span.start and self.tokens[index + 1].span.start == span.end

    def _possessive(self, index: int) -> Word:
        """ "Iran's drones", but "it's made"."""
        is_verb = self._at(index - 1) is Word.PRONOUN
        return Word.BE if is_verb else Word.POSSESSIVE

    def _that(self, index: int) -> Word:
        """ "drones that were", "said that Iran", "that drone"."""
        if self._at(index - 1) in {Word.NOUN, Word.COMMA, Word.NUMBER} or self._may_be_noun(index - 1):
            return Word.RELATIVE
        following = word_classes(self._lower(index + 1), self.language)
        behind = self._lower(index + 1)
        is_verb = behind in self.table.words["be"] | self.table.words["have"] | self.table.words["modal"]
        if is_verb or (index + 1 < len(self.tokens) and self.tokens[index + 1].text[:1].isupper()):
            return Word.SUBORDINATOR
        is_known = behind in self.table.words["determiner"] | self.table.words["pronoun"]
        return Word.DETERMINER if following == {"NOUN"} and not is_known and index else Word.SUBORDINATOR

    def _may_be_noun(self, index: int) -> bool:
        if index < 0 or not self.tokens[index].is_word:
            return False
        classes = word_classes(self._lower(index), self.language)
        return "NOUN" in classes and "VERB" not in classes

    def _is_rate(self, index: int) -> bool:
        """ "6,000 a year": the article is part of the time."""
        is_opening = self._lower(index) in self.table.words["rate"]
        if not is_opening or self._lower(index + 1) not in self.table.words["period"] or index == 0:
            return False
        before = self._at(index - 1)
        behind_noun = before in {Word.NOUN, Word.NUMBER} or (before is None and self.tokens[index - 1].is_word)
        return behind_noun and self._at(index + 1) is None

    def _open(self, index: int) -> Word:
        token, lower = self.tokens[index], self._lower(index)
        classes = word_classes(lower, self.language)
        before = self._at(index - 1)
        if lower in self.table.words["particle"] and before in VERBS:
            return Word.PARTICLE
        may_verb, may_noun, may_adjective = "VERB" in classes, self._is_noun(classes), "ADJ" in classes
        if "ADV" in classes and before not in _IN_PHRASE and before is not Word.PREPOSITION and not may_verb:
            if not self._is_nominal_ahead(index + 1):
                return Word.ADVERB
        is_adverb = lower.endswith(self.table.endings["adverb"]) and "ADV" in classes and not may_verb
        if classes == {"ADV"} or is_adverb:
            return Word.ADVERB
        if not classes and lower.endswith(self.table.endings["gerund"]) and "-" not in lower and not self._is_name(index):
            return Word.NOUN
        if not may_verb:
            if may_adjective and (not may_noun or self._is_nominal_ahead(index + 1)):
                return Word.ADJECTIVE
            if not classes and self._is_nominal_ahead(index + 1) and "-" in lower:
                return Word.ADJECTIVE
            return Word.NOUN
        if token.text[0].isupper() and self.is_headline is False and index > 0 and before is not Word.QUOTE:
            return Word.NOUN
        form = self._form(lower)
        if form is Word.PAST and self._is_base_too(lower):
            form = self._one_of_both(before)
        if form is Word.GERUND:
            return self._gerund(index, before, may_noun)
        if form is Word.PAST:
            return self._past(index, before, may_noun, may_adjective)
        return self._present(index, before, form, may_noun, may_adjective)

    @staticmethod
    def _is_noun(classes: frozenset[str]) -> bool:
        return not classes or bool(classes & {"NOUN", "PROPN", "NUM"})

    def _form(self, lower: str) -> Word:
        forms = frozenset().union(*_all_forms(lower, self.language))
        if "gerund" in forms or lower.endswith(self.table.endings["gerund"]):
            return Word.GERUND
        if "past" in forms or "participle" in forms:
            return Word.PAST
        return Word.BASE if "base" in forms else Word.PRESENT

    def _is_base_too(self, lower: str) -> bool:
        """ "hit", "cut", "output": the past is like the present."""
        return any("base" in forms for forms in _all_forms(lower, self.language))

    @staticmethod
    def _one_of_both(before: Word | None) -> Word:
        is_past = before in {Word.NOUN, Word.PRONOUN, Word.RELATIVE, Word.HAVE, Word.BE, Word.ADVERB, Word.NUMBER, Word.TIME}
        return Word.PAST if is_past else Word.BASE

    def _is_nominal_ahead(self, index: int) -> bool:
        """Whether the token at `index` goes on with a noun phrase: an adjective, noun or number."""
        word = self._at(index)
        if word is not None:
            return word in {Word.NOUN, Word.ADJECTIVE, Word.NUMBER}
        classes = word_classes(self._lower(index), self.language)
        return not classes or bool(classes & {"NOUN", "ADJ", "PROPN"})

    def _gerund(self, index: int, before: Word | None, may_noun: bool) -> Word:
        """ "launching drones" acts; "a training flight", "the launching of" do not."""
        if before in {Word.BE, Word.COMMA, Word.SUBORDINATOR, Word.STOP, Word.COORDINATOR, Word.NEGATION}:
            return Word.NOUN if before is not Word.BE and may_noun and self._lower(index + 1) == "of" else Word.GERUND
        if before in _IN_PHRASE:
            ahead = self._at(index + 1)
            return Word.ADJECTIVE if ahead is Word.NOUN or self._is_nominal_ahead(index + 1) else Word.NOUN
        if before is Word.PREPOSITION or before is Word.ADVERB or before is Word.ASIDE or before in VERBS:
            takes = self._at(index + 1) in {Word.DETERMINER, Word.NUMBER, Word.NOUN, Word.ADJECTIVE, Word.PRONOUN}
            return Word.GERUND if takes or not may_noun else Word.NOUN
        takes_object = self._at(index + 1) in {Word.DETERMINER, Word.NUMBER, Word.PRONOUN, Word.PREPOSITION, Word.TO}
        return Word.GERUND if takes_object or not may_noun else Word.NOUN

    def _past(self, index: int, before: Word | None, may_noun: bool, may_adjective: bool) -> Word:
        is_part = self._lower(index + 1) in self.table.words["particle"]
        if before is Word.NUMBER and not is_part and self._is_nominal_ahead(index + 1):
            return Word.ADJECTIVE if may_adjective or self._is_inside(index) else Word.PAST
        if before in {Word.DETERMINER, Word.POSSESSIVE, Word.ADJECTIVE}:
            if self._is_nominal_ahead(index + 1):
                return Word.ADJECTIVE
            if may_noun and not is_part:
                return Word.NOUN
        if before is Word.PREPOSITION and self._is_nominal_ahead(index + 1):
            return Word.ADJECTIVE
        if may_noun and before in {Word.PREPOSITION, Word.DETERMINER} and not is_part:
            return Word.NOUN
        return Word.PAST

    def _is_inside(self, index: int) -> bool:
        """Whether a form behind a number stands before a noun that it describes ("showed 12 captured tanks"), and is not
        what the number did ("12 reached their targets"): something governs the number, or the verb is yet to come."""
        first = index - 1
        while first > 0 and self._at(first - 1) is Word.NUMBER:
            first -= 1
        governed = {Word.DETERMINER, Word.PREPOSITION, Word.PARTICLE, Word.POSSESSIVE, Word.ASIDE, *VERBS}
        return self._at(first - 1) in governed or self._has_surer_verb(index)

    def _present(self, index: int, before: Word | None, form: Word, may_noun: bool, may_adjective: bool) -> Word:
        """A word that is a verb, and perhaps a noun or an adjective, in the form of the present."""
        if before in {Word.MODAL, Word.TO, Word.DO, Word.NEGATION} or self._is_governed(index):
            return form
        if before is Word.PRONOUN or before is Word.RELATIVE:
            return form
        if not may_noun and not may_adjective:
            return form
        if form is Word.BASE and self._is_bare(index):
            return form
        is_inside = before in _IN_PHRASE or before is Word.PREPOSITION or before is Word.BE
        if is_inside or self._has_surer_verb(index):
            return self._nominal(index, may_noun, may_adjective)
        if before is Word.NOUN and self._agrees(index, form) and self._takes_something(index):
            return form
        return self._nominal(index, may_noun, may_adjective)

    def _is_bare(self, index: int) -> bool:
        """ "helped Russia build": the verb of another one's object."""
        for behind in range(index - 1, max(-1, index - _BARE_REACH), -1):
            word = self._at(behind)
            if word in VERBS:
                return behind < index - 1 and not self.table.bare.isdisjoint(self.tokens[behind].lemmas)
            if word not in _IN_PHRASE and word not in {Word.NOUN, Word.PRONOUN}:
                return False
        return False

    def _nominal(self, index: int, may_noun: bool, may_adjective: bool) -> Word:
        if may_adjective and (not may_noun or self._is_nominal_ahead(index + 1)):
            return Word.ADJECTIVE
        return Word.NOUN

    def _is_governed(self, index: int) -> bool:
        """Behind a modal or "to" with an adverb between: "will soon deliver"."""
        if self._at(index - 1) is not Word.ADVERB:
            return False
        return self._at(index - 2) in {Word.MODAL, Word.TO, Word.DO, Word.NEGATION}

    def _agrees(self, index: int, form: Word) -> bool:
        """A noun in the singular before "launches", one in the plural before "launch"."""
        token = self.tokens[index - 1]
        lemmas = noun_lemmas(token.lower, self.language)
        is_plural = token.lower.endswith(self.table.endings["plural"]) and token.lower not in lemmas
        is_known = bool(lemmas) and not token.text[0].isupper()
        if form is Word.BASE:
            return is_plural or (not is_known and token.lower.endswith(self.table.endings["plural"]))
        return not (is_plural and is_known)

    def _takes_something(self, index: int) -> bool:
        """Whether behind the word stands what stands behind verbs: an object, a particle, an infinitive."""
        lower = self._lower(index + 1)
        word = self._at(index + 1)
        if word in {Word.NUMBER, Word.DETERMINER, Word.TO, Word.PRONOUN, Word.ADVERB, Word.SUBORDINATOR, Word.TIME}:
            return True
        if lower in self.table.words["particle"]:
            return True
        is_name = self.named[index - 1] or self.tokens[index - 1].text[0].isupper()
        return is_name and word in {Word.NOUN, Word.ADJECTIVE, Word.PREPOSITION, None, Word.COLON}

    def _has_surer_verb(self, index: int) -> bool:
        """Whether a verb that can be nothing else stands behind, before the clause ends."""
        for behind in range(index + 1, min(len(self.tokens), index + _VERB_WINDOW)):
            word = self._at(behind)
            if word in {Word.COMMA, Word.STOP, Word.COLON, Word.DASH, Word.RELATIVE, Word.SUBORDINATOR, Word.COORDINATOR}:
                return False
            if word in AUXILIARIES:
                return True
            if word in {Word.NUMBER, Word.DETERMINER, Word.TO}:
                return False
            if word is None and word_classes(self._lower(behind), self.language) == {"VERB"}:
                return not self._lower(behind).endswith(self.table.endings["gerund"])
        return False


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether capitals say nothing about names: most words have one."""
    words = [token for token in tokens if token.is_word and token.text[0].isalpha()]
    capitals = sum(token.text[0].isupper() for token in words)
    return len(words) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(words)
