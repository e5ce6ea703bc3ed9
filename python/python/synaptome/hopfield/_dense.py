"""Dense associative memories."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Spins
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks
from ._checks import Update
from ._recall import Recall


class DenseMemory:
    """A dense associative memory (Krotov & Hopfield 2016): recall straight from the stored messages.

    It keeps the M × N messages, not N × N weights. A unit takes the value of lower energy
    E(x) = -Σ F(ξ·x), all other units held, and stays as it is where both energies are equal.

    Parameters
    ----------
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.
    interaction : {"exponential"} or int, optional
        F(z) = exp(z) (Demircigil et al. 2017), or F(z) = zⁿ of this degree n ≥ 1; n = 2 is Hebb's rule.

    Raises
    ------
    SynaptomeError
        If there are no messages, or the degree is below one.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(200, 64, rng=1)
    >>> found = hopfield.DenseMemory(x).recall(hopfield.flip(x, rng=2))
    >>> bool(found.recovered(x).mean() > 0.95)
    True
    """

    __slots__ = ("_inner", "_interaction", "_messages")
    _inner: _core.Dense
    _interaction: Literal["exponential"] | int
    _messages: Spins

    def __init__(
        self, messages: ArrayLike, interaction: Literal["exponential"] | int = "exponential"
    ) -> None:
        self._messages = _checks.messages(messages)
        if isinstance(interaction, str):
            _arrays.choice(interaction, "interaction", ("exponential",))
            self._interaction, degree = interaction, None
        else:
            degree = _arrays.integer(interaction, "interaction", low=1, high=2**31 - 1)
            self._interaction = degree
        self._inner = _core.Dense(self._messages, degree)
        self._messages.setflags(write=False)

    @property
    def messages(self) -> Spins:
        """Stored messages, (M, N), read-only.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1]]).messages
        array([[ 1, -1]], dtype=int8)
        """
        return self._messages

    @property
    def interaction(self) -> Literal["exponential"] | int:
        """The function F of the overlaps: "exponential", or the degree of a polynomial.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1]], interaction=3).interaction
        3
        """
        return self._interaction

    @property
    def units(self) -> int:
        """Number of units N.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1]]).units
        2
        """
        return int(self._messages.shape[1])

    def energy(self, states: ArrayLike) -> Floats:
        """Energy E(x) = -Σ F(ξ·x) of states.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of float64
            Energies, (...); infinite where F overflows, NaN where it overflows to both sides.

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1, 1]], interaction=2).energy([1, 1, 1])
        array(-1.)
        """
        given = _checks.states(states, "states", self.units)
        overlaps = given.astype(np.float64) @ self._messages.T.astype(np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            terms = np.exp(overlaps) if isinstance(self._interaction, str) else overlaps**self._interaction
            return np.asarray(-terms.sum(axis=-1))

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
        >>> hopfield.DenseMemory([[1, -1, 1]]).recall([1, 1, 1]).states
        array([ 1, -1,  1], dtype=int8)
        """
        given = _checks.states(cues, "cues", self.units)
        how = _checks.update(update, order, self.units)
        sweeps = _arrays.integer(max_sweeps, "max_sweeps")
        found = self._inner.recall(_checks.rows(given), *how, sweeps, key(rng), _arrays.workers(workers))
        leading = given.shape[:-1]
        return Recall(found[0].reshape(given.shape), found[1].reshape(leading), found[2].reshape(leading))

    def __len__(self) -> int:
        return len(self._messages)

    def __repr__(self) -> str:
        return f"<DenseMemory of {len(self)} messages of {self.units} units, interaction {self.interaction!r}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DenseMemory):
            return NotImplemented
        return self.interaction == other.interaction and np.array_equal(self.messages, other.messages)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[DenseMemory], tuple[Spins, Literal["exponential"] | int]]:
        return DenseMemory, (self._messages, self._interaction)
