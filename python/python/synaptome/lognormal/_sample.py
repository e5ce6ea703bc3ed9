"""Draws of numbers and vectors."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Real
from .._rng import RNG
from ._vector import Multivariate


def sample(
    mu: ArrayLike,
    covariance: ArrayLike,
    size: int | Sequence[int] | None = None,
    *,
    rng: RNG = None,
    workers: int | None = None,
) -> Real:
    """Draw log-normal numbers or vectors.

    Parameters
    ----------
    mu : float or array_like, (n,)
        Mean of ln X.
    covariance : float or array_like, (n, n)
        Variance or covariance of ln X.
    size : int or sequence of int, optional
        Shape of the sample; one draw by default.
    rng : None, int, SeedSequence or Generator
        Source of randomness.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    ndarray or float64, `size` or ``(*size, n)``
        Draws of X; infinite where they leave the range of a float.

    Raises
    ------
    SynaptomeError
        If the parameters are not valid, or the size is negative or too large.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> lognormal.sample([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]], size=(4, 5), rng=1).shape
    (4, 5, 2)
    >>> bool(lognormal.sample(0.0, 1.0, rng=1) > 0.0)
    True
    """
    a, b = _arrays.floats(mu, "mu", (0, 1)), _arrays.floats(covariance, "covariance", (0, 2))
    if a.ndim == 0 and b.ndim == 0:
        drawn = Multivariate(a.reshape(1), b.reshape(1, 1)).sample(size, rng=rng, workers=workers)
        return drawn[..., 0]
    return Multivariate(a, b).sample(size, rng=rng, workers=workers)
