"""Information from samples of weights."""

from __future__ import annotations

from typing import Literal, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from .._rng import RNG, key
from ..lognormal import Estimate
from ._pairs import about_of, pairs_of
from ._patterns import Patterns, core


@result
class SampledWeights(NamedTuple):
    """Logarithms of sampled weights, with one pattern and, with the same random numbers, without it.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
    >>> weights = mi.sample_weights(patterns, mi.all_pairs(3), 1000, rng=1)
    >>> bool((weights.with_ > weights.without).all())
    True
    """

    #: ln w, (samples, S).
    with_: Floats
    #: ln w without the pattern, (samples, S).
    without: Floats


def sample_weights(
    patterns: Patterns,
    pairs: ArrayLike,
    samples: int,
    *,
    about: int = 0,
    rng: RNG = None,
    workers: int | None = None,
) -> SampledWeights:
    """Draw the weights of an ensemble, with and without one pattern.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses.
    samples : int
        Number of samples.
    about : int
        The pattern l that is left out.
    rng : None, int, SeedSequence or Generator
        Source of randomness.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    SampledWeights
        Logarithms of weights, what :func:`information_from_samples` takes.

    Raises
    ------
    SynaptomeError
        If there is no such pattern, a synapse ends outside the patterns or occurs twice, or samples are too many.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 4] * 5, mi.exchangeable_covariance(4, sigma=1.0, rho=0.0))
    >>> weights = mi.sample_weights(patterns, [[0, 1]], 20_000, rng=1)
    >>> value, error = mi.information_from_samples(*weights)
    >>> bool(abs(value - 0.1957) < 5 * error)
    True
    """
    count, index, given = _arrays.integer(samples, "samples", 0), about_of(patterns, about), pairs_of(pairs)
    _arrays.sized([count, len(given)], "the samples")
    drawn = _core.draw_weights(core(patterns), given, index, count, key(rng), _arrays.workers(workers))
    return SampledWeights(*drawn)


def _both(with_: ArrayLike, without: ArrayLike) -> tuple[Floats, Floats]:
    a, b = _arrays.floats(with_, "with_", (1, 2)), _arrays.floats(without, "without", (1, 2))
    if a.shape != b.shape:
        raise SynaptomeError(f"with_ and without must have one shape, got {a.shape} and {b.shape}")
    return (a[:, None], b[:, None]) if a.ndim == 1 else (a, b)


def information_from_samples(
    with_: ArrayLike,
    without: ArrayLike,
    *,
    method: Literal["neighbours", "log-moments", "third-cumulants"] = "neighbours",
    k: int = 4,
    dither: float | None = None,
    rng: RNG = None,
) -> Estimate:
    """Information MI(w; x^l) = h(w) − h(w without pattern l) in nats from samples, for patterns of any distribution.

    Parameters
    ----------
    with_, without : array_like, (samples,) or (samples, S)
        Logarithms of weights with and without the pattern, with the same random numbers; at least 100 samples.
    method : {"neighbours", "log-moments", "third-cumulants"}
        Distances to the k-th nearest neighbour (Kozachenko & Leonenko 1987), which assumes nothing but has a bias
        that grows with S; as if ln w were normal; or that less the first Edgeworth term.
    k : int
        Number of neighbours.
    dither : float, optional
        Step to which the numbers were rounded: uniform noise of this width, the same on both, undoes ties.
    rng : None, int, SeedSequence or Generator
        For the dither.

    Returns
    -------
    Estimate
        The information in nats and its standard error.

    Raises
    ------
    SynaptomeError
        If shapes differ, samples are too few, a number is not finite, values of a channel are equal, a channel is
        constant or a combination of others, or `k` is out of range.

    Examples
    --------
    Neurons with gamma distributions, one synapse, ten patterns.

    >>> import numpy as np
    >>> from synaptome import mi
    >>> x = np.random.default_rng(1).gamma(2.0, size=(5000, 10, 2)).prod(axis=2)
    >>> value, error = mi.information_from_samples(np.log(x.sum(axis=1)), np.log(x[:, 1:].sum(axis=1)))
    >>> bool(value > 0.0)
    True
    """
    a, b = _both(with_, without)
    chosen = _arrays.choice(method, "method", ["neighbours", "log-moments", "third-cumulants"])
    step = None if dither is None else _arrays.number(dither, "dither")
    neighbours = _arrays.integer(k, "k", 1, 2**31)
    return Estimate(*_core.from_samples(a, b, chosen, neighbours, step, key(rng if dither is not None else 0)))


def copula_gain_from_samples(with_: ArrayLike, without: ArrayLike) -> float:
    """What a Gaussian copula with the sampled correlations adds to the information of single synapses, in nats.

    Parameters
    ----------
    with_, without : array_like, (samples, S)
        Logarithms of weights with and without the pattern; at least 100 samples.

    Returns
    -------
    float
        The gain in nats.

    Raises
    ------
    SynaptomeError
        As :func:`information_from_samples`, or if a sampled correlation matrix is not positive definite.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 4] * 5, mi.exchangeable_covariance(4, sigma=1.0, rho=0.0))
    >>> gain = mi.copula_gain_from_samples(*mi.sample_weights(patterns, mi.all_pairs(4), 1000, rng=1))
    """
    return _core.sampled_copula_gain(*_both(with_, without))
