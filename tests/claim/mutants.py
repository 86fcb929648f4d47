"""Lies made of true claims, one field each: what the fidelity guard must catch.

A mutant differs from its claim in one field and says what the words do not: a digit changed, a bound flipped, a stage
raised, a source sharpened. Its spans stay where they were, or go where a sly error would put them. A mutant is caught
where the guard refuses it or leaves the altered field out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice

from stemmata.claim.guard import judge_claim
from stemmata.model import (
    Annotations,
    Anonymity,
    Basis,
    Claim,
    Document,
    Evidence,
    Modality,
    Polarity,
    Quantity,
    Relation,
    Source,
    SourceKind,
    Span,
    Time,
)
from stemmata.packs import Pack

_LOWER = {Basis.AT_LEAST, Basis.MORE_THAN}
_UPPER = {Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST}
_UNITS = ("count", "percent", "ratio", "USD", "EUR", "kilometre", "mile", "tonne")
_PERIODS = (None, "day", "month", "year", "item")
_MODALITIES = (
    Modality.ASSERTED,
    Modality.INTENDS,
    Modality.PLANS,
    Modality.COULD,
    Modality.EXPECTS,
    Modality.CONDITIONAL,
)
_PLAN_OR_FORECAST = {"will", "would", "shall", "'ll"}
_OTHERS = 4  # other ids that a name is swapped for
_PLAIN_VALUE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim that lies in `field`; `change` says how."""

    field: str
    change: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Truth:
    """A document, its annotations, and the claims in it that the guard lets through."""

    document: Document
    annotations: Annotations
    claims: tuple[Claim, ...]


def is_caught(mutant: Mutant, document: Document, pack: Pack) -> bool:
    """Whether the guard refuses the mutant, or leaves the lie out of it."""
    verdict = judge_claim(mutant.claim, document, pack)
    return verdict.claim is None or _told(verdict.claim, mutant.field) != _told(mutant.claim, mutant.field)


def _told(claim: Claim, field: str) -> object:
    """What a claim says in a field, as far as a lie in it could enter."""
    if field in {"number", "bound", "unit", "per"}:
        return claim.quantity
    if field in {"quote", "measure"}:
        return claim.measure, claim.evidence
    if field == "source":
        return claim.chain
    return getattr(claim, field)


def make_mutants(claim: Claim, truth: Truth, pack: Pack) -> Iterator[Mutant]:
    """Every lie about `claim`, in a fixed order."""
    if claim.quantity is not None:
        for field, change, quantity in _quantities(claim.quantity, truth):
            yield Mutant(field, change, replace(claim, quantity=quantity))
    yield from _stances(claim, truth)
    yield from _stages(claim, pack)
    yield from _times(claim)
    yield from _sources(claim, truth, pack)
    yield from _items(claim, truth, pack)
    yield from _parties(claim, truth, pack)
    yield from _measures(claim, pack)
    yield from _quotes(claim, truth.document)


# Quantities


def _quantities(quantity: Quantity, truth: Truth) -> Iterator[tuple[str, str, Quantity]]:
    for change, low, high in _numbers(quantity):
        yield "number", change, replace(quantity, low=low, high=high)
    for change, other in _texts(quantity, truth):
        yield "number", change, other
    for basis in Basis:
        if basis is not quantity.basis:
            for low, high in _sides(quantity, basis):
                yield (
                    "bound",
                    f"{quantity.basis.value} → {basis.value}",
                    replace(quantity, basis=basis, low=low, high=high),
                )
    bare = _without_bound(quantity, truth.document.text)
    if bare is not None:
        yield "bound", "dropped with its words", bare
    for unit in _UNITS:
        if unit != quantity.unit:
            yield "unit", f"{quantity.unit} → {unit}", replace(quantity, unit=unit)
    says_each = re.search(r"\b(?:each|per|a piece)\b", truth.document.text, re.IGNORECASE) is not None
    for per in _PERIODS:
        if per != quantity.per and not (per == "item" and says_each):
            yield "per", f"{quantity.per} → {per}", replace(quantity, per=per)


