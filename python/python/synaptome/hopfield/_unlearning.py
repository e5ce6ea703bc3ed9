"""Unlearning of what a network dreams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from .._rng import RNG, key
from . import _checks
from ._checks import Update
from ._network import Network

_MOST_DREAMS = 2**32


@result
class WritingProgress(NamedTuple):
    """How far :class:`Unlearning` or :class:`NoiseTraining` is, as a callback is told before each dream or step.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.WritingProgress(done=3, total=10)
    WritingProgress(done=3, total=10)
    """

    #: Dreams or steps done.
    done: int
    #: Dreams or steps in all.
    total: int


@dataclass(frozen=True, kw_only=True)
class Unlearning:
    """Unlearning (Hopfield, Feinstein & Palmer 1983): Hebb's rule, then dreams that are taken away again.

    In each dream the network is led from a random state to where it comes to rest, S, which is most often no
    message, and J ← J - (ε/N) S Sᵀ without the diagonal. The weights begin as (1/N) Σ ξ ξᵀ. What counts is the
    product of ε and the number of dreams, and its best value is narrow: too few dreams leave spurious states, too
    many destroy the messages. We have read about the rule and not its paper; this is how it is commonly stated.

    Parameters
    ----------
    rate : float, optional
        How much of a dream is taken away, ε > 0.
    dreams_per_unit : int, optional
        Number of dreams, per unit. The default suits about half as many messages as units (M/N = 0.5); at loads
        below 0.3 it destroys the messages.
    update : {"random", "sequential", "synchronous"}, optional
        How dreams come to rest, as in :meth:`Network.recall`; all units at once may end in a cycle.
    max_sweeps : int, optional
        Sweeps after which a dream ends where it is.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(20, 64, rng=1)
    >>> before = hopfield.fixed_fraction(hopfield.Hebbian().write(x), x)
    >>> after = hopfield.fixed_fraction(hopfield.Unlearning(dreams_per_unit=20).write(x, rng=2), x)
    >>> before < 0.5, after
    (True, 1.0)
    """

    rate: float = 0.01
    dreams_per_unit: int = 35
    update: Update = "random"
    max_sweeps: int = 200

    def __post_init__(self) -> None:
        _checks.settle(self, rate=_checks.positive(self.rate, "rate"))
        for name in "dreams_per_unit", "max_sweeps":
            _checks.settle(self, **{name: _arrays.integer(getattr(self, name), name)})
        _checks.update(self.update, None, 0)

    def write(
        self,
        messages: ArrayLike,
        *,
        rng: RNG = None,
        callback: Callable[[WritingProgress], object] | None = None,
    ) -> Network:
        """Write messages and unlearn.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the dreams, which draw from stream 0 under its key.
        callback : callable, optional
            Called with a :class:`WritingProgress` before each dream; `StopIteration` ends the dreams.

        Returns
        -------
        Network
            The network after its dreams.

        Raises
        ------
        SynaptomeError
            If there are no messages, or more than 2³² dreams.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Unlearning(dreams_per_unit=2).write([[1, -1, 1]], rng=1)
        <Network of 3 units>
        """
        given = _checks.messages(messages)
        if (dreams := self.dreams_per_unit * given.shape[1]) > _MOST_DREAMS:
            raise SynaptomeError(f"dreams_per_unit makes {dreams} dreams, above the limit of {_MOST_DREAMS}")
        rest, told = (self.update, self.max_sweeps), _options.told(callback, WritingProgress)
        return Network._of(_core.unlearning(given, self.rate, self.dreams_per_unit, rest, key(rng), told))
