"""Continuous networks that store patterns of any numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Real
from .._core import SynaptomeError
from .._core import mi as _core
from ._pairs import pairs_of


class ContinuousNetwork:
    """A continuous Hopfield network with weights w_ij = Σ_k x_i^k x_j^k for i ≠ j.

    The weights are applied, but never stored: a step costs 2KN multiplications for K patterns of N neurons.

    Parameters
    ----------
    patterns : array_like, (K, N)
        Stored patterns, any finite numbers.

    Raises
    ------
    SynaptomeError
        If there are no patterns or no neurons, or a number is not finite.

    Examples
    --------
    >>> from synaptome import mi
    >>> network = mi.ContinuousNetwork([[1.0, 2.0, 3.0]])
    >>> network.field([1.0, 0.0, 0.0])
    array([0., 2., 3.])
    """

    __slots__ = ("_core",)

    def __init__(self, patterns: ArrayLike) -> None:
        self._core = _core.ContinuousNetwork(_arrays.floats(patterns, "patterns", 2))

    @property
    def patterns(self) -> Floats:
        """Stored patterns, (K, N).

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.ContinuousNetwork([[1.0, 2.0]]).patterns
        array([[1., 2.]])
        """
        return self._core.patterns

    @property
    def neurons(self) -> int:
        """Number of neurons N.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.ContinuousNetwork([[1.0, 2.0]]).neurons
        2
        """
        return len(self.patterns[0])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ContinuousNetwork):
            return NotImplemented
        return np.array_equal(self.patterns, other.patterns)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        count, neurons = self.patterns.shape
        return f"<ContinuousNetwork of {neurons} neurons with {count} patterns>"

    def __reduce__(self) -> tuple[type[ContinuousNetwork], tuple[Floats]]:
        return ContinuousNetwork, (self.patterns,)

    def weights(self, pairs: ArrayLike) -> Floats:
        """Weights w_ij of some synapses; 0 for i = j.

        Parameters
        ----------
        pairs : array_like of int, (S, 2)
            Synapses.

        Returns
        -------
        ndarray, (S,)
            Weights.

        Raises
        ------
        SynaptomeError
            If a synapse ends outside the network.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.ContinuousNetwork([[1.0, 2.0, 3.0]]).weights([[0, 1], [1, 2]])
        array([2., 6.])
        """
        return self._core.weights(pairs_of(pairs))

    def field(self, states: ArrayLike, *, mean_weight: float | None = None) -> Floats:
        """Field Σ_{j≠i} w_ij y_j of every neuron, which is −∂E/∂y_i of the energy.

        Parameters
        ----------
        states : array_like, (..., N)
            States y.
        mean_weight : float, optional
            A weight that all synapses lose before: K m² for independent patterns with mean m. One step from a
            centred cue then retrieves a pattern.

        Returns
        -------
        ndarray, (..., N)
            Fields.

        Raises
        ------
        SynaptomeError
            If a state has another number of neurons, or the mean weight is not finite.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.ContinuousNetwork([[1.0, 2.0, 3.0]]).field([1.0, 0.0, 0.0], mean_weight=1.0)
        array([0., 1., 2.])
        """
        rows, shape = self._rows(states)
        return self._core.fields(rows, _mean(mean_weight)).reshape(*shape, self.neurons)

    def energy(self, states: ArrayLike, *, mean_weight: float | None = None) -> Real:
        """Energy −½ Σ_{i≠j} w_ij y_i y_j.

        Parameters
        ----------
        states : array_like, (..., N)
            States y.
        mean_weight : float, optional
            A weight that all synapses lose before.

        Returns
        -------
        ndarray or float64, (...)
            Energies.

        Raises
        ------
        SynaptomeError
            As :meth:`field`.

        Examples
        --------
        >>> from synaptome import mi
        >>> float(mi.ContinuousNetwork([[1.0, 2.0, 3.0]]).energy([1.0, 1.0, 0.0]))
        -2.0
        """
        rows, shape = self._rows(states)
        return _arrays.shaped(self._core.energies(rows, _mean(mean_weight)), shape)

    def step(self, states: ArrayLike, *, mean: float) -> Floats:
        """One step y ← W y of the linear dynamics, scaled to an average of the neurons.

        Repeated, it converges to the leading eigenvector of W, which forgets the cue.

        Parameters
        ----------
        states : array_like, (..., N)
            States y.
        mean : float
            The average that the neurons have afterwards.

        Returns
        -------
        ndarray, (..., N)
            States.

        Raises
        ------
        SynaptomeError
            If a state has another number of neurons, or the field cannot be scaled to that mean.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.ContinuousNetwork([[1.0, 2.0, 3.0]]).step([1.0, 1.0, 1.0], mean=2.0).mean()
        np.float64(2.0)
        """
        rows, shape = self._rows(states)
        return self._core.steps(rows, _arrays.number(mean, "mean")).reshape(*shape, self.neurons)

    def _rows(self, states: ArrayLike) -> tuple[Floats, tuple[int, ...]]:
        given = _arrays.finite(states, "states")
        if given.ndim == 0 or given.shape[-1] != self.neurons:
            raise SynaptomeError(f"states must have {self.neurons} neurons on the last axis, got shape {given.shape}")
        shape = given.shape[:-1]
        return given.reshape(math.prod(shape), self.neurons), shape


def _mean(mean_weight: float | None) -> float | None:
    return None if mean_weight is None else _arrays.number(mean_weight, "mean_weight")
