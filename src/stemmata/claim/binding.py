"""Which trigger a quantity belongs to, by the structure of the sentence that both stand in.

A verb counts what it takes as its object, or as its subject where it is passive; a participle or a relative clause
counts the noun that it says something of; a noun counts what hangs on it by "of" or "for", and what its own clause
says that it is ("losses reached 40 tanks"). What no tie reaches is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stemmata.claim.context import SentenceContext
from stemmata.claim.governor import find_stance
from stemmata.claim.stance import Stance
from stemmata.claim.syntax import Form, Group, Phrase, Structure, Voice
from stemmata.claim.syntax.table import load_syntax_table
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.claim.verb import is_past_form
from stemmata.model import Modality, Polarity, Quantity

_LONGEST_CLIMB = 6  # phrases that hang one on the other
_THAN_REACH = 5  # tokens: "40 more of them than"
_SIGNS = ("+", "±")
_OF_REACH = 2  # tokens from a verb to the phrase behind its "of"
_NEAR = 2  # tokens between a quantity and an adverbial phrase that counts it

# How firm a tie is; the firmest wins.
_BESIDE = -1  # a set phrase right beside it
_OWN = 0  # object, passive subject, "delivery of"
_LOOSE = 2  # a list behind a colon, an aside, a bare past form
_MODIFIER = 4  # a participle or a relative clause: the noun's own clause comes first
_FAR = 6  # tied over another phrase
_WEAK = 10  # behind every other trigger


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between a quantity and a trigger. `group` is the verb group that it goes through, an index into the
    structure's groups; None for a noun that has no verb. A lower `rank` is a firmer tie."""

    rank: int
    distance: int
    group: int | None


def find_link(context: SentenceContext, quantity: Quantity, hit: TriggerHit) -> Link | None:
    """The firmest tie between the two; None where nothing ties them."""
    first, last = context.token_range(quantity.span)
    distance = max(0, first - hit.last if hit.last <= first else hit.first - last)
    structure = context.structure
    number = _phrase_of(context, quantity)
    if number is None or is_change(context, quantity):
        return None
    found = list(_ties(context, hit, structure, number, first, last))
    best = min(found, key=lambda tie: (tie[0], len(structure.groups) if tie[1] is None else tie[1]), default=None)
    return None if best is None else Link(best[0] + (_WEAK if hit.trigger.is_weak else 0), distance, best[1])


def is_change(context: SentenceContext, quantity: Quantity) -> bool:
    """ "(+6)", "50 more than in April": what was added, and not what there is."""
    before = context.text[: quantity.span.start].rstrip()[-1:]
    if quantity.text.startswith(_SIGNS) or (before in _SIGNS and before != ""):
        return True
    tables = load_claim_tables(context.document.language)
    _, last = context.token_range(quantity.span)
    if quantity.item_span is not None and quantity.item_span.start >= quantity.span.end:
        _, noun_end = context.token_range(quantity.item_span)
        last = last if context.tokens[last].lower in tables.words["differs"] else noun_end
    behind = [token.lower for token in context.tokens[last : last + _THAN_REACH]]
    return behind[:1] != [] and behind[0] in tables.words["differs"] and not tables.words["than"].isdisjoint(behind)


def _phrase_of(context: SentenceContext, quantity: Quantity) -> int | None:
    first, _ = context.token_range(quantity.span)
    return context.structure.phrase_at(first)


