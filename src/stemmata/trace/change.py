"""How sure it is that a difference between two readings is a change on the way, and no misreading.

Each attribute is smoothed over the tree, and the change of each edge weighed by how likely the parent is the parent:
where other likely parents say what the child says, nothing may have changed at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from stemmata.model import Claim, Mutation
from stemmata.trace.attribute import ATTRIBUTES
from stemmata.trace.smoothing import Channel, change_chances

# A change less likely than this is not told.
LEAST = 0.5
# The reading of a lost witness is that of a relay: it counts for half of one of its own.
_BY_RELAY = 0.5
_ATTRIBUTES_OF = {"period": ("time", "rate"), "unit": ("number",)}


@dataclass(frozen=True, slots=True)
class Positions:
    """The nodes of a drawn tree by number, the captured documents first, in the order of the posterior's rows.

    `parents[k]` is -1 for a root; `claims[k]` the claim by which node k is read, None where there is none;
    `posterior[i, j]` the probability that document i is the parent of document j.
    """

    parents: tuple[int, ...]
    claims: tuple[Claim | None, ...]
    posterior: NDArray[np.float64]


def weigh_changes(
    positions: Positions, mutations: Mapping[int, Sequence[Mutation]], channels: Mapping[str, Channel]
) -> dict[int, tuple[Mutation, ...]]:
    """The mutations of each node that are more likely changes than not, with their probabilities."""
    trust = [1.0 if k < len(positions.posterior) else _BY_RELAY for k in range(len(positions.parents))]
    chances: dict[str, NDArray[np.float64]] = {}
    for name, read in ATTRIBUTES.items():
        observed = [read(c) if c is not None else None for c in positions.claims]
        smoothed = np.array(change_chances(positions.parents, observed, channels[name], trust))
        chances[name] = smoothed * _differing(positions, observed)
    return {
        node: tuple(
            replace(mutation, probability=round(probability, 4))
            for mutation in found
            if (probability := _probability(mutation, node, chances, channels)) >= LEAST
        )
        for node, found in mutations.items()
    }


def _probability(
    mutation: Mutation, node: int, chances: Mapping[str, NDArray[np.float64]], channels: Mapping[str, Channel]
) -> float:
    names = _ATTRIBUTES_OF.get(mutation.field, (mutation.field,))
    if names[0] not in chances:  # sources and items are compared in words, and not smoothed
        channel = channels[mutation.field]
        return channel.change / (channel.change + channel.misread)
    return max(float(chances[name][node]) for name in names)


def _differing(positions: Positions, observed: Sequence[Hashable | None]) -> NDArray[np.float64]:
    """For each node the share of its likely parents, by weight, that say something else; 1 where none is captured."""
    size = len(positions.posterior)
    codes = {value: number for number, value in enumerate(dict.fromkeys(v for v in observed if v is not None))}
    code = np.array([-1 if v is None else codes[v] for v in observed[:size]])
    known = (code >= 0)[:, None]
    weight = np.where(known, positions.posterior, 0.0)
    differing = np.where(code[:, None] != code[None, :], weight, 0.0).sum(axis=0)
    total = weight.sum(axis=0)
    found = np.ones(len(observed))
    found[:size] = np.where(total > 0, differing / np.maximum(total, 1e-300), 1.0)
    is_captured = np.array([0 <= p < size for p in positions.parents], dtype=bool)
    return np.where(is_captured, found, 1.0)
