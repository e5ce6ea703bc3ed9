"""Information of synapses against determinants in NumPy, quadrature and simulation."""

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interrupting import seconds_to_interrupt
from numpy.typing import NDArray

from synaptome import SynaptomeError, lognormal
from synaptome import mi as typed

#: The module without its types, for options in loops and wrong ones.
mi: Any = typed
Floats = NDArray[np.float64]


def random_patterns(count: int, neurons: int, seed: int, shared: bool = False) -> Any:
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(1 if shared else count, neurons, neurons)) / math.sqrt(neurons)
    covariances = factors @ factors.transpose(0, 2, 1) * 0.3 + 0.1 * np.eye(neurons)
    return mi.Patterns(rng.normal(0.0, 0.5, (count, neurons)), covariances[0] if shared else covariances)


def fitted(patterns: Any, pairs: NDArray[np.int64], without: int | None) -> tuple[Floats, Floats]:
    """mu and covariance of ln w that keep means and covariances of w, in plain NumPy."""
    u = np.zeros((len(pairs), patterns.neurons))
    for row, (i, j) in zip(u, pairs, strict=True):
        row[i] += 1.0
        row[j] += 1.0
    mean, second = np.zeros(len(pairs)), np.zeros((len(pairs), len(pairs)))
    for k in range(len(patterns)):
        if k == without:
            continue
        covariance = patterns.covariance if patterns.shares_covariance else patterns.covariance[k]
        c = u @ covariance @ u.T
        m = np.exp(u @ patterns.mu[k] + np.diag(c) / 2)
        mean += m
        second += np.outer(m, m) * np.expm1(c)
    sigma = np.log1p(second / np.outer(mean, mean))
    return np.log(mean) - np.diag(sigma) / 2, sigma


def brute_information(patterns: Any, pairs: NDArray[np.int64], about: int) -> float:
    (mu, sigma), (mu_rest, sigma_rest) = fitted(patterns, pairs, None), fitted(patterns, pairs, about)
    determinants = np.linalg.slogdet(sigma)[1] - np.linalg.slogdet(sigma_rest)[1]
    return float((mu - mu_rest).sum() + determinants / 2)


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("about", [0, 3])
def test_the_closed_form_is_that_of_determinants(shared: bool, about: int) -> None:
    patterns, pairs = random_patterns(4, 7, 1, shared), mi.all_pairs(7)[::2]
    expected = brute_information(patterns, pairs, about)
    assert mi.mutual_information(patterns, pairs, about=about, negative="keep") == pytest.approx(expected, rel=1e-9)
    prefixes = mi.information_of_prefixes(patterns, pairs, about=about)
    brute = [brute_information(patterns, pairs[: n + 1], about) for n in range(len(pairs))]
    np.testing.assert_allclose(prefixes.values, brute, rtol=1e-8, atol=1e-10)
    assert prefixes.stopped is None and prefixes.degrees_of_freedom == mi.degrees_of_freedom_of(patterns, pairs)
    each = mi.information_of_each(patterns, pairs, about=about, negative="keep")
    np.testing.assert_allclose(each, [brute_information(patterns, pairs[[n]], about) for n in range(len(pairs))])


def test_all_abouts_are_one_by_one_on_any_number_of_threads() -> None:
    patterns, pairs = random_patterns(5, 6, 2), mi.all_pairs(6)[:8]
    for function in (mi.mutual_information, mi.additive_information):
        kwargs = {"negative": "keep"} if function is mi.mutual_information else {}
        found = [function(patterns, pairs, about=[[0, 1], [2, 4]], workers=w, **kwargs) for w in (1, 3, None)]
        assert found[0].shape == (2, 2) and all(np.array_equal(found[0], other) for other in found)
        assert found[0][1, 1] == function(patterns, pairs, about=4, **kwargs)


