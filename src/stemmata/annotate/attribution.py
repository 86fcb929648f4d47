"""Who says what: attributions from a table of cues and the order of the words round them.

A first version, by rules: cues come from `tables/<language>/attribution.toml`, sources are the phrases
that stand as their subjects, contents what is left. A trained tagger may replace the inside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.binding import Bound, bind_cues
from stemmata.annotate.content import find_contents, trim
from stemmata.annotate.cue import Form
from stemmata.annotate.heading import find_heading_attributions
from stemmata.annotate.nearby import Nearby
from stemmata.annotate.origin import Origin, find_origins
from stemmata.annotate.passive import Passive, find_passives
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.quotation import find_quotations, is_left_open
from stemmata.annotate.quoted import Quoted, find_quoted
from stemmata.annotate.reading import Range, Reading, read_sentence
from stemmata.annotate.relay import is_citable, is_relay
from stemmata.model import Attribution, Span

_COLON = ":"
_NO_CONTENT_NEEDED = ("no_comment",)
_LONGEST_GAP = 20  # characters between two pieces of what one source says
_NAMING_REACH = 5  # tokens from "what" to the verb of naming
_WITHOUT_SOURCE = ("impersonal", "hearsay")


@dataclass(frozen=True)
class GrammarReading:
    """A text as the grammar reads it: its sentences with their tokens, its quotations, and its attributions in the
    order of their cues."""

    readings: tuple[Reading, ...]
    quotations: tuple[Span, ...]
    attributions: tuple[Attribution, ...]

    def holding(self, span: Span) -> Reading | None:
        """The sentence that holds all of a span."""
        reading = self.touching(span)
        return reading if reading is not None and reading.span.contains(span) else None

    def touching(self, span: Span) -> Reading | None:
        """The first sentence that shares a character with a span."""
        first = bisect_right(self.readings, span.start, key=lambda reading: reading.span.end)
        is_near = first < len(self.readings) and self.readings[first].span.start < span.end
        return self.readings[first] if is_near else None

    def with_source(self, spans: Sequence[Span]) -> list[Attribution]:
        """The attributions whose source shares a character with one of these spans, in their order."""
        return self._by_source.overlapping(spans)

    def with_cue(self, spans: Sequence[Span]) -> list[Attribution]:
        """The attributions whose cue shares a character with one of these spans, in their order."""
        return self._by_cue.overlapping(spans)

    def with_content(self, spans: Sequence[Span]) -> list[Attribution]:
        """The attributions whose content shares a character with one of these spans, in their order."""
        return self._by_content.overlapping(spans)

    @cached_property
    def starts(self) -> list[int]:
        """Where the sentences start."""
        return [reading.span.start for reading in self.readings]

    @cached_property
    def _by_source(self) -> Nearby[Attribution]:
        return Nearby(self.starts, [(a, a.source) for a in self.attributions])

    @cached_property
    def _by_cue(self) -> Nearby[Attribution]:
        return Nearby(self.starts, [(a, a.cue) for a in self.attributions])

    @cached_property
    def _by_content(self) -> Nearby[Attribution]:
        return Nearby(self.starts, [(a, a.content) for a in self.attributions])


def read_grammar(text: str, sentences: Sequence[Span], language: str) -> GrammarReading:
    """What the grammar of cues makes of a text.

    A source is the phrase as it stands: a pronoun or "the officials" is not resolved. A role that the text does not
    word is empty. Raises AttributionTableError for a language without a table.
    """
    table = load_attribution_table(language)
    quotations = find_quotations(text)
    readings = tuple(read_sentence(text, s, _overlapping(quotations, s), table) for s in sentences)
    found: list[Attribution] = []
    for index, reading in enumerate(readings):
        headings = find_heading_attributions(reading, is_first=index == 0)
        read = _read_attributions(reading)
        found.extend((*headings, *(a for a in read if all(_is_inside(a, heading) for heading in headings))))
    return GrammarReading(readings, quotations, tuple(_with_further_quotations(text, found, quotations, sentences)))


def _is_inside(inner: Attribution, heading: Attribution) -> bool:
    """Whether somebody speaks in what a heading ascribes to another: "Kyiv Post: TASS says …"."""
    parts = (*inner.source, *inner.cue)
    return all(any(content.contains(part) for content in heading.content) for part in parts)


def find_attributions(text: str, sentences: Sequence[Span], language: str) -> tuple[Attribution, ...]:
    """The attributions that the grammar of cues finds; see `read_grammar`."""
    return read_grammar(text, sentences, language).attributions


def _overlapping(quotations: Sequence[Span], sentence: Span) -> Sequence[Span]:
    """The quotations that overlap the sentence or end where only one space lies between."""
    first = bisect_left(quotations, sentence.start - 1, key=lambda q: q.end)
    last = bisect_left(quotations, sentence.end, key=lambda q: q.start)
    return quotations[first:last]


def _read_attributions(reading: Reading) -> Iterator[Attribution]:
    bound = bind_cues(reading)
    quoted = find_quoted(reading)
    if quoted is not None:
        yield from _read_quoted(reading, quoted)
        bound = tuple(b for b in bound if not quoted.begin <= b.cue.verb < quoted.end)
    phrases = [b.cue for b in bound if b.cue.form is Form.PHRASE]
    passives = [p for p in find_passives(reading) if not any(p.first < c.last and c.first < p.last for c in phrases)]
    bound = tuple(b for b in bound if not any(p.first <= b.cue.verb < p.end for p in passives))
    for passive in passives:
        yield from _read_passive(reading, passive)
    origins = tuple(find_origins(reading))
    bound = tuple(b for b in bound if not any(o.begin <= b.cue.verb < o.end for o in origins))
    made = [(item, _without_origin(reading, _make(reading, item, bound), origins)) for item in bound]
    for origin in origins:
        yield from _read_origin(reading, origin, made)
    for item, attribution in made:
        cited = _cited(reading, item)
        if cited is None and item.cue.takes("resting"):
            continue
        if cited is not None:
            attribution = None if _is_headed(reading, item, cited) else _cite(reading, item, cited, made)
            if attribution is None:
                yield from _cite_alone(reading, item, cited)
        if attribution is not None:
            yield attribution


def _read_quoted(reading: Reading, quoted: Quoted) -> Iterator[Attribution]:
    """The one who quotes, where named, and the one quoted; what is said stands behind, else before."""
    content = trim(reading, quoted.end, len(reading))
    if content is None and quoted.begin > 1:
        content = trim(reading, 0, quoted.begin)
    if content is None:
        return
    if quoted.outlet is not None:
        verb = (reading.tokens[quoted.verb].span,)
        yield Attribution((reading.extent(*quoted.outlet),), verb, (content,), True)
    saying = (reading.extent(quoted.first, quoted.last),)
    speaker = reading.extent(*quoted.speaker)
    relays = is_relay(reading, quoted.speaker, "")
    yield Attribution((speaker,), saying, (content,), relays, cited=quoted.outlet is not None)


def _read_passive(reading: Reading, passive: Passive) -> Iterator[Attribution]:
    """The giver behind "by", and before it the one who was told, where that is not what is said."""
    cue = (reading.extent(passive.first, passive.last),)
    giver = (reading.extent(*passive.giver),)
    relays = is_relay(reading, passive.giver, "")
    behind = trim(reading, passive.end, len(reading))
    if not passive.hears:
        contents = tuple(c for c in (trim(reading, *passive.subject), behind) if c is not None)
        yield Attribution(giver, cue, contents, relays)
    elif behind is not None:
        hearer = (reading.extent(*passive.subject),)
        yield Attribution(hearer, cue, (behind,), is_relay(reading, passive.subject, ""))
        yield Attribution(giver, cue, (behind,), relays, cited=True)


def _make(reading: Reading, item: Bound, bound: Sequence[Bound]) -> Attribution | None:
    contents = find_contents(reading, item, bound)
    cue = (reading.extent(item.cue.first, item.cue.last),)
    if not contents and not item.cue.takes(*_NO_CONTENT_NEEDED) and reading.lower(len(reading) - 1) != _COLON:
        return None
    if item.cue.takes(*_WITHOUT_SOURCE):
        return Attribution((), cue, contents)
    if item.source is None:
        return None
    relays = item.cue.takes("reported_by") or is_relay(reading, item.source, item.cue.lemma)
    return Attribution((reading.extent(*item.source),), cue, contents, relays)


def _cited(reading: Reading, item: Bound) -> Range | None:
    """Who or what is cited, where that is a giver of information: "citing two officials"."""
    if item.cue.takes("relaying"):
        return item.source
    if item.cue.takes("resting"):
        return item.source if item.source is not None and is_citable(reading, item.source) else None
    if not item.cue.takes("citing"):
        return None
    phrase = phrase_after(reading, _behind_naming(reading, item.cue.last))
    return phrase if phrase is not None and is_citable(reading, phrase) else None


def _behind_naming(reading: Reading, start: int) -> int:
    """Behind "what it called" and "what it said were"; `start` where none stands there."""
    if reading.lower(start) not in reading.table.grammar.naming:
        return start
    for index in range(start + 1, min(len(reading), start + _NAMING_REACH)):
        if reading.takes(index, "judge", "say"):
            is_tied = reading.lower(index + 1) in reading.table.grammar.be or reading.lower(index + 1) == "as"
            return index + 1 + is_tied
    return start


def _cite(
    reading: Reading, item: Bound, cited: Range, made: Iterable[tuple[Bound, Attribution | None]]
) -> Attribution | None:
    """The inner attribution: the cited source gives what the outer one passes on, the nearest cue before first; no verb
    of the cited phrase itself ("officials who asked not to be named") passes anything on."""
    others = [
        (o, a)
        for o, a in made
        if a is not None and a.content and o is not item and not o.cue.takes("citing", "resting")
    ]
    before = [a for o, a in others if o.cue.first < item.cue.first]
    behind = [a for o, a in others if o.cue.first >= cited[1]]
    outer = before[-1] if before else behind[0] if behind else None
    cue = (reading.extent(item.cue.first, item.cue.last),)
    if outer is None:
        return None
    relays = is_relay(reading, cited, item.cue.lemma)
    return Attribution((reading.extent(*cited),), cue, outer.content, relays, cited=True)


def _read_origin(
    reading: Reading, origin: Origin, made: Iterable[tuple[Bound, Attribution | None]]
) -> Iterator[Attribution]:
    """Whoever is named as the source of what the last one before says."""
    before = [a for item, a in made if a is not None and a.content and item.cue.first < origin.first]
    if before:
        cue = (reading.extent(origin.first, origin.last),)
        relays = is_relay(reading, origin.giver, "")
        yield Attribution((reading.extent(*origin.giver),), cue, before[-1].content, relays, cited=True)


def _without_origin(reading: Reading, attribution: Attribution | None, origins: Sequence[Origin]) -> Attribution | None:
    """An attribution whose content ends where the words for its source's source begin."""
    if attribution is None or not origins:
        return attribution
    start = reading.start(origins[0].begin)
    contents = (
        c if c.end <= start else trim(reading, reading.touching(c)[0], origins[0].begin)
        for c in attribution.content
        if c.start < start
    )
    return replace(attribution, content=tuple(c for c in contents if c is not None))


