"""One log-normal for a sum."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import lognormal as _core
from ._methods import FitMethod, fit_spec
from ._parameters import Parameters
from ._sums import rows


def fit_sum(
    mu: ArrayLike,
    sigma: ArrayLike | None = None,
    *,
    covariance: ArrayLike | None = None,
    method: FitMethod = "fenton-wilkinson",
    workers: int | None = None,
) -> Parameters:
    """One log-normal for the sum of independent or correlated terms.

    Parameters
    ----------
    mu : array_like, (..., n)
        Means of the logarithms of the terms.
    sigma : array_like, (..., n), optional
        Standard deviations of the logarithms of independent terms.
    covariance : array_like, (..., n, n), optional
        Covariance of the logarithms of correlated terms; it may be singular. If `sigma` is given too, it must
        be the root of the diagonal.
    method : {"fenton-wilkinson", "schwartz-yeh", "mgf"} or their classes
        Moments of S, moments of ln S, or transforms. ``"mgf"`` needs a covariance of rank 3 at most.
    workers : int, optional
        Number of threads; all processors by default.

    Returns
    -------
    Parameters
        `mu` and `sigma` of each sum, (...).

    Raises
    ------
    SynaptomeError
        If neither or contradicting spreads are given, a parameter is not valid, or the method fails.

    Examples
    --------
    The sum of X and 1/X, and of two independent terms.

    >>> from synaptome import lognormal
    >>> fit = lognormal.fit_sum([0.0, 0.0], covariance=[[1.0, -1.0], [-1.0, 1.0]])
    >>> round(float(fit.mu), 6)
    0.976257
    >>> fit = lognormal.fit_sum([0.0, 0.0], [1.0, 1.0], method="schwartz-yeh")
    """
    chosen = fit_spec(method)
    if covariance is None:
        if sigma is None:
            raise SynaptomeError("sigma or covariance is needed")
        a, b, shape = rows(mu, sigma)
        found = _core.fit_sums(chosen, a, b, _arrays.workers(workers))
    else:
        a, b, shape = covariance_rows(mu, covariance)
        if sigma is not None:
            _require_diagonal(sigma, b.reshape(*shape, a.shape[1], a.shape[1]))
        found = _core.fit_correlated_sums(chosen, a, b, _arrays.workers(workers))
    return Parameters(_arrays.shaped(found[0], shape), _arrays.shaped(found[1], shape))


def covariance_rows(mu: ArrayLike, covariance: ArrayLike) -> tuple[Floats, Floats, tuple[int, ...]]:
    """Vectors as rows of `mu` and of covariances, and the shape of the batch."""
    a, b = _arrays.floats(mu, "mu"), _arrays.floats(covariance, "covariance")
    if a.ndim < 1 or b.ndim < 2 or b.shape[-2:] != (a.shape[-1],) * 2:
        raise SynaptomeError(f"covariance must have shape (..., n, n) for mu (..., n), got {b.shape} for {a.shape}")
    n = a.shape[-1]
    shape = _arrays.shared_shape(mu=a.shape[:-1], covariance=b.shape[:-2])
    _arrays.sized((*shape, n, n), "the covariances")
    count = math.prod(shape)
    flat_mu = _arrays.flat(a, (*shape, n)).reshape(count, n)
    return flat_mu, _arrays.flat(b, (*shape, n, n)).reshape(count, n * n), shape


def _require_diagonal(sigma: ArrayLike, covariance: Floats) -> None:
    """Refuses standard deviations that the covariance contradicts."""
    given = _arrays.floats(sigma, "sigma")
    diagonal = np.diagonal(covariance, axis1=-2, axis2=-1)
    shape = _arrays.shared_shape(sigma=given.shape, covariance=diagonal.shape)
    a, b = _arrays.flat(given, shape) ** 2, _arrays.flat(np.ascontiguousarray(diagonal), shape)
    wrong = ~np.isclose(a, b, rtol=1e-9, atol=0.0)
    if wrong.any():
        k = int(np.argmax(wrong))
        raise SynaptomeError(f"sigma squared is {a[k]}, but the diagonal of covariance is {b[k]}: give one of them")
