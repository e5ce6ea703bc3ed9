"""Ensembles of synapses, as arrays of pairs of neurons."""

from __future__ import annotations

import math
from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from .._rng import RNG, key
from ._patterns import Patterns, core

#: Most neurons.
MOST_NEURONS = 2**31


def pairs_of(pairs: ArrayLike, name: str = "pairs") -> Integers:
    """Pairs of neurons, one per row."""
    given = _arrays.indices(pairs, name, 2, low=0)
    if given.shape[1] != 2:
        raise SynaptomeError(f"{name} must have shape (S, 2), got {given.shape}")
    return given


def ensembles_of(pairs: ArrayLike) -> Integers:
    """One ensemble, or an array of them."""
    given = _arrays.indices(pairs, "pairs", low=0)
    if given.ndim < 2 or given.shape[-1] != 2:
        raise SynaptomeError(f"pairs must have shape (S, 2) or (..., S, 2), got {given.shape}")
    return given


def all_pairs(neurons: int) -> Integers:
    """All synapses i < j among neurons: (0, 1), (0, 2), …

    Parameters
    ----------
    neurons : int
        Number of neurons N, at least two.

    Returns
    -------
    ndarray of int64, (N(N − 1)/2, 2)
        Pairs of neurons.

    Raises
    ------
    SynaptomeError
        If there are fewer than two neurons, or too many pairs.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.all_pairs(3)
    array([[0, 1],
           [0, 2],
           [1, 2]])
    """
    count = _arrays.integer(neurons, "neurons", 0, MOST_NEURONS)
    _arrays.sized([count * (count - 1) // 2 if count else 0, 2], "the pairs")
    return _core.all_pairs(count)


def random_pairs(neurons: int, count: int, *, rng: RNG = None) -> Integers:
    """Draw distinct synapses i < j, all choices and orders equally likely.

    Parameters
    ----------
    neurons : int
        Number of neurons.
    count : int
        Number of synapses.
    rng : None, int, SeedSequence or Generator
        Source of randomness.

    Returns
    -------
    ndarray of int64, (count, 2)
        Pairs of neurons.

    Raises
    ------
    SynaptomeError
        If `count` is zero or exceeds the number of pairs.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.random_pairs(100, 5, rng=1).shape
    (5, 2)
    """
    size = _arrays.integer(neurons, "neurons", 0, MOST_NEURONS)
    wanted = _arrays.integer(count, "count", 0)
    _arrays.sized([wanted, 2], "the pairs")
    return _core.draw_pairs(size, wanted, key(rng))


def layer_pairs(layer: tuple[int, int], following: tuple[int, int]) -> Integers:
    """Every synapse from a neuron of one layer to one of the next.

    With patterns (x, y) that are jointly log-normal these are the heteroassociative weights Σ_k x_i^k y_j^k.

    Parameters
    ----------
    layer, following : (start, stop)
        Ranges of neurons.

    Returns
    -------
    ndarray of int64, (S, 2)
        Pairs of neurons.

    Raises
    ------
    SynaptomeError
        If a layer is empty, the layers share a pair, or there are too many.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.layer_pairs((0, 2), (2, 4))
    array([[0, 2],
           [0, 3],
           [1, 2],
           [1, 3]])
    """
    first, second = _range(layer, "layer"), _range(following, "following")
    _arrays.sized([first[1] - first[0], second[1] - second[0], 2], "the pairs")
    return _core.layer_pairs(first, second)


def _range(given: tuple[int, int], name: str) -> tuple[int, int]:
    ends: list[int] = _arrays.indices(given, name, 1, low=0).tolist()
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise SynaptomeError(f"{name} must be (start, stop) with start < stop, got {given!r}")
    return ends[0], ends[1]


@result
class WeightTerms(NamedTuple):
    """The terms of weights, log-normal variables whose sum a weight is.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]])
    >>> terms = mi.weight_terms(patterns, [[0, 1]])
    """

    #: Means of the logarithms, (S, K), the pattern `about` last.
    mu: Floats
    #: Standard deviations of the logarithms, (S, K).
    sigma: Floats


def weight_terms(patterns: Patterns, pairs: ArrayLike, *, about: int = 0) -> WeightTerms:
    """Terms of the weights w_ij = Σ_k x_i^k x_j^k, for the functions of sums of :mod:`synaptome.lognormal`.

    Parameters
    ----------
    patterns : Patterns
        K patterns.
    pairs : array_like of int, (S, 2)
        Synapses.
    about : int
        The pattern whose term comes last.

    Returns
    -------
    WeightTerms
        `mu` and `sigma`, (S, K).

    Raises
    ------
    SynaptomeError
        If there is no such pattern, a synapse ends outside the patterns or occurs twice, or a term is constant.

    Examples
    --------
    >>> from synaptome import lognormal, mi
    >>> patterns = mi.Patterns([[0.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]])
    >>> terms = mi.weight_terms(patterns, [[0, 1]], about=1)
    >>> bool(lognormal.sum_information(*terms)[0] > 0.0)
    True
    """
    given, index = pairs_of(pairs), about_of(patterns, about)
    _arrays.sized([len(given), len(patterns)], "the terms")
    return WeightTerms(*_core.weight_terms(core(patterns), given, index))


def about_of(patterns: Patterns, about: int) -> int:
    """The number of one pattern."""
    core(patterns)
    return _arrays.integer(about, "about", 0, len(patterns) - 1)


def expected_weights(patterns: Patterns, pairs: ArrayLike) -> Floats:
    """Means of weights, E w_ij = Σ_k E x_i^k x_j^k.

    Parameters
    ----------
    patterns : Patterns
        K patterns.
    pairs : array_like of int, (S, 2)
        Synapses.

    Returns
    -------
    ndarray, (S,)
        Means.

    Raises
    ------
    SynaptomeError
        If a synapse ends outside the patterns or occurs twice, or a product is constant.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]])
    >>> mi.expected_weights(patterns, [[0, 1]]).round(6)
    array([5.436564])
    """
    return _core.expected_weights(core(patterns), pairs_of(pairs))


def products(pairs: ArrayLike, log_x: ArrayLike) -> Floats:
    """What patterns add to the weights, x_i x_j.

    Parameters
    ----------
    pairs : array_like of int, (S, 2)
        Synapses.
    log_x : array_like, (..., N)
        Logarithms of patterns.

    Returns
    -------
    ndarray, (..., S)
        Products, the candidates of a :class:`Decoder`.

    Raises
    ------
    SynaptomeError
        If a synapse ends outside the patterns or occurs twice.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> mi.products([[0, 1], [1, 2]], np.log([1.0, 2.0, 3.0])).round(6)
    array([2., 6.])
    """
    given, x = pairs_of(pairs), _arrays.floats(log_x, "log_x")
    if x.ndim == 0:
        raise SynaptomeError("log_x must have neurons on its last axis, got one number")
    shape = _arrays.sized((*x.shape[:-1], len(given)), "the products")
    return _core.products(given, x.reshape(math.prod(x.shape[:-1]), x.shape[-1])).reshape(shape)
