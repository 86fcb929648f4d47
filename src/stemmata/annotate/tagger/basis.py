"""What a report rests on is no part of its name: "a report by X, based on talks with pilots"."""

from __future__ import annotations

from stemmata.annotate.reading import Reading
from stemmata.model import Span

_PASSES_ON = frozenset({"resting", "relaying"})  # "based on", "with reference to": whoever stands behind is cited
_SHORTEST = 2  # tokens before the words for it: the source and a comma


def before_basis(source: Span, reading: Reading) -> Span:
    """A source without what it rests on behind its comma; any other as it is."""
    tokens = [t for t in reading.tokens if source.contains(t.span)]
    for match in reading.table.phrases.find_longest(tokens):
        is_aside = match.first >= _SHORTEST and tokens[match.first - 1].text == ","
        if match.payload in _PASSES_ON and is_aside:
            return Span(source.start, tokens[match.first - _SHORTEST].span.end)
    return source
