"""How often a number comes round, where the noun that counts it says so: "an annual production of 40"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from stemmata.claim.context import SentenceContext
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Quantity

_RATES = "SET"
_PERIODS: Final = {"P1D": "day", "P1W": "week", "P1M": "month", "P3M": "quarter", "P1Y": "year"}
_MADE = frozenset({"flow", "ability", "intention"})


def at_rate(context: SentenceContext, hit: TriggerHit, quantity: Quantity) -> Quantity:
    """The quantity with the period of its noun's adjective, where it has none of its own. A number that hangs on
    "annual production" and is printed without the year would say something else."""
    if quantity.per is not None or hit.form != "noun" or hit.measure.kind not in _MADE:
        return quantity
    noun = context.structure.phrase_at(hit.last - 1)
    if noun is None:
        return quantity
    opening = context.structure.phrases[noun].first
    for time in context.times:
        first, last = context.token_range(time.span)
        period = _PERIODS.get(time.value or "")
        if time.type == _RATES and period is not None and opening - 1 <= first and last <= hit.last:
            return replace(quantity, per=period)
    return quantity
