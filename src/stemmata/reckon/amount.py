"""Quantity → amount: the interval that a printed number stands for in the books.

The words give the interval where they state a bound. A bare round number is taken as rounded, to half of its last
digit that is not 0 and no further than the pack says; so "400" and "410" do not contradict one another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from stemmata.model import Basis, Quantity
from stemmata.packs import Pack
from stemmata.packs.books import Booking


@dataclass(frozen=True, slots=True)
class Amount:
    """low <= amount <= high in `unit`; None is an open side. `derived` says how it was converted."""

    low: float
    high: float | None
    unit: str
    derived: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a claim is in no account. `is_refused`: it cannot be right as it stands."""

    reason: str
    words: str
    is_refused: bool = True


def read_amount(quantity: Quantity, item: str | None, pack: Pack) -> Amount | Fault:
    """The amount that a quantity stands for; a Fault where no amount can be meant."""
    fault = _find_fault(quantity, pack.booking)
    if fault is not None:
        return fault
    low, high = _interval(quantity, pack.booking)
    if quantity.unit in {"percent", "ratio"}:
        return Fault("share", "a share is no number of items", is_refused=False)
    conversion = next(
        (c for c in pack.conversions.values() if c.unit == quantity.unit and pack.is_of_class(item, c.items)), None
    )
    if conversion is None:
        return Amount(low, high, quantity.unit)
    words = f"{conversion.low:g} to {conversion.high:g} a {conversion.unit}: {conversion.source}"
    return Amount(low * conversion.low, None if high is None else high * conversion.high, "count", words)


def _find_fault(quantity: Quantity, booking: Booking) -> Fault | None:
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if not ends:
        return Fault("no number", f"{quantity.text!r} states no number", is_refused=False)
    if not all(map(math.isfinite, ends)):
        return Fault("no number", f"{quantity.text!r} is not a number that can be reckoned with")
    if min(ends) < 0:
        return Fault("negative", f"{quantity.text!r} is {min(ends):g}, and no less than nothing can be counted")
    if max(ends) > booking.largest:
        return Fault("absurd size", f"{quantity.text!r} is more than {booking.largest:g}, the most that is believed")
    if len(ends) == 2 and ends[0] > ends[1]:
        return Fault("reversed", f"{quantity.text!r} ends below its beginning")
    return None


def _interval(quantity: Quantity, booking: Booking) -> tuple[float, float | None]:
    low, high = quantity.low, quantity.high
    number = low if low is not None else high
    if number is None:
        raise AssertionError("a quantity without a number was let through")
    match quantity.basis:
        case Basis.AT_LEAST | Basis.MORE_THAN:
            return number, None
        case Basis.UP_TO | Basis.FEWER_THAN:
            return 0.0, high
        case Basis.ALMOST:
            return number * (1 - booking.almost), number
        case Basis.ABOUT:
            return (low or 0.0 if low is not None else number) * (1 - booking.about), (high or number) * (
                1 + booking.about
            )
        case Basis.EXACT if low == high:
            slack = min(last_digit(number) / 2, booking.rounded * number)
            return number - slack, number + slack
        case _:
            return low or 0.0, high


def last_digit(number: float) -> float:
    """The size of the last digit that is not 0: 100 for 400, 10 for 540, 0 for 1,958, which is exact to the item."""
    if number <= 0 or number != int(number):
        return 0.0
    whole, size = int(number), 1
    while whole % 10 == 0:
        whole //= 10
        size *= 10
    return float(size) if size > 1 else 0.0
