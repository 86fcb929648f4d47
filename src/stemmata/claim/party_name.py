"""Who a phrase names: an actor at its head, a state's people, "it", "its forces", "the company"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stemmata.annotate.token import Token, noun_lemmas
from stemmata.claim.context import SentenceContext
from stemmata.claim.elided import is_apart
from stemmata.claim.role import meant_by_role
from stemmata.claim.syntax import Form, Group, Phrase
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Entity, Span
from stemmata.packs import Pack

_MOST_OF = 3  # "units of the Defence Forces of Ukraine"


@dataclass(frozen=True, slots=True)
class Party:
    """One or more coordinated actors: `value` joins their ids by "+", in the order of the ids."""

    value: str
    spans: tuple[Span, ...]


class PartyNames:
    """Reads which actors the phrases of a trigger's sentence name."""

    def __init__(self, context: SentenceContext, hit: TriggerHit, pack: Pack) -> None:
        self.context, self.hit, self.pack = context, hit, pack
        self.structure = context.structure
        self.tables: ClaimTables = load_claim_tables(context.document.language)
        self.actors = [e for e in context.entities if e.entity in pack.actors]

    # --- who a phrase names -------------------------------------------------------------------

    def party_of(self, phrases: Iterable[int]) -> Party | None:
        """The actors that some phrases name, taken together; None where one of them names none that is known."""
        found: list[tuple[str, Span]] = []
        for number in phrases:
            phrase = self.structure.phrases[number]
            if phrase.is_pronoun:
                found.extend(self._meant_by_pronoun(phrase.first))
                continue
            named = list(self.named_in(phrase.first, phrase.last, phrase.head))
            named = named or list(self._described_by(phrase))
            role = None if named else meant_by_role(self.context, phrase, self.actors, self.pack)
            found.extend([role] if role is not None else named or [*self._own_people(phrase), *self._of_whom(number)])
        return join_parties(found)

    def _described_by(self, phrase: Phrase) -> Iterator[tuple[str, Span]]:
        """ "Rheinmetall AG, an arms maker, said it": what such words behind a source's comma call it."""
        tokens = self.context.tokens
        around = [*tokens[max(0, phrase.first - 1) : phrase.first], *tokens[phrase.last : phrase.last + 1]]
        if [token.text for token in around] != [",", ","]:
            return
        for attribution in self.context.attributions:
            for part in attribution.source if not attribution.cited else ():
                first, last = self.context.token_range(part) if part.overlaps(self.context.span) else (0, 0)
                if first < last == phrase.first - 1:
                    yield from self.named_in(first, last, self.head_of(first, last))
                    return

    def _of_whom(self, number: int, depth: int = 0) -> Iterator[tuple[str, Span]]:
        """ "Mobile groups of the Ukrainian Air Force": whose people those are."""
        lemmas = self.context.tokens[self.structure.phrases[number].head].lemmas
        if not (self.tables.has("state_people", lemmas) or self.tables.has("troops_of", lemmas)):
            return
        for below, other in enumerate(self.structure.phrases):
            if other.host == number and other.preposition == "of":
                named = list(self.named_in(other.first, other.last, other.head))
                yield from named or (self._of_whom(below, depth + 1) if depth < _MOST_OF else ())

    def _own_people(self, phrase: Phrase) -> Iterator[tuple[str, Span]]:
        """ "Its forces": those of the one that speaks, or of the subject before."""
        is_own = self.context.tokens[phrase.first].lower in self.tables.words["own_people"]
        if is_own and self.tables.has("state_people", self.context.tokens[phrase.head].lemmas):
            yield from self._meant_by_pronoun(phrase.first)

    def _side_of_speaker(self, token: int) -> Iterator[tuple[str, Span]]:
        """ "We shot down nine, the Ukrainian commander said": the side that the words for the speaker name."""
        span = self.context.tokens[token].span
        parts = {part for a in self.context.covering(span) for part in a.source if part.overlaps(self.context.span)}
        named = [e for e in self.actors if any(part.contains(e.span) for part in parts)]
        if len(parts) == 1 and len({entity.entity for entity in named}) == 1:
            yield named[0].entity or "", named[0].span

    def named_in(self, first: int, last: int, head: int) -> Iterator[tuple[str, Span]]:
        """The actor that a phrase is: one that covers its head, or whose people the head names."""
        inside = [(e, *self.context.token_range(e.span)) for e in self.actors]
        inside = [(e, a, b) for e, a, b in inside if first <= a and b <= last]
        for entity, begin, end in inside:
            if begin <= head < end:
                yield entity.entity or "", entity.span
                return
        before = [(e, a, b) for e, a, b in inside if b <= head]
        if before and self._is_in_name(before[-1][2], head):
            yield before[-1][0].entity or "", before[-1][0].span
            return
        noun = self.context.tokens[head]
        is_common = noun.text[:1].islower()  # "Russian factories", but not "South Korea Aerospace Industries"
        is_industry = is_common and self.tables.has("state_industry", noun.lemmas) and noun.lower in self._plurals(noun)
        if before and before[-1][2] < head and self._is_plant_of(before[-1], noun):
            yield before[-1][0].entity or "", before[-1][0].span
            return
        is_people = is_industry or self.tables.has("state_people", noun.lemmas)
        if before and (is_people or self._is_craft_of(before[-1][0], first, head)):
            yield before[-1][0].entity or "", before[-1][0].span

    def _is_in_name(self, behind: int, head: int) -> bool:
        """Whether only the legal form of a company stands behind its name: "Rheinmetall AG"."""
        form = self.tables.words["legal_forms"]
        tail = self.context.tokens[behind : head + 1]
        return all(token.lower.rstrip(".") in form or token.text == "." for token in tail)

    def _is_plant_of(self, owner: tuple[Entity, int, int], noun: Token) -> bool:
        """ "Rheinmetall's new plant should make 40": a plant is a place, and its owner makes them."""
        _, _, behind = owner
        is_owned = self.context.tokens[behind].lower in self.tables.words["genitive"]
        return is_owned and any(
            entity.span.overlaps(noun.span) and entity.entity in self.pack.items and entity.type == "facility"
            for entity in self.context.entities
        )

    def _is_craft_of(self, owner: Entity, first: int, head: int) -> bool:
        """ "a U.S. warship", "Israeli jets": what they shoot down or launch is their state's doing."""
        _, behind = self.context.token_range(owner.span)
        following = self.context.tokens[behind].lower if behind < len(self.context.tokens) else ""
        if self.hit.measure.kind != "flow" or following == "-" or following in self.tables.words["made"]:
            return False
        noun = self.context.tokens[head].span
        return any(
            entity.span.overlaps(noun) and self.pack.is_of_class(entity.entity, self.pack.crafts)
            for entity in self.context.entities
        )

    def _plurals(self, noun: Token) -> frozenset[str]:
        """The word itself, where it is a noun in the plural."""
        lemmas = noun_lemmas(noun.lower, self.context.document.language)
        return frozenset() if not lemmas or noun.lower in lemmas else frozenset((noun.lower,))

    def _meant_by_pronoun(self, token: int) -> Iterator[tuple[str, Span]]:
        """ "Ukraine said that it had shot down 40": the one that speaks, or the subject of a clause before."""
        lower = self.context.tokens[token].lower
        if lower in self.tables.words["own_side"]:
            yield from self._side_of_speaker(token)
            return
        if lower not in self.tables.words["thing_pronouns"] | self.tables.words["own_people"]:
            return
        sources = [
            self.context.token_range(part)
            for attribution in self.context.attributions
            for part in attribution.source
            if part.overlaps(self.context.span) and part.end <= self.context.tokens[token].span.start
        ]
        speaker = max(sources, key=lambda tokens: tokens[1], default=None)
        told = [g for g in self.structure.groups if g.first < token and g.subjects and g.modifies is None]
        subject = next((g for g in reversed(told) if not self._has_pronoun(g)), None)
        if speaker is not None and (subject is None or subject.first < speaker[0]):
            found = list(self.named_in(*speaker, self.head_of(*speaker)))
            if found:
                yield from found
                return
        party = self.party_of(subject.subjects) if subject is not None else None
        if subject is None and speaker is None and self._opens_with(token):
            party = self._told_before()
        if party is not None:
            yield from zip(party.value.split("+"), party.spans, strict=False)

    def _opens_with(self, token: int) -> bool:
        """Whether a pronoun is the first subject of its sentence, and may mean one that the sentence before told of."""
        number = self.structure.phrase_at(token)
        is_subject = any(number in group.subjects for group in self.structure.groups)
        return is_subject and self.context.tokens[token].lower in self.tables.words["empty_pronouns"]

    def _told_before(self) -> Party | None:
        """Whoever the sentence before is about, where nobody of another side speaks or acts in it: "Taiwan has received
        38 tanks. It ordered 108"."""
        before = self.context.previous
        if before is None or is_apart(before, self.context) or self._may_be_plant(before):
            return None
        reader = PartyNames(before, self.hit, self.pack)
        finite = [g for g in before.structure.groups if g.form is Form.FINITE and g.subjects]
        parties = [reader.party_of(group.subjects) for group in finite]
        if not parties or parties[0] is None:
            return None
        spoken = [part for a in before.attributions for part in a.source if part.overlaps(before.span)]
        for part in spoken:
            first, last = before.token_range(part)
            parties.append(join_parties(list(reader.named_in(first, last, reader.head_of(first, last)))))
        sides = {self.pack.state_of(one) for party in parties if party is not None for one in party.value.split("+")}
        return parties[0] if len(sides) == 1 else None

    def _may_be_plant(self, before: SentenceContext) -> bool:
        """Whether "it" may be a plant that the sentence before names."""
        return any(e.entity in self.pack.items and e.type == "facility" for e in before.entities)

    def _has_pronoun(self, group: Group) -> bool:
        return any(self.structure.phrases[subject].is_pronoun for subject in group.subjects)

    def head_of(self, first: int, last: int) -> int:
        """The head of the words of a source: before "of", a comma or another word that opens something."""
        for index in range(first, last):
            token = self.context.tokens[index]
            is_end = token.lower in self.tables.words["prepositions"] or token.lower in self.tables.words["relative"]
            if index > first and (is_end or token.text in {",", "("}):
                return index - 1
        return last - 1

    def speaker(self) -> Party | None:
        """Whoever the words that the trigger is the cue of are said by."""
        for attribution in self.context.attributions:
            if any(cue.overlaps(self.hit.span) for cue in attribution.cue):
                for part in attribution.source:
                    if part.overlaps(self.context.span):
                        first, last = self.context.token_range(part)
                        return join_parties(list(self.named_in(first, last, self.head_of(first, last))))
        return None


def join_parties(found: Sequence[tuple[str, Span]]) -> Party | None:
    """The party of some ids with their spans; None where there are none."""
    if not found:
        return None
    ids = sorted({name for name, _ in found})
    return Party("+".join(ids), tuple(sorted({span for _, span in found})))
