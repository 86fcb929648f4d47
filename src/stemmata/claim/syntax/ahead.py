"""What is still to come: whether a verb, an object or the rest of a list stands behind a chunk.

Each look goes over a bounded number of chunks, so that the pass stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.claim.syntax.chunk import Chunk, Form, Kind
from stemmata.claim.syntax.table import SyntaxTable

_FAR = 16  # chunks
_PASSED = frozenset({Kind.TIME, Kind.ASIDE})
_ENDS = frozenset({Kind.STOP, Kind.COLON, Kind.SUBORDINATOR, Kind.CLOSE})


class Ahead:
    """Looks ahead in the chunks of one sentence."""

    def __init__(self, chunks: Sequence[Chunk], table: SyntaxTable) -> None:
        self._chunks, self._table = chunks, table
        self._places = {chunk.first: index for index, chunk in enumerate(chunks)}

    def index_of(self, chunk: Chunk) -> int:
        """The place of a chunk."""
        return self._places[chunk.first]

    def _from(self, index: int) -> Sequence[Chunk]:
        return self._chunks[index + 1 : index + 1 + _FAR]

    def verb_behind(self, index: int) -> Chunk | None:
        """The verb group right behind a phrase, times and sayings aside."""
        for chunk in self._from(index):
            if chunk.kind in _PASSED:
                continue
            return chunk if chunk.kind is Kind.GROUP else None
        return None

    def verb_of_subject(self, index: int) -> Chunk | None:
        """The finite verb whose subject the phrase at `index`, or the list that it begins, can be."""
        depth = 0
        before = Kind.PHRASE
        found: Chunk | None = None
        for chunk in self._from(index):
            kind = chunk.kind
            if kind is Kind.OPEN:
                depth += 1
            elif kind is Kind.CLOSE:
                if not depth:
                    return found
                depth -= 1
            elif depth or kind in _PASSED:
                continue
            elif kind is Kind.GROUP:
                if chunk.form is Form.FINITE:
                    return chunk
                if chunk.form is Form.BARE:
                    if found is not None:
                        return chunk
                    found = chunk
                elif chunk.form not in {Form.PARTICIPLE}:
                    return found
            elif kind is Kind.RELATIVE:
                return self._over_relative(index)
            elif (
                kind in {Kind.STOP, Kind.COLON, Kind.SUBORDINATOR, Kind.DASH}
                or (kind in {Kind.COMMA, Kind.COORDINATOR} and found is not None)
                or (kind is Kind.COMMA and not self._is_member(chunk))
            ):
                return found
            elif kind is Kind.PHRASE and before is Kind.PHRASE and found is None:
                return None
            before = kind
        return found

    def _over_relative(self, index: int) -> Chunk | None:
        """A verb behind a relative clause: the second finite one."""
        seen = 0
        for chunk in self._from(index):
            if chunk.kind in _ENDS:
                return None
            if chunk.kind is Kind.GROUP and chunk.form in {Form.FINITE, Form.BARE}:
                seen += 1
                if seen == 2 and chunk.form is Form.FINITE:
                    return chunk
        return None

    def _is_member(self, comma: Chunk) -> bool:
        """Whether a comma goes on with a list: a phrase, and "and" behind it."""
        kinds = [c.kind for c in self._from(self.index_of(comma)) if c.kind not in _PASSED]
        if kinds[:1] == [Kind.COORDINATOR]:
            return True
        for position, kind in enumerate(kinds):
            if kind is Kind.COORDINATOR:
                return position > 0
            if kind not in {Kind.PHRASE, Kind.COMMA, Kind.PREPOSITION}:
                return False
        return False

    def waits_for_verb(self, index: int) -> bool:
        """Whether another finite verb stands behind, with no clause opening between."""
        return self.has_verb_for(index)

    def has_verb_for(self, index: int, over_comma: bool = False) -> bool:
        """Whether a surely finite verb stands behind the group at `index` for the subject before it: nothing that
        opens a clause, and no other subject, stands between."""
        if self.has_object(index):
            return False  # nothing that was done to it takes an object
        before: Kind | None = Kind.GROUP
        commas = 0
        for chunk in self._from(index):
            kind = chunk.kind
            if kind in _PASSED:
                continue
            if kind is Kind.GROUP:
                if chunk.form is Form.FINITE:
                    return before is not Kind.COORDINATOR
                if chunk.form is Form.BARE:
                    return before not in {Kind.COORDINATOR, Kind.COMMA}
                if chunk.form is Form.GERUND:
                    return False
            elif kind in {Kind.COMMA, Kind.DASH}:
                commas += 1
                if not over_comma or commas > 1:
                    return False
            elif kind in {Kind.STOP, Kind.COLON, Kind.SUBORDINATOR, Kind.RELATIVE, Kind.CLOSE}:
                return False
            elif chunk.lower in self._table.words["meanwhile"] and self.opens_clause(self.index_of(chunk)):
                return False  # "sirens blared as Iran launched 300"
            elif kind is Kind.COORDINATOR:
                behind = self._chunks[self.index_of(chunk) + 1 :][:1]
                if not behind or behind[0].kind is not Kind.PHRASE:
                    return False
            elif (kind is Kind.PHRASE and before is Kind.PHRASE) or (
                kind is Kind.PHRASE and before is Kind.COORDINATOR and self.verb_behind(self.index_of(chunk))
            ):
                return False
            before = kind
        return False

    def has_object(self, index: int) -> bool:
        """Whether a phrase stands right behind the group at `index`."""
        for chunk in self._from(index):
            if chunk.kind in _PASSED:
                continue
            return chunk.kind in {Kind.PHRASE, Kind.COLON}
        return False

    def next_is_verb(self, index: int) -> bool:
        """Whether a finite verb stands right behind."""
        verb = self.verb_behind(index)
        return verb is not None and verb.form in {Form.FINITE, Form.BARE}

    def goes_on_with_list(self, index: int) -> bool:
        """Whether a comma is followed by one more of a list and "and"."""
        return self._is_member(self._chunks[index])

    def is_list(self, index: int, has_number: bool) -> bool:
        """Whether the phrase at `index`, behind a comma, is one more of a list, and no aside: both have a number, or
        "and" stands behind it."""
        chunk = self._chunks[index]
        if chunk.has_number and has_number:
            return True
        kinds = [c.kind for c in self._from(index) if c.kind not in _PASSED]
        for position, kind in enumerate(kinds):
            if kind is Kind.COORDINATOR:
                return kinds[position + 1 : position + 2] == [Kind.PHRASE]
            if kind not in {Kind.PHRASE, Kind.COMMA, Kind.PREPOSITION, Kind.OPEN, Kind.CLOSE}:
                return False
        return False

    def opens_clause(self, index: int, is_waited: bool = False) -> bool:
        """Whether "after", "as" or "since" opens a clause: a subject and a finite verb stand behind, and one more where
        a clause waits for its own verb."""
        if self._chunks[index].lower not in self._table.words["either"]:
            return False
        behind = self._chunks[index + 1] if index + 1 < len(self._chunks) else None
        if behind is not None and behind.kind is Kind.ASIDE:
            next_one = self._chunks[index + 2] if index + 2 < len(self._chunks) else None
            return next_one is not None and next_one.kind is Kind.PHRASE  # "as Kyiv accuses Tehran of supplying them"
        if behind is None or behind.kind is not Kind.PHRASE:
            return False
        if self.verb_of_subject(index + 1) is None:
            return False
        return not is_waited or self._finite_verbs(index) > 1

    def _finite_verbs(self, index: int) -> int:
        """How many finite verbs stand behind before a mark or a word that opens another clause."""
        found = 0
        for chunk in self._from(index):
            if chunk.kind in {*_ENDS, Kind.COMMA, Kind.RELATIVE}:
                break
            found += chunk.kind is Kind.GROUP and chunk.form in {Form.FINITE, Form.BARE}
        return found
