"""Cliques, the networks that store them, and networks of units 0 and 1, against enumeration."""

import copy
import itertools
import math
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from synaptome import SynaptomeError, hopfield
from synaptome.hopfield import CliqueCouplings, CliqueNetwork, Cliques, Network

ANY = CliqueCouplings(adjacent=1, disjoint=-1, threshold=0)


def edges(vertices: int) -> list[tuple[int, int]]:
    return [(i, j) for j in range(vertices) for i in range(j)]


def clique(vertices: int, inside: tuple[int, ...]) -> list[int]:
    return [1 if i in inside and j in inside else -1 for i, j in edges(vertices)]


def couplings_of(vertices: int, found: CliqueCouplings) -> NDArray[np.float64]:
    pairs = edges(vertices)
    values = {0: found.disjoint, 1: found.adjacent, 2: 0.0}
    return np.array([[values[len({*e} & {*f})] for f in pairs] for e in pairs])


@pytest.mark.parametrize(("vertices", "size"), [(2, 2), (5, 3), (7, 4), (6, 6)])
def test_all_cliques_are_those_of_the_combinations(vertices: int, size: int) -> None:
    cliques = Cliques(vertices, size)
    sets = list(itertools.combinations(range(vertices), size))
    expected = np.array([clique(vertices, inside) for inside in sets])
    assert np.array_equal(cliques.all(), expected)
    assert np.array_equal(cliques.states(sets), expected)
    assert np.array_equal(cliques.states([inside[::-1] for inside in sets]), expected)
    assert np.array_equal(cliques.vertices_of(expected > 0), sets)
    assert cliques.units == len(edges(vertices))
    assert cliques.log2_count == pytest.approx(math.log2(math.comb(vertices, size)), abs=1e-12)


def test_states_that_are_no_cliques_have_no_vertices() -> None:
    cliques = Cliques(6, 3)
    wrong = np.array([clique(6, (0, 1)), clique(6, (0, 1, 2, 3)), [1] * 15, [-1] * 15])
    broken = cliques.states([0, 1, 2])
    broken[14] = 1
    assert (cliques.vertices_of([*wrong, broken]) == -1).all()
    assert cliques.vertices_of(cliques.states([[[5, 1, 3]]])).tolist() == [[[1, 3, 5]]]


def test_drawn_cliques_are_uniform_and_come_from_streams_of_their_own() -> None:
    cliques = Cliques(5, 2)
    drawn = cliques.draw(20_000, rng=1)
    counts = np.unique(cliques.vertices_of(drawn), axis=0, return_counts=True)[1]
    assert len(counts) == 10 and np.abs(counts / 2000 - 1).max() < 0.1
    assert np.array_equal(cliques.draw(3, rng=1), drawn[:3])


def test_the_core_draws_what_the_crate_does() -> None:
    """Vertices of ``Cliques::halves(7)?.draw(&mut generator([1, 2, 3, 4], k))`` for k = 0, 1 in Rust."""
    from synaptome._core import hopfield as core

    cliques = core.Cliques(7, 3)
    assert cliques.vertices_of(cliques.draw(2, (1, 2, 3, 4))).tolist() == [[0, 2, 6], [1, 2, 4]]


def test_the_network_recalls_as_the_one_with_a_matrix_does() -> None:
    cliques = Cliques(9, 5)
    found = CliqueCouplings.for_noise(cliques, 0.05)
    network = CliqueNetwork(9, found)
    matrix = network.to_network()
    j, theta = matrix.to_bits()
    assert np.allclose(j, couplings_of(9, found), atol=1e-14) and np.allclose(theta, found.threshold, atol=1e-12)
    cues = hopfield.flip(cliques.draw(200, rng=1), count=3, rng=2).reshape(2, 100, -1)
    updates: list[Any] = ["synchronous", "sequential", "random"]
    for update in updates:
        ours = network.recall(cues, update=update, rng=3)
        assert ours == matrix.recall(cues, update=update, rng=3)
        assert ours == network.recall(cues, update=update, rng=3, workers=1)
    order = np.arange(36)[::-1]
    assert network.recall(cues, order=order) == matrix.recall(cues, order=order)


@pytest.mark.parametrize(("vertices", "size"), [(8, 4), (9, 5), (7, 6), (6, 6)])
def test_fields_are_those_of_the_matrix_and_prove_what_is_stored(vertices: int, size: int) -> None:
    cliques = Cliques(vertices, size)
    found = CliqueCouplings.for_noise(cliques, 0.1)
    inside = range(size)
    kinds = np.array([(i in inside) + (j in inside) for i, j in edges(vertices)])
    fields = couplings_of(vertices, found) @ (cliques.states(list(inside)) > 0)
    for kind in set(kinds):
        assert np.allclose(fields[kinds == kind], found.fields(cliques)[kind], atol=1e-12)
    matrix = CliqueNetwork(vertices, found).to_network()
    assert found.store_all(cliques) == matrix.is_strict_minimum(cliques.all()).all()
    assert not CliqueCouplings(adjacent=1, disjoint=1, threshold=0).store_all(Cliques(vertices, 3))


