"""Density, probabilities and quantiles of one variable, in both tails."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Real
from .._core import lognormal as _core

#: From here on a whole number is not exact as a float.
_EXACT = 2**53


def _is_plain(value: ArrayLike) -> bool:
    """Whether it is one number that is exact as a float."""
    return isinstance(value, float) or (type(value) is int and -_EXACT <= value <= _EXACT)


def values(name: str, argument: str, x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """A function of each entry; single numbers skip what arrays need."""
    if _is_plain(x) and _is_plain(mu) and _is_plain(sigma):
        return np.float64(_core.value(name, x, mu, sigma))  # type: ignore[arg-type]
    a, b, c = _arrays.floats(x, argument), _arrays.floats(mu, "mu"), _arrays.floats(sigma, "sigma")
    shape = _arrays.shared_shape(**{argument: a.shape}, mu=b.shape, sigma=c.shape)
    found = _core.values(name, _arrays.flat(a, shape), _arrays.flat(b, shape), _arrays.flat(c, shape))
    return _arrays.shaped(found, shape)


def cdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Cumulative distribution function P(X ≤ x).

    It is ``scipy.stats.lognorm.cdf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Probabilities.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> lognormal.cdf(1.0, 0.0, 2.0)
    np.float64(0.5)
    """
    return values("cdf", "x", x, mu, sigma)


def sf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Survival function P(X > x), with its relative precision kept in the right tail.

    It is ``scipy.stats.lognorm.sf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Probabilities.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.sf(1e10, 0.0, 1.0)) < 1e-100
    True
    """
    return values("sf", "x", x, mu, sigma)


def logcdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Natural logarithm of P(X ≤ x), also where the probability is below the smallest float.

    It is ``scipy.stats.lognorm.logcdf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Logarithms of probabilities; −∞ for x ≤ 0.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.logcdf(1e-100, 0.0, 1.0)), 3)
    -26515.849
    """
    return values("logcdf", "x", x, mu, sigma)


def logsf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Natural logarithm of P(X > x), also where the probability is below the smallest float.

    It is ``scipy.stats.lognorm.logsf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Logarithms of probabilities.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.logsf(1e100, 0.0, 1.0)), 3)
    -26515.849
    """
    return values("logsf", "x", x, mu, sigma)


def pdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Probability density f(x).

    It is ``scipy.stats.lognorm.pdf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Densities; 0 for x ≤ 0.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.pdf(0.0, 0.0, 1.0))
    0.0
    """
    return values("pdf", "x", x, mu, sigma)


def logpdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Natural logarithm of the density f(x).

    It is ``scipy.stats.lognorm.logpdf(x, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, and means and standard deviations of ln X; they broadcast. NaN gives NaN.

    Returns
    -------
    ndarray or float64
        Logarithms of densities; −∞ for x ≤ 0.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.logpdf(1.0, 0.0, 1.0)), 6)
    -0.918939
    """
    return values("logpdf", "x", x, mu, sigma)


def ppf(q: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Quantile function: the x with P(X ≤ x) = q.

    It is ``scipy.stats.lognorm.ppf(q, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    q, mu, sigma : array_like
        Probabilities in [0, 1], and means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Quantiles; 0 and infinity at the ends.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite or `q` is not in [0, 1].

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.ppf(0.5, 0.0, 2.0))
    1.0
    """
    return values("ppf", "q", q, mu, sigma)


def isf(q: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Inverse survival function: the x with P(X > x) = q.

    It is ``scipy.stats.lognorm.isf(q, s=sigma, scale=exp(mu))``.

    Parameters
    ----------
    q, mu, sigma : array_like
        Probabilities in [0, 1], and means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Quantiles; infinity and 0 at the ends.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite or `q` is not in [0, 1].

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.isf(1e-300, 0.0, 1.0)), -12) > 1e15
    True
    """
    return values("isf", "q", q, mu, sigma)


def ilogcdf(logq: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Inverse of :func:`logcdf`: the x with ln P(X ≤ x) = logq.

    Parameters
    ----------
    logq, mu, sigma : array_like
        Logarithms of probabilities, at most 0, and means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Quantiles.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite or `logq` is not at most 0.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> x = lognormal.ilogcdf(-5000.0, 0.0, 1.0)
    >>> round(float(lognormal.logcdf(x, 0.0, 1.0)), 6)
    -5000.0
    """
    return values("ilogcdf", "logq", logq, mu, sigma)


def ilogsf(logq: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Inverse of :func:`logsf`: the x with ln P(X > x) = logq.

    Parameters
    ----------
    logq, mu, sigma : array_like
        Logarithms of probabilities, at most 0, and means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Quantiles.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite or `logq` is not at most 0.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> x = lognormal.ilogsf(-5000.0, 0.0, 1.0)
    >>> round(float(lognormal.logsf(x, 0.0, 1.0)), 6)
    -5000.0
    """
    return values("ilogsf", "logq", logq, mu, sigma)
