"""One sentence with everything that was found in it: what the frames are read from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.person import find_people
from stemmata.annotate.token import Token, tokenize, word_classes
from stemmata.claim.syntax import Marks, Structure, read_structure
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Annotations, Attribution, Document, Entity, Modality, Person, Quantity, Span, Time

_MONEY = ("$", "€", "£", "¥")  # the "US" of "US$4.4 billion" is no state
_NEXT_WORD = 3  # characters: " to"
_VERBAL = frozenset({"VERB", "AUX"})
OPENING_QUOTES = frozenset('"“”«„‘')
A = TypeVar("A", Entity, Quantity, Time)


@dataclass(frozen=True, eq=False)  # a sentence is itself: what is read from it is kept by identity
class SentenceContext:
    """A sentence's tokens and annotations, each in text order; `previous` is the sentence before.

    `attributions` are all those with a source, cue or content that touches the sentence.
    """

    index: int
    span: Span
    document: Document
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    people: tuple[Person, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    attributions: tuple[Attribution, ...]
    previous: SentenceContext | None = None

    @cached_property
    def structure(self) -> Structure:
        """The sentence's phrases and verb groups, read when they are first asked for."""
        return read_structure(self.tokens, self._marks(), self.document.language)

    def _marks(self) -> Marks:
        numbers = []
        for quantity in self.quantities:
            first, last = self.token_range(quantity.span)
            if quantity.unit == "ratio" and self._is_verb_of_ratio(last - 1):
                continue  # "will double its output"
            if quantity.item_span is not None and quantity.item_span.start > quantity.span.start:
                last = min(last, self.token_range(quantity.item_span)[0])  # "400 drones or more"
            numbers.append((first, max(first + 1, last)))
        known = [(self.token_range(entity.span), entity.type == "nationality") for entity in self.entities]
        return Marks(
            names=tuple(tokens for tokens, is_state in known if not is_state),
            adjectives=tuple(tokens for tokens, is_state in known if is_state),
            numbers=tuple(numbers),
            times=tuple(self.token_range(time.span) for time in self.times),
            openings=tuple(
                self.token_range(part)[0]
                for a in self._sayings
                if a.source
                for part in a.content
                if part.overlaps(self.span) and part.start >= self.span.start
            ),
            asides=tuple(self.token_range(part) for a in self._sayings if a.source for part in self._saying(a)),
        )

    def _is_verb_of_ratio(self, index: int) -> bool:
        """Whether a word for a multiple is a verb here: "doubled", "will double"."""
        tables = load_claim_tables(self.document.language)
        token = self.tokens[index]
        if "VERB" not in word_classes(token.lower, self.document.language):
            return False
        before = self.tokens[index - 1].lower if index else ""
        is_led = before in tables.words["modal_verbs"] or before in tables.words["infinitive"]
        return is_led or token.lower not in token.lemmas or len(token.lemmas) > 1

    @cached_property
    def _sayings(self) -> tuple[Attribution, ...]:
        """The attributions whose source does nothing but speak: not "agreed in May to send", "ordered 40 jets"."""
        return tuple(a for a in self.attributions if not self.is_act(a))

    def is_act(self, attribution: Attribution) -> bool:
        """Whether the words for a saying tell of an act of the source: an infinitive follows, or a thing."""
        tables = load_claim_tables(self.document.language)
        cues = [cue for cue in attribution.cue if cue.overlaps(self.span)]
        content = [part for part in attribution.content if part.overlaps(self.span)]
        if not cues or not content or content[0].start < cues[-1].end:
            return False
        if self._is_deal(attribution, cues, tables):
            return True
        first, last = self.token_range(content[0])
        said = self.tokens[first:last]
        behind = self.tokens[self.token_range(cues[-1])[1] : last]
        if said[0].lower in tables.words["infinitive"] or behind[0].lower in tables.words["infinitive"]:
            return True
        begin, end = self.token_range(cues[-1])
        table = load_attribution_table(self.document.language)
        sets = any(token.lemmas & table.verbs["only_with_at"] for token in self.tokens[begin:end])
        if sets and any(token.lower in table.grammar.figures for token in said):
            return True  # "puts the number lost at ten" is the clause that counts
        is_act = any(tables.has("acts", token.lemmas) for token in self.tokens[begin:end])
        return is_act and not any(
            _VERBAL & word_classes(t.lower, self.document.language) == word_classes(t.lower, self.document.language)
            for t in said
            if t.is_word and word_classes(t.lower, self.document.language)
        )

    def _is_deal(self, attribution: Attribution, cues: Sequence[Span], tables: ClaimTables) -> bool:
        """ "The contract covers 40 jets": it says nothing, it is what the jets are ordered by."""
        sources = [self.token_range(part) for part in attribution.source if part.overlaps(self.span)]
        heads = [token for first, last in sources for token in self.tokens[first:last][-1:]]
        begin, end = self.token_range(cues[-1])
        covers = any(tables.has("covers", token.lemmas) for token in self.tokens[begin:end])
        return covers and any(tables.has("deals", token.lemmas) for token in heads)

    def _saying(self, attribution: Attribution) -> tuple[Span, ...]:
        """Source and cue, where they stand in this sentence."""
        return tuple(part for part in (*attribution.source, *attribution.cue) if part.overlaps(self.span))

    @property
    def text(self) -> str:
        """The whole document's text, which all offsets count in."""
        return self.document.text

    def token_range(self, span: Span) -> tuple[int, int]:
        """Indexes [first, last) of the tokens that `span` touches; first == last where it touches none."""
        first = bisect_right(self.tokens, span.start, key=lambda token: token.span.end)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.span.start)
        return first, max(first, last)

    def covering(self, span: Span) -> tuple[Attribution, ...]:
        """The attributions whose content shares a character with `span`."""
        return tuple(a for a in self.attributions if any(c.overlaps(span) for c in a.content))

    def in_source(self, span: Span) -> bool:
        """Whether `span` is part of who says it."""
        return any(part.overlaps(span) for a in self.attributions for part in a.source)

    def outside_content(self, span: Span) -> bool:
        """Whether `span` is in some attribution's source or cue: about the saying, not the said."""
        return any(part.overlaps(span) for a in self._sayings if a.source for part in (*a.source, *a.cue))


