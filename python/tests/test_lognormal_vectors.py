"""Mixtures and vectors against SciPy, NumPy and the crate's own draws."""

import copy
import math
import multiprocessing
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from interrupting import seconds_to_interrupt
from scipy import integrate, stats

from synaptome import SynaptomeError
from synaptome import lognormal as typed

#: The module without its types, for wrong options.
lognormal: Any = typed
WEIGHTS, MU, SIGMA = [0.6, 0.4], [-3.0, -1.8], [0.45, 0.5]
SIZES = lognormal.Mixture(WEIGHTS, MU, SIGMA)
COVARIANCE = np.array([[0.5, 0.2, 0.1], [0.2, 0.3, -0.1], [0.1, -0.1, 0.4]])
VECTOR = lognormal.Multivariate([0.0, 1.0, -0.5], COVARIANCE)


def weighted(name: str, x: object) -> Any:
    parts = zip(WEIGHTS, MU, SIGMA, strict=True)
    return sum(w * getattr(stats.lognorm, name)(x, s, scale=math.exp(m)) for w, m, s in parts)


def test_a_mixture_is_the_weighted_sum_of_its_parts() -> None:
    x = np.geomspace(1e-3, 10.0, 30)
    for name in ("cdf", "sf", "pdf"):
        np.testing.assert_allclose(getattr(SIZES, name)(x), weighted(name, x), rtol=1e-10)
        np.testing.assert_allclose(np.exp(getattr(SIZES, f"log{name}")(x)), weighted(name, x), rtol=1e-10)
    low, high = x[x < 0.2], x[x > 0.2]
    np.testing.assert_allclose(SIZES.ppf(SIZES.cdf(low)), low, rtol=1e-9)
    np.testing.assert_allclose(SIZES.isf(SIZES.sf(high)), high, rtol=1e-9)
    assert len(SIZES) == 2 and SIZES.mean == pytest.approx(math.exp(SIZES.logmean))
    second = sum(w * math.exp(2 * m + 2 * s**2) for w, m, s in zip(WEIGHTS, MU, SIGMA, strict=True))
    assert SIZES.var == pytest.approx(second - SIZES.mean**2) and SIZES.logvar == pytest.approx(math.log(SIZES.var))


def test_entropy_and_information_of_a_mixture_are_those_of_quadrature() -> None:
    def integrand(z: float) -> float:
        x = math.exp(z)
        f = float(weighted("pdf", x))
        return -f * math.log(f) * x

    entropy = integrate.quad(integrand, -8.0, 3.0, epsabs=1e-11, limit=200)[0]
    within = sum(w * stats.lognorm.entropy(s, scale=math.exp(m)) for w, m, s in zip(WEIGHTS, MU, SIGMA, strict=True))
    assert SIZES.entropy().value == pytest.approx(entropy, abs=1e-8)
    assert SIZES.information_about_part().value == pytest.approx(entropy - within, abs=1e-8)


def test_responsibilities_are_bayes_rule() -> None:
    x = np.array([[0.02, 0.1], [0.2, 0.5]])
    first = 0.6 * stats.lognorm.pdf(x, 0.45, scale=math.exp(-3.0)) / weighted("pdf", x)
    found = SIZES.responsibilities(x)
    assert found.shape == (2, 2, 2)
    np.testing.assert_allclose(found[..., 0], first, rtol=1e-10)
    np.testing.assert_allclose(found.sum(axis=-1), 1.0)


def test_draws_are_those_of_the_crate() -> None:
    """With key = np.random.default_rng(1).integers(0, 2**64, 4, np.uint64), in Rust, for k = 0, 1, 2:

    mixture.sample(&mut generator(key, k)); vector.draw_ln(&mut generator(key, k));
    """
    assert SIZES.sample(3, rng=1).tolist() == [0.04395279942687957, 0.3246606819985526, 0.15115774559373243]
    drawn = [[-0.8512809975590322, 0.5295745903737685], [1.1640686095478185, 2.098857307294007]]
    pair = lognormal.Multivariate([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]])
    assert pair.sample(2, log=True, rng=1).tolist() == drawn
    assert np.array_equal(lognormal.sample([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]], 2, rng=1), np.exp(drawn))


