"""Forecasts: statements with a deadline become due, and claims say what became of them.

In come threads with their documents; out go forecasts with an outcome, the claims that it rests on and a sentence that
says why. Nothing is guessed: where no claim settles a forecast it stays open, and after its day unresolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from stemmata.model import Claim, Document, Forecast, Modality, Outcome, Polarity, Relation, Thread, Time
from stemmata.packs import Pack
from stemmata.reckon.promise import Promise, asserts, days_done, denies, read_promise


def find_forecasts(
    threads: Sequence[Thread],
    documents: Mapping[str, Document],
    pack: Pack,
    on: date,
    set_aside: Collection[str] = (),
) -> tuple[Forecast, ...]:
    """All forecasts in `threads` as they stand on a day, the earliest deadline first.

    `documents` are keyed by sha256; what was published after `on` is not known yet. Claims in `set_aside` (ids) neither
    promise nor settle anything.
    """
    known = [
        (thread, claim)
        for thread in threads
        for claim in thread.claims
        if claim.id not in set_aside and _is_out(documents[claim.document], on)
    ]
    by_measure: dict[str, list[Claim]] = defaultdict(list)
    for _, claim in known:
        if not claim.in_title:
            by_measure[claim.measure].append(claim)
    promised: dict[tuple[object, ...], list[tuple[Thread, Promise]]] = defaultdict(list)
    for thread, claim in known:
        promise = read_promise(claim, documents[claim.document], pack)
        if promise is not None:
            promised[_what_is_promised(thread, promise)].append((thread, promise))
    forecasts = [_settle(same, by_measure, documents, pack, on) for same in promised.values()]
    return tuple(sorted(forecasts, key=lambda f: (f.deadline, f.words, f.claims)))


def _is_out(document: Document, on: date) -> bool:
    return document.published_date is None or document.published_date <= on


def _what_is_promised(thread: Thread, promise: Promise) -> tuple[object, ...]:
    """The same for claims that are one promise in several reports."""
    quantity = promise.claim.quantity
    what = (quantity.low, quantity.high, quantity.unit, quantity.per) if quantity else promise.stage
    return thread.id, promise.deadline, what, promise.is_negative


def _settle(
    same: Sequence[tuple[Thread, Promise]],
    by_measure: Mapping[str, Sequence[Claim]],
    documents: Mapping[str, Document],
    pack: Pack,
    on: date,
) -> Forecast:
    ordered = sorted(same, key=lambda tp: (tp[1].issued or "9999", tp[1].claim.in_title, tp[1].claim.id))
    thread, promise = max(ordered, key=lambda tp: _parts_said(tp[1].claim))  # the first of equals
    told = [claim for measure in sorted(promise.answered_by) for claim in by_measure.get(measure, ())]
    told.sort(key=lambda c: (documents[c.document].published or "9999", c.document, c.evidence.span, c.id))
    outcome, evidence, reason = _judge(promise, told, documents, pack, on)
    return Forecast(
        claims=tuple(p.claim.id for _, p in ordered),
        thread=thread.id,
        words=_promise_words(promise, documents[promise.claim.document], pack),
        issued=ordered[0][1].issued,
        deadline=promise.deadline,
        outcome=outcome,
        evidence=tuple(claim.id for claim in evidence),
        reason=reason,
    )


def _parts_said(claim: Claim) -> int:
    return sum(part is not None for part in (claim.item, claim.actor, claim.counterpart, claim.place))


def _judge(
    promise: Promise, told: Sequence[Claim], documents: Mapping[str, Document], pack: Pack, on: date
) -> tuple[Outcome, Sequence[Claim], str]:
    """The outcome, the claims that it rests on, and why. `told` are those that may settle it, the earliest first."""
    if not promise.is_settleable:
        return *_unsettled(promise, on), "It names no least number, so no count can keep or break it."
    done = [c for c in told if asserts(c, promise, pack) and _is_after(c, promise, documents)]
    missed = [c for c in told if denies(c, documents[c.document], promise, pack)]
    days = {c.id: days_done(c, documents[c.document]) for c in done}
    in_time = [c for c in done if (end := days[c.id][1]) is not None and end <= promise.deadline]
    too_late = [c for c in done if (start := days[c.id][0]) is not None and start > promise.deadline]
    if in_time and (missed or too_late):
        both = [*in_time[:1], *(missed or too_late)[:1]]
        return Outcome.UNRESOLVED, both, f"Reports contradict each other: {_list_words(both, documents, pack)}."
    if in_time:
        outcome = Outcome.MISSED if promise.is_negative else Outcome.MET
        return (
            outcome,
            in_time,
            f"{_told_words(in_time[0], documents, pack)}, {_margin_words(days[in_time[0].id][1], promise)}.",
        )
    if promise.is_negative and (missed or too_late):
        evidence = missed or too_late
        return Outcome.MET, evidence, f"{_told_words(evidence[0], documents, pack)}."
    if too_late:
        return Outcome.LATE, too_late, f"{_told_words(too_late[0], documents, pack)}, after the deadline."
    if missed:
        return Outcome.MISSED, missed, f"{_told_words(missed[0], documents, pack)}."
    if done:
        said = f"{_told_words(done[0], documents, pack)}, but not whether that was by {day_words(promise.deadline)}."
        return Outcome.UNRESOLVED, done, said
    return *_unsettled(promise, on), _silence_words(promise, on)


def _unsettled(promise: Promise, on: date) -> tuple[Outcome, Sequence[Claim]]:
    return (Outcome.OPEN if on.isoformat() <= promise.deadline else Outcome.UNRESOLVED), ()


def _is_after(claim: Claim, promise: Promise, documents: Mapping[str, Document]) -> bool:
    """Whether what `claim` asserts came about after the promise was made, as far as its dates tell."""
    end = days_done(claim, documents[claim.document])[1]
    return claim.id != promise.claim.id and (end is None or promise.issued is None or end >= promise.issued)


def _silence_words(promise: Promise, on: date) -> str:
    if on.isoformat() <= promise.deadline:
        return "Not due yet."
    return "No report that was read says whether it came about."


def _promise_words(promise: Promise, document: Document, pack: Pack) -> str:
    """What is promised, in the text's own words for number and stage: "6,000 Shahed-136 by 31 August 2025"."""
    claim, quantity = promise.claim, promise.claim.quantity
    row = pack.items.get(claim.item or "")
    name = row.name if row else claim.item
    negation = "not" if promise.is_negative else None
    if quantity is not None:
        is_one = quantity.low == quantity.high == 1
        item = row.plural_name if row and not is_one else name
        parts: tuple[str | None, ...] = (negation, quantity.text, item, f"a {quantity.per}" if quantity.per else None)
    elif promise.stage is not None:
        stage = pack.stages[promise.stage].label if promise.stage in pack.stages else promise.stage
        parts = (name, negation, stage)
    else:
        own = " … ".join(span.of(document.text) for span in claim.support.get("measure", ()))
        parts = (f"{name}:" if name else None, negation, f"“{' '.join(own.split())}”" if own else claim.measure)
    what = " ".join(part for part in parts if part)
    if claim.time is not None and claim.time.relation is Relation.BEFORE:
        return f"{what} before {day_words((date.fromisoformat(promise.deadline) + timedelta(days=1)).isoformat())}"
    return f"{what} by {day_words(promise.deadline)}"


