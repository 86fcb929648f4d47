"""The fidelity guard on hand-made claims: each altered field is refused or left out, and true claims pass whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.quantity import find_quantities
from stemmata.claim.guard import GuardError, judge_claim, load_guard_table, read_numbers
from stemmata.claim.guard.quantity import find_unsupported_part
from stemmata.model import (
    Anonymity,
    Basis,
    Claim,
    Document,
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
from stemmata.packs import load_pack

PACK = load_pack()
TEXT = (
    "Two officials from a country allied with Norway said the works could turn out at least 6,000 drones a year "
    "by March 2024."
)


def document(text: str = TEXT, published: str | None = "2023-02-06") -> Document:
    return Document(id="d", sha256="0" * 64, text=text, language="en", published=published)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def true_claim() -> Claim:
    source = "Two officials from a country allied with Norway"
    return Claim(
        id="c1",
        document="0" * 64,
        measure="capacity",
        sub_kind=None,
        item="uav",
        actor=None,
        counterpart=None,
        place=None,
        quantity=Quantity(
            span("at least 6,000"), "at least 6,000", 6000, None, Basis.AT_LEAST, "count", "drone", None, "year"
        ),
        time=Time(span("March 2024"), "March 2024", "DATE", "2024-03", None, "2024-03-31", "month", Relation.BY),
        stage=None,
        modality=Modality.COULD,
        polarity=Polarity.POSITIVE,
        chain=(Source(SourceKind.ANONYMOUS, None, source, span(source), None, Anonymity(2, None, ("norway",), True)),),
        evidence=Evidence(Span(0, len(TEXT)), TEXT, "", ""),
        support={
            "measure": (span("turn out"),),
            "modality": (span("could"),),
            "item": (span("drones"),),
            "time": (span("March 2024"),),
        },
    )


def test_a_true_claim_passes_whole() -> None:
    verdict = judge_claim(true_claim(), document(), PACK)
    assert verdict.claim == true_claim()
    assert (verdict.refused, verdict.dropped) == (None, ())


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
        (quantity(low=6.0, span=span("6"), text="6", basis=Basis.EXACT, high=6.0), "number"),
        (quantity(basis=Basis.UP_TO, low=None, high=6000.0), "bound"),
        (quantity(basis=Basis.EXACT, high=6000.0), "bound"),
        (quantity(basis=Basis.MORE_THAN), "bound"),
        (quantity(basis=Basis.ABOUT, high=6000.0), "bound"),
        (quantity(span=span("6,000"), text="6,000", basis=Basis.EXACT, high=6000.0), "bound"),
        (quantity(unit="USD"), "unit"),
        (quantity(unit="kilometre"), "unit"),
        (quantity(per="month"), "per"),
        (quantity(per=None), "per"),
        (quantity(text="at least 6.000"), "quote"),
        (replace(true_claim(), evidence=Evidence(Span(0, 20), TEXT[:19] + "x", "", "")), "quote"),
        (replace(true_claim(), evidence=Evidence(Span(4, len(TEXT)), TEXT[4:], "", "")), "quote"),
        (replace(true_claim(), chain=(Source(SourceKind.NAMED, "The mayor", "The mayor", Span(0, 9)),)), "source"),
        (replace(true_claim(), support={"measure": (span("turn out"),)}), "modality"),
        (replace(true_claim(), modality=Modality.ASSERTED), "measure"),  # "could turn out" is no output
        (replace(true_claim(), modality=Modality.PLANS), "measure"),
        (replace(true_claim(), measure="delivered"), "measure"),
        (replace(true_claim(), item="missile"), "item"),
        (replace(true_claim(), item="shahed-136"), "item"),
    ],
)
def test_a_claim_with_an_altered_field_is_refused(claim: Claim, field: str) -> None:
    verdict = judge_claim(claim, document(), PACK)
    assert (verdict.claim, verdict.refused) == (None, field)


@pytest.mark.parametrize(
    "time",
    [
        Time(span("March 2024"), "March 2024", "DATE", "2029-03", None, "2029-03-31", "month", Relation.BY),
        Time(span("March 2024"), "March 2024", "DATE", "2024-04", None, "2024-04-30", "month", Relation.BY),
        Time(span("March 2024"), "March 2024", "DATE", "2024-03", "2024-03-01", "2024-03-31", "month", Relation.IN),
        Time(span("March 2024"), "March 2024", "DATE", "2024-03", "2024-03-01", None, "month", Relation.SINCE),
    ],
)
def test_a_time_that_the_words_do_not_give_is_left_out(time: Time) -> None:
    verdict = judge_claim(replace(true_claim(), time=time), document(), PACK)
    assert verdict.claim is not None
    assert verdict.claim.time is None
    assert verdict.dropped == ("time",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"descriptor": "Norwegian officials"}, None),
        ({"kind": SourceKind.NAMED, "name": "Norwegian officials"}, (SourceKind.UNKNOWN, None)),
        ({"anonymity": Anonymity(2, None, ("norway",), False)}, (SourceKind.ANONYMOUS, None)),
        ({"anonymity": Anonymity(2, None, ("sweden",), True)}, (SourceKind.ANONYMOUS, None)),
        ({"anonymity": Anonymity(2, "senior", ("norway",), True)}, (SourceKind.ANONYMOUS, None)),
        ({"anonymity": Anonymity(5, None, ("norway",), True)}, (SourceKind.ANONYMOUS, None)),
    ],
)
def test_a_sharpened_source_loses_what_its_words_do_not_carry(
    change: dict[str, object], expected: tuple[SourceKind, Anonymity | None] | None
) -> None:
    source = replace(true_claim().chain[0], **change)  # type: ignore[arg-type]
    verdict = judge_claim(replace(true_claim(), chain=(source,)), document(), PACK)
    if expected is None:
        assert verdict.refused == "source"
    else:
        assert verdict.claim is not None
        assert verdict.dropped == ("source",)
        assert (verdict.claim.chain[0].kind, verdict.claim.chain[0].anonymity) == expected


def delivery(text: str, **changes: object) -> Claim:
    """A claim that 40 launchers were delivered, resting on the whole of `text`."""
    verb = "delivered"
    made = Claim(
        id="c2",
        document="0" * 64,
        measure="delivered",
        sub_kind=None,
        item="launcher",
        actor=None,
        counterpart=None,
        place=None,
        quantity=Quantity(span("40", text), "40", 40, 40, Basis.EXACT),
        time=None,
        stage=None,
        modality=Modality.ASSERTED,
        polarity=Polarity.POSITIVE,
        chain=(),
        evidence=Evidence(Span(0, len(text)), text, "", ""),
        support={"measure": (span(verb, text),), "item": (span("launchers", text),)},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_dropped_negation_is_caught() -> None:
    text = "The ministry has not delivered 40 launchers."
    assert judge_claim(delivery(text), document(text), PACK).refused == "polarity"
    honest = delivery(text, polarity=Polarity.NEGATIVE)
    honest = replace(honest, support={**honest.support, "polarity": (span("not", text),)})
    assert judge_claim(honest, document(text), PACK).claim == honest


@pytest.mark.parametrize("words", ["never came to", "has not reached", "did not rise to", "rarely reached"])
def test_a_number_that_was_not_reached_is_not_told_as_reached(words: str) -> None:
    text = f"Production of launchers {words} 40 a month."
    claim = replace(
        delivery(f"delivered {text} 40 launchers"),
        measure="produced",
        item=None,
        quantity=Quantity(span("40", text), "40", 40, 40, Basis.EXACT, "count", "launcher", None, "month"),
        evidence=Evidence(Span(0, len(text)), text, "", ""),
        support={"measure": (span("Production", text),), "quantity": (span("40", text),)},
    )
    assert judge_claim(claim, document(text), PACK).refused == "polarity"
    told = text.replace(words, "rose to")
    moved = {"measure": (span("Production", told),), "quantity": (span("40", told),)}
    quantity = replace(claim.quantity, span=span("40", told))  # type: ignore[type-var]
    honest = replace(claim, evidence=Evidence(Span(0, len(told)), told, "", ""), support=moved, quantity=quantity)
    assert judge_claim(honest, document(told), PACK).claim is not None


def test_an_invented_negation_is_caught() -> None:
    text = "The ministry has delivered 40 launchers."
    assert judge_claim(delivery(text), document(text), PACK).claim is not None
    assert judge_claim(delivery(text, polarity=Polarity.NEGATIVE), document(text), PACK).refused == "polarity"


def test_what_somebody_denies_is_not_told_as_done() -> None:
    text = "The ministry denied that it had delivered 40 launchers."
    assert judge_claim(delivery(text), document(text), PACK).refused == "polarity"


@pytest.mark.parametrize("words", ["will have delivered", "could have delivered", "plans to have delivered"])
def test_what_is_to_come_is_not_told_as_done(words: str) -> None:
    text = f"The ministry {words} 40 launchers."
    assert judge_claim(delivery(text), document(text), PACK).refused == "modality"


def test_giver_and_taker_cannot_change_places() -> None:
    text = "Norway has delivered 40 launchers to Estonia."
    spans = {"actor": (span("Norway", text),), "counterpart": (span("Estonia", text),)}
    honest = delivery(text, actor="norway", counterpart="estonia")
    honest = replace(honest, support={**honest.support, **spans})
    assert judge_claim(honest, document(text), PACK).claim == honest
    swapped = delivery(text, actor="estonia", counterpart="norway")
    swapped = replace(
        swapped, support={**swapped.support, "actor": spans["counterpart"], "counterpart": spans["actor"]}
    )
    verdict = judge_claim(swapped, document(text), PACK)
    assert verdict.dropped == ("actor", "counterpart")


def test_a_number_counts_what_stands_behind_it() -> None:
    text = "Norway delivered 40 launchers and 7 howitzers."
    claim = delivery(text, item="howitzer")
    claim = replace(claim, support={**claim.support, "item": (span("howitzers", text),)})
    assert judge_claim(claim, document(text), PACK).refused == "item"


def test_a_language_without_a_table_is_refused_by_name() -> None:
    with pytest.raises(GuardError, match=r"xx\.guard\.toml"):
        load_guard_table("xx")


def values(words: str) -> set[float]:
    return {value for number in read_numbers(words, load_guard_table("en")) for value in number.values}


@given(st.integers(min_value=1, max_value=10**9))
def test_a_printed_number_is_read_back(number: int) -> None:
    assert values(f"{number:,} of them") == {float(number)}
    assert values(f"{number} of them") == {float(number)}


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
        ("6K", 6000),
        ("half a million", 500_000),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1.5e6),
        ("two-thirds", 2 / 3),
        ("a third", 1 / 3),
        ("one in five", 0.2),
        ("3/4", 0.75),
        ("more than doubled", 2),
        ("twice as many", 2),
        ("threefold", 3),
        ("ten-fold", 10),
        ("86 percent", 86),
    ],
)
def test_number_words_are_read(words: str, value: float) -> None:
    assert sorted(values(words)) == pytest.approx([value])


def test_a_scale_behind_a_range_belongs_to_both_ends() -> None:
    assert values("two to three thousand") == {2000.0, 3000.0}


AMOUNTS = (
    "two-thirds of the engines, half of the drones, half a million shells, output more than doubled, "
    "twice as many, 86 percent, a $1.7bn contract, 6K drones, 40-odd tanks, just under 500 drones, as "
    "many as 300 missiles, tens of thousands of shells, several hundred drones, one in five drones, three "
    "times as many, a threefold rise, one and a half million shells, dozens of drones, a dozen launchers, "
    "between 300 and 400 drones, 300-400 drones, two to three thousand drones, no more than 40 tanks, no "
    "fewer than 40 tanks, over 500 drones, 500 or more drones, 500-plus drones, at least one in three, "
    "6,000 drones a year, 50 drones per day, €200,000 each, about 600 miles, a couple of dozen missiles, "
    "nearly three-quarters of the drones, no drones, a quarter of a million, 10 to 15 percent, half a "
    "dozen, 3/4 of the fleet, 4x the rate, upwards of 1,000, a pair of jets, £3 billion, 30kg, 1,000km, "
    "less than a third, as few as 20, some two dozen, around $20,000, 50 per cent, 5,000+ drones, 120 "
    "km/h"
)


@pytest.mark.parametrize("words", [words.strip() for words in AMOUNTS.split(", ")])
def test_true_quantities_of_every_form_are_proven_and_their_lies_are_not(words: str) -> None:
    text = f"Officials spoke of {words}."
    whole = Span(0, len(text))
    found = find_quantities(text, (whole,), "en")
    assert found
    table = load_guard_table("en")
    for quantity in found:
        assert find_unsupported_part(quantity, text, whole, table) is None
        low, high = (None if side is None else side * 10 + 1 for side in (quantity.low, quantity.high))
        assert find_unsupported_part(replace(quantity, low=low, high=high), text, whole, table) == "number"
        unit = "EUR" if quantity.unit != "EUR" else "USD"
        assert find_unsupported_part(replace(quantity, unit=unit), text, whole, table) == "unit"