def _cite_alone(reading: Reading, item: Bound, cited: Range) -> Iterator[Attribution]:
    """Who cites and who is cited where no verb says that anybody speaks: "The group, citing port records, counted 31
    voyages", "NYT, citing envoys: talks to resume"."""
    is_aside = reading.lower(item.cue.first - 1) == "," and reading.lower(cited[1]) in {",", _COLON}
    content = trim(reading, cited[1], len(reading))
    if item.source is None or not is_aside or item.source[1] > item.cue.first or content is None:
        return
    cites = (reading.extent(item.cue.first, item.cue.last),)
    speaks = (reading.tokens[cited[1]].span,) if _is_headed(reading, item, cited) else cites
    for phrase, cue, is_cited in ((item.source, speaks, False), (cited, cites, True)):
        relays = is_relay(reading, phrase, item.cue.lemma)
        yield Attribution((reading.extent(*phrase),), cue, (content,), relays, cited=is_cited)


def _is_headed(reading: Reading, item: Bound, cited: Range) -> bool:
    """ "NYT, citing envoys: …": whoever cites opens the sentence, and all behind the colon is what is passed on."""
    opens = item.source is not None and item.source[0] == 0 and item.source[1] == item.cue.first - 1
    return opens and reading.lower(item.cue.first - 1) == "," and reading.lower(cited[1]) == _COLON


