"""One log-normal variable against SciPy, quadrature and many digits."""

import math
from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from synaptome import SynaptomeError, lognormal

X = np.concatenate([np.geomspace(1e-12, 1e12, 101), [0.0, -1.0, np.inf]])
Q = np.concatenate([np.linspace(0.0, 1.0, 41), [1e-300, 1e-20]])
PARAMETERS = [(0.0, 1.0), (-3.0, 0.2), (5.0, 3.0)]
numbers = st.floats(-20.0, 20.0)
spreads = st.floats(0.01, 8.0)


@pytest.mark.parametrize(("mu", "sigma"), PARAMETERS)
@pytest.mark.parametrize("name", ["cdf", "sf", "logcdf", "logsf", "pdf", "logpdf", "ppf", "isf"])
def test_functions_are_those_of_scipy(name: str, mu: float, sigma: float) -> None:
    x = Q if name in ("ppf", "isf") else X
    expected = getattr(stats.lognorm, name)(x, s=sigma, scale=math.exp(mu))
    found = getattr(lognormal, name)(x, mu, sigma)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=0.0)


@pytest.mark.parametrize(("mu", "sigma"), PARAMETERS)
def test_moments_are_those_of_scipy(mu: float, sigma: float) -> None:
    theirs = stats.lognorm(s=sigma, scale=math.exp(mu))
    for name in ("mean", "var", "std", "median", "entropy"):
        np.testing.assert_allclose(getattr(lognormal, name)(mu, sigma), getattr(theirs, name)(), rtol=1e-10)
    skewness, kurtosis = theirs.stats("sk")
    np.testing.assert_allclose(lognormal.skewness(mu, sigma), skewness, rtol=1e-10)
    np.testing.assert_allclose(lognormal.kurtosis(mu, sigma), kurtosis, rtol=1e-10)


def test_tails_keep_their_digits() -> None:
    with mpmath.workdps(40):
        z = mpmath.log(mpmath.mpf(2)) * 40 + 3
        tail = mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)) / 2)
    assert lognormal.logsf(2.0**40, -3.0, 1.0) == pytest.approx(float(tail), rel=1e-14)
    assert lognormal.logcdf(2.0**-40, 3.0, 1.0) == pytest.approx(float(tail), rel=1e-14)


@settings(deadline=None)
@given(mu=numbers, sigma=spreads, logq=st.floats(-1e6, -1e-6))
def test_logarithms_of_probabilities_invert(mu: float, sigma: float, logq: float) -> None:
    for inverse, function in ((lognormal.ilogcdf, lognormal.logcdf), (lognormal.ilogsf, lognormal.logsf)):
        x = inverse(logq, mu, sigma)
        if 1e-300 < x < 1e300:
            assert function(x, mu, sigma) == pytest.approx(logq, rel=1e-8)


@settings(deadline=None)
@given(mu=numbers, sigma=spreads, x=st.floats(1e-6, 1e6))
def test_the_two_tails_sum_to_one(mu: float, sigma: float, x: float) -> None:
    assert lognormal.cdf(x, mu, sigma) + lognormal.sf(x, mu, sigma) == pytest.approx(1.0, abs=1e-15)


@settings(deadline=None)
@given(mu=st.floats(-5.0, 5.0), sigma=st.floats(0.1, 3.0))
def test_parameters_come_back_from_moments(mu: float, sigma: float) -> None:
    mean, median = lognormal.mean(mu, sigma), lognormal.median(mu, sigma)
    for fit in (
        lognormal.from_moments(mean, var=lognormal.var(mu, sigma)),
        lognormal.from_moments(mean, std=lognormal.std(mu, sigma)),
        lognormal.from_moments(mean, cv=lognormal.cv(mu, sigma)),
        lognormal.from_median(median, lognormal.geometric_std(mu, sigma)),
    ):
        assert fit.mu == pytest.approx(mu, abs=1e-9) and fit.sigma == pytest.approx(sigma, rel=1e-9)


def test_mode_logarithms_and_entropy_agree_with_their_definitions() -> None:
    mu, sigma = 0.3, 0.7
    near = lognormal.mode(mu, sigma) * np.array([0.999, 1.0, 1.001])
    assert np.argmax(lognormal.pdf(near, mu, sigma)) == 1
    assert lognormal.logmean(mu, sigma) == pytest.approx(math.log(lognormal.mean(mu, sigma)))
    assert lognormal.logvar(mu, sigma) == pytest.approx(math.log(lognormal.var(mu, sigma)))


def test_arguments_broadcast_as_those_of_numpy() -> None:
    x, mu = np.linspace(0.1, 2.0, 3)[:, None], np.linspace(-1.0, 1.0, 4)
    found = lognormal.cdf(x, mu, 1.0)
    assert found.shape == (3, 4)
    assert found[2, 1] == lognormal.cdf(float(x[2, 0]), float(mu[1]), 1.0)
    assert isinstance(lognormal.cdf(1.0, 0.0, 1.0), np.float64) and isinstance(lognormal.cdf(1, 0, 1), np.float64)
    assert lognormal.cdf([], 0.0, 1.0).shape == (0,)


