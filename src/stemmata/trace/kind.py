"""What kind of change a mutation is, as far as it has a name."""

from __future__ import annotations

import math

from stemmata.model import Basis, Modality, Quantity
from stemmata.packs import Pack

_LOWER = frozenset({Basis.AT_LEAST, Basis.MORE_THAN})
_UPPER = frozenset({Basis.UP_TO, Basis.FEWER_THAN, Basis.ALMOST})
# From the weakest to the firmest; those of one rank do not differ in it.
_FIRMNESS = {
    Modality.CONDITIONAL: 0,
    Modality.COULD: 1,
    Modality.INTENDS: 2,
    Modality.PLANS: 2,
    Modality.EXPECTS: 3,
    Modality.ASSERTED: 4,
}


def bound_kind(before: Basis, after: Basis) -> str:
    """The kind of a changed bound: "bound dropped", "bound flipped", "bound added" or "bound changed"."""
    if after is Basis.EXACT:
        return "bound dropped"
    if before is Basis.EXACT:
        return "bound added"
    if (before in _LOWER and after in _UPPER) or (before in _UPPER and after in _LOWER):
        return "bound flipped"
    return "bound changed"


def number_kind(before: Quantity, after: Quantity) -> str | None:
    """The kind of a changed number: "rounding", "inflation" or "deflation"."""
    one = before.low if before.low is not None else before.high
    two = after.low if after.low is not None else after.high
    if one is None or two is None or one == two or before.unit != after.unit:
        return None
    if _is_rounded(one, two):
        return "rounding"
    return "inflation" if two > one else "deflation"


def _is_rounded(exact: float, rounded: float) -> bool:
    """Whether a number is what another becomes with fewer significant digits, up or down."""
    if exact == 0 or rounded == 0 or (exact < 0) != (rounded < 0):
        return False
    size = math.floor(math.log10(abs(exact)))
    for digits in range(1, 6):
        step = 10.0 ** (size - digits + 1)
        if abs(rounded - exact) < step and math.isclose(rounded / step, round(rounded / step), abs_tol=1e-9):
            return not math.isclose(exact / step, round(exact / step), abs_tol=1e-9)
    return False


def modality_kind(before: Modality, after: Modality) -> str | None:
    """ "made firmer" or "made weaker", where one is."""
    if before not in _FIRMNESS or after not in _FIRMNESS or _FIRMNESS[before] == _FIRMNESS[after]:
        return None
    return "made firmer" if _FIRMNESS[after] > _FIRMNESS[before] else "made weaker"


def stage_kind(before: str, after: str, pack: Pack) -> str | None:
    """ "stage raised" or "stage lowered", where both stages have a rank."""
    one, two = pack.stages.get(before), pack.stages.get(after)
    if one is None or two is None or one.rank is None or two.rank is None or one.rank == two.rank:
        return None
    return "stage raised" if two.rank > one.rank else "stage lowered"
