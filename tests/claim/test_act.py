"""Whoever acts gives no information by it: no source of a claim."""

from __future__ import annotations

import hashlib

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> tuple[Claim, ...]:
    document = Document("d", hashlib.sha256(text.encode()).hexdigest(), text, "en", published="2024-05-15")
    return find_claims(document, annotate(document, PACK), PACK).claims


@pytest.mark.parametrize(
    "text",
    [
        "Peru on Monday signed a contract with Saab for 12 Gripen fighters worth 2 billion euros.",
        "Togo's junta on Friday put on show four Bayraktar TB2 drones supplied by Turkey.",
        "Armenia ordered 36 CAESAR howitzers from France.",
    ],
)
def test_who_signs_or_shows_a_thing_is_no_source(text: str) -> None:
    claims = read(text)
    assert claims
    assert all(claim.chain == () for claim in claims)


def test_who_says_it_is_a_source() -> None:
    claims = read("Peru signed a contract with Saab for 12 Gripen fighters, the ministry in Lima announced.")
    assert [[source.descriptor for source in claim.chain] for claim in claims] == [["the ministry in Lima"]] * len(
        claims
    )
    assert claims


def test_a_claim_of_what_it_shows_is_told_by_the_paper_of_the_sentence_before() -> None:
    claims = read("The council released a study on Friday. It shows that Norva ordered 40 Leopard 2 tanks.")
    assert [[source.descriptor for source in claim.chain] for claim in claims] == [["a study"]]
