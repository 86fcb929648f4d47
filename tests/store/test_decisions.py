"""What people decide about claims: kept to the letter, in order, for good."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemmata.model import Claim, Decision, Evidence, Modality, Polarity, Ruling, Span
from stemmata.store import Ledger, StoreError, decisions_in_force

from . import decider
from .conftest import Observer
from .decider import decision_about
from .keeper import example

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20).filter(
    str.strip
)


def claim_of(number: int, name: str = "c1") -> Claim:
    capture, _ = example(number)
    evidence = Evidence(Span(0, 5), "words", "", "")
    return Claim(
        name, capture.sha256, "lost", None, None, None, None, None, None, None, None,
        Modality.ASSERTED, Polarity.POSITIVE, (), evidence,
    )  # fmt: skip


def with_claims(ledger: Ledger, *names: str) -> None:
    ledger.keep(*example(1))
    ledger.set_claims(example(1)[0].sha256, [claim_of(1, name) for name in names], "v1")


@given(
    st.lists(
        st.builds(
            lambda claim, ruling, reason, value, author: Decision(
                claim, ruling, reason, value if ruling is Ruling.SCOPE else None, author, "2026-11-25T18:00:00Z"
            ),
            st.sampled_from(["a", "b"]),
            st.sampled_from(Ruling),
            words,
            words,
            words,
        ),
        max_size=5,
    )
)
@settings(max_examples=30, deadline=None)
def test_decisions_come_back_equal_and_in_order(decisions: list[Decision]) -> None:
    with Ledger.open("sqlite://") as ledger:
        with_claims(ledger, "a", "b")
        for decision in decisions:
            ledger.decide(decision)
        assert ledger.decisions() == tuple(decisions)


def test_a_claim_that_is_not_there_is_refused_by_name(ledger: Ledger, observer: Observer) -> None:
    with_claims(ledger, "a")
    observer.sees_change()
    with pytest.raises(StoreError, match=r"news\.db: there is no claim 'nobody'"):
        ledger.decide(decision_about("nobody", 1))
    assert not observer.sees_change()
    assert ledger.decisions() == ()


@pytest.mark.parametrize("missing", ["author", "decided_at"])
def test_a_decision_that_does_not_say_who_and_when_is_refused(ledger: Ledger, missing: str) -> None:
    with_claims(ledger, "a")
    given = {"author": "Ada", "decided_at": "2026-11-25T18:00:00Z"} | {missing: None}
    with pytest.raises(StoreError, match="who decided, and when"):
        ledger.decide(Decision("a", Ruling.SET_ASIDE, "a slip", **given))


@pytest.mark.parametrize(
    ("ruling", "reason", "value"),
    [
        (Ruling.SET_ASIDE, "  ", None),
        (Ruling.SCOPE, "why", None),
        (Ruling.SCOPE, "why", " "),
        (Ruling.RESTORE, "w", "x"),
    ],
)
def test_a_decision_needs_a_reason_and_a_scope_where_it_sets_one(
    ruling: Ruling, reason: str, value: str | None
) -> None:
    with pytest.raises(ValueError, match="a decision about claim 'a'"):
        Decision("a", ruling, reason, value)


def test_a_decision_outlives_its_claim_and_finds_it_again(ledger: Ledger) -> None:
    with_claims(ledger, "a", "b")
    decision = decision_about("a", 1)
    ledger.decide(decision)
    with_claims(ledger, "b")
    ledger.set_claims(example(1)[0].sha256, [claim_of(1, "b")], "v2")
    assert ledger.decisions() == (decision,)
    ledger.set_claims(example(1)[0].sha256, [claim_of(1, "a")], "v3")
    assert ledger.decisions() == (decision,)


def test_the_last_decision_about_a_claim_is_in_force_until_it_is_restored() -> None:
    aside, other = decision_about("a", 1), decision_about("b", 2)
    scope = Decision("a", Ruling.SCOPE, "the text says so", "made:iran")
    back = Decision("a", Ruling.RESTORE, "it was right after all")
    assert decisions_in_force([aside, other]) == (aside, other)
    assert decisions_in_force([aside, other, scope]) == (other, scope)
    assert decisions_in_force([aside, other, back]) == (other,)
    assert decisions_in_force([back, aside, other]) == (aside, other)


def test_a_decision_edited_by_hand_is_named(ledger: Ledger, path: Path) -> None:
    with_claims(ledger, "a")
    ledger.decide(decision_about("a", 1))
    with sqlite3.connect(path) as other:
        other.execute("UPDATE decisions SET action = 'forget'")
    other.close()
    with pytest.raises(StoreError, match="decision 1 cannot be read back"):
        ledger.decisions()


def test_a_ledger_of_the_first_version_takes_decisions(path: Path) -> None:
    """What stood in it before the table of decisions was made stays to the letter."""
    with Ledger.open(path) as ledger:
        with_claims(ledger, "a")
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE decisions")
        other.execute("UPDATE stemmata_version SET version_num = '0001'")
    other.close()
    with Ledger.open(path) as ledger:
        assert [c.id for c in ledger.claims()] == ["a"]
        ledger.decide(decision_about("a", 1))
        assert ledger.decisions() == (decision_about("a", 1),)


@pytest.mark.parametrize("wait", [0.05, 0.25])
def test_a_kill_loses_no_decision_that_was_reported_as_kept(path: Path, wait: float) -> None:
    with Ledger.open(path) as ledger:
        with_claims(ledger, "a")
    command = [sys.executable, decider.__file__, str(path), "a"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    reported = [int(line) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    assert reported
    with Ledger.open(path) as ledger:
        kept = ledger.decisions()
    assert kept[: len(reported)] == tuple(decision_about("a", number) for number in reported)
    assert len(kept) - len(reported) in (0, 1)  # the one that was on its way
