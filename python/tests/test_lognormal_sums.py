"""Sums of log-normals against quadrature, moments and simulation."""

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
from scipy import integrate, stats

from synaptome import SynaptomeError
from synaptome import lognormal as typed

#: The module without its types, since options are given by names that loops hold, and wrong ones too.
lognormal: Any = typed
METHODS = ("nig", "convolution", "edgeworth", "log-moments", "fenton-wilkinson", "schwartz-yeh", "mgf")


def density_of_two(z: float, mu: list[float], sigma: list[float]) -> float:
    """The density of ln(X + Y) by quadrature of the convolution."""

    def integrand(u: float) -> float:
        first, second = z - math.log1p(math.exp(-u)), z - math.log1p(math.exp(u))
        a, b = (first - mu[0]) / sigma[0], (second - mu[1]) / sigma[1]
        return math.exp(-(a * a + b * b) / 2) / (2 * math.pi * sigma[0] * sigma[1])

    return float(integrate.quad(integrand, -30.0, 30.0, limit=400, epsabs=1e-11, epsrel=1e-9)[0])


def entropy_of_two(mu: list[float], sigma: list[float]) -> float:
    def integrand(z: float) -> float:
        f = density_of_two(z, mu, sigma)
        return f * (z - math.log(f)) if f > 1e-200 else 0.0

    return float(integrate.quad(integrand, -6.0, 8.0, limit=200, epsabs=1e-8)[0])


def test_the_information_of_two_terms_is_that_of_quadrature() -> None:
    mu, sigma = [0.0, 0.5], [1.0, 0.7]
    expected = entropy_of_two(mu, sigma) - stats.lognorm.entropy(1.0)
    exact = lognormal.exact_sum_information(mu, sigma)
    assert exact.value == pytest.approx(expected, abs=1e-7) and exact.error < 1e-7
    assert lognormal.sum_information(mu, sigma, method="convolution") == exact.value
    # The errors that the documentation of the methods states, with room.
    for method, relative in (("nig", 0.02), ("edgeworth", 0.1), ("schwartz-yeh", 0.3)):
        assert lognormal.sum_information(mu, sigma, method=method) == pytest.approx(expected, rel=relative)


def test_the_entropy_of_one_term_is_closed_for_every_method() -> None:
    for method in METHODS:
        found = lognormal.sum_entropy([0.3], [0.8], method=method)
        assert found == pytest.approx(stats.lognorm.entropy(0.8, scale=math.exp(0.3)), abs=1e-8)


def test_options_of_methods_are_their_defaults_by_name() -> None:
    mu, sigma = [[0.0, 0.1, 0.2]], [0.5, 1.0, 0.7]
    classes = {
        "nig": lognormal.NIG(),
        "convolution": lognormal.Convolution(),
        "edgeworth": lognormal.Edgeworth(),
        "log-moments": lognormal.Edgeworth(higher_cumulants=False),
        "fenton-wilkinson": lognormal.FentonWilkinson(),
        "schwartz-yeh": lognormal.SchwartzYeh(),
        "mgf": lognormal.MGFMatching(near=0.2, far=1.0),
    }
    for name, method in classes.items():
        by_name = lognormal.sum_entropy(mu, sigma, method=name)
        assert np.array_equal(by_name, lognormal.sum_entropy(mu, sigma, method=method))
        assert pickle.loads(pickle.dumps(method)) == method and hash(copy.copy(method)) == hash(method)


def test_a_batch_is_its_rows_on_any_number_of_threads() -> None:
    rng = np.random.default_rng(1)
    mu, sigma = rng.normal(size=(4, 5, 6)), rng.uniform(0.2, 2.0, 6)
    for method in METHODS:
        kwargs = {"method": method, "negative": "keep"}
        found = [lognormal.sum_information(mu, sigma, workers=w, **kwargs) for w in (1, 2, 5, None)]
        assert found[0].shape == (4, 5) and all(np.array_equal(found[0], other) for other in found)
        assert found[0][2, 3] == lognormal.sum_information(mu[2, 3], sigma, **kwargs)
    assert lognormal.sum_information(np.empty((0, 3)), np.ones(3)).shape == (0,)


