"""The distribution of a sum of independent terms, in both tails."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Real
from .._core import SynaptomeError
from .._core import lognormal as _core
from ._sums import rows


class SumDistribution:
    """The distribution of one sum, with a small relative error in both tails down to the smallest float.

    Building it is the work (70 ms for two terms, 3 s for fifty different ones); each probability then takes
    microseconds.

    Parameters
    ----------
    mu, sigma : array_like, (n,)
        Means and standard deviations of the logarithms of n independent terms.

    Raises
    ------
    SynaptomeError
        If there are no terms, a parameter is not valid, or the relative error would exceed 1e-6.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> sum_of_two = lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0])
    >>> round(float(sum_of_two.cdf(2.0)), 6)
    0.394155
    >>> round(float(sum_of_two.ppf(sum_of_two.cdf(2.0))), 6)
    2.0
    """

    __slots__ = ("_core", "_mu", "_sigma")
    _mu: Floats
    _sigma: Floats

    def __init__(self, mu: ArrayLike, sigma: ArrayLike) -> None:
        a, b, shape = rows(mu, sigma)
        if shape:
            raise SynaptomeError(f"one sum has mu and sigma of one axis, got a batch of shape {shape}")
        self._mu, self._sigma = a[0], b[0]
        self._mu.flags.writeable = self._sigma.flags.writeable = False
        self._core = _core.SumDistribution(a, b)

    @property
    def mu(self) -> Floats:
        """Means of the logarithms of the terms, (n,), read-only.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.SumDistribution([0.0], [1.0]).mu
        array([0.])
        """
        return self._mu

    @property
    def sigma(self) -> Floats:
        """Standard deviations of the logarithms of the terms, (n,), read-only.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.SumDistribution([0.0], [1.0]).sigma
        array([1.])
        """
        return self._sigma

    @property
    def relative_error(self) -> float:
        """Estimated relative error of every density and of every probability below one half.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.SumDistribution([0.0], [1.0]).relative_error < 1e-11
        True
        """
        return self._core.relative_error

    def __len__(self) -> int:
        return len(self._mu)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SumDistribution):
            return NotImplemented
        return np.array_equal(self._mu, other._mu) and np.array_equal(self._sigma, other._sigma)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<SumDistribution of {len(self)} terms, relative error {self.relative_error:.1e}>"

    def __reduce__(self) -> tuple[type[SumDistribution], tuple[Floats, Floats]]:
        return SumDistribution, (self._mu, self._sigma)

    def _values(self, name: str, argument: str, x: ArrayLike, workers: int | None) -> Real:
        given = _arrays.floats(x, argument)
        found = self._core.values(name, given.reshape(-1), _arrays.workers(workers))
        return _arrays.shaped(found, given.shape)

    def cdf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """P(S ≤ x).

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Probabilities P(S ≤ x), of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0]).cdf(2.0)), 6)
        0.394155
        """
        return self._values("cdf", "x", x, workers)

    def sf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """P(S > x).

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Probabilities P(S > x), of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If `x` is not an array of real numbers.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0]).sf(2.0)), 6)
        0.605845
        """
        return self._values("sf", "x", x, workers)

    def logcdf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """ln P(S ≤ x).

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Logarithms of P(S ≤ x); −∞ for x ≤ 0, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If a logarithm is below −746, where the distribution is not known.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0]).logcdf(2.0)), 6)
        -0.93101
        """
        return self._values("logcdf", "x", x, workers)

    def logsf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """ln P(S > x).

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Logarithms of P(S > x), of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If a logarithm is below −746, where the distribution is not known.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0, 0.0], [1.0, 1.0]).logsf(2.0)), 6)
        -0.501132
        """
        return self._values("logsf", "x", x, workers)

    def pdf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """Probability density of S.

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Densities; 0 for x ≤ 0, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If a logarithm is below −746, where the distribution is not known.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0], [1.0]).pdf(1.0)), 6)
        0.398942
        """
        return self._values("pdf", "x", x, workers)

    def logpdf(self, x: ArrayLike, *, workers: int | None = None) -> Real:
        """Natural logarithm of the density of S.

        Parameters
        ----------
        x : array_like
            Values.
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Logarithms of densities; −∞ for x ≤ 0, of the shape of `x`.

        Raises
        ------
        SynaptomeError
            If a logarithm is below −746, where the distribution is not known.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0], [1.0]).logpdf(1.0)), 6)
        -0.918939
        """
        return self._values("logpdf", "x", x, workers)

    def ppf(self, q: ArrayLike, *, workers: int | None = None) -> Real:
        """The x with P(S ≤ x) = q.

        Parameters
        ----------
        q : array_like
            Probabilities in [0, 1].
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Quantiles; 0 and infinity at the ends, of the shape of `q`.

        Raises
        ------
        SynaptomeError
            If `q` is not in [0, 1].

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0], [1.0]).ppf(0.5)), 9)
        1.0
        """
        return self._values("ppf", "q", q, workers)

    def isf(self, q: ArrayLike, *, workers: int | None = None) -> Real:
        """The x with P(S > x) = q.

        Parameters
        ----------
        q : array_like
            Probabilities in [0, 1].
        workers : int, optional
            Number of threads; all processors by default.

        Returns
        -------
        ndarray or float64
            Quantiles; infinity and 0 at the ends, of the shape of `q`.

        Raises
        ------
        SynaptomeError
            If `q` is not in [0, 1].

        Examples
        --------
        >>> from synaptome import lognormal
        >>> round(float(lognormal.SumDistribution([0.0], [1.0]).isf(0.5)), 9)
        1.0
        """
        return self._values("isf", "q", q, workers)
