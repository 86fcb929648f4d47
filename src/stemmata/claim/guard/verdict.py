"""The guard's verdict on one claim: what is left of it that its own words prove, or why nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from stemmata.claim.guard.giver import prove_chain
from stemmata.claim.guard.moment import is_near_saying, is_time_of_saying, time_holds
from stemmata.claim.guard.naming import item_holds, party_holds, place_holds
from stemmata.claim.guard.quantity import find_unsupported_part
from stemmata.claim.guard.stance import REACTIONS, measure_holds, modality_holds, polarity_holds, stage_holds
from stemmata.claim.guard.table import GuardTable, load_guard_table
from stemmata.model import Claim, Document, Modality, Polarity
from stemmata.packs import Measure, Pack

_STARTS = ".!?…:;\"”’')]»—–-•*|>"  # what may stand before a sentence
_ENDS = ".!?…\"”’')]»"  # and at its end; a colon only before a new line
_STATES = frozenset({"money", "property", "balance"})  # what is so, and nobody does
_NEAR = 200  # characters beside the evidence that tell whether it begins and ends with a sentence
_DASHES = ("-", "–", "’", "'")
_OPTIONAL = ("item", "actor", "counterpart", "place", "time", "said", "stage", "scope", "people")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`claim` is what is proven; None where it is refused, then `refused` names the field. `dropped` are the fields
    that were left out of it for want of proof."""

    claim: Claim | None
    refused: str | None = None
    dropped: tuple[str, ...] = ()


def judge_claim(claim: Claim, document: Document, pack: Pack) -> Verdict:
    """Prove each field of `claim` from its evidence in `document`; nothing is repaired.

    Fields: quote, measure, number, bound, unit, per, item, actor, counterpart, place, time, said, stage, polarity,
    modality, source, scope, people. Raises GuardError for a language that has no table.
    """
    table = load_guard_table(document.language)
    refused = _refusal(claim, document, pack, table)
    if refused is not None:
        return Verdict(None, refused)
    dropped = [
        field for field in _OPTIONAL if _is_set(claim, field) and not _holds(claim, field, document, pack, table)
    ]
    kept = _without(claim, dropped)
    chain = prove_chain(claim, document, pack, table)
    if claim.chain and not chain:
        return Verdict(None, "source")
    if chain != claim.chain:
        dropped.append("source")
        spans = tuple(source.span for source in chain if source.span)
        kept = replace(kept, chain=chain, support={**kept.support, "chain": spans})
    # A number that was said to count an item counts nothing known without it.
    counts_nothing = "item" in dropped and claim.quantity is not None
    if counts_nothing or (dropped and not meets_needs(kept, pack.measures[claim.measure])):
        return Verdict(None, dropped[0])
    return Verdict(kept, None, tuple(dropped))


def _refusal(claim: Claim, document: Document, pack: Pack, table: GuardTable) -> str | None:
    """The first field without which the claim says something else."""
    text = document.text
    if not _quote_holds(claim, text):
        return "quote"
    if not measure_holds(claim, text, pack, table, document.language):
        return "measure"
    if claim.quantity is not None:
        part = find_unsupported_part(claim.quantity, text, claim.evidence.span, table)
        if part is not None:
            return part
    if not polarity_holds(claim, text, table):
        return "polarity"
    own = claim.support.get("measure", ()) if claim.modality in REACTIONS else ()
    if not modality_holds(claim, text, table, own, pack.measures[claim.measure].kind in _STATES):
        return "modality"
    return None


def _quote_holds(claim: Claim, text: str) -> bool:
    """Whether the quote stands there to the letter, as whole sentences, and holds what was read from it."""
    evidence = claim.evidence
    span = evidence.span
    if span.of(text) != evidence.quote or evidence.quote != evidence.quote.strip():
        return False
    if text[max(0, span.start - len(evidence.prefix)) : span.start] != evidence.prefix:
        return False
    if text[span.end : span.end + len(evidence.suffix)] != evidence.suffix:
        return False
    before, behind = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    gap = behind[: len(behind) - len(behind.lstrip())]
    starts = not before.strip() or before.rstrip()[-1] in _STARTS or "\n" in before[len(before.rstrip()) :]
    ends = not behind.strip() or evidence.quote.rstrip()[-1] in _ENDS or "\n" in gap
    cuts_a_word = (before[-1:].isalnum() or before[-1:] in _DASHES) and text[span.start].isalnum()
    if not (starts and ends) or cuts_a_word:
        return False
    inside = ("measure", "quantity", "item", "actor", "counterpart", "stage", "polarity", "modality", "time")
    return all(span.contains(part) for field in inside for part in claim.support.get(field, ()))


def _is_set(claim: Claim, field: str) -> bool:
    value = getattr(claim, field)
    return value is not None and value != ()


def _holds(claim: Claim, field: str, document: Document, pack: Pack, table: GuardTable) -> bool:
    text, language = document.text, document.language
    if field == "item":
        return item_holds(claim, text, pack, table, language)
    if field in {"actor", "counterpart"}:
        return party_holds(claim, field, text, pack, table, language)
    if field == "place":
        return place_holds(claim, text, pack, language)
    if field == "time" and claim.time is not None:
        is_saying = is_time_of_saying(claim.time, text, claim.evidence.span, table)
        return not is_saying and time_holds(claim, claim.time, text, document.published_date, table)
    if field == "said" and claim.said is not None:
        is_saying = is_near_saying(claim.said, text, claim.evidence.span, table)
        return is_saying and time_holds(claim, claim.said, text, document.published_date, table)
    if field == "stage":
        return stage_holds(claim, text, pack, table, language)
    if field == "scope":
        return any(claim.scope == span.of(text) for span in claim.support.get("scope", ()))
    return all(
        all(part in person.span.of(text) for part in person.name.split()) or person.name in text
        for person in claim.people
    )


def _without(claim: Claim, fields: list[str]) -> Claim:
    blank: dict[str, object] = {field: () if field == "people" else None for field in fields}
    support: Mapping[str, object] = {key: spans for key, spans in claim.support.items() if key not in fields}
    return replace(claim, **blank, support=support) if fields else claim  # type: ignore[arg-type]


def meets_needs(claim: Claim, measure: Measure) -> bool:
    """Whether a claim has what its measure needs, by some trigger of its sub-kind."""
    present = {
        "item": claim.item is not None,
        "actor": claim.actor is not None,
        "counterpart": claim.counterpart is not None,
        "place": claim.place is not None,
        "people": bool(claim.people),
        "time": claim.time is not None,
        "stage": claim.stage is not None,
        "modality": claim.modality is not Modality.ASSERTED,
        "negative": claim.polarity is Polarity.NEGATIVE,
        "quantity": claim.quantity is not None,
        "chain": bool(claim.chain),
        "each": claim.quantity is not None and claim.quantity.per == "item",
        "total": claim.quantity is not None and claim.quantity.per != "item",
    }
    unread = {"phrase"}
    triggers = [t for t in measure.triggers if t.sub_kind == claim.sub_kind]
    needs = [measure.needs if t.needs is None else t.needs for t in triggers] or [measure.needs]

    def is_met(need: str) -> bool:
        choices = [choice.split(":")[0] for choice in need.split("|")]
        return any(choice in unread or present.get(choice, False) for choice in choices)

    return any(all(is_met(need) for need in own) for own in needs)
