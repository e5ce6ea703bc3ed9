"""Capacity per computer bit, and per synapse that is not silent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Real
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from ._checks import broadcast, probabilities


@result
class Structural(NamedTuple):
    """Capacity of a memory per synapse, per computer bit and per non-silent synapse, from the states of its synapses.

    See Knoblauch, Palm & Sommer (2010), *Memory capacities for synaptic and structural plasticity*, Neural
    Computation 22(2), 289–341. A symmetric matrix has the same bits in half of its synapses, which is not taken into
    account here.

    Examples
    --------
    Large heteroassociative networks, ln p₁ ln(1 - p₁)/ln 2 at p₁ = 0.1:

    >>> import math
    >>> from synaptome import willshaw
    >>> limit = math.log(0.1) * math.log(0.9) / math.log(2)
    >>> found = willshaw.Structural.at_load(limit, 0.1)
    >>> round(float(found.bits_per_computer_bit), 3), round(float(found.bits_per_active_synapse), 2)
    (0.746, 3.5)
    """

    #: C.
    bits_per_synapse: Real
    #: Cᴵ = C/H, where H is the entropy of the state of a synapse in bits: what remains after ideal compression.
    bits_per_computer_bit: Real
    #: Cˢ = C/(1 - P), where P is the fraction of synapses in the most frequent state, which need not exist.
    bits_per_active_synapse: Real

    @classmethod
    def at_load(cls, bits_per_synapse: ArrayLike, load: ArrayLike) -> Structural:
        """Capacities of binary synapses, a fraction p₁ of them potentiated: H = I(p₁), 1 - P = min(p₁, 1 - p₁).

        Parameters
        ----------
        bits_per_synapse : array_like
            Capacities C in bits, positive.
        load : array_like
            Loads p₁, above 0 and below 1, such as :attr:`Memory.matrix_load`; both broadcast.

        Returns
        -------
        Structural
            Capacities of the broadcast shape.

        Raises
        ------
        SynaptomeError
            If a number is out of its range.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Structural.at_load(0.25, [0.5, 0.125]).bits_per_active_synapse
        array([0.5, 2. ])
        """
        loads = probabilities(load, "load")
        # Where 1 - p₁ rounds to 1, all synapses would be in one state.
        if (wrong := (1.0 - loads >= 1.0) | (loads >= 1.0)).any():
            raise SynaptomeError(f"load must be above 0 and below 1, got {_arrays.first(loads, wrong)}")
        shape, (bits, flat) = broadcast(_capacities(bits_per_synapse), loads)
        return cls._of(bits, _core.structural_at_loads(bits, flat), shape)

    @classmethod
    def of_states(cls, bits_per_synapse: ArrayLike, fractions: ArrayLike) -> Structural:
        """Capacities of synapses with any number of states.

        Parameters
        ----------
        bits_per_synapse : array_like
            Capacities C in bits, positive, (...).
        fractions : array_like
            Fraction of the synapses in each state, (..., states), which add up to 1, such as
            :meth:`CountingMemory.count_fractions <synaptome.willshaw.counting.CountingMemory.count_fractions>`; the
            leading axes broadcast with the capacities.

        Returns
        -------
        Structural
            Capacities of the broadcast shape.

        Raises
        ------
        SynaptomeError
            If a capacity is not positive, fractions lie outside [0, 1] or do not add up to 1, or all synapses are in
            one state.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> found = willshaw.Structural.of_states(0.3, [0.5, 0.25, 0.25])
        >>> float(found.bits_per_computer_bit), float(found.bits_per_active_synapse)
        (0.19999999999999998, 0.6)
        """
        given, parts = _capacities(bits_per_synapse), probabilities(fractions, "fractions")
        if not parts.ndim or not parts.shape[-1]:
            raise SynaptomeError(f"fractions must have states on the last axis, got shape {parts.shape}")
        shape = _arrays.shared_shape(bits_per_synapse=given.shape, fractions=parts.shape[:-1])
        whole = (*shape, parts.shape[-1])
        _arrays.sized(whole, "the result")
        _check_states(parts)
        rows = np.require(np.broadcast_to(parts, whole), np.float64, ["C", "A"]).reshape(-1, parts.shape[-1])
        bits = _arrays.flat(given, shape)
        return cls._of(bits, _core.structural_of_states(bits, rows), shape)

    @classmethod
    def _of(cls, bits: Floats, found: tuple[Floats, Floats], shape: tuple[int, ...]) -> Structural:
        return cls(*(_arrays.shaped(np.array(numbers), shape) for numbers in (bits, *found)))


def _capacities(x: ArrayLike) -> Floats:
    given = _arrays.floats(x, "bits_per_synapse")
    wrong = ~((given > 0) & (given < np.inf))
    if wrong.any():
        raise SynaptomeError(f"bits_per_synapse must be positive and finite, got {_arrays.first(given, wrong)}")
    return given


def _check_states(fractions: Floats) -> None:
    sums = np.asarray(fractions.sum(axis=-1))
    if (wrong := np.abs(sums - 1.0) > 1e-9).any():
        raise SynaptomeError(f"fractions must add up to 1, got {_arrays.first(sums, wrong)}")
    if (alone := np.asarray(fractions.max(axis=-1) >= 1.0)).any():
        raise SynaptomeError(f"fractions must be of two states or more, got all synapses in one{_at(alone)}")


def _at(wrong: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    return f" at index {', '.join(map(str, np.argwhere(wrong)[0]))}" if wrong.ndim else ""
