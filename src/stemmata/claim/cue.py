"""Finding words that stand in pieces: "impose … sanction" in "imposed sweeping new sanctions".

A cue is a run of lemmas; "…" in it stands for a few words of the same clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from stemmata.annotate.lexicon import Lexicon, Match
from stemmata.annotate.token import verb_lemmas
from stemmata.claim.clause import ends_clause
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_verb
from stemmata.model import Span

T = TypeVar("T")

GAP = "…"
_LONGEST_GAP = 9  # words that "…" stands for at most


@dataclass(frozen=True, slots=True)
class _Piece(Generic[T]):
    """Run `number` of `count` of the cue `cue`."""

    cue: str
    number: int
    count: int
    payload: T


class CueLexicon(Generic[T]):
    """Cues with their payloads; several may share a cue."""

    def __init__(self) -> None:
        self._pieces: Lexicon[_Piece[T]] = Lexicon()

    def add(self, cue: str, payload: T) -> None:
        """Add a cue as a table writes it."""
        pieces = [piece.split() for piece in cue.split(GAP)]
        for number, piece in enumerate(pieces):
            self._pieces.add(piece, _Piece(cue, number, len(pieces), payload))

    def find_all(self, context: SentenceContext) -> Iterator[Match[T]]:
        """Every match, overlapping ones too, by start and then by length, longest first. A cue in pieces matches at
        the nearest of its first pieces."""
        waiting: dict[tuple[str, T], list[tuple[int, int, int]]] = defaultdict(list)
        found: list[tuple[int, Match[T]]] = []
        for match in sorted(self._pieces.find_all(context.tokens), key=lambda m: m.first):
            piece = match.payload
            key = (piece.cue, piece.payload)
            start = match.first if piece.number == 0 else _opening(context, waiting[key], match)
            if start is None:
                continue
            if piece.number == piece.count - 1:
                span = Span(context.tokens[start].span.start, match.span.end)
                found.append((piece.count, Match(start, match.last, span, piece.payload)))
            else:
                waiting[key].append((start, match.last, piece.number + 1))
        in_order = sorted(found, key=lambda pair: (pair[1].first, -pair[1].last, pair[0]))
        yield from (match for _, match in in_order)  # of equal ones those in fewer pieces first


def _opening(context: SentenceContext, waiting: list[tuple[int, int, int]], match: Match[_Piece[T]]) -> int | None:
    """Where the nearest cue begins that `match` continues; None where it continues none."""
    tables = load_claim_tables(context.document.language)
    for start, last, number in reversed(waiting[-_LONGEST_GAP:]):
        if number != match.payload.number or not 0 <= match.first - last <= _LONGEST_GAP:
            continue
        if not any(_breaks(context, index, match.first, tables) for index in range(last, match.first)):
            return start
    return None


def _breaks(context: SentenceContext, index: int, end: int, tables: ClaimTables) -> bool:
    """Whether a word ends the clause, is another verb, or begins an infinitive other than the one at `end`."""
    is_auxiliary = tables.has("auxiliary", context.tokens[index].lemmas)
    if ends_clause(context, index, tables) or (is_verb(context, index) and not is_auxiliary):
        return True
    if context.tokens[index].lower not in tables.words["infinitive"] or index + 1 >= end:
        return False
    following = context.tokens[index + 1].lower
    return following in verb_lemmas(following, context.document.language)
