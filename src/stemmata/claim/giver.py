"""Whom each attribution's words stand for: a source by name, or the one that "he", "the newspaper" or "officials" mean.

An attribution gives its sources nearest first: the outlet that a source told, then the source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from stemmata.annotate.subject import find_subject
from stemmata.annotate.token import tokenize
from stemmata.claim.anonymity import read_anonymity
from stemmata.claim.channel import split_channel, split_possessive
from stemmata.claim.context import SentenceContext
from stemmata.claim.continuation import find_teller
from stemmata.claim.head import find_head
from stemmata.claim.judged import judged_source, reporting_source
from stemmata.claim.listener import find_listener
from stemmata.claim.outlet import outlet_source
from stemmata.claim.source import is_same_source, read_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.wording import phrase_up_to, whole_phrase
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_LONGEST_LOOK_BACK = 2  # sentences in which a name is looked for that "the newspaper" may stand for


class GiverReader:
    """Reads the givers of one document's attributions. Its contexts must be given in text order."""

    def __init__(self, contexts: Sequence[SentenceContext], pack: Pack, own: Collection[str]) -> None:
        """`own` are the case-folded names of the document's own outlet."""
        self._contexts = contexts
        self._pack = pack
        self._own = own
        self._resolved: dict[Attribution, tuple[Source, ...]] = {}
        self._mentioned: list[Source] = []
        self._full_names: dict[str, dict[str, Source]] = {}  # outlets of several words, by their last and by name
        self._resolve_all()

    def sources_of(self, attribution: Attribution) -> tuple[Source, ...]:
        """The sources of one attribution, pronouns resolved, nearest first."""
        return self._resolved.get(attribution, ())

    def is_own(self, source: Source) -> bool:
        """Whether a source is the document's own outlet."""
        return source.name is not None and source.name.casefold() in self._own

    def read(self, context: SentenceContext, span: Span) -> Source | None:
        """The source that some words of a sentence name, where no attribution holds them."""
        return self._resolve(context, span, None, None)

    def _resolve_all(self) -> None:
        last_speaker: Source | None = None
        for context in self._contexts:
            for entity in context.entities:
                if entity.entity in self._pack.outlets:
                    self._mention(outlet_source(entity, entity.text, self._pack))
            for attribution in context.attributions:
                if attribution in self._resolved or not _is_in(context, attribution):
                    continue
                sources = self._read_attribution(context, attribution, last_speaker)
                self._resolved[attribution] = tuple(sources)
                for source in sources:
                    if source.kind in REPORTS:
                        self._mention(source)
                    elif source.kind is not SourceKind.UNKNOWN:
                        last_speaker = source

    def _read_attribution(
        self, context: SentenceContext, attribution: Attribution, speaker: Source | None
    ) -> list[Source]:
        if _is_heading(context, attribution):
            return self._read_heading(context, attribution)
        sources: list[Source] = []
        is_judged = attribution.kind is not None
        for span in attribution.source:
            for read in self._read_span(context, span, attribution.kind, speaker):
                sources.append(
                    read if is_judged else reporting_source(read, _cue_lemmas(context, attribution), context)
                )
        for cue in attribution.cue if any(s.kind in REPORTS for s in sources) else ():
            teller = find_teller(context, cue, self.read)
            if teller is not None and not any(is_same_source(teller, source) for source in sources):
                sources.append(teller)
        listener = find_listener(context, attribution, self._pack, self.read)
        if listener is not None and not any(is_same_source(listener, s) for s in sources):
            sources.insert(0, listener)
        return sources

    def _read_heading(self, context: SentenceContext, attribution: Attribution) -> list[Source]:
        """Whoever a heading names beside its mark, known by the words alone."""
        sources = [s for span in attribution.source for s in self._read_span(context, span, None, None)]
        return [
            replace(s, kind=SourceKind.NAMED, name=s.descriptor)
            if s.kind is SourceKind.UNKNOWN and s.descriptor and s.descriptor[0].isupper()
            else s
            for s in sources
        ]

    def _read_span(
        self, context: SentenceContext, span: Span, kind: SourceKind | None, speaker: Source | None
    ) -> list[Source]:
        """The source at `span`; before it the outlet that its own words name: "documents seen by the Journal"."""
        if not span.overlaps(context.span):
            return []
        span = whole_phrase(context, span)
        channel = split_channel(context, span, self._pack)
        if channel is None:
            parts: tuple[Span, ...] = (span,)
            owned = split_possessive(context, span)
            if owned is not None:
                owner = self._resolve(context, owned[0], None, None)
                parts = owned if owner is not None and owner.kind in REPORTS and owner.name else (span,)
            found = (self._resolve(context, p, kind if p == parts[-1] else None, speaker) for p in parts)
            return [source for source in found if source is not None]
        source = self._resolve(context, channel.inner, kind, speaker)
        if source is not None and source.kind is SourceKind.UNKNOWN:
            source = replace(source, kind=SourceKind.DOCUMENT, name=None)
        giver = self.read(context, channel.giver) if channel.giver is not None else None
        ordered = (source, giver) if channel.giver_is_behind else (giver, source)
        givers = [g for g in ordered if g is not None]
        return givers if channel.outlet is None else [channel.outlet, *givers]

    def _resolve(
        self, context: SentenceContext, span: Span, kind: SourceKind | None, speaker: Source | None
    ) -> Source | None:
        """The source at `span`; a pronoun, "the newspaper" or "the report" is the one that it stands for."""
        tables = load_claim_tables(context.document.language)
        if not span.overlaps(context.span):
            return None
        source = judged_source(read_source(context, span, self._pack), kind, context)
        if source.kind is SourceKind.ANONYMOUS and source.descriptor:
            anonymity = read_anonymity(source.descriptor, self._pack, context.document.language)
            source = replace(source, anonymity=anonymity)
        if source.kind is SourceKind.OUTLET and source.entity is None and source.name is not None:
            return self._in_full(source)
        if source.kind in {SourceKind.OUTLET, SourceKind.DOCUMENT} and source.name is None:
            return self._stood_for(context, source, span, tables)
        if source.kind is SourceKind.UNKNOWN:
            tokens = tokenize(context.text, span, context.document.language)
            head = find_head(tokens, tables, context.document.language)
            if tokens and tokens[0].lower in tables.words["relative_pronouns"]:
                antecedent = phrase_up_to(context, span)
                return source if antecedent is None else self._resolve(context, antecedent, None, speaker)
            if head is not None and head.lower in tables.words["pronouns"]:
                candidates = self._people_before(context, span, head.lower, speaker, tables)
                return next((c for c in candidates if _agrees(head.lower, c, tables)), source)
        return source

    def _in_full(self, source: Source) -> Source:
        """The outlet whose name the text gave in full before: "the Post" is the Kyiv Post."""
        word = (source.name or "").split()
        if len(word) != 1:
            return source
        full = self._full_names.get(word[0], {})
        if len(full) != 1:
            return source
        known = next(iter(full.values()))
        return replace(source, kind=known.kind, name=known.name, entity=known.entity)

    def _mention(self, outlet: Source) -> None:
        self._mentioned.append(outlet)
        words = (outlet.name or "").split()
        if len(words) > 1:
            self._full_names.setdefault(words[-1], {}).setdefault(outlet.name or "", outlet)

    def _stood_for(self, context: SentenceContext, source: Source, span: Span, tables: ClaimTables) -> Source:
        """The outlet that "the newspaper" or "the report" means, if the text named one before."""
        if not _points_at_known(context, span, tables):
            return source
        head = find_head(tokenize(context.text, span, context.document.language), tables, context.document.language)
        if source.kind is SourceKind.DOCUMENT and (head is None or not tables.has("own_pieces", head.lemmas)):
            return source
        outlet = self._outlet_before(span)
        if outlet is None and source.kind is SourceKind.OUTLET:
            outlet = self._name_before(context, span)
        return source if outlet is None else Source(outlet.kind, outlet.name, source.descriptor, span, outlet.entity)

    def _outlet_before(self, span: Span) -> Source | None:
        """The outlet that the text named last before `span`, its own aside."""
        before = [
            s
            for s in self._mentioned
            if s.span is not None and s.span.end <= span.start and not self.is_own(s) and s.name
        ]
        return max(before, key=lambda s: s.span.start if s.span else 0) if before else None

    def _name_before(self, context: SentenceContext, span: Span) -> Source | None:
        """The name that the sentences right before are about, which nothing says to be a person or another body: what
        else can "the newspaper" mean where no outlet was named?"""
        for index in range(context.index, max(-1, context.index - _LONGEST_LOOK_BACK - 1), -1):
            said = [s for a in self._contexts[index].attributions for s in self.sources_of(a)]
            speaker = next((s for s in said if _is_bare_name(self._contexts[index], s) and _is_before(s, span)), None)
            if speaker is not None:
                return replace(speaker, kind=SourceKind.OUTLET)
            other = self._contexts[index]
            subject = find_subject(context.text, other.span, context.document.language)
            if subject is None or subject.end > span.start or not subject.of(context.text)[:1].isupper():
                continue
            source = read_source(other, subject, self._pack)
            if _is_bare_name(other, source):
                return replace(source, kind=SourceKind.OUTLET)
        return None

    def _people_before(
        self, context: SentenceContext, span: Span, pronoun: str, speaker: Source | None, tables: ClaimTables
    ) -> Iterator[Source]:
        """Whom a pronoun may mean, the likeliest first."""
        if pronoun in tables.words["personal_pronouns"]:
            person = self._person_before(context, span)
            subject = self._subject_before(context)
            before = self._contexts[context.index - 1].span if context.index else context.span
            has_spoken = speaker is not None and speaker.span is not None and speaker.span.end > before.start
            for nearer in (person, subject if subject is not None and _is_person_name(subject) else None):
                if nearer is not None and not has_spoken:
                    yield nearer
        for candidate in (speaker, self._subject_before(context), self._own_subject(context, span)):
            if candidate is not None:
                yield candidate

    def _person_before(self, context: SentenceContext, span: Span) -> Source | None:
        """The only person whom the sentence before names, where that sentence names one and no other."""
        if context.index == 0:
            return None
        people = {p.name: p for p in self._contexts[context.index - 1].people}
        if len(people) != 1:
            return None
        person = next(iter(people.values()))
        return Source(SourceKind.NAMED, person.name, person.name, person.span)

    def _subject_before(self, context: SentenceContext) -> Source | None:
        """Whoever the sentence before is about, if its subject names people or a body."""
        if context.index == 0:
            return None
        before = self._contexts[context.index - 1]
        subject = find_subject(context.text, before.span, context.document.language)
        if subject is None:
            return None
        source = read_source(before, subject, self._pack)
        return source if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS, *REPORTS} else None

    def _own_subject(self, context: SentenceContext, pronoun: Span) -> Source | None:
        """Whoever the sentence itself is about, before a pronoun in it: "The agency has been told, it said"."""
        subject = find_subject(context.text, context.span, context.document.language)
        if subject is None or subject.end > pronoun.start:
            return None
        source = read_source(context, subject, self._pack)
        return source if source.kind is SourceKind.NAMED else None


