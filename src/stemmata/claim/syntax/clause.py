"""The pass that ties chunks to clauses: subjects, objects, what hangs on a preposition, lists, asides, modifiers.

A clause is open until its verb has come and another one begins. A relative clause or a participle stands over the
clause of its noun until that clause's own verb comes.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.token import Token
from stemmata.claim.syntax.chunk import Chunk, Kind
from stemmata.claim.syntax.draft import Draft, OpenClause
from stemmata.claim.syntax.group_ties import GroupTies
from stemmata.claim.syntax.table import SyntaxTable

_OF = "of"
_NEAR = 12  # verb groups back in which a part may have been taken for an object


def draft_clauses(chunks: Sequence[Chunk], tokens: Sequence[Token], table: SyntaxTable) -> Draft:
    """The phrases and groups of a sentence with all their ties."""
    return _Tier(chunks, tokens, table).tie()


class _Tier(GroupTies):
    """The pass itself."""

    def tie(self) -> Draft:
        for index, chunk in enumerate(self.chunks):
            self._take(index, chunk)
        for clause in self.stack:
            self.close_clause(clause)
        return self.draft

    def _take(self, index: int, chunk: Chunk) -> None:
        kind = chunk.kind
        if kind is Kind.PHRASE:
            self.take_phrase(index, chunk)
            self.preposition = None
        elif kind is Kind.GROUP:
            self.take_group(index, chunk)
            self.preposition = None
        elif kind is Kind.PREPOSITION:
            if self.ahead.opens_clause(index, self._waits()):
                self.open_clause(is_dependent=True)
            else:
                self.preposition = chunk
        elif kind is Kind.RELATIVE:
            self._take_relative(index, chunk)
        elif kind is Kind.SUBORDINATOR:
            self.open_clause(is_dependent=True)
        elif kind is Kind.TIME:
            self._take_time(chunk)
        elif kind is Kind.OPEN:
            self.brackets.append((self.phrase, self.stack))
            self.stack = [OpenClause(is_dependent=True)]
        elif kind is Kind.CLOSE and self.brackets:
            self.close_clause(self.clause)
            self.phrase, self.stack = self.brackets.pop()
        elif kind is Kind.STOP and self.is_listing and self.ahead.verb_of_subject(index + 1) is None:
            self.phrase = self.list_head  # "tanks – 40; jets – 3"
        elif kind is Kind.STOP:
            self._restart()
        elif kind is Kind.COLON and not self.is_listing:
            self.in_list, self.list_head, self.is_listing = self.clause.last, self.phrase, True
        elif kind in {Kind.COMMA, Kind.DASH}:
            self._take_comma(index)

    def _waits(self) -> bool:
        """Whether some open clause has a subject and no verb yet."""
        return any(clause.subjects and clause.finite is None for clause in self.stack)

    def _restart(self) -> None:
        for clause in self.stack:
            self.close_clause(clause)
        self.stack = [OpenClause()]
        self.phrase, self.in_list, self.list_head, self.is_listing = None, None, None, False

    def _take_comma(self, index: int) -> None:
        """A comma ends a relative or a dependent clause that has its verb, where the clause under it waits for one."""
        while len(self.stack) > 1 and self.clause.finite is not None:
            under = self.stack[-2]
            waits = bool(under.subjects) and under.finite is None
            goes_on = self.ahead.goes_on_with_list(index)
            if goes_on or not (waits or (self.clause.is_relative and self.ahead.next_is_verb(index))):
                break
            self.close_clause(self.stack.pop())

    def _take_time(self, chunk: Chunk) -> None:
        last = self.clause.last
        if last is not None:
            self.draft.groups[last].times.append((chunk.first, chunk.last))
        else:
            self.clause.times.append((chunk.first, chunk.last))

    def _take_relative(self, index: int, chunk: Chunk) -> None:
        """ "which were shot down", "30 of which were", "of which 30 were", "whose"."""
        antecedent = self.phrase
        governed = self.preposition if self.kind_before(index) is Kind.PREPOSITION else None
        self.preposition = None
        clause = OpenClause(gap=antecedent, is_relative=True)
        if governed is not None and governed.lower == _OF:
            part = self._part_before(governed)
            if part is not None:
                whole = self._whole_before(part)
                self._detach(part)
                self.draft.phrases[part].part_of = whole
                clause = OpenClause(subjects=[part], gap=whole, is_relative=True)
            else:
                clause = OpenClause(gap=None, is_relative=True, whole=antecedent)
        elif governed is not None or chunk.lower == "whose":
            clause = OpenClause(gap=None, is_relative=True)
        self.stack.append(clause)

    def _part_before(self, governed: Chunk) -> int | None:
        """The number right before "of which"."""
        if self.phrase is None:
            return None
        chunk = self.draft.phrases[self.phrase].chunk
        return self.phrase if chunk.last == governed.first and len(self.draft.phrases) > 1 else None

    def _whole_before(self, part: int) -> int | None:
        beside = self.draft.phrases[part].beside
        return beside if beside is not None else part - 1

    def _detach(self, part: int) -> None:
        """A phrase that turned out to be the subject of its own clause is nobody's object."""
        phrase = self.draft.phrases[part]
        phrase.beside = phrase.joined = None
        for group in self.draft.groups[-_NEAR:]:
            group.objects = [p for p in group.objects if p != part]
            group.obliques = [(name, p) for name, p in group.obliques if p != part]
            group.subjects = [p for p in group.subjects if p != part]
