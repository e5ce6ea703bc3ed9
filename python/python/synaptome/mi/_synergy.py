"""Synergy of synapses, and of ensembles."""

from __future__ import annotations

import math
from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from ..lognormal._methods import Method
from ._information import Joint, joint_of
from ._pairs import about_of, pairs_of
from ._patterns import Patterns, core


@result
class Synergy(NamedTuple):
    """Information of an ensemble, and the sum of the information of its synapses, in nats.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.Synergy(joint=3.0, additive=2.0).excess
    1.0
    """

    #: MI(w; x^l).
    joint: float
    #: Σ_a MI(w_a; x^l).
    additive: float

    @property
    def excess(self) -> float:
        """Joint less additive information in nats: positive is synergy, negative redundancy.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Synergy(joint=3.0, additive=2.0).excess
        1.0
        """
        return self.joint - self.additive

    @property
    def ratio(self) -> float:
        """Joint over additive information; NaN if there is none.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.Synergy(joint=3.0, additive=2.0).ratio
        1.5
        """
        return self.joint / self.additive if self.additive else math.nan


def synergy(patterns: Patterns, pairs: ArrayLike, *, about: int = 0) -> Synergy:
    """Joint and additive information of an ensemble about a pattern, in closed form (Fan & Mysore 2024, §3.3).

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses.
    about : int
        The pattern l that the information is about.

    Returns
    -------
    Synergy
        Both in nats.

    Raises
    ------
    SynaptomeError
        As :func:`mutual_information`.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((10, 20)), mi.exchangeable_covariance(20, sigma=0.5, rho=0.3))
    >>> mi.synergy(patterns, mi.all_pairs(20)).excess > 0.0
    True
    """
    return Synergy(*_core.synergy(core(patterns), pairs_of(pairs), about_of(patterns, about)))


@result
class PairInformation(NamedTuple):
    """Information of two ensembles, apart and together, in nats.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.PairInformation(first=1.0, second=2.0, both=4.0).synergy
    1.0
    """

    #: MI(w₁; x^l).
    first: float
    #: MI(w₂; x^l).
    second: float
    #: MI(w₁ ∪ w₂; x^l).
    both: float

    @property
    def synergy(self) -> float:
        """MI(w₁ ∪ w₂) − MI(w₁) − MI(w₂) in nats: positive is synergy, negative redundancy.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.PairInformation(first=1.0, second=2.0, both=4.0).synergy
        1.0
        """
        return self.both - self.first - self.second


def pair_information(
    patterns: Patterns,
    first: ArrayLike,
    second: ArrayLike,
    *,
    about: int = 0,
    method: Joint = "closed-form",
    marginals: Method = "nig",
) -> PairInformation:
    """Information of two ensembles, such as neighbouring layers, apart and together.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    first, second : array_like of int, (S, 2)
        Synapses; the ensembles share none.
    about : int
        The pattern l that the information is about.
    method, marginals
        As :func:`mutual_information`.

    Returns
    -------
    PairInformation
        Three values of information in nats.

    Raises
    ------
    SynaptomeError
        If the ensembles share a synapse, or as :func:`mutual_information`.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((5, 6)), mi.exchangeable_covariance(6, sigma=0.5, rho=0.1))
    >>> layers = mi.layer_pairs((0, 2), (2, 4)), mi.layer_pairs((2, 4), (4, 6))
    >>> found = mi.pair_information(patterns, *layers)
    """
    joint, index = joint_of(method, marginals), about_of(patterns, about)
    a, b = pairs_of(first, "first"), pairs_of(second, "second")
    return PairInformation(*_core.pair_information(core(patterns), a, b, index, joint))


def copula_gain(with_: ArrayLike, without: ArrayLike) -> float:
    """What a Gaussian copula adds to the information of single synapses: ½ (ln|R_w| − ln|R_w/l|) in nats.

    Parameters
    ----------
    with_, without : array_like, (S, S)
        Correlations of ln w with and without a pattern.

    Returns
    -------
    float
        The gain in nats.

    Raises
    ------
    SynaptomeError
        If a matrix is not symmetric and positive definite.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.copula_gain([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.6], [0.6, 1.0]]) > 0.0
    True
    """
    a, b = _arrays.floats(with_, "with_", 2), _arrays.floats(without, "without", 2)
    for matrix, name in ((a, "with_"), (b, "without")):
        if matrix.shape != (len(a), len(a)) or not len(a):
            raise SynaptomeError(f"{name} must have shape (S, S), got {matrix.shape}")
    return _core.copula_gain(a, b)
