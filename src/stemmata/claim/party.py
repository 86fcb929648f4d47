"""Who acts, and on whom: the parties of a trigger, bound by the clause's structure and its prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stemmata.annotate.token import Token, noun_lemmas
from stemmata.claim.context import SentenceContext
from stemmata.claim.deal import find_deal
from stemmata.claim.syntax import Group, Voice
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Entity, Span
from stemmata.packs import Pack

_OBJECT_REACH = 14
_MOST_PARENTS = 4
_MOST_HOSTS = 6
_INSIDE_NAMES = frozenset({"-", "'", "’", "'s", "’s"})
_DEALS = frozenset({"transfer", "commitment", "money", "event", "statement"})  # kinds that have another side


@dataclass(frozen=True, slots=True)
class Party:
    """One or more coordinated actors: `value` joins their ids by "+", in the order of the ids."""

    value: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """The roles that could be bound; None where the words do not say."""

    actor: Party | None
    counterpart: Party | None


def find_parties(
    context: SentenceContext, hit: TriggerHit, pack: Pack, speakers: bool = False, group: int | None = None
) -> Parties:
    """Actor and counterpart of a trigger, in the clause of the verb group `group` where that is known. With `speakers`,
    those who only speak may act too: in a reaction to a report they are the ones who react."""
    reader = _Reader(context, hit, pack)
    if speakers:
        speaker = reader.speaker()
        if speaker is not None:
            return Parties(speaker, None)
    groups = [group] if group is not None else list(context.structure.groups_at(hit.first, hit.last))
    noun = context.structure.phrase_at(hit.last - 1)
    if group is None and noun is not None and context.structure.phrases[noun].head == hit.last - 1:
        actor, counterpart = reader.of_noun()
    elif groups:
        actor, counterpart = reader.of_verb(context.structure.groups[groups[0]])
    else:
        actor, counterpart = reader.of_clause()
    is_deal = hit.form == "noun" and hit.measure.kind in {"commitment", "money"}
    if is_deal and reader.is_of_sale():
        return Parties(None, None)  # "France closed a contract for the sale of 24 jets" is the other side's order
    if is_deal and actor is not None and _is_maker(actor, pack):
        actor, counterpart = counterpart, actor  # "Hanwha won an order from Poland" is Poland's order
    if hit.measure.kind not in _DEALS:
        return Parties(actor, None)
    if counterpart is None and hit.trigger.counterpart_after:
        counterpart = reader.target_words()
    return Parties(actor, None if actor and counterpart and actor.value == counterpart.value else counterpart)


def _is_maker(party: Party, pack: Pack) -> bool:
    """Whether all of a party are companies: those of a pack of arms make them."""
    return all(id_ in pack.actors and pack.actors[id_].kind == "company" for id_ in party.value.split("+"))


class _Reader:
    """Reads the parties of one trigger."""

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
            found.extend(self._named_in(phrase.first, phrase.last, phrase.head))
        return _join(found)

    def _named_in(self, first: int, last: int, head: int) -> Iterator[tuple[str, Span]]:
        """The actor that a phrase is: one that covers its head, or whose people the head names."""
        inside = [(e, *self.context.token_range(e.span)) for e in self.actors]
        inside = [(e, a, b) for e, a, b in inside if first <= a and b <= last]
        for entity, begin, end in inside:
            if begin <= head < end:
                yield entity.entity or "", entity.span
                return
        before = [(e, a, b) for e, a, b in inside if b <= head]
        noun = self.context.tokens[head]
        is_industry = self.tables.has("state_industry", noun.lemmas) and noun.lower in self._plurals(noun)
        if before and before[-1][2] < head and self._is_plant_of(before[-1], noun):
            yield before[-1][0].entity or "", before[-1][0].span
            return
        is_people = is_industry or self.tables.has("state_people", noun.lemmas)
        if before and (is_people or self._is_craft_of(before[-1][0], first, head)):
            yield before[-1][0].entity or "", before[-1][0].span

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
        if lower not in self.tables.words["thing_pronouns"]:
            return
        sources = [
            self.context.token_range(part)
            for attribution in self.context.attributions
            for part in attribution.source
            if part.overlaps(self.context.span) and part.end <= self.context.tokens[token].span.start
        ]
        speaker = max(sources, key=lambda tokens: tokens[1], default=None)
        told = [g for g in self.structure.groups if g.first < token and g.subjects]
        subject = next((g for g in reversed(told) if not self._has_pronoun(g)), None)
        if speaker is not None and (subject is None or subject.first < speaker[0]):
            found = list(self._named_in(*speaker, self._head(*speaker)))
            if found:
                yield from found
                return
        party = self.party_of(subject.subjects) if subject is not None else None
        if party is not None:
            yield from zip(party.value.split("+"), party.spans, strict=False)

    def _has_pronoun(self, group: Group) -> bool:
        return any(self.structure.phrases[subject].is_pronoun for subject in group.subjects)

    def _head(self, first: int, last: int) -> int:
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
                        return _join(list(self._named_in(first, last, self._head(first, last))))
        return None

    # --- by the trigger's form -------------------------------------------------------------------

    def of_verb(self, group: Group) -> tuple[Party | None, Party | None]:
        """Subject or agent, and the other side behind its preposition or as the object."""
        takes = self.hit.trigger.direction == "from"
        agent = self._oblique(group, self.tables.words["agent"])
        is_done_to = group.voice is Voice.PASSIVE or (group.voice is Voice.OPEN and not self.party_of(group.subjects))
        actor = agent if is_done_to else self._doer(group)
        if is_done_to and self.hit.measure.kind == "balance":
            actor = self.party_of(group.subjects)  # "Moscow is left with 40"
        if self.hit.trigger.actor_is_owner:
            actor = self._owner_of_things(group.subjects if is_done_to else group.objects)
        other = self._oblique(group, self.tables.words["away" if takes else "towards"])
        if other is None and not takes:
            other = self.party_of([group.indirect]) if group.indirect is not None else None
            if other is None and group.voice is not Voice.PASSIVE:
                other = self.party_of(group.objects)
            if other is None and is_done_to and not self._is_item(group.subjects):
                other = self.party_of(group.subjects)  # "Ukraine was given 40 tanks"
        if actor is None and not takes and is_done_to and self.hit.measure.kind == "transfer":
            actor = self._oblique(group, self.tables.words["away"])
        return actor, other

    def _owner_of_things(self, phrases: Iterable[int]) -> Party | None:
        """ "Russian" of "40 Russian tanks"."""
        found = []
        for number in phrases:
            phrase = self.structure.phrases[number]
            for entity in self.actors:
                begin, end = self.context.token_range(entity.span)
                is_made = end < len(self.context.tokens) and self.context.tokens[end].lower in {
                    "-",
                    *self.tables.words["made"],
                }
                if phrase.first <= begin and end <= phrase.head and not is_made:
                    found.append((entity.entity or "", entity.span))
                    break
        return _join(found)

    def _is_item(self, phrases: Sequence[int]) -> bool:
        for number in phrases:
            phrase = self.structure.phrases[number]
            span = Span(self.context.tokens[phrase.first].span.start, self.context.tokens[phrase.last - 1].span.end)
            if any(e.entity in self.pack.items and e.span.overlaps(span) for e in self.context.entities):
                return True
        return False

    def _doer(self, group: Group) -> Party | None:
        """The subject; of an infinitive whoever is to do it."""
        here: Group = group
        for _ in range(_MOST_PARENTS):
            over = self.structure.groups[here.parent] if here.parent is not None else None
            deal = find_deal(self.context, here)
            other = self._hosted(deal, self.tables.words["with"]) if deal is not None else None
            if other is not None and over is not None:
                sides = [side for side in (other, self.party_of(over.subjects)) if side is not None]
                makers = [side for side in sides if _is_maker(side, self.pack)]
                return makers[0] if len(makers) == 1 else None  # "signed a contract with Dassault to supply 24 jets"
            controls = over is not None and self.tables.has("has_others_do", self.context.tokens[over.main].lemmas)
            if over is not None and controls and over.objects:
                return self.party_of(over.objects)
            if here.subjects:
                return None if self._is_adjunct(here) else self.party_of(here.subjects)
            if over is None:
                return self._speaker_before(here)
            here = over
        return None

    def _is_adjunct(self, group: Group) -> bool:
        """ "Struck bases across Russia using 40 drones": a gerund behind a place, which uses nothing."""
        is_gerund = self.context.tokens[group.main].lower.endswith("ing") and group.first == group.main
        return is_gerund and all(self.structure.phrases[s].preposition is not None for s in group.subjects)

    def _speaker_before(self, group: Group) -> Party | None:
        """ "Wagner denied having received", "Ankara sent 40 drones, claiming that": the speaker acts, where the verb
        right behind the cue, or behind the speaker, has no subject."""
        start = self.context.tokens[group.first].span.start
        for attribution in self.context.attributions:
            cues = [cue for cue in attribution.cue if cue.overlaps(self.context.span)]
            is_subject = any(0 <= start - part.end <= 1 for part in attribution.source)
            if is_subject or (cues and 0 <= start - cues[-1].end <= 1):
                for part in attribution.source:
                    if part.overlaps(self.context.span):
                        first, last = self.context.token_range(part)
                        return _join(list(self._named_in(first, last, self._head(first, last))))
        return None

    def _oblique(self, group: Group, prepositions: frozenset[str]) -> Party | None:
        for preposition, phrase in group.obliques:
            if preposition in prepositions:
                listed = [p for p in range(phrase, len(self.structure.phrases)) if self._is_listed(p, phrase)]
                party = self.party_of(listed)
                if party is not None:
                    return party
        return None

    def _is_listed(self, number: int, first: int) -> bool:
        return number == first or self.structure.phrases[number].joined == first

    def of_noun(self) -> tuple[Party | None, Party | None]:
        """ "Iran's deliveries to Russia", "an order by Egypt for 24 jets", "Poland signed a contract with"."""
        noun = self.structure.phrase_at(self.hit.last - 1)
        if noun is None:
            return None, None
        takes = self.hit.trigger.direction == "from"
        phrase = self.structure.phrases[noun]
        owner = self._owner(phrase.first)
        agent = self._hosted(noun, self.tables.words["agent"])
        giver = self._hosted(noun, self.tables.words["away"])
        target = self._hosted(noun, self.tables.words["towards"])
        holder = None
        for group in self.structure.groups:
            tells = self.tables.has("tells_of", self.context.tokens[group.main].lemmas)
            if noun in group.objects and group.voice is not Voice.PASSIVE and not tells:
                holder = self._doer(group)
                giver = giver or self._oblique(group, self.tables.words["away"] | self.tables.words["with"])
                target = target or self._oblique(group, self.tables.words["towards"])
                break
        giver = giver or self._hosted(noun, self.tables.words["with"])
        if takes and self.tables.has("placed_by", self.context.tokens[self.hit.last - 1].lemmas):
            buyer = self._hosted(noun, self.tables.words["away"])
            if buyer is not None:
                return owner or agent or buyer, None
        if takes:
            return owner or agent or holder, giver
        is_given = self.hit.measure.kind in _DEALS  # "an attack from Lebanon" is not Lebanon's
        if is_given and owner is not None and self._hosted(noun, self.tables.words["away"]) is not None:
            return giver, owner  # "Taiwan's delivery of 66 jets from the United States"
        return owner or agent or holder or (giver if is_given else None), target

    def is_of_sale(self) -> bool:
        """Whether the deal's noun is followed by "for the sale"."""
        noun = self.structure.phrase_at(self.hit.last - 1)
        sales = (p for p in self.structure.phrases if p.host is not None and p.host == noun)
        return any(self.tables.has("sells", self.context.tokens[p.head].lemmas) for p in sales)

    def _owner(self, first: int) -> Party | None:
        """ "Iran's", "Russian" before the noun, in its phrase."""
        found = []
        for entity in self.actors:
            begin, end = self.context.token_range(entity.span)
            if first <= begin and end <= self.hit.first:
                following = self.context.tokens[end].lower if end < len(self.context.tokens) else ""
                is_made = following == "-" or following in self.tables.words["made"]
                if not is_made:
                    found.append((entity.entity or "", entity.span))
        return _join(found[:1])

    def _hosted(self, noun: int, prepositions: frozenset[str]) -> Party | None:
        for number, phrase in enumerate(self.structure.phrases):
            if phrase.preposition in prepositions and self._hangs_on(number, noun):
                party = self.party_of([number])
                if party is not None:
                    return party
        return None

    def _hangs_on(self, number: int, noun: int) -> bool:
        """Whether a phrase hangs on a noun, over other phrases; "with" only over such as belong to a deal: not so
        Greece in "the purchase of 80 jets following talks with Greece"."""
        is_with = self.structure.phrases[number].preposition in self.tables.words["with"]
        here = number
        for _ in range(_MOST_HOSTS):
            host = self.structure.phrases[here].host
            if host is None or host == noun:
                return host is not None
            if is_with and self.structure.phrases[host].preposition not in self.tables.words["of_deal"]:
                return False
            here = host
        return False

    def of_clause(self) -> tuple[Party | None, Party | None]:
        """For words that are no verb and no noun of their own: the subject of the clause round them."""
        before = [group for group in self.structure.groups if group.first <= self.hit.first]
        if not before:
            return None, None
        group = max(before, key=lambda g: g.first)
        return self._doer(group) if group.voice is not Voice.PASSIVE else None, self._oblique(
            group, self.tables.words["towards"]
        )

    def target_words(self) -> Party | None:
        """The counterpart in the text's own words, behind one of the trigger's prepositions, up to the clause's end."""
        context, tables = self.context, self.tables
        prepositions = self.hit.trigger.counterpart_after.get(context.document.language, ())
        for index in range(self.hit.first, min(len(context.tokens) - 1, self.hit.last + _OBJECT_REACH)):
            if context.tokens[index].lower not in prepositions:
                continue
            end = index + 1
            while end < min(len(context.tokens), index + 1 + _OBJECT_REACH):
                token = context.tokens[end]
                if (not token.is_word and token.text not in _INSIDE_NAMES) or token.lower in tables.boundaries - {
                    "and"
                }:
                    break
                if any(time.span.start <= token.span.start < time.span.end for time in context.times):
                    break
                end += 1
            while end > index + 1 and context.tokens[end - 1].lower in tables.words["prepositions"] | {"the"}:
                end -= 1  # what only led to the time
            if end > index + 1:
                span = Span(context.tokens[index + 1].span.start, context.tokens[end - 1].span.end)
                return Party(" ".join(span.of(context.text).split()), (span,))
        return None


def _join(found: Sequence[tuple[str, Span]]) -> Party | None:
    if not found:
        return None
    ids = sorted({name for name, _ in found})
    return Party("+".join(ids), tuple(sorted({span for _, span in found})))
