"""Moments of one variable, and its entropy."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .._arrays import Real
from ._tails import values


def mean(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Mean E X = exp(mu + sigma²/2); infinite where its logarithm exceeds 709.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Means.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.mean(0.0, 1.0)), 6)
    1.648721
    """
    return values("mean", "x", 0.0, mu, sigma)


def logmean(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Natural logarithm of the mean, mu + sigma²/2: finite even where the mean is not.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Logarithms of means.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.logmean(1000.0, 2.0))
    1002.0
    """
    return values("logmean", "x", 0.0, mu, sigma)


def var(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Variance of X, exp(2 mu + sigma²)(exp(sigma²) − 1); infinite where its logarithm exceeds 709.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Variances.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.var(0.0, 1.0)), 6)
    4.670774
    """
    return values("var", "x", 0.0, mu, sigma)


def logvar(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Natural logarithm of the variance of X: finite even where the variance is not.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Logarithms of variances.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.logvar(0.0, 1.0)), 6)
    1.541325
    """
    return values("logvar", "x", 0.0, mu, sigma)


def std(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Standard deviation of X.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Standard deviations.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.std(0.0, 1.0)), 6)
    2.161197
    """
    return values("std", "x", 0.0, mu, sigma)


def cv(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Coefficient of variation: standard deviation over mean, √(exp(sigma²) − 1).

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Coefficients of variation; infinite for sigma above 37.6.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.cv(5.0, 0.1)), 6)
    0.100251
    """
    return values("cv", "x", 0.0, mu, sigma)


def median(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Median of X, exp(mu).

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Medians.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.median(0.0, 3.0))
    1.0
    """
    return values("median", "x", 0.0, mu, sigma)


def mode(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Mode of X, exp(mu − sigma²), where the density is largest.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Modes.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> float(lognormal.mode(4.0, 2.0))
    1.0
    """
    return values("mode", "x", 0.0, mu, sigma)


def geometric_std(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Geometric standard deviation of X, exp(sigma).

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Geometric standard deviations.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.geometric_std(0.0, 1.0)), 6)
    2.718282
    """
    return values("geometric_std", "x", 0.0, mu, sigma)


def skewness(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Skewness of X, (exp(sigma²) + 2)√(exp(sigma²) − 1).

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Skewnesses; infinite for sigma above 21.7.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.skewness(0.0, 1.0)), 6)
    6.184877
    """
    return values("skewness", "x", 0.0, mu, sigma)


def kurtosis(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Excess kurtosis of X, exp(4 sigma²) + 2 exp(3 sigma²) + 3 exp(2 sigma²) − 6.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Excess kurtoses; infinite for sigma above 13.3.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.kurtosis(0.0, 1.0)), 4)
    110.9364
    """
    return values("kurtosis", "x", 0.0, mu, sigma)


def entropy(mu: ArrayLike, sigma: ArrayLike) -> Real:
    """Differential entropy h(X) = mu + ½ ln(2πe sigma²) in nats.

    Parameters
    ----------
    mu, sigma : array_like
        Means and standard deviations of ln X; they broadcast.

    Returns
    -------
    ndarray or float64
        Entropies in nats.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.entropy(0.0, 1.0)), 6)
    1.418939
    """
    return values("entropy", "x", 0.0, mu, sigma)
