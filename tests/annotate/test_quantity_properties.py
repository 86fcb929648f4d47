"""What holds for any number, any style and any text round it: read back exactly, spans, bounds, time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.amount.extent import find_numbers
from stemmata.annotate.amount.line import cut_line
from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Basis, Quantity, Span

LANGUAGES = ("en", "ru", "uk")
BOUNDS = {
    "at least": Basis.AT_LEAST,
    "no fewer than": Basis.AT_LEAST,
    "more than": Basis.MORE_THAN,
    "up to": Basis.UP_TO,
    "as many as": Basis.UP_TO,
    "fewer than": Basis.FEWER_THAN,
    "about": Basis.ABOUT,
    "nearly": Basis.ALMOST,
}
RUSSIAN_BOUNDS = {
    "не менее": Basis.AT_LEAST,
    "более": Basis.MORE_THAN,
    "до": Basis.UP_TO,
    "около": Basis.ABOUT,
    "почти": Basis.ALMOST,
}
UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPACES = (" ", "\u00a0", "\u2009", "\u202f")


def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    return find_quantities(text, split_sentences(text), language)


def in_words(number: int) -> str:
    """A number below a billion as English spells it."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joined = " and " if size == 100 else " "
            return f"{in_words(number // size)} {name}" + (joined + in_words(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(min_value=10_000, max_value=999_999_999), st.sampled_from([",", ".", "'", "’", "", *SPACES]))
def test_a_figure_reads_back_exactly_in_every_style(number: int, mark: str) -> None:
    printed = f"{number:,}".replace(",", mark)
    for language in LANGUAGES:
        is_decimal = mark == ("." if language == "en" else ",")  # "10,001" is ten and a bit in Russian
        if not is_decimal or number >= 10**6 or number % 1000 == 0:
            found = quantities(f"Так {printed}; так.", language)
            assert [(q.low, q.high, q.text) for q in found] == [(number, number, printed)]


@given(st.integers(min_value=0, max_value=999_999), st.integers(min_value=1, max_value=99))
def test_decimals_read_back_exactly(whole: int, hundredths: int) -> None:
    for language, mark in (("en", "."), ("ru", ","), ("uk", ","), ("en", ","), ("ru", ".")):
        printed = f"{whole}{mark}{hundredths:02}"
        assert [q.low for q in quantities(f"Так {printed}%.", language)] == [pytest.approx(whole + hundredths / 100)]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_words_read_back_exactly(number: int) -> None:
    words = in_words(number)
    assert [n.value for n in find_numbers(cut_line(words, 0, len(words), "en"))] == [number]


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["K", "M", "bn", " thousand", " million", " billion"]))
def test_scales_multiply(number: int, scale: str) -> None:
    sizes = {"K": 1e3, " thousand": 1e3, "M": 1e6, " million": 1e6, "bn": 1e9, " billion": 1e9}
    assert [q.low for q in quantities(f"They counted {number}{scale} crates.")] == [number * sizes[scale]]


@given(st.sampled_from(sorted(BOUNDS)), st.integers(2, 10**6), st.text(max_size=30), st.text(max_size=30))
def test_a_bound_stays_whatever_stands_around(bound: str, number: int, before: str, after: str) -> None:
    before, after = (" ".join("".join(c for c in t if c.isalpha() or c == " ").split()) for t in (before, after))
    text = f"{before} said that {bound} {number:,} crates were sent, and {after}"
    assert any(q.text == f"{bound} {number:,}" and q.basis is BOUNDS[bound] for q in quantities(text))


@given(st.sampled_from(sorted(RUSSIAN_BOUNDS)), st.integers(2100, 10**6))
def test_a_russian_bound_stays(bound: str, number: int) -> None:
    (found,) = quantities(f"Завод выпустил {bound} {number} машин.", "ru")
    assert (found.text, found.basis) == (f"{bound} {number}", RUSSIAN_BOUNDS[bound])


@given(
    st.lists(
        st.sampled_from([*BOUNDS, "5", "1,000", "dozens", "half", "-", "$", "%", "to", "and", "or more", "no", "a"])
    )
)
def test_any_order_of_words_is_survived(words: list[str]) -> None:
    _check(" ".join(words), "en")


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_survived(text: str, language: str) -> None:
    _check(text, language)


@given(st.text(alphabet="0123456789.,-/ $%()'\"kmMxe^½", max_size=60))
def test_any_figure_is_survived(text: str) -> None:
    _check(text, "en")


def _check(text: str, language: str) -> None:
    end = 0
    for found in quantities(text, language):
        assert found.span.of(text) == found.text
        assert found.span.start >= end
        end = found.span.end
        assert found.low is not None or found.high is not None
        assert found.low is None or found.high is None or found.low <= found.high
        assert found.item_span is None or found.item_span.of(text)


@pytest.mark.parametrize(
    "unit",
    [
        *("1,", "1,1,1,1 ", "9", "one ", "at least ", "6 ", "- 1 ", "$", "two hundred and ", '5" ', "two-thirds "),
        *("no crates ", "doubled 5 ", "(", "1 in 5 ", "twenty ", "a ", "hundreds of ", "5m ", "1/2 ", "U.S.", "1e9 "),
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        find_quantities(text, (Span(0, len(text)),), "en")
        return time.process_time() - start

    seconds(1000)
    small, large = seconds(25_000), seconds(100_000)
    assert large < 10 * small + 0.5  # four times as long; a quadratic reading would take sixteen times
