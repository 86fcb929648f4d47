"""Quantities with their bounds, units and counted things, in the styles that news prints."""

from __future__ import annotations

import pytest

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
        ("It bought 6.000 launchers.", "6.000", 6000, 6000, Basis.EXACT),
        ("It bought 1.250.000 launchers.", "1.250.000", 1250000, 1250000, Basis.EXACT),
        ("It bought 12,34,567 launchers.", "12,34,567", 1234567, 1234567, Basis.EXACT),
        ("It bought 1.5 lakh launchers.", "1.5 lakh", 150000, 150000, Basis.EXACT),
        ("It bought three and a half thousand launchers.", "three and a half thousand", 3500, 3500, Basis.EXACT),
        ("It bought half a million launchers.", "half a million", 500000, 500000, Basis.EXACT),
        ("It bought 30+ launchers.", "30+", 30, None, Basis.AT_LEAST),
        ("It bought 30-plus launchers.", "30-plus", 30, None, Basis.AT_LEAST),
        ("It bought 30 launchers or more.", "30 launchers or more", 30, None, Basis.AT_LEAST),
        ("It bought ~30 launchers.", "~30", 30, 30, Basis.ABOUT),
        ("It bought >30 launchers.", ">30", 30, None, Basis.MORE_THAN),
        ("It bought ≤30 launchers.", "≤30", None, 30, Basis.UP_TO),
        ("It bought 30-odd launchers.", "30-odd", 30, 39, Basis.ABOUT),
        ("It bought 30 or so launchers.", "30 or so", 30, 30, Basis.ABOUT),
        ("It bought slightly more than 30 launchers.", "slightly more than 30", 30, None, Basis.MORE_THAN),
        ("It bought up to around 30 launchers.", "up to around 30", None, 30, Basis.UP_TO),
        ("It bought perhaps as many as 30 launchers.", "perhaps as many as 30", None, 30, Basis.UP_TO),
        ("It bought at least 20 but no more than 30 launchers.", None, 20, 30, Basis.RANGE),
        ("It bought from 20 to 30 launchers.", "from 20 to 30", 20, 30, Basis.RANGE),
        ("It bought two or three launchers.", "two or three", 2, 3, Basis.RANGE),
        ("It bought several hundred launchers.", "several hundred", 300, 999, Basis.ORDER_WORD),
        ("It bought hundreds or even thousands of launchers.", None, 200, 9999, Basis.ORDER_WORD),
        ("It bought a pair of launchers.", "a pair", 2, 2, Basis.EXACT),
        ("It bought more than a dozen launchers.", "more than a dozen", 12, None, Basis.MORE_THAN),
        ("It bought 34 (of 40) launchers.", "34", 34, 34, Basis.EXACT),
    ],
)
def test_number_and_bound(text: str, words: str | None, low: float | None, high: float | None, basis: Basis) -> None:
    found = quantities(text)[0]
    words = words or text.removeprefix("It bought ").removesuffix(" launchers.").removesuffix(" of")
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
        ("The deal is worth €3m.", 3_000_000, "EUR"),
        ("The deal is worth Rs 500 crore.", 5_000_000_000, "INR"),
        ("The deal is worth CHF 20,000.", 20_000, "CHF"),
        ("The deal is worth 30 million Canadian dollars.", 30_000_000, "CAD"),
        ("It cost 3 dollars and 50 cents.", 3.5, "USD"),
        ("The share fell by 3.5 percentage points.", 3.5, "percentage point"),
        ("Rates were cut by a quarter of a percentage point.", 0.25, "percentage point"),
        ("It flew at 180 km/h.", 180, "kilometre / hour"),
        ("It flew at 200 miles an hour.", 200, "mile / hour"),
        ("The mast is 5 ft 6 in tall.", 5.5, "foot"),
        ("The site covers 40 sq km.", 40, "square kilometre"),
        ("The site covers 40km2.", 40, "square kilometre"),
        ("It was -20C.", -20, "degree Celsius"),
        ("Some 2,000-pound bombs fell.", 2000, "pound"),
        ("Two-thirds of the parts were foreign.", 2 / 3, "ratio"),
        ("One in five officers left.", 0.2, "ratio"),
        ("Output grew threefold.", 3, "ratio"),
        ("Output more than doubled.", 2, "ratio"),
        ("It needs 10 times that.", 10, "ratio"),
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
        ("They shot down 20 Russian-made Geran-type drones.", "drone"),
        ("They shot down 34 (of 40) drones.", "drone"),
        ("They shot down 3 of the 12 drones.", "drone"),
        ("They lost two Su-35 jets.", "jet"),
        ("They fired 9 Kh-101s.", "kh-101"),
        ("No crates arrived.", "crate"),
        ("A 50-kg warhead went off.", "warhead"),
        ("They built 15 warships and left.", "warship"),
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
        "One of the best left.",
        "They waited for two years.",
        "They met on Feb. 24 and 25, and on 3 May.",
        "It happened in the 1990s, when she was in her 40s.",
        "It stood in the 2014-2016 budget.",
        "The 4th regiment and the 12-member board met.",
        "No. 10 and Room 101 are shut; so is Article 5.",
        "The version is 192.168.1.2.",
        "Arsenal won 3-1.",
        "Ten minutes later no one spoke, and there was no evidence of it.",
        "The 155mm gun was made by the 7th works.",
        "They use 5G.",
    ],
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert quantities(text) == ()