def _numbers(quantity: Quantity) -> Iterator[tuple[str, float | None, float | None]]:
    for change, factor, plus in (
        ("times ten", 10.0, 0.0),
        ("a tenth", 0.1, 0.0),
        ("times a thousand", 1000.0, 0.0),
        ("doubled", 2.0, 0.0),
        ("one more", 1.0, 1.0),
        ("ten more", 1.0, 10.0),
    ):
        low, high = (None if v is None else v * factor + plus for v in (quantity.low, quantity.high))
        if (low, high) != (quantity.low, quantity.high):
            yield change, low, high
    value = quantity.low if quantity.low is not None else quantity.high
    if value is not None and value == int(value) and value >= 1:
        digits = str(int(value))
        for place in range(len(digits)):
            other = "1" if digits[place] == "9" else str(int(digits[place]) + 1)
            changed = float(digits[:place] + other + digits[place + 1 :])
            off = changed - value
            low, high = (None if v is None else v + off for v in (quantity.low, quantity.high))
            yield "digit changed", low, high
        if len(digits) > 1 and digits[0] != digits[1]:
            swapped = float(digits[1] + digits[0] + digits[2:])
            low, high = (None if v is None else v + swapped - value for v in (quantity.low, quantity.high))
            yield "digits swapped", low, high
    if quantity.low is not None and quantity.high is not None and quantity.low < quantity.high:
        yield "one end moved", quantity.low, quantity.high + max(1.0, quantity.high - quantity.low)
        yield "one end moved", quantity.low / 2, quantity.high


def _texts(quantity: Quantity, truth: Truth) -> Iterator[tuple[str, Quantity]]:
    """The words of the number altered, cut, or another number's of the document."""
    digit = re.search(r"\d", quantity.text)
    if digit:
        other = "1" if digit.group() == "9" else str(int(digit.group()) + 1)
        text = quantity.text[: digit.start()] + other + quantity.text[digit.end() :]
        yield "digit of the words changed", replace(quantity, text=text)
    comma = re.search(r"\d[,.]\d", quantity.text)
    if comma and quantity.low is not None:
        span = Span(quantity.span.start, quantity.span.start + comma.start() + 1)
        text = span.of(truth.document.text)
        number = float(re.sub(r"\D", "", text) or 0)
        high = None if quantity.high is None else number
        yield "cut at its comma", replace(quantity, span=span, text=text, low=number, high=high)
    for other_quantity in islice(
        (q for q in truth.annotations.quantities if (q.low, q.high) != (quantity.low, quantity.high)), 2
    ):
        yield (
            "another number's values",
            replace(quantity, low=other_quantity.low, high=other_quantity.high, basis=other_quantity.basis),
        )


def _sides(quantity: Quantity, basis: Basis) -> Iterator[tuple[float | None, float | None]]:
    value = quantity.low if quantity.low is not None else quantity.high
    other = quantity.high if quantity.high is not None else quantity.low
    if basis in _LOWER:
        yield value, None
    elif basis in _UPPER:
        yield None, other
    elif basis is Basis.RANGE:
        if value is not None and other is not None:
            yield value, max(other, value + 1)
    elif basis is Basis.ORDER_WORD:
        if value is not None:
            yield value, value * 9
    else:
        yield value, value


def _without_bound(quantity: Quantity, text: str) -> Quantity | None:
    """The number alone, its bound words left outside the span."""
    figure = re.search(r"[$€£]?\d[\d,.]*(?:\s?(?:million|billion|thousand|bn|k|K))?", quantity.text)
    one_sided = quantity.basis in _LOWER | _UPPER | {Basis.ABOUT}
    if figure is None or not one_sided or figure.group() == quantity.text:
        return None
    start = quantity.span.start + figure.start()
    span = Span(start, quantity.span.start + figure.end())
    value = quantity.low if quantity.low is not None else quantity.high
    return replace(quantity, span=span, text=span.of(text), low=value, high=value, basis=Basis.EXACT)


