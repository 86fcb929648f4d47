"""Two threads that are one question, changed on the way: told by descent, never by a numeral alone.

A relay that moves the place or the period of a claim seems to answer another question. Where a page of one thread names
a page of the other as where it has it from, or repeats its words at length, and the number is the same, the two are
one thread and the difference is a mutation. A document that states both tells them apart itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemmata.model import Claim, Document
from stemmata.packs import Pack
from stemmata.trace.attribute import read_number
from stemmata.trace.identity import document_identities, source_identity
from stemmata.trace.wordprint import Words, longest_run, read_words

_LONG_RUN = 12  # words: longer than a phrase of a house or a law's name
_MOST_PAIRS = 200  # of documents that are compared for two threads


def has_descent(one: Sequence[Claim], two: Sequence[Claim], documents: Mapping[str, Document], pack: Pack) -> bool:
    """Whether a document of one group of claims has its claim from a document of the other."""
    if _stated_by_one_document(one, two):
        return False
    compared = 0
    for above in one:
        for below in two:
            number = read_number(above)
            if number is None or number != read_number(below) or above.document == below.document:
                continue
            compared += 1
            if compared > _MOST_PAIRS:
                return False
            first, second = documents[above.document], documents[below.document]
            if _names(below, first, pack) or _names(above, second, pack):
                return True
            length, _ = longest_run(_read(first.text).plain, _read(second.text).plain)
            if length >= _LONG_RUN:
                return True
    return False


def _stated_by_one_document(one: Sequence[Claim], two: Sequence[Claim]) -> bool:
    """Whether the body of one document states a claim of both."""
    first = {c.document for c in one if not c.in_title}
    return any(c.document in first for c in two if not c.in_title)


def _names(claim: Claim, document: Document, pack: Pack) -> bool:
    identities = document_identities(document, pack)
    return any(source_identity(source) in identities for source in claim.chain)


@lru_cache(maxsize=256)
def _read(text: str) -> Words:
    return read_words(text)
