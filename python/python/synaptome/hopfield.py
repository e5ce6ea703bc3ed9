"""Hopfield networks: writing rules and recall."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _arrays
from ._arrays import Floats, Integers, Spins
from ._core import hopfield as _core
from ._results import result
from ._rng import RNG, key

__all__ = ["Hebbian", "Network", "Recall"]


@result
class Recall(NamedTuple):
    """Where recall from K cues went, and how it ended."""

    #: Last states, (K, N) of ±1.
    states: Spins
    #: Sweeps over all units, (K,).
    sweeps: Integers
    #: 1 for a fixed point, the period of a cycle, 0 if the sweeps ran out; (K,).
    periods: Integers


class Network:
    """A Hopfield network."""

    __slots__ = ("_network",)
    _network: _core.Network

    @classmethod
    def _of(cls, core: _core.Network) -> Network:
        network = cls.__new__(cls)
        network._network = core
        return network

    @property
    def weights(self) -> Floats:
        """Weights W, (N, N): entry (i, j) acts from unit j on unit i. Read-only."""
        return self._network.weights

    def recall(
        self, cues: ArrayLike, *, max_sweeps: int = 200, rng: RNG = None, workers: int | None = None
    ) -> Recall:
        """Recall from many cues."""
        given = _arrays.spins(cues, "cues", (1, 2))
        rows = np.atleast_2d(given)
        sweeps = _arrays.integer(max_sweeps, "max_sweeps")
        return Recall(*self._network.recall(rows, sweeps, key(rng), _arrays.workers(workers)))


class Hebbian:
    """Hebb's rule."""

    def __init__(self, *, diagonal: Literal["zero", "minus-identity"] = "zero") -> None:
        self.diagonal = _arrays.choice(diagonal, "diagonal", ["zero", "minus-identity"])

    def write(self, messages: ArrayLike) -> Network:
        """Write messages (M, N)."""
        return Network._of(_core.hebbian(_arrays.spins(messages, "messages", 2), self.diagonal == "zero"))