def _is_heading(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether a mark is all that says who speaks: "X: …", "… – X"."""
    return any(not any(c.isalnum() for c in cue.of(context.text)) for cue in attribution.cue)


def _is_in(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether source and cue, where it has any, stand in the sentence, so that it is read there."""
    parts = (*attribution.source, *attribution.cue)
    return not parts or any(part.overlaps(context.span) for part in parts)


def _is_bare_name(context: SentenceContext, source: Source) -> bool:
    """Whether a source is a name and nothing else, and no person's or known body's."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None or source.name is None:
        return False
    if any(person.span.overlaps(source.span) for person in context.people):
        return False
    words = source.name.split()
    return all(word[:1].isupper() for word in words) and not any("'" in w or "’" in w for w in words[:-1])


def _is_person_name(source: Source) -> bool:
    """Whether a source's words are a first and a last name, or more, and nothing that the pack knows."""
    words = (source.descriptor or "").split()
    is_bare = source.kind is SourceKind.NAMED and source.entity is None and all(w[:1].isupper() for w in words)
    return is_bare and len(words) > 1


def _is_before(source: Source, span: Span) -> bool:
    return source.span is not None and source.span.end <= span.start


def _cue_lemmas(context: SentenceContext, attribution: Attribution) -> frozenset[str]:
    inside = (t for t in context.tokens if any(part.contains(t.span) for part in attribution.cue))
    return frozenset(lemma for token in inside for lemma in token.lemmas)


def _points_at_known(context: SentenceContext, span: Span, tables: ClaimTables) -> bool:
    """ "the report", "the paper's sources": something named before, not something new."""
    first = span.of(context.text).split(maxsplit=1)[0].lower()
    return first in tables.words["definite"]


def _agrees(pronoun: str, speaker: Source, tables: ClaimTables) -> bool:
    if pronoun in tables.words["personal_pronouns"]:
        return speaker.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS}
    if pronoun in tables.words["plural_pronouns"]:
        return speaker.kind is SourceKind.ANONYMOUS
    return speaker.kind in {SourceKind.NAMED, SourceKind.DOCUMENT}
