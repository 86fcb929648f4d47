"""The report that an article as a whole relays: named in its dateline, its lead or its last line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.annotate.dateline import dateline_credit
from stemmata.claim.context import SentenceContext
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.outlet import outlet_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_negated
from stemmata.claim.wording import phrase_at, whole_phrase
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

_LONGEST_CREDIT = 8  # tokens: "(MENAFN- Ukrinform)"
LEAD = 5  # sentences in which an article names the report that it relays
_BEHIND = 1  # tokens between a report and the words for citing: ", citing"
_LONGEST_ANAPHOR = 5  # words of a content that only points back: "this on Telegram on Monday"


@dataclass(frozen=True, slots=True)
class Relay:
    """The report that the article relays, from sentence `since` on. `whole` is true where the credit is for the
    article and not for one sentence; `listens` where the report is only named as the one that somebody spoke to.
    `behind` is whom it is said to have all of it from."""

    source: Source
    at: int  # the sentence that names it
    since: int
    whole: bool
    listens: bool = False
    behind: tuple[Source, ...] = ()


def find_credit(contexts: Sequence[SentenceContext], pack: Pack, givers: GiverReader) -> Source | None:
    """The agency of the dateline, unless the document is its own."""
    if not contexts:
        return None
    first = contexts[0]
    span = dateline_credit(first.text) or _bracketed(first, pack)
    if span is None:
        return None
    known = (e for c in contexts[:2] for e in c.entities if e.entity in pack.outlets)
    entity = next((e for e in known if e.span.overlaps(span)), None)
    name = span.of(first.text)
    credit = outlet_source(entity, name, pack) if entity else Source(SourceKind.AGENCY, name, name, span)
    return None if givers.is_own(credit) else credit


def _bracketed(context: SentenceContext, pack: Pack) -> Span | None:
    """ "(MENAFN- Ukrinform) The army …": the last outlet that the pack knows in a bracket that opens the text."""
    tokens = context.tokens
    if not tokens or tokens[0].text != "(":
        return None
    close = next((t for t in tokens[:_LONGEST_CREDIT] if t.text == ")"), None)
    if close is None:
        return None
    known = [e.span for e in context.entities if e.entity in pack.outlets and e.span.end <= close.span.start]
    return known[-1] if known else None


def find_relay(contexts: Sequence[SentenceContext], givers: GiverReader) -> Relay | None:
    """The first report that the lead, or a credit to the whole article, names."""
    for context in contexts:
        for attribution in context.attributions:
            for source in givers.sources_of(attribution):
                if source.kind not in REPORTS or source.name is None or givers.is_own(source):
                    continue
                if not any(part.overlaps(context.span) for part in attribution.cue or attribution.source):
                    continue
                if attribution.cited and not any(c.overlaps(context.span) for c in attribution.content):
                    continue
                is_credit = points_back(context, attribution)
                whole = is_credit or (context.index == 0 and _is_heading(context, attribution))
                if context.index < LEAD or (whole and context.index >= len(contexts) - 2):
                    since = 0 if whole else context.index
                    given = any(source.span is None or part.overlaps(source.span) for part in attribution.source)
                    is_told = attribution.cited and not attribution.cue  # "told X": X is named, and says nothing
                    behind = _find_behind(context, source, givers) if is_credit else ()
                    return Relay(source, context.index, since, whole, is_told or not given, behind)
    return None


def _find_behind(context: SentenceContext, report: Source, givers: GiverReader) -> tuple[Source, ...]:
    """ "This was reported by X with reference to the brigade": the brigade; none where that is a report again."""
    if report.span is None or not report.span.overlaps(context.span):
        return ()
    _, start = context.token_range(report.span)
    tables = load_claim_tables(context.document.language)
    match = next((m for m in tables.cites.find_all(context.tokens[start:]) if m.first <= _BEHIND), None)
    if match is not None and is_negated(context, start + match.first):
        return ()
    span = phrase_at(context, start + match.last) if match is not None else None
    giver = givers.read(context, whole_phrase(context, span)) if span is not None else None
    return () if giver is None or giver.kind in {SourceKind.UNKNOWN, *REPORTS} else (giver,)


def _is_heading(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether a mark alone says who speaks: "X: …", "… – X" credit what stands below, too."""
    return bool(attribution.cue) and not any(c.isalnum() for cue in attribution.cue for c in cue.of(context.text))


def is_background(context: SentenceContext, tables: ClaimTables) -> bool:
    """Whether a sentence opens as the page's own reminder ("as reported earlier")."""
    return any(match.first == 0 for match in tables.background.find_all(context.tokens[:6]))


def points_back(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether the content is empty or only points at what was said before ("writes about it", "said this on X")."""
    if not attribution.content:
        return True
    tables = load_claim_tables(context.document.language)
    words = " ".join(span.of(context.text) for span in attribution.content).strip(" .,:;").lower()
    opening = attribution.content[0].of(context.text).strip(" .,:;").lower()
    if words in tables.anaphoric or opening in tables.anaphoric:
        return True
    first, *rest = words.split()
    if first in tables.words["pointers"] and rest and rest[0] in tables.words["cited_adjuncts"]:
        return True
    is_short = len(rest) < _LONGEST_ANAPHOR and bool(rest)
    return is_short and first in tables.words["pointers"] and rest[0] in tables.words["adjuncts"]
