from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemmata.model import Claim
from stemmata.store import Ledger, StoreError

from . import strategies
from .conftest import Observer
from .keeper import example
from .test_codec import CLAIM

FIRST, SECOND = example(1)[1].sha256, example(2)[1].sha256


def claim(document: str, name: str) -> Claim:
    return replace(CLAIM, id=name, document=document)


@pytest.fixture(autouse=True)
def _kept(ledger: Ledger) -> None:
    ledger.keep(*example(1))
    ledger.keep(*example(2))


@given(st.lists(strategies.claims, max_size=4, unique_by=lambda claim: claim.id))
@settings(max_examples=30)
def test_claims_come_back_equal_and_in_order(found: list[Claim]) -> None:
    with Ledger.open("sqlite://") as ledger:
        ledger.keep(*example(1))
        claims = [replace(claim, document=FIRST) for claim in found]
        ledger.set_claims(FIRST, claims, "1")
        assert ledger.claims() == tuple(claims)


def test_claims_run_by_document_and_can_be_narrowed(ledger: Ledger) -> None:
    ledger.set_claims(SECOND, [claim(SECOND, "z"), claim(SECOND, "a")], "1")
    ledger.set_claims(FIRST, [claim(FIRST, "m")], "1")
    assert [claim.id for claim in ledger.claims()] == ["m", "z", "a"]  # report-1 was published a day earlier
    assert [claim.id for claim in ledger.claims([SECOND])] == ["z", "a"]
    assert ledger.claims(["unknown"]) == ()


def test_claims_are_replaced_together(ledger: Ledger) -> None:
    ledger.set_claims(FIRST, [claim(FIRST, "a"), claim(FIRST, "b")], "1")
    ledger.set_claims(SECOND, [claim(SECOND, "c")], "1")
    ledger.set_claims(FIRST, [claim(FIRST, "b"), claim(FIRST, "d")], "2")
    assert [claim.id for claim in ledger.claims()] == ["b", "d", "c"]
    ledger.set_claims(FIRST, [], "3")
    assert [claim.id for claim in ledger.claims()] == ["c"]


def test_the_same_claims_again_write_nothing(ledger: Ledger, observer: Observer) -> None:
    claims = [claim(FIRST, "a"), claim(FIRST, "b")]
    ledger.set_claims(FIRST, claims, "1")
    ledger.set_claims(SECOND, [], "1")
    before = observer.dump()
    observer.sees_change()
    ledger.set_claims(FIRST, claims, "1")
    ledger.set_claims(FIRST, ledger.claims([FIRST]), "1")
    ledger.set_claims(SECOND, [], "1")
    assert not observer.sees_change()
    assert observer.dump() == before


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_change_of_any_field_is_written(ledger: Ledger, version: str) -> None:
    ledger.set_claims(FIRST, [claim(FIRST, "a")], "1")
    changed = replace(claim(FIRST, "a"), in_title=True)
    ledger.set_claims(FIRST, [changed], version)
    assert ledger.claims() == (changed,)
    assert ledger.extractor_version(FIRST) == version


def test_no_claims_and_not_yet_extracted_are_two_things(ledger: Ledger) -> None:
    ledger.set_claims(FIRST, [], "1")
    assert ledger.extractor_version(FIRST) == "1"
    assert ledger.extractor_version(SECOND) is None


def test_claims_of_a_document_that_is_not_kept_are_refused(ledger: Ledger) -> None:
    stranger = example(3)[1].sha256
    with pytest.raises(StoreError, match=f"there is no document '{stranger}'"):
        ledger.set_claims(stranger, [claim(stranger, "a")], "1")


def test_a_claim_of_another_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match=f"is of document '{SECOND}'"):
        ledger.set_claims(FIRST, [claim(SECOND, "a")], "1")


def test_an_id_stands_for_one_claim(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match="two claims with the id 'a'"):
        ledger.set_claims(FIRST, [claim(FIRST, "a"), claim(FIRST, "a")], "1")
    ledger.set_claims(FIRST, [claim(FIRST, "a")], "1")
    with pytest.raises(StoreError, match=f"the claim id 'a' is taken by document '{FIRST}'"):
        ledger.set_claims(SECOND, [claim(SECOND, "a")], "1")
    assert ledger.extractor_version(SECOND) is None


def test_a_refused_replacement_leaves_the_old_claims(ledger: Ledger, path: Path) -> None:
    ledger.set_claims(FIRST, [claim(FIRST, "a")], "1")
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER stop BEFORE INSERT ON claims BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    with pytest.raises(StoreError, match="stopped"):
        ledger.set_claims(FIRST, [claim(FIRST, "b")], "2")
    assert [claim.id for claim in ledger.claims()] == ["a"]
    assert ledger.extractor_version(FIRST) == "1"


def test_a_version_that_no_database_holds_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StoreError, match="the extractor's version"):
        ledger.set_claims(FIRST, [], "\ud800")
