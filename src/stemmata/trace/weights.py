"""The weights of the stemma's two models, as plain numbers: `descent.json`, written by `python -m bench.cascade`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from stemmata.model import StemmataError
from stemmata.trace.clan import GROUP_FEATURES
from stemmata.trace.feature import EDGE_FEATURES, ROOT_FEATURES
from stemmata.trace.founding import FOUNDING_FEATURES
from stemmata.trace.kinship import PAIR_FEATURES
from stemmata.trace.smoothing import Channel

Vector = NDArray[np.float64]

FILE = "descent.json"


class WeightsError(StemmataError):
    """The file of weights is not for this version's features."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds for each unit of a feature, in the order of the features' names.

    `edge` and `root` are those of a conditional logit over a document's possible parents and its being a root; `pair`
    of a logistic over two documents in two trees having one origin; `founding` and `group` of a conditional logit over
    a tree's having an origin of its own and its joining a group of others. `channels` says how often each attribute of
    a claim changes and is misread. `digest` tells one set of weights from another.
    """

    edge: Vector
    root: Vector
    pair: Vector
    founding: Vector
    group: Vector
    channels: Mapping[str, Channel]
    digest: str


@cache
def load_weights() -> Weights:
    """The weights that ship. Raises WeightsError where a feature has none."""
    text = resources.files("stemmata.trace").joinpath(FILE).read_text(encoding="utf-8")
    raw = json.loads(text)
    return Weights(
        _ordered(raw["edge"], EDGE_FEATURES),
        _ordered(raw["root"], ROOT_FEATURES),
        _ordered(raw["pair"], PAIR_FEATURES),
        _ordered(raw["founding"], FOUNDING_FEATURES),
        _ordered(raw["group"], GROUP_FEATURES),
        {name: Channel(*rates) for name, rates in raw["channel"].items()},
        hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _ordered(given: dict[str, float], names: tuple[str, ...]) -> Vector:
    if set(given) != set(names):
        odd = sorted(set(given) ^ set(names))
        raise WeightsError(
            f"{FILE} does not fit the features ({', '.join(odd)}); fit it again: python -m bench.cascade"
        )
    return np.array([given[name] for name in names])
