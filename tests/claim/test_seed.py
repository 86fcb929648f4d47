"""The article that Stemmata began with, where it is at hand: what a dossier about it must show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stemmata.extraction import extract
from stemmata.model import Basis, Claim, Modality, Relation, SourceKind
from stemmata.packs import load_pack
from stemmata.read import Defaults, Reading, read_inputs

SHARED = Path(__file__).parents[3] / "shared" / "reports"
PACK = load_pack()


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    paths = sorted(SHARED.glob("seed-*.txt"))
    if not paths:
        pytest.skip(f"no seed article in {SHARED}")
    defaults = Defaults(published="2023-02-05", outlet=None, language=None)
    (result,) = read_inputs([str(paths[0])], captured_at="2026-11-23T12:00:00Z", pack=PACK, defaults=defaults)
    assert isinstance(result, Reading)
    return list(extract(replace(result.document), PACK).found.claims)


def having(claims: list[Claim], measure: str, low: float | None = None) -> list[Claim]:
    return [c for c in claims if c.measure == measure and (low is None or (c.quantity and c.quantity.low == low))]


def test_the_plant(claims: list[Claim]) -> None:
    found = having(claims, "capacity", 6000)
    assert found
    assert all(c.quantity and c.quantity.basis is Basis.AT_LEAST and c.quantity.high is None for c in found)
    assert any(c.place == "yelabuga" for c in found)
    assert any(
        len(c.chain) == 2 and c.chain[0].kind is SourceKind.OUTLET and c.chain[1].kind is SourceKind.ANONYMOUS
        for c in found
    )
    assert any(c.time and "coming years" in c.time.text for c in found)


def test_the_counts(claims: list[Claim]) -> None:
    (shot,) = having(claims, "intercepted", 540)
    assert shot.quantity is not None
    assert shot.quantity.basis is Basis.MORE_THAN
    assert shot.time is not None
    assert shot.time.relation is Relation.SINCE
    assert any(c.quantity and c.quantity.basis is Basis.ORDER_WORD for c in having(claims, "delivered"))


def test_the_visit(claims: list[Claim]) -> None:
    visits = [c for c in claims if c.sub_kind == "visit"]
    assert any(c.time and c.time.start == "2023-01-05" for c in visits)
    assert any(len(c.people) == 2 and all(p.office for p in c.people) for c in visits)


def test_stages_and_forecasts(claims: list[Claim]) -> None:
    assert {"considered", "planned"} <= {c.stage for c in claims}
    assert any(c.modality is Modality.INTENDS and c.time and c.time.relation is Relation.BY for c in claims)
    assert any(c.said and "December" in c.said.text for c in claims)


def test_silence_is_not_a_denial(claims: list[Claim]) -> None:
    silent = [c for c in claims if c.modality is Modality.NO_RESPONSE]
    assert silent
    assert not any(c.modality is Modality.DENIES for c in claims)
