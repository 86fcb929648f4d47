"""Which attributions a place in a sentence belongs to."""

from __future__ import annotations

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.claim.context import OPENING_QUOTES, SentenceContext
from stemmata.claim.table import load_claim_tables
from stemmata.claim.wording import whole_phrase
from stemmata.model import Attribution, Span


def reaching(context: SentenceContext, span: Span) -> tuple[Attribution, ...]:
    """The attributions whose content holds `span`, and the first without content in the sentence that is set off from
    it (", the monitors noted,", ", X reported."): that one speaks of the whole sentence. Where no content holds `span`,
    any that is set off does."""
    covering = tuple(a for a in context.covering(span) if not _breaks_off(context, a, span))
    set_off = [a for a in context.attributions if a.source and a.cue and not a.cited and _is_set_off(context, a, span)]
    if covering:
        set_off = [a for a in set_off if not a.content]
    return (*set_off[:1], *covering)


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
