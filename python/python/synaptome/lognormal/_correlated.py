"""Probabilities of sums of correlated terms."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._core import lognormal as _core
from .._rng import RNG, key
from ._sum_fits import covariance_rows
from ._sums import Estimate


def _estimate(
    above: bool,
    x: ArrayLike,
    mu: ArrayLike,
    covariance: ArrayLike,
    draws: int | None,
    rng: RNG,
    workers: int | None,
) -> Estimate:
    a, b, batch = covariance_rows(mu, covariance)
    if batch:
        raise SynaptomeError(f"one sum has mu of one axis, got a batch of shape {batch}")
    given, threads = _arrays.floats(x, "x"), _arrays.workers(workers)
    if draws is None:
        found = _core.correlated_sum(above, given.reshape(-1), a[0], b[0], threads)
    else:
        count = _arrays.integer(draws, "draws", 2, 2**30)
        found = _core.estimate_correlated_sum(above, given.reshape(-1), a[0], b[0], count, key(rng), threads)
    return Estimate(_arrays.shaped(found[0], given.shape), _arrays.shaped(found[1], given.shape))


def correlated_sum_cdf(
    x: ArrayLike,
    mu: ArrayLike,
    covariance: ArrayLike,
    *,
    draws: int | None = None,
    rng: RNG = None,
    workers: int | None = None,
) -> Estimate:
    """P(S ≤ x) for the sum S of correlated terms, with its error.

    Given all but one of the independent normal variables behind the terms, the probability is known; the
    rest is an integral (rank 2), or an average over draws (any rank), whose variance is far below counting.

    Parameters
    ----------
    x : array_like
        Values.
    mu : array_like, (n,)
        Means of the logarithms of the terms.
    covariance : array_like, (n, n)
        Covariance of these logarithms; it may be singular.
    draws : int, optional
        Number of draws of an average with its standard error; by default quadrature, for rank 1 and 2.
    rng : None, int, SeedSequence or Generator
        For the draws.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    Estimate
        Probabilities and their errors, of the shape of `x`.

    Raises
    ------
    SynaptomeError
        If the covariance is not valid, all terms are constant, `x` is NaN, or the rank exceeds 2 without draws.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> found = lognormal.correlated_sum_cdf(2.0, [0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]])
    >>> round(float(found.value), 4)
    0.4495
    """
    return _estimate(False, x, mu, covariance, draws, rng, workers)


def correlated_sum_sf(
    x: ArrayLike,
    mu: ArrayLike,
    covariance: ArrayLike,
    *,
    draws: int | None = None,
    rng: RNG = None,
    workers: int | None = None,
) -> Estimate:
    """P(S > x) for the sum S of correlated terms, with its error.

    Parameters
    ----------
    x, mu, covariance, draws, rng, workers
        As :func:`correlated_sum_cdf`.

    Returns
    -------
    Estimate
        Probabilities and their errors, of the shape of `x`.

    Raises
    ------
    SynaptomeError
        As :func:`correlated_sum_cdf`.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> found = lognormal.correlated_sum_sf(2.0, [0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]], draws=1000, rng=1)
    >>> bool(abs(found.value - 0.5505) < 5 * found.error)
    True
    """
    return _estimate(True, x, mu, covariance, draws, rng, workers)