def test_a_negative_information_is_refused_replaced_or_kept() -> None:
    mu, sigma = [[0.0, 0.0], [0.0, -1.0]], [[1.0, 1.0], [2.0, 3.0]]
    with pytest.raises(SynaptomeError, match=r"item 1: .* gives an information of -0\.\d+ nats"):
        lognormal.sum_information(mu, sigma, method="fenton-wilkinson")
    replaced = lognormal.sum_information(mu, sigma, method="fenton-wilkinson", negative="nan")
    kept = lognormal.sum_information(mu, sigma, method="fenton-wilkinson", negative="keep")
    assert np.isnan(replaced[1]) and kept[1] < 0.0 and kept[0] == replaced[0] > 0.0
    without = stats.lognorm.entropy(2.0)
    assert kept[1] == pytest.approx(lognormal.sum_entropy(mu[1], sigma[1], method="fenton-wilkinson") - without)


@settings(deadline=None, max_examples=30)
@given(scale=st.floats(-50.0, 50.0), sigma=st.lists(st.floats(0.1, 2.5), min_size=2, max_size=8))
def test_information_is_invariant_under_scaling_and_never_negative(scale: float, sigma: list[float]) -> None:
    plain = lognormal.sum_information(np.zeros(len(sigma)), sigma)
    assert plain >= 0.0
    assert lognormal.sum_information(np.full(len(sigma), scale), sigma) == pytest.approx(plain, rel=1e-7)


@settings(deadline=None, max_examples=30)
@given(mu=st.lists(st.floats(-3.0, 3.0), min_size=1, max_size=6), sigma=st.floats(0.1, 2.0))
def test_fenton_and_wilkinson_keep_mean_and_variance(mu: list[float], sigma: float) -> None:
    fit = lognormal.fit_sum(mu, sigma)
    mean = sum(stats.lognorm.mean(sigma, scale=math.exp(m)) for m in mu)
    var = sum(stats.lognorm.var(sigma, scale=math.exp(m)) for m in mu)
    assert lognormal.mean(*fit) == pytest.approx(mean) and lognormal.var(*fit) == pytest.approx(var)
    moments = lognormal.sum_moments(mu, sigma)
    assert moments.logmean == pytest.approx(math.log(mean)) and moments.logvar == pytest.approx(math.log(var))


def test_correlated_sums_have_the_moments_of_simulation() -> None:
    mu, covariance = np.array([0.0, 0.3, -0.2]), np.array([[0.5, 0.2, 0.1], [0.2, 0.4, 0.0], [0.1, 0.0, 0.3]])
    cov = np.exp(mu + np.diag(covariance) / 2)
    var = float(cov @ np.expm1(covariance) @ cov)
    fit = lognormal.fit_sum(mu, covariance=covariance)
    assert lognormal.var(*fit) == pytest.approx(var) and lognormal.mean(*fit) == pytest.approx(cov.sum())
    ln_s = np.log(np.exp(np.random.default_rng(1).multivariate_normal(mu, covariance, 400_000)).sum(axis=1))
    sy = lognormal.fit_sum(mu, covariance=covariance, method="schwartz-yeh")
    # Five standard errors and what the recursion misses: false alarms below 1e-6.
    assert abs(sy.mu - ln_s.mean()) < 5 * ln_s.std() / math.sqrt(4e5) + 0.003
    batch = lognormal.fit_sum([mu, mu], covariance=[covariance, 2 * covariance])
    assert batch.mu.shape == (2,) and batch.sigma[0] == fit.sigma


def test_a_diagonal_covariance_is_independence() -> None:
    mu, sigma = np.array([0.1, 0.5, -0.4]), np.array([0.4, 0.9, 0.7])
    for method in ("fenton-wilkinson", "schwartz-yeh", "mgf"):
        a = lognormal.fit_sum(mu, sigma, method=method)
        b = lognormal.fit_sum(mu, sigma, covariance=np.diag(sigma**2), method=method)
        np.testing.assert_allclose(a, b, rtol=1e-6)


