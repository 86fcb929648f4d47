"""What tests of several rooms share: the demo reports, read and traced once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from stemmata.job import make_report, take_in
from stemmata.packs import load_pack
from stemmata.read import Defaults
from stemmata.show import Report
from stemmata.store import Ledger

# How long an example takes is the machine's affair; a test that hangs is caught by the run's own limit.
# The examples are the same in every run, so that a change is judged by what it changes; to look for new ones:
# STEMMATA_EXAMPLES=1000 pytest tests/show, say (tests that set their own number keep it).
_MORE = int(os.environ.get("STEMMATA_EXAMPLES", "0"))
settings.register_profile("stemmata", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=max(_MORE, 1), print_blob=True)
settings.load_profile("search" if _MORE else "stemmata")

EXAMPLES = Path(__file__).parent.parent / "examples"
NOW = "2026-11-23T12:00:00Z"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """The report over all of examples/, as `stemmata report examples/` makes it."""
    if not EXAMPLES.is_dir():
        pytest.skip("examples/ is not beside the tests")
    pack = load_pack()
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "examples.db") as ledger:
        intake = take_in([str(EXAMPLES)], ledger, pack, NOW, Defaults(published=None, outlet=None, language=None))
        assert not intake.has_refusals, intake.account
        yield make_report(ledger, pack, None, intake, "Examples", NOW, "test")
