"""Whether a source is itself a report, an outlet, an agency or a document; and who can be cited."""

from __future__ import annotations

from stemmata.annotate.attribution_table import AttributionTable
from stemmata.annotate.person import holds_office
from stemmata.annotate.reading import Range, Reading
from stemmata.annotate.token import Token

_SHORTEST_ACRONYM = 2
_LONGEST_ACRONYM = 5


def is_relay(reading: Reading, source: Range, lemma: str) -> bool:
    """Whether the head of the source is a report or reporter: by its noun, its name, or an acronym that reports."""
    table = reading.table
    first, last = source
    head_end = _head_end(reading, source)
    for index in range(first, head_end):
        token = reading.tokens[index]
        is_named = index > first and token.text[0].isupper() and token.lower in table.nouns["relay_names"]
        is_head = index == head_end - 1 and _is_any(token, table, "relay", "documents")
        if is_named or is_head:
            return True
    text = reading.tokens[head_end - 1].text
    is_acronym = text.isupper() and text.isalpha() and _SHORTEST_ACRONYM <= len(text) <= _LONGEST_ACRONYM
    return is_acronym and head_end - first <= 2 and lemma in table.verbs["reporting"] and last == head_end


def is_document(reading: Reading, phrase: Range) -> bool:
    """Whether the head of a phrase is a document."""
    head = reading.tokens[_head_end(reading, phrase) - 1]
    is_common = head.text[:1].islower() or phrase[0] == 0
    return is_common and bool(head.lemmas & reading.table.nouns["documents"])


def is_citable(reading: Reading, phrase: Range) -> bool:
    """Whether a cited phrase gives information: a person, a body or a document, not a reason."""
    head_end = _head_end(reading, phrase)
    table = reading.table
    if any(_is_any(reading.tokens[i], table, "sources", "relay", "documents") for i in range(phrase[0], head_end)):
        return True
    head = reading.tokens[head_end - 1]
    is_people = is_agent(head, table) or holds_office(head, table.language)
    return head.text[:1].isupper() or _is_any(head, table, "bodies") or is_people


def _is_any(token: Token, table: AttributionTable, *classes: str) -> bool:
    """Whether a word may be a noun of one of these classes."""
    return any(not token.lemmas.isdisjoint(table.nouns[name]) for name in classes)


def is_agent(noun: Token, table: AttributionTable) -> bool:
    """Whether a noun names people by what they do: "governor", "analyst", but not "weather"."""
    singular = min(noun.lemmas, key=lambda w: (len(w), w))
    return singular.endswith(tuple(table.nouns["agent_endings"])) and not noun.lemmas & table.nouns["no_agents"]


def _head_end(reading: Reading, phrase: Range) -> int:
    """Behind the head noun: where the first preposition, comma or relative clause begins."""
    grammar = reading.table.grammar
    first, last = phrase
    for index in range(first + 1, last):
        lower = reading.lower(index)
        if reading.is_past_form(index) and reading.lower(index + 1) in grammar.prepositions:
            return index  # "documents seen by X"
        if lower in grammar.genitives and reading.tokens[index - 1].lemmas & reading.table.nouns["partitives"]:
            continue  # "hundreds of statements"
        if lower in grammar.linking or lower in grammar.asides or lower in grammar.relatives or lower in {",", "("}:
            return index
    return last
