"""Who says what: attributions from a table of cues and the order of the words round them.

A deliberate first version, by rules; a trained tagger may replace the inside behind the same function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemmata.annotate.attribution_table import AttributionTable, load_attribution_table
from stemmata.annotate.content import after_adjuncts, content_after, trim, widened_by_quotation
from stemmata.annotate.cue import CLAUSE_FRAMES, Cue, Form, find_cues
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.quotation import find_quotations
from stemmata.annotate.reading import Range, Reading, read_sentence
from stemmata.annotate.subject import phrase_before
from stemmata.model import Attribution, Span


def find_attributions(text: str, sentences: Sequence[Span], language: str) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their cues.

    A source is the phrase as it stands: a pronoun or "the officials" is not resolved. A role that the text
    does not word is empty. Raises AttributionTableError for a language without a table.
    """
    table = load_attribution_table(language)
    quotations = find_quotations(text)
    found: list[Attribution] = []
    for sentence in sentences:
        reading = read_sentence(text, sentence, _overlapping(quotations, sentence), table)
        found.extend(_SentenceAttributions(reading).find())
    return tuple(_with_continued_quotations(text, found, quotations))


def _overlapping(quotations: Sequence[Span], sentence: Span) -> Sequence[Span]:
    first = bisect_left(quotations, sentence.start + 1, key=lambda q: q.end)
    last = bisect_left(quotations, sentence.end, key=lambda q: q.start)
    return quotations[first:last]


@dataclass(frozen=True, slots=True)
class _Bound:
    cue: Cue
    source: Range | None
    inverted: bool


