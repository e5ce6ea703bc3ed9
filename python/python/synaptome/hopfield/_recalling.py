"""Recall, for every memory of this package."""

from __future__ import annotations

from typing import Protocol

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import hopfield as _core
from .._rng import RNG, Key, key
from . import _checks
from ._checks import Update
from ._recall import Recall


class Inner(Protocol):
    """What the core knows of a memory."""

    @property
    def units(self) -> int: ...

    def recall(
        self, cues: _arrays.Spins, update: str, order: list[int] | None, max_sweeps: int, key: Key, workers: int | None
    ) -> _core.Recalls: ...


class Recalling:
    """A memory over one of the core."""

    __slots__ = ()
    _inner: Inner

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
