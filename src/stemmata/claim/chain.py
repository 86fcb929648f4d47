"""Chains: from the nearest source that a document cites to the furthest, as the text words them.

"The Kyiv outlet reports with reference to the Journal, citing officials" gives outlet ← Journal ← officials.
An article that credits a report as a whole ("the Journal writes about it") carries that credit to what its
anonymous sources say further down; a named body that speaks for itself does not inherit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.dateline import dateline_credit
from stemmata.annotate.subject import find_subject
from stemmata.annotate.token import Token, tokenize
from stemmata.claim.anonymity import read_anonymity
from stemmata.claim.context import SentenceContext
from stemmata.claim.continuation import find_giver_behind, find_interviewer, find_teller
from stemmata.claim.source import find_head, judged_source, outlet_at, outlet_source, read_source, reporting_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

_LEAD = 5  # sentences in which an article names the report that it relays
_REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_INTRODUCTION = 5  # tokens before a source that may say that it is cited
_TOLD_REACH = 4  # tokens behind source and cue
_LONGEST = 6  # levels; more are a misreading


@dataclass(frozen=True, slots=True)
class Chain:
    """Sources from the nearest to the furthest. `carried` says that the nearest comes from another sentence."""

    sources: tuple[Source, ...]
    carried: bool = False


@dataclass(frozen=True, slots=True)
class _Relay:
    """The report that the article relays, from sentence `since` on. `whole` is true where the credit is for the
    article and not for one sentence."""

    source: Source
    since: int
    whole: bool


class ChainReader:
    """Reads the chains of one document. Its contexts must be given in text order."""

    def __init__(self, contexts: Sequence[SentenceContext], pack: Pack, own_names: Sequence[str] = ()) -> None:
        """`own_names` are the document's own outlet's names: "X has learned" on X's page is own reporting."""
        self._contexts = contexts
        self._pack = pack
        self._own = frozenset(name.casefold() for name in own_names)
        self._resolved: dict[Attribution, tuple[Source, ...]] = {}
        self._mentioned: list[Source] = []
        self._resolve_all()
        self._relay = self._find_relay()
        self._credit = self._find_credit()

    def sources_of(self, attribution: Attribution) -> tuple[Source, ...]:
        """The sources of one attribution, pronouns resolved, nearest first."""
        return self._resolved.get(attribution, ())

    def read(self, context: SentenceContext, span: Span) -> Chain:
        """The chain of what stands at `span`."""
        tables = load_claim_tables(context.document.language)
        sources = _without_repeats(self._in_order(context, context.covering(span)))[:_LONGEST]
        sources = self._with_neighbours(context, sources)
        credit = self._credit
        if credit is not None and not any(s.kind in _REPORTS for s in sources):
            return Chain((credit, *sources), carried=True)
        carried = self._carried(context, sources, tables)
        if carried is not None:
            return Chain((carried, *sources), carried=True)
        return Chain(tuple(sources))

    def _with_neighbours(self, context: SentenceContext, sources: list[Source]) -> list[Source]:
        """With what the sentences right before and behind tell of where it is from."""

        def read(other: SentenceContext, span: Span) -> Source | None:
            return self._resolve(other, span, None, None)

        if sources and context.index + 1 < len(self._contexts) and len(sources) < _LONGEST:
            giver = find_giver_behind(self._contexts[context.index + 1], sources, read)
            if giver is not None and not any(_is_same(giver, other) for other in sources):
                sources = [*sources, giver]
        if sources and context.index and not any(s.kind in _REPORTS for s in sources):
            outlet = find_interviewer(self._contexts[context.index - 1], sources[0], self._pack, read)
            if outlet is not None:
                sources = [outlet, *sources]
        return sources

    def _in_order(self, context: SentenceContext, attributions: Sequence[Attribution]) -> list[Source]:
        """The givers of some attributions, nearest first: reports before those whom they quote.

        Whoever is named behind "citing" stands behind the report that cites; another report beside a speaker ("she told
        A, B wrote") is the nearer the later it comes.
        """
        tables = load_claim_tables(context.document.language)
        reports: list[Source] = []
        beside: list[Source] = []
        others: list[Source] = []
        for attribution in sorted(attributions, key=lambda a: (a.cited, min(p.start for p in (*a.source, *a.cue)))):
            for source in self.sources_of(attribution):
                if self._is_own(source) or _is_audience(context, source, attribution, tables):
                    continue
                is_main = not attribution.cited and any(
                    source.span is None or part.overlaps(source.span) for part in attribution.source
                )
                (others if source.kind not in _REPORTS else reports if is_main else beside).append(source)
        has_main = bool(reports)
        for source in beside:
            is_behind = not _speaks_itself(context, source, tables) if has_main else _is_cited(context, source, tables)
            reports.insert(len(reports) if is_behind else 0, source)
        return [*reports, *others]

    def _is_own(self, source: Source) -> bool:
        return source.name is not None and source.name.casefold() in self._own

    def _carried(self, context: SentenceContext, sources: Sequence[Source], tables: ClaimTables) -> Source | None:
        relay = self._relay
        if relay is None or context.index < relay.since or _is_background(context, tables):
            return None
        if any(s.kind in _REPORTS or s.kind is SourceKind.DOCUMENT for s in sources):
            return None
        if any(s.kind is SourceKind.NAMED for s in sources):
            return None
        if not sources and not relay.whole:
            return relay.source if context.index - relay.since <= _LEAD else None
        return relay.source

    def _find_credit(self) -> Source | None:
        """The agency of the dateline, unless the document is its own."""
        if not self._contexts:
            return None
        first = self._contexts[0]
        span = dateline_credit(first.text)
        if span is None:
            return None
        known = (e for c in self._contexts[:2] for e in c.entities if e.entity in self._pack.outlets)
        entity = next((e for e in known if e.span.overlaps(span)), None)
        name = span.of(first.text)
        credit = outlet_source(entity, name, self._pack) if entity else Source(SourceKind.AGENCY, name, name, span)
        return None if self._is_own(credit) else credit

    def _find_relay(self) -> _Relay | None:
        """The first report that the lead, or a credit to the whole article, names."""
        for context in self._contexts:
            tables = load_claim_tables(context.document.language)
            for attribution in context.attributions:
                for source in self.sources_of(attribution):
                    if source.kind not in _REPORTS or source.name is None or self._is_own(source):
                        continue
                    if not any(part.overlaps(context.span) for part in attribution.cue or attribution.source):
                        continue
                    whole = _points_back(context, attribution, tables) or context.index == 0
                    if context.index < _LEAD or (whole and context.index >= len(self._contexts) - 2):
                        since = 0 if whole else context.index
                        return _Relay(source, since, whole)
        return None

    def _resolve_all(self) -> None:
        last_speaker: Source | None = None
        for context in self._contexts:
            self._mentioned.extend(
                outlet_source(entity, entity.text, self._pack)
                for entity in context.entities
                if entity.entity in self._pack.outlets
            )
            for attribution in context.attributions:
                if attribution in self._resolved:
                    continue
                sources: list[Source] = []
                for span in attribution.source:
                    for read in self._read_span(context, span, attribution.kind, last_speaker):
                        source = read
                        if attribution.kind is None:
                            source = reporting_source(read, _cue_lemmas(context, attribution), context)
                        sources.append(source)
                        if source.kind in _REPORTS:
                            self._mentioned.append(source)
                        elif source.kind is not SourceKind.UNKNOWN:
                            last_speaker = source
                for cue in attribution.cue if any(s.kind in _REPORTS for s in sources) else ():
                    teller = find_teller(context, cue, lambda c, span: self._resolve(c, span, None, None))
                    if teller is not None and not any(_is_same(teller, source) for source in sources):
                        sources.append(teller)
                told = self._told(context, attribution)
                if told is not None and all(told.name != s.name for s in sources):
                    sources.insert(0, told)
                self._resolved[attribution] = tuple(sources)

    def _read_span(
        self, context: SentenceContext, span: Span, kind: SourceKind | None, speaker: Source | None
    ) -> list[Source]:
        """The source at `span`; before it the outlet that its own words name: "documents seen by the Journal"."""
        tables = load_claim_tables(context.document.language)
        if not span.overlaps(context.span):
            return []
        first, last = context.token_range(span)
        for match in tables.passed_on.find_all(context.tokens[first:last]):
            outlet = outlet_at(context, first + match.last, self._pack)
            if outlet is None or match.first == 0:
                continue
            inner = Span(span.start, context.tokens[first + match.first - 1].span.end)
            source = self._resolve(context, inner, kind, speaker)
            return [outlet] if source is None else [outlet, source]
        source = self._resolve(context, span, kind, speaker)
        return [] if source is None else [source]

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
        if source.kind in {SourceKind.OUTLET, SourceKind.DOCUMENT} and source.name is None:
            outlet = self._outlet_before(span)
            if outlet is not None and _points_at_known(context, span, tables):
                return Source(outlet.kind, outlet.name, source.descriptor, span, outlet.entity)
            return source
        if source.kind is SourceKind.UNKNOWN:
            tokens = tokenize(context.text, span, context.document.language)
            head = find_head(tokens, tables)
            if head is not None and head.lower in tables.words["pronouns"]:
                for candidate in (speaker, self._subject_before(context), self._own_subject(context, span)):
                    if candidate is not None and _agrees(head.lower, candidate, tables):
                        return candidate
        return source

    def _subject_before(self, context: SentenceContext) -> Source | None:
        """Whoever the sentence before is about, if its subject names people or a body."""
        if context.index == 0:
            return None
        before = self._contexts[context.index - 1]
        subject = find_subject(context.text, before.span, context.document.language)
        if subject is None:
            return None
        source = read_source(before, subject, self._pack)
        return source if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS, *_REPORTS} else None

    def _own_subject(self, context: SentenceContext, pronoun: Span) -> Source | None:
        """Whoever the sentence itself is about, before a pronoun in it: "The agency has been told, it said"."""
        subject = find_subject(context.text, context.span, context.document.language)
        if subject is None or subject.end > pronoun.start:
            return None
        source = read_source(context, subject, self._pack)
        return source if source.kind is SourceKind.NAMED else None

    def _outlet_before(self, span: Span) -> Source | None:
        """The outlet that the text named last before `span`, its own aside."""
        before = [
            s
            for s in self._mentioned
            if s.span is not None and s.span.end <= span.start and not self._is_own(s) and s.name
        ]
        return max(before, key=lambda s: s.span.start if s.span else 0) if before else None

    def _told(self, context: SentenceContext, attribution: Attribution) -> Source | None:
        """The outlet that a source told: "officials told the Journal", "in an interview with X, she said"."""
        tables = load_claim_tables(context.document.language)
        if not attribution.cue:
            return None
        parts = [p for p in (*attribution.source, *attribution.cue) if p.overlaps(context.span)]
        if not parts:
            return None
        first, last = context.token_range(Span.hull(parts))
        for match in tables.told.find_all(context.tokens):
            is_near = first <= match.first <= last + _TOLD_REACH or match.first == 0 or match.first == 1
            at = context.tokens[match.first].span
            if is_near and not any(content.overlaps(at) for content in attribution.content):
                outlet = outlet_at(context, match.last, self._pack)
                if outlet is not None:
                    return outlet
        return None


