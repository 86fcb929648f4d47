"""Attributions that a mark makes: "X: …" in a headline or a transcript, and "… — X" in a headline."""

from __future__ import annotations

from stemmata.annotate.content import trim
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_relay
from stemmata.model import Attribution, Span

_LONGEST_NAME = 5  # tokens
_DASHES = frozenset({"—", "–", "--"})
_HYPHEN = "-"


def find_heading_attribution(reading: Reading, is_first: bool) -> Attribution | None:
    """The attribution of a sentence in colon or dash form; None for any other sentence."""
    return _colon_form(reading, is_first) or _dash_form(reading, is_first) or _outlet_form(reading, is_first)


def _colon_form(reading: Reading, is_first: bool) -> Attribution | None:
    colon = next((i for i in range(1, min(len(reading), _LONGEST_NAME + 1)) if reading.lower(i) == ":"), None)
    if colon is None or colon + 1 >= len(reading) or not _is_name(reading, 0, colon):
        return None
    first = int(not reading.tokens[0].is_word and colon > 1)  # of a transcript that is quoted
    is_shouted = all(not t.is_word or t.text.isupper() for t in reading.tokens[:colon])
    is_quoted = reading.opens_quotation(colon + 1)
    if not (is_first or is_quoted or is_shouted or is_relay(reading, (first, colon), "")):
        return None
    content = reading.quotation[colon + 1] if is_quoted else trim(reading, colon + 1, len(reading))
    return _make(reading, (first, colon), colon, content)


def _dash_form(reading: Reading, is_first: bool) -> Attribution | None:
    if not reading or reading.lower(len(reading) - 1) in {".", "?", "!"}:
        return None
    last = len(reading)
    for dash in range(last - 2, max(1, last - 1 - _LONGEST_NAME), -1):
        if _is_dash(reading, dash) or (reading.lower(dash) == ":" and is_first):
            is_name = _is_name(reading, dash + 1, last) or (is_first and _is_body(reading, dash + 1, last))
            is_name = is_name and reading.quotation[dash] is None
            return _make(reading, (dash + 1, last), dash, trim(reading, 0, dash)) if is_name else None
    return None


def _is_dash(reading: Reading, index: int) -> bool:
    """A dash, or a hyphen between spaces that stands for one."""
    if reading.lower(index) in _DASHES:
        return True
    is_free = index > 0 and index + 1 < len(reading) and reading.lower(index) == _HYPHEN
    return is_free and reading.end(index - 1) < reading.start(index) and reading.end(index) < reading.start(index + 1)


def _outlet_form(reading: Reading, is_first: bool) -> Attribution | None:
    """ "Kyiv Herald - the army buys …": the name of an outlet before a dash that opens a headline."""
    dash = next((i for i in range(1, min(len(reading), _LONGEST_NAME + 1)) if _is_dash(reading, i)), None)
    if not is_first or dash is None or not _is_name(reading, 0, dash) or not is_relay(reading, (0, dash), ""):
        return None
    return _make(reading, (0, dash), dash, trim(reading, dash + 1, len(reading)))


def _is_body(reading: Reading, first: int, last: int) -> bool:
    """ "… - air force": a bare noun for a body or for people who give information, written small."""
    nouns = reading.table.nouns
    head = reading.tokens[last - 1]
    is_giver = bool(head.lemmas & (nouns["bodies"] | nouns["sources"]))
    return is_giver and all(t.is_word for t in reading.tokens[first:last])


def _is_name(reading: Reading, first: int, last: int) -> bool:
    """Whether the tokens are a name: all words with a capital, none a label such as "Update"."""
    grammar = reading.table.grammar
    first += last - first > 2 and reading.lower(first) in grammar.determiners - grammar.pronouns
    words = [t for t in reading.tokens[first:last] if t.is_word]
    if not words or any(t.text[0].islower() and len(words) < _LONGEST_NAME for t in words):
        return False
    labels = reading.table.nouns["labels"]
    return all(t.lower not in labels and t.lower not in grammar.determiners and not t.text.isdigit() for t in words)


def _make(reading: Reading, source: tuple[int, int], mark: int, content: Span | None) -> Attribution | None:
    if content is None:
        return None
    cue = (reading.tokens[mark].span,)
    return Attribution((reading.extent(*source),), cue, (content,), is_relay(reading, source, ""))
