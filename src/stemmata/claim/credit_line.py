"""The line that says for a whole report who gave it: "Source: the air command on Telegram", "Source: Bild, citing …".

Some outlets open each report with it, others close with it; what stands under "Background:" is not from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemmata.claim.context import SentenceContext
from stemmata.claim.credit import LEAD
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.source import is_platform, is_same_source
from stemmata.claim.table import load_claim_tables
from stemmata.claim.wording import phrase_at, whole_phrase
from stemmata.model import Source, SourceKind

_MARK = ":"
_NAME_AT = 2  # tokens before the giver: the label and its mark
_SHORT = 8  # sentences of a text that a body named at its end may have given as a whole


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Whom a line names, nearest first, for the sentences `since` to before `until`; it stands in sentence `at`."""

    sources: tuple[Source, ...]
    at: int
    since: int
    until: int

    def holds(self, context: SentenceContext) -> bool:
        """Whether a sentence is one that the line speaks of."""
        return self.since <= context.index < self.until and context.index != self.at


def find_credit_lines(contexts: Sequence[SentenceContext], givers: GiverReader) -> tuple[CreditLine, ...]:
    """The credit lines of a document, in text order."""
    found: list[CreditLine] = []
    for context in contexts:
        sources = _read(context, givers) if is_label(context, "credit_labels") else []
        if not sources:
            continue
        since = found[-1].until if found else 0
        is_last = context.index >= len(contexts) - 1
        closes = is_last and (sources[0].kind in REPORTS or context.index - since <= _SHORT)
        if context.index - since > LEAD and not closes:
            since = context.index
        behind = (c.index for c in contexts[context.index + 1 :] if is_label(c, "ending_labels"))
        found.append(CreditLine(tuple(sources), context.index, since, next(behind, len(contexts))))
    return tuple(found)


def is_label(context: SentenceContext, kind: str) -> bool:
    """Whether a sentence opens with one of the labels of a `kind` and a colon."""
    words = load_claim_tables(context.document.language).words[kind]
    tokens = context.tokens
    return len(tokens) > 1 and tokens[0].lower in words and tokens[1].text == _MARK


def _read(context: SentenceContext, givers: GiverReader) -> list[Source]:
    """Whom the line names, and whom that one cites."""
    tables = load_claim_tables(context.document.language)
    starts = [_NAME_AT]
    starts += [_NAME_AT + match.last for match in tables.cites.find_all(context.tokens[_NAME_AT:]) if match.first]
    sources: list[Source] = []
    for start in starts:
        span = phrase_at(context, start) if start < len(context.tokens) else None
        source = givers.read(context, whole_phrase(context, span)) if span is not None else None
        if source is None or source.kind is SourceKind.UNKNOWN or givers.is_own(source) or is_platform(source, context):
            continue
        if not any(is_same_source(source, other) for other in sources):
            sources.append(source)
    return sources