# Stance


def _stances(claim: Claim, truth: Truth) -> Iterator[Mutant]:
    flipped = Polarity.POSITIVE if claim.polarity is Polarity.NEGATIVE else Polarity.NEGATIVE
    answers = {Modality.DEFLECTS, Modality.NO_RESPONSE, Modality.DECLINES_COMMENT, Modality.CANNOT_VERIFY}
    if claim.modality not in answers:
        yield Mutant("polarity", f"{claim.polarity.value} → {flipped.value}", replace(claim, polarity=flipped))
        bare = {key: spans for key, spans in claim.support.items() if key != "polarity"}
        if flipped is Polarity.NEGATIVE:
            bare = {**bare, "polarity": claim.support["measure"]}
        yield Mutant("polarity", "flipped with its words", replace(claim, polarity=flipped, support=bare))
    if claim.modality in _MODALITIES:
        stated = {span.of(truth.document.text).lower() for span in claim.support.get("modality", ())}
        is_both = bool(stated) and stated <= _PLAN_OR_FORECAST
        for modality in _MODALITIES:
            if is_both and {modality, claim.modality} == {Modality.PLANS, Modality.EXPECTS}:
                continue  # no lie: "will" may be either
            if modality is not claim.modality:
                changed = replace(claim, modality=modality)
                yield Mutant("modality", f"{claim.modality.value} → {modality.value}", changed)
        if claim.modality is Modality.ASSERTED:
            for modality in (Modality.COULD, Modality.PLANS):
                support = {**claim.support, "modality": claim.support["measure"]}
                sly = replace(claim, modality=modality, support=support)
                yield Mutant("modality", f"asserted → {modality.value}, on the verb", sly)
    if claim.polarity is Polarity.POSITIVE and claim.modality in _MODALITIES:
        support = {**claim.support, "modality": claim.support["measure"], "polarity": claim.support["measure"]}
        denied = replace(claim, modality=Modality.DENIES, polarity=Polarity.NEGATIVE, support=support)
        yield Mutant("modality", "a denial invented", denied)
    if claim.modality is Modality.DENIES:
        yield Mutant("modality", "a denial told as a deflection", replace(claim, modality=Modality.DEFLECTS))
    if claim.modality is Modality.DEFLECTS:
        support = {**claim.support, "polarity": claim.support["modality"]}
        told = replace(claim, modality=Modality.DENIES, polarity=Polarity.NEGATIVE, support=support)
        yield Mutant("modality", "a deflection told as a denial", told)


def _stages(claim: Claim, pack: Pack) -> Iterator[Mutant]:
    if claim.stage is None:
        if pack.measures[claim.measure].kind in {"commitment", "intention", "ability"}:
            for stage in ("agreed", "under_construction", "operational"):
                if stage in pack.stages:
                    support = {**claim.support, "stage": claim.support["measure"]}
                    yield Mutant("stage", "invented", replace(claim, stage=stage, support=support))
        return
    for stage in pack.stages:
        if stage != claim.stage:
            yield Mutant("stage", f"{claim.stage} → {stage}", replace(claim, stage=stage))


# Times


def _times(claim: Claim) -> Iterator[Mutant]:
    if claim.time is not None:
        for change, time in _moved(claim.time):
            yield Mutant("time", change, replace(claim, time=time))
        for change, time in _related(claim.time):
            yield Mutant("time", change, replace(claim, time=time))
    if claim.said is not None:
        for change, time in _moved(claim.said):
            yield Mutant("said", change, replace(claim, said=time))
    if claim.said is not None and claim.time is None:
        support = {**claim.support, "time": (claim.said.span,)}
        yield Mutant("time", "the saying's", replace(claim, time=claim.said, support=support))


