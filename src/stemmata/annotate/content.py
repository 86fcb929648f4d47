"""How far what is said reaches, before and behind the words that say it."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.binding import Bound
from stemmata.annotate.complement import CLAUSE_FRAMES
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Reading
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.verb_group import before_auxiliaries
from stemmata.model import Span

_SEPARATORS = frozenset({",", ";", ":", "—", "–", "--", "-"})
_DASHES = frozenset({"—", "–", "--"})
_MOST_ADJUNCTS = 4


def find_contents(reading: Reading, item: Bound, bound: Sequence[Bound]) -> tuple[Span, ...]:
    """What the cue of `item` says, in text order; empty where the sentence does not hold it."""
    cue = item.cue
    end = _behind_citation(reading, _behind_listener(reading, item, bound), bound)
    stop = _stop(reading, item, bound, end)
    if cue.takes("impersonal") and item.source is not None:
        return _present(trim(reading, *item.source), trim(reading, cue.last, stop))
    if cue.takes("hearsay"):
        before = None if item.source is None else trim(reading, item.source[0], cue.first)
        return _present(before, trim(reading, cue.last, stop))
    if item.first == 0 and reading.preceding is not None and end >= len(reading) - 1:
        return (reading.preceding,)
    if _is_set_off(reading, item.first, end) and not _opens_what_is_said(reading, item):
        before = _content_before(reading, item.first, _contrast_behind(reading, item, bound))
        if before is not None:
            is_others = any(_contrast_behind(reading, other, bound) == end + 1 for other in bound)
            return _present(before, None if is_others else _rest(reading, end, stop, before))
    if cue.takes("reported_by") and item.first > 0:
        return _present(_passive_subject(reading, cue.first))
    return _present(_content_after(reading, end, stop, item))


def _passive_subject(reading: Reading, cue: int) -> Span | None:
    """What was "first reported by X": the subject of the passive verb."""
    first = before_auxiliaries(reading, cue)
    subject = (
        phrase_before(reading, first) if first < cue or reading.lower(cue - 1) in reading.table.grammar.be else None
    )
    return None if subject is None else trim(reading, *subject)


def trim(reading: Reading, first: int, last: int) -> Span | None:
    """The span of tokens [first, last) without separators at its edges and without its final full stop."""
    while first < last and (reading.lower(first) in _SEPARATORS or reading.lower(first) in {".", ")"}):
        first += 1
    while last > first:
        is_stop = reading.lower(last - 1) == "." and not reading.is_abbreviation_mark(last - 1)
        if not (reading.lower(last - 1) in _SEPARATORS or is_stop) or reading.closes_quotation(last - 1):
            break
        last -= 1
    return reading.extent(first, last) if first < last else None


def _present(*spans: Span | None) -> tuple[Span, ...]:
    return tuple(span for span in spans if span is not None)


def _behind_listener(reading: Reading, item: Bound, bound: Sequence[Bound]) -> int:
    """The token behind cue and source, the listener, and what says when, where or how it was said."""
    cue, end = item.cue, item.last
    if cue.takes("tell") and not reading.opens_quotation(end):
        listener = phrase_after(reading, end, with_asides=False)
        end = end if listener is None else listener[1]
    if not cue.takes(*CLAUSE_FRAMES, "according", "reported_by"):
        return end
    citing = {other.cue.first for other in bound if other.cue.takes("relaying", "resting")}
    for _ in range(_MOST_ADJUNCTS):
        skipped = end if end in citing else _skip_adjunct(reading, end)
        if skipped == end:
            break
        end = skipped
    return end


def _behind_citation(reading: Reading, end: int, bound: Sequence[Bound]) -> int:
    """Behind ", citing two officials," and "with reference to X" in the middle of what is said; else `end`."""
    is_set_off = reading.lower(end) == ","
    start = end + is_set_off
    for other in bound:
        if other.cue.first == start and other.cue.takes("citing", "relaying", "resting"):
            cited = phrase_after(reading, other.cue.last, with_asides=False)
            closes = cited is not None and (not is_set_off or reading.lower(cited[1]) == ",")
            return cited[1] if cited is not None and closes else end
    return end


def _skip_adjunct(reading: Reading, start: int) -> int:
    """Behind "on Monday", "in a statement", "at a rally in Ohio" where one begins at `start`; else `start`."""
    if start >= len(reading) or reading.is_quote_mark(start):
        return start
    grammar = reading.table.grammar
    index = start
    while reading.lower(index) in grammar.time_words:
        index += 1
    end = index
    while end < len(reading) and (reading.is_temporal(end) or (end > index and reading.tokens[end].text.isdigit())):
        end += 1
    if end > index:
        return end
    if reading.lower(start) not in grammar.prepositions:
        return start
    phrase = phrase_after(reading, start + 1, with_asides=False)
    if phrase is None:
        return start
    first, last = phrase
    is_occasion = any(reading.table.nouns["saying"] & reading.tokens[i].lemmas for i in range(first, last))
    closes = (
        last >= len(reading)
        or reading.lower(last) in {",", ":", ".", *grammar.relatives}
        or reading.opens_quotation(last)
    )
    return last if is_occasion or (closes and reading.lower(start) not in grammar.topic_prepositions) else start


def _is_set_off(reading: Reading, begin: int, end: int) -> bool:
    """Whether tokens [begin, end) stand behind or inside what is said, set off by marks."""
    if begin == 0:
        return False
    if not (reading.lower(begin - 1) in {",", *_DASHES} or reading.closes_quotation(begin - 1)):
        return False
    if reading.opens_quotation(end):
        return reading.closes_quotation(begin - 1)
    return end >= len(reading) or not reading.tokens[end].is_word


def _opens_what_is_said(reading: Reading, item: Bound) -> bool:
    """ "reports that, according to X, …": what X says stands behind, and the report goes on round it."""
    is_aside = item.cue.takes("according") and item.first > 1 and reading.lower(item.first - 1) == ","
    return is_aside and reading.lower(item.first - 2) in reading.table.grammar.complementizers


def _contrast_behind(reading: Reading, item: Bound, bound: Sequence[Bound]) -> int:
    """Where what is said begins anew behind the words of another, for one who stands behind it: the "but" of "A, said
    X, but B, according to Y"; else 0."""
    if item.shares or not _is_set_off(reading, item.first, item.last):
        return 0
    before = [other.last for other in bound if other.last < item.first and not other.shares]
    start = max(before, default=0)
    is_contrast = start and reading.lower(start) == "," and reading.lower(start + 1) in reading.table.grammar.contrasts
    return start + 1 if is_contrast and start + 1 < item.first - 1 else 0


