"""Chains: from the nearest source that a document cites to the furthest, as the text words them.

"The Kyiv outlet reports with reference to the Journal, citing officials" gives outlet ← Journal ← officials.
An article that credits a report as a whole ("the Journal writes about it") carries that credit to what its
anonymous sources say further down; a named body that speaks for itself does not inherit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemmata.claim.context import SentenceContext
from stemmata.claim.continuation import find_giver_behind, find_holder, find_interviewer, goes_on
from stemmata.claim.credit import LEAD, find_credit, find_relay, is_background, points_back
from stemmata.claim.credit_line import CreditLine, find_credit_lines
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.order import order_givers
from stemmata.claim.preceding import stands_in
from stemmata.claim.reach import reaching
from stemmata.claim.reprise import find_mentions, reports_before
from stemmata.claim.source import is_same_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Attribution, Source, SourceKind, Span
from stemmata.packs import Pack

_LONGEST = 6  # levels; more are a misreading


@dataclass(frozen=True, slots=True)
class Chain:
    """Sources from the nearest to the furthest. `carried` says that the nearest comes from another sentence."""

    sources: tuple[Source, ...]
    carried: bool = False


class ChainReader:
    """Reads the chains of one document. Its contexts must be given in text order."""

    def __init__(self, contexts: Sequence[SentenceContext], pack: Pack, own_names: Sequence[str] = ()) -> None:
        """`own_names` are the document's own outlet's names: "X has learned" on X's page is own reporting."""
        self._contexts = contexts
        self._pack = pack
        self._givers = GiverReader(contexts, pack, frozenset(name.casefold() for name in own_names))
        self._relay = find_relay(contexts, self._givers)
        self._credit = find_credit(contexts, pack, self._givers)
        self._lines = find_credit_lines(contexts, self._givers)
        self._mentions = find_mentions(contexts, self._givers)

    def sources_of(self, attribution: Attribution) -> tuple[Source, ...]:
        """The sources of one attribution, pronouns resolved, nearest first."""
        return self._givers.sources_of(attribution)

    def source_at(self, context: SentenceContext, span: Span) -> Source | None:
        """The source that some words of a sentence name: whoever denies a thing speaks, cue or none."""
        return self._givers.read(context, span) if span.overlaps(context.span) else None

    def read(self, context: SentenceContext, span: Span) -> Chain:
        """The chain of what stands at `span`."""
        tables = load_claim_tables(context.document.language)
        attributions = reaching(context, span)
        following = self._following(context)
        spoken = [part for a in attributions if not a.cited for part in a.content]
        ahead = [a for a in attributions if following is not None and stands_in(following, a)]
        ahead = [a for a in ahead if not (a.is_sure and any(part in spoken for part in a.content))]
        here = [a for a in attributions if a not in ahead]
        if here or following is None:
            sources = order_givers(context, here, self._givers)[:_LONGEST]
            sources = self._with_neighbours(context, sources, ahead)
        else:
            back = self._pointing_back(following)
            sources = order_givers(following, (*back, *ahead), self._givers)[:_LONGEST] if back else []
        if sources and not any(s.kind in REPORTS for s in sources):
            sources = [*reports_before(context, sources[0], self._mentions), *sources]
        line = next((line for line in self._lines if line.holds(context)), None)
        if line is not None and not sources:
            return Chain(line.sources, carried=True)
        credit = self._credit
        if credit is not None and not any(s.kind in REPORTS for s in sources):
            return Chain((credit, *sources), carried=True)
        carried = self._carried(context, sources, tables, line)
        if carried is not None:
            return Chain((carried, *(sources or self._behind(context, carried))), carried=True)
        return Chain(tuple(sources))

    def of_denial(self, context: SentenceContext, chain: Chain, said: Span, denial: Span) -> Chain:
        """The chain of a denial in the words at `denial`, of what stands at `said`: whoever gave what is denied stands
        neither behind the one who denies it ("a figure first printed by X, citing two people") nor before ("denied a
        report by X that")."""
        own = (a for a in context.attributions if any(cue.overlaps(denial) for cue in a.cue))
        deniers = [source for attribution in own for source in self._givers.sources_of(attribution)]
        last = max((i for i, s in enumerate(chain.sources) if any(is_same_source(s, d) for d in deniers)), default=None)
        if last is None:
            return chain
        nearer = chain.sources[:last]
        kept = (s for s in nearer if s.span is None or s.span.start < denial.end or s.span.end > said.start)
        return replace(chain, sources=(*kept, chain.sources[last]))

    def _following(self, context: SentenceContext) -> SentenceContext | None:
        """The next sentence."""
        return self._contexts[context.index + 1] if context.index + 1 < len(self._contexts) else None

    def _pointing_back(self, following: SentenceContext) -> tuple[Attribution, ...]:
        """The attributions of a sentence that only says who said the one before it."""
        own = [a for a in following.attributions if any(cue.overlaps(following.span) for cue in a.cue)]
        back = [a for a in own if not a.cited and a.source and a.content and points_back(following, a)]
        if not back:
            return ()
        return tuple(
            a for a in own if a in back or any(c.overlaps(cue) for c in a.content for b in back for cue in b.cue)
        )

    def _with_neighbours(
        self, context: SentenceContext, sources: list[Source], ahead: Sequence[Attribution]
    ) -> list[Source]:
        """With what the sentences right before and behind tell of where it is from; `ahead` are the further givers that
        stand in the one behind."""
        read = self._givers.read
        following = self._following(context)
        if sources and following is not None and len(sources) < _LONGEST:
            giver = find_giver_behind(following, sources, read)
            if giver is None and goes_on(following, sources):
                givers = [s for s in order_givers(following, ahead, self._givers) if s.kind not in REPORTS]
                giver = givers[0] if givers else None
            if giver is not None and not any(is_same_source(giver, other) for other in sources):
                sources = [*sources, giver]
        others = bool(sources) and sources[0].kind is SourceKind.ANONYMOUS and _is_new(context, sources[0])
        if sources and context.index and not others and not any(s.kind in REPORTS for s in sources):
            outlet = find_interviewer(self._contexts[context.index - 1], sources[0], self._pack, read)
            if outlet is not None and not self._givers.is_own(outlet):
                sources = [outlet, *sources]
        if sources and context.index:
            holder = find_holder(self._contexts[context.index - 1], sources[0], self._pack)
            is_known = holder is not None and any(is_same_source(holder, source) for source in sources)
            if holder is not None and not is_known and not self._givers.is_own(holder):
                sources = [holder, *sources]
        return sources[:_LONGEST]

    def _behind(self, context: SentenceContext, carried: Source) -> tuple[Source, ...]:
        """Whom the relayed report has all of it from, for the sentences near the one that says so: what stands far from
        it may be background."""
        relay = self._relay
        is_near = relay is not None and relay.source is carried and abs(context.index - relay.at) <= LEAD
        return relay.behind if relay is not None and is_near else ()

    def _carried(
        self, context: SentenceContext, sources: Sequence[Source], tables: ClaimTables, line: CreditLine | None
    ) -> Source | None:
        """The report that the article relays, where what stands in a sentence is of it."""
        if is_background(context, tables) or any(s.kind is not SourceKind.ANONYMOUS for s in sources):
            return None
        if line is not None and line.sources[0].kind in REPORTS:
            return line.sources[0]
        relay = self._relay
        if relay is None or context.index < relay.since:
            return None
        if context.index == relay.at and sources:
            return None  # it stands in this very sentence, and is not said to have this
        is_far = abs(context.index - relay.at) > LEAD
        if sources and (relay.listens or is_far) and _is_new(context, sources[0]):
            return None  # that some people spoke to it, or that it is named far above, does not make others tell it
        is_carried = bool(sources) or (relay.whole and not relay.listens)
        return relay.source if is_carried else None


def _is_new(context: SentenceContext, source: Source) -> bool:
    """Whether a source's words point at nobody told of before, as "the officials" and "they" do."""
    if source.span is None or not source.span.overlaps(context.span):
        return False
    tables = load_claim_tables(context.document.language)
    opening = source.span.of(context.text).lower().split()[0]
    return opening not in tables.words["definite"] and opening not in tables.words["pronouns"]