def _moved(time: Time) -> Iterator[tuple[str, Time]]:
    shifts = [("by a year", 365), ("back a year", -365), ("by ten years", 3653)]
    if time.resolution in {"day", "month"}:
        shifts += [("by a month", 31), ("back a month", -31)]
    if time.resolution == "day":
        shifts += [("by a day", 1), ("back a day", -1)]
    for change, days in shifts:
        start, end = (_shift(iso, days) for iso in (time.start, time.end))
        if (start, end) != (time.start, time.end):
            value = time.value
            if value is not None and _PLAIN_VALUE.fullmatch(value):
                value = _shift(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value, days)
                value = value[: len(time.value or "")] if value else None
            yield change, replace(time, start=start, end=end, value=value)
    if time.start is not None and time.end is not None and time.relation is Relation.IN:
        yield "end moved", replace(time, end=_shift(time.end, 40))
        yield "start moved", replace(time, start=_shift(time.start, -40))


def _shift(iso: str | None, days: int) -> str | None:
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat() if iso is not None else None


def _related(time: Time) -> Iterator[tuple[str, Time]]:
    """The relation changed, with the open sides that go with it."""
    one = time.end or time.start
    if one is None:
        return
    day = date.fromisoformat(one)
    month = day.replace(day=1).isoformat()
    for relation, start, end in (
        (Relation.IN, time.start or month, time.end or one),
        (Relation.SINCE, time.start or one, None),
        (Relation.BY, None, one),
        (Relation.UNTIL, None, one),
        (Relation.BEFORE, None, time.start or one),
        (Relation.AFTER, one, None),
    ):
        if relation is not time.relation:
            yield f"{time.relation.value} → {relation.value}", replace(time, relation=relation, start=start, end=end)


# Sources


def _sources(claim: Claim, truth: Truth, pack: Pack) -> Iterator[Mutant]:
    def with_source(place: int, source: Source) -> Claim:
        return replace(claim, chain=(*claim.chain[:place], source, *claim.chain[place + 1 :]))

    own = {(s.name, s.descriptor) for s in claim.chain}
    strangers = [
        s
        for c in truth.claims
        for s in c.chain
        if (s.name, s.descriptor) not in own and s.span and _is_far(s.span, claim) and s.kind not in _REPORTS
    ]
    for place, source in enumerate(claim.chain):
        for change, made in _told_otherwise(source, pack):
            yield Mutant("source", change, with_source(place, made))
        for stranger in strangers[:2]:
            yield Mutant("source", "swapped for another of the text", with_source(place, stranger))
    near_and_far = len(claim.chain) == 2 and all(s.span and claim.evidence.span.contains(s.span) for s in claim.chain)
    if near_and_far and claim.chain[0].kind in _REPORTS and claim.chain[1].kind not in _REPORTS:
        yield Mutant("source", "inverted", replace(claim, chain=claim.chain[::-1]))


_REPORTS = {SourceKind.OUTLET, SourceKind.AGENCY}


def _is_far(span: Span, claim: Claim) -> bool:
    """Whether a source stands where no reader would take it for this claim's."""
    evidence = claim.evidence.span
    return span.end < evidence.start - 400 or span.start > evidence.end + 400


def _told_otherwise(source: Source, pack: Pack) -> Iterator[tuple[str, Source]]:
    outlets = [o for o in pack.outlets.values() if o.name != source.name and o.kind == "outlet"]
    words = source.descriptor or ""
    if source.kind in _REPORTS:
        other = outlets[len(words) % len(outlets)]
        yield "another outlet", replace(source, name=other.name, entity=other.id)
        yield (
            "another outlet's name in the words",
            replace(source, name=other.name, descriptor=other.name, entity=other.id),
        )
        yield "told as unnamed", replace(source, kind=SourceKind.ANONYMOUS, name=None, entity=None)
        if source.entity is not None:
            kind = SourceKind.AGENCY if source.kind is SourceKind.OUTLET else SourceKind.OUTLET
            yield "outlet for agency", replace(source, kind=kind)
    if source.kind is SourceKind.ANONYMOUS:
        yield from _sharpened(source, words)
    if source.kind is SourceKind.NAMED:
        yield "another name", replace(source, name="Maria Lindqvist", entity=None)
        yield (
            "another name in the words",
            replace(source, name="Maria Lindqvist", descriptor="Maria Lindqvist", entity=None),
        )
        actor = next(a for a in pack.actors.values() if a.id != source.entity and a.name not in words)
        yield "another body", replace(source, name=actor.name, entity=actor.id)
    yield "words altered", replace(source, descriptor=f"senior {words}")
    if len(words.split()) > 2:
        yield "words cut in the middle", replace(source, descriptor=" ".join([words.split()[0], *words.split()[2:]]))


