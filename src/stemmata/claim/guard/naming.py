"""Items, parties and places against the words: the pack's names, looked up plainly, and who stands where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, plain
from stemmata.model import Claim, Quantity, Span
from stemmata.packs import Pack

_WORD = re.compile(r"[^\W_]+")
_RAW = re.compile(r"[\w'’-]+|[^\w\s]")
_LONGEST_NAME = 9  # words
_HANDLED = frozenset({"transfer", "flow", "commitment"})  # what somebody does to things
_BEFORE = 40  # characters
_NOUN = 70  # characters behind a number in which what it counts stands
_PREPOSITION_REACH = 4  # words
_BACK_REACH = 4  # words before a number of which one may point back


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by their plain spellings, for items, actors and places."""

    items: Mapping[tuple[str, ...], frozenset[str]]
    actors: Mapping[tuple[str, ...], frozenset[str]]
    places: Mapping[tuple[str, ...], frozenset[str]]
    outlets: Mapping[tuple[str, ...], frozenset[str]]


@cache
def load_names(pack: Pack, language: str) -> Names:
    """The spellings of everything that a pack names."""
    return Names(
        items=_spellings((i.id, (i.name, i.plural, *i.aliases.get(language, ()))) for i in pack.items.values()),
        actors=_spellings(
            (a.id, (a.name, *a.aliases.get(language, ()), *a.adjectives.get(language, ())))
            for a in pack.actors.values()
        ),
        places=_spellings((p.id, (p.name, *p.aliases.get(language, ()))) for p in pack.places.values()),
        outlets=_spellings((o.id, (o.name, *o.names.get(language, ()), *o.domains)) for o in pack.outlets.values()),
    )


def _spellings(rows: Iterable[tuple[str, Sequence[str | None]]]) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for id_, names in rows:
        for name in names:
            key = _key(name or "")
            if key:
                found.setdefault(key, set()).add(id_)
    return {key: frozenset(ids) for key, ids in found.items()}


def _key(words: str) -> tuple[str, ...]:
    """Plain words without possessives, each without the s of a plural."""
    bare = re.sub(r"'s\b", "", plain(words)).replace("u.s.", "us").replace("u.k.", "uk")
    return tuple(_singular(word) for word in _WORD.findall(bare))


def _singular(word: str) -> str:
    if word.endswith("s") and word[:-1].isdigit():
        return word[:-1]  # "Kh-22s"
    if len(word) < 4 or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")


def named_in(words: str, spellings: Mapping[tuple[str, ...], frozenset[str]]) -> list[frozenset[str]]:
    """The ids that the names in `words` may mean, one set a name; a name inside a longer one does not count."""
    key = _key(words)
    found: list[frozenset[str]] = []
    index = 0
    while index < len(key):
        for length in range(min(_LONGEST_NAME, len(key) - index), 0, -1):
            ids = spellings.get(key[index : index + length])
            if ids is not None:
                found.append(ids)
                index += length
                break
        else:
            index += 1
    return found