def build_contexts(document: Document, annotations: Annotations) -> tuple[SentenceContext, ...]:
    """One context a sentence, in text order."""
    entities = _within(annotations.names, lambda e: e.span)
    quantities = _within(annotations.quantities, lambda q: q.span)
    times = _within(annotations.times, lambda t: t.span)
    contexts: list[SentenceContext] = []
    for index, (sentence, attributions) in enumerate(
        zip(annotations.sentences, _touching(annotations, document), strict=True)
    ):
        tokens = tokenize(document.text, sentence, document.language)
        inside = tuple(e for e in entities(sentence) if document.text[e.span.end : e.span.end + 1] not in _MONEY)
        named = [entity.span for entity in inside if entity.entity]
        contexts.append(
            SentenceContext(
                index=index,
                span=sentence,
                document=document,
                tokens=tokens,
                entities=inside,
                people=find_people(document.text, tokens, inside, document.language),
                quantities=quantities(sentence),
                times=tuple(t for t in times(sentence) if not any(name.contains(t.span) for name in named)),
                attributions=attributions,
                previous=contexts[-1] if contexts else None,
            )
        )
    return tuple(contexts)


def _within(found: Sequence[A], span_of: Callable[[A], Span]) -> Callable[[Span], tuple[A, ...]]:
    ordered = sorted(found, key=lambda a: (span_of(a).start, span_of(a).end))
    starts = [span_of(a).start for a in ordered]

    def inside(sentence: Span) -> tuple[A, ...]:
        return tuple(ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])

    return inside


def _speaks(attribution: Attribution, document: Document) -> bool:
    """Whether somebody gives information. Whoever only plans or wants a thing is its actor and no source of it."""
    modality = load_claim_tables(document.language).modality
    stances = {
        match.payload
        for cue in attribution.cue
        for match in modality.find_longest(
            tokenize(document.text, _with_next_word(cue, document.text), document.language)
        )
    }
    if stances & {Modality.PLANS, Modality.INTENDS}:
        return _is_quoted(attribution, document) or _is_clause(attribution, document)
    return bool(attribution.source) or not stances


def _is_quoted(attribution: Attribution, document: Document) -> bool:
    """Whether the words themselves are given: whoever promises in so many words speaks."""
    return any(content.of(document.text)[:1] in OPENING_QUOTES for content in attribution.content)


def _is_clause(attribution: Attribution, document: Document) -> bool:
    """Whether what is said is a clause with "that", or one right behind the one told: whoever "assured the council
    that" speaks, and so does whoever "assured him the yard would stay"."""
    words = load_claim_tables(document.language).words
    openings = [content.of(document.text).split(maxsplit=1)[0].lower() for content in attribution.content]
    if not attribution.source or any(opening in words["that"] for opening in openings):
        return bool(attribution.source)
    verbs = load_attribution_table(document.language).verbs["tell"]
    tells = any(t.lemmas & verbs for cue in attribution.cue for t in tokenize(document.text, cue, document.language))
    return tells and not any(opening in words["infinitive"] | words["of_or_that"] for opening in openings)


def _with_next_word(cue: Span, text: str) -> Span:
    """A cue with the "to" behind it: whoever "agreed to build" acts, whoever "agreed that" speaks."""
    end = min(len(text), cue.end + _NEXT_WORD)
    return Span(cue.start, end)


def _touching(annotations: Annotations, document: Document) -> list[tuple[Attribution, ...]]:
    """Per sentence, the attributions that touch it; a content may run over several sentences."""
    starts = [sentence.start for sentence in annotations.sentences]
    touching: list[dict[int, Attribution]] = [{} for _ in starts]
    for number, attribution in enumerate(annotations.attributions):
        if not _speaks(attribution, document):
            continue
        for part in (*attribution.source, *attribution.cue, *attribution.content):
            first = max(0, bisect_right(starts, part.start) - 1)
            last = bisect_left(starts, part.end)
            for index in range(first, last):
                if annotations.sentences[index].overlaps(part):
                    touching[index][number] = attribution
    return [tuple(by_number[n] for n in sorted(by_number)) for by_number in touching]
