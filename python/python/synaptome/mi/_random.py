"""Random patterns and covariances."""

from __future__ import annotations

from dataclasses import dataclass

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import mi as _core
from .._rng import RNG, key
from ._patterns import Patterns


@dataclass(frozen=True, kw_only=True)
class SharedGram:
    """One covariance for all patterns: AᵀA/N + s²[(1 − ρ)I + ρ11ᵀ], the second set of Fan & Mysore (2024, §5.1).

    A has independent standard normal entries, s = ``|N(0, sigma²)|``, and ρ is uniform on [−1/(N − 1), 1].

    Parameters
    ----------
    sigma : float
        Scale of s.

    Raises
    ------
    SynaptomeError
        If `sigma` is not one number.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.SharedGram(sigma=0.5)
    SharedGram(sigma=0.5)
    """

    sigma: float

    def __post_init__(self) -> None:
        _options.settle(self, sigma=_arrays.number(self.sigma, "sigma"))

    def _spec(self) -> tuple[str, float, float, float, bool]:
        return "shared-gram", self.sigma, 0.0, 0.0, False


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """A covariance for each pattern, QΛQᵀ + r11ᵀ, the third set of Fan & Mysore (2024, §5.1).

    Q is uniform on the orthogonal group, ``Λ_i = |N(eigenvalue_mean, eigenvalue_std²)|``.

    Parameters
    ----------
    eigenvalue_mean, eigenvalue_std : float
        Parameters of the eigenvalues.
    largest_common : float
        r is uniform on [0, largest_common].
    common_per_pattern : bool
        Whether r is drawn for each pattern, or once for all.

    Raises
    ------
    SynaptomeError
        If a number is not one real number.

    Examples
    --------
    >>> from synaptome import mi
    >>> kind = mi.Rotated(eigenvalue_mean=1.0, eigenvalue_std=0.5, largest_common=0.5)
    """

    eigenvalue_mean: float
    eigenvalue_std: float
    largest_common: float
    common_per_pattern: bool = True

    def __post_init__(self) -> None:
        for name in ("eigenvalue_mean", "eigenvalue_std", "largest_common"):
            _options.settle(self, **{name: _arrays.number(getattr(self, name), name)})
        _options.settle(self, common_per_pattern=_options.flag(self.common_per_pattern, "common_per_pattern"))

    def _spec(self) -> tuple[str, float, float, float, bool]:
        numbers = self.eigenvalue_mean, self.eigenvalue_std, self.largest_common
        return ("rotated", *numbers, self.common_per_pattern)


def _size(x: int, name: str) -> int:
    return _arrays.integer(x, name, 0, 2**31)


def random_patterns(
    count: int, neurons: int, *, covariances: SharedGram | Rotated, largest_mean: float = 1.0, rng: RNG = None
) -> Patterns:
    """Draw patterns with random means and covariances.

    Parameters
    ----------
    count : int
        Number of patterns K, at least two.
    neurons : int
        Number of neurons N.
    covariances : SharedGram or Rotated
        How covariances are drawn.
    largest_mean : float
        Means of ln x are uniform on [−largest_mean, largest_mean].
    rng : None, int, SeedSequence or Generator
        Source of randomness.

    Returns
    -------
    Patterns
        The patterns.

    Raises
    ------
    SynaptomeError
        If there are fewer than two patterns, no neurons, or a parameter is out of range.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.random_patterns(5, 10, covariances=mi.SharedGram(sigma=0.5), rng=1)
    <Patterns: 5 of 10 neurons, one covariance>
    """
    if not isinstance(covariances, SharedGram | Rotated):
        raise SynaptomeError(f"covariances must be SharedGram or Rotated, got {covariances!r}")
    patterns, n = _size(count, "count"), _size(neurons, "neurons")
    copies = patterns if isinstance(covariances, Rotated) else 1
    _arrays.sized([patterns, n], "the means")
    _arrays.sized([copies, n, n], "the covariances")
    largest = _arrays.number(largest_mean, "largest_mean")
    return Patterns._of(_core.draw_patterns(patterns, n, largest, covariances._spec(), key(rng)))


def random_means(patterns: int, neurons: int, *, largest: float = 1.0, rng: RNG = None) -> Floats:
    """Draw means uniform on [−largest, largest].

    Parameters
    ----------
    patterns, neurons : int
        Numbers of patterns K and of neurons N.
    largest : float
        Largest absolute mean.
    rng : None, int, SeedSequence or Generator
        Source of randomness.

    Returns
    -------
    ndarray, (K, N)
        Means.

    Raises
    ------
    SynaptomeError
        If `largest` is negative or not finite, or the numbers are too large.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.random_means(2, 3, rng=1).shape
    (2, 3)
    """
    shape = _arrays.sized([_size(patterns, "patterns"), _size(neurons, "neurons")], "the means")
    return _core.draw_means(shape[0], shape[1], _arrays.number(largest, "largest"), key(rng))


def random_gram_covariance(neurons: int, *, sigma: float, rho: float, rng: RNG = None) -> Floats:
    """Draw a covariance AᵀA/N + sigma²[(1 − rho)I + rho 11ᵀ] with standard normal A.

    Parameters
    ----------
    neurons : int
        Number of neurons N.
    sigma, rho : float
        Standard deviation and correlation of the second part.
    rng : None, int, SeedSequence or Generator
        Source of randomness.

    Returns
    -------
    ndarray, (N, N)
        The covariance.

    Raises
    ------
    SynaptomeError
        As :func:`exchangeable_covariance`.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.random_gram_covariance(4, sigma=0.5, rho=0.1, rng=1).shape
    (4, 4)
    """
    count = _size(neurons, "neurons")
    _arrays.sized([count, count], "the covariance")
    return _core.draw_gram(count, _arrays.number(sigma, "sigma"), _arrays.number(rho, "rho"), key(rng))


def random_rotated_covariance(
    neurons: int, *, eigenvalue_mean: float, eigenvalue_std: float, common: float = 0.0, rng: RNG = None
) -> Floats:
    """Draw a covariance QΛQᵀ + common 11ᵀ with Q uniform on the orthogonal group and half-normal Λ_i.

    Parameters
    ----------
    neurons : int
        Number of neurons N.
    eigenvalue_mean, eigenvalue_std : float
        Mean and standard deviation of the normal numbers whose absolute values are the eigenvalues.
    common : float
        Covariance that all pairs have besides.
    rng : None, int, SeedSequence or Generator
        Source of randomness.

    Returns
    -------
    ndarray, (N, N)
        The covariance.

    Raises
    ------
    SynaptomeError
        If there are no neurons, or a number is negative or not finite where it must not be.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.random_rotated_covariance(4, eigenvalue_mean=1.0, eigenvalue_std=0.2, rng=1).shape
    (4, 4)
    """
    count = _size(neurons, "neurons")
    _arrays.sized([count, count], "the covariance")
    mean, std = _arrays.number(eigenvalue_mean, "eigenvalue_mean"), _arrays.number(eigenvalue_std, "eigenvalue_std")
    if not 0.0 <= std < float("inf"):
        raise SynaptomeError(f"eigenvalue_std must be finite and not negative, got {std}")
    return _core.draw_rotated(count, mean, std, _arrays.number(common, "common"), key(rng))
