"""Which attributions a place in a sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.token import Token
from stemmata.claim.context import OPENING_QUOTES, SentenceContext
from stemmata.claim.table import load_claim_tables
from stemmata.claim.wording import whole_phrase
from stemmata.model import Attribution, Span

_BREAK = ";"
_SHORTEST_CLAUSE = 2  # words between a break and a content that another subject and verb may be
_CONDITION_REACH = 3  # tokens before a source in which "if" stands


def reaching(context: SentenceContext, span: Span) -> tuple[Attribution, ...]:
    """The attributions whose content holds `span`, and the first without content in the sentence that is set off from
    it (", the monitors noted,", ", X reported."): that one speaks of the whole sentence. Where no content holds `span`,
    any that is set off does."""
    saying = [a for a in context.attributions if not _is_supposed(context, a) and not _is_within(a, span)]
    covering = [a for a in saying if _covers(context, a, span) and not _breaks_off(context, a, span)]
    covering = [a for a in covering if not _is_parted(context, a, span, covering)]
    set_off = [a for a in saying if a.source and a.cue and not a.cited and _is_set_off(context, a, span)]
    if covering:
        set_off = [a for a in set_off if not a.content]
    return (*set_off[:1], *covering)


def _is_within(attribution: Attribution, span: Span) -> bool:
    """Whether who speaks and that he does are a part of what is asked for: "Beijing has told banks to sell"."""
    return bool(attribution.source) and all(span.contains(part) for part in (*attribution.source, *attribution.cue))


def _covers(context: SentenceContext, attribution: Attribution, span: Span) -> bool:
    """Whether a content holds `span`, or ends right before the "of which" that goes on with it."""
    if any(_belongs(context, attribution, content) for content in attribution.content if content.overlaps(span)):
        return True
    if not attribution.content or attribution.content[-1].end > span.start:
        return False
    openings = load_claim_tables(context.document.language).words["going_on"]
    between = [t for t in _between(context, attribution.content[-1].end, span.start) if t.is_word]
    return len(between) > 1 and " ".join(t.lower for t in between[:2]) in openings


def _belongs(context: SentenceContext, attribution: Attribution, content: Span) -> bool:
    """Whether a content is of the clause that the attribution speaks in: none behind a ";" and words of another's, and
    none before the clause in whose middle the attribution stands ("…, where output, X says, has grown")."""
    parts = [p for p in (*attribution.source, *attribution.cue) if p.overlaps(context.span)]
    if not parts or content.of(context.text)[:1] in OPENING_QUOTES:
        return True
    said = Span.hull(parts)
    if content.start >= said.end:
        own = (*parts, *attribution.content)
        gap = [t for t in _between(context, said.end, content.start) if not any(p.contains(t.span) for p in own)]
        at = next((i for i, t in enumerate(gap) if t.text == _BREAK), None)
        return at is None or sum(t.is_word for t in gap[at + 1 :]) < _SHORTEST_CLAUSE
    return True


def _is_parted(context: SentenceContext, attribution: Attribution, span: Span, others: Sequence[Attribution]) -> bool:
    """Whether a clause begins between `span` and an attribution: one in whose middle that stands, or one before which
    somebody else has said what stands at `span` ("X announced, but …, according to Y")."""
    parts = [p for p in (*attribution.source, *attribution.cue) if p.overlaps(context.span)]
    if not parts or attribution.cited or min(p.start for p in parts) < span.end:
        return False
    tables = load_claim_tables(context.document.language)
    start = min(p.start for p in parts)
    between = _between(context, span.end, start)
    boundary = next((t for t in between if t.lower in tables.strong_boundaries), None)
    is_inside = any(content.start >= max(p.end for p in parts) for content in attribution.content)
    if is_inside and any(t.lower in tables.words["clause_openers"] or t.text == _BREAK for t in between):
        return True
    if boundary is None:
        return False
    return any(
        cue.overlaps(context.span) and span.end <= cue.start and cue.end <= boundary.span.start
        for other in others
        if other is not attribution
        for cue in other.cue
    )


def _is_supposed(context: SentenceContext, attribution: Attribution) -> bool:
    """ "If the council agrees, …": nobody has said it yet."""
    sources = [p for p in attribution.source if p.overlaps(context.span)]
    if not sources:
        return False
    first, _ = context.token_range(sources[0])
    before = context.tokens[max(0, first - _CONDITION_REACH) : first]
    openers = load_claim_tables(context.document.language).words["supposing"]
    at = next((i for i, t in enumerate(before) if t.lower in openers), None)
    return at is not None and not any(t.text == "," for t in before[at:])


def _between(context: SentenceContext, start: int, end: int) -> Sequence[Token]:
    """The tokens of the sentence between two places of the text."""
    return [t for t in context.tokens if start <= t.span.start and t.span.end <= end]


def _breaks_off(context: SentenceContext, attribution: Attribution, span: Span) -> bool:
    """Whether a line ends between the words of an attribution and `span`, which no quotation bridges: what a headline
    says does not run on into the body."""
    content = next((c for c in attribution.content if c.overlaps(span)), None)
    if content is None or not attribution.cue or content.of(context.text)[:1] in OPENING_QUOTES:
        return False
    return "\n" in context.text[content.start : span.start] and attribution.cue[0].end <= content.start


def _is_set_off(context: SentenceContext, attribution: Attribution, span: Span) -> bool:
    """Whether source and cue stand together between marks, and not between `span` and another's words for it."""
    sources = [whole_phrase(context, part) for part in attribution.source]
    parts = [p for p in (*sources, *attribution.cue) if p.overlaps(context.span)]
    if not parts or any(p.overlaps(span) for p in parts):
        return False
    first, last = context.token_range(Span.hull(parts))
    tables = load_claim_tables(context.document.language)
    marks = tables.words["setting_off"]
    of_parts = [any(p.contains(token.span) for p in parts) for token in context.tokens[first:last]]
    for index, token in enumerate(context.tokens[first:last]):
        is_between = not of_parts[index] and not (of_parts[index - 1] and of_parts[index + 1])
        if is_between and token.text in marks:
            return False
    opens = first > 0 and context.tokens[first - 1].text in marks
    grammar = load_attribution_table(context.document.language).grammar
    closes = last >= len(context.tokens) or context.tokens[last].text in marks | {"."}
    closes = closes or context.tokens[last].lower in grammar.prepositions | grammar.time_words
    between = context.tokens[slice(*sorted((context.token_range(span)[1], first)))]
    return opens and closes and not any(token.lower in tables.strong_boundaries for token in between[:-1])
