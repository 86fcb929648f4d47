"""What each witness of a tree really said, given what was read in it and in those around it.

A reading differs from its parent's because the text does, or because one of the two was misread. Along the tree
the two can be told apart: a value that the children share was there; one that stands alone between a parent and
children who agree was more likely misread. Each attribute is a Markov chain down the tree, read through a channel with
errors, and the probabilities are exact (J. Pearl, "Probabilistic Reasoning in Intelligent Systems", 1988, chapter 4).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Channel:
    """How often an attribute changes from a parent to its child, and how often it is misread."""

    change: float
    misread: float


def change_chances(
    parents: Sequence[int], observed: Sequence[Hashable | None], channel: Channel, trust: Sequence[float] | None = None
) -> tuple[float, ...]:
    """For each node the probability that its value differs from its parent's; 0 for a root (-1).

    `observed` holds what was read, None where nothing was. `trust` in (0, 1] weakens an observation: at t it is taken
    for t observations of its kind.
    """
    values = sorted({v for v in observed if v is not None}, key=repr)
    size = len(parents)
    if len(values) < 2:
        return (0.0,) * size
    count = len(values) + 1  # the last stands for all that was read nowhere
    places = {value: number for number, value in enumerate(values)}
    emitted = np.ones((size, count))
    for node, value in enumerate(observed):
        if value is not None:
            emitted[node] = channel.misread / (count - 1)
            emitted[node, places[value]] = 1.0 - channel.misread
            emitted[node] **= trust[node] if trust is not None else 1.0
    step = np.full((count, count), channel.change / (count - 1))
    np.fill_diagonal(step, 1.0 - channel.change)
    order = _parents_first(parents)
    up = emitted.copy()  # evidence at and below each node
    message = np.ones((size, count))  # of that, what reaches its parent
    for node in reversed(order):
        up[node] /= up[node].sum()
        message[node] = step @ up[node]
        if parents[node] >= 0:
            up[parents[node]] *= message[node]
    above = np.ones((size, count))  # evidence everywhere else, as it stands at the node's parent
    chances = [0.0] * size
    full = np.ones((size, count))
    for node in order:
        parent = parents[node]
        if parent < 0:
            full[node] = up[node]
            continue
        above[node] = full[parent] / np.maximum(message[node], 1e-300)
        joint = above[node][:, None] * step * up[node][None, :]
        joint /= joint.sum()
        chances[node] = float(1.0 - np.trace(joint))
        full[node] = joint.sum(axis=0)
    return tuple(min(1.0, max(0.0, c)) for c in chances)


def _parents_first(parents: Sequence[int]) -> list[int]:
    children: dict[int, list[int]] = {}
    for node, parent in enumerate(parents):
        children.setdefault(parent, []).append(node)
    order: list[int] = list(children.get(-1, ()))
    for node in order:
        order.extend(children.get(node, ()))
    return order
