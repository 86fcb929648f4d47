"""Claims → Threads: the claims of all documents that answer one question.

Blocked by measure and kind of item, then joined where no part of the questions contradicts another. The most
specific claims open the threads, so that vague ones join them and never bridge two; the order in which
documents came in does not matter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from stemmata.model import Claim, Document, Thread
from stemmata.packs import Pack
from stemmata.trace.attribute import read_number
from stemmata.trace.identity import source_identity
from stemmata.trace.joining import has_descent
from stemmata.trace.question import Question, closeness, contradictions, merge, question_words, read_question

_ID_DIGITS = 12
# Parts of a question that a relay may change without asking another one.
_MOVED = frozenset({"place", "start", "deadline", "per"})
_MOST_JOINED = 40  # groups with one number that a group is compared with


@dataclass(slots=True)
class _Group:
    question: Question
    claims: list[Claim] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)


def find_threads(claims: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> tuple[Thread, ...]:
    """The threads of `claims`; `documents` are keyed by sha256. Threads with more documents come first."""
    answers = [c for c in claims if pack.measures[c.measure].kind != "statement"]
    responses = [c for c in claims if pack.measures[c.measure].kind == "statement"]
    blocks: dict[tuple[str, str | None, str | None], list[tuple[Claim, Question]]] = {}
    for claim in answers:
        question = read_question(claim, documents[claim.document], pack)
        wide = pack.lineage(question.item)[-1] if question.item else None
        blocks.setdefault((question.family, question.sub_kind, wide), []).append((claim, question))
    groups = [group for block in blocks.values() for group in _join(_group(block, pack), documents, pack)]
    answered = _attach(responses, groups, documents)
    threads = [_make_thread(group, answered.get(number, []), documents, pack) for number, group in enumerate(groups)]
    ordered = sorted(threads, key=lambda t: (-len({c.document for c in t.claims}), t.question, t.id))
    return tuple(_told_apart(ordered, documents))


def _told_apart(threads: Sequence[Thread], documents: Mapping[str, Document]) -> Iterator[Thread]:
    """The threads, those with the same question told apart by when it was first reported, else by number."""
    asked = Counter(thread.question for thread in threads)
    seen: Counter[str] = Counter()
    for thread in threads:
        question = thread.question
        if asked[question] > 1:
            dates = [d for c in thread.claims if (d := documents[c.document].published)]
            question = f"{question} (reported {_month_words(min(dates))})" if dates else question
        seen[question] += 1
        if seen[question] > 1:
            question = f"{question} [{seen[question]}]"
        yield replace(thread, question=question)


def _month_words(iso: str) -> str:
    return f"{date.fromisoformat(iso[:10]):%B %Y}"


def _group(block: Sequence[tuple[Claim, Question]], pack: Pack) -> list[_Group]:
    ordered = sorted(block, key=lambda cq: (-cq[1].known(), str(cq[1].published or ""), cq[0].id))
    groups: list[_Group] = []
    for claim, question in ordered:
        cited = {identity for source in claim.chain if (identity := source_identity(source))}
        best: tuple[tuple[int, int], _Group] | None = None
        for group in groups:
            agreement = closeness(group.question, question, pack)
            if agreement is None:
                continue
            score = (agreement, len(cited & group.cited))
            if best is None or score > best[0]:
                best = (score, group)
        if best is None:
            groups.append(_Group(question, [claim], cited))
        else:
            group = best[1]
            group.question = merge(group.question, question, pack)
            group.claims.append(claim)
            group.cited |= cited
    return groups


def _join(groups: list[_Group], documents: Mapping[str, Document], pack: Pack) -> list[_Group]:
    """The groups of a block, those made one that only one part keeps apart and that descent joins.

    Only groups that print one number are compared, each with the few nearest in size, so that the cost stays bounded.
    """
    ordered = sorted(groups, key=lambda g: (-len({c.document for c in g.claims}), min(c.id for c in g.claims)))
    kept: list[_Group] = []
    by_number: dict[Hashable, list[_Group]] = {}
    for group in ordered:
        numbers = sorted({n for c in group.claims if (n := read_number(c)) is not None}, key=repr)
        near = dict.fromkeys(id(g) for n in numbers for g in by_number.get(n, [])[:_MOST_JOINED])
        home = next((g for g in kept if id(g) in near and _is_one(g, group, documents, pack)), None)
        if home is None:
            kept.append(group)
            home = group
        else:
            home.claims.extend(group.claims)
            home.cited |= group.cited
        for number in numbers:
            if not any(g is home for g in by_number.setdefault(number, [])):
                by_number[number].append(home)
    return kept


def _is_one(one: _Group, two: _Group, documents: Mapping[str, Document], pack: Pack) -> bool:
    apart = contradictions(one.question, two.question, pack)
    if apart is None or len(apart) > 1 or not apart <= _MOVED:
        return False
    return has_descent(one.claims, two.claims, documents, pack)


def _attach(
    responses: Sequence[Claim], groups: Sequence[_Group], documents: Mapping[str, Document]
) -> dict[int, list[Claim]]:
    """Reactions, by the thread they react to: the one whose cited report their own document names, and in which
    that document stands itself if it does. A reaction that fits none is left out of the threads."""
    attached: dict[int, list[Claim]] = {}
    for response in sorted(responses, key=lambda c: c.id):
        document = documents[response.document]
        best: tuple[tuple[bool, int, int], int] | None = None
        for number, group in enumerate(groups):
            own = any(c.document == response.document and c.chain for c in group.claims)
            named = sum(_names(document, identity) for identity in group.cited)
            parties = frozenset(response.actor.split("+")) if response.actor else frozenset()
            if not own and not (named and parties & group.question.actor):
                continue
            score = (own, named, len({c.document for c in group.claims}))
            if best is None or score > best[0]:
                best = (score, number)
        if best is not None:
            attached.setdefault(best[1], []).append(response)
    return attached


def _names(document: Document, identity: str) -> bool:
    return identity in document.text.casefold()


def _make_thread(group: _Group, responses: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> Thread:
    claims = sorted(
        group.claims, key=lambda c: (documents[c.document].published or "", c.document, c.evidence.span, c.id)
    )
    counted = Counter(c.measure for c in claims)
    measure = min(counted, key=lambda m: (-counted[m], m))
    question = group.question
    parts = (question.family, question.sub_kind or "", measure, min(c.id for c in claims))
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    labels = {"time": _period_words(question), "counterpart": _counterpart_words(question, pack, measure)}
    return Thread(
        id=f"t{digest[:_ID_DIGITS]}",
        question=question_words(question, measure, pack, labels),
        measure=measure,
        item=question.item,
        actor="+".join(sorted(question.actor)) or None,
        counterpart="+".join(sorted(question.counterpart)) or None,
        claims=tuple(claims),
        responses=tuple(responses),
    )


def _period_words(question: Question) -> str:
    start = _day_words(question.start) if question.start else None
    end = _day_words(question.deadline) if question.deadline else None
    if start and end and start != end:
        return f"between {start} and {end}"
    if start:
        return f"on {start}" if end else f"since {start}"
    return f"by {end}" if end else ""


def _day_words(iso: str) -> str:
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {when:%B} {when.year}"


def _counterpart_words(question: Question, pack: Pack, measure: str) -> str:
    if not question.counterpart:
        return ""
    names = [pack.actors[c].name if c in pack.actors else c for c in sorted(question.counterpart)]
    directions = {trigger.direction for trigger in pack.measures[measure].triggers}
    return f"{'from' if directions == {'from'} else 'to'} {' and '.join(names)}"
