"""Attributions from what the tagger scored, with those that it cannot see added from the grammar.

The tagger reads one layer of who says what, and beside it the further givers of the same content ("X reported, citing
Y": Y). A further giver that only the grammar sees is kept, with the content that the tagger gave to the one who cites.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stemmata.annotate.attribution import GrammarReading
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_relay
from stemmata.annotate.tagger.decode import Run, decode_roles
from stemmata.annotate.tagger.link import Linked, link_runs
from stemmata.annotate.tagger.network import Network, Scores
from stemmata.annotate.tagger.words import KINDS, Words
from stemmata.model import Attribution, SourceKind, Span

_KINDS = {
    "report": SourceKind.OUTLET,
    "named": SourceKind.NAMED,
    "anonymous": SourceKind.ANONYMOUS,
    "document": SourceKind.DOCUMENT,
    "other": SourceKind.UNKNOWN,
}
_REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


def tag_attributions(
    words: Words, scores: Scores, grammar: GrammarReading, network: Network
) -> tuple[Attribution, ...]:
    """The attributions of a text in the order of their cues."""
    runs = decode_roles(scores.roles, network.transitions, network.opening)
    linked = link_runs(runs, scores.vectors, words, network.links)
    tagged: list[Attribution] = []
    for item in linked:
        if item.source is None and not item.contents:
            continue
        outer = _make(words, item, scores, grammar.readings, network)
        tagged.append(outer)
        if outer.content:
            tagged.extend(_further(words, run, outer, scores, grammar) for run in item.further)
    merged = [*tagged, *_missed(tagged, grammar), *_cited(tagged, grammar)]
    return tuple(sorted(merged, key=lambda a: ((a.cue or a.source)[0].start, a.cited)))


def _make(words: Words, item: Linked, scores: Scores, readings: Sequence[Reading], network: Network) -> Attribution:
    source = (_span(words, item.source),) if item.source is not None else ()
    cue = _span(words, item.cue)
    kind = _kind(item.source, scores) if item.source is not None else None
    reading = readings[int(words.sentence[item.cue.first])]
    relays = kind in _REPORTS or any(_relays(reading, span, cue) for span in source)
    contents = tuple(_span(words, run) for run in item.contents)
    return Attribution(source, (cue,), contents, relays, kind=kind, confidence=network.calibrate(item.confidence))


def _further(words: Words, run: Run, outer: Attribution, scores: Scores, grammar: GrammarReading) -> Attribution:
    """The further giver at `run`, with the grammar's cue for it where it has one."""
    span = _span(words, run)
    cue = next((a.cue for a in grammar.attributions if a.cited and _overlap(a.source, (span,))), ())
    kind = _kind(run, scores)
    return Attribution((span,), cue, outer.content, kind in _REPORTS, True, kind, outer.confidence)


def _kind(run: Run, scores: Scores) -> SourceKind:
    return _KINDS[KINDS[int(np.argmax(scores.kinds[run.first]))]]


def _span(words: Words, run: Run) -> Span:
    return Span(words.spans[run.first].start, words.spans[run.last - 1].end)


def _relays(reading: Reading, source: Span, cue: Span) -> bool:
    """Whether a source's head is a report or a reporter."""
    inside = [i for i, token in enumerate(reading.tokens) if source.overlaps(token.span)]
    lemmas = {lemma for token in reading.tokens if cue.overlaps(token.span) for lemma in token.lemmas}
    lemma = next(iter(sorted(lemmas & reading.table.verbs["reporting"])), "")
    return bool(inside) and is_relay(reading, (inside[0], inside[-1] + 1), lemma)


def _cited(tagged: Sequence[Attribution], grammar: GrammarReading) -> Iterator[Attribution]:
    """The grammar's cited sources, with the content of the tagged attribution that passes them on."""
    for attribution in grammar.attributions:
        if not attribution.cited or any(_is_seen(attribution, other) for other in tagged):
            continue
        outer = [a for a in tagged if a.content and _overlap(a.content, attribution.content)]
        if outer:
            best = max(outer, key=lambda a: a.confidence)
            yield replace(attribution, content=best.content, confidence=best.confidence)
        else:
            yield attribution


def _missed(tagged: Sequence[Attribution], grammar: GrammarReading) -> Iterator[Attribution]:
    """The grammar's reports that relay something, where the tagger saw nobody say anything."""
    for attribution in grammar.attributions:
        parts = (*attribution.source, *attribution.cue)
        relays = attribution.relay and not attribution.cited and attribution.content
        if relays and not any(_overlap(parts, (*other.source, *other.cue)) for other in tagged):
            yield attribution


def _is_seen(one: Attribution, other: Attribution) -> bool:
    return _overlap(one.cue, other.cue) or (other.cited and _overlap(one.source, other.source))


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in some for b in others)
