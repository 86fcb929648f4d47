"""Many documents over several processes: in order, the same as in one, and a bad one stops no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from stemmata import extraction
from stemmata.extraction import FEW, Extracted, Failure, Outcome, extract_all
from stemmata.model import Capture, Document
from stemmata.packs import load_pack
from stemmata.read import Reading, Reason, Refusal

PACK = load_pack()
TEXT = "Iran delivered {number} drones to Russia in May, two Ukrainian officials said."
DEADLY = "0" * 63 + "d"


def readings(count: int, text: str = TEXT) -> Iterator[Reading]:
    for number in range(count):
        sha256 = f"{number:064x}"
        document = Document(f"d{number}", sha256, text.format(number=number + 10), "en", published="2024-05-15")
        capture = Capture(sha256, b"", "text/plain", "2024-05-15T00:00:00Z", "x")
        yield Reading(capture, document, f"{number}.txt")


def die_on_one(document: Document, pack: str) -> Outcome:
    """What a worker runs in place of the extraction; one document kills its process."""
    if document.sha256 == DEADLY:
        os._exit(9)
    return Failure(document.id)


def test_two_processes_find_what_one_finds_in_the_same_order() -> None:
    refusal = Refusal("bad.bin", Reason.UNREADABLE, "no text")
    inputs: list[Reading | Refusal] = [*readings(FEW), refusal, *readings(2)]
    one = list(extract_all(inputs, PACK, jobs=1))
    two = list(extract_all(inputs, PACK, jobs=2))
    assert one == two
    assert [result for result, _ in two] == inputs
    outcomes = [outcome for _, outcome in two]
    assert outcomes[FEW] is None
    assert all(isinstance(o, Extracted) and len(o.found.claims) == 1 for i, o in enumerate(outcomes) if i != FEW)


def test_what_is_not_wanted_is_passed_through_unread() -> None:
    results = list(extract_all(readings(3), PACK, wanted=lambda r: r.document.id == "d1"))
    assert [isinstance(outcome, Extracted) for _, outcome in results] == [False, True, False]


def test_an_error_names_itself_and_stops_nothing() -> None:
    good, bad = readings(2)
    bad = replace(bad, document=replace(bad.document, language="xx"))
    (_, failed), (_, found) = extract_all([bad, good], PACK)
    assert isinstance(failed, Failure)
    assert "no tables for language 'xx'" in failed.detail
    assert isinstance(found, Extracted)


def test_a_document_that_kills_its_process_is_a_failure_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_attempt_elsewhere", die_on_one)
    outcomes = {r.document.sha256: o for r, o in extract_all(readings(FEW), PACK, jobs=2) if isinstance(r, Reading)}
    died = outcomes.pop(DEADLY)
    assert isinstance(died, Failure)
    assert "died" in died.detail
    assert {o.detail for o in outcomes.values() if isinstance(o, Failure)} == {
        f"d{number}" for number in range(FEW) if f"{number:064x}" != DEADLY
    }