@pytest.mark.parametrize("method", ["nig", "convolution", "fenton-wilkinson", "schwartz-yeh"])
def test_information_of_each_synapse_is_that_of_its_terms(method: str) -> None:
    patterns, pairs = random_patterns(4, 5, 3), mi.all_pairs(5)[:4]
    terms = mi.weight_terms(patterns, pairs, about=2)
    expected = lognormal.sum_information(*terms, method=method, negative="keep")  # type: ignore[arg-type]
    found = [
        mi.information_of_each(patterns, pairs, about=2, method=method, negative="keep", workers=w) for w in (1, 3)
    ]
    assert np.array_equal(found[0], found[1])
    np.testing.assert_allclose(found[0], expected, rtol=1e-12)
    if method != "fenton-wilkinson":
        additive = mi.additive_information(patterns, pairs, about=2, method=method)
        assert additive == pytest.approx(expected.sum())


def test_terms_and_means_of_weights_are_those_of_the_patterns() -> None:
    patterns, pairs = random_patterns(3, 4, 4), np.array([[0, 1], [3, 2], [1, 1]])
    mu, sigma = mi.weight_terms(patterns, pairs, about=0)
    for column, k in enumerate([1, 2, 0]):
        c, m = patterns.covariance[k], patterns.mu[k]
        i, j = pairs.T
        np.testing.assert_allclose(mu[:, column], m[i] + m[j])
        np.testing.assert_allclose(sigma[:, column] ** 2, c[i, i] + c[j, j] + 2 * c[i, j])
    np.testing.assert_allclose(mi.expected_weights(patterns, pairs), np.exp(mu + sigma**2 / 2).sum(axis=1))
    log_x = np.random.default_rng(1).normal(size=(2, 3, 4))
    x = np.exp(log_x)
    np.testing.assert_allclose(mi.products(pairs, log_x), x[..., pairs[:, 0]] * x[..., pairs[:, 1]])


def test_information_of_one_synapse_is_that_of_simulation() -> None:
    patterns = mi.Patterns(np.zeros((5, 4)), mi.exchangeable_covariance(4, sigma=1.0, rho=0.0))
    exact = mi.information_of_each(patterns, [[0, 1]], method="convolution")[0]
    weights = [mi.sample_weights(patterns, [[0, 1]], 40_000, rng=3, workers=w) for w in (1, 3)]
    assert weights[0] == weights[1]
    for method, bias in (("neighbours", 0.003), ("log-moments", 0.03), ("third-cumulants", 0.02)):
        value, error = mi.information_from_samples(*weights[0], method=method)
        # Five standard errors and the bias of the method: false alarms below 1e-6.
        assert abs(value - exact) < 5 * error + bias, method


def test_sampled_weights_are_sums_of_products() -> None:
    patterns, pairs = random_patterns(3, 4, 5), mi.all_pairs(4)
    with_, without = mi.sample_weights(patterns, pairs, 50_000, about=1, rng=1)
    assert with_.shape == without.shape == (50_000, 6) and (with_ > without).all()
    own = np.exp(with_) - np.exp(without)
    # The differences are the products of one pattern: x_0 x_1 · x_2 x_3 = x_0 x_2 · x_1 x_3.
    np.testing.assert_allclose(own[:, 0] * own[:, 5], own[:, 1] * own[:, 4], rtol=1e-6)
    mean, spread = np.exp(with_).mean(axis=0), np.exp(with_).std(axis=0) / math.sqrt(50_000)
    assert (abs(mean - mi.expected_weights(patterns, pairs)) < 5 * spread).all()  # five standard errors


def test_dither_undoes_rounding() -> None:
    with_, without = mi.sample_weights(random_patterns(3, 4, 5), [[0, 1]], 5000, rng=1)
    rounded = np.round(with_, 1), np.round(without, 1)
    with pytest.raises(SynaptomeError, match="need dithering"):
        mi.information_from_samples(*rounded)
    found = mi.information_from_samples(*rounded, dither=0.1, rng=1)
    exact = mi.information_from_samples(with_, without)
    assert abs(found.value - exact.value) < 5 * math.hypot(found.error, exact.error)
    assert found == mi.information_from_samples(rounded[0][:, 0], rounded[1][:, 0], dither=0.1, rng=1)


