"""Who acts, on whom, and where: the parties of a trigger, bound by the words' order and prepositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.claim.clause import boundary_cost, crosses_relative
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Span
from stemmata.packs import Pack

_SUBJECT_REACH = 30  # tokens
_OBJECT_REACH = 14
_PLACE_REACH = 16
_THINGS = frozenset({"weapon", "facility"})  # mentions by the tagger that the pack has no name for
_STATE_REACH = 3  # words behind "Iranian" in which the noun stands that acts
_INSIDE_NAMES = frozenset({"-", "'", "’", "'s", "’s"})


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


def find_parties(context: SentenceContext, hit: TriggerHit, pack: Pack, speakers: bool = False) -> Parties:
    """Actor and counterpart of a trigger. With `speakers`, those who only speak may act too: in a reaction to a
    report they are the ones who react."""
    tables = load_claim_tables(context.document.language)
    groups = _actor_groups(context, pack, tables, speakers)
    subject = None if hit.is_passive else _subject(context, hit, groups, tables)
    agent = _after(context, hit, groups, "agent", tables)
    target = _after(context, hit, groups, "towards", tables) or _indirect_object(context, hit, groups)
    giver = _after(context, hit, groups, "away", tables)
    owner = _owner(context, hit, groups) if hit.form == "noun" else None
    if hit.trigger.direction == "from":
        return _distinct(subject or owner or agent, giver)
    target = target or _target_words(context, hit, tables)
    return _distinct(subject or agent or owner or giver, target)


def _distinct(actor: Party | None, counterpart: Party | None) -> Parties:
    return Parties(actor, None if actor and counterpart and actor.value == counterpart.value else counterpart)


@dataclass(frozen=True, slots=True)
class _Group:
    first: int
    last: int
    party: Party
    preposition: str | None
    is_adjective: bool


def _actor_groups(context: SentenceContext, pack: Pack, tables: ClaimTables, speakers: bool) -> list[_Group]:
    """The mentions of actors, coordinated ones taken together; those who only speak if `speakers`."""
    mentions = [
        (entity, *context.token_range(entity.span))
        for entity in context.entities
        if entity.entity in pack.actors and (speakers or not context.outside_content(entity.span))
    ]
    groups: list[_Group] = []
    for entity, first, last in mentions:
        is_adjective = entity.type == "nationality"
        if is_adjective and not _adjective_of_people(context, last, pack, tables):
            continue
        joined = groups and all(
            t.lower in tables.words["conjunctions"] for t in context.tokens[groups[-1].last : first]
        )
        name = entity.entity or ""
        if joined and groups[-1].last < first:
            earlier = groups.pop()
            ids = sorted({*earlier.party.value.split("+"), name})
            party = Party("+".join(ids), (*earlier.party.spans, entity.span))
            groups.append(_Group(earlier.first, last, party, earlier.preposition, earlier.is_adjective))
            continue
        preposition = _preposition(context, first, tables)
        groups.append(_Group(first, last, Party(name, (entity.span,)), preposition, is_adjective))
    return groups


def _adjective_of_people(context: SentenceContext, last: int, pack: Pack, tables: ClaimTables) -> bool:
    """ "Iranian officials flew" lets the state act; "Iranian drones", "Iranian-made" and "an Iranian firm" do not."""
    for token in context.tokens[last : last + _STATE_REACH]:
        if not token.is_word or token.lower in tables.words["prepositions"]:
            return False
        named = (e for e in context.entities if e.span.overlaps(token.span))
        if any(e.entity in pack.items or e.type in _THINGS for e in named):
            return False
        if tables.has("state_people", token.lemmas):
            return True
    return False


def _preposition(context: SentenceContext, first: int, tables: ClaimTables) -> str | None:
    """The preposition that governs the mention at token `first`, over at most three words of its phrase."""
    prepositions = tables.words["prepositions"]
    for index in range(first - 1, max(-1, first - 4), -1):
        token = context.tokens[index]
        if token.lower in prepositions:
            return token.lower
        if not token.is_word or token.lower in tables.boundaries:
            return None
    return None


def _subject(context: SentenceContext, hit: TriggerHit, groups: list[_Group], tables: ClaimTables) -> Party | None:
    """The nearest actor before the trigger that no preposition governs."""
    best: tuple[int, Party] | None = None
    for group in groups:
        gap = hit.first - group.last
        if not 0 <= gap <= _SUBJECT_REACH or group.preposition is not None:
            continue
        cost = gap + boundary_cost(context, group.last, hit.first, tables)
        if best is None or cost <= best[0]:
            best = (cost, group.party)
    return best[1] if best else None


def _after(
    context: SentenceContext, hit: TriggerHit, groups: list[_Group], role: str, tables: ClaimTables
) -> Party | None:
    """The nearest actor after the trigger that a preposition of `role` governs."""
    for group in groups:
        gap = group.first - hit.last
        if 0 <= gap <= _OBJECT_REACH and group.preposition in tables.words[role]:
            return group.party
    return None


def _indirect_object(context: SentenceContext, hit: TriggerHit, groups: list[_Group]) -> Party | None:
    """ "provided Moscow with", "sent Tehran": the actor that follows a verb at once."""
    if hit.form != "verb":
        return None
    for group in groups:
        if 0 <= group.first - hit.last <= 1 and group.preposition is None and not group.is_adjective:
            return group.party
    return None


def _target_words(context: SentenceContext, hit: TriggerHit, tables: ClaimTables) -> Party | None:
    """The counterpart in the text's own words, behind one of the trigger's prepositions, up to the clause's end."""
    prepositions = hit.trigger.counterpart_after.get(context.document.language, ())
    for index in range(hit.first, min(len(context.tokens) - 1, hit.last + _OBJECT_REACH)):
        if context.tokens[index].lower not in prepositions:
            continue
        end = index + 1
        while end < min(len(context.tokens), index + 1 + _OBJECT_REACH):
            token = context.tokens[end]
            if (not token.is_word and token.text not in _INSIDE_NAMES) or token.lower in tables.boundaries - {"and"}:
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