def _content_before(reading: Reading, end: int, start: int) -> Span | None:
    """The quotation that closes right before token `end`, or the sentence up to there, from token `start` on."""
    quotation = reading.quotation[end - 1]
    if quotation is not None and reading.quotation[end] != quotation:
        opening = end - 1
        while opening > 0 and reading.quotation[opening - 1] == quotation:
            opening -= 1
        if opening == 0 or reading.lower(opening - 1) == ":":
            return quotation
    first = end - 1
    while first > start and (reading.lower(first - 1) not in {";", ":"} or reading.quotation[first - 1] is not None):
        first -= 1
    if first == start and reading.lower(first) in reading.table.grammar.coordinators:
        first += 1
    return trim(reading, first, end)


def _rest(reading: Reading, start: int, stop: int, before: Span) -> Span | None:
    """What goes on behind words that are set off in the middle of what is said."""
    if start >= len(reading) - 1 or reading.lower(start) not in {",", ":", *_DASHES} or reading.opens_quotation(start):
        return None
    if _skip_adjunct(reading, start + 1) >= len(reading) - 1:
        return None
    is_quoted = reading.text[before.end - 1] in "\"”»'’"
    if is_quoted != reading.opens_quotation(start + 1):
        return None
    span = trim(reading, start, stop)
    return None if span is None else _widen(span, reading.quotation[start + 1])


def _content_after(reading: Reading, start: int, stop: int, item: Bound) -> Span | None:
    while start < len(reading) and reading.lower(start) in _SEPARATORS:
        start += 1
    if start >= len(reading):
        return None
    end = _whole_quotation(reading, start)
    if end is None:
        end = stop if item.cue.takes("according", "reported_by") else _tail(reading, start, stop, item)
    span = trim(reading, start, end)
    return None if span is None else _widen(span, reading.quotation[start])


