"""Entropies of sums of independent terms, and what a sum conveys about its last term."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Real
from .._core import SynaptomeError
from .._core import lognormal as _core
from .._results import result
from ._methods import Convolution, Method, spec


@result
class Estimate(NamedTuple):
    """Numbers and their estimated errors.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> value, error = lognormal.exact_sum_entropy([0.0], [1.0])
    """

    #: The numbers.
    value: Real
    #: Their estimated errors.
    error: Real


@result
class LogCumulants(NamedTuple):
    """The first four cumulants of the logarithm of sums.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> mean, variance, skewness, kurtosis = lognormal.sum_log_cumulants([0.0], [1.0])
    """

    #: E ln S.
    mean: Real
    #: Var ln S.
    variance: Real
    #: Skewness of ln S.
    skewness: Real
    #: Excess kurtosis of ln S.
    kurtosis: Real


@result
class SumMoments(NamedTuple):
    """Logarithms of the mean and the variance of sums: finite even where these are not.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> logmean, logvar = lognormal.sum_moments([0.0, 0.0], [1.0, 1.0])
    """

    #: ln E S.
    logmean: Real
    #: ln Var S.
    logvar: Real


def rows(mu: ArrayLike, sigma: ArrayLike) -> tuple[Floats, Floats, tuple[int, ...]]:
    """Sums as rows of `mu` and `sigma`, and the shape of the batch."""
    a, b = _arrays.floats(mu, "mu"), _arrays.floats(sigma, "sigma")
    shape = _arrays.shared_shape(mu=a.shape, sigma=b.shape)
    if not shape:
        raise SynaptomeError("mu and sigma of a sum need an axis of terms, got two numbers")
    flat = (math.prod(shape[:-1]), shape[-1])
    return _arrays.flat(a, shape).reshape(flat), _arrays.flat(b, shape).reshape(flat), shape[:-1]


def sum_information(
    mu: ArrayLike,
    sigma: ArrayLike,
    *,
    method: Method = "nig",
    negative: Literal["raise", "nan", "keep"] = "raise",
    workers: int | None = None,
) -> Real:
    """Information that sums convey about their last term: I(S; Y_n) = h(S) − h(S − Y_n), in nats.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms; leading axes are batch, and
        the arrays broadcast.
    method : str or one of the classes of methods
        ``"nig"`` (quick and accurate), ``"convolution"`` (exact), ``"edgeworth"``, ``"log-moments"``,
        ``"fenton-wilkinson"``, ``"schwartz-yeh"``, ``"mgf"``, or e.g. ``NIG(points=128)``.
    negative : {"raise", "nan", "keep"}
        No information is negative, but ``"fenton-wilkinson"``, ``"mgf"``, ``"schwartz-yeh"``, ``"edgeworth"``
        and ``"log-moments"`` can give a negative number. ``"raise"`` refuses it, ``"nan"`` replaces it,
        ``"keep"`` returns it, for those who study the approximation itself.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    ndarray or float64, (...)
        Information in nats.

    Raises
    ------
    SynaptomeError
        If a sum has fewer than two terms, a parameter is not valid, the method fails, or an information is
        negative and `negative` is ``"raise"``; the message names the sum and the value.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_information([0.0] * 10, [2.0] * 10)), 4)
    0.1057
    """
    how = _arrays.choice(negative, "negative", ["raise", "nan", "keep"])
    a, b, shape = rows(mu, sigma)
    return _arrays.shaped(_core.sum_informations(spec(method), a, b, how, _arrays.workers(workers)), shape)


def sum_entropy(mu: ArrayLike, sigma: ArrayLike, *, method: Method = "nig", workers: int | None = None) -> Real:
    """Differential entropy h(S) of sums in nats.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    method : str or one of the classes of methods
        As for :func:`sum_information`.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    ndarray or float64, (...)
        Entropies in nats.

    Raises
    ------
    SynaptomeError
        If a sum is empty, a parameter is not valid, or the method fails.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_entropy([0.0, 1.0], [0.5, 0.3])), 3)
    1.424
    """
    a, b, shape = rows(mu, sigma)
    return _arrays.shaped(_core.sum_entropies(spec(method), a, b, _arrays.workers(workers)), shape)


def exact_sum_information(
    mu: ArrayLike, sigma: ArrayLike, *, method: Convolution | None = None, workers: int | None = None
) -> Estimate:
    """Information about the last term by convolution in nats, with its error.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    method : Convolution, optional
        The resolution; the error is the difference from the value at three quarters of it.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    Estimate
        Information in nats and their errors, each (...).

    Raises
    ------
    SynaptomeError
        As :func:`sum_information`.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> found = lognormal.exact_sum_information([0.0, 0.0], [1.0, 1.0])
    >>> bool(found.error < 1e-8)
    True
    """
    a, b, shape = rows(mu, sigma)
    value, error = _core.exact_informations(_resolution(method), a, b, _arrays.workers(workers))
    return Estimate(_arrays.shaped(value, shape), _arrays.shaped(error, shape))


def exact_sum_entropy(
    mu: ArrayLike, sigma: ArrayLike, *, method: Convolution | None = None, workers: int | None = None
) -> Estimate:
    """Entropy of sums by convolution in nats, with its error.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    method : Convolution, optional
        The resolution; the error is the difference from the value at three quarters of it.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    Estimate
        Entropies in nats and their errors, each (...).

    Raises
    ------
    SynaptomeError
        As :func:`sum_entropy`.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> found = lognormal.exact_sum_entropy([0.0, 0.0], [1.0, 1.0])
    >>> bool(found.error < 1e-8)
    True
    """
    a, b, shape = rows(mu, sigma)
    value, error = _core.exact_entropies(_resolution(method), a, b, _arrays.workers(workers))
    return Estimate(_arrays.shaped(value, shape), _arrays.shaped(error, shape))


def _resolution(method: Convolution | None) -> tuple[float, float]:
    name, points, nodes = spec(Convolution() if method is None else method)
    _arrays.choice(name, "method", ["convolution"])
    return points, nodes


def sum_log_cumulants(
    mu: ArrayLike, sigma: ArrayLike, *, method: Method = "nig", workers: int | None = None
) -> LogCumulants:
    """Mean, variance, skewness and excess kurtosis of ln S.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    method : {"nig", "convolution"} or Convolution
        The recursion of :class:`NIG`, or the exact cumulants.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    LogCumulants
        Each (...).

    Raises
    ------
    SynaptomeError
        As :func:`sum_entropy`.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> found = lognormal.sum_log_cumulants([0.0] * 20, [1.0] * 20)
    >>> bool(found.skewness > 0.0)
    True
    """
    chosen = spec(method)
    _arrays.choice(chosen[0], "method", ["nig", "convolution"])
    a, b, shape = rows(mu, sigma)
    found = _core.sum_cumulants(chosen, a, b, _arrays.workers(workers))
    return LogCumulants(*(_arrays.shaped(np.ascontiguousarray(column), shape) for column in found.T))


def sum_moments(mu: ArrayLike, sigma: ArrayLike, *, workers: int | None = None) -> SumMoments:
    """Logarithms of mean and variance of sums, without overflow.

    Parameters
    ----------
    mu, sigma : array_like, (..., n)
        Means and standard deviations of the logarithms of n independent terms.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    SumMoments
        Each (...).

    Raises
    ------
    SynaptomeError
        If a sum is empty or a parameter is not valid.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(float(lognormal.sum_moments([0.0, 0.0], [1.0, 1.0]).logmean), 6)
    1.193147
    """
    a, b, shape = rows(mu, sigma)
    logmean, logvar = _core.sum_moments(a, b, _arrays.workers(workers))
    return SumMoments(_arrays.shaped(logmean, shape), _arrays.shaped(logvar, shape))
