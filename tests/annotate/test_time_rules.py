"""What the rules of English times make of whole sentences (published on Sunday, 5 February 2023)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.time.holiday import easter
from stemmata.annotate.times import find_times
from stemmata.model import Time

PUBLISHED = date(2023, 2, 5)


def read(text: str) -> tuple[Time, ...]:
    return find_times(text, split_sentences(text), PUBLISHED, "en")


def row(time: Time) -> tuple[str, str, str | None, str | None, str | None, str]:
    return time.text, time.type, time.value, time.start, time.end, time.relation.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The depot burned last quarter.", ("last quarter", "DATE", "2022-Q4", "2022-10-01", "2022-12-31", "in")),
        ("The lot is due in two weeks.", ("two weeks", "DATE", "2023-W07", "2023-02-13", "2023-02-19", "in")),
        ("Within two weeks the lot was gone.", ("two weeks", "DURATION", "P2W", None, None, "in")),
        (
            "The order will be filled within 18 months.",
            ("18 months", "DURATION", "P18M", "2023-02-05", "2024-08-05", "by"),
        ),
        ("It was built in the late 1990s.", ("the late 1990s", "DATE", "199", "1997-01-01", "1999-12-31", "in")),
        (
            "It was hit at 3:30 p.m. on Tuesday.",
            ("3:30 p.m. on Tuesday", "TIME", "2023-01-31T15:30", "2023-01-31", "2023-01-31", "in"),
        ),
        (
            "It came at 02:15 GMT on 4 February 2023.",
            ("02:15 GMT on 4 February 2023", "TIME", "2023-02-04T02:15Z", "2023-02-04", "2023-02-04", "in"),
        ),
        ("The talks took more than three months.", ("more than three months", "DURATION", "P3M", None, None, "in")),
        ("Crews train every Monday.", ("every Monday", "SET", "XXXX-WXX-1", None, None, "in")),
        ("They report twice a week.", ("twice a week", "SET", "P1W", None, None, "in")),
        (
            "It came no earlier than the second quarter of 2022.",
            ("the second quarter of 2022", "DATE", "2022-Q2", "2022-04-01", None, "after"),
        ),
        (
            "They shot in the early hours of 3 January.",
            ("the early hours of 3 January", "TIME", "2023-01-03TMO", "2023-01-03", "2023-01-03", "in"),
        ),
        (
            "Later this year a line opens.",
            ("Later this year", "DATE", "2023", "2023-02-05", "2023-12-31", "in"),
        ),
        (
            "The last Friday of January was calm.",
            ("The last Friday of January", "DATE", "2023-01-27", "2023-01-27", "2023-01-27", "in"),
        ),
        ("It happened on Christmas Eve.", ("Christmas Eve", "DATE", "2022-12-24", "2022-12-24", "2022-12-24", "in")),
        (
            "Three years after 2014 it closed.",
            ("Three years after 2014", "DATE", "2017", "2017-01-01", "2017-12-31", "in"),
        ),
        ("It will close by end-2023.", ("end-2023", "DATE", "2023", None, "2023-12-31", "by")),
        ("The fleet sailed in 480 BC.", ("480 BC", "DATE", "BC0480", None, None, "in")),
        (
            "It is so since 24 February 2022.",
            ("24 February 2022", "DATE", "2022-02-24", "2022-02-24", "2023-02-05", "since"),
        ),
    ],
)
def test_time(text: str, expected: tuple[str, str, str | None, str | None, str | None, str]) -> None:
    (found,) = read(text)
    assert row(found) == expected


def test_both_ends_of_a_stretch_have_its_whole_interval() -> None:
    first, last = read("Deliveries ran from March to June 2022.")
    assert (first.text, first.value, last.text, last.value) == ("March", "2022-03", "June 2022", "2022-06")
    assert (first.start, first.end) == (last.start, last.end) == ("2022-03-01", "2022-06-30")


def test_two_days_named_together_are_two_times() -> None:
    first, last = read("They flew on 5 and 7 May 2022.")
    assert (first.text, first.start, last.text, last.start) == ("5", "2022-05-05", "7 May 2022", "2022-05-07")


def test_the_narrative_goes_on_from_the_time_told_before() -> None:
    signed, closed, sold = read("He signed on 14 December 2021. Two days later it closed. It was sold the next month.")
    assert [signed.start, closed.start, sold.value] == ["2021-12-14", "2021-12-16", "2022-01"]


def test_a_history_keeps_its_own_year() -> None:
    text = "In 1915 the yard opened. It failed in 1916. In 1917 it was sold. In March it burned. In 1920 it reopened."
    assert next(time.value for time in read(text) if time.text == "March") == "1917-03"


@pytest.mark.parametrize(
    "text",
    [
        "They sold 2000 tanks and MiG-29s.",
        "It cost $2011.",
        "Resolution 2231 stands.",
        "The March to the sea.",
        "The fall of the city.",
        "They will fall back.",
        "A ratio of two to one, three quarters of it.",
        "It holds 24/7.",
        "A second gun.",
        "They may act.",
        "Sun Wukong spoke.",
        "6,000 a month.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert read(text) == ()


BOUNDS = {"by": "by", "since": "since", "until": "until", "before": "before", "after": "after", "in": "in"}
DATES = ("May 2022", "2021", "the first quarter of 2022", "early 2022", "last year", "autumn 2021")
FRAMES = (
    "{} it was so.",
    "The plant was sold {}, he said.",
    "“It grew {},” the ministry's spokesman said.",
    "Officials (who asked not to be named) said that, {}, none had come.",
)


@given(st.sampled_from(sorted(BOUNDS)), st.sampled_from(DATES), st.sampled_from(FRAMES))
def test_a_bound_stays_whatever_stands_around_it(bound: str, when: str, frame: str) -> None:
    alone = read(f"It was so {bound} {when}.")
    framed = read(frame.format(f"{bound} {when}"))
    assert [row(time)[1:] for time in framed] == [row(time)[1:] for time in alone]
    assert [time.relation.value for time in framed] == [BOUNDS[bound]]


@given(st.integers(1600, 2150))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    when = easter(year)
    assert when.weekday() == 6
    assert date(year, 3, 22) <= when <= date(year, 4, 25)


@pytest.mark.parametrize("piece", ["1-", "the ", "2 to ", "May ", "day after ", "12:", "two hundred ", "1/", "from "])
def test_a_long_run_of_one_word_is_read_in_good_time(piece: str) -> None:
    text = piece * 20_000
    find_times(text, split_sentences(text), PUBLISHED, "en")
