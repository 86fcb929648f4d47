"""Times against a publication date (Sunday, 5 February 2023 unless said otherwise)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.times import find_times
from stemmata.model import Relation, Span, Time

PUBLISHED = date(2023, 2, 5)


def times(text: str, published: date | None = PUBLISHED) -> tuple[Time, ...]:
    return find_times(text, (Span(0, len(text)),) if text else (), published, "en")


@pytest.mark.parametrize(
    ("text", "words", "relation", "start", "end", "value"),
    [
        ("They met on 5 January 2023.", "5 January 2023", "in", "2023-01-05", "2023-01-05", "2023-01-05"),
        ("They met on Jan. 5.", "Jan. 5", "in", "2023-01-05", "2023-01-05", "2023-01-05"),
        ("They met on January 6, 2023, in town.", "January 6, 2023", "in", "2023-01-06", "2023-01-06", "2023-01-06"),
        ("They met on the 6th of January.", "the 6th of January", "in", "2023-01-06", "2023-01-06", "2023-01-06"),
        ("They met on 2022-12-01.", "2022-12-01", "in", "2022-12-01", "2022-12-01", "2022-12-01"),
        ("They met in December.", "December", "in", "2022-12-01", "2022-12-31", "2022-12"),
        ("They met in March 2022.", "March 2022", "in", "2022-03-01", "2022-03-31", "2022-03"),
        ("They met in 2021.", "2021", "in", "2021-01-01", "2021-12-31", "2021"),
        ("They met on Friday.", "Friday", "in", "2023-02-03", "2023-02-03", "2023-02-03"),
        ("They met yesterday.", "yesterday", "in", "2023-02-04", "2023-02-04", "2023-02-04"),
        ("It fell since last autumn.", "last autumn", "since", "2022-09-01", "2023-02-05", "2022-FA"),
        ("It fell since they came last fall.", "last fall", "since", "2022-09-01", "2023-02-05", "2022-FA"),
        ("It will open by the end of the year.", "the end of the year", "by", None, "2023-12-31", "2023"),
        ("It could open by early 2024.", "early 2024", "by", None, "2024-04-30", "2024"),
        ("It runs until March 2026.", "March 2026", "until", None, "2026-03-31", "2026-03"),
        ("It must come no later than 1 September.", "1 September", "by", None, "2022-09-01", "2022-09-01"),
        ("It will come in the coming years.", "the coming years", "after", "2023-02-05", None, "FUTURE_REF"),
        ("It rose in the past three months.", "the past three months", "in", "2022-11-05", "2023-02-05", "P3M"),
        (
            "It rose in the second quarter of 2022.",
            "the second quarter of 2022",
            "in",
            "2022-04-01",
            "2022-06-30",
            "2022-Q2",
        ),
        ("It came two days ago.", "two days ago", "in", "2023-02-03", "2023-02-03", "2023-02-03"),
        ("It came last week.", "last week", "in", "2023-01-23", "2023-01-29", "2023-W04"),
        ("It came in late January.", "late January", "in", "2023-01-21", "2023-01-31", "2023-01"),
        (
            "It was fired overnight on 8 February 2023.",
            "overnight on 8 February 2023",
            "in",
            "2023-02-07",
            "2023-02-08",
            "2023-02-08TNI",
        ),
    ],
)
def test_time(text: str, words: str, relation: str, start: str | None, end: str | None, value: str) -> None:
    (found,) = times(text)
    assert (found.text, found.relation.value) == (words, relation)
    assert (found.start, found.end) == (start, end)
    assert found.value == value


def test_a_day_ahead_is_meant_where_the_sentence_speaks_of_the_future() -> None:
    (found,) = times("The lot should arrive no later than 1 May.")
    assert (found.start, found.end) == (None, "2023-05-01")


def test_a_reminder_of_a_past_day_is_not_moved_a_year_ahead() -> None:
    (found,) = times("We will recall that on January 6 the office closed.")
    assert found.start == "2023-01-06"


def test_without_a_publication_date_nothing_is_guessed() -> None:
    (found,) = times("They met on January 6.", None)
    assert (found.start, found.end, found.value) == (None, None, "XXXX-01-06")
    (found,) = times("They met last fall.", None)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    "text", ["They may march on.", "The fall of the wall.", "A second look.", "In 45 cases.", "Spring water."]
)
def test_words_that_are_not_times(text: str) -> None:
    assert times(text) == ()


def test_a_duration_has_no_dates() -> None:
    (found,) = times("It lasted for two years.")
    assert (found.type, found.value, found.relation) == ("DURATION", "P2Y", Relation.FOR)
    assert (found.start, found.end) == (None, None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_printed_date_reads_back(when: date) -> None:
    for style in (f"{when.day} {when:%B} {when.year}", f"{when:%B} {when.day}, {when.year}", when.isoformat()):
        (found,) = times(f"They met on {style}.")
        assert (found.start, found.end) == (when.isoformat(), when.isoformat())


@given(st.text(max_size=200), st.one_of(st.none(), st.dates()))
def test_any_text_is_survived_and_spans_hold(text: str, published: date | None) -> None:
    for found in times(text, published):
        assert found.span.of(text) == found.text
        assert found.start is None or found.end is None or found.start <= found.end


TIME_WORDS = re.findall(
    r"\S+",
    "the last next early mid late end of year month 2023 May Jan . 5 31 first quarter fall on by since ago two Monday "
    "overnight 0000 9999 coming weeks",
)


@given(
    st.lists(
        st.sampled_from(TIME_WORDS),
        max_size=14,
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_heap_of_time_words_is_survived(words: list[str], published: date | None) -> None:
    for found in times(" ".join(words), published):
        assert found.start is None or found.end is None or found.start <= found.end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Berlin will send fourteen of its heavy tanks and their crews to Ukraine by the end of March.", "2023-03-31"),
        ("By the end of March the army had lost three brigades.", "2022-03-31"),
        ("They will meet again, and the plan that was signed in March stands.", "2022-03-31"),
        ("It was agreed that the plant would open in March.", "2023-03-31"),
        ("Engineers flew in during March to see the planned yard.", "2022-03-31"),
        ("In March the yard will open.", "2023-03-31"),
    ],
)
def test_the_tense_says_which_march_is_meant(text: str, end: str) -> None:
    (time,) = find_times(text, [Span(0, len(text))], date(2023, 2, 5), "en")
    assert time.end == end


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It has sent shells since August last year.", "August last year", "2023-08-01", "2024-10-30"),
        ("The site opens in May of next year.", "May of next year", "2025-05-01", "2025-05-31"),
        ("They met in March this year.", "March this year", "2024-03-01", "2024-03-31"),
        ("On 5 May last year it burned.", "5 May last year", "2023-05-05", "2023-05-05"),
    ],
)
def test_a_month_takes_the_year_that_stands_behind_it(text: str, words: str, start: str, end: str | None) -> None:
    (time,) = find_times(text, [Span(0, len(text))], date(2024, 10, 30), "en")
    assert (time.text, time.start, time.end) == (words, start, end)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("before the end of March", "2023-03-31"),
        ("before the end of the year", "2023-12-31"),
        ("before March", "2023-02-28"),
        ("before the beginning of 2025", "2024-12-31"),
    ],
)
def test_before_the_end_of_a_time_lets_all_of_it_pass(words: str, end: str) -> None:
    (time,) = times(f"Germany will hand over the tanks {words}.")
    assert (time.start, time.end, time.relation) == (None, end, Relation.BEFORE)