def _ties(
    context: SentenceContext, hit: TriggerHit, structure: Structure, number: int, first: int, last: int
) -> Iterator[tuple[int, int | None]]:
    groups = structure.groups_at(hit.first, hit.last)
    noun = structure.phrase_at(hit.last - 1)
    if noun is not None and structure.phrases[noun].head == hit.last - 1:
        yield from _ties_to_noun(context, hit, structure, number, noun)
    elif noun is not None and _is_participle_before_noun(context, hit):
        if noun == number:
            yield _MODIFIER, None  # "12 captured tanks"
        elif structure.phrases[number].preposition == "at" and noun in hosts_of(structure, number):
            yield _FAR, None  # "the number of captured tanks at 12"
        elif any(top in hosts_of(structure, noun) for top in subjects_linked(context, structure, number)):
            yield _FAR, None  # "put the number of captured tanks at 12"
    if hit.form == "phrase":
        end = structure.phrases[number].last
        if (
            _is_beside(context, hit.last, first)
            or _is_beside(context, last, hit.first)
            or _is_beside(context, end, hit.first)
        ):
            yield _BESIDE, None
        for index in _groups_round(structure, hit) if not groups else ():
            if number in (*structure.groups[index].subjects, *structure.groups[index].objects):
                yield _LOOSE, index
    places = list(places_of(context, structure, number))
    for index in groups:
        group = structure.groups[index]
        for place, step in places:
            rank = _tie_to_verb(context, hit, group, place)
            if rank is not None:
                yield rank + step, index
        if _is_said_of_number(context, structure, group, number):
            yield _FAR, index


def _is_participle_before_noun(context: SentenceContext, hit: TriggerHit) -> bool:
    if hit.form != "verb" or (hit.first and not context.tokens[hit.first - 1].is_word):
        return False  # "Iranian-made"
    return is_past_form(context.tokens[hit.first], load_claim_tables(context.document.language))


def _is_beside(context: SentenceContext, first: int, last: int) -> bool:
    """Whether at most a word or two stand in the tokens [first, last), and nothing that sets them apart."""
    if not 0 <= last - first <= _NEAR:
        return False
    tables = load_claim_tables(context.document.language)
    return all(t.is_word and t.lower not in tables.boundaries for t in context.tokens[first:last])


def _groups_round(structure: Structure, hit: TriggerHit) -> tuple[int, ...]:
    """The group whose clause an adverbial phrase closes: the nearest one before it."""
    before = [index for index, group in enumerate(structure.groups) if group.first <= hit.first]
    return (max(before, key=lambda index: structure.groups[index].first),) if before else ()


def places_of(context: SentenceContext, structure: Structure, number: int) -> Iterator[tuple[int, int]]:
    """The phrases that a quantity's phrase stands for, with the steps to them: itself, "a batch" of "a batch of 40
    drones", what it is set beside, what it is included in."""
    here = number
    for steps in range(_LONGEST_CLIMB):
        yield here, steps
        above = _phrase_above(context, structure, here)
        if above is None:
            return
        here, ends = above
        if ends:
            return


def _phrase_above(context: SentenceContext, structure: Structure, here: int) -> tuple[int, bool] | None:
    """What a phrase stands for besides itself, and whether that is the last one."""
    phrase = structure.phrases[here]
    if phrase.beside is not None:
        return phrase.beside, False
    if phrase.part_of is not None and _is_said_to_be(context, structure, here):
        return phrase.part_of, False  # "made 400 drones, of which 30 were decoys"
    if phrase.host is None:
        return None
    if phrase.preposition in load_claim_tables(context.document.language).words["includes"]:
        return phrase.host, False  # what is included in it is so, too
    host = structure.phrases[phrase.host]
    if phrase.preposition != "of" or not is_container(context, host):
        return None
    return phrase.host, _has_number(context, host)


def _is_said_to_be(context: SentenceContext, structure: Structure, number: int) -> bool:
    """Whether a phrase is the subject of a bare "be", which says only what it is."""
    tables = load_claim_tables(context.document.language)
    return any(
        number in group.subjects and group.objects and tables.has("copula", context.tokens[group.main].lemmas)
        for group in structure.groups
    )


def is_container(context: SentenceContext, phrase: Phrase) -> bool:
    """Whether a phrase only holds what "of" brings: "a batch", "a total"."""
    table = load_syntax_table(context.document.language)
    return not table.containers.isdisjoint(context.tokens[phrase.head].lemmas)


def _has_number(context: SentenceContext, phrase: Phrase) -> bool:
    first, last = context.tokens[phrase.first].span.start, context.tokens[phrase.last - 1].span.end
    return any(first <= quantity.span.start < last for quantity in context.quantities)


