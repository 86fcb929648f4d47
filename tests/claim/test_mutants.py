"""Lies made of true claims: the guard catches nearly all of them, in every field, and refuses hardly a true claim.

The true claims are those of the demo reports and, where it is there, of the labelled development set.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import Verdict, build, find_claims, judge_claim
from stemmata.model import Claim, Document
from stemmata.packs import Pack, load_pack
from stemmata.read import Defaults, Reading, read_inputs
from tests.claim.mutants import Truth, is_caught, make_mutants

ROOT = Path(__file__).parents[2]
INPUTS = [path for path in (ROOT / "examples", ROOT / "tests" / "gold" / "dev.jsonl") if path.exists()]
PACK = load_pack()
FIELDS = {
    "actor",
    "bound",
    "counterpart",
    "item",
    "measure",
    "modality",
    "number",
    "per",
    "place",
    "polarity",
    "quote",
    "said",
    "source",
    "stage",
    "time",
    "unit",
}
FEWEST = 2000
# What the grammar may read wrong in these, and is then rightly refused: read by hand.
RIGHTLY_REFUSED = (
    "doubts plant will open",  # no plan of the one who doubts
    "unlikely to start production",  # not expected to start
    "meant to be faster",  # not said to be
    "want the aircraft to be faster",
)
pytestmark = pytest.mark.skipif(not INPUTS, reason="examples/ is not beside the tests")


@pytest.fixture(scope="module")
def refused() -> list[Claim]:
    """The claims that the guard refused while `truths` were read."""
    return []


@pytest.fixture(scope="module")
def truths(refused: list[Claim]) -> list[Truth]:
    """The documents with what the guard let through."""

    def judge(claim: Claim, document: Document, pack: Pack) -> Verdict:
        verdict = judge_claim(claim, document, pack)
        refused.extend([] if verdict.claim is not None else [claim])
        return verdict

    readings = read_inputs(
        [str(path) for path in INPUTS],
        captured_at="2026-11-23T12:00:00Z",
        pack=PACK,
        defaults=Defaults(published=None, outlet=None, language="en"),
    )
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "judge_claim", judge)
        for reading in readings:
            assert isinstance(reading, Reading)
            annotations = annotate(reading.document, PACK)
            claims = find_claims(reading.document, annotations, PACK).claims
            made.append(Truth(reading.document, annotations, claims))
    return made


def test_of_two_thousand_lies_hardly_one_gets_through(truths: list[Truth]) -> None:
    told: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for truth in truths:
        for claim in truth.claims:
            for mutant in make_mutants(claim, truth, PACK):
                told[mutant.field] += 1
                caught[mutant.field] += is_caught(mutant, truth.document, PACK)
    assert set(told) == FIELDS
    assert told.total() >= FEWEST
    assert caught.total() >= 0.995 * told.total(), told - caught
    for field, count in told.items():
        assert caught[field] >= 0.97 * count, field


def test_hardly_a_true_claim_is_refused(truths: list[Truth], refused: list[Claim]) -> None:
    wrongly = [claim for claim in refused if not any(words in claim.evidence.quote for words in RIGHTLY_REFUSED)]
    assert len(wrongly) <= 0.02 * sum(len(truth.claims) for truth in truths), wrongly


def test_what_is_let_through_is_let_through_again(truths: list[Truth]) -> None:
    for truth in truths:
        for claim in truth.claims:
            verdict = judge_claim(claim, truth.document, PACK)
            assert verdict.claim == claim
            assert verdict.dropped == ()
