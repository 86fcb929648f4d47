"""The exact posterior over forests, against all forests written out, and where its numbers are hardest."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemmata.trace.branching import ROOT, best_forest
from stemmata.trace.forest import ForestError, count_roots, weigh_forests

WEIGHT = st.one_of(st.just(0.0), st.floats(-6, 6).map(lambda power: 10.0**power))


@st.composite
def weighted(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Weights over 12 orders of magnitude for up to 6 nodes; some edges cannot be, each node can be a root."""
    size = draw(st.integers(1, 6))
    edges = np.array([[draw(WEIGHT) for _ in range(size)] for _ in range(size)])
    roots = np.array([10.0 ** draw(st.floats(-6, 6)) for _ in range(size)])
    return edges, roots


def all_forests(size: int) -> list[tuple[int, ...]]:
    """Every parent vector without circles; ROOT for none."""
    forests = []
    for parents in product(range(ROOT, size), repeat=size):
        if all(leads_out(parents, node) for node in range(size)):
            forests.append(parents)
    return forests


def leads_out(parents: tuple[int, ...], node: int) -> bool:
    for _ in range(len(parents) + 1):
        if node == ROOT:
            return True
        node = parents[node]
    return False


FORESTS = {size: all_forests(size) for size in range(1, 7)}


def test_there_are_as_many_forests_as_cayley_says() -> None:
    assert [len(FORESTS[n]) for n in range(1, 7)] == [(n + 1) ** (n - 1) for n in range(1, 7)]


def root_of(parents: tuple[int, ...], node: int) -> int:
    while parents[node] != ROOT:
        node = parents[node]
    return node


@settings(max_examples=60, deadline=None)
@given(weighted())
def test_posterior_and_number_of_roots_are_those_of_all_forests_written_out(
    drawn: tuple[np.ndarray, np.ndarray],
) -> None:
    edges, roots = drawn
    size = len(roots)
    weight = {
        parents: math.prod(
            (Fraction(float(roots[j])) if p == ROOT else Fraction(float(edges[p, j])) for j, p in enumerate(parents)),
            start=Fraction(1),
        )
        for parents in FORESTS[size]
    }
    total = sum(weight.values())
    by_edge = np.zeros((size, size))
    by_root, ancestors, counts = np.zeros(size), np.zeros((size, size)), np.zeros(size + 1)
    for parents, value in weight.items():
        share = float(value / total)
        counts[sum(p == ROOT for p in parents)] += share
        for node, parent in enumerate(parents):
            if parent == ROOT:
                by_root[node] += share
            else:
                by_edge[parent, node] += share
            ancestors[node, root_of(parents, node)] += share
    found = weigh_forests(edges, roots)
    np.testing.assert_allclose(found.edges, by_edge, rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(found.roots, by_root, rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(found.ancestors, ancestors, rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(count_roots(found.ancestors), counts, atol=1e-12)
    assert found.log_total == pytest.approx(math.log(total.numerator) - math.log(total.denominator), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(weighted())
def test_the_best_forest_is_the_heaviest_of_all(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    edges, roots = drawn
    with np.errstate(divide="ignore"):
        log_edges, log_roots = np.log(edges), np.log(roots)

    def weigh(parents: tuple[int, ...]) -> float:
        return float(sum(log_roots[j] if p == ROOT else log_edges[p, j] for j, p in enumerate(parents)))

    found = best_forest(log_edges, log_roots)
    assert all(leads_out(found, node) for node in range(len(found)))
    allowed = [f for f in FORESTS[len(roots)] if all(p == ROOT or p != j for j, p in enumerate(f))]
    assert weigh(found) == pytest.approx(max(weigh(f) for f in allowed), abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_400_nodes_over_12_orders_of_magnitude_keep_their_digits(seed: int) -> None:
    generator = np.random.default_rng(seed)
    edges = 10.0 ** generator.uniform(-6, 6, (400, 400))
    roots = 10.0 ** generator.uniform(-6, 6, 400) * 1e-6
    found = weigh_forests(edges, roots)
    np.testing.assert_allclose(found.edges.sum(axis=0) + found.roots, 1, atol=1e-12)
    np.testing.assert_allclose(found.ancestors.sum(axis=1), 1, atol=1e-12)
    counts = count_roots(found.ancestors)
    assert counts @ np.arange(401) == pytest.approx(found.roots.sum(), rel=1e-9)


def test_400_nodes_in_circles_of_two_have_the_distribution_that_can_be_written_down() -> None:
    """200 pairs that know no order: each pair has two roots or one, by itself."""
    generator = np.random.default_rng(7)
    order = generator.permutation(400)
    edges, roots, counts = np.zeros((400, 400)), np.zeros(400), np.ones(1)
    for one, two in order.reshape(200, 2):
        forth, back = 10.0 ** generator.uniform(-6, 6, 2)
        roots[one], roots[two] = 10.0 ** generator.uniform(-6, 6, 2)
        edges[one, two], edges[two, one] = forth, back
        both, single = roots[one] * roots[two], roots[one] * forth + roots[two] * back
        counts = np.convolve(counts, [0.0, single / (both + single), both / (both + single)])
    found = count_roots(weigh_forests(edges, roots).ancestors)
    np.testing.assert_allclose(found, counts, atol=1e-11)


def test_roots_that_may_share_a_source_count_for_their_share() -> None:
    found = weigh_forests(np.zeros((2, 2)), np.ones(2))
    counts = count_roots(found.ancestors, np.array([1.0, 0.25]))
    np.testing.assert_allclose(counts, [0, 0.75, 0.25], atol=1e-14)


def test_nodes_without_any_root_make_no_forest() -> None:
    with pytest.raises(ForestError, match="no root"):
        weigh_forests(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2))
    with pytest.raises(ForestError, match="neither"):
        weigh_forests(np.zeros((2, 2)), np.array([1.0, 0.0]))
    with pytest.raises(ForestError, match="finite"):
        weigh_forests(np.array([[0.0, np.inf], [0.0, 0.0]]), np.ones(2))


def test_no_node_makes_no_forest_and_no_roots() -> None:
    found = weigh_forests(np.zeros((0, 0)), np.zeros(0))
    assert count_roots(found.ancestors).tolist() == [1.0]
