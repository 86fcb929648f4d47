"""Which attributions a place in a sentence belongs to."""

from __future__ import annotations

from stemmata.claim.context import SentenceContext
from stemmata.claim.table import load_claim_tables
from stemmata.model import Attribution, Span


def reaching(context: SentenceContext, span: Span) -> tuple[Attribution, ...]:
    """The attributions whose content holds `span`; where none does, one that is set off from the sentence around it
    (", the monitors noted,", ", X reported."): that speaks of the whole sentence."""
    covering = context.covering(span)
    if covering:
        return covering
    set_off = [a for a in context.attributions if a.source and a.cue and not a.cited and _is_set_off(context, a, span)]
    return tuple(set_off[:1])


def _is_set_off(context: SentenceContext, attribution: Attribution, span: Span) -> bool:
    """Whether source and cue stand together between marks, and not between `span` and another's words for it."""
    parts = [p for p in (*attribution.source, *attribution.cue) if p.overlaps(context.span)]
    if not parts or any(p.overlaps(span) for p in parts):
        return False
    first, last = context.token_range(Span.hull(parts))
    tables = load_claim_tables(context.document.language)
    marks = tables.words["setting_off"]
    inside = (t for t in context.tokens[first:last] if not any(p.contains(t.span) for p in parts))
    if any(token.text in marks for token in inside):
        return False
    opens = first > 0 and context.tokens[first - 1].text in marks
    closes = last >= len(context.tokens) or context.tokens[last].text in marks | {"."}
    between = context.tokens[slice(*sorted((context.token_range(span)[1], first)))]
    return opens and closes and not any(token.lower in tables.strong_boundaries for token in between[:-1])
