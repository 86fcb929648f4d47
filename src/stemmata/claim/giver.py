"""Whom each attribution's words stand for: a source by name, or the one that "he", "the newspaper" or "officials" mean.

An attribution gives its sources nearest first: the outlet that a source told, then the source.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.token import tokenize
from stemmata.claim.anonymity import read_anonymity
from stemmata.claim.antecedent import Antecedents, agrees
from stemmata.claim.channel import split_channel, split_informed, split_possessive, split_told
from stemmata.claim.context import SentenceContext
from stemmata.claim.continuation import find_interviewed, find_teller
from stemmata.claim.head import find_head
from stemmata.claim.judged import heading_outlet, judged_source, reporting_source
from stemmata.claim.listener import find_listener
from stemmata.claim.outlet import find_outlets, outlet_source
from stemmata.claim.source import is_platform, is_same_source, read_source
from stemmata.claim.table import load_claim_tables
from stemmata.claim.wording import paper_before, phrase_up_to, whole_phrase
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

_COLON = ":"
_LONGEST_SHOUT = 5  # tokens before the colon of a transcript or a dateline
_SPEAKERS = 3  # that are remembered, for pronouns
REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


class GiverReader:
    """Reads the givers of one document's attributions. Its contexts must be given in text order."""

    def __init__(self, contexts: Sequence[SentenceContext], pack: Pack, own: Collection[str]) -> None:
        """`own` are the case-folded names of the document's own outlet, its host among them."""
        self._contexts = contexts
        self._pack = pack
        self._own = frozenset(_bare(name) for name in own)
        self._own_rows = find_outlets(own, pack)
        self._resolved: dict[Attribution, tuple[Source, ...]] = {}
        self._antecedents = Antecedents(contexts, pack, self.sources_of, self.is_own)
        self._resolve_all()

    def sources_of(self, attribution: Attribution) -> tuple[Source, ...]:
        """The sources of one attribution, pronouns resolved, nearest first."""
        return self._resolved.get(attribution, ())

    def is_own(self, source: Source) -> bool:
        """Whether a source is the document's own outlet."""
        is_row = source.entity is not None and source.entity in self._own_rows
        return is_row or (source.name is not None and _bare(source.name) in self._own)

    def read(self, context: SentenceContext, span: Span) -> Source | None:
        """The source that some words of a sentence name, where no attribution holds them."""
        return self._resolve(context, span, None, ())

    @cached_property
    def _shouted(self) -> list[SentenceContext]:
        """The first two sentences that open with words in capitals before a colon: one alone is no transcript."""
        return list(islice((context for context in self._contexts if _is_shouted(context)), 2))

    def _resolve_all(self) -> None:
        speakers: list[Source] = []
        for context in self._contexts:
            for entity in context.entities:
                if entity.entity in self._pack.outlets:
                    self._antecedents.mention(outlet_source(entity, entity.text, self._pack))
            for attribution in context.attributions:
                if attribution in self._resolved or not _is_in(context, attribution):
                    continue
                sources = self._read_attribution(context, attribution, speakers[-_SPEAKERS:])
                self._resolved[attribution] = tuple(sources)
                for source in sources:
                    if source.kind in REPORTS:
                        self._antecedents.mention(source)
                    elif source.kind is not SourceKind.UNKNOWN:
                        speakers.append(source)

    def _read_attribution(
        self, context: SentenceContext, attribution: Attribution, speakers: Sequence[Source]
    ) -> list[Source]:
        if self._is_dateline(context, attribution):
            return []
        if _is_heading(context, attribution):
            return self._read_heading(context, attribution)
        sources: list[Source] = []
        if _is_impersonal(context, attribution) or _shows_thing(context, attribution):
            return []
        is_judged = attribution.kind is not None
        for span in attribution.source:
            for read in self._read_span(context, span, attribution.kind, speakers):
                sources.append(reporting_source(read, _cue_lemmas(context, attribution), context, is_judged))
        for cue in attribution.cue if any(s.kind in REPORTS for s in sources) else ():
            teller = find_teller(context, cue, self.read)
            if teller is not None and not any(is_same_source(teller, source) for source in sources):
                sources.append(teller)
        listener = find_listener(context, attribution, self._pack, self.read)
        if listener is not None and not any(is_same_source(listener, s) for s in sources):
            sources = [listener, *(_as_author(s, listener, attribution) for s in sources)]
        return sources

    def _read_heading(self, context: SentenceContext, attribution: Attribution) -> list[Source]:
        """Whoever a heading names beside its mark, known by the words alone."""
        words = load_claim_tables(context.document.language).words
        named = [span for span in attribution.source if not _is_label(span.of(context.text), words)]
        sources = [s for span in named for s in self._read_heading_span(context, span)]
        sources = [heading_outlet(s, context) for s in sources]
        return [
            replace(s, kind=SourceKind.NAMED, name=s.descriptor)
            if s.kind is SourceKind.UNKNOWN and s.descriptor and s.descriptor[0].isupper()
            else s
            for s in sources
        ]

    def _is_dateline(self, context: SentenceContext, attribution: Attribution) -> bool:
        """ "NEW DELHI: The navy has …": a place before a colon and a whole sentence says where it was written, not who
        says it; in capitals, so does any name that is no known body's where somebody else speaks in that sentence, but
        for a transcript, in which such names come again and again."""
        span = next((s for s in attribution.source if _opens_with_colon(context, s)), None)
        if span is None or not context.span.of(context.text).rstrip().endswith("."):
            return False
        known = [e for e in context.entities if e.span.overlaps(span) and e.entity is not None]
        if any(e.entity in self._pack.places or e.type == "location" for e in known):
            return True
        actors = [self._pack.actors.get(e.entity or "") for e in known]
        if not span.of(context.text).isupper() or any(a is None or a.kind == "body" for a in actors):
            return False
        others = [a for a in context.attributions if a.cue and a.source and not a.source[0].overlaps(span)]
        is_only = all(c is context for c in self._shouted)
        return is_only and bool(others)

    def _read_heading_span(self, context: SentenceContext, span: Span) -> list[Source]:
        """ "a former admiral to Le Soir": the outlet and who speaks to it; any other words as they are."""
        told = split_told(context, span, self._pack)
        if told is None:
            return self._read_span(context, span, None, ())
        return [told[0], *self._read_span(context, told[1], None, ())]

    def _read_span(
        self, context: SentenceContext, span: Span, kind: SourceKind | None, speakers: Sequence[Source]
    ) -> list[Source]:
        """The source at `span`; before it the outlet that its own words name: "documents seen by the Journal"."""
        if not span.overlaps(context.span):
            return []
        span = whole_phrase(context, span)
        channel = split_channel(context, span, self._pack)
        if channel is None:
            parts: tuple[Span, ...] = (span,)
            informed = split_informed(context, span)
            if informed is not None:
                teller = self._resolve(context, informed[0], kind, speakers)
                behind = self.read(context, informed[1])
                return [s for s in (teller, behind) if s is not None and s.kind is not SourceKind.UNKNOWN]
            owned = split_possessive(context, span)
            if owned is not None:
                owner = self._resolve(context, owned[0], None, ())
                parts = owned if owner is not None and owner.kind in REPORTS and owner.name else (span,)
            found = (self._resolve(context, p, kind if p == parts[-1] else None, speakers) for p in parts)
            sources = [source for source in found if source is not None and not is_platform(source, context)]
            return [self._whose_words(context, source) for source in sources]
        source = self._resolve(context, channel.inner, kind, speakers)
        if source is not None and _is_a_thing(source):
            source = replace(source, kind=SourceKind.DOCUMENT, name=None)
        giver = self.read(context, channel.giver) if channel.giver is not None else None
        ordered = (source, giver) if channel.giver_is_behind else (giver, source)
        givers = [g for g in ordered if g is not None]
        return [s for s in (channel.publisher, channel.outlet) if s is not None] + givers

    def _whose_words(self, context: SentenceContext, source: Source) -> Source:
        """ "interviews with two aides": the aides; any other source as it is."""
        people = find_interviewed(context, source.span) if source.span is not None else None
        found = self.read(context, people) if people is not None and source.kind is SourceKind.DOCUMENT else None
        is_giver = found is not None and found.kind in {SourceKind.ANONYMOUS, SourceKind.NAMED}
        return replace(found, span=source.span) if found is not None and is_giver else source

    def _may_mean(self, pronoun: str, source: Source, context: SentenceContext) -> bool:
        """Whether a pronoun may stand for a source: "it" for no person."""
        language = context.document.language
        tables = load_claim_tables(language)
        is_thing = pronoun in tables.words["empty_pronouns"]
        return agrees(pronoun, source, tables, language) and not (is_thing and self._antecedents.is_person(source))

    def _resolve(
        self, context: SentenceContext, span: Span, kind: SourceKind | None, speakers: Sequence[Source]
    ) -> Source | None:
        """The source at `span`; a pronoun, "the newspaper" or "the report" is the one that it stands for."""
        tables = load_claim_tables(context.document.language)
        if not span.overlaps(context.span):
            return None
        read = read_source(context, span, self._pack)
        source = judged_source(read, kind, context)
        if source.kind in REPORTS and read.kind is SourceKind.NAMED and self._antecedents.is_person(read):
            source = read
        if source.kind is SourceKind.ANONYMOUS and source.descriptor:
            anonymity = read_anonymity(source.descriptor, self._pack, context.document.language)
            source = replace(source, anonymity=anonymity)
        if source.kind is SourceKind.OUTLET and source.entity is None and source.name is not None:
            return self._antecedents.in_full(source)
        if source.kind is SourceKind.DOCUMENT and span.of(context.text).lower() in tables.words["pronouns"]:
            paper = paper_before(context, span)
            if paper is None:
                return None if span.of(context.text).lower() in tables.words["empty_pronouns"] else source
            return replace(source, descriptor=" ".join(paper.of(context.text).split()), span=paper)
        if source.kind in {SourceKind.OUTLET, SourceKind.DOCUMENT} and source.name is None:
            return self._antecedents.stood_for(context, source, span, tables)
        if source.kind in {SourceKind.ANONYMOUS, SourceKind.NAMED}:
            return self._antecedents.called(context, source, span, tables)
        if source.kind is SourceKind.UNKNOWN:
            language = context.document.language
            tokens = tokenize(context.text, span, language)
            head = find_head(tokens, tables, language)
            if tokens and tokens[0].lower in tables.words["relative_pronouns"]:
                antecedent = phrase_up_to(context, span)
                return source if antecedent is None else self._resolve(context, antecedent, None, speakers)
            if head is not None and head.lower in tables.words["pronouns"]:
                candidates = self._antecedents.people_before(context, span, head.lower, speakers, tables)
                is_empty = head.lower in tables.words["empty_pronouns"]
                found = next((c for c in candidates if self._may_mean(head.lower, c, context)), None)
                return None if found is None and is_empty else found or source
        return source


