"""The attributes of a claim that relays change, each as a value that can be compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from stemmata.model import Claim

Attribute = Callable[[Claim], Hashable | None]


def read_number(claim: Claim) -> Hashable | None:
    """The number with its unit, whatever its bound."""
    quantity = claim.quantity
    return None if quantity is None else (quantity.low if quantity.low is not None else quantity.high, quantity.unit)


def read_bound(claim: Claim) -> Hashable | None:
    """The bound of the number."""
    return None if claim.quantity is None else claim.quantity.basis.value


def read_rate(claim: Claim) -> Hashable | None:
    """The period that the number is for; an empty one where it is for none."""
    return None if claim.quantity is None else (claim.quantity.per or "")


def read_time(claim: Claim) -> Hashable | None:
    """The time with its relation."""
    time = claim.time
    return None if time is None else (time.value or " ".join(time.text.casefold().split()), time.relation.value)


def read_modality(claim: Claim) -> Hashable | None:
    """How the source stands to it."""
    return claim.modality.value


def read_stage(claim: Claim) -> Hashable | None:
    """The stage of the programme."""
    return claim.stage


def read_place(claim: Claim) -> Hashable | None:
    """The place."""
    return claim.place


def read_polarity(claim: Claim) -> Hashable | None:
    """Whether it is asserted or negated."""
    return claim.polarity.value


# In the order in which they are compared; "period" is either of two.
ATTRIBUTES: Mapping[str, Attribute] = {
    "number": read_number,
    "bound": read_bound,
    "rate": read_rate,
    "time": read_time,
    "modality": read_modality,
    "stage": read_stage,
    "place": read_place,
    "polarity": read_polarity,
}
