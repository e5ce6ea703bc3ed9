"""Basins of attraction."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._results import result
from .._rng import RNG
from .._rng import generator as generator_of
from . import _checks
from ._checks import Update
from ._recall import Memory
from ._recovery import Recovery, recovery


@result
class Basin(NamedTuple):
    """What recall makes of cues at several distances from their messages.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> basin = hopfield.basin(hopfield.Hebbian().write(x), x, [0, 10], rng=2)
    >>> basin.overlap_before
    array([1. , 0.8])
    """

    #: Numbers of flipped units, (F,).
    flips: Integers
    #: Overlap of the cues with their messages, 1 - 2 flips / N, (F,).
    overlap_before: Floats
    #: Mean overlap after recall, (F,).
    overlap_after: Floats
    #: Fraction of the cues that ended in their message, as a fixed point, (F,).
    recovered: Floats


def basin(
    memory: Memory,
    messages: ArrayLike,
    flips: ArrayLike,
    *,
    update: Update = "synchronous",
    order: ArrayLike | None = None,
    max_sweeps: int = 200,
    rng: RNG = None,
    workers: int | None = None,
) -> Basin:
    """Measure basins of attraction: recall one cue of every message for each number of flips.

    Parameters
    ----------
    memory : Network, DenseMemory, or any object with such a method `recall`
        The memory to try.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.
    flips : array_like of int
        Numbers of flipped units, (F,).
    update, order, max_sweeps : optional
        How to update, as in :meth:`Network.recall`.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness of the noise and of random updates.
    workers : int, optional
        Number of threads, on which the result does not depend; by default all processors.

    Returns
    -------
    Basin
        One entry for each number of flips.

    Raises
    ------
    SynaptomeError
        If there are more flips than units, or the messages are not of the memory.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> basin = hopfield.basin(hopfield.Hebbian().write(x), x, [10, 50], rng=2)
    >>> bool(basin.overlap_after[0] > 0.99), bool(basin.overlap_after[1] < 0.7)
    (True, True)
    """
    _options.able(memory, "memory", "recall")
    given = _checks.messages(messages)
    counts = _arrays.integers(flips, "flips", 1, low=0)
    if (counts > given.shape[1]).any():
        most = _arrays.first(counts, counts > given.shape[1])
        raise SynaptomeError(f"flips must be at most the {given.shape[1]} units, got {most}")
    generator = generator_of(rng)

    def at(count: int) -> Recovery:
        how: dict[str, Any] = {"update": update, "order": order, "max_sweeps": max_sweeps}
        return recovery(memory, given, count=count, rng=generator, workers=workers, **how)

    found = [at(int(count)) for count in counts]
    return Basin(
        flips=counts,
        overlap_before=1.0 - 2.0 * counts / given.shape[1],
        overlap_after=np.array([trial.overlap for trial in found]),
        recovered=np.array([trial.recovered for trial in found]),
    )
