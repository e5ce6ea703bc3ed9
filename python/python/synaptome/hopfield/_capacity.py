"""The number of messages that a rule stores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .. import _arrays, _options
from .._core import SynaptomeError
from .._results import result
from .._rng import RNG
from .._rng import generator as generator_of
from . import _checks
from ._checks import Update
from ._random_messages import random_messages
from ._recovery import recovery
from ._writing import WritingRule


@result
class StoredMessages(NamedTuple):
    """How many messages a rule stores.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.capacity(hopfield.PseudoInverse(), 64, largest_load=0.25, rng=1)
    StoredMessages(messages=16, at_limit=True)
    """

    #: Largest number M of messages that the search found to be stored; 0 if not even one is.
    messages: int
    #: Whether that is the largest number that the search tries, so that the rule may store more.
    at_limit: bool


def capacity(
    rule: WritingRule,
    units: int,
    *,
    recovered: float = 0.99,
    fraction: float | None = None,
    count: int | None = None,
    probability: float | None = None,
    networks: int = 3,
    largest_load: float = 2.0,
    update: Update = "synchronous",
    max_sweeps: int = 200,
    rng: RNG = None,
    workers: int | None = None,
) -> StoredMessages:
    """Search for the largest number of random messages that a rule stores.

    Messages count as stored if recall from noisy cues recovers the fraction asked for, on the mean over
    sets of messages. M is doubled until recovery fails, then bisected; every M is tried on new messages,
    so that the result has the error of these samples.

    Parameters
    ----------
    rule : WritingRule
        Any object with a method `write`.
    units : int
        Number of units N.
    recovered : float, optional
        Fraction of the messages to recover, above 0 and at most 1.
    fraction, count, probability : optional
        Damage to the cues as in :func:`flip`; one flipped unit without any. Without noise a free diagonal
        can make every state a fixed point.
    networks : int, optional
        Number of sets of messages over which the mean is taken.
    largest_load : float, optional
        Largest load M/N that is tried; the result says if the rule stores as much.
    update, max_sweeps : optional
        How to update, as in :meth:`Network.recall`.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness.
    workers : int, optional
        Number of threads of recall, on which the result does not depend; by default all processors.

    Returns
    -------
    StoredMessages
        `messages`, the number of messages M, and `at_limit`, whether the rule may store more.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or the rule cannot write.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hebb = hopfield.capacity(hopfield.Hebbian(), 64, rng=1)
    >>> 0 < hebb.messages < hopfield.capacity(hopfield.PseudoInverse(), 64, rng=1).messages
    True
    """
    _options.able(rule, "rule", "write")
    number = _arrays.integer(units, "units", low=1)
    wanted = _checks.between(recovered, "recovered", 0.0, 1.0)
    load = _checks.between(largest_load, "largest_load", 0.0, 1e6)
    sets = _arrays.integer(networks, "networks", low=1)
    if not wanted or not load:
        raise SynaptomeError(f"recovered and largest_load must be positive, got {wanted} and {load}")
    noise = (None, 1, None) if fraction is count is probability is None else (fraction, count, probability)
    _checks.damage(number, *noise)
    generator = generator_of(rng)

    def trial(messages: int) -> float:
        x = random_messages(messages, number, rng=generator)
        memory = rule.write(x)
        how: dict[str, Any] = {"update": update, "max_sweeps": max_sweeps, "rng": generator, "workers": workers}
        how |= zip(("fraction", "count", "probability"), noise, strict=True)
        return recovery(memory, x, **how).recovered

    def stores(messages: int) -> bool:
        return sum(trial(messages) for _ in range(sets)) / sets >= wanted

    most = int(load * number)
    stored = _largest(stores, most)
    return StoredMessages(messages=stored, at_limit=stored == most)


def _largest(stores: Callable[[int], bool], most: int) -> int:
    """The largest number up to `most` that a test passes, by doubling and bisection."""
    stored, failed = 0, 1
    while failed <= most and stores(failed):
        stored, failed = failed, 2 * failed
    failed = min(failed, most + 1)
    while failed - stored > 1:
        middle = (stored + failed) // 2
        stored, failed = (middle, failed) if stores(middle) else (stored, middle)
    return stored
