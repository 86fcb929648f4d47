"""Who acts, and on whom: the parties of a trigger, bound by the clause's structure and its prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stemmata.claim.context import SentenceContext
from stemmata.claim.deal import find_deal
from stemmata.claim.party_name import Party, PartyNames, join_parties
from stemmata.claim.syntax import Form, Group, Voice
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Span
from stemmata.packs import Pack

_OBJECT_REACH = 14
_MOST_PARENTS = 4
_MOST_HOSTS = 6
_INSIDE_NAMES = frozenset({"-", "'", "’", "'s", "’s"})
_DEALS = frozenset({"transfer", "commitment", "money", "event", "statement"})  # kinds that have another side


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
    is_noun = noun is not None and context.structure.phrases[noun].head == hit.last - 1
    if group is None and is_noun and hit.form == "verb" and groups:  # "designated five firms from China"
        actor, counterpart = reader.of_verb(context.structure.groups[groups[0]])
        counterpart = counterpart or reader.of_noun()[1]
    elif group is None and is_noun:
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


class _Reader(PartyNames):
    """Reads the parties of one trigger."""

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
        return join_parties(found)

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
                if self.hit.trigger.direction == "from":
                    return self.party_of(over.subjects)  # "signed an agreement with France to buy 36"
                sides = [side for side in (other, self.party_of(over.subjects)) if side is not None]
                makers = [side for side in sides if _is_maker(side, self.pack)]
                return makers[0] if len(makers) == 1 else None  # "signed a contract with Dassault to supply 24 jets"
            controls = over is not None and self.tables.has("has_others_do", self.context.tokens[over.main].lemmas)
            if over is not None and controls and over.objects:
                return self.party_of(over.objects)
            if here.subjects:
                done_by = None if self._is_adjunct(here) else self.party_of(here.subjects)
                return done_by or (self._speaker_before(here) if here.form is Form.INFINITIVE else None)
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
            is_behind = bool(cues) and 0 <= start - cues[-1].end <= 1
            if is_subject or is_behind or (cues and self._announces(cues[-1], group)):
                for part in attribution.source:
                    if part.overlaps(self.context.span):
                        first, last = self.context.token_range(part)
                        return join_parties(list(self.named_in(first, last, self.head_of(first, last))))
        return None

    def _announces(self, cue: Span, group: Group) -> bool:
        """ "Rheinmetall has announced plans to build": whoever announces a plan is to carry it out."""
        begin, end = self.context.token_range(cue)
        noun = self.structure.phrase_at(end) if end < len(self.context.tokens) else None
        if noun is None or self.structure.phrases[noun].last != group.first:
            return False
        phrase = self.structure.phrases[noun]
        announces = any(self.tables.has("announces", token.lemmas) for token in self.context.tokens[begin:end])
        is_plan = self.tables.has("planned_nouns", self.context.tokens[phrase.head].lemmas)
        owned = any(
            e.span.overlaps(t.span) for e in self.actors for t in self.context.tokens[phrase.first : phrase.last]
        )
        return announces and is_plan and not owned

    def _oblique(self, group: Group, prepositions: frozenset[str]) -> Party | None:
        obliques = group.obliques
        if prepositions == self.tables.words["towards"]:
            obliques = (*obliques, *self._over_participle(group))
        for preposition, phrase in obliques:
            if preposition in prepositions:
                listed = [p for p in range(phrase, len(self.structure.phrases)) if self._is_listed(p, phrase)]
                party = self.party_of(listed)
                if party is not None:
                    return party
        return None

    def _over_participle(self, group: Group) -> Iterator[tuple[str, int]]:
        """ "Handed over 14 guns made in Sweden to Kyiv": what stands behind a participle that says who made the object,
        or where, belongs to the verb that gives it."""
        for other in self.structure.groups:
            is_aside = other.form is Form.PARTICIPLE and other.modifies is not None and other.modifies in group.objects
            if is_aside and self.tables.has("makes", self.context.tokens[other.main].lemmas):
                yield from other.obliques

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
        if not found and self.context.tokens[first].lower in self.tables.words["possessive_pronouns"]:
            found = list(self._meant_by_pronoun(first))  # "aims to triple its output to 2,000"
        return join_parties(found[:1])

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
