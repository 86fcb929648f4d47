"""The door of forecasts: what was promised for a day, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from stemmata.cli.printing import print_json, print_rows
from stemmata.cli.shell import fail
from stemmata.export import forecast_record
from stemmata.model import Decision, Document, Ruling, Stemma, Thread
from stemmata.packs import Pack
from stemmata.reckon import find_forecasts


def print_due(
    traced: Sequence[tuple[Thread, Stemma]],
    documents: Mapping[str, Document],
    pack: Pack,
    on: date,
    decisions: Sequence[Decision] = (),
    *,
    as_json: bool = False,
) -> None:
    """Print the forecasts of the traced threads as they stood on a day; `documents` are by sha256, `decisions` those
    that are in force."""
    threads = [thread for thread, _ in traced]
    claims = {claim.id: claim for thread in threads for claim in thread.claims}
    aside = {decision.claim for decision in decisions if decision.action is Ruling.SET_ASIDE}
    forecasts = find_forecasts(threads, documents, pack, on, aside)
    records = [forecast_record(forecast, claims, documents) for forecast in forecasts]
    if as_json:
        print_json(records)
        return
    rows = [
        {**record, "said by": ", ".join(dict.fromkeys(q["outlet"] or q["document"] for q in record["claims"]))}
        for record in records
    ]
    print_rows(rows, False, ("deadline", "outcome", "forecast", "said by", "reason"))


def read_day(words: str | None) -> date:
    """The day that an option names, today if none; a wrong one ends the command."""
    if words is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(words)
    except ValueError:
        fail(f"--on {words}: not a date; write it as 2024-12-31")
