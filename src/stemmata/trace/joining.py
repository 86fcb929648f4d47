"""Two groups of claims that are one question, changed on the way: told by descent, never by a numeral alone.

A relay that moves the place or the period of a claim seems to answer another question. Where a page of one group names
a page of the other as where it has it from, or repeats its words at length, and the number is the same, the two are
one question and the difference is a mutation. A document that states both tells them apart itself. Where descent speaks
for it and too much against, the two are left apart and kept in doubt.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from stemmata.model import Claim, Document
from stemmata.packs import Pack
from stemmata.trace.attribute import read_number
from stemmata.trace.candidate import find_candidates
from stemmata.trace.grouping import Group, cited_by
from stemmata.trace.identity import document_identities
from stemmata.trace.question import contradictions
from stemmata.trace.wordprint import Words, longest_run, read_words

# Parts of a question that a relay may change without asking another one.
_MOVED = frozenset({"place", "start", "deadline", "per"})
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


def join_groups(groups: Sequence[Group], descents: Descents, pack: Pack) -> list[Group]:
    """The groups of a block, those made one that only one part keeps apart and that descent joins."""
    ordered = sorted(groups, key=lambda g: (-len({c.document for c in g.claims}), min(c.id for c in g.claims)))
    home: dict[int, Group] = {id(group): group for group in ordered}
    places = {id(group): place for place, group in enumerate(ordered)}
    for one, two in _related(ordered, descents):
        first, second = sorted((home[id(one)], home[id(two)]), key=lambda g: places[id(g)])
        if first is second:
            continue
        apart = contradictions(first.question, second.question, pack)
        if apart is None:
            continue
        if len(apart) <= 1 and apart <= _MOVED and not _stated_by_one_document(first.claims, second.claims):
            first.take_over(second)
            home.update((key, first) for key, group in home.items() if group is second)
        elif not any(other is second for other, _ in first.doubted):
            first.doubted.append((second, _why_apart(apart)))
    kept = [group for group in ordered if home[id(group)] is group]
    for group in kept:
        _settle_doubts(group, home)
    return kept


def _settle_doubts(group: Group, home: Mapping[int, Group]) -> None:
    """Let the doubts speak of the groups as they were joined, each once and none of the group itself."""
    told: dict[int, tuple[Group, str]] = {}
    for other, why in group.doubted:
        there = home.get(id(other), other)
        if there is not group:
            told.setdefault(id(there), (there, why))
    group.doubted = list(told.values())


def _why_apart(apart: frozenset[str]) -> str:
    if not apart:
        return "one page states both, another repeats or cites it"
    parts = ", ".join(sorted({"start": "period", "deadline": "period", "per": "rate"}.get(p, p) for p in apart))
    return f"a page of one repeats or cites a page of the other, and the number is the same, but not the {parts}"


def _related(groups: Sequence[Group], descents: Descents) -> list[tuple[Group, Group]]:
    """Pairs of groups with one number, where a page of one repeats a page of the other or names it as its source."""
    telling: dict[tuple[str, Hashable], list[int]] = {}
    for place, group in enumerate(groups):
        for document, numbers in group.numbers.items():
            for number in numbers:
                telling.setdefault((document, number), []).append(place)
    found: dict[tuple[int, int], bool] = {}
    for place, group in enumerate(groups):
        for claim in sorted(group.claims, key=lambda c: c.id):
            number = read_number(claim)
            if number is None:
                continue
            named = [page for identity in sorted(cited_by(claim)) for page in descents.pages.get(identity, ())]
            near = descents.near.get(claim.document, [])
            for page, is_named in (*((p, True) for p in named), *((p, False) for p in near)):
                for other in telling.get((page, number), [])[:_MOST_TOLD]:
                    pair = (min(place, other), max(place, other))
                    if place == other or page == claim.document or found.get(pair):
                        continue
                    found[pair] = is_named or descents.share_words(claim.document, page)
    return [(groups[one], groups[two]) for (one, two), is_one in sorted(found.items()) if is_one]


def _stated_by_one_document(one: Sequence[Claim], two: Sequence[Claim]) -> bool:
    """Whether the body of one document states a claim of both."""
    first = {c.document for c in one if not c.in_title}
    return any(c.document in first for c in two if not c.in_title)
