"""Claims of one kind → groups that answer one question each.

The most specific claims open the groups, so that vague ones join them and never bridge two. A claim that leaves out who
acts joins a group only where something else says that it belongs there and in no other; what it may belong to as well
is kept as a doubt for a person to settle.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stemmata.model import Claim, Quantity
from stemmata.packs import Pack
from stemmata.trace.attribute import read_number
from stemmata.trace.identity import source_identity
from stemmata.trace.question import WINDOW_DAYS, Question, closeness, is_anchored, merge

_MOST_DOUBTS = 3  # groups that one claim is kept in doubt about


@dataclass(slots=True, eq=False)
class Group:
    """Claims of one question. `cited` are the identities of their sources, `numbers` what each document prints,
    `doubted` the groups that some claim of it may belong to instead, each with the reason in words."""

    question: Question
    claims: list[Claim] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    numbers: dict[str, set[Hashable]] = field(default_factory=dict)
    doubted: list[tuple[Group, str]] = field(default_factory=list)

    def add(self, claim: Claim) -> None:
        """Take a claim in."""
        self.claims.append(claim)
        self.cited |= cited_by(claim)
        number = read_number(claim)
        if number is not None:
            self.numbers.setdefault(claim.document, set()).add(number)

    def take_over(self, other: Group) -> None:
        """Take in all claims of another group."""
        for claim in other.claims:
            self.add(claim)
        self.doubted.extend(other.doubted)


def cited_by(claim: Claim) -> set[str]:
    """The identities of a claim's named sources."""
    return {identity for source in claim.chain if (identity := source_identity(source))}


def group_claims(block: Sequence[tuple[Claim, Question]], pack: Pack) -> list[Group]:
    """The groups of claims that are alike in kind and item, in an order that does not depend on that of `block`."""
    ordered = sorted(block, key=lambda cq: (-cq[1].known(), str(cq[1].published or ""), cq[0].id))
    shelf = _Shelf()
    for claim, question in ordered:
        close = [(closeness(group.question, question, pack), group) for group in shelf.near(question)]
        fitting = [(agreement, group) for agreement, group in close if agreement is not None]
        home, doubted = _choose(claim, question, fitting, pack)
        if home is None:
            home = Group(question)
            shelf.add(home)
        else:
            before = home.question
            home.question = merge(before, question, pack)
            shelf.move(home, before)
        home.doubted.extend(doubted)
        home.add(claim)
    return shelf.groups


def _choose(
    claim: Claim, question: Question, fitting: Sequence[tuple[int, Group]], pack: Pack
) -> tuple[Group | None, list[tuple[Group, str]]]:
    """The group that a claim joins, None for one of its own, and those that it may belong to instead."""
    cited = cited_by(claim)
    ranked = sorted(fitting, key=lambda ag: (-ag[0], -len(cited & ag[1].cited)))
    if not question.lacks_actor:
        return (ranked[0][1] if ranked else None), []
    sure = [(a, g) for a, g in ranked if g.question.lacks_actor or _belongs(claim, question, g, pack)]
    best = [g for a, g in sure if (a, len(cited & g.cited)) == (sure[0][0], len(cited & sure[0][1].cited))]
    parties = {g.question.actor for g in best if g.question.actor}
    if best and len(parties) <= 1:
        return best[0], []
    why = "a claim of it does not say who acts, and may be of either"
    return None, [(g, why) for _, g in ranked if not g.question.lacks_actor][:_MOST_DOUBTS]


def _belongs(claim: Claim, question: Question, group: Group, pack: Pack) -> bool:
    """Whether something beyond kind and item puts a claim that leaves out who acts into a group."""
    number = read_number(claim)
    if any(number in numbers for numbers in group.numbers.values()):
        return True
    if claim.document in group.numbers:  # else its own page gives another number there
        return number is None or (claim.in_title and _heads(claim, group))
    return is_anchored(group.question, question, pack) or bool(cited_by(claim) & group.cited)


def _heads(claim: Claim, group: Group) -> bool:
    """Whether a headline's number is its own page's, told vaguely: "thousands of drones" over "up to 2,040 drones"."""
    body = [c.quantity for c in group.claims if c.document == claim.document and c.quantity is not None]
    told = claim.quantity
    return told is not None and any(
        told.unit == held.unit and _least(told) <= _most(held) and _least(held) <= _most(told) for held in body
    )


def _least(quantity: Quantity) -> float:
    return quantity.low if quantity.low is not None else -math.inf


def _most(quantity: Quantity) -> float:
    return quantity.high if quantity.high is not None else math.inf


class _Shelf:
    """Groups in the order of their making, found by when they were reported and who acts, so that a claim is compared
    with few of them however many there are."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_place: dict[int | None, dict[str | None, list[int]]] = {}

    def add(self, group: Group) -> None:
        """Put a new group where claims that it may fit look for it."""
        self.groups.append(group)
        self._put(len(self.groups) - 1, _parties(group.question))

    def move(self, group: Group, before: Question) -> None:
        """Put a group whose question has come to say who acts where claims of that party look, too."""
        if _parties(group.question) != _parties(before):
            self._put(self.groups.index(group), _parties(group.question))

    def _put(self, number: int, parties: Iterable[str | None]) -> None:
        shelf = self._by_place.setdefault(_window(self.groups[number].question), {})
        for party in parties:
            shelf.setdefault(party, []).append(number)

    def near(self, question: Question) -> Iterator[Group]:
        """The groups that may fit a question, in the order of their making."""
        window = _window(question)
        windows = self._by_place.keys() if window is None else (None, window - 1, window, window + 1)
        found: set[int] = set()
        for shelf in (self._by_place.get(w, {}) for w in windows):
            parties = shelf.keys() if None in _parties(question) else (None, *_parties(question))
            for party in parties:
                found.update(shelf.get(party, ()))
        return (self.groups[number] for number in sorted(found))


def _window(question: Question) -> int | None:
    return question.published.toordinal() // (WINDOW_DAYS + 1) if question.published else None


def _parties(question: Question) -> frozenset[str | None]:
    return frozenset(question.side or question.actor) or frozenset({None})