def _tie_to_verb(context: SentenceContext, hit: TriggerHit, group: Group, place: int) -> int | None:
    is_modifier = group.modifies is not None and place == group.modifies
    penalty = _MODIFIER if is_modifier else 0
    is_subject_kind = hit.trigger.item_is_subject
    if place in group.objects and group.voice is not Voice.PASSIVE:
        return None if is_subject_kind else penalty
    if place in group.subjects:
        if group.voice is Voice.PASSIVE:
            return None if is_subject_kind else penalty
        if group.voice is Voice.OPEN:
            return _LOOSE + penalty
        return penalty if is_subject_kind else None
    for preposition, phrase in group.obliques:
        if phrase == place and preposition in _counted_after(context, hit):
            return _LOOSE + penalty
    return None


def _counted_after(context: SentenceContext, hit: TriggerHit) -> tuple[str, ...]:
    return hit.trigger.counted_after.get(context.document.language, ())


def _is_said_of_number(context: SentenceContext, structure: Structure, group: Group, number: int) -> bool:
    """ "the number of drones delivered reached 400": the number is what the modified noun comes to."""
    if group.modifies is None:
        return False
    table = load_syntax_table(context.document.language)
    if ("at", number) in group.obliques:  # "put the number destroyed at ten"
        puts = (one for one in structure.groups if not context.tokens[one.main].lemmas.isdisjoint(table.puts_at))
        return any(group.modifies in one.objects for one in puts)
    return any(top in hosts_of(structure, group.modifies) for top in subjects_linked(context, structure, number))


def _is_meant_otherwise(context: SentenceContext, group: Group, stance: Stance) -> bool:
    """ "Output has risen to 100, with plans to reach 500": the one is told, and the other is not."""
    own = find_stance(context, group.main, group.main + 1, is_noun=False)
    return (own.is_claimed, own.modality, own.polarity) != (True, stance.modality, stance.polarity)


def subjects_linked(
    context: SentenceContext, structure: Structure, number: int, but: Stance | None = None
) -> Iterator[int]:
    """The subjects that a linking verb says to be, or to come to, the phrase `number`; with a stance `but`, of the
    infinitives only those that are meant so."""
    is_told = but is not None and but.modality is Modality.ASSERTED and but.polarity is Polarity.POSITIVE
    tables = load_claim_tables(context.document.language)
    for group in structure.groups:
        if but is not None and group.form is Form.INFINITIVE and _is_meant_otherwise(context, group, but):
            continue
        lemmas = context.tokens[group.main].lemmas
        behind = number in group.objects or any(
            phrase == number and preposition in tables.words["comes_to"] for preposition, phrase in group.obliques
        )
        behind = behind or _follows_of(structure, group, number)  # "consisted of 90 drones"
        behind = behind or (is_told and _is_left_behind(group, number))
        table = load_syntax_table(context.document.language)
        if behind and (not lemmas.isdisjoint(table.linking) or _exceeds(context, group, structure.phrases[number])):
            yield from group.subjects
        if not lemmas.isdisjoint(table.raising) and group.voice is not Voice.PASSIVE and _is_reached(group, number):
            yield from group.objects  # "increase production to 90,000"
        if not lemmas.isdisjoint(table.puts_at) and ("at", number) in group.obliques:
            yield from (*group.objects, *(group.subjects if group.voice is Voice.PASSIVE else ()))


def _is_left_behind(group: Group, number: int) -> bool:
    """ "Rose from 300 in 2022 to 900": it was 300, too."""
    names = [name for name, _ in group.obliques]
    return ("from", number) in group.obliques and "to" in names


def _exceeds(context: SentenceContext, group: Group, phrase: Phrase) -> bool:
    """ "The number has exceeded 12 million": the verb stands inside the number, as its bound."""
    table = load_syntax_table(context.document.language)
    verb = context.tokens[phrase.first]
    is_bound = any(q.span.start == verb.span.start for q in context.quantities)
    is_auxiliary = context.tokens[group.main].lower in table.words["have"]
    return is_bound and is_auxiliary and phrase.first == group.last and not verb.lemmas.isdisjoint(table.linking)


def _follows_of(structure: Structure, group: Group, number: int) -> bool:
    """Whether only "of" stands between a verb and a phrase."""
    phrase = structure.phrases[number]
    return phrase.preposition == "of" and phrase.host is None and 0 < phrase.first - group.main <= _OF_REACH


