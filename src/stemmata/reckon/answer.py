"""The claims that may settle a promise, found by what they are about and not by going through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stemmata.model import Claim, Document
from stemmata.packs import Pack
from stemmata.reckon.promise import Promise

_ANY, _NONE = "*", ""  # every item; no item said
_SELF = "="  # before an item: claims of this very item, and of none that is narrower


class Answers:
    """Claims by measure, by party or place, and by item. A headline's claim settles nothing."""

    def __init__(self, claims: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> None:
        self._pack = pack
        self._claims = sorted(
            (claim for claim in claims if not claim.in_title),
            key=lambda c: (documents[c.document].published or "9999", c.document, c.evidence.span, c.id),
        )
        self._found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, claim in enumerate(self._claims):
            for about in {*_parties(claim, pack), *_places(claim, pack)}:
                for item in _items(claim, pack):
                    self._found[claim.measure, about, item].append(number)

    def about(self, promise: Promise) -> tuple[Claim, ...]:
        """The claims that share a party or the place with a promise and may count what it promises, the earliest
        printed first."""
        claim = promise.claim
        abouts = [*_parties(claim, self._pack), *([f"in {claim.place}"] if claim.place else [])]
        items = [_ANY] if claim.item is None else [claim.item, _NONE]
        if claim.item is not None:  # what is denied of all fighters is denied of this one
            items += [f"{_SELF}{wider}" for wider in self._pack.lineage(claim.item)[1:]]
        numbers = {
            number
            for measure in promise.answered_by
            for about in abouts
            for item in items
            for number in self._found.get((measure, about, item), ())
        }
        return tuple(self._claims[number] for number in sorted(numbers))


def _parties(claim: Claim, pack: Pack) -> Iterator[str]:
    for side in (claim.actor, claim.counterpart):
        yield from (pack.state_of(party) for party in (side.split("+") if side else ()))


def _places(claim: Claim, pack: Pack) -> Iterator[str]:
    """The place and all that it lies in."""
    seen: set[str] = set()
    here = claim.place
    while here is not None and here not in seen:
        seen.add(here)
        yield f"in {here}"
        row = pack.places.get(here)
        here = row.within if row else None


def _items(claim: Claim, pack: Pack) -> Iterator[str]:
    """What a claim is found by: its item and all wider ones, itself alone, and no item in particular."""
    yield _ANY
    if claim.item is None:
        yield _NONE
    else:
        yield from pack.lineage(claim.item)
        yield f"{_SELF}{claim.item}"
