"""The question of a thread in words, as a reader asks it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from stemmata.model import Document, Thread
from stemmata.packs import Measure, Pack
from stemmata.trace.question import Question, is_turned

_BEFORE_VOWEL = re.compile(r"\b([Aa])(?= [aeio])")


def question_words(question: Question, measure_id: str, pack: Pack) -> str:
    """The question that the claims of a thread answer, most of which are of this measure."""
    measure = pack.measures[measure_id]
    doer, other = question.actor, question.counterpart
    if is_turned(measure_id, pack):
        doer, other = other, doer
    actor = _names(doer, pack)
    item = pack.items.get(question.item or "")
    place = pack.places.get(question.place or "") or pack.actors.get(question.place or "")
    is_own = question.place in doer and len(doer) == 1  # "by Russia in Russia" says it twice
    words = _template(measure, question, bool(actor)).format(
        item=item.plural_name if item else "items",
        actor=actor or "anyone",
        counterpart=_counterpart_words(_names(other, pack), measure),
        place=f"in {place.name}" if place and not is_own else "",
        place_name=place.name if place else "the place",
        by_actor=f"by {actor}" if actor else "",
        time=_period_words(question),
        sub_kind=question.sub_kind or "property",
    )
    return _BEFORE_VOWEL.sub(r"\1n", " ".join(words.split()).replace(" ?", "?"))


def _template(measure: Measure, question: Question, has_actor: bool) -> str:
    if question.sub_kind in measure.sub_questions:
        return measure.sub_questions[question.sub_kind]
    forms = [measure.question if has_actor else measure.question_without_actor]
    if not question.is_done:
        forms.insert(0, measure.question_ahead if has_actor else measure.question_ahead_without_actor)
    return next((form for form in forms if form is not None), measure.question)


def _names(actors: frozenset[str], pack: Pack) -> str:
    return " and ".join(pack.actors[a].name if a in pack.actors else a for a in sorted(actors))


def _counterpart_words(names: str, measure: Measure) -> str:
    if not names:
        return ""
    directions = {trigger.direction for trigger in measure.triggers}
    return f"{'from' if directions == {'from'} else 'to'} {names}"


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


def told_apart(threads: Sequence[Thread], documents: Mapping[str, Document]) -> Iterator[Thread]:
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
