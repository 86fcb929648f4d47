"""What changed between a reading and the one it comes from, field by field.

Only what both readings say is compared: a field that one leaves out is said less, not changed. The
exceptions are bounds and periods, whose loss changes what the number means.
"""

from __future__ import annotations

from stemmata.claim.anonymity import read_anonymity
from stemmata.claim.unit import dimension_of
from stemmata.model import Basis, Claim, Modality, Mutation, Polarity, Quantity, Relation, Source, SourceKind
from stemmata.packs import Pack
from stemmata.trace.kind import bound_kind, modality_kind, number_kind, stage_kind
from stemmata.trace.question import places_fit

_Change = tuple[str, str | None, str | None, str | None]  # field, before, after, kind

_BOUNDED = frozenset({Basis.AT_LEAST, Basis.MORE_THAN, Basis.UP_TO, Basis.FEWER_THAN, Basis.ABOUT, Basis.ALMOST})
_ON_ITS_WAY = frozenset({Modality.ASSERTED, Modality.EXPECTS})


def _is_of_deal(claim: Claim, pack: Pack) -> bool:
    """Whether it tells what a deal is worth. One calls the same deal an order, another a contract, a third a deal to
    buy: that is no other stage, and no other stance to the sum."""
    measure = pack.measures.get(claim.measure)
    return measure is not None and measure.kind == "money"


def _other_stages(parent: Claim, child: Claim, pack: Pack) -> tuple[str, str] | None:
    """The stages of both where they differ."""
    if parent.stage is None or child.stage is None or parent.stage == child.stage or _is_of_deal(child, pack):
        return None
    return parent.stage, child.stage


def _modality_differs(parent: Claim, child: Claim, pack: Pack) -> bool:
    is_same = parent.modality is child.modality
    return not (is_same or (_is_of_deal(child, pack) and {parent.modality, child.modality} <= _ON_ITS_WAY))


def find_mutations(
    parent: Claim,
    child: Claim,
    pack: Pack,
    languages: tuple[str, str] = ("en", "en"),
    parent_sources: tuple[Source, ...] | None = None,
    child_sources: tuple[Source, ...] | None = None,
    witnessed_by: str | None = None,
    is_silent: bool = False,
) -> tuple[Mutation, ...]:
    """The mutations from `parent` to `child`, in the order of the model's fields.

    The sources to compare are those behind the parent: the parent's chain, and what the child's chain holds
    beyond the parent. None leaves sources out of the comparison; `is_silent`: the child names nobody at all.
    """
    found: list[_Change] = []
    if parent.quantity is not None and child.quantity is not None:
        found.extend(_in_quantity(parent.quantity, child.quantity))
    if parent.time and child.time and _times_differ(parent, child):
        found.append(("period", parent.time.text, child.time.text, "period moved"))
    if (stages := _other_stages(parent, child, pack)) is not None:
        found.append(("stage", *stages, stage_kind(*stages, pack)))
    if _modality_differs(parent, child, pack):
        kind = modality_kind(parent.modality, child.modality)
        found.append(("modality", parent.modality.value, child.modality.value, kind))
    if parent.polarity is not child.polarity:
        kind = "turned into a denial" if child.polarity is Polarity.NEGATIVE else "denial dropped"
        found.append(("polarity", parent.polarity.value, child.polarity.value, kind))
    if parent_sources is not None and child_sources is not None:
        found.extend(_in_sources(parent_sources, child_sources, pack, languages))
        if is_silent and parent_sources and not child_sources:
            last = parent_sources[-1]
            found.append(("source", last.descriptor or last.name, None, "attribution dropped"))
    if places_fit(parent.place, child.place, pack) is False:
        found.append(("place", parent.place, child.place, "place moved"))
    if parent.item and child.item and parent.item != child.item:
        found.append(("item", parent.item, child.item, None))
    return tuple(
        Mutation(field, before, after, parent.evidence.quote, child.evidence.quote, witnessed_by, kind)
        for field, before, after, kind in found
    )


def _in_quantity(parent: Quantity, child: Quantity) -> list[_Change]:
    found: list[_Change] = []
    if parent.basis is not child.basis and (_BOUNDED & {parent.basis, child.basis}):
        found.append(("bound", parent.basis.value, child.basis.value, bound_kind(parent.basis, child.basis)))
    if parent.unit != child.unit:
        found.append(("unit", parent.unit, child.unit, None))
        comparable = dimension_of(parent.unit) == dimension_of(child.unit) != "unknown"
        if not comparable:
            found.append(("number", parent.text, child.text, None))
    elif _numbers(parent) != _numbers(child):
        found.append(("number", parent.text, child.text, number_kind(parent, child)))
    if parent.per != child.per:
        before, after = (f"per {q.per}" if q.per else None for q in (parent, child))
        found.append(("period", before, after, "rate dropped" if after is None else "rate changed"))
    return found


def _numbers(quantity: Quantity) -> frozenset[float]:
    return frozenset(v for v in (quantity.low, quantity.high) if v is not None)


def _times_differ(parent: Claim, child: Claim) -> bool:
    one, two = parent.time, child.time
    if one is None or two is None:
        return False
    if one.value is not None and (one.value, one.relation) == (two.value, two.relation):
        return False
    if (one.start is None and one.end is None) or (two.start is None and two.end is None):
        return False
    if one.relation is two.relation is Relation.SINCE:
        return one.start != two.start  # the end is each report's own day
    return (one.start, one.end, one.relation) != (two.start, two.end, two.relation)


def _in_sources(
    parent: tuple[Source, ...], child: tuple[Source, ...], pack: Pack, languages: tuple[str, str]
) -> list[_Change]:
    """A source that was sharpened or inverted; one that is only worded more loosely is no mutation."""
    if not parent or not child:
        return []
    before, after = parent[-1], child[-1]
    if before.descriptor is None or after.descriptor is None:
        return []
    if before.kind is SourceKind.ANONYMOUS and after.kind is SourceKind.ANONYMOUS:
        one = read_anonymity(before.descriptor, pack, languages[0])
        two = read_anonymity(after.descriptor, pack, languages[1])
        if not one.contradicts(two) and not (not one.side and two.side):
            return []
        is_sharper = not one.side or (one.side == two.side and one.is_ally and not two.is_ally)
        return [
            ("source", before.descriptor, after.descriptor, "source sharpened" if is_sharper else "source inverted")
        ]
    if before.kind is SourceKind.ANONYMOUS and after.kind in {SourceKind.NAMED, SourceKind.DOCUMENT}:
        return [("source", before.descriptor, after.descriptor, "source sharpened")]
    return []