def _is_reached(group: Group, number: int) -> bool:
    return ("to", number) in group.obliques


def hosts_of(structure: Structure, number: int) -> tuple[int, ...]:
    """A phrase and those that it hangs on, one after the other."""
    line = [number]
    for _ in range(_LONGEST_CLIMB):
        host = structure.phrases[line[-1]].host
        if host is None or host in line:
            break
        line.append(host)
    return tuple(line)


def subjects_for(structure: Structure, number: int) -> tuple[int, ...]:
    """The subjects of passives that "for" ties a phrase to, or one that it hangs on: "a contract was signed with X for
    the delivery of 40"."""
    line = hosts_of(structure, number)
    tied = [g for g in structure.groups if g.voice is Voice.PASSIVE and any(("for", p) in g.obliques for p in line)]
    return tuple(subject for group in tied for subject in group.subjects)


def _ties_to_noun(
    context: SentenceContext, hit: TriggerHit, structure: Structure, number: int, noun: int
) -> Iterator[tuple[int, int | None]]:
    tables = load_claim_tables(context.document.language)
    governed = tables.words["counted_by_noun"] | frozenset(_counted_after(context, hit))
    phrase = structure.phrases[number]
    if noun == number:
        yield _OWN, None
    line = hosts_of(structure, number)
    if noun in line[1:] and structure.phrases[number].preposition in governed:
        between = [structure.phrases[p] for p in line[1 : line.index(noun)]]
        is_part = structure.phrases[number].preposition == "of"
        if not (is_part and any(_has_number(context, p) for p in between)):
            yield _OWN + 2 * len(between), None
    if (
        hit.measure.kind == "commitment"
        and phrase.preposition in governed
        and any(noun in subjects_linked(context, structure, over) for over in hosts_of(structure, number)[1:])
    ):
        yield _OWN + 2, None  # "the contract covers the supply of 40 jets"
    if noun in subjects_for(structure, number):
        yield _OWN + 1, None  # "an order was placed for 40 jets"
    for top in subjects_linked(context, structure, number, hit.stance):
        if top == noun or noun in hosts_of(structure, top) or top in hosts_of(structure, noun)[:1]:
            yield _OWN + 1, None
    other = structure.phrases[noun]
    for place, step in places_of(context, structure, number):
        if step > 0 and noun in hosts_of(structure, place):
            yield _LOOSE, None
    if other.beside == number:
        yield _LOOSE, None
    if other.preposition in tables.words["state_of_count"]:
        if hit.measure.kind not in {"balance", "commitment"}:
            return
        if other.host is not None and number in (other.host, structure.phrases[other.host].host):
            yield _LOOSE, None
        if other.host not in {None, number} and _has_number(context, structure.phrases[other.host or 0]):
            return  # "17 jets, with 32 more on order"
        for index, group in enumerate(structure.groups):
            tied = any(p == noun for _, p in group.obliques)
            if tied and number in (*group.subjects, *group.objects):
                yield _LOOSE, index
    if phrase.part_of is not None and phrase.part_of == noun:
        yield _FAR, None


def clause_groups(structure: Structure, hit: TriggerHit, group: int | None = None) -> tuple[int, ...]:
    """The verb groups of the trigger's own clause: its verb and what that is an infinitive or an adjunct of; for a noun
    the verbs that it stands with, and those that say something of it."""
    found = [group] if group is not None else list(structure.groups_at(hit.first, hit.last))
    noun = structure.phrase_at(hit.last - 1)
    if not found and noun is not None:
        tops = hosts_of(structure, noun)
        for index, one in enumerate(structure.groups):
            inside = (*one.subjects, *one.objects, *(phrase for _, phrase in one.obliques))
            if one.modifies == noun or (one.modifies not in tops and any(top in inside for top in tops)):
                found.append(index)
    for index in found:
        parent = structure.groups[index].parent
        if parent is not None and parent not in found and structure.groups[index].form is not Form.PARTICIPLE:
            found.append(parent)
    return tuple(found)
