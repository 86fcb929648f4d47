"""Which sources are one voice: where others dispute, they never differ, more often than two good sources agree."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

_AGREE = 0.97  # how often two independent good sources agree on what is disputed
_COPIED = 0.99  # the share of its values that a copy takes over
_BEFORE = 0.1  # how likely two sources are one voice before anything is compared
_LEAST = 15  # disputed objects that two sources must have in common to be compared
_MOST_SOURCES = 80  # of one object: where more speak, pairs among them are not counted, so that cost stays linear


def pair(one: str, two: str) -> tuple[str, str]:
    """Two names in an order that does not depend on which came first."""
    return (one, two) if one < two else (two, one)


def find_voices(said: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The name of the voice of each source that is one with another. `said` gives, per object, values by source.

    By complete linkage: each two sources of a voice must be likelier one than two, as far as they can be compared.
    """
    together: Counter[tuple[str, str]] = Counter()
    agreed: Counter[tuple[str, str]] = Counter()
    for values in said:
        if len(set(values.values())) < 2 or len(values) > _MOST_SOURCES:
            continue
        names = sorted(values)
        for number, one in enumerate(names):
            for two in names[:number]:
                together[two, one] += 1
                agreed[two, one] += values[one] == values[two]
    odds = {key: _log_odds(agreed[key], count) for key, count in together.items() if count >= _LEAST}
    members: dict[str, tuple[str, ...]] = {}
    for key in sorted(odds, key=lambda k: (-odds[k], k)):
        if odds[key] <= 0:
            break
        first, second = (members.get(name, (name,)) for name in key)
        if first == second:
            continue
        if all(odds.get(pair(a, b), 1.0) > 0 for a in first for b in second):
            joined = tuple(sorted((*first, *second)))
            members.update(dict.fromkeys(joined, joined))
    return {source: joined[0] for source, joined in members.items()}


def _log_odds(agreed: int, count: int) -> float:
    """The log odds that two sources which agree on so many of so many disputed objects are one voice."""
    gain = math.log((_COPIED + (1 - _COPIED) * _AGREE) / _AGREE)
    loss = math.log(1 - _COPIED)
    return math.log(_BEFORE / (1 - _BEFORE)) + agreed * gain + (count - agreed) * loss
