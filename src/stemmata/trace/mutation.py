"""What changed between a reading and the one it comes from, field by field.

Only what both readings say is compared: a field that one leaves out is said less, not changed. The
exceptions are bounds and periods, whose loss changes what the number means.
"""

from __future__ import annotations

from stemmata.claim.anonymity import read_anonymity
from stemmata.claim.unit import dimension_of
from stemmata.model import Basis, Claim, Mutation, Quantity, Relation, Source, SourceKind
from stemmata.packs import Pack

_BOUNDED = frozenset({Basis.AT_LEAST, Basis.MORE_THAN, Basis.UP_TO, Basis.FEWER_THAN, Basis.ABOUT, Basis.ALMOST})


def find_mutations(
    parent: Claim,
    child: Claim,
    pack: Pack,
    languages: tuple[str, str] = ("en", "en"),
    parent_sources: tuple[Source, ...] | None = None,
    child_sources: tuple[Source, ...] | None = None,
    witnessed_by: str | None = None,
) -> tuple[Mutation, ...]:
    """The mutations from `parent` to `child`, in the order of the model's fields.

    The sources to compare are those behind the parent: the parent's chain, and what the child's chain holds
    beyond the parent. None leaves sources out of the comparison.
    """
    found: list[tuple[str, str | None, str | None]] = []
    if parent.quantity is not None and child.quantity is not None:
        found.extend(_in_quantity(parent.quantity, child.quantity))
    if parent.time and child.time and _times_differ(parent, child):
        found.append(("period", parent.time.text, child.time.text))
    for field in ("stage", "modality", "polarity"):
        before, after = getattr(parent, field), getattr(child, field)
        if before is not None and after is not None and before != after:
            found.append((field, str(before), str(after)))
    if parent_sources is not None and child_sources is not None:
        found.extend(_in_sources(parent_sources, child_sources, pack, languages))
    if parent.item and child.item and parent.item != child.item:
        found.append(("item", parent.item, child.item))
    return tuple(
        Mutation(field, before, after, parent.evidence.quote, child.evidence.quote, witnessed_by)
        for field, before, after in found
    )


def _in_quantity(parent: Quantity, child: Quantity) -> list[tuple[str, str | None, str | None]]:
    found: list[tuple[str, str | None, str | None]] = []
    if parent.basis is not child.basis and (_BOUNDED & {parent.basis, child.basis}):
        found.append(("bound", parent.basis.value, child.basis.value))
    if parent.unit != child.unit:
        found.append(("unit", parent.unit, child.unit))
        comparable = dimension_of(parent.unit) == dimension_of(child.unit) != "unknown"
        if not comparable:
            found.append(("number", parent.text, child.text))
    elif _numbers(parent) != _numbers(child):
        found.append(("number", parent.text, child.text))
    if parent.per != child.per:
        found.append(("period", f"per {parent.per}" if parent.per else None, f"per {child.per}" if child.per else None))
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
) -> list[tuple[str, str | None, str | None]]:
    """A source that was sharpened or inverted; one that is only worded more loosely is no mutation."""
    if not parent or not child:
        return []
    before, after = parent[-1], child[-1]
    if before.descriptor is None or after.descriptor is None:
        return []
    if before.kind is SourceKind.ANONYMOUS and after.kind is SourceKind.ANONYMOUS:
        one = read_anonymity(before.descriptor, pack, languages[0])
        two = read_anonymity(after.descriptor, pack, languages[1])
        differ = one.contradicts(two) or (not one.side and bool(two.side))
        return [("source", before.descriptor, after.descriptor)] if differ else []
    is_named = {SourceKind.NAMED, SourceKind.DOCUMENT}
    if before.kind is SourceKind.ANONYMOUS and after.kind in is_named:
        return [("source", before.descriptor, after.descriptor)]
    return []
