"""Mixtures of log-normals."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Real
from .._core import lognormal as _core
from .._rng import RNG, key
from ._sums import Estimate


class Mixture:
    """A variable that belongs to part k with probability π_k and is log-normal within each part.

    Parameters
    ----------
    weights : array_like, (K,)
        Probabilities of the parts; they sum to 1.
    mu, sigma : array_like, (K,)
        Means and standard deviations of ln X within the parts.

    Raises
    ------
    SynaptomeError
        If there is no part, lengths differ, a weight is not positive, they do not sum to 1, or a parameter is
        not valid.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> sizes = lognormal.Mixture([0.6, 0.4], [-3.0, -1.8], [0.45, 0.5])
    >>> round(float(sizes.information_about_part().value), 3)
    0.434
    """

    __slots__ = ("_core",)

    def __init__(self, weights: ArrayLike, mu: ArrayLike, sigma: ArrayLike) -> None:
        a, b, c = (_arrays.floats(x, name, 1) for x, name in ((weights, "weights"), (mu, "mu"), (sigma, "sigma")))
        _arrays.same_length("mu", len(b), len(a))
        _arrays.same_length("sigma", len(c), len(a))
        self._core = _core.Mixture(a, b, c)

    @property
    def weights(self) -> Floats:
        """Probabilities of the parts, (K,).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Mixture([1.0], [0.0], [2.0]).weights
        array([1.])
        """
        return self._core.weights

    @property
    def mu(self) -> Floats:
        """Means of ln X within the parts, (K,).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Mixture([1.0], [0.0], [2.0]).mu
        array([0.])
        """
        return self._core.mu

    @property
    def sigma(self) -> Floats:
        """Standard deviations of ln X within the parts, (K,).

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Mixture([1.0], [0.0], [2.0]).sigma
        array([2.])
        """
        return self._core.sigma

    def __len__(self) -> int:
        return len(self.weights)

    def _parameters(self) -> tuple[Floats, Floats, Floats]:
        return self.weights, self.mu, self.sigma

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mixture):
            return NotImplemented
        return all(map(np.array_equal, self._parameters(), other._parameters()))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        weights, mu, sigma = (np.array2string(x, precision=4, separator=", ") for x in self._parameters())
        return f"Mixture({weights}, {mu}, {sigma})"

    def __reduce__(self) -> tuple[type[Mixture], tuple[Floats, Floats, Floats]]:
        return Mixture, self._parameters()

    def _values(self, name: str, argument: str, x: ArrayLike) -> Real:
        given = _arrays.floats(x, argument)
        return _arrays.shaped(self._core.values(name, given.reshape(-1)), given.shape)

    def cdf(self, x: ArrayLike) -> Real:
        """P(X ≤ x).

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Probabilities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).cdf(1.0)), 6)
        0.5
        """
        return self._values("cdf", "x", x)

    def sf(self, x: ArrayLike) -> Real:
        """P(X > x).

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Probabilities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).sf(1.0)), 6)
        0.5
        """
        return self._values("sf", "x", x)

    def logcdf(self, x: ArrayLike) -> Real:
        """ln P(X ≤ x).

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Logarithms of probabilities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).logcdf(1.0)), 6)
        -0.693147
        """
        return self._values("logcdf", "x", x)

    def logsf(self, x: ArrayLike) -> Real:
        """ln P(X > x).

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Logarithms of probabilities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).logsf(1.0)), 6)
        -0.693147
        """
        return self._values("logsf", "x", x)

    def pdf(self, x: ArrayLike) -> Real:
        """Probability density.

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Densities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).pdf(1.0)), 6)
        0.398942
        """
        return self._values("pdf", "x", x)

    def logpdf(self, x: ArrayLike) -> Real:
        """Natural logarithm of the density.

        Parameters
        ----------
        x : array_like
            Values.

        Returns
        -------
        ndarray or float64
            Logarithms of densities, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).logpdf(1.0)), 6)
        -0.918939
        """
        return self._values("logpdf", "x", x)

    def ppf(self, q: ArrayLike) -> Real:
        """The x with P(X ≤ x) = q.

        Parameters
        ----------
        q : array_like
            Probabilities in [0, 1].

        Returns
        -------
        ndarray or float64
            Quantiles, of the shape of `q`.

        Raises
        ------
        SynaptomeError
            If `q` is not in [0, 1].

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).ppf(0.5)), 6)
        1.0
        """
        return self._values("ppf", "q", q)

    def isf(self, q: ArrayLike) -> Real:
        """The x with P(X > x) = q.

        Parameters
        ----------
        q : array_like
            Probabilities in [0, 1].

        Returns
        -------
        ndarray or float64
            Quantiles, of the shape of `q`.

        Raises
        ------
        SynaptomeError
            If `q` is not in [0, 1].

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).isf(0.5)), 6)
        1.0
        """
        return self._values("isf", "q", q)

    @property
    def logmean(self) -> float:
        """Natural logarithm of the mean of X.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(lognormal.Mixture([1.0], [0.0], [1.0]).logmean, 6)
        0.5
        """
        return self._core.logmean

    @property
    def logvar(self) -> float:
        """Natural logarithm of the variance of X.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(lognormal.Mixture([1.0], [0.0], [1.0]).logvar, 6)
        1.541325
        """
        return self._core.logvar

    @property
    def mean(self) -> float:
        """Mean of X; infinite where its logarithm exceeds 709.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(lognormal.Mixture([1.0], [0.0], [1.0]).mean, 6)
        1.648721
        """
        return math.exp(self.logmean) if self.logmean < 709.0 else math.inf

    @property
    def var(self) -> float:
        """Variance of X; infinite where its logarithm exceeds 709.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(lognormal.Mixture([1.0], [0.0], [1.0]).var, 6)
        4.670774
        """
        return math.exp(self.logvar) if self.logvar < 709.0 else math.inf

    def responsibilities(self, x: ArrayLike) -> Floats:
        """Probability of each part given X = x.

        Parameters
        ----------
        x : array_like, (...)
            Positive values.

        Returns
        -------
        ndarray, (..., K)
            Probabilities of the K parts.

        Raises
        ------
        SynaptomeError
            If a value is not positive and finite, or its density is below the smallest float of a logarithm.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> sizes = lognormal.Mixture([0.5, 0.5], [-1.0, 1.0], [0.5, 0.5])
        >>> sizes.responsibilities(1.0)
        array([0.5, 0.5])
        """
        given = _arrays.floats(x, "x")
        _arrays.sized((*given.shape, len(self)), "the responsibilities")
        return self._core.responsibilities(given.reshape(-1)).reshape(*given.shape, len(self))

    def entropy(self) -> Estimate:
        """Differential entropy in nats by quadrature, with its error.

        Returns
        -------
        Estimate
            The entropy in nats and its error.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.Mixture([1.0], [0.0], [1.0]).entropy().value), 6)
        1.418939
        """
        return Estimate(*self._core.entropy())

    def information_about_part(self) -> Estimate:
        """Information between a draw and its part, h(X) − Σ π_k h_k, in nats, with its error.

        Returns
        -------
        Estimate
            The information in nats and its error.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> apart = lognormal.Mixture([0.5, 0.5], [-50.0, 50.0], [1.0, 1.0])
        >>> round(float(apart.information_about_part().value), 6)
        0.693147
        """
        return Estimate(*self._core.information_about_part())

    def sample(self, size: int | Sequence[int] | None = None, *, rng: RNG = None, workers: int | None = None) -> Real:
        """Draw values.

        Parameters
        ----------
        size : int or sequence of int, optional
            Shape of the sample; one number by default.
        rng : None, int, SeedSequence or Generator
            Source of randomness.
        workers : int, optional
            Number of threads; all processors by default. Results do not depend on it.

        Returns
        -------
        ndarray or float64
            Values, of shape `size`.

        Raises
        ------
        SynaptomeError
            If the size is negative or too large.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.Mixture([1.0], [0.0], [1.0]).sample((2, 3), rng=1).shape
        (2, 3)
        """
        shape = _arrays.sample_shape(size)
        return _arrays.shaped(self._core.sample(math.prod(shape), key(rng), _arrays.workers(workers)), shape)
