"""Cutting a sentence into noun phrases, verb groups and what ties them: the pieces that clauses are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stemmata.annotate.token import Token, verb_lemmas
from stemmata.claim.syntax.table import SyntaxTable
from stemmata.claim.syntax.verb_form import is_pure_participle, is_pure_past
from stemmata.claim.syntax.word_class import AUXILIARIES, VERBS, Word

_LOOSE = frozenset({Word.ADVERB, Word.NEGATION, Word.QUOTE, Word.PARTICLE})


class Kind(StrEnum):
    """What a chunk is."""

    PHRASE = "phrase"
    GROUP = "group"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    COMMA = "comma"
    COLON = "colon"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    TIME = "time"
    ASIDE = "aside"
    STOP = "stop"


class Voice(StrEnum):
    """Who a verb group's subject is: the one who does it, or the one to whom it is done."""

    ACTIVE = "active"
    PASSIVE = "passive"
    OPEN = "open"  # a bare past form: "launched" may be either


class Form(StrEnum):
    """What a verb group can do in a clause."""

    FINITE = "finite"
    BARE = "bare"  # a past form by itself: past tense or participle
    PARTICIPLE = "participle"
    GERUND = "gerund"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens [first, last). `head` is a phrase's head noun or a group's main verb."""

    kind: Kind
    first: int
    last: int
    head: int
    lower: str
    voice: Voice = Voice.ACTIVE
    form: Form = Form.FINITE
    has_number: bool = False
    is_pronoun: bool = False


_SIMPLE = {
    Word.PREPOSITION: Kind.PREPOSITION,
    Word.COORDINATOR: Kind.COORDINATOR,
    Word.SUBORDINATOR: Kind.SUBORDINATOR,
    Word.RELATIVE: Kind.RELATIVE,
    Word.COMMA: Kind.COMMA,
    Word.COLON: Kind.COLON,
    Word.DASH: Kind.DASH,
    Word.OPEN: Kind.OPEN,
    Word.CLOSE: Kind.CLOSE,
    Word.STOP: Kind.STOP,
}
_NOMINAL = frozenset({Word.NOUN, Word.PRONOUN, Word.NUMBER, Word.DETERMINER, Word.ADJECTIVE, Word.POSSESSIVE})


def cut_chunks(tokens: Sequence[Token], words: Sequence[Word], table: SyntaxTable) -> tuple[Chunk, ...]:
    """The chunks of a sentence in order; adverbs, quotation marks and particles belong to none."""
    return tuple(_Cutter(tokens, words, table).cut())


class _Cutter:
    def __init__(self, tokens: Sequence[Token], words: Sequence[Word], table: SyntaxTable) -> None:
        self.tokens, self.words, self.table = tokens, words, table
        self.count = len(tokens)

    def _at(self, index: int) -> Word | None:
        return self.words[index] if 0 <= index < self.count else None

    def cut(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        index = 0
        while index < self.count:
            chunk = self._chunk_at(index)
            if chunk is None:
                index += 1
                continue
            chunks.append(chunk)
            index = chunk.last
        return chunks

    def _chunk_at(self, index: int) -> Chunk | None:
        word = self.words[index]
        if word in {Word.PREPOSITION, Word.DETERMINER, Word.TO} and self._leads_to_time(index):
            word = Word.TIME
        if word in AUXILIARIES or word in VERBS or (word is Word.TO and self._opens_infinitive(index)):
            return self._group(index)
        if word in _NOMINAL:
            return self._phrase(index)
        if word in {Word.TIME, Word.ASIDE}:
            last = index
            while self._at(last) is word or (last == index and word is Word.TIME):
                last += 1
            while word is Word.TIME and self._at(last) is not word and self._leads_to_time(last):
                last += 1
                while self._at(last) is word:
                    last += 1
            kind = Kind.TIME if word is Word.TIME else Kind.ASIDE
            return Chunk(kind, index, last, index, self.tokens[index].lower)
        if word is Word.TO:
            return self._simple(Kind.PREPOSITION, index)
        kind_of = _SIMPLE.get(word)
        return None if kind_of is None else self._simple(kind_of, index)

    def _leads_to_time(self, index: int) -> bool:
        """ "in" of "in the spring"."""
        last = index
        while self._at(last) in {Word.PREPOSITION, Word.DETERMINER, Word.TO} and last < index + 3:
            last += 1
        return last > index and self._at(last) is Word.TIME

    def _simple(self, kind: Kind, index: int) -> Chunk:
        return Chunk(kind, index, index + 1, index, self.tokens[index].lower)

    def _opens_infinitive(self, index: int) -> bool:
        behind = index + 1
        while self._at(behind) in {Word.ADVERB, Word.NEGATION}:
            behind += 1
        return self._at(behind) in {Word.BASE, Word.BE, Word.HAVE, Word.DO} or (
            self._at(behind) is Word.PAST
            and self.tokens[behind].lower in self.tokens[behind].lemmas
            and self.tokens[behind].lower in verb_lemmas(self.tokens[behind].lower, self.table.language)
        )

    def _group(self, first: int) -> Chunk:
        main, index = first, first
        has_be = has_have = has_modal = has_to = False
        while index < self.count:
            word = self.words[index]
            if word in {Word.ADVERB, Word.NEGATION} and self._goes_on(index + 1):
                index += 1
                continue
            if word is Word.TO and (index == first or self._opens_infinitive(index)) and main <= index:
                if index > first and not (has_be or has_have or has_modal):
                    break
                has_to, main, index = True, index + 1, index + 1
                continue
            if word in AUXILIARIES:
                is_second = has_be and word is Word.BE and self.words[index - 1] is not Word.TO
                if is_second and self.tokens[index].lower not in self.table.words["be_again"]:
                    break
                has_be, has_have = has_be or word is Word.BE, has_have or word is Word.HAVE
                has_modal = has_modal or word is Word.MODAL
                main, index = index, index + 1
                continue
            if word in VERBS:
                main, index = index, index + 1
            break
        while self._at(index) is Word.PARTICLE:
            index += 1
        is_infinitive = has_to and not (has_modal or (has_be and self.words[first] is Word.BE))
        return self._finish(first, max(index, main + 1), main, has_be, has_have, has_modal, is_infinitive)

    def _finish(
        self, first: int, last: int, main: int, has_be: bool, has_have: bool, has_modal: bool, is_infinitive: bool
    ) -> Chunk:
        word, language = self.words[main], self.table.language
        is_past = word is Word.PAST
        is_nonfinite_be = self.tokens[first].lower in {"being", "having"}
        voice, form = Voice.ACTIVE, Form.FINITE
        if is_past and has_be and main > first:
            voice = Voice.PASSIVE
        elif is_past and not (has_have or has_modal or is_infinitive or main > first):
            form = Form.PARTICIPLE if is_pure_participle(self.tokens[main], language) else Form.BARE
            voice = Voice.PASSIVE if form is Form.PARTICIPLE else Voice.OPEN
            is_base = self.tokens[main].lower in verb_lemmas(self.tokens[main].lower, language)
            if is_pure_past(self.tokens[main], language) or (form is Form.PARTICIPLE and is_base):
                form, voice = Form.FINITE, Voice.ACTIVE  # "the drones come from Iran"
        if is_infinitive:
            form = Form.INFINITIVE
        elif (word is Word.GERUND and not has_be) or is_nonfinite_be:
            form = Form.GERUND
        return Chunk(Kind.GROUP, first, last, main, self.tokens[main].lower, voice, form)

    def _goes_on(self, index: int) -> bool:
        while self._at(index) in {Word.ADVERB, Word.NEGATION}:
            index += 1
        return (
            self._at(index) in AUXILIARIES
            or self._at(index) in VERBS
            or (self._at(index) is Word.TO and self._opens_infinitive(index))
        )

    def _phrase(self, first: int) -> Chunk:
        head: int | None = None
        has_number = is_pronoun = False
        index = first
        while index < self.count:
            word = self.words[index]
            if word is Word.ADVERB and index > first and self._at(index + 1) is Word.ADJECTIVE:
                index += 1
                continue
            if word is Word.QUOTE and index > first and self._at(index + 1) in _NOMINAL and head is None:
                index += 1
                continue
            if word not in _NOMINAL or (index > first and self._begins(index, first, head)):
                break
            if word is Word.PRONOUN:
                head, is_pronoun = index, True
                index += 1
                break
            has_number = has_number or word is Word.NUMBER
            if word is Word.NOUN or (word is Word.NUMBER and head is None):
                head = index
            index += 1
        last = index
        return Chunk(
            Kind.PHRASE,
            first,
            last,
            head if head is not None else last - 1,
            self.tokens[head if head is not None else last - 1].lower,
            has_number=has_number,
            is_pronoun=is_pronoun,
        )

    def _begins(self, index: int, first: int, head: int | None) -> bool:
        """Whether another phrase begins at `index`."""
        word, before = self.words[index], self.words[index - 1]
        if word is Word.PRONOUN:
            return True
        if word is Word.DETERMINER:
            if before is Word.NUMBER and self.tokens[index].lower in self.table.words["inner"]:
                return False
            return before not in {Word.DETERMINER, Word.NUMBER} or (before is Word.NUMBER and head != index - 1)
        if word is Word.NUMBER and before is not Word.NUMBER:
            return before is Word.NOUN
        is_behind_plural = before is Word.NOUN and head == index - 1 and self._is_plural(index - 1)
        return is_behind_plural and word is Word.NOUN and self.tokens[index].text[0].isupper()

    def _is_plural(self, index: int) -> bool:
        """A common noun in the plural."""
        token = self.tokens[index]
        return token.text.islower() and token.lower.endswith(self.table.endings["plural"]) and len(token.lemmas) > 1
