"""What is left in somebody's hands: hard bounds by what came in and went out, and a likely range where data suffice.

For things that were made in another state all that came in was delivered from there, so the most that can be left is
what can have been delivered less what must have been used. For other things a hard bound needs a claim of what is in
hand. The likely range supposes that nothing came in or went out but what the accounts tell; its sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from stemmata.model import Account, Bound, Entry, StockEstimate, Timing
from stemmata.packs import Pack
from stemmata.reckon.component import BEFORE, NEVER, entry_limits, month_ends
from stemmata.reckon.explain import day_words, number_words
from stemmata.reckon.flow_model import Levels, Observation, draw_levels
from stemmata.reckon.holding import Holding, find_holdings

_FEWEST_SEEN = 4  # entries that a distribution needs
_MOST_MONTHS = 36  # more are not drawn
_TAIL = 0.05
_DIGITS = 1

Booked = Mapping[str, Sequence[Entry]]
Known = Mapping[tuple[str, str], Bound]  # by account and last day of the month


def estimate_stocks(
    accounts: Sequence[Account], entries: Sequence[Entry], bounds: Sequence[Bound], pack: Pack, is_drawn: bool
) -> Iterator[StockEstimate]:
    """What is left at the end of each month that the `entries` (of what happened, and not set aside) reach; with a
    likely range only if `is_drawn`."""
    booked: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.timing is not Timing.QUESTION:
            booked.setdefault(entry.account, []).append(entry)
    known = {(bound.account, bound.end): bound for bound in bounds}
    names = {account.id: account.name for account in accounts}
    for holding in find_holdings([account for account in accounts if account.id in booked], pack):
        yield from _estimate(holding, booked, known, names, is_drawn)


def _estimate(
    holding: Holding, booked: Booked, known: Known, names: Mapping[str, str], is_drawn: bool
) -> Iterator[StockEstimate]:
    ids = [*(i for own in holding.inflows.values() for i in own), *holding.outflows, *holding.fates, *holding.levels]
    days = [
        day
        for account in ids
        for entry in booked[account]
        for before, end, _, _ in entry_limits(entry)
        for day in (before, end)
        if BEFORE < day < NEVER
    ]
    ends = month_ends(min(days), max(days))[-_MOST_MONTHS - 1 :] if days else ()
    if len(ends) < 2:
        return
    drawn = _draw(holding, booked, ends) if is_drawn else None
    low, best, high = (drawn.quantile(q) for q in (_TAIL, 0.5, 1 - _TAIL)) if drawn is not None else (None, None, None)
    last: dict[str, Bound] = {}
    for number, end in enumerate(ends[1:]):
        iso = date.fromordinal(end).isoformat()
        last |= {account: bound for account in ids if (bound := known.get((account, iso))) is not None}
        estimate = _bound(holding, iso, last, names)
        if low is not None and best is not None and high is not None:
            estimate = replace(
                estimate,
                likely_low=_told(low[number], estimate),
                likely_best=_told(best[number], estimate),
                likely_high=_told(high[number], estimate),
                sentence=f"{estimate.sentence} Likely (9 in 10), if nothing else came in or went out:"
                f" {number_words(_told(low[number], estimate))} to {number_words(_told(high[number], estimate))}.",
            )
        yield estimate


def _told(value: float, estimate: StockEstimate) -> float:
    """A level as it is told: never outside the hard bounds."""
    most = float("inf") if estimate.high is None else estimate.high
    return round(min(max(float(value), estimate.low), most), _DIGITS)


def _bound(holding: Holding, iso: str, last: Mapping[str, Bound], names: Mapping[str, str]) -> StockEstimate:
    """The hard bounds by the end of a day, and how they follow."""
    claims: list[str] = []
    words: list[str] = []
    low, high = 0.0, None
    for account in holding.levels:
        bound = last.get(account)
        if bound is not None and bound.end == iso:
            low = max(low, bound.total_low)
            high = bound.total_high if high is None else min(high, bound.total_high or high)
            claims += [*bound.total_low_claims, *bound.total_high_claims]
            words.append(f"{names[account]}: {_interval(bound.total_low, bound.total_high)}")
    if holding.is_closed:
        ins = [last[a] for own in holding.inflows.values() for a in own if a in last]
        limited = min(
            ((b.total_high, b) for b in ins if b.total_high is not None and b.end == iso),
            key=lambda pair: pair[0],
            default=None,
        )
        outs = max((last[a] for a in (*holding.outflows, *holding.fates) if a in last), key=_least, default=None)
        if limited is None:
            words.append("nothing bounds from above how many came in")
        else:
            most, came = limited
            gone = outs.total_low if outs is not None else 0.0
            left = max(0.0, most - gone)
            high = left if high is None else min(high, left)
            claims += [*came.total_high_claims, *(outs.total_low_claims if outs is not None else ())]
            words.append(f"at most {number_words(most)} {names[came.account]} by then")
            if outs is not None and gone > 0:
                words.append(f"at least {number_words(gone)} {names[outs.account]}")
    elif not words:
        words.append(
            "no claim says how many were in hand, and others may have come in or been lost that nobody counted"
        )
    told = "It cannot be said" if high is None and low <= 0 else _interval(low, high)
    sentence = f"{day_words(iso)}: {told}: {'; '.join(words)}."
    sentence = sentence.replace(": It cannot be said", ": it cannot be said")
    own = holding.account
    name = own.name or names.get(own.id, "")
    return StockEstimate(own.id, iso, low, high, sentence, tuple(dict.fromkeys(claims)), name=name)


def _least(bound: Bound) -> float:
    return bound.total_low


def _interval(low: float, high: float | None) -> str:
    if high is None:
        return f"at least {number_words(low)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def _draw(holding: Holding, booked: Booked, ends: Sequence[int]) -> Levels | None:
    """The distribution over the months that end on `ends` (the first is the day before them all); None where too little
    is told of what came in or went out."""
    months = len(ends) - 1
    observations: list[Observation] = []
    for series, accounts in holding.inflows.items():
        observations += [o for a in accounts for e in booked[a] for o in _observe(series, e, ends)]
    seen_in = len(observations)
    for account in holding.outflows:
        observations += [o for e in booked[account] for o in _observe(account, e, ends)]
    seen_out = len(observations) - seen_in
    for account in holding.levels:
        observations += [o for e in booked[account] for o in _observe_level(e, ends)]
    has_two_ends = all(
        any(o.low and o.high is not None for o in observations if (o.series in holding.inflows) is is_in)
        for is_in in (True, False)
    )
    if not (seen_in and seen_out and has_two_ends) or len(observations) < _FEWEST_SEEN:
        return None
    return draw_levels(tuple(holding.inflows), holding.outflows, observations, months)


def _observe(series: str, entry: Entry, ends: Sequence[int]) -> Iterator[Observation]:
    """An entry of a flow; its two limits together where they are of one period, more or less."""
    limits = list(entry_limits(entry))
    if len(limits) == 2 and limits[0][2] is not None and limits[1][3] is not None and entry.timing is Timing.RUNNING:
        (before, end, low, _), (last_before, first_end, _, high) = limits
        one, two = _weights(before, end, ends), _weights(last_before, first_end, ends)
        yield Observation(series, (one + two) / 2, low, high)
        return
    for before, end, low, high in limits:
        if low is not None or high is not None:
            yield Observation(series, _weights(before, end, ends), low, high)


def _weights(before: int, end: int, ends: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The share of each month that a period covers; first that of what was before the first month."""
    shares = [1.0 if before < ends[0] else 0.0]
    for start, stop in pairwise(ends):
        shares.append(max(0, min(end, stop) - max(before, start)) / (stop - start))
    return np.array(shares)


def _observe_level(entry: Entry, ends: Sequence[int]) -> Iterator[Observation]:
    for _, end, low, high in entry_limits(entry):
        month = next((n for n, stop in enumerate(ends[1:]) if end <= stop), None)
        if month is not None:
            yield Observation(None, np.zeros(len(ends)), low, high, month)