def _with_further_quotations(
    text: str, found: Sequence[Attribution], quotations: Sequence[Span], sentences: Sequence[Span]
) -> Iterator[Attribution]:
    """Give a quotation that follows on without a cue of its own to the one quoted or announced before it."""
    owned = sorted(span.start for a in found for span in (*a.source, *a.cue, *a.content))
    for attribution in found:
        end = max(span.end for span in (*attribution.source, *attribution.cue, *attribution.content))
        end = _sentence_end(sentences, end, owned)
        announced = not attribution.content and text[end - 1] == _COLON
        if not announced and not (attribution.content and _ends_quoted(attribution, quotations)):
            yield attribution
            continue
        pieces: list[Span] = []
        for index in range(bisect_left(quotations, end, key=lambda q: q.start), len(quotations)):
            owner = bisect_left(owned, quotations[index].start)
            is_owned = owner < len(owned) and owned[owner] < quotations[index].end
            if is_owned or not _follows_on(text, quotations, index, end, announced and not pieces):
                break
            pieces.append(quotations[index])
            end = quotations[index].end
        if attribution.content or pieces:
            yield replace(attribution, content=(*attribution.content, *pieces))


def _ends_quoted(attribution: Attribution, quotations: Sequence[Span]) -> bool:
    last = attribution.content[-1]
    return any(q.start == last.start for q in _overlapping(quotations, last))


def _sentence_end(sentences: Sequence[Span], end: int, owned: Sequence[int]) -> int:
    """The end of the sentence at `end`, unless another attribution stands in what is left of it."""
    index = bisect_left(sentences, end, key=lambda s: s.end)
    if index == len(sentences) or sentences[index].start > end:
        return end
    following = bisect_left(owned, end)
    is_free = following == len(owned) or owned[following] >= sentences[index].end
    return sentences[index].end if is_free else end


def _follows_on(text: str, quotations: Sequence[Span], index: int, end: int, announced: bool) -> bool:
    """Whether only marks and space lie between; a new paragraph only behind a colon or an open quotation."""
    gap = text[end : min(quotations[index].start, end + _LONGEST_GAP)]
    if gap.strip(" .,:\n\t\r\xa0") or len(gap) == _LONGEST_GAP:
        return False
    if "\n" not in gap or announced:
        return True
    return index > 0 and quotations[index - 1].end == end and is_left_open(text, quotations[index - 1])
