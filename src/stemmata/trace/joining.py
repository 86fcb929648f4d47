"""Two groups of claims that are one question, changed on the way: told by descent, never by a numeral alone.

A relay that moves the place or the period of a claim seems to answer another question. Where a page of one group names
a page of the other as where it has it from, or repeats its words at length, or both name one report, and the number is
the same, the two are one question and the difference is a mutation. A document that states both tells them apart
itself. Where descent speaks for it and too much against, the two are left apart and kept in doubt.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from stemmata.model import Claim, Document, SourceKind
from stemmata.packs import Pack
from stemmata.trace.attribute import read_number
from stemmata.trace.candidate import find_candidates
from stemmata.trace.grouping import Group, cited_by
from stemmata.trace.identity import document_identities, source_identity
from stemmata.trace.question import contradictions, is_anchored, merge
from stemmata.trace.wordprint import Words, longest_run, read_words

# Parts of a question that a relay may change without asking another one.
_MOVED = frozenset({"place", "period", "per"})
_PERIOD = frozenset({"start", "deadline"})
_LONG = 4  # days: shorter periods are single nights
_PRINTED = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_REPORT_KEY = 4  # parts of the key of a report, see `_keys`
_LONG_RUN = 12  # words: longer than a phrase of a house or a law's name
_MOST_TOLD = 40  # groups that one page or report is looked for in: a page that tells of more is a list


class Descents:
    """Which documents may have it from which others: by citation, and by the words or facts they share."""

    def __init__(self, documents: Mapping[str, Document], pack: Pack) -> None:
        self._documents = documents
        order = sorted(documents)
        texts = (read_words(documents[sha256].text) for sha256 in order)
        found = find_candidates(texts, [documents[sha256].language for sha256 in order])
        self.near: dict[str, list[str]] = {}
        for one, two in found.pairs.tolist():
            self.near.setdefault(order[one], []).append(order[two])
            self.near.setdefault(order[two], []).append(order[one])
        self.pages: dict[str, list[str]] = {}
        for sha256 in order:
            for identity in document_identities(documents[sha256], pack):
                self.pages.setdefault(identity, []).append(sha256)

    def share_words(self, one: str, two: str) -> bool:
        """Whether one document repeats the other at length; across languages, whether they tell the same facts."""
        first, second = self._documents[one], self._documents[two]
        if first.language != second.language:
            return True  # a candidate across languages is one for its facts
        length, _ = longest_run(_read(first.text).plain, _read(second.text).plain)
        return length >= _LONG_RUN


@lru_cache(maxsize=256)
def _read(text: str) -> Words:
    return read_words(text)


class Tie(IntEnum):
    """What speaks for two groups being one question, from the weakest to the strongest."""

    ALIKE = 0  # nothing but that no part contradicts another
    REPORT = 1  # they name one report that nobody captured
    WORDS = 2  # a page of one repeats a page of the other
    PAGE = 3  # a page of one names a page of the other


def join_groups(groups: Sequence[Group], descents: Descents, pack: Pack) -> list[Group]:
    """The groups of a block, those made one that are tied and that no more than a relay changes keeps apart."""
    ordered = sorted(groups, key=lambda g: (-len({c.document for c in g.claims}), min(c.id for c in g.claims)))
    heads = list(range(len(ordered)))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    for tie, one, two in _find_ties(ordered, descents):
        low, high = sorted((head(one), head(two)))
        first, second = ordered[low], ordered[high]
        apart = contradictions(first.question, second.question, pack) if low != high else None
        if apart is None:
            continue
        if _is_one(tie, apart, first, second, pack):
            first.question = merge(first.question, second.question, pack)
            first.take_over(second)
            heads[high] = low
        elif tie >= Tie.WORDS and not any(other is second for other, _ in first.doubted):
            first.doubted.append((second, _why_apart(apart)))
    homes = {id(group): ordered[head(place)] for place, group in enumerate(ordered)}
    kept = [group for place, group in enumerate(ordered) if heads[place] == place]
    for group in kept:
        _settle_doubts(group, homes)
    return kept


def _is_one(tie: Tie, apart: frozenset[str], first: Group, second: Group, pack: Pack) -> bool:
    """Whether two groups that are tied ask one question, some parts of which a relay may have changed."""
    one, two = first.question, second.question
    parts = {"period" if part in _PERIOD else part for part in apart}
    if not parts <= _MOVED or _stated_by_one_document(first.claims, second.claims):
        return False
    if tie is Tie.ALIKE:
        return not parts and bool(one.actor & two.actor) and is_anchored(one, two, pack)
    if "period" in parts and tie is not Tie.PAGE and max(one.days() or _LONG, two.days() or _LONG) < _LONG:
        return False  # counts of two nights, told in one house's words
    return len(parts) <= (1 if tie is Tie.REPORT else 2)


def _settle_doubts(group: Group, homes: Mapping[int, Group]) -> None:
    """Let the doubts speak of the groups as they were joined, each once and none of the group itself."""
    told: dict[int, tuple[Group, str]] = {}
    for other, why in group.doubted:
        there = homes.get(id(other), other)
        if there is not group:
            told.setdefault(id(there), (there, why))
    group.doubted = list(told.values())


def _why_apart(apart: frozenset[str]) -> str:
    if not apart:
        return "one page states both, another repeats or cites it"
    parts = ", ".join(sorted({"start": "period", "deadline": "period", "per": "rate"}.get(p, p) for p in apart))
    return f"a page of one repeats or cites a page of the other, and the number is the same, but not the {parts}"


def _find_ties(groups: Sequence[Group], descents: Descents) -> list[tuple[Tie, int, int]]:
    """Pairs of groups that are tied, by their places, the strongest ties first.

    Where the claims have numbers it is one number; claims without are tied only by pages that name or repeat others.
    """
    found: dict[tuple[int, int], Tie] = {}

    def tie(one: int, two: int, how: Tie) -> None:
        pair = (min(one, two), max(one, two))
        if one != two and how > found.get(pair, -1):
            found[pair] = how

    telling: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        for key in _keys(group):
            for other in telling.setdefault(key, [])[-_MOST_TOLD:]:
                tie(place, other, Tie.REPORT if len(key) == _REPORT_KEY else Tie.ALIKE)
            telling[key].append(place)
        for told in sorted({(claim.document, read_number(claim)) for claim in group.claims}, key=repr):
            telling.setdefault(told, []).append(place)
    for place, group in enumerate(groups):
        for claim in sorted(group.claims, key=lambda c: c.id):
            number = read_number(claim)
            named = {page for identity in cited_by(claim) for page in descents.pages.get(identity, ())}
            for page in sorted(named - {claim.document}):
                for other in telling.get((page, number), [])[:_MOST_TOLD]:
                    tie(place, other, Tie.PAGE)
            for page in descents.near.get(claim.document, ()):
                for other in telling.get((page, number), [])[:_MOST_TOLD]:
                    pair = (min(place, other), max(place, other))
                    is_open = other != place and found.get(pair, -1) < Tie.WORDS
                    if is_open and descents.share_words(claim.document, page):
                        tie(place, other, Tie.WORDS)
    return sorted(((how, *pair) for pair, how in found.items()), key=lambda t: (-t[0], t[1:]))


def _keys(group: Group) -> list[tuple[Hashable, ...]]:
    """What groups are looked up by: a number with who acts, and a number with the report that is named."""
    numbers = sorted({number for held in group.numbers.values() for number in held}, key=repr)
    reports = sorted(
        {
            identity
            for claim in group.claims
            for source in claim.chain
            if source.kind in _PRINTED and (identity := source_identity(source))
        }
    )
    acting = [("acts", party, number) for party in sorted(group.question.actor) for number in numbers]
    return [*acting, *(("cites", report, number, "report") for report in reports for number in numbers)]


def _stated_by_one_document(one: Sequence[Claim], two: Sequence[Claim]) -> bool:
    """Whether the body of one document states a claim of both."""
    first = {c.document for c in one if not c.in_title}
    return any(c.document in first for c in two if not c.in_title)
