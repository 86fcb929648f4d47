"""One class a token: what it is in this place, by the dictionary, the closed words and the words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.token import Token, noun_lemmas, verb_lemmas, word_classes
from stemmata.claim.syntax.closed import ClosedWords
from stemmata.claim.syntax.table import SyntaxTable
from stemmata.claim.syntax.verb_form import all_forms
from stemmata.claim.syntax.word_class import AUXILIARIES, IN_PHRASE, VERBS, Marks, Word

_ADVERB_REACH = 4  # tokens: "can now finally supply"
_BARE_REACH = 5
_VERB_WINDOW = 10  # tokens behind a word in which a surer verb may stand


def read_words(tokens: Sequence[Token], marks: Marks, table: SyntaxTable) -> tuple[Word, ...]:
    """The class of every token."""
    reader = _Reader(tokens, marks, table)
    return reader.read()


class _Reader(ClosedWords):
    def read(self) -> tuple[Word, ...]:
        for index, token in enumerate(self.tokens):
            if self.words[index] is None:
                self.words[index] = self.closed_class(index, token)
        self.turn_times_before_nouns()
        for index in range(len(self.tokens)):
            if self.words[index] is None:
                self.words[index] = self._open(index)
            elif self.words[index] in {Word.PREPOSITION, Word.ADVERB} and self._is_phrasal(index):
                self.words[index] = Word.PARTICLE
        return tuple(word if word is not None else Word.NOUN for word in self.words)

    def _is_phrasal(self, index: int) -> bool:
        """Whether a preposition makes another verb of the one before it: "handed over"."""
        if self.word_at(index - 1) not in VERBS:
            return False
        lower = self.lower(index)
        verbs = verb_lemmas(self.lower(index - 1), self.language)
        return any(f"{verb} {lower}" in self.table.phrasal for verb in verbs)

    def _open(self, index: int) -> Word:
        token, lower = self.tokens[index], self.lower(index)
        classes = word_classes(lower, self.language)
        before = self.word_at(index - 1)
        if lower in self.table.words["that"]:
            return self.that_class(index)
        if lower in self.table.words["particle"] and before in VERBS:
            return Word.PARTICLE
        may_verb, may_noun, may_adjective = "VERB" in classes, self._is_noun(classes), "ADJ" in classes
        is_loose = before not in IN_PHRASE and before is not Word.PREPOSITION and not self.is_nominal_ahead(index + 1)
        if "ADV" in classes and is_loose and not may_verb:
            return Word.ADVERB
        is_adverb = lower.endswith(self.table.endings["adverb"]) and "ADV" in classes and not may_verb
        if classes == {"ADV"} or is_adverb:
            return Word.ADVERB
        if (
            not classes
            and lower.endswith(self.table.endings["gerund"])
            and "-" not in lower
            and not self.is_name(index)
        ):
            return Word.NOUN
        if not may_verb:
            if may_adjective and (not may_noun or self.is_nominal_ahead(index + 1)):
                return Word.ADJECTIVE
            if not classes and self.is_nominal_ahead(index + 1) and "-" in lower:
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
        forms = frozenset().union(*all_forms(lower, self.language))
        if "gerund" in forms or lower.endswith(self.table.endings["gerund"]):
            return Word.GERUND
        if "past" in forms or "participle" in forms:
            return Word.PAST
        return Word.BASE if "base" in forms else Word.PRESENT

    def _is_base_too(self, lower: str) -> bool:
        """ "hit", "cut", "output": the past is like the present."""
        return any("base" in forms for forms in all_forms(lower, self.language))

    @staticmethod
    def _one_of_both(before: Word | None) -> Word:
        is_past = before in {
            Word.NOUN,
            Word.PRONOUN,
            Word.RELATIVE,
            Word.HAVE,
            Word.BE,
            Word.ADVERB,
            Word.NUMBER,
            Word.TIME,
        }
        return Word.PAST if is_past else Word.BASE

    def _gerund(self, index: int, before: Word | None, may_noun: bool) -> Word:
        """ "launching drones" acts; "a training flight", "the launching of" do not."""
        if before in {Word.BE, Word.COMMA, Word.SUBORDINATOR, Word.STOP, Word.COORDINATOR, Word.NEGATION}:
            return Word.NOUN if before is not Word.BE and may_noun and self.lower(index + 1) == "of" else Word.GERUND
        if before in IN_PHRASE:
            ahead = self.word_at(index + 1)
            return Word.ADJECTIVE if ahead is Word.NOUN or self.is_nominal_ahead(index + 1) else Word.NOUN
        if before is Word.PREPOSITION or before is Word.ADVERB or before is Word.ASIDE or before in VERBS:
            takes = self.word_at(index + 1) in {Word.DETERMINER, Word.NUMBER, Word.NOUN, Word.ADJECTIVE, Word.PRONOUN}
            return Word.GERUND if takes or not may_noun else Word.NOUN
        takes_object = self.word_at(index + 1) in {
            Word.DETERMINER,
            Word.NUMBER,
            Word.PRONOUN,
            Word.PREPOSITION,
            Word.TO,
        }
        return Word.GERUND if takes_object or not may_noun else Word.NOUN

    def _past(self, index: int, before: Word | None, may_noun: bool, may_adjective: bool) -> Word:
        is_part = self.lower(index + 1) in self.table.words["particle"]
        if before is Word.NUMBER and not is_part and self.is_nominal_ahead(index + 1):
            return Word.ADJECTIVE if may_adjective or self._is_inside(index) else Word.PAST
        if before in {Word.DETERMINER, Word.POSSESSIVE, Word.ADJECTIVE} or index == 0:
            if self.is_nominal_ahead(index + 1):
                return Word.ADJECTIVE  # "the captured tanks", "Allied fighters"
            if may_noun and not is_part:
                return Word.NOUN
        if before is Word.PREPOSITION and self.is_nominal_ahead(index + 1):
            return Word.ADJECTIVE
        if may_noun and before in {Word.PREPOSITION, Word.DETERMINER} and not is_part:
            return Word.NOUN
        return Word.PAST

    def _is_inside(self, index: int) -> bool:
        """Whether a form behind a number describes the noun behind it ("showed 12 captured tanks"), and is not what
        the number did ("12 reached their targets"): something governs the number, or the verb is yet to come."""
        first = index - 1
        while first > 0 and self.word_at(first - 1) is Word.NUMBER:
            first -= 1
        before = [self.word_at(place) for place in range(max(0, first - 3), first)]
        if before == [Word.NUMBER, Word.ADJECTIVE, Word.COORDINATOR]:
            return True  # "received 54 new and 14 repaired jets"
        governed = {Word.DETERMINER, Word.PREPOSITION, Word.PARTICLE, Word.POSSESSIVE, Word.ASIDE, *VERBS}
        return self.word_at(first - 1) in governed or self._has_surer_verb(index)

    def _present(self, index: int, before: Word | None, form: Word, may_noun: bool, may_adjective: bool) -> Word:
        """A word that is a verb, and perhaps a noun or an adjective, in the form of the present."""
        if before in {Word.MODAL, Word.TO, Word.DO, Word.NEGATION} or self._is_governed(index):
            return form
        if before is Word.PRONOUN or before is Word.RELATIVE:
            is_subject = may_noun and before is Word.RELATIVE and self.word_at(index + 1) in AUXILIARIES
            return Word.NOUN if is_subject else form  # "jets that allies have promised"
        if not may_noun and not may_adjective:
            return form
        if form is Word.BASE and self._is_bare(index):
            return form
        if before is Word.COORDINATOR and form is Word.BASE and self._joins_base(index):
            return form
        if before is Word.COORDINATOR and form is Word.PRESENT and self.lower(index + 1) in self.table.words["to"]:
            return form  # "makes 300 a month and plans to make 500"
        if before is Word.COORDINATOR and form is Word.PRESENT and self.word_at(index + 1) is Word.NUMBER:
            return form  # "was signed in June and covers 12 guns"
        is_inside = before in IN_PHRASE or before is Word.PREPOSITION or before is Word.BE
        if is_inside or self._has_surer_verb(index):
            return self._nominal(index, may_noun, may_adjective)
        if before is Word.NOUN and self._agrees(index, form) and self._takes_something(index):
            return form
        return self._nominal(index, may_noun, may_adjective)

    def _joins_base(self, index: int) -> bool:
        """ "to make and supply 40 drones"."""
        behind = self.word_at(index + 1)
        takes = behind in {Word.NUMBER, Word.DETERMINER, Word.PRONOUN} or (behind is None and self.named[index + 1])
        return takes and self.word_at(index - 2) is Word.BASE

    def _is_bare(self, index: int) -> bool:
        """ "helped Russia build": the verb of another one's object."""
        for behind in range(index - 1, max(-1, index - _BARE_REACH), -1):
            word = self.word_at(behind)
            if word in VERBS:
                return behind < index - 1 and not self.table.bare.isdisjoint(self.tokens[behind].lemmas)
            if word not in IN_PHRASE and word not in {Word.NOUN, Word.PRONOUN}:
                return False
        return False

    def _nominal(self, index: int, may_noun: bool, may_adjective: bool) -> Word:
        if may_adjective and (not may_noun or self.is_nominal_ahead(index + 1)):
            return Word.ADJECTIVE
        return Word.NOUN

    def _is_governed(self, index: int) -> bool:
        """Behind a modal or "to" with an adverb between: "will soon deliver"."""
        before = index - 1
        while before > index - _ADVERB_REACH and self.word_at(before) in {Word.ADVERB, Word.TIME}:
            before -= 1
        return before < index - 1 and self.word_at(before) in {Word.MODAL, Word.TO, Word.DO, Word.NEGATION}

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
        lower = self.lower(index + 1)
        word = self.word_at(index + 1)
        if word in {Word.NUMBER, Word.DETERMINER, Word.TO, Word.PRONOUN, Word.ADVERB, Word.SUBORDINATOR, Word.TIME}:
            return True
        if lower in self.table.words["particle"]:
            return True
        is_name = self.named[index - 1] or self.tokens[index - 1].text[0].isupper()
        return is_name and word in {Word.NOUN, Word.ADJECTIVE, Word.PREPOSITION, None, Word.COLON}

    def _has_surer_verb(self, index: int) -> bool:
        """Whether a verb that can be nothing else stands behind, before the clause ends."""
        for behind in range(index + 1, min(len(self.tokens), index + _VERB_WINDOW)):
            word = self.word_at(behind)
            if word in {
                Word.COMMA,
                Word.STOP,
                Word.COLON,
                Word.DASH,
                Word.RELATIVE,
                Word.SUBORDINATOR,
                Word.COORDINATOR,
            }:
                return False
            if word in AUXILIARIES:
                return True
            if word in {Word.NUMBER, Word.DETERMINER, Word.TO}:
                return False
            if word is None and word_classes(self.lower(behind), self.language) == {"VERB"}:
                return not self.lower(behind).endswith(self.table.endings["gerund"])
        return False
