"""Where a noun phrase belongs: before a verb, behind it, behind a preposition, in a list, or beside another phrase."""

from __future__ import annotations

from stemmata.claim.syntax.chunk import Chunk, Form, Kind, Voice
from stemmata.claim.syntax.draft import PASSED, DraftGroup, DraftPhrase, OpenClause, Ties

_OF = "of"
_BY = "by"
_NEAR = 12  # verb groups back in which a list may have begun


class PhraseTies(Ties):
    """Ties noun phrases to what stands before them."""

    def take_phrase(self, index: int, chunk: Chunk) -> None:
        """Tie a phrase to what stands before it."""
        before = self.kind_before(index)
        if before is Kind.PREPOSITION and self.preposition is not None:
            self._take_governed(index, chunk, self.preposition)
        elif before is Kind.OPEN and self.brackets:
            host = self.brackets[-1][0]
            self.phrase = self.add_phrase(DraftPhrase(chunk, beside=host, group=None))
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
        if host is None and preposition.lower == _OF and chunk.has_number:
            host = self._host_of_parallel(preposition)
        number = self.add_phrase(DraftPhrase(chunk, preposition.lower, host, group))
        if group is not None and preposition.lower != _OF:
            self.draft.groups[group].obliques.append((preposition.lower, number))
        self.phrase = number

    def _host_of_parallel(self, preposition: Chunk) -> int | None:
        """ "The delivery of 180 tanks by May, and of 212 guns": what the first of the two hangs on."""
        if self.kind_before(self.index_of(preposition)) is not Kind.COORDINATOR:
            return None
        numbers = range(len(self.draft.phrases) - 1, max(-1, len(self.draft.phrases) - 1 - _NEAR), -1)
        earlier = (self.draft.phrases[n] for n in numbers)
        return next((p.host for p in earlier if p.preposition == _OF and p.chunk.has_number), None)

    def _latest_counted(self) -> int | None:
        """The phrase that "including four bombers" is a part of: the last one with a number."""
        numbers = range(len(self.draft.phrases) - 1, -1, -1)
        return next((n for n in numbers if self.draft.phrases[n].chunk.has_number), self.phrase)

    def _is_right_before(self, preposition: Chunk) -> bool:
        """Whether the latest phrase ends where the preposition stands, a time aside."""
        if self.phrase is None:
            return False
        end = self.draft.phrases[self.phrase].chunk.last
        index = self.index_of(preposition)
        for chunk in reversed(self.chunks[max(0, index - PASSED) : index]):
            if chunk.last <= end:
                return True
            passes_comma = chunk.kind is Kind.COMMA and preposition.lower in self.table.words["over_comma"]
            if chunk.kind not in {Kind.TIME, Kind.CLOSE} and not passes_comma:
                return False
        return True

    def _take_subject(self, chunk: Chunk) -> None:
        if self.clause.finite is not None:
            self.stack[-1] = self.next_clause()
        number = self.add_phrase(DraftPhrase(chunk, part_of=self.clause.whole if chunk.has_number else None))
        self.clause.subjects = [number]
        self.phrase = number
        self._give_subject(number)

    def _give_subject(self, number: int) -> None:
        for group in self.without_subject:
            self.draft.groups[group].subjects = [number]
        self.without_subject = []

    def _take_object(self, chunk: Chunk) -> None:
        last = self.clause.last
        assert last is not None
        number = self.add_phrase(DraftPhrase(chunk))
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
            number = self.add_phrase(DraftPhrase(chunk, "including", self._latest_counted()))
            self.phrase = number  # "40 jets, among them four bombers"
            return
        verb = self.ahead.verb_behind(index)
        if verb is not None and verb.form in {Form.FINITE, Form.BARE} and verb.voice is not Voice.PASSIVE:
            self.stack.append(OpenClause(gap=before, is_relative=True))
            number = self.add_phrase(DraftPhrase(chunk))
            self.clause.subjects = [number]
            self.phrase = number
            return
        last = self.clause.last
        if last is not None and chunk.has_number and self._is_between(last, before):
            self._take_object(chunk)
            return
        if last is not None and self.draft.groups[last].objects[-1:] == [before]:
            group = self.draft.groups[last]
            first = group.objects.pop()
            group.indirect = None if group.is_gapped else first
            self._take_object(chunk)
            return
        number = self.add_phrase(DraftPhrase(chunk, beside=before))
        self.phrase = number

    def _is_between(self, group: int, number: int) -> bool:
        """ "delivering to Poland five more tanks": what stands between a verb and its object."""
        verb, phrase = self.draft.groups[group], self.draft.phrases[number]
        is_first = phrase.host is None and not verb.objects and verb.voice is not Voice.PASSIVE
        return is_first and any(number == tied for _, tied in verb.obliques)

    def _take_linked(self, index: int, chunk: Chunk, link: Kind) -> None:
        """A phrase behind a comma, a colon or "and": a subject of its own, one more of a list, or an aside."""
        before = self.phrase
        assert before is not None
        if self._begins_clause(index) or self._is_contrasted(index):
            self._begin_beside(index, chunk)
            return
        if link is Kind.COLON:
            self._take_listed(chunk)
            return
        if self._is_gapped(index, chunk):
            self._take_gapped(chunk)
            return
        parallel = self._parallel(index, chunk)
        if parallel is not None:
            self._join(chunk, parallel)
            return
        anchor = self.draft.phrases[before]
        is_aside = link in {Kind.COMMA, Kind.DASH} and not self.ahead.is_list(index, anchor.chunk.has_number)
        if is_aside and self.in_list is None:
            self.phrase = self.add_phrase(DraftPhrase(chunk, beside=before))
            return
        self._join(chunk, before)

    def _is_contrasted(self, index: int) -> bool:
        """ "…, but the army handed over 14": "but" behind a comma joins no phrases where a verb stands behind."""
        marks = [chunk.lower for chunk in self.chunks[max(0, index - 2) : index]]
        is_but = len(marks) == 2 and marks[0] in self.table.words["comma"] and marks[1] in self.table.words["contrast"]
        return is_but and self.ahead.verb_of_subject(index) is not None

    def _begins_clause(self, index: int) -> bool:
        verb = self.ahead.verb_of_subject(index)
        if verb is None or self._is_done_to(verb):
            return False
        clause = self.clause
        if clause.finite is None and clause.last is None:
            return not clause.subjects
        if clause.finite is None and not clause.is_relative:
            under_waits = any(c.subjects and c.finite is None for c in self.stack)
            return not under_waits or verb.form is Form.FINITE
        return True

    def _is_done_to(self, verb: Chunk) -> bool:
        """ "shot down 80 drones and six missiles fired from the coast": a bare past form that lacks its object, and a
        preposition behind it."""
        last = self.clause.last
        if verb.form is not Form.BARE or self.clause.finite is None or last is None:
            return False
        if self.phrase in self.draft.groups[last].subjects:
            return False  # "300 were abandoned and 12 captured by the rebels"
        place = self.index_of(verb)
        behind = self.chunks[place + 1] if place + 1 < len(self.chunks) else None
        if behind is None or behind.kind is not Kind.PREPOSITION:
            return False
        return behind.lower == _BY or not self.table.done_to.isdisjoint(self.tokens[verb.head].lemmas)

    def _begin_beside(self, index: int, chunk: Chunk) -> None:
        """A new clause: it stands beside the outermost one that has its verb."""
        while len(self.stack) > 1 and (self.clause.is_relative or self.clause.is_dependent):
            self.close_clause(self.stack.pop())
        self.stack[-1] = self.next_clause()
        number = self.add_phrase(DraftPhrase(chunk))
        self.clause.subjects = [number]
        self._give_subject(number)
        self.phrase, self.in_list, self.is_listing = number, None, False

    def _parallel(self, index: int, chunk: Chunk) -> int | None:
        """The counted subject or object that another number stands beside, each with its own preposition behind it:
        "12 were shot down over Kursk, five over Belgorod and one over the sea"."""
        behind = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        last = self.clause.last
        if not chunk.has_number or behind is None or behind.kind is not Kind.PREPOSITION or last is None:
            return None
        group = self.draft.groups[last]
        governed = {name for name, _ in group.obliques}
        counted = [p for p in (*group.subjects, *group.objects) if self.draft.phrases[p].chunk.has_number]
        if behind.lower == _OF or behind.lower not in governed or not counted:
            return None
        return counted[-1]

    def _join(self, chunk: Chunk, before: int) -> None:
        """One more of a list: it stands where the phrase before it stands."""
        top = self._list_top(before, chunk)
        anchor = self.draft.phrases[top]
        joined = anchor.joined if anchor.joined is not None else top
        number = self.add_phrase(
            DraftPhrase(chunk, anchor.preposition, anchor.host, anchor.group, anchor.beside, joined)
        )
        for group in self.draft.groups[-_NEAR:]:
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
        whole = self.draft.phrases[here]
        if chunk.has_number and whole.preposition == _OF and whole.host is not None:
            part = self.draft.phrases[whole.host]
            here = whole.host if part.chunk.has_number else here  # "21 of 22 drones and 3 missiles"
        return here if self.draft.phrases[here].chunk.has_number == chunk.has_number else before

    def _take_listed(self, chunk: Chunk) -> None:
        is_row = self.phrase != self.list_head  # the number behind "tanks:" inside the list
        group = None if is_row else self.in_list
        number = self.add_phrase(DraftPhrase(chunk, beside=self.phrase if group is None else None))
        if group is not None:
            listing = self.draft.groups[group]
            (listing.subjects if listing.voice is Voice.PASSIVE else listing.objects).append(number)
        self.phrase = number

    def _is_gapped(self, index: int, chunk: Chunk) -> bool:
        """ "Iran ordered 24 jets and Egypt 30": a name with a number behind it, where a verb has had both."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if following is None or following.kind is not Kind.PHRASE or chunk.has_number or chunk.is_pronoun:
            return False
        clause = self.clause
        return clause.finite is not None and following.has_number and bool(clause.subjects)

    def _take_gapped(self, chunk: Chunk) -> None:
        verb = self.clause.finite
        assert verb is not None
        ended = self.next_clause()
        self.stack[-1] = ended
        number = self.add_phrase(DraftPhrase(chunk))
        said = self.draft.groups[verb]
        again = DraftGroup(said.chunk, said.voice, said.form, subjects=[number], is_gapped=True)
        self.draft.groups.append(again)
        self.clause.subjects = [number]
        self.clause.finite = self.clause.last = len(self.draft.groups) - 1
        again.objects.append(number)  # the next phrase takes its place: see _take_adjacent
        self.phrase = number