def test_many_entries_are_those_of_few() -> None:
    x = np.random.default_rng(1).lognormal(size=10_000)
    assert np.array_equal(lognormal.cdf(x, 0.0, 1.0)[:4000], lognormal.cdf(x[:4000], 0.0, 1.0))


def test_nan_stays_nan_where_a_value_may_be_anything() -> None:
    assert math.isnan(lognormal.cdf(math.nan, 0.0, 1.0)) and np.isnan(lognormal.logpdf([math.nan], 0.0, 1.0)).all()


@pytest.mark.parametrize("scalar", [True, False])
@pytest.mark.parametrize(
    ("x", "mu", "sigma", "message"),
    [
        (1.0, math.nan, 1.0, "mu must be finite, got NaN"),
        (1.0, 0.0, -1.0, "sigma must be positive and finite, got -1"),
        (1.0, 0.0, 0.0, "sigma must be positive and finite, got 0"),
        (1.0, 0.0, math.inf, "sigma must be positive and finite, got inf"),
        (1.0, 1e308, 1e155, "ln E X must be finite"),
    ],
)
def test_parameters_out_of_range_are_refused(x: float, mu: float, sigma: float, message: str, scalar: bool) -> None:
    for function in (lognormal.cdf, lognormal.sf, lognormal.logpdf):
        with pytest.raises(SynaptomeError, match=message):
            function(x if scalar else [x, x], mu, sigma)
    with pytest.raises(SynaptomeError, match=message):
        lognormal.mean(mu if scalar else [mu], sigma)


@pytest.mark.parametrize("function", [lognormal.ppf, lognormal.isf])
@pytest.mark.parametrize("q", [-0.1, 1.1, math.nan])
def test_probabilities_out_of_range_are_refused(function: Callable[..., float], q: float) -> None:
    with pytest.raises(SynaptomeError, match="probability must lie in"):
        function(q, 0.0, 1.0)


def test_an_item_is_named_and_shapes_must_fit() -> None:
    with pytest.raises(SynaptomeError, match="item 2: sigma must be positive"):
        lognormal.cdf(1.0, 0.0, [1.0, 1.0, -1.0])
    with pytest.raises(SynaptomeError, match=r"broadcast.*x \(2,\), mu \(3,\)"):
        lognormal.cdf([1.0, 2.0], [0.0] * 3, 1.0)
    with pytest.raises(SynaptomeError, match="above the limit"):
        lognormal.cdf(np.ones((2**14, 1)), np.ones(2**14), 1.0)
    with pytest.raises(SynaptomeError, match="exactly one of var, std and cv"):
        lognormal.from_moments(1.0)


def test_a_fit_has_the_largest_likelihood() -> None:
    x = np.random.default_rng(2).lognormal(0.5, 1.5, 300)
    fit = lognormal.fit(x)
    shape, _, scale = stats.lognorm.fit(x, floc=0.0)
    assert fit.sigma == pytest.approx(shape, rel=1e-4) and fit.mu == pytest.approx(math.log(scale), rel=1e-3)
    assert fit.loglik == pytest.approx(lognormal.logpdf(x, fit.mu, fit.sigma).sum())
    assert fit.mu_error == pytest.approx(fit.sigma / math.sqrt(300)) and fit.samples == 300


def test_the_test_of_log_normality_is_anderson_and_darlings() -> None:
    x = np.random.default_rng(3).lognormal(size=200)
    found = lognormal.log_normality(x)
    z = np.sort(stats.zscore(np.log(x), ddof=1))
    odd = np.arange(1, 400, 2)
    theirs = -200 - np.mean(odd * (stats.norm.logcdf(z) + stats.norm.logsf(z[::-1])))
    assert found.anderson_darling == pytest.approx(theirs * (1 + 0.75 / 200 + 2.25 / 200**2), rel=1e-9)
    assert found.skewness == pytest.approx(stats.skew(np.log(x))) and found.distinct == 200
    assert found.kurtosis == pytest.approx(stats.kurtosis(np.log(x)))


def test_replicates_give_the_p_value_of_the_table_on_any_number_of_threads() -> None:
    x = np.random.default_rng(3).lognormal(size=100)
    found = [lognormal.log_normality(x, replicates=2000, rng=5, workers=workers) for workers in (1, 3)]
    assert found[0] == found[1]
    # Five standard errors of a fraction: false alarms with a probability below 1e-6.
    p = lognormal.log_normality(x).p_value
    assert abs(found[0].p_value - p) < 5 * math.sqrt(p * (1 - p) / 2000) + 0.01
