"""The scorer of claims: what it calls right, and that no other matching would have given more."""

from __future__ import annotations

import copy
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.claims import best_assignment, match_claims, score_all, source_fits
from stemmata.packs import load_pack

PACK = load_pack()
LINES = (Path(__file__).parents[1] / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
GOLD: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, LINES)}


@given(st.lists(st.lists(st.integers(0, 200), min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_other_matching_is_worth_more(gains: list[list[int]]) -> None:
    pairs = best_assignment(gains)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == min(len(gains), 3)
    short, long = sorted((len(gains), 3))
    flipped = [list(column) for column in zip(*gains, strict=True)] if len(gains) > 3 else gains
    best = max(sum(flipped[i][j] for i, j in enumerate(order)) for order in permutations(range(long), short))
    assert sum(gains[i][j] for i, j in pairs) == best


def test_the_gold_set_is_all_right_by_itself() -> None:
    score = score_all(GOLD, GOLD, PACK)
    assert score.gold == score.found == score.right > 0
    assert score.errors == []


def test_nothing_found_is_nothing_right() -> None:
    score = score_all(GOLD, {}, PACK)
    assert (score.found, score.right) == (0, 0)
    assert len(score.errors) == score.gold


@pytest.mark.parametrize(
    ("field", "value"), [("item", None), ("stage", "halted"), ("modality", "deflects"), ("chain", [])]
)
def test_a_wrong_field_is_counted_where_it_is(field: str, value: object) -> None:
    found = copy.deepcopy(GOLD)
    row = next(row for row in found.values() if any(c["item"] and c["chain"] and c["quantity"] for c in row["claims"]))
    claim = next(c for c in row["claims"] if c["item"] and c["chain"] and c["quantity"])
    claim[field] = value
    score = score_all(GOLD, found, PACK)
    assert score.right == score.gold
    wrong = {name for name, counts in score.fields.items() if counts["right"] != counts.total()}
    assert wrong == ({"nearest", "furthest", "chain"} if field == "chain" else {field})


def test_a_bound_that_flips_is_no_right_claim() -> None:
    found = copy.deepcopy(GOLD)
    claim = next(
        c for row in found.values() for c in row["claims"] if (c["quantity"] or {}).get("basis") == "more_than"
    )
    claim["quantity"].update(low=None, high=claim["quantity"]["low"], basis="up_to")
    score = score_all(GOLD, found, PACK)
    assert (score.matched, score.right) == (score.gold, score.gold - 1)


def test_claims_elsewhere_in_the_text_do_not_match() -> None:
    claim = next(c for row in GOLD.values() for c in row["claims"])
    moved = {**claim, "evidence": {**claim["evidence"], "span": [90_000, 90_010]}}
    assert match_claims([claim], [moved], PACK) == []


def test_false_claims_on_claim_free_paragraphs_are_counted() -> None:
    claims = next(row["claims"] for row in GOLD.values() if row["claims"])
    found = {key: {"claims": claims[:1]} for key, row in GOLD.items() if not row["claims"]}
    assert score_all(GOLD, found, PACK).free_false == len(found) > 0


@pytest.mark.parametrize(
    ("kind", "name", "fits"),
    [
        ("agency", "Northern Ledger", True),
        ("outlet", "The Northern Ledger", True),
        ("named", "Northern Ledger", False),
        ("outlet", "The Southern Post", False),
    ],
)
def test_a_source_fits_by_kind_and_a_word(kind: str, name: str, fits: bool) -> None:
    wanted = {"kind": "outlet", "name": "Northern Ledger", "descriptor": "the newspaper"}
    assert source_fits(wanted, {"kind": kind, "name": name, "descriptor": None}) is fits