def test_the_threshold_is_midway_between_the_mean_fields_on_noisy_cues() -> None:
    v, k, p = 9, 5, 0.2
    found = CliqueCouplings.for_noise(Cliques(v, k), p)
    assert found.adjacent == 1 and found.disjoint == pytest.approx(-4 * (k - 2) / ((k - 3) * (v - 3)))
    active = (1 - 2 * p) * (Cliques(v, k).states(range(k)) > 0) + p
    fields = couplings_of(v, found) @ active
    kinds = np.array([(i < k) + (j < k) for i, j in edges(v)])
    assert found.threshold == pytest.approx((fields[kinds == 1].mean() + fields[kinds == 2].mean()) / 2, abs=1e-12)


def test_networks_of_bits_follow_their_fields_and_come_back() -> None:
    rng = np.random.default_rng(1)
    couplings, thresholds = rng.normal(size=(7, 7)), rng.normal(size=7)
    network = Network.for_bits(couplings, thresholds)
    states = rng.integers(0, 2, size=(20, 7))
    assert np.allclose(network.field(states), (states @ couplings.T - thresholds) / 2, atol=1e-13)
    back = network.to_bits()
    assert np.allclose(back[0], couplings, atol=1e-14) and np.allclose(back[1], thresholds, atol=1e-13)
    after = network.recall(states, max_sweeps=1).states
    assert np.array_equal(after > 0, states @ couplings.T > thresholds)


def test_cliques_and_their_networks_are_values() -> None:
    for value in (Cliques(8), Cliques(8, 3), ANY, CliqueNetwork(6, ANY)):
        for twin in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            assert twin == value and hash(twin) == hash(value) and repr(twin) == repr(value)
    assert Cliques(8) == Cliques(np.int8(8), np.array(4)) != Cliques(8, 3)  # type: ignore[arg-type]
    assert CliqueNetwork(6, ANY) != CliqueNetwork(7, ANY) and CliqueNetwork(6, ANY) != 3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Cliques(1), "vertices must be a whole number in"),
        (lambda: Cliques(3), "vertices must be at least 4"),
        (lambda: Cliques(5, 6), "size must be a whole number in"),
        (lambda: Cliques(2**30), "pairs of vertices"),
        (lambda: Cliques(60).all(), "too many: draw some"),
        (lambda: Cliques(60).draw(10**9), "the cliques would have"),
        (lambda: Cliques(6, 3).states([0, 1]), "vertices must have 3 entries"),
        (lambda: Cliques(6, 3).states([0, 1, 6]), "vertices must be below 6, got 6"),
        (lambda: Cliques(6, 3).states([0, 1, -1]), "vertices must be at least 0"),
        (lambda: Cliques(6, 3).states([0, 1, 1]), "1"),
        (lambda: Cliques(6, 3).vertices_of([1, -1]), "states must have 15 units"),
        (lambda: CliqueCouplings.for_noise(Cliques(6, 3), 0.1), "vertices of a clique"),
        (lambda: CliqueCouplings.for_noise(Cliques(8), 0.5), "flip_rate must be below 0.5"),
        (lambda: CliqueCouplings.for_noise(3, 0.1), "cliques must be a Cliques"),  # type: ignore[arg-type]
        (lambda: CliqueCouplings(adjacent=np.nan, disjoint=1, threshold=1), "adjacent must be finite"),
        (lambda: CliqueNetwork(5, 3), "couplings must be a CliqueCouplings"),  # type: ignore[arg-type]
        (lambda: CliqueNetwork(5, CliqueCouplings(adjacent=1e308, disjoint=1, threshold=1)), "field"),
        (lambda: CliqueNetwork(2**17, ANY), "pairs of vertices"),
        (lambda: CliqueNetwork(1000, ANY).to_network(), "the weights would have"),
        (lambda: CliqueNetwork(5, ANY).recall([1, -1]), "cues must have 10 units"),
        (lambda: Network.for_bits([[1, 2]], [1]), "couplings must be a square matrix"),
        (lambda: Network.for_bits([[1.0]], [1, 2]), "thresholds has 2 entries"),
        (lambda: Network.for_bits([[np.inf]], [1]), "couplings must be finite"),
        (lambda: Network.for_bits([[1.0]], [np.nan]), "thresholds must be finite"),
        (lambda: Network.for_bits([[1e308] * 3] * 3, [0] * 3), "too large"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(make: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        make()
