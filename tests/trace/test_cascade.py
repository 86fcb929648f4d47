"""The simulator of cascades: its truth is that of its texts, and its reports go through Stemmata as any others do."""

from __future__ import annotations

import pytest

pytest.importorskip("bench.cascade.spread", reason="bench/ is not beside the tests")

from bench.cascade.reading import read_cascade
from bench.cascade.score import Drawn, Tally, drawn_from, score
from bench.cascade.spread import SETTINGS, Cascade, spread_story
from bench.cascade.wording import FAMILIES, TRAINED_ON, load_family
from stemmata.packs import load_pack
from stemmata.trace import trace_claims

CASCADES = [(family, setting) for family in FAMILIES for setting in SETTINGS.values()]


@pytest.mark.parametrize(("family", "setting"), CASCADES)
def test_truth_is_a_forest_whose_parents_came_out_first_and_share_the_origin(family: str, setting: object) -> None:
    for seed in range(8):
        cascade = spread_story(load_family(family), setting, seed)  # type: ignore[arg-type]
        assert len(cascade.reports) == len(cascade.truth) == len({r.outlet for r in cascade.reports})
        for name, truth in cascade.truth.items():
            seen = {name}
            above = truth.parents
            while above:
                assert above[0] not in seen
                seen.add(above[0])
                assert cascade.truth[above[0]].origin == truth.origin
                above = cascade.truth[above[0]].parents
            assert (truth.changed is None) == (not truth.parents)


def test_a_seed_tells_everything() -> None:
    family = load_family("wire")
    assert spread_story(family, SETTINGS["hard"], 3) == spread_story(family, SETTINGS["hard"], 3)
    assert spread_story(family, SETTINGS["hard"], 3) != spread_story(family, SETTINGS["hard"], 4)


def test_one_family_is_kept_from_training() -> None:
    assert set(TRAINED_ON) < set(FAMILIES)


def perfect(cascade: Cascade) -> Drawn:
    truth = cascade.truth
    origins = len({t.origin for t in truth.values()})
    return Drawn(
        {i: next(iter(t.parents), None) for i, t in truth.items()},
        {i: str(t.origin) for i, t in truth.items()},
        origins,
        origins,
        origins,
        {i: t.changed or frozenset() for i, t in truth.items()},
    )


def test_the_truth_scores_all_and_no_tree_does_not() -> None:
    cascade = spread_story(load_family("desk"), SETTINGS["hard"], 1)
    best, none = Tally(), Tally()
    score(cascade, perfect(cascade), best)
    score(cascade, Drawn({}, {}, 0, 0, 0, {}), none)
    assert set(best.figures().values()) <= {0.0, 1.0}
    assert best.figures()["parent"] == best.figures()["mutations"] == best.figures()["same"] == 1.0
    assert none.figures()["parent"] < 0.6
    assert none.figures()["read"] == 0.0


def test_a_cascade_through_stemmata_comes_out_as_a_tree_that_is_mostly_right() -> None:
    tally = Tally()
    pack = load_pack()
    for seed in (0, 1):
        cascade = spread_story(load_family("column"), SETTINGS["default"], seed, size=10)
        read = read_cascade(cascade, pack)
        traced = trace_claims(read.claims, read.documents, pack)
        score(cascade, drawn_from(traced.stemmata[traced.threads[0].id], read.ids), tally)
    assert tally.figures()["read"] > 0.7
    assert tally.figures()["parent"] > 0.5
