"""Further givers of one content: "X reported, citing Y": Y.

The tagger marks them without a cue. What it marks is kept where it can be a giver: a whole phrase with letters that is
no part of who speaks, says nothing else by a cue of its own, and is not named a second time ("The Star, a daily").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from stemmata.annotate.attribution import GrammarReading
from stemmata.annotate.nearby import overlap
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.relay import is_citable
from stemmata.annotate.tagger.decode import Floats, Run
from stemmata.annotate.tagger.network import Scores
from stemmata.annotate.tagger.words import KINDS, Words
from stemmata.model import Attribution, SourceKind, Span

SOURCE_KINDS = {
    "report": SourceKind.OUTLET,
    "named": SourceKind.NAMED,
    "anonymous": SourceKind.ANONYMOUS,
    "document": SourceKind.DOCUMENT,
    "other": SourceKind.UNKNOWN,
}
_SURE = 0.9  # a giver's confidence from which on the words before it are not asked
_LACKING_REACH = 2  # tokens before a giver: "did not name a source"
REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


def find_further(
    words: Words, runs: Iterable[Run], outer: Attribution, scores: Scores, grammar: GrammarReading
) -> list[Attribution]:
    """The further givers of what `outer` passes on, in text order."""
    found: list[Attribution] = []
    before: Run | None = None
    for run in _join(runs, words):
        reading = grammar.readings[int(words.sentence[run.first])]
        span = _whole(reading, words.extent(run.first, run.last))
        is_again = before is not None and _is_again(reading, words.extent(before.first, before.last), span)
        before = run
        if is_again or not _may_give(reading, span, outer, grammar):
            continue
        level = read_level(scores.levels, run)
        is_sure = level is not None and run.confidence >= _SURE
        giver = _make(span, _kind(scores.kinds, run), outer, reading, grammar, is_sure)
        if giver is not None:
            giver = replace(giver, level=level, is_sure=is_sure)
        if giver is not None and giver not in found:
            found.append(giver)
    return found


def read_level(levels: Floats, run: Run) -> float | None:
    """How far the giver at `run` is from the reader, 1 being the nearest: the expected value."""
    scores = levels[run.first]
    if not len(scores):
        return None
    shares = np.exp(scores - scores.max())
    return float((shares * np.arange(1, len(shares) + 1)).sum() / shares.sum())


def _kind(kinds: Floats, run: Run) -> SourceKind:
    return SOURCE_KINDS[KINDS[int(np.argmax(kinds[run.first]))]]


def with_name(words: Words, runs: Iterable[Run], outer: Attribution, kinds: Floats) -> Attribution:
    """An attribution whose source takes in the name behind its comma, which the tagger saw as a giver of its own:
    "according to the navy chief, Petro Lysenko"; but not a report's."""
    if len(outer.source) != 1 or not outer.source[0].of(words.text).split()[-1].islower():
        return outer
    source = outer.source[0]
    for run in runs:
        name = words.extent(run.first, run.last)
        is_next = words.text[source.end : name.start].strip() == "," and name.start > source.end
        is_report = _kind(kinds, run) in REPORTS
        if is_next and not is_report and all(part[0].isupper() for part in name.of(words.text).split()):
            source = Span(source.start, name.end)
            content = tuple(piece for piece in outer.content if not piece.overlaps(source))
            return replace(outer, source=(source,), content=content)
    return outer


def without_tellers(tagged: Sequence[Attribution], grammar: GrammarReading) -> list[Attribution]:
    """Attributions without the further givers, seen as reports, whom the grammar sees to tell the same thing to
    somebody: who "told the Herald" is no outlet."""
    tellers = {
        (a.source[0],)
        for a in grammar.attributions
        if a.source and a.cue and not a.cited and not a.relay and _tells(a.cue[0], grammar)
    }
    return [a for a in tagged if a.cue or a.kind not in REPORTS or a.source not in tellers]


def _tells(cue: Span, grammar: GrammarReading) -> bool:
    reading = grammar.holding(cue)
    return reading is not None and any(reading.takes(i, "tell") for i in reading.touching(cue))


def _join(runs: Iterable[Run], words: Words) -> list[Run]:
    """Runs that touch are one: two givers have a comma or a word between them."""
    joined: list[Run] = []
    for run in sorted(runs, key=lambda r: r.first):
        last = joined[-1] if joined else None
        if last is not None and last.last == run.first and words.sentence[last.first] == words.sentence[run.first]:
            joined[-1] = Run(last.first, run.last, min(last.confidence, run.confidence))
        else:
            joined.append(run)
    return joined


def _may_give(reading: Reading, span: Span, outer: Attribution, grammar: GrammarReading) -> bool:
    """Whether a giver has letters, is no part of who speaks and does not say something else by a cue of its own."""
    if not any(character.isalpha() for character in span.of(reading.text)):
        return False
    own = [a for a in grammar.with_source((span,)) if not a.cited and a.content]
    says_else = any(
        not overlap(a.cue, outer.cue) and not all(overlap((content,), a.content) for content in outer.content)
        for a in own
    )
    naming = [cue for a in grammar.with_cue((span,)) if a.cited for cue in a.cue]  # "named as the origin"
    return not (says_else or any(part.contains(span) for part in (*outer.source, *naming)))


