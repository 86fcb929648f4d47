"""Times in the manner of news: which March is meant, what counts from publication, what compares and what bounds.

All sentences are made up; published on Sunday, 5 February 2023.
"""

from __future__ import annotations

from datetime import date

import pytest

from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.times import find_times
from stemmata.model import Time

PUBLISHED = date(2023, 2, 5)


def read(text: str) -> tuple[Time, ...]:
    return find_times(text, split_sentences(text), PUBLISHED, "en")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The lease expires in October.", "2023-10-01"),
        ("Deliveries begin in April, a clerk said.", "2023-04-01"),
        ("The fair opens on Thursday.", "2023-02-09"),
        ("The rule takes effect on 1 March.", "2023-03-01"),
        ("The talks were to resume on Monday.", "2023-02-06"),
        ("The crews are to meet on Tuesday.", "2023-02-07"),
        ("The yard, which plans a new hall, began work in March.", "2022-03-01"),
        ("“We will build it,” he said on Monday.", "2023-01-30"),
        ("A verdict is to be announced on Friday.", "2023-02-10"),
        ("The firm was to report fourth quarter earnings soon.", "2022-10-01"),
        ("It will be their third raid since September.", "2022-09-01"),
        ("A primary on April 20 decides it.", "2023-04-20"),
        ("They raided it on April 20.", "2022-04-20"),
    ],
)
def test_the_words_of_the_sentence_tell_which_day_is_meant(text: str, start: str) -> None:
    assert next(time.start for time in read(text) if time.start) == start


def test_news_with_old_years_counts_from_its_publication_all_the_same() -> None:
    text = (
        "He was born in 1950, joined in 1968, led the yard from 1990 and left it in 1999. "
        "His son said on Saturday that the yard had failed. In July it had still worked."
    )
    by_words = {time.text: time.start for time in read(text)}
    assert by_words["Saturday"] == "2023-02-04"
    assert by_words["July"] == "2022-07-01"


def test_a_comparison_with_a_time_does_not_begin_in_it() -> None:
    (then,) = read("Sales were up 18% from a year ago.")
    assert (then.relation.value, then.start, then.end) == ("in", "2022-01-01", "2022-12-31")
    (open_,) = read("The ban holds from 2021.")
    assert (open_.relation.value, open_.start) == ("since", "2021-01-01")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It burned more than two weeks ago.", "more than two weeks ago", None, "2023-01-22"),
        ("It burned at least a year ago.", "at least a year ago", None, "2022-12-31"),
        ("It burned less than a week ago.", "less than a week ago", "2023-01-23", "2023-02-05"),
        ("It closed more than a decade ago.", "More than a decade ago".lower(), None, "2013-12-31"),
        ("It burned two weeks ago.", "two weeks ago", "2023-01-16", "2023-01-22"),
    ],
)
def test_a_bound_on_a_look_back_leaves_its_side_open(text: str, words: str, start: str | None, end: str) -> None:
    (time,) = read(text)
    assert (time.text, time.start, time.end) == (words, start, end)


@pytest.mark.parametrize(
    ("text", "relation", "start", "end"),
    [
        ("Boats built in 2012 or later are exempt.", "since", "2012-01-01", "2023-02-05"),
        ("Boats built in 2012 or earlier are scrap.", "until", None, "2012-12-31"),
        ("It will apply from 2025 onwards.", "since", "2025-01-01", None),
        ("It must be later than 2018.", "after", "2019-01-01", None),
    ],
)
def test_a_bound_behind_a_time_is_kept(text: str, relation: str, start: str | None, end: str | None) -> None:
    (time,) = read(text)
    assert (time.relation.value, time.start, time.end) == (relation, start, end)


def test_a_fiscal_year_has_a_value_and_no_days() -> None:
    (time,) = read("Sales rose in fiscal year 2024.")
    assert (time.value, time.start, time.end) == ("FY2024", None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The truce will last two weeks.", ("two weeks", "P2W")),
        ("The truce is meant to last 10 days.", ("10 days", "P10D")),
        ("He has led it for the last two weeks.", ("the last two weeks", "P2W")),
        ("It was the first raid in more than 20 years.", ("more than 20 years", "P20Y")),
        ("It would be the first raid in 20 years.", ("20 years", "P20Y")),
        ("It has served for a quarter of a century.", ("a quarter of a century", "P25Y")),
        ("It took five working days.", ("five working days", "P5D")),
    ],
)
def test_a_length_is_a_length(text: str, expected: tuple[str, str]) -> None:
    (time,) = read(text)
    assert (time.text, time.value) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It landed at 0927 GMT.", "2023-02-05T09:27Z"),
        ("It landed about 2200 hours on Tuesday.", "2023-01-31T22:00"),
        ("It landed at six o'clock on Friday.", "2023-02-03T06:00"),
        ("It landed at half past six o’clock on Friday.", "2023-02-03T06:30"),
    ],
)
def test_hours_as_wires_print_them(text: str, value: str) -> None:
    assert read(text)[-1].value == value


def test_hours_run_past_midnight() -> None:
    first, last = read("Shops closed from 11 p.m. to 5 a.m. on both sides.")
    assert (first.start, last.end) == ("2023-02-05", "2023-02-06")
    assert (first.value, last.value) == ("2023-02-05T23:00", "2023-02-06T05:00")


@pytest.mark.parametrize(
    "text",
    [
        "They lost Monday 3-1 at home.",
        "The toll rose from 3 to 5 on Monday.",
        "On Monday 21 people died.",
        "In May twenty men died.",
        "See code 8-1687-4ea7 and call 138-2010-2015.",
    ],
)
def test_counts_beside_a_day_are_no_hours_and_no_days(text: str) -> None:
    assert all(time.type == "DATE" and not time.text[-1].isdigit() for time in read(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Let's meet Friday at 5.", "2023-02-03T05:00"),
        ("Please book it for tonight at 7.", "2023-02-05T19:00"),
        ("Are you free on Monday the 20th?", "2023-02-20"),
    ],
)
def test_bare_hours_in_the_speech_of_appointments(text: str, value: str) -> None:
    assert read(text)[-1].value == value


def test_years_and_days_as_they_are_spoken() -> None:
    assert [time.value for time in read("It closed on January twenty five nineteen eighty six.")] == ["1986-01-25"]
    assert [time.value for time in read("It opened in October two thousand and five.")] == ["2005-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes two to three weeks.", ("two to three weeks", "DURATION", "PXW")),
        ("Contracts last from three to six months.", ("three to six months", "DURATION", "PXM")),
        ("The ratio was four to one on Monday.", ("Monday", "DATE", "2023-01-30")),
    ],
)
def test_two_counts_are_no_hour_and_no_exact_length(text: str, expected: tuple[str, str, str]) -> None:
    (time,) = read(text)
    assert (time.text, time.type, time.value) == expected
