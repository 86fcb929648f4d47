"""The wordings of the simulator, read from TOML: a family's own, and what all families draw on."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FAMILIES = ("wire", "desk", "bulletin", "column")
TRAINED_ON = ("wire", "desk", "bulletin")  # the last is kept for figures
_HERE = Path(__file__).parent
_CHOICE = re.compile(r"\[([^][]*)\]")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a story's number counts, with the forms of its main clause. `counts` is "items", "money" (millions of a
    currency), or "stages" where the story has no number and tells how far a programme is."""

    id: str
    counts: str
    modalities: tuple[str, ...]
    items: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    forms: tuple[str, ...]
    headlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """A side fact: its slots by kind, and the sentences that tell it."""

    id: str
    slots: Mapping[str, str]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One generator family: how its reports read and how they spread."""

    name: str
    mechanics: Mapping[str, Any]
    measures: tuple[Measure, ...]
    details: tuple[Detail, ...]
    cite: Mapping[str, Sequence[str]]
    house: Mapping[str, Sequence[str]]


@cache
def load_family(name: str) -> Family:
    """The family of that name."""
    raw = tomllib.loads((_HERE / f"{name}.toml").read_text())
    measures = tuple(
        Measure(
            row["id"],
            row.get("counts", "items"),
            tuple(row["modalities"]),
            tuple(row["items"]),
            tuple((one, two) for one, two in row["parties"]),
            tuple(row["places"]),
            tuple(row.get("times", ("none",))),
            (*row["active"], *row.get("passive", ())),
            tuple(row["headlines"]),
        )
        for row in raw["measure"]
    )
    details = tuple(Detail(row["id"], row["slots"], tuple(row["forms"])) for row in raw["detail"])
    return Family(raw["name"], raw["mechanics"], measures, details, raw["cite"], raw["house"])


@cache
def load_words() -> Mapping[str, Any]:
    """The words that all families share."""
    return tomllib.loads((_HERE / "words.toml").read_text())


def choose(form: str, chance: random.Random) -> str:
    """`form` with each [a|b] replaced by one of its alternatives."""
    return _CHOICE.sub(lambda match: chance.choice(match.group(1).split("|")), form)


def capitalise(sentence: str) -> str:
    """A sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]