def _is_label(heading: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a heading says what follows and not who gives it: "Photo", "The night's tally"."""
    if heading.lower() in words["part_labels"]:
        return True
    parts = heading.split()
    if not parts or parts[-1].lower() not in words["summary_labels"]:
        return False
    return len(parts) == 1 or (parts[0].lower() in words["definite"] and all(p[:1].islower() for p in parts[1:]))


def _bare(name: str) -> str:
    """A name to compare by: case-folded, without "the"."""
    return name.casefold().removeprefix("the ").strip()


def _is_a_thing(source: Source) -> bool:
    """Whether what an outlet has seen or got is no person and no name: "an internal table"."""
    is_common = source.descriptor is not None and source.descriptor.islower() and source.entity is None
    return source.kind is SourceKind.UNKNOWN or (source.kind is not SourceKind.ANONYMOUS and is_common)


def _is_heading(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether a mark is all that says who speaks: "X: …", "… – X"."""
    return any(not any(c.isalnum() for c in cue.of(context.text)) for cue in attribution.cue)


def _opens_with_colon(context: SentenceContext, span: Span) -> bool:
    """Whether words open their sentence and a colon closes them."""
    opens = span.overlaps(context.span) and not any(t.is_word for t in context.tokens if t.span.end <= span.start)
    return opens and context.text[span.end : span.end + 1] == _COLON


def _is_shouted(context: SentenceContext) -> bool:
    """Whether a sentence opens with words in capitals before a colon."""
    end = next((i for i, t in enumerate(context.tokens[: _LONGEST_SHOUT + 1]) if t.text == _COLON), 0)
    return end > 0 and all(not t.is_word or t.text.isupper() for t in context.tokens[:end])


def _as_author(source: Source, listener: Source, attribution: Attribution) -> Source:
    """ "Jane Doe writes in an article for X": whoever writes for an outlet that is named behind is a person."""
    is_behind = listener.span is not None and all(cue.end <= listener.span.start for cue in attribution.cue)
    is_unknown = source.kind is SourceKind.OUTLET and source.entity is None and source.name is not None
    return replace(source, kind=SourceKind.NAMED) if is_behind and is_unknown else source


def _shows_thing(context: SentenceContext, attribution: Attribution) -> bool:
    """ "The guard showed a missile": an act, where no document shows that something is so."""
    table = load_attribution_table(context.document.language)
    cue = [t for t in context.tokens if any(part.overlaps(t.span) for part in attribution.cue)]
    if (
        not any(token.lemmas & table.verbs["show"] for token in cue)
        or not attribution.source
        or not attribution.content
    ):
        return False
    first = next((t.lower for t in context.tokens if attribution.content[0].overlaps(t.span)), "")
    giver = [t for t in context.tokens if any(part.overlaps(t.span) for part in attribution.source)]
    is_document = any(token.lemmas & table.nouns["documents"] for token in giver)
    return first in table.grammar.singular and not is_document


def _is_impersonal(context: SentenceContext, attribution: Attribution) -> bool:
    """ "It was reported that", "the brigade is believed to have": the subject of such a passive gives nothing."""
    language = context.document.language
    table = load_attribution_table(language)
    cue = [i for i, t in enumerate(context.tokens) if any(part.overlaps(t.span) for part in attribution.cue)]
    if not cue or not attribution.source or context.tokens[cue[0]].lower not in table.grammar.be:
        return False
    empty = load_claim_tables(language).words["empty_pronouns"]
    if all(span.of(context.text).lower() in empty for span in attribution.source):
        return True
    verb, behind = context.tokens[cue[-1]], context.tokens[cue[-1] + 1 : cue[-1] + 2]
    is_infinitive = any(token.lower in table.grammar.infinitive for token in (verb, *behind))
    is_before = all(span.end <= context.tokens[cue[0]].span.start for span in attribution.source)
    known = any(context.tokens[at].lemmas & table.verbs["impersonal"] for at in cue)
    return is_before and is_infinitive and known


def _is_in(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether source and cue, where it has any, stand in the sentence, so that it is read there."""
    parts = (*attribution.source, *attribution.cue)
    return not parts or any(part.overlaps(context.span) for part in parts)


def _cue_lemmas(context: SentenceContext, attribution: Attribution) -> frozenset[str]:
    inside = (t for t in context.tokens if any(part.contains(t.span) for part in attribution.cue))
    return frozenset(lemma for token in inside for lemma in token.lemmas)