def test_the_copula_adds_what_correlations_say() -> None:
    with_, without = mi.sample_weights(random_patterns(6, 6, 6), mi.all_pairs(6)[:5], 5000, rng=2)
    a, b = np.corrcoef(with_.T), np.corrcoef(without.T)
    expected = (np.linalg.slogdet(a)[1] - np.linalg.slogdet(b)[1]) / 2
    assert mi.copula_gain_from_samples(with_, without) == pytest.approx(expected, abs=1e-9)
    assert mi.copula_gain(a, b) == pytest.approx(expected, abs=1e-9)


def test_a_copula_of_one_synapse_is_its_marginal() -> None:
    patterns = random_patterns(4, 5, 7)
    for marginals in ("nig", "convolution", lognormal.NIG(points=32)):
        found = mi.mutual_information(patterns, [[0, 1]], method="copula", marginals=marginals)
        assert found == pytest.approx(mi.information_of_each(patterns, [[0, 1]], method=marginals)[0], abs=1e-12)


def test_all_alike_has_a_closed_spectrum() -> None:
    for neurons, count, sigma, rho in ((6, 4, 0.7, 0.2), (8, 10, 1.0, 0.0)):
        patterns = mi.Patterns(np.zeros((count, neurons)), mi.exchangeable_covariance(neurons, sigma=sigma, rho=rho))
        pairs = mi.all_pairs(neurons)
        closed = mi.exchangeable_information(neurons, count, sigma=sigma, rho=rho)
        assert closed == pytest.approx(mi.mutual_information(patterns, pairs), rel=1e-9)
        noise = mi.Noise(relative_mean=0.2, sigma=0.8)
        noisy = mi.exchangeable_information(neurons, count, sigma=sigma, rho=rho, noise=noise)
        prefixes = mi.information_of_prefixes(patterns, pairs, noise=noise)
        assert noisy == pytest.approx(prefixes.values[-1], rel=1e-9) and prefixes.degrees_of_freedom is None
        found = mi.exchangeable_spectrum(neurons, count, sigma=sigma, rho=rho)
        eigenvalues = np.linalg.eigvalsh(fitted(patterns, pairs, None)[1])
        mine = np.repeat(found.eigenvalues, found.multiplicities.astype(int))
        np.testing.assert_allclose(np.sort(mine), eigenvalues, rtol=1e-9)
    many = mi.exchangeable_information([[10], [20]], [5, 10, 20], sigma=0.5, rho=0.1)
    assert many.shape == (2, 3)
    assert many[1, 2] == mi.exchangeable_information(20, 20, sigma=0.5, rho=0.1)


def test_synergy_is_joint_less_additive() -> None:
    patterns = mi.Patterns(np.zeros((8, 10)), mi.exchangeable_covariance(10, sigma=0.5, rho=0.3))
    pairs = mi.all_pairs(10)
    found = mi.synergy(patterns, pairs, about=1)
    assert found.joint == mi.mutual_information(patterns, pairs, about=1)
    assert found.additive == pytest.approx(mi.information_of_each(patterns, pairs, about=1).sum())
    assert found.excess == found.joint - found.additive and found.ratio == found.joint / found.additive
    both = mi.pair_information(patterns, pairs[:5], pairs[5:9])
    assert both.first == mi.mutual_information(patterns, pairs[:5])
    assert both.both == mi.mutual_information(patterns, pairs[:9])
    assert both.synergy == pytest.approx(both.both - both.first - both.second)
    copula = mi.pair_information(patterns, pairs[:5], pairs[5:9], method="copula")
    assert copula.second == mi.mutual_information(patterns, pairs[5:9], method="copula")
    each = [mi.information_of_each(patterns, pairs, about=k) for k in range(8)]
    np.testing.assert_allclose(mi.information_about_all(patterns, pairs), np.sum(each, axis=0))


