"""The pass that ties chunks to clauses: subjects, objects, what hangs on a preposition, lists, asides, modifiers.

A clause is open until its verb has come and another one begins. A relative clause or a participle stands over the
clause of its noun until that clause's own verb comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stemmata.annotate.token import Token, verb_lemmas
from stemmata.claim.syntax.ahead import Ahead
from stemmata.claim.syntax.chunk import Chunk, Form, Kind, Voice
from stemmata.claim.syntax.table import SyntaxTable

_OF = "of"


@dataclass(slots=True)
class DraftPhrase:
    """A phrase while its ties are made; the fields are those of `structure.Phrase`."""

    chunk: Chunk
    preposition: str | None = None
    host: int | None = None
    group: int | None = None
    beside: int | None = None
    joined: int | None = None
    part_of: int | None = None


@dataclass(slots=True)
class DraftGroup:
    """A verb group while its ties are made; the fields are those of `structure.Group`."""

    chunk: Chunk
    voice: Voice
    form: Form
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    indirect: int | None = None
    obliques: list[tuple[str, int]] = field(default_factory=list)
    modifies: int | None = None
    parent: int | None = None
    is_gapped: bool = False
    times: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """All phrases and groups of a sentence."""

    phrases: list[DraftPhrase] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)


@dataclass(slots=True)
class _Clause:
    """An open clause. `gap` is the noun that a relative clause is about; `finite` its own verb, `last` the latest."""

    subjects: list[int] = field(default_factory=list)
    finite: int | None = None
    last: int | None = None
    gap: int | None = None
    is_relative: bool = False
    is_dependent: bool = False
    times: list[tuple[int, int]] = field(default_factory=list)


def draft_clauses(chunks: Sequence[Chunk], tokens: Sequence[Token], table: SyntaxTable) -> Draft:
    """The phrases and groups of a sentence with all their ties."""
    return _Tier(chunks, tokens, table).tie()


class _Tier:
    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Token], table: SyntaxTable) -> None:
        self.chunks, self.tokens, self.table = chunks, tokens, table
        self.ahead = Ahead(chunks, table)
        self.draft = Draft()
        self.stack: list[_Clause] = [_Clause()]
        self.preposition: Chunk | None = None
        self.phrase: int | None = None  # the latest
        self.brackets: list[tuple[int | None, list[_Clause]]] = []
        self.in_list: int | None = None  # the group whose objects are listed behind a colon
        self.list_head: int | None = None  # the phrase right before the colon
        self.is_listing = False

    @property
    def clause(self) -> _Clause:
        return self.stack[-1]

    def tie(self) -> Draft:
        for index, chunk in enumerate(self.chunks):
            self._take(index, chunk)
        for clause in self.stack:
            self._close(clause)
        return self.draft

    def _before(self, index: int) -> Kind | None:
        """The kind of the chunk before, what says who says it and times left out."""
        for chunk in reversed(self.chunks[:index][-4:]):
            if chunk.kind not in {Kind.ASIDE, Kind.TIME}:
                return chunk.kind
        return None

    def _take(self, index: int, chunk: Chunk) -> None:
        kind = chunk.kind
        if kind is Kind.PHRASE:
            self._take_phrase(index, chunk)
            self.preposition = None
        elif kind is Kind.GROUP:
            self._take_group(index, chunk)
            self.preposition = None
        elif kind is Kind.PREPOSITION:
            if self.ahead.opens_clause(index):
                self._open(is_dependent=True)
            else:
                self.preposition = chunk
        elif kind is Kind.RELATIVE:
            self._take_relative(index, chunk)
        elif kind is Kind.SUBORDINATOR:
            self._open(is_dependent=True)
        elif kind is Kind.TIME:
            self._take_time(index, chunk)
        elif kind is Kind.OPEN:
            self.brackets.append((self.phrase, self.stack))
            self.stack = [_Clause(is_dependent=True)]
        elif kind is Kind.CLOSE and self.brackets:
            self._close(self.clause)
            self.phrase, self.stack = self.brackets.pop()
        elif kind is Kind.STOP and self.is_listing and self.ahead.verb_of_subject(index + 1) is None:
            self.phrase = self.list_head  # "tanks – 40; jets – 3"
        elif kind is Kind.STOP:
            self._restart()
        elif kind is Kind.COLON and not self.is_listing:
            self.in_list, self.list_head, self.is_listing = self.clause.last, self.phrase, True
        elif kind in {Kind.COMMA, Kind.DASH}:
            self._take_comma(index)

    def _restart(self) -> None:
        for clause in self.stack:
            self._close(clause)
        self.stack = [_Clause()]
        self.phrase, self.in_list, self.list_head, self.is_listing = None, None, None, False

    def _open(self, is_dependent: bool = False) -> None:
        self.stack.append(_Clause(is_dependent=is_dependent))
        self.preposition = None

    def _close(self, clause: _Clause) -> None:
        if clause.times and clause.finite is not None:
            group = self.draft.groups[clause.finite]
            group.times = sorted({*group.times, *clause.times})

    def _take_comma(self, index: int) -> None:
        """A comma ends a relative or a dependent clause that has its verb, where the clause under it waits for one."""
        while len(self.stack) > 1 and self.clause.finite is not None:
            under = self.stack[-2]
            waits = bool(under.subjects) and under.finite is None
            goes_on = self.ahead.goes_on_with_list(index)
            if goes_on or not (waits or (self.clause.is_relative and self.ahead.next_is_verb(index))):
                break
            self._close(self.stack.pop())

    def _take_time(self, index: int, chunk: Chunk) -> None:
        last = self.clause.last
        if last is not None:
            self.draft.groups[last].times.append((chunk.first, chunk.last))
        else:
            self.clause.times.append((chunk.first, chunk.last))

    # --- phrases ----------------------------------------------------------------------------------

    def _add_phrase(self, phrase: DraftPhrase) -> int:
        phrase.group = self.clause.last if phrase.group is None else phrase.group
        self.draft.phrases.append(phrase)
        return len(self.draft.phrases) - 1

    def _take_phrase(self, index: int, chunk: Chunk) -> None:
        before = self._before(index)
        if before is Kind.PREPOSITION and self.preposition is not None:
            self._take_governed(index, chunk, self.preposition)
        elif before is Kind.OPEN and self.brackets:
            host = self.brackets[-1][0]
            self.phrase = self._add_phrase(DraftPhrase(chunk, beside=host, group=None))
            self.clause.subjects = [self.phrase]
        elif before is Kind.STOP and self.is_listing:
            self._take_listed(chunk)
        elif before in {Kind.COORDINATOR, Kind.COMMA, Kind.DASH, Kind.COLON} and self.phrase is not None:
            self._take_linked(index, chunk, before)
        elif before is Kind.GROUP and self.clause.last is not None:
            self._take_object(chunk)
        elif before is Kind.PHRASE and self.phrase is not None:
            self._take_adjacent(index, chunk)
        else:
            self._take_subject(chunk)

    def _take_governed(self, index: int, chunk: Chunk, preposition: Chunk) -> None:
        host = self.phrase if self._is_right_before(preposition) else None
        if preposition.lower in self.table.words["includes"]:
            host = self._latest_counted()
        group = self.clause.last
        number = self._add_phrase(DraftPhrase(chunk, preposition.lower, host, group))
        if group is not None and preposition.lower != _OF:
            self.draft.groups[group].obliques.append((preposition.lower, number))
        self.phrase = number

    def _latest_counted(self) -> int | None:
        """The phrase that "including four bombers" is a part of: the last one with a number."""
        numbers = range(len(self.draft.phrases) - 1, -1, -1)
        return next((n for n in numbers if self.draft.phrases[n].chunk.has_number), self.phrase)

    def _is_right_before(self, preposition: Chunk) -> bool:
        """Whether the latest phrase ends where the preposition stands, a time aside."""
        if self.phrase is None:
            return False
        last = self.draft.phrases[self.phrase].chunk.last
        between = [c for c in self.chunks if last <= c.first < preposition.first]
        return all(c.kind in {Kind.TIME, Kind.CLOSE} for c in between) or (bool(self.brackets) and not between)

    def _take_subject(self, chunk: Chunk) -> None:
        if self.clause.finite is not None:
            self.stack[-1] = self._next_clause()
        number = self._add_phrase(DraftPhrase(chunk))
        self.clause.subjects = [number]
        self.phrase = number

    def _next_clause(self) -> _Clause:
        """A clause beside the present one; what stands over it is over."""
        ended = self.clause
        self._close(ended)
        times = [] if ended.is_relative else list(ended.times)
        return _Clause(is_dependent=ended.is_dependent, times=times)

    def _take_object(self, chunk: Chunk) -> None:
        last = self.clause.last
        assert last is not None
        number = self._add_phrase(DraftPhrase(chunk))
        self.draft.groups[last].objects.append(number)
        self.phrase = number

    def _take_adjacent(self, index: int, chunk: Chunk) -> None:
        """A phrase right behind another: "gave Moscow 400 drones", "the drones Russia launched"."""
        before = self.phrase
        assert before is not None
        if not self.clause.subjects and self.clause.last is None:
            self._take_subject(chunk)  # "In the raid 41 aircraft were hit"
            return
        led = self.draft.phrases[before]
        if led.chunk.is_pronoun and led.preposition in self.table.words["amid"]:
            number = self._add_phrase(DraftPhrase(chunk, "including", self._latest_counted()))
            self.phrase = number  # "40 jets, among them four bombers"
            return
        verb = self.ahead.verb_behind(index)
        if verb is not None and verb.form in {Form.FINITE, Form.BARE} and verb.voice is not Voice.PASSIVE:
            self.stack.append(_Clause(gap=before, is_relative=True))
            number = self._add_phrase(DraftPhrase(chunk))
            self.clause.subjects = [number]
            self.phrase = number
            return
        last = self.clause.last
        if last is not None and self.draft.groups[last].objects[-1:] == [before]:
            group = self.draft.groups[last]
            first = group.objects.pop()
            group.indirect = None if group.is_gapped else first
            self._take_object(chunk)
            return
        number = self._add_phrase(DraftPhrase(chunk, beside=before))
        self.phrase = number

    def _take_linked(self, index: int, chunk: Chunk, link: Kind) -> None:
        """A phrase behind a comma, a colon or "and": a subject of its own, one more of a list, or an aside."""
        before = self.phrase
        assert before is not None
        if self._begins_clause(index, link):
            self._begin_beside(index, chunk)
            return
        if link is Kind.COLON:
            self._take_listed(chunk)
            return
        if self._is_gapped(index, chunk, link):
            self._take_gapped(chunk)
            return
        anchor = self.draft.phrases[before]
        is_aside = link in {Kind.COMMA, Kind.DASH} and not self.ahead.is_list(index, anchor.chunk.has_number)
        if is_aside and self.in_list is None:
            self.phrase = self._add_phrase(DraftPhrase(chunk, beside=before))
            return
        self._join(chunk, before)

    def _begins_clause(self, index: int, link: Kind) -> bool:
        verb = self.ahead.verb_of_subject(index)
        if verb is None:
            return False
        clause = self.clause
        if clause.finite is None and clause.last is None:
            is_initial = not clause.subjects or (link is Kind.COMMA and not clause.subjects)
            return is_initial
        if clause.finite is None and not clause.is_relative:
            under_waits = any(c.subjects and c.finite is None for c in self.stack)
            return not under_waits or verb.form is Form.FINITE
        return True

    def _begin_beside(self, index: int, chunk: Chunk) -> None:
        """A new clause: it stands beside the outermost one that has its verb."""
        while len(self.stack) > 1 and (self.clause.is_relative or self.clause.is_dependent):
            self._close(self.stack.pop())
        self.stack[-1] = self._next_clause()
        number = self._add_phrase(DraftPhrase(chunk))
        self.clause.subjects = [number]
        self.phrase, self.in_list, self.is_listing = number, None, False

    def _join(self, chunk: Chunk, before: int) -> None:
        """One more of a list: it stands where the phrase before it stands."""
        anchor = self.draft.phrases[before]
        top = self._list_top(before, chunk)
        anchor = self.draft.phrases[top]
        joined = anchor.joined if anchor.joined is not None else top
        number = self._add_phrase(
            DraftPhrase(chunk, anchor.preposition, anchor.host, anchor.group, anchor.beside, joined)
        )
        for group in self.draft.groups:
            if top in group.objects:
                group.objects.append(number)
            if top in group.subjects:
                group.subjects.append(number)
            for preposition, phrase in list(group.obliques):
                if phrase == top:
                    group.obliques.append((preposition, number))
        for clause in self.stack:
            if top in clause.subjects:
                clause.subjects.append(number)
        self.phrase = number

    def _list_top(self, before: int, chunk: Chunk) -> int:
        """The phrase that a list goes on from: "40 drones of several kinds and 20 missiles" goes on from the drones."""
        here = before
        while chunk.has_number and not self.draft.phrases[here].chunk.has_number:
            host = self.draft.phrases[here].host
            if host is None:
                break
            here = host
        return here if self.draft.phrases[here].chunk.has_number == chunk.has_number else before

    def _take_listed(self, chunk: Chunk) -> None:
        is_row = self.phrase != self.list_head  # the number behind "tanks:" inside the list
        group = None if is_row else self.in_list
        number = self._add_phrase(DraftPhrase(chunk, beside=self.phrase if group is None else None))
        if group is not None:
            self.draft.groups[group].objects.append(number)
        self.phrase = number

    def _is_gapped(self, index: int, chunk: Chunk, link: Kind) -> bool:
        """ "Iran ordered 24 jets and Egypt 30": a name with a number behind it, where a verb has had both."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if following is None or following.kind is not Kind.PHRASE or chunk.has_number or chunk.is_pronoun:
            return False
        clause = self.clause
        return clause.finite is not None and following.has_number and bool(clause.subjects)

    def _take_gapped(self, chunk: Chunk) -> None:
        verb = self.clause.finite
        assert verb is not None
        ended = self._next_clause()
        self.stack[-1] = ended
        number = self._add_phrase(DraftPhrase(chunk))
        said = self.draft.groups[verb]
        again = DraftGroup(said.chunk, said.voice, said.form, subjects=[number], is_gapped=True)
        self.draft.groups.append(again)
        self.clause.subjects = [number]
        self.clause.finite = self.clause.last = len(self.draft.groups) - 1
        again.objects.append(number)  # the next phrase takes its place: see _take_adjacent
        self.phrase = number

    # --- verb groups ------------------------------------------------------------------------------

    def _take_group(self, index: int, chunk: Chunk) -> None:
        before = self._before(index)
        is_participle = self._is_participle(index, chunk, before)
        if chunk.form is Form.INFINITIVE or self._is_bare_infinitive(chunk, before):
            self._take_infinitive(chunk, before)
        elif chunk.form is Form.GERUND:
            self._take_gerund(chunk, before)
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
        group = DraftGroup(chunk, Voice.PASSIVE, Form.PARTICIPLE, modifies=self._modified())
        if group.modifies is not None:
            group.subjects = self._with_list(group.modifies)
        last = self.clause.last
        self._add_group(group)
        group.parent = last

    def _modified(self) -> int | None:
        """The phrase that a modifier behind the latest one says something of."""
        return self.phrase

    def _with_list(self, phrase: int) -> list[int]:
        return [phrase]

    def _take_gerund(self, chunk: Chunk, before: Kind | None) -> None:
        group = DraftGroup(chunk, Voice.ACTIVE, Form.GERUND)
        if before is Kind.PHRASE and self.preposition is None and self.phrase is not None:
            group.modifies = self.phrase
            group.subjects = [self.phrase]
        elif self.clause.subjects:
            group.subjects = list(self.clause.subjects)
        if self.preposition is not None and before is Kind.PREPOSITION:
            group.parent = self.clause.last
        group.parent = self.clause.last
        self._add_group(group)

    def _take_infinitive(self, chunk: Chunk, before: Kind | None) -> None:
        last = self.clause.last
        group = DraftGroup(chunk, chunk.voice, Form.INFINITIVE, parent=last)
        over = self.draft.groups[last] if last is not None else None
        if over is not None and over.objects and before is Kind.PHRASE and self.phrase == over.objects[-1]:
            group.subjects = list(over.subjects)
        elif over is not None:
            group.subjects = list(over.subjects)
        else:
            group.subjects = list(self.clause.subjects)
        number = self._add_group(group)
        if self.clause.finite is None and not self.ahead.has_verb_for(self._index_of(chunk)):
            self.clause.finite = number  # a headline's "Iran to build"
        
    def _index_of(self, chunk: Chunk) -> int:
        return self.ahead.index_of(chunk)

    def _take_finite(self, chunk: Chunk, before: Kind | None) -> None:
        clause = self.clause
        if clause.finite is not None and before is not Kind.COORDINATOR and not (
            before is Kind.COMMA and self._goes_on(chunk)
        ):
            self._pop_to_waiting()
            clause = self.clause
        is_shared = clause.finite is not None
        voice = self._voice(chunk, before)
        group = DraftGroup(chunk, voice, Form.FINITE, subjects=list(clause.subjects))
        if is_shared and clause.finite is not None:
            group.subjects = list(self.draft.groups[clause.finite].subjects)
            group.parent = None
        if clause.is_relative:
            group.modifies = clause.gap
            if not clause.subjects and clause.gap is not None:
                group.subjects = [clause.gap]
            elif clause.gap is not None and clause.subjects and self.draft.phrases[clause.subjects[0]].part_of is None:
                group.objects = [clause.gap]
        number = self._add_group(group)
        if clause.finite is None:
            clause.finite = number
            group.times.extend(clause.times)

    def _goes_on(self, chunk: Chunk) -> bool:
        """Whether no clause under the present one waits for this verb."""
        return not any(c.subjects and c.finite is None for c in self.stack[:-1])

    def _pop_to_waiting(self) -> None:
        """Back to the innermost clause that has a subject and no verb yet, if there is one."""
        for depth in range(len(self.stack) - 2, -1, -1):
            if self.stack[depth].subjects and self.stack[depth].finite is None:
                for clause in self.stack[depth + 1 :]:
                    self._close(clause)
                del self.stack[depth + 1 :]
                return
        self.stack[-1] = _Clause()

    def _voice(self, chunk: Chunk, before: Kind | None) -> Voice:
        """A bare past form behind "and" has the voice of the verb before it; else it is active."""
        if chunk.voice is not Voice.OPEN:
            return chunk.voice
        last = self.clause.last
        if before is Kind.COORDINATOR and last is not None and not self.ahead.has_object(self._index_of(chunk)):
            if self.draft.groups[last].voice is Voice.PASSIVE:
                return Voice.PASSIVE
        return Voice.ACTIVE if self.ahead.has_object(self._index_of(chunk)) else Voice.OPEN

    def _take_relative(self, index: int, chunk: Chunk) -> None:
        """ "which were shot down", "30 of which were", "of which 30 were", "whose"."""
        antecedent = self.phrase
        governed = self.preposition if self._before(index) is Kind.PREPOSITION else None
        self.preposition = None
        clause = _Clause(gap=antecedent, is_relative=True)
        if governed is not None and governed.lower == _OF:
            part = self._part_before(governed)
            if part is not None:
                whole = self._whole_before(part)
                self._detach(part)
                self.draft.phrases[part].part_of = whole
                clause = _Clause(subjects=[part], gap=whole, is_relative=True)
            else:
                clause = _Clause(gap=None, is_relative=True)
        elif governed is not None:
            clause = _Clause(gap=None, is_relative=True)
        elif chunk.lower == "whose":
            clause = _Clause(gap=None, is_relative=True)
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
        for group in self.draft.groups:
            group.objects = [p for p in group.objects if p != part]
            group.obliques = [(name, p) for name, p in group.obliques if p != part]
            group.subjects = [p for p in group.subjects if p != part]