def test_draws_do_not_depend_on_threads_and_have_their_distribution() -> None:
    draws = [SIZES.sample((40, 50), rng=3, workers=workers) for workers in (1, 2, 5)]
    assert draws[0].shape == (40, 50) and all(np.array_equal(draws[0], other) for other in draws)
    # Kolmogorov and Smirnov's test, with a false-alarm rate of 1e-4.
    assert stats.kstest(draws[0].ravel(), SIZES.cdf).pvalue > 1e-4
    many = VECTOR.sample(50_000, log=True, rng=4)
    assert np.abs(np.cov(many.T) - COVARIANCE).max() < 0.02  # more than five standard errors
    assert np.array_equal(many, VECTOR.sample(50_000, log=True, rng=4, workers=1))


@pytest.mark.parametrize(
    ("size", "shape"), [(None, ()), (3, (3,)), ((2, 0), (2, 0)), ([2, 3], (2, 3)), (np.int64(2), (2,))]
)
def test_sizes_are_those_of_numpy(size: Any, shape: tuple[int, ...]) -> None:
    assert np.shape(SIZES.sample(size, rng=1)) == shape
    assert VECTOR.sample(size, rng=1).shape == (*shape, 3)
    assert np.shape(lognormal.sample(0.0, 1.0, size, rng=1)) == shape


def test_a_mixture_is_found_and_the_number_of_its_parts() -> None:
    x = SIZES.sample(1000, rng=5)
    found = lognormal.fit_mixture(x, max_parts=3, rng=6)
    assert len(found.mixture) == 2 and found == lognormal.fit_mixture(x, max_parts=3, rng=6)
    assert np.abs(found.mu - MU).max() < 0.15 and found.converged and found.samples == 1000
    assert found.bic == pytest.approx(5 * math.log(1000) - 2 * found.loglik)
    assert found.aic == pytest.approx(10 - 2 * found.loglik) and found.criteria[1] == found.bic
    assert found.loglik == pytest.approx(found.mixture.logpdf(x).sum())
    assert (np.diff(found.history) > -1e-6).all() and len(found.history) == found.iterations
    assert np.nanargmin(found.criteria) == 1
    one = lognormal.fit_mixture(x, parts=1, rng=6)
    assert one.criteria.tolist() == [one.bic] and one.mu[0] == pytest.approx(lognormal.fit(x).mu)
    assert len(lognormal.fit_mixture(x, criterion="aic", max_parts=2, rng=6).criteria) == 2


def test_a_callback_sees_every_step_and_may_end_the_fit() -> None:
    x, seen = SIZES.sample(500, rng=5), list[Any]()
    found = lognormal.fit_mixture(x, parts=2, starts=2, callback=seen.append, rng=6)
    assert found == lognormal.fit_mixture(x, parts=2, starts=2, rng=6)
    assert [step.iteration for step in seen if step.start == 0] == list(range(1, 1 + sum(s.start == 0 for s in seen)))
    best = [step.loglik for step in seen if step.start == 0], [step.loglik for step in seen if step.start == 1]
    assert found.history.tolist() in best

    def stop(progress: Any) -> None:
        if (progress.parts, progress.iteration) == (2, 3):
            raise StopIteration

    ended = lognormal.fit_mixture(x, callback=stop, rng=6)
    assert len(ended.criteria) == 2 and ended.iterations == 3 and not ended.converged
    with pytest.raises(ZeroDivisionError):
        lognormal.fit_mixture(x, callback=lambda progress: 1 / 0, rng=6)


def test_counts_are_fitted_as_intervals() -> None:
    counts = np.maximum(1.0, np.round(np.random.default_rng(7).lognormal(1.0, 0.6, 2000)))
    found = lognormal.fit_mixture(counts, max_parts=2, resolution=1.0, rng=1)
    assert len(found.mixture) == 1 and abs(found.mu[0] - 1.0) < 0.1 and abs(found.sigma[0] - 0.6) < 0.06
    low, high = counts - 0.5, counts + 0.5
    chances = found.mixture.cdf(high) - found.mixture.cdf(low)
    assert found.loglik == pytest.approx(np.log(chances).sum(), rel=1e-6)


