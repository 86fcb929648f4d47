"""What the tagger sees said, mended by what the grammar sees at the same cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemmata.annotate.attribution import GrammarReading
from stemmata.annotate.nearby import overlap
from stemmata.annotate.reading import Reading
from stemmata.model import Attribution, Span


def with_content(tagged: Attribution, grammar: GrammarReading) -> Attribution:
    """An attribution of which the tagger sees no content, none in the cue's sentence, a part of it only or one who is
    cited instead, with the content that the grammar sees at the same cue."""
    if not tagged.cue or tagged.cited:
        return tagged
    same = (a for a in grammar.with_cue(tagged.cue) if a.content and not a.cited)
    found = next((a for a in same if not tagged.source or overlap(a.source, tagged.source)), None)
    reading = grammar.touching(tagged.cue[0])
    if found is None or reading is None or overlap(found.content, tagged.source) or found.content == tagged.content:
        return tagged
    is_quoted = any(overlap((quotation,), tagged.content) for quotation in grammar.quotations)
    is_source = all(any(a.cited for a in grammar.with_source((content,))) for content in tagged.content)
    is_elsewhere = not is_quoted and not any(_is_worded(reading, content) for content in tagged.content)
    is_cut = not is_quoted and any(
        _is_cut_at(o, tagged.content, found.content) for o in grammar.with_content(found.content)
    )
    is_piece = len(found.content) > len(tagged.content) and all(overlap((c,), found.content) for c in tagged.content)
    is_late = not is_quoted and _is_late(tagged, found)
    is_mended = is_elsewhere or is_piece or is_cut or is_source or is_late
    return replace(tagged, content=found.content) if is_mended else tagged


def _is_late(tagged: Attribution, found: Attribution) -> bool:
    """Whether the tagger begins later what begins right behind the cue and ends alike: "said it could not confirm
    [the report]"."""
    if len(tagged.content) != 1 or len(found.content) != 1 or len(tagged.cue) != 1:
        return False
    (late,), (whole,) = tagged.content, found.content
    return late.end == whole.end and 0 <= whole.start - tagged.cue[0].end <= 1 and whole.start < late.start


def without_others(tagged: Attribution, grammar: GrammarReading) -> Attribution:
    """An attribution without the pieces of content that the grammar gives to somebody else alone: "A, said X, but B,
    according to Y"."""
    same = [a for a in grammar.with_cue(tagged.cue) if not a.cited] if len(tagged.content) > 1 else []
    if not same:
        return tagged
    near = (a for a in grammar.with_content(tagged.content) if not a.cited)
    others = [a for a in near if not overlap(a.source, tagged.source) and a not in same]
    own = [a.content for a in same]
    kept = tuple(
        piece
        for piece in tagged.content
        if any(overlap((piece,), content) for content in own)
        or not any(overlap((piece,), other.content) and not overlap(other.content, tagged.cue) for other in others)
    )
    return replace(tagged, content=kept) if kept else tagged


def _is_worded(reading: Reading, content: Span) -> bool:
    """Whether a content holds a word of the sentence that is more than "that"."""
    return any(
        t.is_word and t.lower not in reading.table.grammar.complementizers
        for t in reading.tokens
        if content.overlaps(t.span)
    )


def _is_cut_at(inner: Attribution, content: Sequence[Span], whole: Sequence[Span]) -> bool:
    """Whether a content breaks off inside what another says within the `whole`: it holds the words of that other and
    not what is said, or the other way round."""
    if not inner.content or not all(any(w.contains(part) for w in whole) for part in (*inner.cue, *inner.content)):
        return False
    words = [overlap((part,), content) for part in (*inner.source, *inner.cue)]
    return not all(words) if overlap(inner.content, content) else any(words)


def without_strays(tagged: Attribution, grammar: GrammarReading) -> Attribution:
    """An attribution without the pieces of content that begin in the middle of another sentence than the cue's, where
    nothing is quoted and it has others in its own: "Iran sold [1,700 drones]. A book lists [them]"."""
    reading = grammar.touching(tagged.cue[0]) if len(tagged.content) > 1 and tagged.cue else None
    if reading is None:
        return tagged
    own = [piece for piece in tagged.content if reading.touching(piece)]
    kept = tuple(
        piece
        for piece in tagged.content
        if piece in own or _opens(piece, grammar) or any(overlap((q,), (piece,)) for q in grammar.quotations)
    )
    return replace(tagged, content=kept) if own and kept != tagged.content else tagged


def _opens(piece: Span, grammar: GrammarReading) -> bool:
    """Whether no word of its sentence stands before a piece."""
    reading = grammar.touching(piece)
    first = next((t for t in reading.tokens if t.is_word), None) if reading is not None else None
    return first is None or piece.start <= first.span.start
