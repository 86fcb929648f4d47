"""Where a clause begins and ends, and how it is meant: modality, polarity and stage of one trigger.

All positions are token indexes of one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stemmata.annotate.lexicon import Lexicon, Match
from stemmata.annotate.token import Token
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Modality, Polarity, Span
from stemmata.packs import Pack

_REACH = 12  # tokens that a stance word may stand before the verb that it governs
_HEADLINE_REACH = 5
_NOUN_REACH = 5  # and after a noun: "deliveries are expected"
_STRONG_MARKS = frozenset(";:—–")


@dataclass(frozen=True, slots=True)
class Stance:
    """How one trigger is meant, with the words that say so."""

    modality: Modality
    modality_span: Span | None
    polarity: Polarity
    polarity_span: Span | None


def boundary_cost(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> int:
    """How firmly the tokens [first, last) keep two words apart: 0 where nothing stands between."""
    cost = 0
    for token in context.tokens[first:last]:
        if token.text in _STRONG_MARKS or token.lower in tables.strong_boundaries:
            cost += 6
        elif token.text == "," or token.lower in tables.boundaries:
            cost += 2
    return cost


def crosses_relative(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> bool:
    """Whether a relative clause opens within the tokens [first, last)."""
    return any(token.lower in tables.words["relative_break"] for token in context.tokens[first:last])


def find_stance(context: SentenceContext, first: int, last: int, is_noun: bool) -> Stance:
    """The stance of the trigger at tokens [first, last): its nearest stance word, and whether it is negated."""
    tables = load_claim_tables(context.document.language)
    start = _clause_start(context, first, tables)
    modality, modality_span = _modality_before(context, start, first, last, is_noun, tables)
    polarity_span = _negation(context, start, first, last, tables)
    return Stance(
        modality,
        modality_span,
        Polarity.NEGATIVE if polarity_span else Polarity.POSITIVE,
        polarity_span,
    )


def _clause_start(context: SentenceContext, first: int, tables: ClaimTables) -> int:
    start = max(0, first - _REACH)
    for index in range(first - 1, start - 1, -1):
        token = context.tokens[index]
        if context.outside_content(token.span):
            continue
        if token.text in _STRONG_MARKS or token.lower in tables.strong_boundaries:
            return index + 1
    return start


def _modality_before(
    context: SentenceContext, start: int, first: int, last: int, is_noun: bool, tables: ClaimTables
) -> tuple[Modality, Span | None]:
    if not is_noun and _is_stated_done(context, first, tables):
        return Modality.ASSERTED, None
    end = min(len(context.tokens), last + _NOUN_REACH) if is_noun else first
    found: list[Match[Modality]] = []
    for match in tables.modality.find_longest(context.tokens[start:end]):
        begin, stop = match.first + start, match.last + start
        if begin < first < stop or first <= begin < last:
            continue  # the trigger's own words are not its stance
        if context.in_source(match.span) or _is_cut_off(context, stop, first):
            continue
        found.append(Match(begin, stop, match.span, match.payload))
    if not found:
        return _modality_of_headline(context, first, is_noun, tables)
    nearest = min(found, key=lambda m: (m.last > first, abs(first - m.last) if m.last <= first else m.first))
    return nearest.payload, nearest.span


def _modality_of_headline(
    context: SentenceContext, first: int, is_noun: bool, tables: ClaimTables
) -> tuple[Modality, Span | None]:
    """ "Iran to help build 6,000 drones": a headline's infinitive is a plan."""
    title = context.document.title_span
    if is_noun or title is None or not title.overlaps(context.span):
        return Modality.ASSERTED, None
    for token in context.tokens[max(0, first - _HEADLINE_REACH) : first]:
        if token.lower in tables.words["infinitive"]:
            return Modality.PLANS, token.span
    return Modality.ASSERTED, None


def _is_stated_done(context: SentenceContext, first: int, tables: ClaimTables) -> bool:
    """Whether a perfect or past form without a modal governs the trigger: "has delivered", "delivered"."""
    before = context.tokens[max(0, first - 4) : first]
    for position in range(len(before) - 1, -1, -1):
        token = before[position]
        if tables.has("perfect", token.lemmas):
            return not any(tables.has("modals", frozenset({t.lower})) for t in before[:position])
        if not token.is_word or token.lower in tables.words["breaks_verb"]:
            break
    if any(tables.has("passive", t.lemmas) or token_is_modal(t, tables) for t in before):
        return False
    return is_past_form(context.tokens[first], tables)


def is_past_form(token: Token, tables: ClaimTables) -> bool:
    """Whether a verb's form is a past one: it has another lemma, and no ending of the present."""
    endings = tuple(sorted(tables.words["not_past"]))
    return bool(token.lemmas - {token.lower}) and not token.lower.endswith(endings)


def is_passive(context: SentenceContext, first: int) -> bool:
    """Whether the verb at token `first` is a passive: a past form behind a form of "be"."""
    tables = load_claim_tables(context.document.language)
    before = context.tokens[max(0, first - 3) : first]
    return is_past_form(context.tokens[first], tables) and any(tables.has("passive", t.lemmas) for t in before)


def token_is_modal(token: Token, tables: ClaimTables) -> bool:
    """Whether a token is a modal or the "to" of an infinitive."""
    return token.lower in tables.words["modals"]


def _is_cut_off(context: SentenceContext, stop: int, first: int) -> bool:
    """Whether a comma and a new subject stand between a stance word and the trigger after it."""
    between = context.tokens[stop:first]
    return sum(1 for token in between if token.text == "," and not context.outside_content(token.span)) >= 2


def _negation(context: SentenceContext, start: int, first: int, last: int, tables: ClaimTables) -> Span | None:
    end = min(len(context.tokens), last)
    found: Span | None = None
    for match in tables.negators.find_longest(context.tokens[start:end]):
        position = match.first + start
        inside = first <= position < last
        near = first - (match.last + start) <= 6
        if match.payload and (near or inside) and not context.outside_content(match.span):
            found = match.span
            if any(t.text == "," for t in context.tokens[match.last + start : first]):
                found = None
    return found


@cache
def _stage_lexicon(pack: Pack, language: str) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for stage in pack.stages.values():
        for cue in stage.cues.get(language, ()):
            lexicon.add(cue.split(), stage.id)
    return lexicon


def find_stage(context: SentenceContext, pack: Pack, first: int, last: int, reach: Span) -> tuple[str, Span] | None:
    """The stage that words within `reach` (characters) give, the nearest to the trigger; None if none do."""
    tables = load_claim_tables(context.document.language)
    best: tuple[int, str, Span] | None = None
    for match in _stage_lexicon(pack, context.document.language).find_longest(context.tokens):
        if not reach.contains(match.span):
            continue
        gap_first, gap_last = (match.last, first) if match.last <= first else (last, match.first)
        distance = max(0, gap_last - gap_first) + boundary_cost(context, gap_first, gap_last, tables)
        if best is None or distance < best[0]:
            best = (distance, match.payload, match.span)
    return (best[1], best[2]) if best else None