def _told_words(claim: Claim, documents: Mapping[str, Document], pack: Pack) -> str:
    """What a claim says came about, and who prints it: "6,000 by 31 August 2024 (Bay Post, 3 September 2024)"."""
    document = documents[claim.document]
    stage = pack.stages[claim.stage].label if claim.stage in pack.stages else claim.stage
    if claim.polarity is Polarity.NEGATIVE or claim.modality is Modality.DENIES:
        told = f"not {stage}" if stage else "none"
    else:
        told = claim.quantity.text if claim.quantity else (stage or "it came about")
    printed = f", {day_words(document.published)}" if document.published else ""
    when = f" {time_words(claim.time)}" if claim.time else ""
    return f"{told}{when} ({document.outlet or document.id}{printed})"


def _list_words(claims: Iterable[Claim], documents: Mapping[str, Document], pack: Pack) -> str:
    return "; ".join(_told_words(claim, documents, pack) for claim in claims)


def _margin_words(end: str | None, promise: Promise) -> str:
    if end is None or end == promise.deadline:
        return "by the deadline"
    days = (date.fromisoformat(promise.deadline) - date.fromisoformat(end)).days
    return f"{days:,} day{'s' if days != 1 else ''} before the deadline"


def time_words(time: Time) -> str:
    """A time by its days, as a reader writes them: "in November 2023", "by 31 August 2025"."""
    start, end = time.start, time.end
    if start is None or end is None:
        if time.relation in {Relation.SINCE, Relation.AFTER} and start is not None:
            return f"{time.relation.value} {day_words(start)}"
        return f"{time.relation.value} {day_words(end)}" if end is not None else f"({time.text})"
    if time.relation is Relation.SINCE:
        return f"since {day_words(start)}"
    if start == end:
        return f"on {day_words(start)}"
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return f"in {first.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + timedelta(days=1)).day == 1:
        return f"in {first:%B} {first.year}"
    return f"between {day_words(start)} and {day_words(end)}"


def day_words(iso: str) -> str:
    """A day as a reader writes it: "31 August 2025"."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day} {day:%B} {day.year}"
