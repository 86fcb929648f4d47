"""Reactions to a report: denials, deflections, refusals and silence.

A denial of something that a frame holds is that claim with negative polarity; only a reaction that names no
measure of its own becomes a statement. A deflection is not a denial.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemmata.annotate.lexicon import Match
from stemmata.claim.context import SentenceContext
from stemmata.claim.frame import Frame
from stemmata.claim.party import find_parties
from stemmata.claim.stance import Stance
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.claim.verb import is_negated
from stemmata.model import Attribution, Modality, Polarity, Span
from stemmata.packs import Pack
from stemmata.packs.schema import Trigger

# Where several stand in one sentence, the one that says most about the thing itself decides.
_REQUEST_REACH = 8  # tokens behind "did not respond" in which the request is named
_NEGATION_REACH = 8  # and before it, of a "neither"
_ORDER = (Modality.DENIES, Modality.DEFLECTS, Modality.DECLINES_COMMENT, Modality.NO_RESPONSE)


def find_denial(context: SentenceContext, span: Span) -> Match[Modality] | None:
    """The denying cue that governs the words at `span`: "denied that it had lost 15 tanks"."""
    tables = load_claim_tables(context.document.language)
    for attribution in context.covering(span):
        for cue in attribution.cue:
            first, last = context.token_range(cue)
            for match in tables.response.find_longest(context.tokens[first:last]):
                if match.payload is Modality.DENIES and not is_negated(context, first + match.first):
                    return match
    return None


def find_response(context: SentenceContext, pack: Pack) -> Frame | None:
    """A sentence's reaction to a report; None where it holds none, or is not about a report or an item."""
    tables = load_claim_tables(context.document.language)
    matches = [*tables.response.find_longest(context.tokens), *_silences(context)]
    matches = [match for match in matches if _reacts(context, match, pack)]
    measure = next((m for m in pack.measures.values() if m.kind == "statement"), None)
    if not matches or measure is None:
        return None
    match = min(matches, key=lambda m: (_ORDER.index(m.payload), m.first))
    polarity = Polarity.NEGATIVE if match.payload is Modality.DENIES else Polarity.POSITIVE
    hit = TriggerHit(
        measure,
        Trigger(),
        "verb",
        match.first,
        match.last,
        match.span,
        Stance(match.payload, match.span, polarity, match.span if polarity is Polarity.NEGATIVE else None),
    )
    return Frame(context=context, hit=hit, parties=find_parties(context, hit, pack, speakers=True))


def _reacts(context: SentenceContext, match: Match[Modality], pack: Pack) -> bool:
    """Whether the words are a reaction to a report or request, or to something about an item, and not mere speech."""
    tables = load_claim_tables(context.document.language)
    if match.payload in {Modality.DENIES, Modality.DEFLECTS}:
        names_report = any(True for _ in tables.report.find_all(context.tokens))
        names_item = any(e.entity in pack.items for e in context.entities)
        return (names_report or names_item) and _is_said(context, match.span)
    following = context.tokens[match.first : match.last + _REQUEST_REACH]
    return any(True for _ in tables.request.find_all(following))


def _silences(context: SentenceContext) -> Iterator[Match[Modality]]:
    """Verbs of answering that the sentence negates before them: "neither ministry responded"."""
    tables = load_claim_tables(context.document.language)
    negations = [m.last for m in tables.negators.find_longest(context.tokens) if m.payload]
    for match in tables.silent_verbs.find_longest(context.tokens):
        between = [context.tokens[n : match.first] for n in negations if n <= match.first]
        if any(len(words) <= _NEGATION_REACH and all(t.text != "," for t in words) for words in between):
            yield Match(match.first, match.last, match.span, Modality.NO_RESPONSE)


def _is_said(context: SentenceContext, span: Span) -> bool:
    """Whether somebody says it: the words are an attribution's cue, or stand in its content."""

    def touches(attribution: Attribution) -> bool:
        return any(part.overlaps(span) for part in (*attribution.cue, *attribution.content))

    return any(touches(a) and a.source for a in context.attributions)