def test_vectors_have_the_moments_of_their_formulas() -> None:
    mean = np.exp(VECTOR.mu + np.diag(COVARIANCE) / 2)
    cov = np.outer(mean, mean) * np.expm1(COVARIANCE)
    np.testing.assert_allclose(VECTOR.mean(), mean)
    np.testing.assert_allclose(np.exp(VECTOR.logmean()), mean)
    np.testing.assert_allclose(VECTOR.cov(), cov)
    np.testing.assert_allclose(VECTOR.corr(), cov / np.sqrt(np.outer(np.diag(cov), np.diag(cov))))
    back = lognormal.Multivariate.from_moments(mean, cov)
    np.testing.assert_allclose(back.covariance, COVARIANCE, atol=1e-12)


def test_density_and_entropy_of_vectors_are_those_of_scipy() -> None:
    x = np.exp(np.random.default_rng(8).normal(size=(4, 5, 3)))
    normal = stats.multivariate_normal(VECTOR.mu, COVARIANCE)
    np.testing.assert_allclose(VECTOR.logpdf(x), normal.logpdf(np.log(x)) - np.log(x).sum(axis=-1))
    assert VECTOR.entropy() == pytest.approx(normal.entropy() + VECTOR.mu.sum())
    assert VECTOR.logpdf([1.0, -1.0, 1.0]) == -math.inf


def test_parts_and_products_of_vectors_are_linear_algebra() -> None:
    known, x = [2, 0], np.array([0.7, 1.4])
    gain = COVARIANCE[[1]][:, known] @ np.linalg.inv(COVARIANCE[np.ix_(known, known)])
    found = VECTOR.conditional(known, x)
    np.testing.assert_allclose(found.mu, 1.0 + gain @ (np.log(x) - VECTOR.mu[known]))
    np.testing.assert_allclose(found.covariance, COVARIANCE[1, 1] - gain @ COVARIANCE[known][:, [1]])
    assert np.array_equal(VECTOR.marginal([2, 0, 2]).covariance, COVARIANCE[np.ix_([2, 0, 2], [2, 0, 2])])
    u = np.array([[1.0, 1.0, 0.0], [0.0, -2.0, 1.0]])
    np.testing.assert_allclose(VECTOR.products(u).covariance, u @ COVARIANCE @ u.T)
    np.testing.assert_allclose(VECTOR.products(u).mu, u @ VECTOR.mu)


def test_a_sum_of_vectors_keeps_means_and_covariances() -> None:
    mu = np.array([[0.0, 1.0, -0.5], [0.5, 0.0, 0.2]])
    covariances = np.array([COVARIANCE, 0.5 * COVARIANCE])
    fit = lognormal.fit_vector_sum(mu, covariances)
    parts = [lognormal.Multivariate(m, c) for m, c in zip(mu, covariances, strict=True)]
    np.testing.assert_allclose(fit.distribution().cov(), sum(part.cov() for part in parts), rtol=1e-10)
    np.testing.assert_allclose(np.exp(fit.logmean), sum(part.mean() for part in parts))
    drawn = np.log(sum(part.sample(100_000, rng=k) for k, part in enumerate(parts)))
    sy = lognormal.fit_vector_sum(mu, covariances, method="schwartz-yeh")
    assert np.abs(np.cov(drawn.T) - sy.covariance).max() < 0.02
    shared = lognormal.fit_vector_sum(mu, COVARIANCE)
    assert shared == lognormal.fit_vector_sum(mu, np.array([COVARIANCE, COVARIANCE]))


@pytest.mark.parametrize("model", [SIZES, VECTOR, lognormal.fit_mixture([1.0, 2.0, 4.0, 8.0], parts=1, rng=1)])
def test_models_are_copied_pickled_and_compared(model: object) -> None:
    for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model), copy.copy(model)):
        assert other == model and not (other != model)  # noqa: SIM202
    assert model != 1 and len(repr(model)) < 500


