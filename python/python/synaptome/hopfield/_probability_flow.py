"""Minimum probability flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _options
from .._arrays import Floats
from .._core import hopfield as _core
from .._results import result
from . import _checks
from ._lbfgs import Fit, FitProgress, Lbfgs, fit_of, minimiser, told
from ._network import Network, network_of


@result
class FlowGradient(NamedTuple):
    """The flow of probability at a network, with its gradient.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(2, 10, rng=1)
    >>> fit = hopfield.MinimumProbabilityFlow().fit(x)
    >>> flow = hopfield.MinimumProbabilityFlow().objective(x, fit.network)
    >>> bool(abs(flow.value - fit.objective) < 1e-9)
    True
    """

    #: K, with its penalty.
    value: float
    #: Derivative by w_ij = w_ji, (N, N), of zero diagonal.
    weights: Floats
    #: Derivative by the biases, (N,); empty without thresholds.
    bias: Floats


@dataclass(frozen=True, kw_only=True)
class MinimumProbabilityFlow:
    """Minimum probability flow (MPF): min Σ exp(-ξ_i h_i) + λ/2 Σ w².

    The sum is over messages and units, and the penalty over the weights below the diagonal; weights are
    symmetric and of zero diagonal (Sohl-Dickstein, Battaglino & DeWeese 2011; Hillar & Tran 2018).

    Parameters
    ----------
    ridge : float, optional
        Strength λ ≥ 0 of the penalty on the weights.
    thresholds : bool, optional
        Whether biases are written too.
    lbfgs : Lbfgs, optional
        How to minimise, and when to stop.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(32, 64, rng=1)
    >>> bool(hopfield.MinimumProbabilityFlow().write(x).is_strict_minimum(x).all())
    True
    """

    ridge: float = 3.0
    thresholds: bool = False
    lbfgs: Lbfgs = field(default_factory=Lbfgs)

    def __post_init__(self) -> None:
        thresholds = _options.flag(self.thresholds, "thresholds")
        _checks.settle(self, ridge=_checks.not_negative(self.ridge, "ridge"), thresholds=thresholds)
        minimiser(self.lbfgs)

    def _parts(self) -> tuple[float, bool, tuple[int, float, float, float]]:
        return float(self.ridge), bool(self.thresholds), self.lbfgs._parts()

    def fit(self, messages: ArrayLike, *, callback: Callable[[FitProgress], object] | None = None) -> Fit:
        """Minimise the flow from zero weights.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`FitProgress` before each iteration; if it raises `StopIteration`, the
            network found so far is returned.

        Returns
        -------
        Fit
            `network`, `objective`, `iterations`, `ending` and `converged`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> seen = []
        >>> fit = hopfield.MinimumProbabilityFlow().fit(
        ...     hopfield.random_messages(10, 40, rng=1), callback=lambda progress: seen.append(progress.objective)
        ... )
        >>> fit.converged, seen == sorted(seen, reverse=True)
        (True, True)
        """
        return fit_of(_core.minimum_probability_flow(_checks.messages(messages), self._parts(), told(callback)))

    def write(self, messages: ArrayLike) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        Network
            The network of :meth:`fit`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.MinimumProbabilityFlow(thresholds=True).write([[1, -1, 1], [1, 1, 1]])
        <Network of 3 units, with biases>
        """
        return self.fit(messages).network

    def objective(self, messages: ArrayLike, network: Network) -> FlowGradient:
        """Flow at a network, and its gradient.

        Only the symmetric part of the weights off the diagonal counts, and the bias only with `thresholds`.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        network : Network
            A network of N units.

        Returns
        -------
        FlowGradient
            `value`, `weights` and `bias`.

        Raises
        ------
        SynaptomeError
            If the network is not as large as the messages.

        Examples
        --------
        At zero weights every message and unit counts one:

        >>> import numpy as np
        >>> from synaptome import hopfield
        >>> silent = hopfield.Network(np.zeros((3, 3)))
        >>> hopfield.MinimumProbabilityFlow().objective([[1, -1, 1]], silent).value
        3.0
        """
        inner = network_of(network)
        given = _checks.messages(messages, inner.units)
        return FlowGradient(*_core.flow_gradient(given, inner, self._parts()))
