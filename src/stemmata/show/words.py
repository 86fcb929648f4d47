"""Values in the words a reader uses: "at least 6,000 drones", "by 31 Dec 2023"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stemmata.model import Basis, Claim, Modality, Mutation, Polarity, Quantity, Relation, Source, Time
from stemmata.packs import Pack

_IRREGULAR = {"foot": "feet", "inch": "inches", "penny": "pence", "hertz": "hertz"}
_BASIS = {
    Basis.AT_LEAST: "at least {low}",
    Basis.MORE_THAN: "more than {low}",
    Basis.UP_TO: "up to {high}",
    Basis.FEWER_THAN: "fewer than {high}",
    Basis.ALMOST: "almost {high}",
}
_LONGEST_PREPOSITION = 12
_BASIS_NAMES = {
    "exact": "no bound",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "fewer_than": "fewer than",
    "about": "about",
    "almost": "almost",
    "range": "a range",
    "order_word": "an order of size",
}
_MODALITY = {
    Modality.ASSERTED: "asserted",
    Modality.INTENDS: "intended",
    Modality.PLANS: "planned",
    Modality.COULD: "possible",
    Modality.EXPECTS: "expected",
    Modality.CONDITIONAL: "conditional",
    Modality.DENIES: "denied",
    Modality.DEFLECTS: "deflected, not denied",
    Modality.DECLINES_COMMENT: "no comment",
    Modality.NO_RESPONSE: "no response, not a denial",
    Modality.CANNOT_VERIFY: "could not be verified",
}
_POLARITY = {Polarity.POSITIVE: "it is so", Polarity.NEGATIVE: "it is not so"}
_FIELDS = {
    "bound": "the bound",
    "number": "the number",
    "unit": "the unit",
    "period": "the period",
    "stage": "the stage",
    "modality": "how it is meant",
    "polarity": "whether it is so",
    "place": "the place",
    "source": "the source",
    "item": "what is counted",
}


def number_words(value: float) -> str:
    """A number with thousands marked: 6,000; 1.7 billion."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.3f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")


def value_words(quantity: Quantity) -> str:
    """The number with its bound, unit and rate, without what is counted."""
    low = number_words(quantity.low) if quantity.low is not None else ""
    high = number_words(quantity.high) if quantity.high is not None else ""
    if quantity.basis is Basis.ORDER_WORD:
        words = " ".join(quantity.text.split()).lower()
    elif quantity.basis in _BASIS:
        words = _BASIS[quantity.basis].format(low=low or high, high=high or low)
    elif low == high:
        words = f"about {low}" if quantity.basis is Basis.ABOUT else low
    else:
        words = f"{low}–{high}"
    unit = _unit_words(quantity, words)
    return f"{unit} {_per(quantity.per)}".strip()


def _unit_words(quantity: Quantity, words: str) -> str:
    if quantity.unit == "count":
        return words
    if quantity.unit == "percent":
        return f"{words} %"
    if quantity.unit == "ratio":
        value = quantity.low if quantity.low is not None else quantity.high
        is_share = value is not None and value < 1
        return " ".join(quantity.text.split()).lower() if is_share else f"{words} times"  # "two-thirds"
    if len(quantity.unit) == 3 and quantity.unit.isupper():
        return f"{words} {quantity.unit}"
    is_one = words.endswith(" 1") or words == "1"
    return f"{words} {quantity.unit if is_one else _plural(quantity.unit)}"


def _plural(unit: str) -> str:
    """ "feet", "degrees Celsius", "kilometres / hour"."""
    first, mark, rest = unit.partition(" / ")
    head, space, tail = first.partition(" ") if first.startswith("degree") else (first, "", "")
    many = _IRREGULAR.get(head, head if head.endswith("s") else f"{head}s")
    return f"{many}{space}{tail}{mark}{rest}"


def _per(per: str | None) -> str:
    return "" if per is None else "each" if per == "item" else f"a {per}"