def _cue_lemmas(context: SentenceContext, attribution: Attribution) -> frozenset[str]:
    inside = (t for t in context.tokens if any(part.contains(t.span) for part in attribution.cue))
    return frozenset(lemma for token in inside for lemma in token.lemmas)


def _tokens_before(context: SentenceContext, source: Source) -> Sequence[Token]:
    """The few tokens before a source in its sentence."""
    if source.span is None or not source.span.overlaps(context.span):
        return ()
    first, _ = context.token_range(source.span)
    return context.tokens[max(0, first - _INTRODUCTION) : first]


def _is_cited(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """Whether words such as "citing" or "with reference to" stand before a source."""
    return any(True for _ in tables.cites.find_all(_tokens_before(context, source)))


def _speaks_itself(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """Whether a report beside another passes that one on: ", X wrote", "according to X"."""
    if source.span is None or not source.span.overlaps(context.span) or _is_cited(context, source, tables):
        return False
    before = _tokens_before(context, source)[-2:]
    if any(token.lower in tables.words["carriers"] for token in before):
        return True
    _, last = context.token_range(source.span)
    verbs = load_attribution_table(context.document.language).verbs
    behind = [token for token in context.tokens[last : last + 3] if token.is_word][:2]
    return any(token.lemmas & (verbs["reporting"] | verbs["say"]) for token in behind)


def _is_audience(context: SentenceContext, source: Source, attribution: Attribution, tables: ClaimTables) -> bool:
    """Whether a further giver only hears it or carries it ("told journalists", "on Telegram"), or belongs to the words
    for a document ("a report by the institute")."""
    words = " ".join((source.descriptor or "").lower().split())
    if words in tables.words["platforms"] or not any(c.isalnum() for c in words) or words in tables.words["definite"]:
        return True
    if not attribution.cited or source.span is None:
        return False
    before = _tokens_before(context, source)
    if source.kind in _REPORTS or not before:
        return False
    is_told = any(True for _ in tables.told.find_all(before[-3:]))
    return is_told or (before[-1].lower in tables.words["makers"] and not _is_cited(context, source, tables))


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


def _without_repeats(sources: Sequence[Source]) -> list[Source]:
    kept: list[Source] = []
    for source in sources:
        if not any(_is_same(source, other) for other in kept):
            kept.append(source)
    return kept


def _is_same(one: Source, other: Source) -> bool:
    if one.entity is not None and one.entity == other.entity:
        return True
    if one.span is not None and other.span is not None and one.span.overlaps(other.span):
        return True
    return (one.name, one.descriptor) == (other.name, other.descriptor)


def _is_background(context: SentenceContext, tables: ClaimTables) -> bool:
    return any(match.first == 0 for match in tables.background.find_all(context.tokens[:6]))


def _points_back(context: SentenceContext, attribution: Attribution, tables: ClaimTables) -> bool:
    """Whether the content is empty or only points at the article as a whole ("writes about it")."""
    if not attribution.content:
        return True
    words = " ".join(span.of(context.text) for span in attribution.content).strip(" .,:;").lower()
    return words in tables.anaphoric
