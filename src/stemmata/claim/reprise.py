"""Sources that come back: "the officials said", "the lawmaker added", "he said", with the outlet between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.annotate.person import holds_office
from stemmata.annotate.token import noun_lemmas, tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.head import find_head
from stemmata.claim.order import order_givers
from stemmata.claim.table import load_claim_tables
from stemmata.model import Source, SourceKind

_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.DOCUMENT})
_OTHER_WORD = 2  # sentences over which "the lawmaker" may be "a member of the committee"
_SHORTEST = 2  # tokens: "the official"


@dataclass(frozen=True, slots=True)
class Mention:
    """A source that is no report, with the head of its words, the number of its sentence, how many such sources stand
    in it, and the reports that had it from there, nearest first."""

    source: Source
    head: frozenset[str]
    index: int
    reports: tuple[Source, ...]
    is_alone: bool


def find_mentions(contexts: Sequence[SentenceContext], givers: GiverReader) -> tuple[Mention, ...]:
    """The sources of a document behind whom or which a report stood, in text order."""
    found: list[Mention] = []
    for context in contexts:
        for attribution in context.attributions:
            group = [
                a for a in context.attributions if any(c.overlaps(o) for c in a.content for o in attribution.content)
            ]
            sources = order_givers(context, group, givers)
            people = [s for s in sources if s.kind not in REPORTS]
            for index, source in enumerate(sources):
                reports = tuple(s for s in sources[:index] if s.kind in REPORTS)
                head = _head(context, source)
                if source.kind not in REPORTS and reports and head is not None:
                    found.append(Mention(source, head, context.index, reports, len(people) == 1))
    return tuple(found)


def reports_before(context: SentenceContext, source: Source, mentions: Sequence[Mention]) -> tuple[Source, ...]:
    """The reports that had it from `source` when it last came up; none where nothing points back to that.

    "The officials" are those with the same head; "the lawmaker", alone and soon after, whoever alone spoke there.
    Whoever has a name speaks for himself.
    """
    if source.kind not in _UNNAMED or source.span is None:
        return ()
    if _is_one_of_them(context, source):
        nearest = next((m for m in reversed(mentions) if _is_before(m, source)), None)
        is_near = nearest is not None and nearest.index == context.index - 1
        return nearest.reports if nearest is not None and is_near and nearest.source.kind is source.kind else ()
    if not _is_definite(context, source):
        return ()
    head = _head(context, source)
    for mention in reversed(mentions):
        if head is None or mention.source.kind is not source.kind or not _is_before(mention, source):
            continue
        if head & mention.head or _is_other_word(context, source, head, mention):
            return mention.reports
    return ()


def _is_other_word(context: SentenceContext, source: Source, head: frozenset[str], mention: Mention) -> bool:
    """ "the lawmaker" behind "a member of the committee told X": one who alone spoke right before, by another word."""
    if source.kind is not SourceKind.ANONYMOUS or source.span is None or not mention.is_alone:
        return False
    if not 0 < context.index - mention.index <= _OTHER_WORD or mention.source.descriptor is None:
        return False
    language = context.document.language
    tokens = tokenize(context.text, source.span, language)
    is_singular = tokens[-1].lower in noun_lemmas(tokens[-1].lower, language)
    was_one = mention.source.anonymity is None or mention.source.anonymity.count in {None, 1}
    is_office = holds_office(tokens[-1], language) and not head & load_claim_tables(language).words["anonymous"]
    return len(tokens) == _SHORTEST and is_singular and was_one and not is_office


def _is_before(mention: Mention, source: Source) -> bool:
    spans = (mention.source.span, source.span)
    return all(spans) and spans[0] is not None and spans[1] is not None and spans[0].end <= spans[1].start


def _is_one_of_them(context: SentenceContext, source: Source) -> bool:
    """ "One of them said", behind a sentence in which people spoke to an outlet."""
    words = (source.descriptor or "").lower().split()
    tables = load_claim_tables(context.document.language)
    is_part = len(words) > _SHORTEST and words[1] in tables.words["partitive"]
    return is_part and words[-1] in tables.words["plural_pronouns"]


def _is_definite(context: SentenceContext, source: Source) -> bool:
    """ "the officials", "one of the officials"."""
    words = (source.descriptor or "").lower().split()
    tables = load_claim_tables(context.document.language)
    is_part = len(words) > _SHORTEST and words[0] in tables.words["single"] and words[1] in tables.words["partitive"]
    return bool(words) and words[_SHORTEST if is_part else 0] in tables.words["definite"]


def _head(context: SentenceContext, source: Source) -> frozenset[str] | None:
    """The lemmas of the head noun of a source's words."""
    if source.span is None:
        return None
    language = context.document.language
    head = find_head(tokenize(context.text, source.span, language), load_claim_tables(language), language)
    return None if head is None else head.lemmas
