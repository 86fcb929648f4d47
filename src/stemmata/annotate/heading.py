"""Attributions that a mark makes: "X: …" in a headline or a transcript, "… — X" in a headline, and both at once; and
"…, X says" at the end of a headline."""

from __future__ import annotations

from dataclasses import replace

from stemmata.annotate.content import trim
from stemmata.annotate.person import holds_office
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.relay import is_agent, is_relay
from stemmata.model import Attribution, Span

_LONGEST_NAME = 5  # tokens
_LONGEST_GIVER = 16  # tokens of a giver that is described: "a source in the ministry who spoke to X"
_SHORTEST_HEADLINE = 3  # tokens between two marks
_DASHES = frozenset({"—", "–", "--"})
_LONGEST_CLOSING = 6  # tokens of a giver before the verb that closes a headline
_HYPHEN = "-"
_COLON = ":"


def find_heading_attributions(reading: Reading, is_first: bool) -> tuple[Attribution, ...]:
    """The attributions of a sentence in colon, dash or closing form, the nearest first; none for any other sentence.

    "Outlet: what is said – giver" has two: the giver's stands inside what the outlet says.
    """
    opening = _colon_form(reading, is_first) or _outlet_form(reading, is_first)
    if opening is None:
        closing = _dash_form(reading, 0, is_first) or _closing_form(reading, 0, is_first)
        return () if closing is None else (closing,)
    inner = _inside(reading, opening, is_first)
    return (opening,) if inner is None else (opening, inner)


def _inside(reading: Reading, opening: Attribution, is_first: bool) -> Attribution | None:
    """Whoever closes what the opening of a headline ascribes to an outlet."""
    content = opening.content[0]
    start = reading.touching(content)[0]
    if reading.quotation[start] is not None:
        return None
    closing = _dash_form(reading, start, is_first) or _closing_form(reading, start, is_first)
    if closing is None or reading.touching(closing.cue[0])[0] - start < _SHORTEST_HEADLINE:
        return None
    return replace(closing, content=tuple(Span(content.start, part.end) for part in closing.content))


def _colon_form(reading: Reading, is_first: bool) -> Attribution | None:
    colon = next((i for i in range(1, min(len(reading), _LONGEST_NAME + 1)) if reading.lower(i) == _COLON), None)
    if colon is None or colon + 1 >= len(reading):
        return None
    if not (_is_name(reading, 0, colon) or (is_first and _opens_with_giver(reading, colon))):
        return None
    first = int(not reading.tokens[0].is_word and colon > 1)  # of a transcript that is quoted
    is_shouted = all(not t.is_word or t.text.isupper() for t in reading.tokens[:colon])
    is_quoted = reading.opens_quotation(colon + 1)
    if not (is_first or is_quoted or is_shouted or is_relay(reading, (first, colon), "")):
        return None
    content = reading.quotation[colon + 1] if is_quoted else trim(reading, colon + 1, len(reading))
    return _make(reading, (first, colon), colon, content)


def _opens_with_giver(reading: Reading, colon: int) -> bool:
    """ "State television: …", "Health ministry: …": common words for who gives information, with a capital first."""
    nouns = reading.table.nouns
    head = reading.tokens[colon - 1]
    if colon < 2 or not all(t.is_word for t in reading.tokens[:colon]) or reading.is_determiner(0):
        return False
    if any(t.lower in nouns["labels"] for t in reading.tokens[:colon]):
        return False
    givers = nouns["bodies"] | nouns["newsrooms"] | (nouns["sources"] - nouns["documents"] - nouns["saying"])
    return head.text.islower() and bool(head.lemmas & givers)


def _dash_form(reading: Reading, start: int, is_first: bool) -> Attribution | None:
    """Whoever stands behind the last dash of a headline, which may be closed by a dash again; in the first
    sentence also behind a colon."""
    last = len(reading)
    if last - start < _SHORTEST_HEADLINE or reading.lower(last - 1) in {".", "?", "!"}:
        return None
    last -= _is_closing_dash(reading, last - 1)
    for mark in range(last - 1, max(start + 1, last - 1 - _LONGEST_GIVER), -1):
        if not (_is_dash(reading, mark) or (reading.lower(mark) == _COLON and is_first)):
            continue
        if reading.quotation[mark] is not None or not _is_giver(reading, mark + 1, last, is_first):
            return None
        return _make(reading, (mark + 1, last), mark, trim(reading, start, mark))
    return None


def _closing_form(reading: Reading, start: int, is_first: bool) -> Attribution | None:
    """ "…, ministry paper shows", "…, poll finds": whoever says it closes the headline with the verb behind."""
    verb = len(reading) - 1
    if not is_first or verb - start < _SHORTEST_HEADLINE or not reading.takes(verb, "say", "show", "finding"):
        return None
    comma = next(
        (i for i in range(verb - 1, max(start, verb - 1 - _LONGEST_CLOSING), -1) if _is_comma(reading, i)), None
    )
    if comma is None or comma + 1 == verb or comma - start < _SHORTEST_HEADLINE or reading.quotation[comma] is not None:
        return None
    first = comma + 1
    grammar = reading.table.grammar
    is_phrase = reading.lower(first) not in grammar.function_words | grammar.determiners | grammar.negations
    is_phrase = is_phrase and all(t.is_word for t in reading.tokens[first:verb])
    if not is_phrase or not (_is_known_giver(reading, verb - 1) or _may_give(reading, first, verb)):
        return None
    return _make(reading, (first, verb), verb, trim(reading, start, comma))


