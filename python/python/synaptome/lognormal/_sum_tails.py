"""Probabilities of many sums of independent terms."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Real
from .._core import lognormal as _core
from ._sums import rows


def _values(name: str, argument: str, x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, workers: int | None) -> Real:
    """A function of the distribution of each sum, which is built once for all its values."""
    a, b, batch = rows(mu, sigma)
    given = _arrays.floats(x, argument)
    shape = _arrays.shared_shape(**{argument: given.shape}, batch=batch)
    row = np.broadcast_to(np.arange(math.prod(batch)).reshape(batch), shape).reshape(-1)
    order = np.argsort(row, kind="stable")
    counts = np.bincount(row, minlength=len(a)).tolist()
    found = np.empty(len(row))
    sorted_x = _arrays.flat(given, shape)[order]
    found[order] = _core.sum_values(name, sorted_x, counts, a, b, _arrays.workers(workers))
    return _arrays.shaped(found, shape)


def sum_cdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """P(S ≤ x) for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Probabilities P(S ≤ x), of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, or the relative error would exceed 1e-6.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_cdf(2.0, [0.0, 0.0], [1.0, 1.0])), 6)
    0.394155
    """
    return _values("cdf", "x", x, mu, sigma, workers)


def sum_sf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """P(S > x) for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Probabilities P(S > x), of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, or the relative error would exceed 1e-6.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_sf(2.0, [0.0, 0.0], [1.0, 1.0])), 6)
    0.605845
    """
    return _values("sf", "x", x, mu, sigma, workers)


def sum_logcdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """ln P(S ≤ x) for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Logarithms of P(S ≤ x); −∞ for x ≤ 0, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, the relative error would exceed 1e-6, or a
        logarithm is below −746, where the distribution is not known.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_logcdf(2.0, [0.0, 0.0], [1.0, 1.0])), 6)
    -0.93101
    """
    return _values("logcdf", "x", x, mu, sigma, workers)


def sum_logsf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """ln P(S > x) for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Logarithms of P(S > x), of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, the relative error would exceed 1e-6, or a
        logarithm is below −746, where the distribution is not known.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_logsf(2.0, [0.0, 0.0], [1.0, 1.0])), 6)
    -0.501132
    """
    return _values("logsf", "x", x, mu, sigma, workers)


def sum_pdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """Probability density of S for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Densities; 0 for x ≤ 0, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, the relative error would exceed 1e-6, or a
        logarithm is below −746, where the distribution is not known.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_pdf(1.0, [0.0], [1.0])), 6)
    0.398942
    """
    return _values("pdf", "x", x, mu, sigma, workers)


def sum_logpdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """Natural logarithm of the density of S for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    x : array_like
        Values; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Logarithms of densities; −∞ for x ≤ 0, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, the relative error would exceed 1e-6, or a
        logarithm is below −746, where the distribution is not known.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_logpdf(1.0, [0.0], [1.0])), 6)
    -0.918939
    """
    return _values("logpdf", "x", x, mu, sigma, workers)


def sum_ppf(q: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """The x with P(S ≤ x) = q for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    q : array_like
        Probabilities in [0, 1]; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Quantiles; 0 and infinity at the ends, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid or `q` is not in [0, 1], or the relative error would exceed 1e-6.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_ppf(0.394155432306629, [0.0, 0.0], [1.0, 1.0])), 9)
    2.0
    """
    return _values("ppf", "q", q, mu, sigma, workers)


def sum_isf(q: ArrayLike, mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> Real:
    """The x with P(S > x) = q for sums S of independent terms.

    Each sum costs 70 ms (two terms) to 3 s (fifty different ones), however many values are asked for;
    :class:`SumDistribution` keeps the distribution of one.

    Parameters
    ----------
    q : array_like
        Probabilities in [0, 1]; they broadcast with the leading axes of `mu` and `sigma`.
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64
        Quantiles; infinity and 0 at the ends, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid or `q` is not in [0, 1], or the relative error would exceed 1e-6.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_isf(0.605844567693371, [0.0, 0.0], [1.0, 1.0])), 9)
    2.0
    """
    return _values("isf", "q", q, mu, sigma, workers)
