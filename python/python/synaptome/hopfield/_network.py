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
from . import _checks
from ._bits import bits_of_spins, spins_of_bits
from ._recalling import Recalling


def network_of(network: object) -> _core.Network:
    """What the core knows of a network."""
    if not isinstance(network, Network):
        raise SynaptomeError(f"network must be a Network, got {network!r}")
    return network._inner


class Network(Recalling):
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

    @classmethod
    def for_bits(cls, couplings: ArrayLike, thresholds: ArrayLike) -> Network:
        """Network of units that are 0 or 1, whose unit i becomes 1 if Σ_j J_ij x_j > θ_i, and 0 if it is less.

        With spins s = 2 x - 1 these are the weights W = J/4 and the biases b = J 1/4 - θ/2: the field is (J x - θ)/2.

        Parameters
        ----------
        couplings : array_like
            Finite couplings J, (N, N): entry (i, j) acts from unit j on unit i.
        thresholds : array_like
            Finite thresholds θ, (N,).

        Returns
        -------
        Network
            The network; its states are given as 0 and 1, or as ±1, and come as ±1.

        Raises
        ------
        SynaptomeError
            If the couplings are not square, or a number is not finite or too large.

        Examples
        --------
        Two units that support each other, if both are active:

        >>> from synaptome import hopfield
        >>> network = hopfield.Network.for_bits([[0, 1], [1, 0]], [0.5, 0.5])
        >>> network.field([1, 0])
        array([-0.25,  0.25])
        """
        return cls(*spins_of_bits(couplings, thresholds))

    def to_bits(self) -> tuple[Floats, Floats]:
        """Couplings and thresholds of the same network with units that are 0 or 1.

        Returns
        -------
        couplings : ndarray of float64
            J = 4 W, (N, N).
        thresholds : ndarray of float64
            θ = J 1/2 - 2 b, (N,).

        Raises
        ------
        SynaptomeError
            If a number overflows.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Network([[0, 0.25], [0.25, 0]]).to_bits()
        (array([[0., 1.],
               [1., 0.]]), array([0.5, 0.5]))
        """
        return bits_of_spins(self.weights, self.bias)

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
