"""Dates of publication: whatever an input prints, as an ISO 8601 date or date-time, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = date(1900, 1, 1)
SLACK = timedelta(days=2)  # zones, and clocks that are a little off

ISO_LIKE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:[Tt ]|, ?)\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d{2}))?")
WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y")
IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
UTC_NAMES = {"Z", "z", "UTC", "GMT"}
LONGEST = 64  # no way of writing a date is longer


def normalise_published(written: str | None, captured_at: str) -> str | None:
    """A printed date as ISO 8601; the time and the zone are kept where they are printed.

    None where it is no date, one before 1900, or one after the day of capture (`captured_at`, ISO 8601): such a
    date cannot be right. Orders that two countries read differently (03/04/2023) are never guessed.
    """
    if written is None or len(written) > LONGEST:
        return None
    moment = _parse(written.strip())
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    if not EARLIEST <= day <= date.fromisoformat(captured_at[:10]) + SLACK:
        return None
    return moment.isoformat()


def first_published(candidates: Sequence[tuple[str | None, str]], captured_at: str) -> tuple[str | None, str | None]:
    """The first candidate (date, where it was found) that is a date, normalised; (None, None) where none is."""
    for written, found_in in candidates:
        published = normalise_published(written, captured_at)
        if published is not None:
            return published, found_in
    return None, None


def find_in_url(url: str | None) -> str | None:
    """The day that an address carries in its path (/2023/02/05/); None where it carries none."""
    found = IN_URL.search(url) if url else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _parse(written: str) -> date | datetime | None:
    try:
        if found := ISO_LIKE.fullmatch(written):
            return _from_numbers(*found.groups())
        if found := DAY_FIRST.fullmatch(written):
            return _from_numbers(found[3], found[2], found[1], found[4], found[5], None, None)
        if ":" in written:
            return parsedate_to_datetime(written).replace(microsecond=0)
        if len(written) == 8 and written.isdecimal():
            return datetime.strptime(written, "%Y%m%d").date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _parse_written(written)


def _from_numbers(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> date | datetime:
    """A date, or a date-time where the hour is printed. Raises ValueError where there is no such time."""
    on = date(int(year), int(month), int(day))
    if hour is None or minute is None:
        return on
    if zone in UTC_NAMES:
        zone = "+00:00"
    return datetime.fromisoformat(f"{on}T{int(hour):02}:{minute}:{second or '00'}{zone or ''}")


def _parse_written(written: str) -> date | None:
    for form in WRITTEN:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None
