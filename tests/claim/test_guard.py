"""The fidelity guard on hand-made claims: each altered field is caught, and true claims pass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.claim.guard import find_unsupported, read_numbers
from stemmata.model import (
    Basis,
    Claim,
    Evidence,
    Modality,
    Polarity,
    Quantity,
    Relation,
    Source,
    SourceKind,
    Span,
    Time,
)

TEXT = "Two officials said the works could turn out at least 6,000 airframes a year by March 2024, but not before."


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def true_claim() -> Claim:
    whole = Span(0, len(TEXT))
    number = span("at least 6,000")
    return Claim(
        id="c1",
        document="0" * 64,
        measure="capacity",
        sub_kind=None,
        item="uav",
        actor=None,
        counterpart=None,
        place=None,
        quantity=Quantity(number, "at least 6,000", 6000, None, Basis.AT_LEAST, "count", "airframe", None, "year"),
        time=Time(span("March 2024"), "March 2024", "DATE", "2024-03", None, "2024-03-31", "month", Relation.BY),
        stage=None,
        modality=Modality.COULD,
        polarity=Polarity.POSITIVE,
        chain=(Source(SourceKind.ANONYMOUS, None, "Two officials", span("Two officials")),),
        evidence=Evidence(whole, TEXT, "", ""),
        support={"measure": (span("turn out"),), "modality": (span("could"),)},
    )


def test_a_true_claim_passes() -> None:
    assert find_unsupported(true_claim(), TEXT, "en") is None


def quantity(**changes: object) -> Claim:
    made = true_claim()
    assert made.quantity is not None
    return replace(made, quantity=replace(made.quantity, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (quantity(low=6001.0), "number"),
        (quantity(low=600.0), "number"),
        (quantity(low=60000.0), "number"),
        (quantity(basis=Basis.UP_TO, low=None, high=6000.0), "bound"),
        (quantity(basis=Basis.EXACT, high=6000.0), "bound"),
        (quantity(basis=Basis.MORE_THAN), "bound"),
        (quantity(basis=Basis.ABOUT, high=6000.0), "bound"),
        (quantity(span=span("6,000"), text="6,000", basis=Basis.EXACT, high=6000.0), "bound"),
        (quantity(unit="USD"), "unit"),
        (quantity(unit="kilometre"), "unit"),
        (quantity(per="month"), "per"),
        (quantity(text="at least 6.000"), "quote"),
        (replace(true_claim(), evidence=Evidence(Span(0, 20), TEXT[:19] + "x", "", "")), "quote"),
        (replace(true_claim(), chain=(Source(SourceKind.NAMED, "The mayor", "The mayor", Span(0, 9)),)), "source"),
        (replace(true_claim(), support={"measure": (span("turn out"),)}), "modality"),
        (
            replace(
                true_claim(),
                time=Time(span("March 2024"), "March 2024", "DATE", "2029", None, "2029-03-31", "month", Relation.BY),
            ),
            "time",
        ),
    ],
)
def test_an_altered_field_is_caught(claim: Claim, field: str) -> None:
    assert find_unsupported(claim, TEXT, "en") == field


def test_a_dropped_negation_is_caught() -> None:
    text = "The ministry has not delivered 40 launchers."
    verb = span("delivered", text)
    made = replace(
        true_claim(),
        quantity=Quantity(span("40", text), "40", 40, 40, Basis.EXACT),
        time=None,
        modality=Modality.ASSERTED,
        chain=(),
        evidence=Evidence(Span(0, len(text)), text, "", ""),
        support={"measure": (verb,)},
    )
    assert find_unsupported(made, text, "en") == "polarity"
    assert find_unsupported(replace(made, polarity=Polarity.NEGATIVE), text, "en") is None


def test_an_invented_negation_is_caught() -> None:
    text = "The ministry has delivered 40 launchers."
    made = replace(
        true_claim(),
        quantity=Quantity(span("40", text), "40", 40, 40, Basis.EXACT),
        time=None,
        modality=Modality.ASSERTED,
        polarity=Polarity.NEGATIVE,
        chain=(),
        evidence=Evidence(Span(0, len(text)), text, "", ""),
        support={"measure": (span("delivered", text),)},
    )
    assert find_unsupported(made, text, "en") == "polarity"


@given(st.integers(min_value=1, max_value=10**9))
def test_a_printed_number_is_read_back(number: int) -> None:
    assert float(number) in read_numbers(f"{number:,} of them", "en")
    assert float(number) in read_numbers(f"{number} of them", "en")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and forty", 240),
        ("1.7bn", 1.7e9),
        ("$2.5 million", 2.5e6),
        ("six thousand", 6000),
        ("a dozen", 12),
        ("sixty-four", 64),
        ("6 thousand", 6000),
        ("two to three thousand", 2000),
    ],
)
def test_number_words_are_read(words: str, value: float) -> None:
    assert value in read_numbers(words, "en")