@settings(deadline=None, max_examples=25)
@given(scale=st.floats(-20.0, 20.0), seed=st.integers(0, 1000))
def test_information_is_invariant_under_scaling_and_order(scale: float, seed: int) -> None:
    patterns, pairs = random_patterns(3, 5, seed), mi.all_pairs(5)[:5]
    plain = mi.mutual_information(patterns, pairs, negative="keep")
    scaled = mi.Patterns(patterns.mu + scale, patterns.covariance)
    assert mi.mutual_information(scaled, pairs, negative="keep") == pytest.approx(plain, rel=1e-6, abs=1e-9)
    swapped = pairs[::-1, ::-1]
    assert mi.mutual_information(patterns, swapped, negative="keep") == pytest.approx(plain, rel=1e-6, abs=1e-9)


def test_negative_informations_are_refused_replaced_or_kept() -> None:
    patterns = mi.Patterns([[0.0, 0.0], [-1.0, 0.0]], [np.diag([2.0, 2.0]), np.diag([4.5, 4.5])])
    kept = [mi.information_of_each(patterns, [[0, 1]], about=k, negative="keep")[0] for k in (0, 1)]
    about = int(np.argmin(kept))
    assert kept[about] < 0.0, "take other patterns"
    for function in (mi.information_of_each, mi.mutual_information):
        with pytest.raises(SynaptomeError, match="information is never negative"):
            function(patterns, [[0, 1]], about=about)
        assert np.isnan(function(patterns, [[0, 1]], about=about, negative="nan")).all()
        assert function(patterns, [[0, 1]], about=about, negative="keep") == pytest.approx(kept[about])
    with pytest.raises(SynaptomeError, match="information is never negative"):
        mi.information_of_prefixes(patterns, [[0, 1]], about=about).require_possible()


