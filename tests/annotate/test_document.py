"""A whole document: what reading one leaves behind in the process."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest

from stemmata.annotate.document import annotate, uncollected
from stemmata.model import Document
from stemmata.packs import load_pack

TEXT = "Iran delivered 40 drones to Russia in May, two Ukrainian officials told the Valley Dispatch."


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    if was_on:
        gc.enable()
    else:
        gc.disable()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_afterwards_as_the_caller_had_it(is_on: bool) -> None:
    if is_on:
        gc.enable()
    else:
        gc.disable()
    annotate(Document("d", "0" * 64, TEXT, "en"), load_pack())
    assert gc.isenabled() is is_on


def test_the_collector_is_on_again_behind_an_error() -> None:
    def fail() -> None:
        with uncollected():
            assert not gc.isenabled()
            raise LookupError

    gc.enable()
    with pytest.raises(LookupError):
        fail()
    assert gc.isenabled()


def test_a_document_leaves_nothing_that_only_the_collector_could_free() -> None:
    pack = load_pack()
    annotate(Document("d", "0" * 64, TEXT, "en"), pack)
    gc.collect()
    gc.disable()
    annotate(Document("d", "0" * 64, TEXT.replace("40", "50"), "en"), pack)
    assert gc.collect() == 0


@pytest.mark.parametrize(
    "line", ["PENZA TOWN: The navy sank 3 ships, two officials said.\n", "The Post, citing X, said he said it had.\n"]
)
def test_hostile_text_takes_linear_time(line: str) -> None:
    pack = load_pack()
    seconds = []
    for lines in (10, 150, 900):  # the first loads what a process loads once
        started = time.process_time()
        annotate(Document("d", "0" * 64, line * lines, "en"), pack)
        seconds.append(time.process_time() - started)
    assert seconds[2] < 10 * max(seconds[1], 0.1)