def _owner(context: SentenceContext, hit: TriggerHit, groups: list[_Group]) -> Party | None:
    """ "Iran's deliveries", "Iranian deliveries"."""
    for group in groups:
        if 0 <= hit.first - group.last <= 2 and (group.is_adjective or group.preposition is None):
            return group.party
    return None


def find_place(
    context: SentenceContext, hit: TriggerHit, hits: Sequence[TriggerHit], pack: Pack
) -> tuple[str, Span] | None:
    """The place that the trigger's clause names: a place of the pack before a state, the nearest first. One that
    stands behind another of the `hits` belongs to that."""
    tables = load_claim_tables(context.document.language)
    said = [span for attribution in context.covering(hit.span) for span in attribution.content]
    best: tuple[bool, int, str, Span] | None = None
    for entity in context.entities:
        is_place = entity.entity in pack.places
        is_state = entity.entity in pack.actors and pack.actors[entity.entity or ""].kind == "state"
        if entity.entity is None or not (is_place or is_state) or context.outside_content(entity.span):
            continue
        if said and not any(span.contains(entity.span) for span in said):
            continue  # "told reporters in Washington"
        first, last = context.token_range(entity.span)
        window = context.tokens[max(0, first - 4) : first]
        if not any(token.lower in tables.words["place"] for token in window):
            continue
        if is_state and not any(token.lower in tables.words["state_place"] for token in window[-2:]):
            continue
        gap = first - hit.last if first >= hit.last else hit.first - last
        begin, end = (hit.last, first) if first >= hit.last else (last, hit.first)
        if gap > _PLACE_REACH or crosses_relative(context, begin, end, tables):
            continue
        if any(begin <= other.first < end and other.measure.id != hit.measure.id for other in hits):
            continue
        candidate = (not is_place, max(0, gap), entity.entity, entity.span)
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return (best[2], best[3]) if best else None
