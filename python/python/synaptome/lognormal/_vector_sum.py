"""Sums of independent log-normal vectors."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import lognormal as _core
from .._results import result
from ._sum_fits import covariance_rows
from ._vector import Multivariate


@result
class VectorFit(NamedTuple):
    """The log-normal vector that stands for a sum of vectors.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> fit = lognormal.fit_vector_sum([[0.0, 1.0]] * 3, [[0.5, 0.2], [0.2, 0.3]])
    >>> len(fit.distribution())
    2
    """

    #: Means of ln S, (n,).
    mu: Floats
    #: Covariance of ln S, (n, n); that of Fenton–Wilkinson need not be positive definite.
    covariance: Floats

    @property
    def logmean(self) -> Floats:
        """Logarithms of the means of S, (n,).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.fit_vector_sum([[0.0], [0.0]], [[2.0]]).logmean.round(6)
        array([1.693147])
        """
        return self.mu + np.diagonal(self.covariance) / 2.0

    def distribution(self) -> Multivariate:
        """Make the fit a distribution.

        Returns
        -------
        Multivariate
            The vector with these parameters.

        Raises
        ------
        SynaptomeError
            If no log-normal vector has these moments: the covariance is not positive semidefinite.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.fit_vector_sum([[0.0], [0.0]], [[2.0]]).distribution()
        <Multivariate of 1 components>
        """
        return Multivariate(self.mu, self.covariance)


def fit_vector_sum(
    mu: ArrayLike,
    covariance: ArrayLike,
    *,
    method: Literal["fenton-wilkinson", "schwartz-yeh"] = "fenton-wilkinson",
) -> VectorFit:
    """Fit a log-normal vector to the sum of K independent log-normal vectors.

    Parameters
    ----------
    mu : array_like, (K, n)
        Means of the logarithms of the vectors.
    covariance : array_like, (n, n) or (K, n, n)
        Covariances of their logarithms; one may be shared.
    method : {"fenton-wilkinson", "schwartz-yeh"}
        Means and covariances of S (Fan & Mysore 2024, eqs 3–6, 11 and 16), or those of ln S, term by term.

    Returns
    -------
    VectorFit
        `mu` and `covariance` of ln S.

    Raises
    ------
    SynaptomeError
        If there are no vectors, shapes differ, or a parameter is not valid.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> fit = lognormal.fit_vector_sum([[0.0, 1.0]] * 10, [[0.5, 0.2], [0.2, 0.3]], method="schwartz-yeh")
    >>> bool(fit.covariance[0, 0] < 0.5)
    True
    """
    schwartz_yeh = _arrays.choice(method, "method", ["fenton-wilkinson", "schwartz-yeh"]) == "schwartz-yeh"
    given = _arrays.floats(mu, "mu", 2)
    a, b, batch = covariance_rows(given, covariance)
    if batch != given.shape[:1]:
        raise SynaptomeError(f"covariance has {math.prod(batch)} vectors, but mu has {len(given)}")
    return VectorFit(*_core.fit_vector_sum(schwartz_yeh, a, b))
