"""Distributions of patterns."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import mi as _core
from ..lognormal import Multivariate

#: How far sampled correlations R are shrunk: (1 − λ)R + λI.
Shrinkage = float | Literal["automatic"]


def shrinkage_of(shrinkage: Shrinkage) -> float | None:
    """λ, or None for the one that the samples say."""
    if isinstance(shrinkage, str):
        _arrays.choice(shrinkage, "shrinkage", ["automatic"])
        return None
    return _arrays.number(shrinkage, "shrinkage")


#: What makes labels of anything.
_NUMBER = "number them with np.unique(labels, return_inverse=True)[1]"


def labelled(x: ArrayLike, labels: ArrayLike) -> tuple[Floats, list[int]]:
    """Samples and their labels."""
    samples = _arrays.floats(x, "x", 2)
    try:
        given = _arrays.integers(labels, "labels", 1, low=0)
    except SynaptomeError as error:
        raise SynaptomeError(f"{error}; {_NUMBER}") from None
    _arrays.same_length("labels", len(given), len(samples))
    if samples.shape[1] == 0:
        raise SynaptomeError(f"x must have neurons on its last axis, got shape {samples.shape}")
    known = np.unique(given)
    if not np.array_equal(known, np.arange(len(known))):
        raise SynaptomeError(f"labels must be 0, 1, …, K − 1 without a gap, got {known[:8]}; {_NUMBER}")
    return samples, given.tolist()


class Patterns:
    """K patterns of N neurons, each a log-normal vector: ln x^k ~ N(mu^k, covariance^k).

    Parameters
    ----------
    mu : array_like, (K, N)
        Means of ln x, at least two patterns.
    covariance : array_like, (N, N) or (K, N, N)
        Covariance of ln x, of all patterns or of each. One for all costs K times less.

    Raises
    ------
    SynaptomeError
        If there are fewer than two patterns, shapes differ, a number is not finite, or a covariance is not
        symmetric and positive semidefinite.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((10, 20)), mi.exchangeable_covariance(20, sigma=1.0, rho=0.3))
    >>> patterns
    <Patterns: 10 of 20 neurons, one covariance>
    """

    __slots__ = ("_core",)

    def __init__(self, mu: ArrayLike, covariance: ArrayLike) -> None:
        a, b = _arrays.floats(mu, "mu", 2), _arrays.floats(covariance, "covariance", (2, 3))
        count, neurons = a.shape
        if b.shape not in ((neurons, neurons), (count, neurons, neurons)):
            raise SynaptomeError(f"covariance must have shape (N, N) or (K, N, N) for mu {a.shape}, got {b.shape}")
        rows = b.reshape(count if b.ndim == 3 else 1, neurons * neurons)
        self._core = _core.Patterns(a, rows, b.ndim == 2)

    @classmethod
    def _of(cls, core: _core.Patterns) -> Patterns:
        patterns = cls.__new__(cls)
        patterns._core = core
        return patterns

    @classmethod
    def from_samples(cls, x: ArrayLike, labels: ArrayLike, *, shrinkage: Shrinkage = "automatic") -> Patterns:
        """Fit patterns to samples, such as activities of N neurons in trials of K stimuli.

        Parameters
        ----------
        x : array_like, (samples, N)
            Positive activities.
        labels : array_like of int, (samples,)
            The pattern of each sample, 0 to K − 1.
        shrinkage : float or "automatic"
            λ in [0, 1] of (1 − λ)R + λI for the sampled correlations R; ``"automatic"`` minimises the expected
            squared error (Schäfer & Strimmer 2005, doi:10.2202/1544-6115.1175).

        Returns
        -------
        Patterns
            Means and covariances of ln x of each pattern.

        Raises
        ------
        SynaptomeError
            If there are fewer than two patterns or three samples of one, a number is not positive, a neuron is
            constant, labels have a gap, or `shrinkage` is not in [0, 1].

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import mi
        >>> x = np.random.default_rng(1).lognormal(size=(40, 5))
        >>> mi.Patterns.from_samples(x, np.arange(40) % 2)
        <Patterns: 2 of 5 neurons, each its own covariance>
        """
        return cls._of(_core.Patterns.from_samples(*labelled(x, labels), shrinkage_of(shrinkage)))

    @property
    def mu(self) -> Floats:
        """Means of ln x, (K, N).

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Patterns([[0.0], [1.0]], [[1.0]]).mu
        array([[0.],
               [1.]])
        """
        return self._core.mu

    @property
    def covariance(self) -> Floats:
        """Covariance of ln x, (N, N) if all patterns share it, else (K, N, N).

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Patterns([[0.0], [1.0]], [[2.0]]).covariance
        array([[2.]])
        """
        n = self.neurons
        if self.shares_covariance:
            return self._core.covariance(0).reshape(n, n)
        return np.stack([self._core.covariance(k).reshape(n, n) for k in range(len(self))])

    @property
    def neurons(self) -> int:
        """Number of neurons N.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Patterns([[0.0], [1.0]], [[1.0]]).neurons
        1
        """
        return self._core.neurons

    @property
    def shares_covariance(self) -> bool:
        """Whether one covariance was given for all patterns.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Patterns([[0.0], [1.0]], [[1.0]]).shares_covariance
        True
        """
        return self._core.shares_covariance

    def pattern(self, k: int) -> Multivariate:
        """Distribution of pattern `k`.

        Parameters
        ----------
        k : int
            Number of the pattern.

        Returns
        -------
        Multivariate
            Its distribution.

        Raises
        ------
        SynaptomeError
            If there is no such pattern.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Patterns([[0.0], [1.0]], [[1.0]]).pattern(1).mu
        array([1.])
        """
        index = _arrays.integer(k, "k", 0, len(self) - 1)
        n = self.neurons
        return Multivariate(self.mu[index], self._core.covariance(index).reshape(n, n))

    def __len__(self) -> int:
        return self._core.len

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Patterns):
            return NotImplemented
        return np.array_equal(self.mu, other.mu) and np.array_equal(self.covariance, other.covariance)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        covariances = "one covariance" if self.shares_covariance else "each its own covariance"
        return f"<Patterns: {len(self)} of {self.neurons} neurons, {covariances}>"

    def __reduce__(self) -> tuple[type[Patterns], tuple[Floats, Floats]]:
        return Patterns, (self.mu, self.covariance)


def core(patterns: Patterns) -> _core.Patterns:
    """The core of patterns."""
    if not isinstance(patterns, Patterns):
        raise SynaptomeError(f"patterns must be mi.Patterns, got {type(patterns).__name__}")
    return patterns._core