def item_holds(claim: Claim, text: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether the words name the item or narrower ones of it, and the number counts no other."""
    items = load_names(pack, language).items
    spans = claim.support.get("item", ())
    if not spans or claim.item is None:
        return False
    named = [ids for span in spans for ids in named_in(span.of(text), items)]
    if not _all_are(claim.item, named, pack):
        return False
    quantity = claim.quantity
    if quantity is None or quantity.unit not in {"count", "ratio", "percent"}:
        return True
    verb = next((s for s in claim.support.get("measure", ()) if s.start >= quantity.span.end), None)
    clause = Span(claim.evidence.span.start, verb.start) if verb is not None else claim.evidence.span
    counted = named_in(_noun_behind(quantity, text, clause, table), items)
    if not counted or any(_is_within(claim.item, ids, pack) for ids in counted):
        return True
    wider = any(id_ in pack.lineage(claim.item) for ids in counted for id_ in ids)
    return wider and _points_back(quantity, spans, text, claim.evidence.span, table)


def _points_back(quantity: Quantity, named: Sequence[Span], text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether a class that is counted may mean the narrower thing named before: "another 120 missiles"."""
    beside = cut_words(text[max(evidence.start, quantity.span.start - _BEFORE) : quantity.span.start])[-_BACK_REACH:]
    beside += cut_words(_noun_behind(quantity, text, evidence, table))
    return max(named).end <= quantity.span.start and any(word in table.party["back_pointing"] for word in beside)


def _all_are(item: str, named: Sequence[frozenset[str]], pack: Pack) -> bool:
    """Whether `named` are of kind `item`, every one; what only repeats a narrower one aside ("X-1 drones")."""
    narrow = [
        ids
        for ids in named
        if not any(other is not ids and _is_within_any(ids, other, pack) and ids != other for other in named)
    ]
    return bool(narrow) and all(_is_within(item, ids, pack) for ids in narrow)


def _is_within(item: str, ids: frozenset[str], pack: Pack) -> bool:
    return any(item in pack.lineage(id_) for id_ in ids)


def _is_within_any(wider: frozenset[str], narrower: frozenset[str], pack: Pack) -> bool:
    return any(_is_within(id_, narrower, pack) for id_ in wider)


def _noun_behind(quantity: Quantity, text: str, evidence: Span, table: GuardTable) -> str:
    """What the number counts: the words behind it up to a stop, a mark, another number or the end of `evidence`."""
    start = quantity.span.end
    tail = text[start : min(evidence.end, start + _NOUN)]
    inside = quantity.text
    words: list[str] = []
    of = table.party["wholes"]
    for word in re.findall(r"[\w'’‑-]+|[^\w\s]", tail):
        is_of_name = word[0].isdigit() and bool(words) and words[-1][0].isupper()  # "Leopard 2"
        if not words and (plain(word) in table.party["wholes"] or (word[0].isdigit() and tail.lstrip().startswith(of))):
            continue  # "36 of the 40 drones"
        if (not re.search(r"[^\W\d_]", word) and not is_of_name) or plain(word) in table.noun_stops:
            break
        words.append(word)
    return " ".join([re.sub(r"[\d.,]+", " ", inside), *words])


def party_holds(claim: Claim, role: str, text: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether the words name the parties of a role, and stand where such a party stands."""
    value = claim.actor if role == "actor" else claim.counterpart
    spans = claim.support.get(role, ())
    if value is None or not spans or not all(claim.evidence.span.contains(span) for span in spans):
        return False
    actors = load_names(pack, language).actors
    said = {" ".join(span.of(text).split()) for span in spans}
    if value in said:
        return True  # in the text's own words
    named = [frozenset().union(*named_in(span.of(text), actors)) for span in spans]
    wanted = set(value.split("+"))
    if not all(any(id_ in ids for ids in named) for id_ in wanted) or len(spans) < len(wanted):
        return False
    return _stands_where(claim, role, spans, text, pack, table)


def _stands_where(claim: Claim, role: str, spans: Sequence[Span], text: str, pack: Pack, table: GuardTable) -> bool:
    """Order and prepositions: nobody acts behind a "to", and nobody is given to who stands bare before the verb."""
    measure = pack.measures.get(claim.measure)
    verb = next(iter(claim.support.get("measure", ())), None)
    if measure is None or verb is None or measure.kind in {"statement", "event"}:
        return True
    takes = any(trigger.direction == "from" for trigger in measure.triggers)
    first = min(spans)
    preposition = _preposition_before(first, text, claim.evidence.span, table)
    is_before = first.start < verb.start
    if role == "actor":
        if any(t.actor_is_owner for t in measure.triggers) and _owns_item(claim, first, text):
            return True
        if preposition in table.party["towards"] or (takes and preposition in table.party["away"]):
            return False
        if preposition is None and is_before:
            return measure.kind not in _HANDLED or not _is_passive(first, verb, text, table)
        return preposition is not None or len(cut_words(text[verb.end : first.start])) > 1  # "gave Russia 400"
    if preposition in table.party["agent"]:
        return False
    if preposition in table.party["away"]:
        return takes or (measure.kind == "transfer" and claim.actor is not None and not is_before)
    return preposition is not None or not is_before or _is_passive(first, verb, text, table)


def _owns_item(claim: Claim, party: Span, text: str) -> bool:
    """ "40 Russian tanks": nothing stands between the party's name and the item's but the end of a possessive."""
    items = (span for span in claim.support.get("item", ()) if span.start >= party.end)
    return any(text[party.end : item.start].strip().lower() in {"", "'s", "’s"} for item in items)


def _preposition_before(span: Span, text: str, evidence: Span, table: GuardTable) -> str | None:
    """The preposition that governs a name: right before it, but for articles, adjectives and other names."""
    words = _RAW.findall(text[max(evidence.start, span.start - _BEFORE) : span.start])[-_PREPOSITION_REACH:]
    party = table.party
    known = {word for kind in ("towards", "away", "agent", "against") for word in party[kind]}
    for word in reversed(words):
        if plain(word) in known:
            return plain(word)
        if not word[0].isupper() and plain(word) not in {*party["determiners"], *table.number.grammar["joins"]}:
            return None
    return None


def _is_passive(subject: Span, verb: Span, text: str, table: GuardTable) -> bool:
    """Whether a form of "be" and a past participle stand between a bare subject and its end: "X was sent 40 jets"."""
    if verb.start <= subject.end:
        return False
    before = cut_words(text[subject.end : verb.start])
    if before and before[-1].endswith("ly"):
        before = before[:-1]
    is_participle = not cut_words(verb.of(text))[0].endswith("ing")
    return is_participle and bool(before) and before[-1] in table.party["passive"]


def place_holds(claim: Claim, text: str, pack: Pack, language: str) -> bool:
    """Whether the words name the place."""
    spans = claim.support.get("place", ())
    names = load_names(pack, language)
    if claim.place is None or not spans or not all(claim.evidence.span.contains(span) for span in spans):
        return False
    words = " ".join(span.of(text) for span in spans)
    return any(claim.place in ids for table in (names.places, names.actors) for ids in named_in(words, table))
