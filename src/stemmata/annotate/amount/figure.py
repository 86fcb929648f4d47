"""Cutting a sentence into words, figures and marks, and the value of a figure in every style that is printed.

Groups of thousands may be parted by commas, points, apostrophes or spaces (of any width), also the Indian way. Where
one mark before three digits leaves open whether it groups or begins decimals, the language's own decimal mark decides;
"6.000" groups all the same, as nobody prints three decimal noughts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 24  # digits and marks; what is longer is no number that anybody reports
_SPACE = " \u00a0\u2009\u202f"
_POWER = (
    r"\d+(?:[.,]\d+)?(?:[ ]?[x×*][ ]?10\^[+-]?\d{1,3}|[eE][+-]?\d{1,3}|\^[+-]{0,2}\d{1,3})"
    r"(?![\w.,]?\d)(?![^\W\d_])"
)
_ENDS = r"(?![.,]?\d)"
_FIGURE = "|".join(
    (
        rf"\d{{1,3}}(?:[{_SPACE}]\d{{3}}(?!-?m(?:m|illi)))+(?:[.,]\d+)?{_ENDS}",  # 1 234 567.89; not "14 155mm guns"
        rf"(?<!\d[.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?{_ENDS}",  # 1,234,567.89
        rf"(?<!\d[.,])\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d+)?{_ENDS}",  # 12,34,567.89
        rf"(?<!\d[.,])\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?{_ENDS}",  # 1.234.567,89
        rf"\d{{1,3}}(?:['’]\d{{3}})+{_ENDS}",  # 1'234'567
        rf"(?<!\d[.,])\d+[.,]\d+{_ENDS}",  # 12.5
        r"(?<![\w.,])\.\d+",  # .5
        r"\d+",
    )
)
# Words come first, as most of a text is words; one letter may begin an acronym.
_PIECE = re.compile(
    r"[^\W\d_¼-¾⅐-⅞]{2,}(?:['’ʼ‘`][^\W\d_]+)*"
    r"|(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"
    rf"|{_POWER}|{_FIGURE}|[¼-¾⅐-⅞]"
    r"|[^\W\d_](?:['’ʼ‘`][^\W\d_]+)*"
    r"|[<>=]=|=[<>]|<>|\S"
)
_PLAIN_FIGURE = re.compile(rf"[\d.,'’{_SPACE}]+")
_PLAIN = str.maketrans("’ʼ‘`‑−", "''''--")
_VULGAR = {
    **{"¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10, "⅓": 1 / 3, "⅔": 2 / 3},
    **{"⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6},
    **{"⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8},
}


class Piece(NamedTuple):
    """A word, figure or mark at text[start:end]; `lower` has plain marks and no points, `value` is a figure's."""

    start: int
    end: int
    text: str
    lower: str
    value: float | None
    kind: str  # "figure", "power", "vulgar", "word" or "mark"

    @property
    def is_figure(self) -> bool:
        """Whether it is printed in digits and can be read."""
        return self.value is not None

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.kind == "word"


def cut_pieces(text: str) -> list[str]:
    """The pieces of a text as they are printed, in order."""
    return _PIECE.findall(text)


def lower_plain(text: str) -> str:
    """The text in lower case, its apostrophes and hyphens in their plain form."""
    lower = text.lower()
    return lower if lower.isascii() else lower.translate(_PLAIN)


def lower_pieces(pieces: list[str]) -> list[str]:
    """The pieces in lower case, acronyms without their points and marks in their plain form."""
    lower = [p.replace(".", "") if len(p) > 2 and p[1] == "." and p[0].isalpha() else p for p in map(str.lower, pieces)]
    return lower if all(map(str.isascii, lower)) else [p.translate(_PLAIN) for p in lower]


def make_piece(printed: str, lower: str, start: int, decimal: str) -> Piece:
    """The piece at `start`; `decimal` is the language's mark before decimals."""
    kind, first = "mark", printed[0]
    if first.isdecimal() or (first == "." and len(printed) > 1):
        kind = "power" if not _PLAIN_FIGURE.fullmatch(printed) else "figure"
    elif first in _VULGAR:
        kind = "vulgar"
    elif first.isalnum():
        kind = "word"
    value = _value(printed, kind, decimal) if kind != "word" and kind != "mark" else None
    return Piece(start, start + len(printed), printed, lower, value, kind)


def _value(printed: str, kind: str, decimal: str) -> float | None:
    if kind == "vulgar":
        return _VULGAR.get(printed)
    if len(printed) > _LONGEST:
        return None
    if printed.isdecimal():
        return float(printed)
    return _power(printed.lower()) if kind == "power" else read_figure(printed, decimal)


def read_figure(printed: str, decimal: str) -> float | None:
    """The value of a figure: "6,000", "1 234 567,89", "12,34,567.5", ".5"; None where it has none."""
    digits = re.sub(rf"[{_SPACE}'’]", "", printed)
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0:
        mark, tail = digits[last], digits[last + 1 :]
        other = "," if mark == "." else "."
        if digits.count(mark) > 1 or _groups(digits[:last], tail, mark == decimal, len(digits) < len(printed)):
            digits = digits.replace(mark, "")
        digits = digits.replace(other, "").replace(mark, ".")
    return float(digits) if digits.replace(".", "", 1).isdecimal() else None


def _groups(head: str, tail: str, is_decimal: bool, is_spaced: bool) -> bool:
    """Whether the only mark of its kind in a figure parts thousands."""
    if len(tail) != 3 or head.strip("0") == "" or is_spaced or not head.isdecimal() or len(head) > 3:
        return False
    return not is_decimal or tail == "000"


def _power(printed: str) -> float | None:
    """ "1e10", "1.3x10^6", "1.1^23"."""
    base, mark, exponent = re.sub(r"[ ]?[x×*][ ]?10\^", "e", printed).replace(",", ".").partition("e")
    try:
        if mark:
            value = float(f"{base}e{exponent}")
        else:
            base, _, exponent = base.partition("^")
            value = float(base) ** int(exponent.replace("--", "-").replace("+-", "-").replace("-+", "-").lstrip("+"))
    except (OverflowError, ZeroDivisionError, ValueError):
        return None
    return value if abs(value) < float("inf") else None
