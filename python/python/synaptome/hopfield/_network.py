"""Networks of spins with given weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Bools, Floats, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks
from ._checks import Update
from ._recall import Recall


def network_of(network: object) -> _core.Network:
    """What the core knows of a network."""
    if not isinstance(network, Network):
        raise SynaptomeError(f"network must be a Network, got {network!r}")
    return network._inner


class Network:
    """A Hopfield network: N × N weights W and N biases b.

    The field on a state x is h = W x + b, and a unit takes the sign of its field. A field of zero, or one
    too small to be told from a rounded zero, leaves the unit as it is. W need be neither symmetric nor of
    zero diagonal. Networks are immutable: they can be shared between threads, pickled and compared.

    Parameters
    ----------
    weights : array_like
        Finite weights W, (N, N): entry (i, j) acts from unit j on unit i.
    bias : array_like, optional
        Finite biases b, (N,); zero by default.

    Raises
    ------
    SynaptomeError
        If the weights are not square, or a number is not finite or so large that energies overflow.

    Examples
    --------
    Three units that want to agree:

    >>> import numpy as np
    >>> from synaptome import hopfield
    >>> network = hopfield.Network(np.ones((3, 3)) - np.eye(3))
    >>> network.recall([1, 1, -1]).states
    array([1, 1, 1], dtype=int8)
    """

    __slots__ = ("_inner",)
    _inner: _core.Network

    def __init__(self, weights: ArrayLike, bias: ArrayLike | None = None) -> None:
        matrix = _arrays.floats(weights, "weights", 2)
        if matrix.shape[0] != matrix.shape[1] or not matrix.size:
            raise SynaptomeError(f"weights must be a square matrix, got shape {matrix.shape}")
        given = np.zeros(len(matrix)) if bias is None else _arrays.floats(bias, "bias", 1)
        _arrays.same_length("bias", len(given), len(matrix))
        for name, numbers in ("weights", matrix), ("bias", given):
            if not np.isfinite(numbers).all():
                raise SynaptomeError(f"{name} must be finite, got {_arrays.first(numbers, ~np.isfinite(numbers))}")
        self._inner = _core.Network(matrix, given)

    @classmethod
    def _of(cls, core: _core.Network) -> Network:
        network = cls.__new__(cls)
        network._inner = core
        return network

    @property
    def weights(self) -> Floats:
        """Weights W, (N, N), read-only and without a copy: entry (i, j) acts from unit j on unit i.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1], [1, 1, -1]]).weights
        array([[ 0.,  0.,  0.],
               [ 0.,  0., -2.],
               [ 0., -2.,  0.]])
        """
        return self._inner.weights

    @property
    def bias(self) -> Floats:
        """Biases b, (N,), a copy.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Network([[0.0]], bias=[0.5]).bias
        array([0.5])
        """
        return self._inner.bias

    @property
    def units(self) -> int:
        """Number of units N.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1]]).units
        3
        """
        return self._inner.units

    def field(self, states: ArrayLike) -> Floats:
        """Field h = W x + b on states.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of float64
            Fields, (..., N).

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1]]).field([1, 1, 1])
        array([ 0., -2.,  0.])
        """
        given = _checks.states(states, "states", self.units)
        return self._inner.field(_checks.rows(given)).reshape(given.shape)

    def energy(self, states: ArrayLike) -> Floats:
        """Energy E(x) = -½ xᵀWx - bᵀx of states.

        With symmetric weights of zero diagonal it never rises in asynchronous recall.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of float64
            Energies, (...).

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1]]).energy([[1, -1, 1], [1, 1, 1]])
        array([-3.,  1.])
        """
        return self._each(states, self._inner.energy)

    def is_fixed_point(self, states: ArrayLike) -> Bools:
        """Whether no field opposes its spin.

        With a free diagonal this says little, as W = I holds every state: report recovery from one
        flipped unit with it.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of bool
            Truth values, (...).

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1]]).is_fixed_point([[1, -1, 1], [1, 1, 1]])
        array([ True, False])
        """
        return self._each(states, self._inner.is_fixed_point)

    def is_strict_minimum(self, states: ArrayLike) -> Bools:
        """Whether x_i h_i > 0 for every unit.

        With symmetric weights of zero diagonal every state one flip away then has a higher energy.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of bool
            Truth values, (...).

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Network([[0, 0], [0, 0]]).is_strict_minimum([1, 1])
        array(False)
        """
        return self._each(states, self._inner.is_strict_minimum)

    def _each(self, states: ArrayLike, function: Callable[[Spins], NDArray[Any]]) -> NDArray[Any]:
        given = _checks.states(states, "states", self.units)
        return function(_checks.rows(given)).reshape(given.shape[:-1])

    def recall(
        self,
        cues: ArrayLike,
        *,
        update: Update = "synchronous",
        order: ArrayLike | None = None,
        max_sweeps: int = 200,
        rng: RNG = None,
        workers: int | None = None,
    ) -> Recall:
        """Update cues until nothing changes, a cycle closes or the sweeps run out.

        Parameters
        ----------
        cues : array_like
            Cues, (..., N), of ±1, or of 0 and 1.
        update : {"synchronous", "random", "sequential"}, optional
            All units at once from the same state; one after another in a new random order each sweep; or
            one after another in index order.
        order : array_like of int, optional
            An order of all N units: they are then updated one after another in this order.
        max_sweeps : int, optional
            Number of sweeps over all units after which recall gives up.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of "random"; cue k draws from stream k under its key.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        Recall
            `states`, `sweeps` and `periods` (1 for a fixed point, 0 out of sweeps).

        Raises
        ------
        SynaptomeError
            If the cues are not of N units, or an option is out of its range.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> x = hopfield.random_messages(5, 100, rng=1)
        >>> found = hopfield.Hebbian().write(x).recall(hopfield.flip(x, rng=2), update="random", rng=3)
        >>> bool((found.states == x).all()), found.periods
        (True, array([1, 1, 1, 1, 1]))
        """
        given = _checks.states(cues, "cues", self.units)
        how = _checks.update(update, order, self.units)
        sweeps = _arrays.integer(max_sweeps, "max_sweeps")
        found = self._inner.recall(_checks.rows(given), *how, sweeps, key(rng), _arrays.workers(workers))
        leading = given.shape[:-1]
        return Recall(found[0].reshape(given.shape), found[1].reshape(leading), found[2].reshape(leading))

    def __repr__(self) -> str:
        bias = ", with biases" if self.bias.any() else ""
        return f"<Network of {self.units} units{bias}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        return np.array_equal(self.weights, other.weights) and np.array_equal(self.bias, other.bias)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Network], tuple[Floats, Floats]]:
        return Network, (self.weights, self.bias)