def _whole_quotation(reading: Reading, start: int) -> int | None:
    """Behind the quotation that begins at `start` where it is all that is said; else None."""
    if not reading.opens_quotation(start):
        return None
    end = start
    while end < len(reading) and reading.quotation[end] == reading.quotation[start]:
        end += 1
    if end >= len(reading) - 1 or reading.lower(end - 2) in {".", ",", "?", "!"}:
        return end
    return end if reading.lower(end) in {".", ";"} else None


def _tail(reading: Reading, start: int, stop: int, item: Bound) -> int:
    """Where what is said ends short of `stop`: at a semicolon, and an object also where a new clause begins."""
    is_bounded = _is_subordinate(reading, item)
    is_infinitive = reading.lower(start) in reading.table.grammar.infinitive
    is_clause = item.cue.takes(*CLAUSE_FRAMES) and not is_bounded and not is_infinitive
    for index in range(start, min(stop, len(reading))):
        if reading.quotation[index] is not None and not reading.is_quote_mark(index):
            continue
        lower = reading.lower(index)
        if lower == ";" or (lower == "," and is_bounded):
            return index
        if not is_clause and index > start and _ends_object(reading, index):
            return index
    return stop


def _ends_object(reading: Reading, index: int) -> bool:
    """Whether a phrase that is spoken of ends before the token: a dash, a new clause, a second verb."""
    lower = reading.lower(index)
    grammar = reading.table.grammar
    if lower == ",":
        behind = reading.lower(index + 1)
        return behind in grammar.contrasts or behind in grammar.asides or reading.is_gerund(index + 1)
    return lower in _DASHES or (lower in grammar.coordinators and _is_verb_behind(reading, index + 1))


def _is_verb_behind(reading: Reading, index: int) -> bool:
    """ "and made …", "but was …": a second verb of the same subject, adverbs skipped."""
    while index < len(reading) and reading.is_adverb(index):
        index += 1
    return reading.is_finite(index)


def _is_subordinate(reading: Reading, item: Bound) -> bool:
    """Whether the cue's clause opens the sentence with a conjunction or is relative: the next comma ends it."""
    grammar = reading.table.grammar
    if item.source is None or item.shares:
        return False
    if reading.lower(item.source[0]) in grammar.asides and reading.lower(item.source[0] - 1) == ",":
        return True
    return item.source[0] == 1 and reading.lower(0) in grammar.conjunctions - grammar.coordinators


def _stop(reading: Reading, item: Bound, bound: Sequence[Bound], start: int) -> int:
    """The token from `start` on at which another cue's words, or the clause that holds them, begin."""
    grammar = reading.table.grammar
    for other in bound:
        if other.first < start or other is item:
            continue
        before = other.first - 1
        while before > 0 and reading.lower(before) in grammar.contrasts:
            before -= 1
        is_coordinate = other.shares or before < other.first - 1 or reading.lower(before) == ";"
        if _opens_what_is_said(reading, other):
            continue
        is_aside = other.cue.takes("according", "reported_by", "relaying", "resting", "citing")
        is_set_off = _is_set_off(reading, other.first, other.last) or _closes_sentence(reading, other, bound)
        if not (is_coordinate or is_aside or is_set_off):
            continue
        if reading.lower(before) in {",", ";", *_DASHES} or reading.closes_quotation(before):
            return before + reading.closes_quotation(before)
        if other.shares or is_aside:
            return before + 1
    return len(reading)


def _closes_sentence(reading: Reading, other: Bound, bound: Sequence[Bound]) -> bool:
    """Whether somebody else says all that stands before: ", sources in the port told X."."""
    if other.shares or other.source is None or not other.cue.takes("say", "tell"):
        return False
    return _is_set_off(reading, other.first, _behind_listener(reading, other, bound))


def _widen(span: Span, quotation: Span | None) -> Span:
    """A content that begins with a quotation runs to the quotation's end, over sentence ends too."""
    if quotation is None or quotation.start != span.start or quotation.end <= span.end:
        return span
    return Span(span.start, quotation.end)