def test_a_change_is_no_range() -> None:
    text = "The price rose from 50 to 70 dollars."
    assert [(q.low, q.high, q.basis) for q in quantities(text)] == [(50, 50, Basis.EXACT), (70, 70, Basis.EXACT)]


def test_numbers_of_different_units_are_no_range() -> None:
    assert [(q.low, q.unit) for q in quantities("It grew 12% to 5 million euros.")] == [(12, "percent"), (5e6, "EUR")]


def test_a_bound_word_that_belongs_to_a_verb_is_none() -> None:
    assert only("They handed over 20 prisoners.").basis is Basis.EXACT
    assert only("Over 20 prisoners came.").basis is Basis.MORE_THAN


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Some 2.3m people fled.", 2.3e6, "count"),
        ("They paid 2m pounds.", 2e6, "GBP"),
        ("The wall is 2.3m high.", 2.3, "metre"),
        ("The $5bn fund had 900m left.", 9e8, "USD"),
    ],
)
def test_a_letter_that_is_a_metre_or_a_million(text: str, value: float, unit: str) -> None:
    found = quantities(text)[-1]
    assert (found.low, found.unit) == (value, unit)


def test_what_is_left_of_the_count_before() -> None:
    assert [q.low for q in quantities("Of the 34 that flew, all but two were hit.")] == [34, 32]


@pytest.mark.parametrize(
    ("text", "low", "words"),
    [("No line was built.", 0, "No line"), ("None was built.", 0, "None"), ("Not a single line was built.", 0, None)],
)
def test_nothing_is_nought(text: str, low: float, words: str | None) -> None:
    found = quantities(text)[0]
    assert (found.low, found.high) == (low, low)
    assert found.text == (words or "Not a single line")


def test_a_time_behind_a_sum_is_no_rate() -> None:
    assert only("It had $3m a year ago.").per is None
    assert only("It has $3m a year.").per == "year"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("They sold 100 Leopard 2A8 tanks.", "tank"),
        ("They sold 12 Type 45 destroyers.", "destroyer"),
        ("They sold 30 Leopard 2 tanks.", "tank"),
        ("They sold 40 T-72B3 tanks.", "tank"),
        ("They sold six TB2s in March.", "tb2"),
    ],
)
def test_a_model_number_does_not_end_the_noun(text: str, item: str) -> None:
    assert [quantity.item for quantity in find_quantities(text, [Span(0, len(text))], "en")] == [item]


@pytest.mark.parametrize(
    "text",
    ["The sub-zero test began.", "It began at six o'clock.", "It took a quarter of a century.", "Net-zero plans."],
)
def test_a_tied_zero_and_an_hour_are_no_quantities(text: str) -> None:
    assert find_quantities(text, [Span(0, len(text))], "en") == ()


def test_n_in_ten_is_a_share() -> None:
    text = "At least 3 in 10 voters agree, against 4 in 10 two years ago."
    first, second = find_quantities(text, [Span(0, len(text))], "en")
    assert (first.text, first.low, first.high, first.item) == ("At least 3 in 10", 0.3, None, "voter")
    assert (second.low, second.item) == (0.4, None)


def test_what_is_left_out_is_no_count_where_the_whole_is_not_known() -> None:
    assert quantities("It downed all but one launcher.") == ()
    assert [q.low for q in quantities("Of the 34 launchers, all but two came.")] == [34, 32]


@pytest.mark.parametrize(("text", "low"), [("It flies at Mach 2.8.", 2.8), ("It reached mach 5 in May.", 5)])
def test_a_speed_whose_unit_stands_before_it(text: str, low: float) -> None:
    found = only(text)
    assert (found.unit, found.low) == ("mach", low)
    assert found.text.lower().startswith("mach")


def test_one_behind_that_counts_a_noun_and_is_none_alone() -> None:
    assert only("He said that one launcher was lost.").low == 1
    assert quantities("He liked this one.") == ()
