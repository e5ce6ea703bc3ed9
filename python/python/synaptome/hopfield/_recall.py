"""What recall gives."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike

from .._arrays import Bools, Integers, Spins
from .._core import SynaptomeError
from .._results import result
from .._rng import RNG
from . import _checks
from ._checks import Update


@result
class Recall(NamedTuple):
    """Where recall from cues went, and how it ended.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> network = hopfield.Hebbian().write([[1, 1, -1, -1]])
    >>> network.recall([1, 1, 1, -1])
    Recall(states=[ 1  1 -1 -1], sweeps=2, periods=1)
    """

    #: Last states, (..., N), of ±1.
    states: Spins
    #: Sweeps over all units, counting the last one in which nothing changed, (...).
    sweeps: Integers
    #: 1 for a fixed point, the period p ≥ 2 of a cycle, 0 if the sweeps ran out; (...).
    periods: Integers

    def recovered(self, messages: Spins) -> Bools:
        """Whether recall ended in these messages as fixed points.

        A cycle through a message doesn't count.

        Parameters
        ----------
        messages : ndarray
            Messages, (..., N), of ±1, or of 0 and 1, which broadcast with `states`.

        Returns
        -------
        ndarray of bool
            One truth value for each cue.

        Raises
        ------
        SynaptomeError
            If the messages are not of as many units, or do not broadcast.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> x = hopfield.random_messages(2, 50, rng=1)
        >>> hopfield.Hebbian().write(x).recall(x).recovered(x)
        array([ True,  True])
        """
        given = _checks.states(messages, "messages", self.states.shape[-1])
        try:
            np.broadcast_shapes(given.shape, self.states.shape)
        except ValueError:
            raise SynaptomeError(f"messages do not broadcast: {given.shape} and {self.states.shape}") from None
        return np.asarray((self.periods == 1) & (self.states == given).all(axis=-1))


class Memory(Protocol):
    """What the trials of recall need: any object with such a method `recall`.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import hopfield
    >>> class Mirror:
    ...     def recall(self, cues, **options):
    ...         ends = np.ones(len(cues), np.int64)
    ...         return hopfield.Recall(cues, sweeps=ends, periods=ends)
    >>> hopfield.recovery(Mirror(), [[1, -1, 1]], count=0).recovered
    1.0
    """

    def recall(
        self,
        cues: Spins,
        /,
        *,
        update: Update = ...,
        order: ArrayLike | None = ...,
        max_sweeps: int = ...,
        rng: RNG = ...,
        workers: int | None = ...,
    ) -> Recall:
        """Recall from cues (K, N) with the options of :meth:`Network.recall`."""
        ...
