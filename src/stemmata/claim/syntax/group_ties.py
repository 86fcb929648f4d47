"""What a verb group does: the verb of its clause, a participle that describes a noun, an infinitive, an adjunct."""

from __future__ import annotations

from stemmata.annotate.token import verb_lemmas
from stemmata.claim.syntax.chunk import Chunk, Form, Kind, Voice
from stemmata.claim.syntax.draft import DraftGroup, OpenClause
from stemmata.claim.syntax.phrase_ties import PhraseTies


class GroupTies(PhraseTies):
    """Ties verb groups to their subjects."""

    def take_group(self, index: int, chunk: Chunk) -> None:
        """Tie a verb group to what stands before it."""
        before = self.kind_before(index)
        is_participle = self._is_participle(index, chunk, before)
        if chunk.form is Form.INFINITIVE or self._is_bare_infinitive(chunk, before):
            self._take_infinitive(chunk)
        elif chunk.form is Form.GERUND:
            self._take_gerund(chunk, before)
        elif self._is_second_infinitive(chunk, before):
            self._take_second_infinitive(chunk)
        elif is_participle:
            self._take_participle(chunk)
        else:
            self._take_finite(chunk, before)

    def _is_bare_infinitive(self, chunk: Chunk, before: Kind | None) -> bool:
        """ "helped Russia build"."""
        last = self.clause.last
        if last is None or chunk.last != chunk.first + 1 or before not in {Kind.PHRASE, Kind.GROUP}:
            return False
        group = self.draft.groups[last]
        token = self.tokens[chunk.head]
        is_base = token.lower in verb_lemmas(token.lower, self.table.language)
        return is_base and not self.table.bare.isdisjoint(self.tokens[group.chunk.head].lemmas)

    def _is_second_infinitive(self, chunk: Chunk, before: Kind | None) -> bool:
        """ "to make and supply 40 drones"."""
        last = self.clause.last
        if before is not Kind.COORDINATOR or last is None or chunk.first != chunk.head:
            return False
        token = self.tokens[chunk.head]
        is_base = token.lower in verb_lemmas(token.lower, self.table.language)
        return is_base and self.draft.groups[last].form is Form.INFINITIVE

    def _take_second_infinitive(self, chunk: Chunk) -> None:
        first = self.draft.groups[self.clause.last or 0]
        group = DraftGroup(chunk, chunk.voice, Form.INFINITIVE, subjects=list(first.subjects), parent=first.parent)
        self._add_group(group)

    def _add_group(self, group: DraftGroup) -> int:
        self.draft.groups.append(group)
        number = len(self.draft.groups) - 1
        self.clause.last = number
        return number

    def _is_participle(self, index: int, chunk: Chunk, before: Kind | None) -> bool:
        """Whether a bare past form only says something of the noun before it."""
        if chunk.form is Form.PARTICIPLE:
            return True
        if chunk.form is not Form.BARE:
            return False
        clause = self.clause
        if clause.gap is not None and clause.finite is None:
            return False  # "the drones Russia launched"
        if before in {Kind.COORDINATOR} and clause.last is not None:
            return False
        if before is Kind.COMMA:
            return self._is_set_off(index)
        if self.phrase is None or before is Kind.RELATIVE:
            return self.phrase is None and before is None
        if clause.finite is not None and not self.ahead.waits_for_verb(index):
            return before in {Kind.PHRASE, Kind.CLOSE}
        if not clause.subjects:
            return True
        if before is Kind.PHRASE and self.draft.phrases[self.phrase].chunk.is_pronoun:
            return False
        return self.ahead.has_verb_for(index)

    def _is_set_off(self, index: int) -> bool:
        """ "The drones, launched from the south, were shot down"; "Russia launched 70, lost 8" is none."""
        clause = self.clause
        if clause.finite is None:
            return self.ahead.has_verb_for(index, over_comma=True)
        return not self.ahead.has_object(index)

    def _take_participle(self, chunk: Chunk) -> None:
        group = DraftGroup(chunk, Voice.PASSIVE, Form.PARTICIPLE, modifies=self.phrase, parent=self.clause.last)
        if self.phrase is not None:
            group.subjects = [self.phrase]
        self._add_group(group)

    def _take_gerund(self, chunk: Chunk, before: Kind | None) -> None:
        group = DraftGroup(chunk, Voice.ACTIVE, Form.GERUND, parent=self.clause.last)
        if before is Kind.PHRASE and self.preposition is None and self.phrase is not None:
            group.modifies = self.phrase
            group.subjects = [self.phrase]
        elif before is Kind.PREPOSITION and self._is_charged(chunk) and self.phrase is not None:
            group.subjects = [self.phrase]
        elif self.clause.subjects:
            group.subjects = list(self.clause.subjects)
        number = self._add_group(group)
        if not group.subjects and self.clause.finite is None and len(self.stack) == 1:
            self.without_subject.append(number)

    def _is_charged(self, chunk: Chunk) -> bool:
        """ "Accused Iran of supplying": who says so is set aside, and the phrase right behind is the one that does."""
        index = self.index_of(chunk)
        kinds = [one.kind for one in self.chunks[max(0, index - 3) : index]]
        return kinds == [Kind.ASIDE, Kind.PHRASE, Kind.PREPOSITION]

    def _take_infinitive(self, chunk: Chunk) -> None:
        last = self.clause.last
        group = DraftGroup(chunk, chunk.voice, Form.INFINITIVE, parent=last)
        group.subjects = list(self.draft.groups[last].subjects if last is not None else self.clause.subjects)
        if last is not None and self._passes_object(last, chunk):
            group.modifies, group.objects = self.draft.groups[last].modifies, self.draft.groups[last].objects
            self.draft.groups[last].objects = []  # "that Poland agreed to buy" agrees to no tanks
        number = self._add_group(group)
        if self.clause.finite is None and not self.ahead.has_verb_for(self.index_of(chunk)):
            self.clause.finite = number  # a headline's "Iran to build"

    def _passes_object(self, last: int, chunk: Chunk) -> bool:
        """ "The 180 tanks that Poland agreed to buy": the noun is what the infinitive takes."""
        over = self.draft.groups[last]
        is_gap = over.modifies is not None and over.objects == [over.modifies]
        return is_gap and over.form is Form.FINITE and not self.ahead.has_object(self.index_of(chunk))

    def _take_finite(self, chunk: Chunk, before: Kind | None) -> None:
        clause = self.clause
        if (
            clause.finite is not None
            and before is not Kind.COORDINATOR
            and not (before is Kind.COMMA and self._goes_on())
        ):
            self._pop_to_waiting()
            clause = self.clause
        is_shared = clause.finite is not None
        voice = self._voice(chunk, before)
        group = DraftGroup(chunk, voice, Form.FINITE, subjects=list(clause.subjects))
        if is_shared and clause.finite is not None:
            group.subjects = list(self.draft.groups[clause.finite].subjects)
            group.times.extend(clause.times)
        if clause.is_relative:
            group.modifies = clause.gap
            if not clause.subjects and clause.gap is not None:
                group.subjects = [clause.gap]
            elif clause.gap is not None and clause.subjects and self.draft.phrases[clause.subjects[0]].part_of is None:
                group.objects = [clause.gap]
        number = self._add_group(group)
        self.without_subject = []
        if clause.finite is None:
            clause.finite = number
            group.times.extend(clause.times)

    def _goes_on(self) -> bool:
        """Whether no clause under the present one waits for this verb."""
        return not any(c.subjects and c.finite is None for c in self.stack[:-1])

    def _pop_to_waiting(self) -> None:
        """Back to the innermost clause that has a subject and no verb yet, if there is one."""
        for depth in range(len(self.stack) - 2, -1, -1):
            if self.stack[depth].subjects and self.stack[depth].finite is None:
                for clause in self.stack[depth + 1 :]:
                    self.close_clause(clause)
                del self.stack[depth + 1 :]
                return
        self.stack[-1] = OpenClause()

    def _voice(self, chunk: Chunk, before: Kind | None) -> Voice:
        """A bare past form behind "and" has the voice of the verb before it; else it is active."""
        if chunk.voice is not Voice.OPEN:
            return chunk.voice
        last = self.clause.last
        if self.ahead.has_object(self.index_of(chunk)):
            return Voice.ACTIVE
        is_second = before is Kind.COORDINATOR and last is not None
        return Voice.PASSIVE if is_second and self.draft.groups[last or 0].voice is Voice.PASSIVE else Voice.OPEN
