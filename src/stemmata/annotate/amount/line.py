"""One sentence as the readers of amounts see it: its pieces, and the steps that several of them take."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.amount.figure import Piece, cut_pieces, lower_pieces, make_piece
from stemmata.annotate.amount.table import AmountTable, Meaning, Phrases, load_amount_table

_BEYOND = [""] * 16  # further than any reader looks beyond either end
_QUOTATION = ('"', "“", "”")
_END = Piece(0, 0, "", "", None, "mark")


class Line:
    """The pieces of one sentence, with the language's table. A look beyond either end finds an empty mark."""

    __slots__ = ("_made", "_printed", "_quotation_marks", "_starts", "language", "length", "table", "text", "words")

    def __init__(self, text: str, printed: list[str], words: list[str], starts: Sequence[int], language: str) -> None:
        self.text = text
        self.words = words + _BEYOND  # lower case; a negative index falls into the empty ones
        self.language = language
        self.length = len(printed)
        self.table: AmountTable = load_amount_table(language)
        self._printed = printed
        self._starts = starts
        self._quotation_marks: int | None = None
        self._made: dict[int, Piece] = {}

    def at(self, index: int) -> Piece:
        """The piece at `index`."""
        piece = self._made.get(index)
        if piece is None:
            if not 0 <= index < self.length:
                return _END
            piece = make_piece(self._printed[index], self.words[index], self._starts[index], self.table.decimal)
            self._made[index] = piece
        return piece

    def word(self, index: int) -> str:
        """The lower-case word or mark at `index`."""
        return self.words[index]

    def is_glued(self, index: int) -> bool:
        """Whether nothing stands between the piece at `index` and the one before it."""
        if not 0 < index < self.length:
            return False
        return self._starts[index - 1] + len(self._printed[index - 1]) == self._starts[index]

    def is_hyphen(self, index: int) -> bool:
        """Whether a hyphen stands at `index`, with no space on either side."""
        return self.words[index] == "-" and self.is_glued(index) and self.is_glued(index + 1)

    def between(self, first: int, last: int) -> Line:
        """The pieces [first, last) as a line of their own."""
        cut = slice(first, last)
        return Line(self.text, self._printed[cut], self.words[cut], self._starts[cut], self.language)

    def count_quotation_marks(self) -> int:
        """How many double quotation marks the line holds."""
        if self._quotation_marks is None:
            self._quotation_marks = sum(map(self.words.count, _QUOTATION))
        return self._quotation_marks

    def match(self, index: int, phrases: Phrases[Meaning]) -> tuple[Meaning, int] | None:
        """What the longest of `phrases` that begins at `index` means, and where it ends."""
        words = self.words
        if words[index] not in phrases.first or index < 0:
            return None
        for length in range(min(phrases.longest, self.length - index), 0, -1):
            phrase = tuple(words[index : index + length])
            if phrase in phrases.meanings:
                return phrases.meanings[phrase], index + length
        return None

    def match_back(self, end: int, phrases: Phrases[Meaning]) -> tuple[Meaning, int] | None:
        """What the longest of `phrases` that ends before `end` means, and where it begins."""
        if self.words[end - 1] not in phrases.last:
            return None
        for length in range(min(phrases.longest, end), 0, -1):
            phrase = tuple(self.words[end - length : end])
            if phrase in phrases.meanings:
                return phrases.meanings[phrase], end - length
        return None


def cut_line(text: str, start: int, end: int, language: str) -> Line:
    """The line of text[start:end]."""
    printed = cut_pieces(text[start:end])
    starts: list[int] = []
    for piece in printed:
        start = text.find(piece, start, end)
        starts.append(start)
        start += len(piece)
    return Line(text, printed, lower_pieces(printed), starts, language)
