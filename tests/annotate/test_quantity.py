"""Quantities with their bounds, units and counted things, in the styles that news prints."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.quantity import find_quantities
from stemmata.model import Basis, Quantity, Span


def quantities(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, (Span(0, len(text)),), "en")


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "basis"),
    [
        ("It bought 45 launchers.", "45", 45, 45, Basis.EXACT),
        ("It bought at least 1,200 launchers.", "at least 1,200", 1200, None, Basis.AT_LEAST),
        ("It bought no fewer than 30 launchers.", "no fewer than 30", 30, None, Basis.AT_LEAST),
        ("It bought more than 30 launchers.", "more than 30", 30, None, Basis.MORE_THAN),
        ("It bought over 30 launchers.", "over 30", 30, None, Basis.MORE_THAN),
        ("It bought up to 30 launchers.", "up to 30", None, 30, Basis.UP_TO),
        ("It bought as many as 30 launchers.", "as many as 30", None, 30, Basis.UP_TO),
        ("It bought fewer than 30 launchers.", "fewer than 30", None, 30, Basis.FEWER_THAN),
        ("It bought nearly 30 launchers.", "nearly 30", None, 30, Basis.ALMOST),
        ("It bought about 30 launchers.", "about 30", 30, 30, Basis.ABOUT),
        ("It bought some 30 launchers.", "some 30", 30, 30, Basis.ABOUT),
        ("It bought 30 or more launchers.", "30 or more", 30, None, Basis.AT_LEAST),
        ("It bought 20-30 launchers.", "20-30", 20, 30, Basis.RANGE),
        ("It bought between 20 and 30 launchers.", "between 20 and 30", 20, 30, Basis.RANGE),
        ("It bought two to three thousand launchers.", "two to three thousand", 2000, 3000, Basis.RANGE),
        ("It bought dozens of launchers.", "dozens", 24, 99, Basis.ORDER_WORD),
        ("It bought tens of thousands of launchers.", "tens of thousands", 20000, 99999, Basis.ORDER_WORD),
        ("It bought several launchers.", "several", 3, 9, Basis.ORDER_WORD),
        ("It bought two hundred and forty launchers.", "two hundred and forty", 240, 240, Basis.EXACT),
        ("It bought a dozen launchers.", "a dozen", 12, 12, Basis.EXACT),
        ("It bought half a dozen launchers.", "half a dozen", 6, 6, Basis.EXACT),
        ("It bought sixty-four launchers.", "sixty-four", 64, 64, Basis.EXACT),
        ("It bought 6\u00a0000 launchers.", "6\u00a0000", 6000, 6000, Basis.EXACT),
        ("It bought 6K launchers.", "6K", 6000, 6000, Basis.EXACT),
    ],
)
def test_number_and_bound(text: str, words: str, low: float | None, high: float | None, basis: Basis) -> None:
    found = only(text)
    assert (found.text, found.low, found.high, found.basis) == (words, low, high, basis)
    assert found.item == "launcher"
    assert found.unit == "count"


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("The deal is worth $2.5m.", 2_500_000, "USD"),
        ("The deal is worth 1.7bn euros.", 1_700_000_000, "EUR"),
        ("The deal is worth 40 million dollars.", 40_000_000, "USD"),
        ("About 86 percent of the parts were foreign.", 86, "percent"),
        ("The town lies 970 km away.", 970, "kilometre"),
        ("The town lies 600 miles away.", 600, "mile"),
        ("It weighs 50kg.", 50, "kilogram"),
        ("They sent 30 tonnes of flour.", 30, "tonne"),
    ],
)
def test_unit(text: str, low: float, unit: str) -> None:
    found = only(text)
    assert found.low == pytest.approx(low)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("They fired 12 cruise missiles.", "cruise missile"),
        ("They built 6,000 Iranian-designed drones.", "drone"),
        ("They lost 34 of the aircraft.", "aircraft"),
        ("Hundreds of drones were sent.", "drone"),
        ("They shot down 54 of those drones launched overnight.", "drone"),
    ],
)
def test_what_is_counted(text: str, item: str) -> None:
    assert quantities(text)[0].item == item


def test_a_rate_keeps_its_period() -> None:
    assert only("They make 28,000 rounds a month.").per == "month"
    assert only("They make 28,000 rounds per year.").per == "year"
    assert only("They make 28,000 rounds.").per is None


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 24 February.",
        "It happened on February 24, 2023.",
        "It happened in 2023.",
        "They flew the Shahed-136 and two-seat jets.",
        "The Su-35 and the F-16 met.",
        "The council adopted Resolution 2231.",
        "See page 3.",
        "They met at 10:30.",
        "One of them left.",
        "They waited for two years.",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert quantities(text) == ()


@given(st.integers(min_value=2, max_value=999_999_999), st.sampled_from(["{:,}", "{}"]))
def test_a_printed_number_reads_back_exactly(number: int, style: str) -> None:
    found = list(quantities(f"They counted {style.format(number)} crates there."))
    is_year = style == "{}" and 1500 <= number <= 2100
    assert is_year or [(q.low, q.high) for q in found] == [(number, number)]


@given(
    st.sampled_from(["at least", "more than", "up to", "about", "nearly"]), st.integers(2, 10**6), st.text(max_size=20)
)
def test_a_bound_stays_whatever_stands_around(bound: str, number: int, noise: str) -> None:
    noise = "".join(c for c in noise if c.isalpha() or c == " ")
    text = f"The {noise} office said {bound} {number:,} crates were sent {noise}"
    assert any(q.text == f"{bound} {number:,}" and q.basis is not Basis.EXACT for q in quantities(text))


@given(st.text(max_size=300))
def test_any_text_is_survived_and_spans_hold(text: str) -> None:
    for sentence in (Span(0, len(text)),) if text else ():
        for found in find_quantities(text, (sentence,), "en"):
            assert found.span.of(text) == found.text
            assert found.low is None or found.high is None or found.low <= found.high


@pytest.mark.parametrize("unit", ["1,", "9", "one ", "at least ", "6 ", "- 1 ", "$", "two hundred and "])
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.perf_counter()
        find_quantities(text, (Span(0, len(text)),), "en")
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(200_000) < 10
