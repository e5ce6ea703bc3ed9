"""Patterns whose neurons are all alike, in closed form."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers, Real
from .._core import mi as _core
from .._results import result
from ._prefixes import Noise, noise_of

_MOST = 2**40


def exchangeable_covariance(neurons: int, *, sigma: float, rho: float) -> Floats:
    """Covariance sigma²[(1 − rho)I + rho 11ᵀ]: one variance, and one correlation of all pairs.

    Parameters
    ----------
    neurons : int
        Number of neurons N.
    sigma : float
        Standard deviation.
    rho : float
        Correlation, in [−1/(N − 1), 1].

    Returns
    -------
    ndarray, (N, N)
        The covariance.

    Raises
    ------
    SynaptomeError
        If there are no neurons, or a number is out of range.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.exchangeable_covariance(2, sigma=2.0, rho=0.5)
    array([[4., 2.],
           [2., 4.]])
    """
    count = _arrays.integer(neurons, "neurons", 0, _MOST)
    _arrays.sized([count, count], "the covariance")
    return _core.exchangeable_covariance(count, _arrays.number(sigma, "sigma"), _arrays.number(rho, "rho"))


def exchangeable_information(
    neurons: ArrayLike, patterns: ArrayLike, *, sigma: ArrayLike, rho: ArrayLike, noise: Noise | None = None
) -> Real:
    """Information MI(w; x^l) in nats of all N(N − 1)/2 synapses, for any number of them at once.

    The covariance of ln w has three different entries and lies in the algebra of the Johnson scheme J(N, 2).

    Parameters
    ----------
    neurons, patterns : array_like of int
        Numbers of neurons N, at least four, and of patterns K, at least two.
    sigma, rho : array_like
        Standard deviation and correlations of ln x; all four broadcast.
    noise : Noise, optional
        Noise of the synapses, with which the true information is finite.

    Returns
    -------
    ndarray or float64
        Information in nats, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        If a number is out of range, an eigenvalue is not positive, or an information is negative.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> round(float(mi.exchangeable_information(20, 10, sigma=1.0, rho=0.3) / np.log(2)), 3)
    34.395
    """
    n, k = _counts(neurons, "neurons"), _counts(patterns, "patterns")
    s, r = _arrays.floats(sigma, "sigma"), _arrays.floats(rho, "rho")
    shape = _arrays.shared_shape(neurons=n.shape, patterns=k.shape, sigma=s.shape, rho=r.shape)
    neurons_of, patterns_of = (np.broadcast_to(x, shape).reshape(-1).copy() for x in (n, k))
    found = _core.exchangeable_informations(
        neurons_of, patterns_of, _arrays.flat(s, shape), _arrays.flat(r, shape), noise_of(noise)
    )
    return _arrays.shaped(found, shape)


def exchangeable_plateau(patterns: ArrayLike, *, sigma: ArrayLike, rho: ArrayLike) -> Real:
    """Limit of the information per synapse in nats as the number of neurons grows.

    Parameters
    ----------
    patterns : array_like of int
        Numbers of patterns K, at least two.
    sigma, rho : array_like
        Standard deviation and correlations of ln x; all three broadcast.

    Returns
    -------
    ndarray or float64
        Information per synapse in nats, of the broadcast shape.

    Raises
    ------
    SynaptomeError
        As :func:`exchangeable_information`.

    Examples
    --------
    >>> from synaptome import mi
    >>> many = mi.exchangeable_information(100_000, 10, sigma=1.0, rho=0.3) / (100_000 * 99_999 / 2)
    >>> bool(abs(mi.exchangeable_plateau(10, sigma=1.0, rho=0.3) - many) < 1e-4)
    True
    """
    k, s, r = _counts(patterns, "patterns"), _arrays.floats(sigma, "sigma"), _arrays.floats(rho, "rho")
    shape = _arrays.shared_shape(patterns=k.shape, sigma=s.shape, rho=r.shape)
    counts = np.broadcast_to(k, shape).reshape(-1).copy()
    found = _core.exchangeable_plateaus(counts, _arrays.flat(s, shape), _arrays.flat(r, shape))
    return _arrays.shaped(found, shape)


def _counts(x: ArrayLike, name: str) -> Integers:
    given = _arrays.integers(x, name, low=0)
    if given.size:
        _arrays.integer(int(given.max()), name, 0, _MOST)
    return given


@result
class Spectrum(NamedTuple):
    """Entries and eigenvalues of the covariance of the logarithms of all weights.

    Examples
    --------
    >>> from synaptome import mi
    >>> spectrum = mi.exchangeable_spectrum(10, 5, sigma=1.0, rho=0.2)
    >>> int(spectrum.multiplicities.sum())
    45
    """

    #: Variance of ln w_ij.
    alpha: float
    #: Covariance of ln w_ij and ln w_ik.
    beta: float
    #: Covariance of ln w_ij and ln w_kl.
    gamma: float
    #: The three eigenvalues, (3,).
    eigenvalues: Floats
    #: Their multiplicities 1, N − 1 and N(N − 3)/2, (3,).
    multiplicities: Floats


def exchangeable_spectrum(neurons: int, patterns: int, *, sigma: float, rho: float) -> Spectrum:
    """Spectrum of the covariance of ln w of all N(N − 1)/2 synapses.

    Parameters
    ----------
    neurons, patterns : int
        Numbers of neurons N, at least four, and of patterns K.
    sigma, rho : float
        Standard deviation and correlations of ln x.

    Returns
    -------
    Spectrum
        Three entries, and three eigenvalues with their multiplicities.

    Raises
    ------
    SynaptomeError
        If a number is out of range.

    Examples
    --------
    >>> from synaptome import mi
    >>> bool(mi.exchangeable_spectrum(10, 5, sigma=1.0, rho=0.0).gamma == 0.0)
    True
    """
    entries, values = _core.exchangeable_spectrum(
        _arrays.integer(neurons, "neurons", 0, _MOST),
        _arrays.integer(patterns, "patterns", 0, _MOST),
        _arrays.number(sigma, "sigma"),
        _arrays.number(rho, "rho"),
    )
    return Spectrum(*entries, np.array([value for value, _ in values]), np.array([count for _, count in values]))
