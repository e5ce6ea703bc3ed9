"""Recovery of messages from noisy cues."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._results import result
from .._rng import RNG
from .._rng import generator as generator_of
from . import _checks
from ._checks import Update
from ._flip import flip
from ._recall import Memory, Recall


@result
class Recovery(NamedTuple):
    """What became of noisy cues in recall.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.Recovery(recovered=0.9, cycled=0.05, through_message=0.0, overlap=0.97)
    Recovery(recovered=0.9, cycled=0.05, through_message=0.0, overlap=0.97)
    """

    #: Fraction of the cues that ended in their message, as a fixed point.
    recovered: float
    #: Fraction of the cues that ended in a cycle.
    cycled: float
    #: Fraction of the cues that ended in a cycle through their message; never counted as recovered.
    through_message: float
    #: Mean overlap of the end of recall with the message.
    overlap: float


def recovery(
    memory: Memory,
    messages: ArrayLike,
    *,
    fraction: float | None = None,
    count: int | None = None,
    probability: float | None = None,
    repeats: int = 1,
    update: Update = "synchronous",
    order: ArrayLike | None = None,
    max_sweeps: int = 200,
    rng: RNG = None,
    workers: int | None = None,
) -> Recovery:
    """Recall messages from noisy cues, and say what became of them.

    Parameters
    ----------
    memory : Network, DenseMemory, or any object with such a method `recall`
        The memory to try.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.
    fraction, count, probability : optional
        Damage to the cues as in :func:`flip`; a fraction of 0.1 of the units without any.
    repeats : int, optional
        Number of cues of every message.
    update, order, max_sweeps : optional
        How to update, as in :meth:`Network.recall`.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness of the noise and of random updates.
    workers : int, optional
        Number of threads, on which the result does not depend; by default all processors.

    Returns
    -------
    Recovery
        Fractions and the mean overlap.

    Raises
    ------
    SynaptomeError
        If the messages are not of the memory, an option is out of its range, or a fraction rounds to no unit.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(20, 64, rng=1)
    >>> network = hopfield.MinimumProbabilityFlow().write(x)
    >>> hopfield.recovery(network, x, probability=0.1, repeats=10, rng=2).recovered > 0.9
    True
    """
    _options.able(memory, "memory", "recall")
    given = _checks.messages(messages)
    times = _arrays.integer(repeats, "repeats", low=1)
    _arrays.entries("the cues", *given.shape, times)
    generator = generator_of(rng)
    targets = np.tile(given, (times, 1))
    cues = flip(targets, fraction=fraction, count=count, probability=probability, rng=generator)
    _arrays.integer(max_sweeps, "max_sweeps")
    options: dict[str, Any] = {"update": update, "order": order, "rng": generator, "workers": workers}
    found = memory.recall(cues, max_sweeps=max_sweeps, **options)
    return Recovery(
        recovered=float(found.recovered(targets).mean()),
        cycled=float((found.periods > 1).mean()),
        through_message=float(_met(memory, found, targets, options).mean()),
        overlap=float(np.multiply(found.states, targets, dtype=np.int8).mean()),
    )


def _met(memory: Memory, found: Recall, targets: _arrays.Spins, options: dict[str, Any]) -> _arrays.Bools:
    """Which cues end in a cycle that their message is in."""
    met = np.zeros(len(targets), np.bool_)
    left = np.flatnonzero(found.periods > 1)
    states, done = found.states[left], 0
    while left.size:
        met[left] |= (states == targets[left]).all(axis=1)
        done += 1
        stays = (found.periods[left] > done) & ~met[left]
        left, states = left[stays], states[stays]
        if left.size:
            states = memory.recall(states, max_sweeps=1, **options).states
    return met
