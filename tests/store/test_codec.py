from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from stemmata.model import (
    Basis,
    Claim,
    Evidence,
    Modality,
    Origins,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Stemma,
)
from stemmata.store import StoreError
from stemmata.store.codec import claim_from, claim_row, stemma_from, stemma_text

from .strategies import claims, stemmata

QUANTITY = Quantity(Span(4, 18), "at least 6,000", 6000, None, Basis.AT_LEAST)
CLAIM = Claim(
    id="c1",
    document="d1",
    measure="output",
    sub_kind=None,
    item="lorry",
    actor="ministry",
    counterpart=None,
    place=None,
    quantity=QUANTITY,
    time=None,
    stage=None,
    modality=Modality.ASSERTED,
    polarity=Polarity.POSITIVE,
    chain=(Source(SourceKind.ANONYMOUS, None, "two officials", Span(40, 53)),),
    evidence=Evidence(Span(0, 60), "They built at least 6,000 lorries, two officials said.", "", ""),
    support={"quantity": (Span(4, 18),), "item": (Span(19, 26),)},
)


@given(claims)
def test_a_claim_comes_back_equal_in_every_field(claim: Claim) -> None:
    assert claim_from(claim_row(claim, 0)) == claim


@given(stemmata)
def test_a_stemma_comes_back_equal_in_every_field(stemma: Stemma) -> None:
    assert stemma_from(stemma_text(stemma), stemma.thread) == stemma


def test_what_is_looked_for_stands_in_columns_and_not_twice() -> None:
    row = claim_row(CLAIM, 3)
    assert (row["item"], row["modality"], row["place"], row["position"]) == ("lorry", "asserted", None, 3)
    assert not {"item", "modality", "id"} & json.loads(row["body"]).keys()


def test_equal_claims_give_equal_text_whatever_the_order_of_support() -> None:
    turned = replace(CLAIM, support=dict(reversed(list(CLAIM.support.items()))))
    assert claim_row(turned, 0) == claim_row(CLAIM, 0)


def test_text_in_any_script_is_kept_readable() -> None:
    evidence = replace(CLAIM.evidence, quote="Міністерство: не менше 6000")
    assert "Міністерство" in claim_row(replace(CLAIM, evidence=evidence), 0)["body"]


@pytest.mark.parametrize("bad", ["half \ud83d of a pair", "a NUL \0"])
def test_text_that_no_database_holds_is_refused_by_name(bad: str) -> None:
    with pytest.raises(StoreError, match="claim 'c1' of document 'd1'"):
        claim_row(replace(CLAIM, evidence=replace(CLAIM.evidence, quote=bad)), 0)
    with pytest.raises(StoreError, match="claim 'c1' of document 'd1'"):
        claim_row(replace(CLAIM, support={bad: ()}), 0)


def test_the_words_backslash_u0000_are_no_nul() -> None:
    claim = replace(CLAIM, evidence=replace(CLAIM.evidence, quote="\\u0000"))
    assert claim_from(claim_row(claim, 0)) == claim


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(StoreError, match="infinity or NaN"):
        claim_row(replace(CLAIM, quantity=replace(QUANTITY, low=number)), 0)


def test_a_value_of_the_wrong_type_is_refused_going_in() -> None:
    with pytest.raises(StoreError, match="shape of the model"):
        claim_row(replace(CLAIM, in_title="yes"), 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{}", '{"evidence": 1', "9" * 5000, "[" * 100_000], ids=lambda body: body[:8]
)
def test_a_damaged_body_is_told_with_its_claim(body: str) -> None:
    with pytest.raises(StoreError, match="claim 'c1' of document 'd1' cannot be read back"):
        claim_from({**claim_row(CLAIM, 0), "body": body})


@pytest.mark.parametrize("change", [{"modality": "shouts"}, {"measure": None}, {"quantity": {"low": "6000"}}])
def test_a_value_of_the_wrong_type_is_refused_coming_out(change: dict[str, object]) -> None:
    row = claim_row(CLAIM, 0)
    columns = {name: value for name, value in change.items() if name in row}
    body = {**json.loads(row["body"]), **{name: v for name, v in change.items() if name not in row}}
    with pytest.raises(StoreError, match="cannot be read back"):
        claim_from({**row, **columns, "body": json.dumps(body)})


def test_a_damaged_stemma_is_told_with_its_thread() -> None:
    text = stemma_text(Stemma("t1", (), (), Origins(0, 1, 1, ())))
    with pytest.raises(StoreError, match="thread 't1' cannot be read back"):
        stemma_from(text[:-1], "t1")