def _sharpened(source: Source, words: str) -> Iterator[tuple[str, Source]]:
    """ "Officials from a country aligned with X" made X's officials, more of them, or of another rank."""
    if not words.lower().startswith("the "):  # a role ("the mayor") speaks with its name, as some see it
        yield "unnamed people named", replace(source, kind=SourceKind.NAMED, name=words, anonymity=None)
    yield "unnamed people named", replace(source, name="American officials", anonymity=None)
    yield "unnamed people made an outlet", replace(source, kind=SourceKind.OUTLET, name="The Sunday Ledger")
    if words != "American officials":
        yield "sharpened words", replace(source, descriptor="American officials")
    known = source.anonymity or Anonymity()
    if known.side:
        yield "ally made the state itself", replace(source, anonymity=replace(known, is_ally=not known.is_ally))
    yield "another side", replace(source, anonymity=replace(known, side=("norway",)))
    if known.count is None:
        yield "a count invented", replace(source, anonymity=replace(known, count=3))
    else:
        yield "another count", replace(source, anonymity=replace(known, count=known.count + 3))
    level = "intelligence" if known.level != "intelligence" else "senior"
    if level not in words.lower():
        yield "another level", replace(source, anonymity=replace(known, level=level))


# Items, parties, places, measures


def _items(claim: Claim, truth: Truth, pack: Pack) -> Iterator[Mutant]:
    if claim.item is None:
        return
    line = pack.lineage(claim.item)
    children = [i.id for i in pack.items.values() if i.parent == claim.item]
    siblings = [i.id for i in pack.items.values() if len(line) > 1 and i.parent == line[1] and i.id != claim.item]
    strangers = [i for i in pack.items if i not in line and claim.item not in pack.lineage(i)]
    step = max(1, len(strangers) // _OTHERS)
    meant = {  # what the sentence names, and all wider: no lie
        wide
        for entity in truth.annotations.names
        if entity.entity in pack.items and claim.evidence.span.contains(entity.span)
        for wide in pack.lineage(entity.entity or "")
    }
    for other in (*children[:_OTHERS], *siblings[:_OTHERS], *strangers[::step][:_OTHERS]):
        if other in meant:
            continue
        yield Mutant("item", f"{claim.item} → {other}", replace(claim, item=other))
    if claim.quantity is None or claim.quantity.item_span is None:
        return
    for entity in truth.annotations.names:
        known = entity.entity in pack.items and claim.evidence.span.contains(entity.span)
        is_other = known and entity.entity not in line and claim.item not in pack.lineage(entity.entity or "")
        if is_other and not entity.span.overlaps(claim.quantity.item_span):
            support = {**claim.support, "item": (entity.span,)}
            yield Mutant("item", "another thing of the sentence", replace(claim, item=entity.entity, support=support))


def _parties(claim: Claim, truth: Truth, pack: Pack) -> Iterator[Mutant]:
    states = [a.id for a in pack.actors.values() if a.kind == "state"]
    for role, value in (("actor", claim.actor), ("counterpart", claim.counterpart)):
        if value is None:
            continue
        for other in [s for s in states if s not in value.split("+") and not _is_meant(s, value, pack)][
            :: len(states) // _OTHERS
        ]:
            changed = replace(claim, actor=other) if role == "actor" else replace(claim, counterpart=other)
            yield Mutant(role, f"{value} → {other}", changed)
        named = {pack.state_of(e.entity) for e in truth.annotations.names if e.entity in pack.actors}
        joined = "+".join(sorted([value, next(state for state in states if state not in named)]))
        changed = replace(claim, actor=joined) if role == "actor" else replace(claim, counterpart=joined)
        yield Mutant(role, "a partner invented", changed)
    if claim.actor and claim.counterpart and pack.measures[claim.measure].kind == "transfer":
        support = {**claim.support}
        support["actor"], support["counterpart"] = support["counterpart"], support["actor"]
        swapped = replace(claim, actor=claim.counterpart, counterpart=claim.actor, support=support)
        yield Mutant("actor", "giver and taker swapped", swapped)
        yield Mutant("counterpart", "giver and taker swapped", swapped)
    if claim.place is not None:
        places = [p for p in pack.places if p != claim.place]
        for other in places[:: len(places) // _OTHERS]:
            yield Mutant("place", f"{claim.place} → {other}", replace(claim, place=other))


def _is_meant(state: str, value: str, pack: Pack) -> bool:
    return any(pack.state_of(part) == state for part in value.split("+"))


def _measures(claim: Claim, pack: Pack) -> Iterator[Mutant]:
    own = _words_of(pack, claim.measure)
    for measure in pack.measures.values():
        if measure.id != claim.measure and measure.triggers and not own & _words_of(pack, measure.id):
            yield Mutant(
                "measure", f"{claim.measure} → {measure.id}", replace(claim, measure=measure.id, sub_kind=None)
            )


@cache
def _words_of(pack: Pack, measure: str) -> frozenset[str]:
    return frozenset(
        words
        for trigger in pack.measures[measure].triggers
        for forms in (trigger.verbs, trigger.nouns, trigger.phrases)
        for words in forms.get("en", ())
    )


# Quotes


def _quotes(claim: Claim, document: Document) -> Iterator[Mutant]:
    evidence, text = claim.evidence, document.text
    quote = evidence.quote
    for change, other in _rewritten(quote):
        yield Mutant("quote", change, replace(claim, evidence=replace(evidence, quote=other)))
    for change, start, end in (
        ("span shifted", evidence.span.start + 1, evidence.span.end + 1),
        ("span begins late", evidence.span.start + 4, evidence.span.end),
        ("span ends early", evidence.span.start, evidence.span.end - 4),
        ("span halved", evidence.span.start, (evidence.span.start + evidence.span.end) // 2),
        ("span halved", (evidence.span.start + evidence.span.end) // 2, evidence.span.end),
    ):
        if 0 <= start < end <= len(text) and not _is_whole(text, start, end):
            span = Span(start, end)
            moved = Evidence(span, span.of(text), text[max(0, start - 32) : start], text[end : end + 32])
            yield Mutant("quote", change, replace(claim, evidence=moved))
    yield Mutant("quote", "prefix altered", replace(claim, evidence=replace(evidence, prefix=f"x{evidence.prefix}")))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch happens to be a sentence again."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    return (not before or before[-1] in ".!?") and (not behind or text[end - 1] in ".!?")


def _rewritten(quote: str) -> Sequence[tuple[str, str]]:
    words = quote.split(" ")
    made = [("a word dropped", " ".join(words[:-2] + words[-1:])), ("a letter changed", quote.replace("e", "a", 1))]
    digit = re.search(r"\d", quote)
    if digit:
        other = str((int(digit.group()) + 1) % 10)
        made.append(("a digit changed", quote[: digit.start()] + other + quote[digit.end() :]))
    made.append(("words added", f"{quote[:-1]} in secret{quote[-1:]}"))
    made.append(("a negation dropped", re.sub(r"\b(?:not|no|never) ", "", quote, count=1)))
    return [(change, other) for change, other in made if other != quote]