def quantity_words(quantity: Quantity) -> str:
    """The whole quantity: "at least 6,000 drones a year"."""
    item = quantity.item
    if item is None or quantity.unit not in {"count", "tonne"}:
        return value_words(quantity)
    one = quantity.low == quantity.high == 1
    noun = item if one or item.endswith(("s", "craft")) else f"{item}s"
    of = " of" if quantity.basis is Basis.ORDER_WORD and not quantity.text.lower().endswith(("several", "few")) else ""
    bare = value_words(
        Quantity(quantity.span, quantity.text, quantity.low, quantity.high, quantity.basis, quantity.unit)
    )
    return f"{bare}{of} {noun} {_per(quantity.per)}".strip()


def time_words(time: Time, text: str) -> str:
    """A time in the words of `text` with its dates where they are known: "since last fall (from 1 Sep 2022)".

    Its preposition is printed only where it stands there: "in the coming years" is never "after" them.
    """
    before = text[max(0, time.span.start - _LONGEST_PREPOSITION) : time.span.start].split()
    lead = before[-1].lower() if before else ""
    words = " ".join(time.text.split())
    if lead == time.relation.value and time.relation is not Relation.IN:
        words = f"{lead} {words}"
    if time.start and time.relation is Relation.SINCE:
        dates = f"from {day_words(time.start)}"
    elif time.start and time.end:
        dates = day_words(time.start) if time.start == time.end else f"{day_words(time.start)} – {day_words(time.end)}"
    elif time.start:
        dates = f"from {day_words(time.start)}"
    elif time.end:
        dates = f"to {day_words(time.end)}"
    else:
        return words
    return words if dates.lower() in words.lower() else f"{words} ({dates})"


def day_words(iso: str | None) -> str:
    """A date as it is written: 5 Feb 2023; "undated" where it is not known."""
    if not iso:
        return "undated"
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {when:%b} {when.year}"


def capital_words(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def source_words(source: Source) -> str:
    """One source: its name, or the text's own words for it."""
    return " ".join((source.name or source.descriptor or "unknown").split())


def chain_words(chain: Sequence[Source]) -> str:
    """The chain from the nearest source to the furthest."""
    return " ← ".join(source_words(s) for s in chain)


def stance_words(claim: Claim, pack: Pack) -> str:
    """Modality, stage and polarity in a few words."""
    parts = [_MODALITY[claim.modality]]
    if claim.stage is not None:
        row = pack.stages.get(claim.stage)
        stage = row.label if row else claim.stage.replace("_", " ")
        if stage != parts[0]:
            parts.append(f"stage: {stage}")
    if claim.polarity is Polarity.NEGATIVE and claim.modality is not Modality.DENIES:
        parts.append("negated")
    return "; ".join(parts)


def field_words(field: str) -> str:
    """What a mutation's field is called."""
    return _FIELDS.get(field, field)


def short_field(field: str) -> str:
    """A mutation's field in one word."""
    return "meaning" if field == "modality" else field_words(field).removeprefix("the ")


def changed_value(mutation: Mutation, value: str | None, pack: Pack) -> str:
    """A mutation's value in words; "not said" where there is none."""
    if value is None:
        return "not said"
    if mutation.field == "bound":
        return _BASIS_NAMES.get(value, value)
    if mutation.field == "modality":
        return _MODALITY[Modality(value)]
    if mutation.field == "polarity":
        return _POLARITY[Polarity(value)]
    if mutation.field == "place":
        place = pack.places.get(value) or pack.actors.get(value)
        return place.name if place else " ".join(value.split())
    if mutation.field == "stage" and value in pack.stages:
        return pack.stages[value].label
    if mutation.field == "item" and value in pack.items:
        return pack.items[value].name
    return " ".join(value.split())


def mutation_words(mutation: Mutation, pack: Pack) -> str:
    """A mutation on one line: "at least → up to"."""
    before = changed_value(mutation, mutation.parent_value, pack)
    return f"{before} → {changed_value(mutation, mutation.child_value, pack)}"


def told_mutation(mutation: Mutation, pack: Pack) -> str:
    """A mutation as a sentence tells it: "the bound: at least → up to (bound flipped)"."""
    kind = f" ({mutation.kind})" if mutation.kind else ""
    return f"{field_words(mutation.field)}: {mutation_words(mutation, pack)}{kind}"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """ "1 report", "3 reports"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
