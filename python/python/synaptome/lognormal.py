"""Log-normal distributions and their sums, in log space.

A variable is log-normal if its logarithm is normal with mean `mu` and standard deviation `sigma`.
"""

from __future__ import annotations

from numpy.typing import ArrayLike
import numpy as np

from ._arrays import Floats, floats
from ._core import lognormal as _core

__all__ = ["cdf"]


def cdf(x: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> Floats:
    """Cumulative distribution function P(X ≤ x) of a log-normal variable.

    Parameters
    ----------
    x, mu, sigma : array_like
        Values, means and standard deviations of the logarithm; they broadcast.

    Returns
    -------
    ndarray of float64
        Probabilities, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If `mu` is not finite or `sigma` is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> lognormal.cdf(1.0, 0.0, 2.0)
    array(0.5)
    """
    a, b, c = np.broadcast_arrays(floats(x, "x"), floats(mu, "mu"), floats(sigma, "sigma"))
    return _core.cdf(a.ravel(), b.ravel(), c.ravel()).reshape(a.shape)