def test_cumulants_are_those_of_simulation() -> None:
    ln_s = np.log(np.random.default_rng(4).lognormal(0.0, 1.2, (400_000, 5)).sum(axis=1))
    for method in ("nig", "convolution"):
        found = lognormal.sum_log_cumulants([0.0] * 5, 1.2, method=method)
        simulated = (ln_s.mean(), ln_s.var(), stats.skew(ln_s), stats.kurtosis(ln_s))
        # The standard errors are about 0.001, 0.001, 0.004, 0.008; five of them, and the recursion's own.
        assert np.abs(np.subtract(found, simulated)).max() < 0.05
    assert abs(found.mean - simulated[0]) < 0.006


def test_probabilities_of_two_terms_are_those_of_quadrature() -> None:
    mu, sigma = [0.0, 0.5], [1.0, 0.7]
    for x in (0.2, 3.0, 40.0):
        below = integrate.quad(lambda z: density_of_two(z, mu, sigma), -12.0, math.log(x), limit=200, epsabs=1e-10)[0]
        assert lognormal.sum_cdf(x, mu, sigma) == pytest.approx(below, rel=1e-6, abs=1e-9)
        assert lognormal.sum_logpdf(x, mu, sigma) == pytest.approx(
            math.log(density_of_two(math.log(x), mu, sigma)) - math.log(x), rel=1e-7
        )


def test_functions_of_a_sum_agree_with_each_other() -> None:
    mu, sigma, x = [0.0, 0.0], [1.0, 1.0], np.array([[1e-4, 0.5], [2.0, 1e4]])
    one = lognormal.SumDistribution(mu, sigma)
    assert lognormal.sum_cdf(1e-4, mu, sigma) == pytest.approx(2.19397739e-45, rel=1e-8)
    for name in ("cdf", "sf", "logcdf", "logsf", "pdf", "logpdf"):
        found = getattr(lognormal, f"sum_{name}")(x, mu, sigma)
        assert found.shape == (2, 2) and np.array_equal(found, getattr(one, name)(x))
        assert np.array_equal(found, getattr(one, name)(x, workers=1))
    np.testing.assert_allclose(one.cdf(x) + one.sf(x), 1.0, rtol=1e-13)
    np.testing.assert_allclose(np.exp(one.logcdf(x)), one.cdf(x), rtol=1e-12)
    np.testing.assert_allclose(np.exp(one.logpdf(x)), one.pdf(x), rtol=1e-12)
    low, high = x[x < 3.0], x[x > 1.0]
    np.testing.assert_allclose(one.ppf(one.cdf(low)), low, rtol=1e-8)
    np.testing.assert_allclose(one.isf(one.sf(high)), high, rtol=1e-8)
    np.testing.assert_allclose(lognormal.sum_isf(one.sf(high), mu, sigma), high, rtol=1e-8)
    np.testing.assert_allclose(lognormal.sum_ppf(one.cdf(low), mu, sigma), low, rtol=1e-8)


def test_each_sum_of_a_batch_has_its_own_values() -> None:
    mu, sigma = np.array([[0.0, 0.0], [1.0, 2.0], [0.5, 0.1]]), np.array([1.0, 0.5])
    x = np.array([[1.0], [4.0]])
    found = lognormal.sum_cdf(x, mu, sigma)
    assert found.shape == (2, 3)
    for i, j in np.ndindex(2, 3):
        assert found[i, j] == lognormal.sum_cdf(x[i, 0], mu[j], sigma)
    assert lognormal.sum_cdf(np.empty((0, 3)), mu, sigma).shape == (0, 3)


def test_probabilities_of_correlated_sums_are_those_of_simulation() -> None:
    mu, covariance = [0.0, 0.2], [[1.0, 0.5], [0.5, 0.8]]
    x = np.array([0.5, 2.0, 8.0])
    below, above = (f(x, mu, covariance) for f in (lognormal.correlated_sum_cdf, lognormal.correlated_sum_sf))
    np.testing.assert_allclose(below.value + above.value, 1.0, rtol=1e-10)
    s = np.exp(np.random.default_rng(6).multivariate_normal(mu, covariance, 200_000)).sum(axis=1)
    counted = (s[:, None] <= x).mean(axis=0)
    assert (abs(counted - below.value) < 5 * np.sqrt(counted * (1 - counted) / 2e5)).all()  # five standard errors
    drawn = [lognormal.correlated_sum_cdf(x, mu, covariance, draws=2000, rng=1, workers=w) for w in (1, 3)]
    assert drawn[0] == drawn[1] and (abs(drawn[0].value - below.value) < 5 * drawn[0].error).all()


