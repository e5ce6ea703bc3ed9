"""Vectors of dependent log-normal variables."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Real
from .._core import SynaptomeError
from .._core import lognormal as _core
from .._rng import RNG, key
from ._sum_fits import covariance_rows


def parameters(mu: ArrayLike, covariance: ArrayLike) -> tuple[Floats, Floats]:
    """`mu` and the rows of the covariance of one vector."""
    a, b, batch = covariance_rows(mu, covariance)
    if batch:
        raise SynaptomeError(f"one vector has mu of one axis, got a batch of shape {batch}")
    return a[0], b[0]


class Multivariate:
    """A positive vector X whose logarithm is normal: ln X ~ N(mu, covariance).

    The covariance may be singular, since products of components often outnumber them; what needs a density
    then raises an error.

    Parameters
    ----------
    mu : array_like, (n,)
        Means of ln X.
    covariance : array_like, (n, n)
        Covariance of ln X, symmetric and positive semidefinite.

    Raises
    ------
    SynaptomeError
        If the shapes differ, a number is not finite, or the covariance is not symmetric and positive semidefinite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> x = lognormal.Multivariate([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]])
    >>> x.products([[1.0, 1.0]]).mu
    array([1.])
    """

    __slots__ = ("_core",)

    def __init__(self, mu: ArrayLike, covariance: ArrayLike) -> None:
        self._core = _core.Vector(*parameters(mu, covariance))

    @classmethod
    def _of(cls, core: _core.Vector) -> Multivariate:
        vector = cls.__new__(cls)
        vector._core = core
        return vector

    @classmethod
    def from_moments(cls, mean: ArrayLike, cov: ArrayLike) -> Multivariate:
        """Make the vector with the means and covariances of X itself: Σ_ab = ln(1 + cov_ab/(m_a m_b)).

        Parameters
        ----------
        mean : array_like, (n,)
            Means of X.
        cov : array_like, (n, n)
            Covariances of X.

        Returns
        -------
        Multivariate
            The vector.

        Raises
        ------
        SynaptomeError
            If a mean is not positive, or no log-normal vector has these moments.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> x = lognormal.Multivariate.from_moments([1.0, 2.0], [[0.5, 0.1], [0.1, 0.4]])
        >>> bool(abs(x.cov()[0, 1] - 0.1) < 1e-12)
        True
        """
        return cls._of(_core.Vector.from_moments(*parameters(mean, cov)))

    @property
    def mu(self) -> Floats:
        """Means of ln X, (n,).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Multivariate([1.0], [[4.0]]).mu
        array([1.])
        """
        return self._core.mu

    @property
    def covariance(self) -> Floats:
        """Covariance of ln X, (n, n).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Multivariate([1.0], [[4.0]]).covariance
        array([[4.]])
        """
        return self._core.covariance

    def __len__(self) -> int:
        return len(self.mu)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Multivariate):
            return NotImplemented
        return np.array_equal(self.mu, other.mu) and np.array_equal(self.covariance, other.covariance)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Multivariate of {len(self)} components>"

    def __reduce__(self) -> tuple[type[Multivariate], tuple[Floats, Floats]]:
        return Multivariate, (self.mu, self.covariance)

    def mean(self) -> Floats:
        """Means of X, (n,); infinite where their logarithms exceed 709.

        Returns
        -------
        ndarray, (n,)
            Means.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Multivariate([0.0], [[0.0]]).mean()
        array([1.])
        """
        return self._core.mean()

    def logmean(self) -> Floats:
        """Logarithms of the means of X, (n,).

        Returns
        -------
        ndarray, (n,)
            Logarithms of means, mu + ½ diag(covariance).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Multivariate([1000.0], [[2.0]]).logmean()
        array([1001.])
        """
        return self._core.logmean()

    def cov(self) -> Floats:
        """Covariances of X itself, E X_a E X_b (exp(Σ_ab) − 1).

        Returns
        -------
        ndarray, (n, n)
            Covariances; ±infinite where they leave the range of a float.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Multivariate([0.0], [[1.0]]).cov().round(6)
        array([[4.670774]])
        """
        return self._core.cov(False)

    def corr(self) -> Floats:
        """Correlations of X itself.

        Returns
        -------
        ndarray, (n, n)
            Correlations; 0 with a constant component.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> opposite = lognormal.Multivariate([0.0, 0.0], [[1.0, -1.0], [-1.0, 1.0]])
        >>> opposite.corr().round(6)[0]
        array([ 1.      , -0.367879])
        """
        return self._core.cov(True)

    def entropy(self) -> float:
        """Differential entropy in nats: Σ mu_a + (n/2) ln 2πe + ½ ln|covariance|.

        Returns
        -------
        float
            The entropy in nats.

        Raises
        ------
        SynaptomeError
            If the covariance is singular.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(lognormal.Multivariate([0.0], [[1.0]]).entropy(), 6)
        1.418939
        """
        return self._core.entropy()

    def logpdf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """Natural logarithm of the density.

        Parameters
        ----------
        x : array_like, (..., n)
            Points.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64, (...)
            Logarithms of densities; −∞ unless every component is positive.

        Raises
        ------
        SynaptomeError
            If the points have another number of components, or the covariance is singular.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Multivariate([0.0], [[1.0]]).logpdf([1.0])), 6)
        -0.918939
        """
        given = _arrays.floats(x, "x")
        if given.ndim == 0 or given.shape[-1] != len(self):
            raise SynaptomeError(f"x must have {len(self)} components on its last axis, got shape {given.shape}")
        shape = given.shape[:-1]
        points = given.reshape(math.prod(shape), len(self))
        return _arrays.shaped(self._core.logpdf(points, _arrays.workers(workers)), shape)

    def marginal(self, components: int | Sequence[int] | ArrayLike) -> Multivariate:
        """Distribution of some components, in the given order.

        Parameters
        ----------
        components : int or array_like of int
            Numbers of the components; one may come twice.

        Returns
        -------
        Multivariate
            Their distribution.

        Raises
        ------
        SynaptomeError
            If there is none, or one is out of range.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> x = lognormal.Multivariate([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]])
        >>> x.marginal(1).covariance
        array([[0.3]])
        """
        return self._of(self._core.marginal(_indices(components, "components")))

    def conditional(self, known: int | Sequence[int] | ArrayLike, x: ArrayLike) -> Multivariate:
        """Distribution of the other components, in ascending order, given the values of some.

        It is log-normal with μ_o + Σ_ok Σ_kk⁻¹ (ln x − μ_k) and Σ_oo − Σ_ok Σ_kk⁻¹ Σ_ko.

        Parameters
        ----------
        known : int or array_like of int, (m,)
            Numbers of the known components.
        x : array_like, (m,)
            Their positive values.

        Returns
        -------
        Multivariate
            Distribution of the n − m others.

        Raises
        ------
        SynaptomeError
            If a component is out of range or named twice, all are known, or a value is not positive and finite.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import lognormal
        >>> pair = lognormal.Multivariate([0.0, 0.0], [[1.0, 0.5], [0.5, 1.0]])
        >>> pair.conditional(0, np.e).covariance
        array([[0.75]])
        """
        values = np.atleast_1d(_arrays.floats(x, "x", (0, 1)))
        return self._of(self._core.conditional(_indices(known, "known"), values))

    def products(self, exponents: ArrayLike) -> Multivariate:
        """Distribution of products of powers, Y_a = Π_i X_i^u_ai: ln Y ~ N(U mu, U Σ Uᵀ).

        Parameters
        ----------
        exponents : array_like, (m, n)
            U, one row per product.

        Returns
        -------
        Multivariate
            Distribution of the m products.

        Raises
        ------
        SynaptomeError
            If there is none, a row has not n exponents, or one is not finite.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> x = lognormal.Multivariate([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]])
        >>> x.products([[1.0, 1.0], [2.0, 0.0]]).covariance.round(6)
        array([[1.2, 1.4],
               [1.4, 2. ]])
        """
        return self._of(self._core.products(_arrays.floats(exponents, "exponents", 2)))

    def sample(
        self,
        size: int | Sequence[int] | None = None,
        *,
        log: bool = False,
        rng: RNG = None,
        workers: int | None = None,
    ) -> Floats:
        """Draw vectors.

        Parameters
        ----------
        size : int or sequence of int, optional
            Shape of the sample; one vector by default.
        log : bool
            Whether to return ln X, for vectors that leave the range of a float.
        rng : None, int, SeedSequence or Generator
            Source of randomness.
        workers : int, optional
            Number of threads; all processors by default. Results do not depend on it.

        Returns
        -------
        ndarray, ``(*size, n)``
            Vectors.

        Raises
        ------
        SynaptomeError
            If the size is negative or too large.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> x = lognormal.Multivariate([0.0, 1.0], [[0.5, 0.2], [0.2, 0.3]])
        >>> x.sample(3, rng=1).shape
        (3, 2)
        """
        shape = (*_arrays.sample_shape(size), len(self))
        _arrays.sized(shape, "the sample")
        drawn = self._core.sample(math.prod(shape[:-1]), key(rng), _arrays.workers(workers)).reshape(shape)
        if _options.flag(log, "log"):
            return drawn
        with np.errstate(over="ignore"):
            return np.exp(drawn)


def _indices(x: int | Sequence[int] | ArrayLike, name: str) -> list[int]:
    found: list[int] = np.atleast_1d(_arrays.indices(x, name, (0, 1), low=0)).tolist()
    return found
