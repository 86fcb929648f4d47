"""What a number counts, as its words say: all there is, all kinds, what one state made, or the words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stemmata.packs import Pack
from stemmata.packs.row import Forms

ALL = "all"
MADE = "made:"
_CUT = re.compile(r"[\s\-‐‑–]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """`value` as in `Account.scope`; `is_total`: the number is all there is."""

    value: str | None = None
    is_total: bool = False


def read_scope(words: str | None, pack: Pack) -> Scope:
    """The scope that a claim's words state; Scope() where they state none."""
    if words is None:
        return Scope()
    folded = " ".join(words.casefold().split())
    if folded == ALL or folded.startswith(MADE):
        return Scope(folded)
    if folded in _forms(pack.booking.total):
        return Scope(None, is_total=True)
    if folded in _forms(pack.booking.every_kind):
        return Scope(ALL)
    *origin, last = _CUT.split(folded)
    maker = _makers(pack).get(" ".join(origin))
    if maker is not None and last in _forms(pack.booking.made):
        return Scope(MADE + maker)
    return Scope(folded)


def maker_of(scope: str | None) -> str | None:
    """The state in which things of a scope were made; None where the scope does not say."""
    return scope.removeprefix(MADE) if scope is not None and scope.startswith(MADE) else None


def is_within(narrow: str | None, wide: str | None) -> bool:
    """Whether all that `narrow` counts is counted by `wide` too: the same scope, or one that is not limited."""
    return narrow == wide or wide in {None, ALL}


def name_scope(scope: str | None, pack: Pack) -> str:
    """Words for a scope, to stand behind what is counted; empty where none is stated."""
    maker = maker_of(scope)
    if maker is not None:
        row = pack.actors.get(maker)
        return f"made in {row.name if row else maker}"
    return "of all kinds" if scope == ALL else f"({scope})" if scope else ""


def _forms(forms: Forms) -> frozenset[str]:
    return frozenset(word.casefold() for words in forms.values() for word in words)


@cache
def _makers(pack: Pack) -> dict[str, str]:
    """The state behind each adjective and name."""
    found: dict[str, str] = {}
    for actor in pack.actors.values():
        if actor.kind == "state":
            spelt = [actor.name, *(word for words in actor.adjectives.values() for word in words)]
            for word in spelt:
                found.setdefault(word.casefold(), actor.id)
    return found