def test_degrees_of_freedom_are_the_rank_of_the_weights() -> None:
    rng = np.random.default_rng(1)
    for count, neurons in ((2, 5), (3, 5), (4, 6), (9, 4)):
        pairs = np.array([(i, j) for i in range(neurons) for j in range(i, neurons)])
        x = rng.normal(size=(count - 1, neurons))
        # The derivative of the weights of the other patterns by their activities.
        rows = [
            [(i == n) * x[k, j] + (j == n) * x[k, i] for i, j in pairs]
            for k in range(count - 1)
            for n in range(neurons)
        ]
        assert mi.degrees_of_freedom(count, neurons) == np.linalg.matrix_rank(np.array(rows))
    assert mi.degrees_of_freedom([[2], [3]], [5, 6]).shape == (2, 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: mi.mutual_information(p, [[0, 5]]), "neuron|synapse"),
        (lambda p: mi.mutual_information(p, [[0, 1], [1, 0]]), "occurs twice"),
        (lambda p: mi.mutual_information(p, np.empty((0, 2))), "must not be empty"),
        (lambda p: mi.mutual_information(p, [[0, -1]]), "pairs must be at least 0"),
        (lambda p: mi.mutual_information(p, [0, 1]), r"pairs must have shape \(S, 2\) or \(..., S, 2\), got \(2,\)"),
        (lambda p: mi.mutual_information(p, [[0, 1, 2]]), r"pairs must have shape \(S, 2\)"),
        (lambda p: mi.mutual_information(p, [[0, 1.5]]), "1.5"),
        (lambda p: mi.mutual_information(p, [[0, 1]], about=3), r"about must be in \[0, 2\], got 3"),
        (lambda p: mi.information_of_each(p, [[0, 1]], about=3), "about must be a whole number"),
        (lambda p: mi.mutual_information(p, [[0, 1]], method="exact"), "method must be one of"),
        (lambda p: mi.mutual_information(p, [[0, 1]], method="copula", marginals="exact"), "marginals must be one of"),
        (lambda p: mi.mutual_information(p.mu, [[0, 1]]), "patterns must be mi.Patterns"),
        (lambda p: mi.mutual_information(random_patterns(2, 8, 1), mi.all_pairs(8)), "not positive definite"),
        (lambda p: mi.information_of_prefixes(p, [[0, 1]], noise=0.1), "noise must be mi.Noise"),
        (lambda p: mi.Noise(relative_mean=-0.1, sigma=1.0), "relative_mean of the noise must be positive"),
        (lambda p: mi.pair_information(p, [[0, 1]], [[1, 0]]), "occurs twice"),
        (lambda p: mi.sample_weights(p, [[0, 1]], 2**40), "above the limit"),
        (lambda p: mi.sample_weights(p, [[0, 9]], 10), "neuron|synapse"),
        (lambda p: mi.information_from_samples([0.0] * 99, [0.0] * 99), "at least 100 needed"),
        (lambda p: mi.information_from_samples([0.0] * 100, [0.0] * 101), "one shape"),
        (lambda p: mi.information_from_samples([math.nan] * 100, [0.0] * 100), "ln w must be finite"),
        (
            lambda p: mi.information_from_samples(np.arange(100.0), np.arange(100.0) ** 2, k=100),
            "neighbours must lie in",
        ),
        (lambda p: mi.exchangeable_information(3, 5, sigma=1.0, rho=0.0), "neurons"),
        (lambda p: mi.exchangeable_information(5, 5, sigma=-1.0, rho=0.0), "sigma must lie in"),
        (lambda p: mi.exchangeable_information(5, 2**50, sigma=1.0, rho=0.0), "patterns must be a whole number"),
        (lambda p: mi.exchangeable_covariance(2**20, sigma=1.0, rho=0.0), "above the limit"),
        (lambda p: mi.exchangeable_covariance(3, sigma=1.0, rho=-0.6), "must lie in"),
        (lambda p: mi.copula_gain([[1.0]], np.ones((2, 3))), "without must have shape"),
        (lambda p: mi.degrees_of_freedom(-1, 3), "patterns must be at least 0"),
        (lambda p: mi.degrees_of_freedom(2**40, 3), "patterns must be at most"),
        (lambda p: mi.all_pairs(1), "neurons"),
        (lambda p: mi.all_pairs(2**20), "above the limit"),
        (lambda p: mi.random_pairs(3, 4), "3"),
        (lambda p: mi.layer_pairs((0, 3), (3, 3)), "start < stop"),
        (lambda p: mi.products([[0, 5]], np.zeros(3)), "neuron|synapse|index"),
        (lambda p: mi.expected_weights(p, [[0, 7]]), "neuron|synapse"),
    ],
)
def test_what_makes_no_information_is_refused_by_name(call: Callable[[Any], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call(random_patterns(3, 5, 1))


def test_pairs_are_drawn_as_the_crate_draws_them() -> None:
    """With key = np.random.default_rng(1).integers(0, 2**64, 4, np.uint64), in Rust:

    SynapticEnsemble::draw(20, 5, &mut generator(key, 0))?
    """
    assert mi.random_pairs(20, 5, rng=1).tolist() == [[9, 15], [1, 2], [5, 16], [4, 17], [4, 14]]
    pairs = mi.random_pairs(8, 28, rng=np.random.default_rng(2))
    assert sorted(map(tuple, pairs.tolist())) == [(i, j) for i in range(8) for j in range(i + 1, 8)]


def test_results_are_copied_pickled_and_compared() -> None:
    patterns = random_patterns(3, 5, 1)
    found = mi.information_of_prefixes(patterns, mi.all_pairs(5)[:4])
    for other in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert other == found
    assert mi.Noise(relative_mean=0.1, sigma=1.0) == mi.Noise(relative_mean=0.1, sigma=1.0)


def test_long_informations_are_interrupted() -> None:
    work = """
patterns = mi.Patterns(np.zeros((20, 80)), mi.exchangeable_covariance(80, sigma=0.3, rho=0.0))
mi.mutual_information(patterns, mi.all_pairs(80), about=range(20))
"""
    assert seconds_to_interrupt(work) < 0.5
