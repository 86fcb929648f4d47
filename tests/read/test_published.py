from __future__ import annotations

import pytest

from stemmata.read.published import find_in_url, first_published, normalise_published
from tests.read.conftest import CAPTURED_AT


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-02-05", "2024-02-05"),
        (" 2024-2-5 ", "2024-02-05"),
        ("2024/02/05", "2024-02-05"),
        ("20240205", "2024-02-05"),
        ("2024-02-05T14:30:00+02:00", "2024-02-05T14:30:00+02:00"),
        ("2024-02-05T14:30+0200", "2024-02-05T14:30:00+02:00"),
        ("2024-02-05T14:30:00.123Z", "2024-02-05T14:30:00+00:00"),
        ("2024-02-05 14:30:00", "2024-02-05T14:30:00"),
        ("2024-02-05 14:30 UTC", "2024-02-05T14:30:00+00:00"),
        ("Mon, 05 Feb 2024 14:30:00 +0200", "2024-02-05T14:30:00+02:00"),
        ("5 February 2024", "2024-02-05"),
        ("February 5, 2024", "2024-02-05"),
        ("Feb 5, 2024", "2024-02-05"),
        ("05.02.2024", "2024-02-05"),
        ("05.02.2024, 14:30", "2024-02-05T14:30:00"),
    ],
)
def test_a_date_becomes_iso_8601_as_exact_as_it_is_printed(written: str, published: str) -> None:
    assert normalise_published(written, CAPTURED_AT) == published


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "yesterday",
        "03/04/2023",  # March or April
        "2024-02-30",
        "2024-02-05T25:00:00Z",
        "9999-12-31",
        "2024-03-05",  # after the day of capture
        "1212-12-12",
        "0000-00-00",
        "2024-02-05T14:30:00+99:99",
        "2" * 100_000,
        "٢٠٢٤-02-05 x",
        "a:b",
    ],
)
def test_what_is_no_date_or_cannot_be_is_unknown(written: str | None) -> None:
    assert normalise_published(written, CAPTURED_AT) is None


def test_the_first_that_is_a_date_counts() -> None:
    candidates = [(None, "json-ld"), ("soon", "meta"), ("2024-02-05", "time"), ("2024-02-06", "url")]
    assert first_published(candidates, CAPTURED_AT) == ("2024-02-05", "time")
    assert first_published(candidates[:2], CAPTURED_AT) == (None, None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/02/05/plant", "2024-02-05"),
        ("https://a.example/news/2024-2-5-plant", "2024-02-05"),
        ("https://a.example/2024/02/plant", None),
        ("https://a.example/item/2024/02/0512", None),
        (None, None),
    ],
)
def test_an_address_may_carry_the_day(url: str | None, day: str | None) -> None:
    assert find_in_url(url) == day