def _chances(x: float) -> float:
    return float(lognormal.sum_entropy(np.zeros((200, 5)), 1.0).sum() + SIZES.sample(10_000, rng=1).sum() * x)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_computes_the_same() -> None:
    expected = _chances(1.0)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_chances, [1.0, 1.0]) == [expected, expected]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lognormal.Mixture([], [], []), "must not be empty"),
        (lambda: lognormal.Mixture([0.5, 0.6], [0.0, 0.0], [1.0, 1.0]), "sum of weights must lie in"),
        (lambda: lognormal.Mixture([1.0], [0.0, 1.0], [1.0]), "mu has 2 entries, expected 1"),
        (lambda: lognormal.Mixture([1.0], [0.0], [-1.0]), "sigma must be positive"),
        (lambda: SIZES.responsibilities([0.1, -1.0]), "item 1: x must be positive"),
        (lambda: SIZES.sample(-1), "size must be a whole number"),
        (lambda: SIZES.sample((2**20, 2**20)), "above the limit"),
        (lambda: VECTOR.sample(2**27), "above the limit"),
        (lambda: lognormal.fit_mixture([1.0, 2.0]), "samples: 2 given, at least 3 needed"),
        (lambda: lognormal.fit_mixture([1.0, 2.0, 0.0]), "sample 2 must be positive"),
        (lambda: lognormal.fit_mixture([1.0] * 9), "all samples equal 1"),
        (lambda: lognormal.fit_mixture([1.0, 2.0, 3.0], parts=65), "parts must be a whole number"),
        (lambda: lognormal.fit_mixture([1.0, 2.0, 3.0], tolerance=2.0), "tolerance must lie in"),
        (lambda: lognormal.fit_mixture([1.0, 2.0, 3.0], resolution=-1.0), "resolution must be positive"),
        (lambda: lognormal.fit_mixture([1.0, 2.0, 3.0], criterion="dic"), "criterion must be one of"),
        (lambda: lognormal.fit([1.0]), "samples: 1 given"),
        (lambda: lognormal.fit([[1.0, 2.0]]), "x must have 1 axis"),
        (lambda: lognormal.log_normality([1.0] * 3), "at least 8 needed"),
        (lambda: lognormal.Multivariate([0.0], [[-1.0]]), "not positive definite"),
        (lambda: lognormal.Multivariate([0.0, 0.0], np.eye(3)), "must have shape"),
        (lambda: lognormal.Multivariate([], np.empty((0, 0))), "must not be empty"),
        (lambda: lognormal.Multivariate([0.0, 0.0], np.ones((2, 2))).entropy(), "not positive definite"),
        (lambda: VECTOR.marginal(3), "component index 3 is out of range"),
        (lambda: VECTOR.marginal(-1), "components must be at least 0"),
        (lambda: VECTOR.conditional([0, 0], [1.0, 1.0]), "not positive definite"),
        (lambda: VECTOR.conditional(0, [1.0, 2.0]), "has 2 entries, expected 1"),
        (lambda: VECTOR.products([[1.0]]), "row of exponents has 1 entries, expected 3"),
        (lambda: VECTOR.logpdf([1.0]), "3 components"),
        (lambda: lognormal.sample(0.0, -1.0), "not positive definite"),
        (lambda: lognormal.fit_vector_sum([[0.0]] * 2, np.ones((3, 1, 1))), "broadcast"),
    ],
)
def test_what_makes_no_model_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call()


def test_long_fits_are_interrupted() -> None:
    work = """
x = np.random.default_rng(1).lognormal(size=1_000_000)
lognormal.fit_mixture(x, parts=20, tolerance=0.0, rng=1)
"""
    assert seconds_to_interrupt(work) < 0.5
    work = """
x = np.random.default_rng(1).lognormal(size=5000)
lognormal.log_normality(x, replicates=1_000_000, rng=1)
"""
    assert seconds_to_interrupt(work) < 0.5