def _is_comma(reading: Reading, index: int) -> bool:
    return reading.lower(index) == ","


def _is_known_giver(reading: Reading, index: int) -> bool:
    """Whether a word is one for people, bodies or documents, whatever capital a headline gives it."""
    nouns = reading.table.nouns
    givers = nouns["bodies"] | nouns["sources"] | nouns["documents"] | nouns["relay"]
    return bool(reading.tokens[index].lemmas & givers)


def _is_giver(reading: Reading, first: int, last: int, is_first: bool) -> bool:
    """Whether what stands behind a mark is who gives what stands before it."""
    if 0 < last - first <= _LONGEST_NAME and _is_name(reading, first, last):
        return True
    return is_first and (_is_body(reading, first, last) or _is_described(reading, first, last))


def _is_dash(reading: Reading, index: int) -> bool:
    """A dash, or a hyphen between spaces that stands for one."""
    if reading.tokens[index].is_word:
        return False
    if reading.lower(index) in _DASHES:
        return True
    is_free = index > 0 and index + 1 < len(reading) and reading.lower(index) == _HYPHEN
    return is_free and reading.end(index - 1) < reading.start(index) and reading.end(index) < reading.start(index + 1)


def _is_closing_dash(reading: Reading, index: int) -> bool:
    return index > 0 and reading.lower(index) in {*_DASHES, _HYPHEN} and reading.end(index - 1) < reading.start(index)


def _outlet_form(reading: Reading, is_first: bool) -> Attribution | None:
    """ "Kyiv Herald - the army buys …": the name of an outlet before a dash that opens a headline."""
    dash = next((i for i in range(1, min(len(reading), _LONGEST_NAME + 1)) if _is_dash(reading, i)), None)
    if not is_first or dash is None or not _is_name(reading, 0, dash) or not is_relay(reading, (0, dash), ""):
        return None
    return _make(reading, (0, dash), dash, trim(reading, dash + 1, len(reading)))


def _is_body(reading: Reading, first: int, last: int) -> bool:
    """ "… - air force": a bare noun for a body or for people who give information, written small."""
    if not 0 < last - first <= _LONGEST_NAME:
        return False
    nouns = reading.table.nouns
    head = reading.tokens[last - 1]
    is_giver = bool(head.lemmas & (nouns["bodies"] | nouns["sources"]))
    return is_giver and all(t.is_word for t in reading.tokens[first:last])


def _is_described(reading: Reading, first: int, last: int) -> bool:
    """ "… – the deputy oil minister", "… : ministry report seen by X", "… – X, quoting club doctors": a phrase that can
    be cited and goes on to the end, alone or with the one whom it tells, cites or is quoted by."""
    phrase = phrase_after(reading, first, with_asides=False)
    if phrase is None or first >= last:
        return False
    behind = min(phrase[1], last)
    return _may_give(reading, first, behind) and (behind == last or _names_other(reading, behind, last))


def _may_give(reading: Reading, first: int, last: int) -> bool:
    """Whether the head of a phrase is a name or a word for people, bodies or documents."""
    grammar, nouns = reading.table.grammar, reading.table.nouns
    stops = grammar.linking | grammar.relatives | grammar.asides
    end = next((i for i in range(first + 1, last) if reading.lower(i) in stops or _has_agent(reading, i)), last)
    head = reading.tokens[end - 1]
    if any(reading.is_temporal(i) for i in range(first, end)) or not head.is_word:
        return False
    if head.text[:1].isupper():
        return not reading.is_headline and end - first > reading.is_determiner(first)
    givers = nouns["bodies"] | nouns["sources"] | nouns["documents"] | nouns["newsrooms"]
    return bool(head.lemmas & givers) or is_agent(head, reading.table) or holds_office(head, reading.table.language)


def _has_agent(reading: Reading, index: int) -> bool:
    """Whether a participle stands here with "by" or "to" behind it: "seen by X"."""
    grammar = reading.table.grammar
    return reading.is_past_form(index) and reading.lower(index + 1) in grammar.agents | grammar.infinitive


def _names_other(reading: Reading, start: int, last: int) -> bool:
    """ ", quoted by X", ", citing two officials": one more phrase, to the end."""
    start += reading.lower(start) == ","
    is_cited = reading.takes(start, "citing") and (
        reading.has_gerund_ending(start) or reading.lower(start + 1) in reading.table.grammar.agents
    )
    if not is_cited:
        return False
    other: Range | None = phrase_after(reading, start + 1 + (not reading.has_gerund_ending(start)), with_asides=False)
    return other is not None and other[1] >= last


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
