"""The group of words that a verb stands in: its auxiliaries, its negation, and what form that gives it.

"has not yet been delivered", "to quickly deliver", "will, the minister said, deliver": read from the verb to the left,
over adverbs and over what stands between two commas. All positions are token indexes of one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.token import Token, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables

_LONGEST_GROUP = 9  # words before the verb itself
_LONGEST_INSERT = 8  # words between two commas inside a group
_PROGRESSIVE = "ing"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The words [first, head] of one verb. `modal`, `infinitive` (its "to") and `negation` are positions; the flags
    say which auxiliaries it has."""

    first: int
    head: int
    modal: int | None = None
    infinitive: int | None = None
    negation: int | None = None
    has_be: bool = False
    has_perfect: bool = False
    has_do: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no auxiliary stands before the verb."""
        return not (self.modal is not None or self.infinitive is not None or self.has_be or self.has_perfect)


def read_verb_group(context: SentenceContext, head: int) -> VerbGroup:
    """The group of the verb at token `head`."""
    tables = load_claim_tables(context.document.language)
    tokens = context.tokens
    modal = infinitive = negation = None
    has_be = has_perfect = has_do = False
    first, index = head, head - 1
    while index >= 0 and head - index <= _LONGEST_GROUP:
        token = tokens[index]
        if is_modal(tokens, index, tables):
            modal = first = index
            if token.lower in tables.words["negated_modals"]:
                negation = index
        elif token.lower in tables.words["infinitive"]:
            infinitive = first = index
        elif _is_negator(token, tables):
            negation = first = index
        elif tables.has("passive", token.lemmas):
            has_be, first = True, index
        elif tables.has("have", token.lemmas) and (first != head or is_participle(tokens[head], tables)):
            has_perfect, first = True, index
        elif tables.has("do", token.lemmas) and token.lower != tokens[head].lower:
            has_do, first = True, index
        elif not _is_adverb(token, context.document.language, tables):
            opening = _insert_opening(context, index, tables)
            if opening is None:
                break
            index = opening
            continue
        if infinitive is not None:
            break
        index -= 1
    if infinitive is not None and infinitive and _is_negator(tokens[infinitive - 1], tables):
        negation = infinitive - 1
    return VerbGroup(first, head, modal, infinitive, negation, has_be, has_perfect, has_do)


def is_negated(context: SentenceContext, head: int) -> bool:
    """Whether the verb at token `head` is negated in its own group: "did not deny"."""
    return read_verb_group(context, head).negation is not None


def is_modal(tokens: tuple[Token, ...], index: int, tables: ClaimTables) -> bool:
    """Whether a token is a modal verb; a capital inside a sentence makes a month or a name of it ("in May")."""
    token = tokens[index]
    if token.lower not in tables.words["modal_verbs"]:
        return False
    return token.text[:1].islower() or (token.text.isupper() and len(token.text) > 1)


def is_past_form(token: Token, tables: ClaimTables) -> bool:
    """Whether a verb's form is a past one: it has another lemma, and no ending of the present."""
    endings = tuple(sorted(tables.words["not_past"]))
    return bool(token.lemmas - {token.lower}) and not token.lower.endswith(endings)


def is_participle(token: Token, tables: ClaimTables) -> bool:
    """Whether a form can stand behind "have" or "be": a past one, or one that is its own past ("hit", "put")."""
    return is_past_form(token, tables) or token.lower in tables.words["same_past"]


def is_progressive(token: Token, language: str) -> bool:
    """Whether a form is a verb's "-ing"."""
    return token.lower.endswith(_PROGRESSIVE) and "VERB" in word_classes(token.lower, language)


def is_verb(context: SentenceContext, index: int) -> bool:
    """Whether the token is surely a verb here: a form that is nothing else, or one behind an auxiliary."""
    tables = load_claim_tables(context.document.language)
    token = context.tokens[index]
    classes = word_classes(token.lower, context.document.language)
    if not token.is_word or "VERB" not in classes or is_modal(context.tokens, index, tables):
        return False
    if token.text[:1].isupper() and index and not _leads_verb(context.tokens[index - 1], tables):
        return False  # but "To Boost" in a headline
    if classes <= {"VERB", "AUX"}:
        return True
    if is_past_form(token, tables) and not classes & {"NOUN"}:
        return True
    group = read_verb_group(context, index)
    return group.first < index and (not group.is_bare or group.has_do)


def _leads_verb(token: Token, tables: ClaimTables) -> bool:
    return token.lower in tables.words["infinitive"] and token.text[:1].isupper()


def _is_negator(token: Token, tables: ClaimTables) -> bool:
    return token.lower in tables.words["verb_negators"]


def _is_adverb(token: Token, language: str, tables: ClaimTables) -> bool:
    if token.lower in tables.words["floating"]:
        return True
    classes = word_classes(token.lower, language)
    return "ADV" in classes and not classes & {"VERB", "NOUN", "AUX"} and token.lower not in tables.words["infinitive"]


def _insert_opening(context: SentenceContext, comma: int, tables: ClaimTables) -> int | None:
    """Where an insert that ends at `comma` hides an auxiliary: the position before the insert's first comma."""
    tokens = context.tokens
    if tokens[comma].text != ",":
        return None
    for index in range(comma - 1, max(0, comma - _LONGEST_INSERT - 1), -1):
        if tokens[index].text != ",":
            continue
        before = tokens[index - 1]
        if is_modal(tokens, index - 1, tables) or tables.has("auxiliary", before.lemmas):
            return index - 1
        return None
    return None
