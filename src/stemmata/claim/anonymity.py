"""What the words for an unnamed source say of it: how many they are, of what level, and on whose side.

"A country aligned with X" is not X. Two descriptors are never merged by wording alone; these readings only tell which
of them contradict.
"""

from __future__ import annotations

from stemmata.annotate.entity import find_entities
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.token import tokenize
from stemmata.claim.table import load_claim_tables
from stemmata.model import Anonymity, Basis, Span
from stemmata.packs import Pack

_LEVELS = ("intelligence", "diplomat", "senior", "familiar")  # the first that the words name


def read_anonymity(words: str, pack: Pack, language: str) -> Anonymity:
    """What a descriptor ("two senior officials from a country allied with X") says."""
    tables = load_claim_tables(language)
    if not words.strip():
        return Anonymity()
    whole = Span(0, len(words))
    tokens = tokenize(words, whole, language)
    side = {
        pack.state_of(entity.entity)
        for entity in find_entities(words, (whole,), pack, language)
        if entity.entity in pack.actors
    }
    lemmas = {lemma for token in tokens for lemma in (*token.lemmas, token.lower)}
    level = next((name for name in _LEVELS if lemmas & tables.words[name]), None)
    is_ally = bool(side) and bool(lemmas & tables.words["ally"])
    return Anonymity(_count(words, whole, language), level, tuple(sorted(side)), is_ally)


def _count(words: str, whole: Span, language: str) -> int | None:
    """How many people the words name at their beginning: "two officials", "an official"."""
    first = words.split(maxsplit=1)[0].lower()
    if first in load_claim_tables(language).words["single"]:
        return 1
    for quantity in find_quantities(words, (whole,), language):
        is_plain = quantity.basis is Basis.EXACT and quantity.unit == "count" and quantity.low is not None
        if quantity.span.start == 0 and is_plain and quantity.low == quantity.high:
            return int(quantity.low or 0)
    return None