def test_draws_are_those_of_the_crate() -> None:
    """With key = np.random.default_rng(1).integers(0, 2**64, 4, np.uint64), in Rust:

    CorrelatedSum::new(&x)?.estimate_cdf(3.0, 1000, &mut generator(key, 0))?
    """
    found = lognormal.correlated_sum_cdf(3.0, [0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]], draws=1000, rng=1)
    assert found == lognormal.Estimate(0.31486250144247263, 0.001129961082631385)


def test_a_distribution_is_copied_pickled_and_compared() -> None:
    one = lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0])
    for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert other == one and other.cdf(2.0) == one.cdf(2.0)
    assert one != lognormal.SumDistribution([0.0], [1.0]) and one != 1 and len(one) == 2
    assert "2 terms" in repr(one) and not one.mu.flags.writeable


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lognormal.sum_information(0.0, 1.0), "axis of terms"),
        (lambda: lognormal.sum_information([0.0], [1.0]), "must not be empty"),
        (lambda: lognormal.sum_entropy([], []), "must not be empty"),
        (lambda: lognormal.sum_entropy([[0.0], [math.nan]], [1.0]), "item 1: mu must be finite"),
        (lambda: lognormal.sum_entropy([0.0], [1.0], method="exact"), "method must be one of"),
        (lambda: lognormal.sum_entropy([0.0], [1.0], method=3), "method must be a name"),
        (lambda: lognormal.fit_sum([0.0], [1.0], method="nig"), "method must be one of"),
        (lambda: lognormal.fit_sum([0.0]), "sigma or covariance is needed"),
        (lambda: lognormal.fit_sum([0.0], [1.0], covariance=[[2.0]]), "sigma squared is 1.0"),
        (lambda: lognormal.fit_sum([0.0, 0.0], covariance=[[1.0, 0.5], [0.4, 1.0]]), "not symmetric"),
        (lambda: lognormal.fit_sum([0.0, 0.0], covariance=[[1.0, 2.0], [2.0, 1.0]]), "not positive definite"),
        (lambda: lognormal.fit_sum([0.0, 0.0], covariance=np.eye(3)), "must have shape"),
        (lambda: lognormal.sum_information([0.0] * 2, [1.0] * 2, negative="drop"), "negative must be one of"),
        (lambda: lognormal.sum_information([0.0] * 2, [1.0] * 2, workers=0), "workers must be a whole number"),
        (lambda: lognormal.sum_logcdf(1e-200, [0.0, 0.0], [1.0, 1.0]), "x of a logarithm must lie in"),
        (lambda: lognormal.sum_ppf(1.5, [0.0, 0.0], [1.0, 1.0]), "probability must lie in"),
        (lambda: lognormal.correlated_sum_cdf(1.0, np.zeros(3), np.eye(3)), "rank of the covariance is 3"),
        (lambda: lognormal.correlated_sum_cdf(1.0, np.zeros(3), np.eye(3), draws=1), "draws must be"),
        (lambda: lognormal.SumDistribution([[0.0]], [1.0]), "one sum has"),
        (lambda: lognormal.NIG(points=2), "points must be a whole number"),
        (lambda: lognormal.Convolution(nodes=2**20), "nodes must be a whole number"),
        (lambda: lognormal.MGFMatching(near=1.0, far=0.5), "in order"),
        (lambda: lognormal.sum_entropy(np.ones((2**14, 1)), np.ones(2**14)), "above the limit"),
    ],
)
def test_what_makes_no_sum_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call()


def test_long_sums_are_interrupted() -> None:
    work = "lognormal.sum_cdf(1.0, np.linspace(0, 1, 4000).reshape(100, 40), 0.8)"
    assert seconds_to_interrupt(work) < 0.5
    work = "lognormal.sum_information(np.zeros((3000, 30)), 1.0, method='convolution')"
    assert seconds_to_interrupt(work) < 0.5
