"""Small networks by enumeration of all states: no sampling, no approximation."""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from ._information import Moments
from ._network import Network


class Chain:
    """A network of at most ten neurons as a Markov chain with 2^N states.

    Its thresholds are fixed at the values that give every neuron its target rate. Bit i of a state is neuron i.

    Parameters
    ----------
    network : Network
        Without inputs, of at most ten neurons.

    Raises
    ------
    SynaptomeError
        If the network has inputs or more neurons, or no thresholds are found.

    Examples
    --------
    >>> from synaptome import infomax
    >>> chain = infomax.Chain(infomax.Network.random(4, rng=0))
    >>> chain.stationary.shape
    (16,)
    >>> bool(chain.information_nats > 0)
    True
    """

    __slots__ = ("_core", "_network")

    def __init__(self, network: Network) -> None:
        self._network = _options.instance(network, "network", Network).copy()
        self._core = _native.Chain(self._network._core)

    @property
    def stationary(self) -> Floats:
        """Stationary probability of every state, (2^N,)."""
        return self._core.stationary

    @property
    def thresholds(self) -> Floats:
        """The settled thresholds, (N,)."""
        return self._core.thresholds

    @property
    def information_nats(self) -> float:
        """Mutual information of consecutive states, in nats."""
        return self._core.information_nats

    @property
    def gaussian_nats(self) -> float:
        """The information of Gaussian variables with the same second moments, in nats."""
        return self._core.gaussian_nats

    @property
    def moments(self) -> Moments:
        """Exact covariances within a step and to the next, about the target rate."""
        return Moments(*self._core.moments())

    def gradient(
        self, method: Literal["paper", "two-pass", "full-response", "finite-differences"] = "two-pass"
    ) -> Floats:
        """A gradient of the Gaussian information with all averages exact, (N, N).

        "finite-differences" is the true gradient; thresholds are solved again for every changed weight.

        Raises
        ------
        SynaptomeError
            If the covariance is singular, or the full response has no fixed point.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import infomax
        >>> chain = infomax.Chain(infomax.Network.random(4, rng=0))
        >>> true = chain.gradient("finite-differences")
        >>> bool(np.corrcoef(true.ravel(), chain.gradient("full-response").ravel())[0, 1] > 0.95)
        True
        """
        names = ("paper", "two-pass", "full-response", "finite-differences")
        return self._core.gradient(_arrays.choice(method, "method", names))

    def __repr__(self) -> str:
        return f"<Chain: {self._network.free} neurons>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chain) and self._network == other._network

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Chain, (self._network,)


@result
class RelationFit(NamedTuple):
    """The exact information as a function of the Gaussian one, x."""

    #: "proportional" a x, "saturating" x / (1 + a x), or "logarithmic" ln(1 + a x) / a.
    relation: str
    #: The parameter a.
    parameter: float
    #: Fraction of the variance of the exact information that is explained.
    r_squared: float


def fit_relation(gaussian_nats: ArrayLike, exact_nats: ArrayLike) -> RelationFit:
    """Fits the exact information as a function of the Gaussian one (figure 10 of Tanaka, Kaneko & Aoyagi 2009).

    Parameters
    ----------
    gaussian_nats, exact_nats : array_like, (K,)
        Information of K networks, in nats.

    Raises
    ------
    SynaptomeError
        If there are fewer than two networks, or the lengths differ.

    Examples
    --------
    >>> from synaptome import infomax
    >>> x = [0.1, 0.5, 1.0, 2.0]
    >>> infomax.fit_relation(x, [v / (1 + 0.7 * v) for v in x]).relation
    'saturating'
    """
    x, y = _arrays.finite(gaussian_nats, "gaussian_nats", 1), _arrays.finite(exact_nats, "exact_nats", 1)
    _arrays.same_length("exact_nats", y.size, x.size)
    found = RelationFit(*_native.fit_relation(list(zip(x.tolist(), y.tolist(), strict=True))))
    if math.isnan(found.r_squared):
        raise SynaptomeError(f"information is too large for squares: the largest are {x.max()} and {y.max()}")
    return found