class _SentenceAttributions:
    """Binds the cues of one sentence to their sources and contents."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._table: AttributionTable = reading.table

    def find(self) -> Iterator[Attribution]:
        bound = self._bind_sources()
        for index, item in enumerate(bound):
            attribution = self._attribute(item, bound)
            if attribution is not None:
                yield attribution

    def _bind_sources(self) -> list[_Bound]:
        bound: list[_Bound] = []
        for cue in find_cues(self._reading):
            if self._reading.quotation[cue.verb] is not None:
                continue
            item = self._bind(cue, bound)
            if item is not None:
                bound.append(item)
        return bound

    def _bind(self, cue: Cue, earlier: Sequence[_Bound]) -> _Bound | None:
        reading = self._reading
        if cue.takes("hearsay"):
            return _Bound(cue, None, False)
        if cue.takes("according"):
            source = phrase_after(reading, cue.last)
            return None if source is None else _Bound(cue, source, True)
        if cue.takes("impersonal"):
            source = phrase_before(reading, cue.first)
            return None if source is None else _Bound(cue, source, False)
        if cue.form is Form.PARTICIPLE:
            return self._bind_participle(cue, earlier)
        source = phrase_before(reading, cue.first)
        if source is not None and self._agrees(cue, source):
            return _Bound(cue, source, False)
        if cue.takes("say") and self._may_invert(cue):
            source = phrase_after(reading, cue.last)
            if source is not None:
                return _Bound(cue, source, True)
        return self._bind_coordinated(cue, earlier)

    def _agrees(self, cue: Cue, source: Range) -> bool:
        """A bare verb form needs a plural subject; a subject inside a quotation does not reach out of it."""
        reading = self._reading
        if reading.quotation[source[1] - 1] != reading.quotation[cue.verb] and reading.quotation[source[1] - 1] is not None:
            return False
        lower = reading.lower(cue.verb)
        if cue.first == cue.verb and lower == cue.lemma and "NOUN" in reading.classes(cue.verb):
            head = reading.lower(source[1] - 1)
            return head in {"i", "you", "we", "they", "who"} or head.endswith("s")
        return True

    def _may_invert(self, cue: Cue) -> bool:
        """ "…," said X: the verb stands right behind a quotation or a comma, or opens the sentence."""
        reading = self._reading
        if cue.first != cue.verb:
            return False
        before = cue.first - 1
        return before < 0 or reading.lower(before) in {",", "—", "–", "--"} or reading.closes_quotation(before)

    def _bind_participle(self, cue: Cue, earlier: Sequence[_Bound]) -> _Bound | None:
        reading = self._reading
        before = reading.lower(cue.first - 1)
        if before == "," or reading.closes_quotation(cue.first - 1) or before == "and":
            source = self._nearest_subject(cue, earlier)
            return None if source is None else _Bound(cue, source, False)
        if self._table.nouns["saying"] & (reading.tokens[cue.first - 1].lemmas if cue.first else frozenset()):
            source = self._nearest_subject(cue, earlier)
            return None if source is None else _Bound(cue, source, False)
        return None

    def _nearest_subject(self, cue: Cue, earlier: Sequence[_Bound]) -> Range | None:
        """The source of the clause that a participle hangs on, or else the sentence's first subject."""
        reading = self._reading
        for item in reversed(earlier):
            if item.source is not None and not item.cue.takes("impersonal") and reading.quotation[item.cue.verb] is None:
                return item.source
        return self._first_subject(cue.first)

    def _first_subject(self, limit: int) -> Range | None:
        reading = self._reading
        for index in range(1, limit):
            if reading.is_finite(index) and reading.quotation[index] is None:
                return phrase_before(reading, index)
        return None

    def _bind_coordinated(self, cue: Cue, earlier: Sequence[_Bound]) -> _Bound | None:
        """ "X said …, and warned that …" shares its source."""
        reading = self._reading
        if reading.lower(cue.first - 1) not in {"and", "but", "or"}:
            return None
        source = self._nearest_subject(cue, earlier)
        return None if source is None else _Bound(cue, source, False)

    def _attribute(self, item: _Bound, bound: Sequence[_Bound]) -> Attribution | None:
        reading = self._reading
        contents = self._contents(item, bound)
        cue = reading.extent(item.cue.first, item.cue.last)
        if item.cue.takes("impersonal", "hearsay"):
            return Attribution((), (cue,), tuple(contents)) if contents else None
        if item.source is None or not contents and not item.cue.takes("no_comment"):
            return None
        first, last = item.source
        return Attribution((reading.extent(first, last),), (cue,), tuple(contents), self._is_relay(item.source))

    def _contents(self, item: _Bound, bound: Sequence[_Bound]) -> list[Span]:
        reading, cue = self._reading, item.cue
        stops = self._stops(item, bound)
        if cue.takes("impersonal") and item.source is not None:
            parts = [trim(reading, *item.source), trim(reading, cue.last, content_after(reading, cue.last, stops))]
            return [p for p in parts if p is not None]
        if cue.takes("hearsay"):
            parts = [trim(reading, cue.last, content_after(reading, cue.last, stops))]
            return [p for p in parts if p is not None]
        begin = min(cue.first, item.source[0]) if item.source else cue.first
        end = max(cue.last, item.source[1]) if item.source else cue.last
        if cue.takes("tell") and reading.lower(end) not in {",", "that"} and not reading.opens_quotation(end):
            listener = phrase_after(reading, end, with_asides=False)
            end = listener[1] if listener is not None else end
        if cue.takes(*CLAUSE_FRAMES) or cue.takes("according"):
            end = after_adjuncts(reading, end)
        after = self._content_after(end, stops)
        if self._is_parenthetical(begin, end):
            before = self._content_before(begin, bound, item)
            if before is not None:
                rest = after if after is not None and reading.lower(end) == "," and self._goes_on(end) else None
                return [before, rest] if rest is not None else [before]
        return [after] if after is not None else []

    def _stops(self, item: _Bound, bound: Sequence[_Bound]) -> frozenset[int]:
        """Tokens at which this content ends: another cue that hangs on the same clause."""
        stops = set()
        for other in bound:
            if other.cue.first <= item.cue.first:
                continue
            if other.source == item.source or other.cue.takes("according"):
                first = other.cue.first
                while first > 0 and self._reading.lower(first - 1) in {",", "and", "but"}:
                    first -= 1
                stops.add(first)
            elif self._is_parenthetical(min(other.source or (other.cue.first, 0))[0] if False else (other.source[0] if other.source else other.cue.first), max(other.cue.last, other.source[1] if other.source else 0)) and other.source is not None and self._reading.lower(min(other.source[0], other.cue.first) - 1) in {","}:
                stops.add(min(other.source[0], other.cue.first) - 1)
        return frozenset(stops)

    def _is_parenthetical(self, begin: int, end: int) -> bool:
        """Whether tokens [begin, end) are set off behind what is said."""
        reading = self._reading
        if begin == 0:
            return False
        before = reading.lower(begin - 1)
        if not (before in {",", "—", "–", "--"} or reading.closes_quotation(begin - 1)):
            return False
        return end >= len(reading) - 1 or reading.lower(end) in {",", ".", ";", "—", "–", "--", ":"} or reading.is_quote_mark(end)

    def _goes_on(self, comma: int) -> bool:
        return comma + 1 < len(self._reading) - 1

    def _content_after(self, start: int, stops: frozenset[int]) -> Span | None:
        reading = self._reading
        while start < len(reading) and reading.lower(start) in {",", ":", "—", "–", "--"}:
            start += 1
        if start >= len(reading):
            return None
        span = trim(reading, start, content_after(reading, start, stops))
        if span is None:
            return None
        return widened_by_quotation(span, reading.quotation[start])

    def _content_before(self, end: int, bound: Sequence[_Bound], item: _Bound) -> Span | None:
        reading = self._reading
        first = 0
        quotation = reading.quotation[end - 1]
        if quotation is not None and reading.closes_quotation(end - 1) and quotation.start < reading.start(0):
            return quotation
        if quotation is not None and reading.quotation[end] != quotation:
            start = end - 1
            while start > 0 and reading.quotation[start - 1] == quotation:
                start -= 1
            if start == 0 or reading.lower(start - 1) in {":"}:
                return quotation
        for other in bound:
            if other is not item and other.cue.first < item.cue.first and other.source is not None and other.cue.last < end and reading.lower(other.cue.first - 1) in {"and", "but", ","}:
                first = first
        return trim(reading, first, end)

    def _is_relay(self, source: Range) -> bool:
        reading, nouns = self._reading, self._table.nouns
        for index in range(*source):
            if index > source[0] and reading.lower(index) in self._table.grammar.linking | {",", "who"}:
                break
            token = reading.tokens[index]
            if token.text[:1].isupper() and token.lower in nouns["relay_names"] and index > source[0]:
                return True
            if token.lemmas & nouns["relay"] and (index + 1 == source[1] or reading.lower(index + 1) in self._table.grammar.linking | {","}):
                return True
        return False


def _with_continued_quotations(
    text: str, found: Sequence[Attribution], quotations: Sequence[Span]
) -> Iterator[Attribution]:
    """Give a quotation that follows on without a cue of its own to the one quoted just before it."""
    owned = sorted(span for a in found for span in (*a.source, *a.cue, *a.content))
    starts = [span.start for span in owned]
    for attribution in found:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        has_quote = any(text[c.start] in "\"“'‘" for c in attribution.content)
        if not has_quote:
            yield attribution
            continue
        end = max(span.end for span in spans)
        following = bisect_left(quotations, end, key=lambda q: q.start)
        if following == len(quotations):
            yield attribution
            continue
        quotation = quotations[following]
        gap = text[end : quotation.start]
        index = bisect_left(starts, quotation.start)
        is_free = index == len(starts) or starts[index] > quotation.start
        within = sum(1 for s in owned[index : index + 3] if s.start < quotation.end + 3)
        if gap.strip(" .,") == "" and "\n" not in gap and is_free:
            yield Attribution(attribution.source, attribution.cue, (*attribution.content, quotation), attribution.relay)
        else:
            yield attribution
