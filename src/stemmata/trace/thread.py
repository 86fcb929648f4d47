"""Claims → Threads: the claims of all documents that answer one question.

Blocked by measure and kind of item, then joined where no part of the questions contradicts another; the order in which
documents came in does not matter. Links that the texts leave open are kept as doubts, for a person to settle.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemmata.model import Claim, Document, Doubt, Thread
from stemmata.packs import Pack
from stemmata.trace.asking import question_words, told_apart
from stemmata.trace.grouping import Group, group_claims
from stemmata.trace.joining import Descents, join_groups
from stemmata.trace.question import Question, is_turned, read_question

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Threaded:
    """Threads, those with more documents first, and the doubts about each by its id."""

    threads: tuple[Thread, ...]
    doubts: Mapping[str, tuple[Doubt, ...]]


def find_threads(claims: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> tuple[Thread, ...]:
    """The threads of `claims`; `documents` are keyed by sha256. Threads with more documents come first."""
    return thread_claims(claims, documents, pack).threads


def thread_claims(claims: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> Threaded:
    """The threads of `claims` with what is in doubt about them; `documents` are keyed by sha256."""
    answers = [c for c in claims if pack.measures[c.measure].kind != "statement"]
    responses = [c for c in claims if pack.measures[c.measure].kind == "statement"]
    blocks: dict[tuple[str, str | None, str | None], list[tuple[Claim, Question]]] = {}
    for claim in answers:
        question = read_question(claim, documents[claim.document], pack)
        wide = pack.lineage(question.item)[-1] if question.item else None
        blocks.setdefault((question.family, question.sub_kind, wide), []).append((claim, question))
    told = {c.document: documents[c.document] for c in answers}
    descents = Descents(told, pack)
    ordered = sorted(blocks.items(), key=lambda kb: tuple(part or "" for part in kb[0]))
    groups = [group for _, block in ordered for group in join_groups(group_claims(block, pack), descents, pack)]
    answered = _attach(responses, groups, documents)
    threads = [_make_thread(group, answered.get(number, []), documents, pack) for number, group in enumerate(groups)]
    first = sorted(threads, key=lambda t: (-len({c.document for c in t.claims}), t.question, t.id))
    apart = tuple(told_apart(first, documents))
    return Threaded(apart, _tell_doubts(groups, threads))


def _tell_doubts(groups: Sequence[Group], threads: Sequence[Thread]) -> dict[str, tuple[Doubt, ...]]:
    """What is in doubt, told at both threads."""
    ids = {id(group): thread.id for group, thread in zip(groups, threads, strict=True)}
    told: dict[str, set[Doubt]] = {}
    for group in groups:
        for other, why in group.doubted:
            one, two = ids[id(group)], ids[id(other)]
            told.setdefault(one, set()).add(Doubt(two, why))
            told.setdefault(two, set()).add(Doubt(one, why))
    return {thread: tuple(sorted(doubts, key=lambda d: (d.thread, d.reason))) for thread, doubts in told.items()}


def _attach(
    responses: Sequence[Claim], groups: Sequence[Group], documents: Mapping[str, Document]
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


def _make_thread(group: Group, responses: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> Thread:
    claims = sorted(
        group.claims, key=lambda c: (documents[c.document].published or "", c.document, c.evidence.span, c.id)
    )
    counted = Counter(c.measure for c in claims)
    measure = min(counted, key=lambda m: (-counted[m], m))
    question = group.question
    parts = (question.family, question.sub_kind or "", measure, min(c.id for c in claims))
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    actor, counterpart = question.actor, question.counterpart
    if is_turned(measure, pack):
        actor, counterpart = counterpart, actor
    return Thread(
        id=f"t{digest[:_ID_DIGITS]}",
        question=question_words(question, measure, pack),
        measure=measure,
        item=question.item,
        actor="+".join(sorted(actor)) or None,
        counterpart="+".join(sorted(counterpart)) or None,
        claims=tuple(claims),
        responses=tuple(responses),
    )