def _make(
    span: Span, kind: SourceKind, outer: Attribution, reading: Reading, grammar: GrammarReading, is_sure: bool
) -> Attribution | None:
    """The giver at `span`, with the grammar's cue for it where it has one; None where neither holds a giver. One that
    `is_sure` gives what `outer` passes on, unless the grammar sees it speak within that."""
    seen = next((a for a in grammar.with_source((span,)) if a.cited), None)
    if seen is None:
        if not _is_giver(reading, span):
            return None
        return Attribution((span,), (), outer.content, kind in REPORTS, True, kind, outer.confidence)
    whole = seen.source[0]
    parts = [t.lower for t in reading.tokens if whole.overlaps(t.span)]
    is_one = whole.contains(span) and not reading.table.grammar.joiners.union({","}).intersection(parts)
    if is_one or overlap(seen.cue, (span,)):
        span = whole
    own = overlap(seen.source, outer.content) or (not is_sure and not overlap(seen.content, outer.content))
    content = seen.content if own else outer.content
    return Attribution((span,), seen.cue, content, kind in REPORTS, True, kind, outer.confidence)


def _whole(reading: Reading, span: Span) -> Span:
    """A giver with the rest of its noun phrase, where that is one that can be cited: "state" of "state media"."""
    inside = reading.touching(span)
    phrase = phrase_after(reading, inside[0], with_asides=False) if inside else None
    if phrase is None or not _goes_on(reading, inside[-1], phrase) or not is_citable(reading, phrase):
        return span
    if _is_body_behind(reading, inside[-1], phrase):
        return Span(span.start, reading.end(_noun_end(reading, inside[-1], phrase) - 1))
    last = next(i for i in range(inside[-1], phrase[1]) if i + 1 == phrase[1] or not reading.is_nominal(i + 1))
    return Span(span.start, reading.end(last))


def _goes_on(reading: Reading, last: int, phrase: Range) -> bool:
    """Whether the noun phrase does not end with the token `last`; no common word goes on with a name but a body's
    ("the Covid inquiry", "Leeds Magistrates' Court")."""
    following = last + 1
    if _is_body_behind(reading, last, phrase):
        return True
    if phrase[1] <= following or not reading.is_nominal(following):
        return False
    return reading.is_capitalised(following) or not reading.is_capitalised(last)


def _noun_end(reading: Reading, last: int, phrase: Range) -> int:
    """Behind the nouns that follow the token `last` in its phrase, a possessive ending among them."""
    end = last + 1
    endings = reading.table.grammar.possessive_endings
    while end < phrase[1] and (reading.is_nominal(end) or reading.lower(end) in endings):
        end += 1
    return end


def _is_body_behind(reading: Reading, last: int, phrase: Range) -> bool:
    """Whether a name at `last` goes on to the noun for a body."""
    end = _noun_end(reading, last, phrase)
    is_body = end > last + 1 and bool(reading.tokens[end - 1].lemmas & reading.table.nouns["bodies"])
    return is_body and reading.is_capitalised(last)


def _is_giver(reading: Reading, span: Span) -> bool:
    """Whether the words can be a giver by themselves: they end as a phrase does ("the person was" does not, nor does
    "security" of "security concerns"), nobody says that they are not given ("without naming a source"), and common
    words are none as the object of an infinitive ("not allowed to brief the press")."""
    inside = reading.touching(span)
    if not inside or not _ends_phrase(reading, inside[-1]):
        return False
    if span.of(reading.text).islower() and _is_object_of_infinitive(reading, inside[0]):
        return False
    near = {reading.lower(i) for i in range(max(0, inside[0] - _LACKING_REACH), inside[0] + 1)}
    if near & (reading.table.grammar.lacking | reading.table.grammar.negations):
        return False
    phrase = phrase_after(reading, inside[0], with_asides=False)
    return phrase is None or not _goes_on(reading, inside[-1], phrase)


def _ends_phrase(reading: Reading, last: int) -> bool:
    lower, grammar = reading.lower(last), reading.table.grammar
    is_open = lower in grammar.determiners or lower in grammar.auxiliaries or lower in grammar.modals
    return not is_open or lower in grammar.pronouns


def _is_object_of_infinitive(reading: Reading, first: int) -> bool:
    """ "to brief the press", "may not speak to the media"."""
    grammar = reading.table.grammar
    verb = first - 1 - (reading.lower(first - 1) in grammar.prepositions)
    return verb > 0 and reading.lower(verb - 1) in grammar.infinitive | grammar.negations


def _is_again(reading: Reading, before: Span, span: Span) -> bool:
    """Whether a giver only says what the one before is: "The Star, a Kenyan daily"."""
    between = reading.text[before.end : span.start].strip()
    first = reading.touching(span)
    return between == "," and bool(first) and reading.is_determiner(first[0]) and reading.lower(first[0]) != "the"
