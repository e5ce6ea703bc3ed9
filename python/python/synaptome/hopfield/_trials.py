"""Trials of recall: recovery from noisy cues, basins of attraction, capacity."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._results import result
from .._rng import RNG
from .._rng import generator as random_generator
from . import _checks
from ._checks import Update
from ._messages import flip, random_messages
from ._network import Network
from ._recall import Memory, Recall
from ._rules import WritingRule


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
        If the messages are not of the memory, or an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(20, 64, rng=1)
    >>> network = hopfield.MinimumProbabilityFlow().write(x)
    >>> hopfield.recovery(network, x, probability=0.1, repeats=10, rng=2).recovered > 0.9
    True
    """
    given = _checks.messages(messages)
    _options.able(memory, "memory", "recall")
    times = _arrays.integer(repeats, "repeats", low=1)
    _arrays.entries("the cues", *given.shape, times)
    generator = random_generator(rng)
    targets = np.tile(given, (times, 1))
    cues = flip(targets, fraction=fraction, count=count, probability=probability, rng=generator)
    _arrays.integer(max_sweeps, "max_sweeps")
    options: dict[str, object] = {"update": update, "order": order, "rng": generator, "workers": workers}
    found = memory.recall(cues, max_sweeps=max_sweeps, **options)
    return Recovery(
        recovered=float(found.recovered(targets).mean()),
        cycled=float((found.periods > 1).mean()),
        through_message=float(_met(memory, found, targets, options).mean()),
        overlap=float(np.multiply(found.states, targets, dtype=np.int8).mean()),
    )


def _met(memory: Memory, found: Recall, targets: _arrays.Spins, options: dict[str, object]) -> _arrays.Bools:
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
    given = _checks.messages(messages)
    counts = _arrays.integers(flips, "flips", 1, low=0)
    generator = random_generator(rng)

    def at(count: int) -> Recovery:
        options = {"order": order, "max_sweeps": max_sweeps, "rng": generator, "workers": workers}
        return recovery(memory, given, count=count, update=update, **options)  # type: ignore[arg-type]

    found = [at(int(count)) for count in counts]
    return Basin(
        flips=counts,
        overlap_before=1.0 - 2.0 * counts / given.shape[1],
        overlap_after=np.array([trial.overlap for trial in found]),
        recovered=np.array([trial.recovered for trial in found]),
    )


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
) -> int:
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
        Largest load M/N that is tried, which is returned if the rule stores as much.
    update, max_sweeps : optional
        How to update, as in :meth:`Network.recall`.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness.
    workers : int, optional
        Number of threads of recall, on which the result does not depend; by default all processors.

    Returns
    -------
    int
        Number of messages M; 0 if not even one is stored.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or the rule cannot write.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hebb = hopfield.capacity(hopfield.Hebbian(), 64, rng=1)
    >>> 0 < hebb < hopfield.capacity(hopfield.PseudoInverse(), 64, rng=1)
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
    generator = random_generator(rng)

    def trial(messages: int) -> float:
        x = random_messages(messages, number, rng=generator)
        memory = rule.write(x)
        options = {"update": update, "max_sweeps": max_sweeps, "rng": generator, "workers": workers}
        damage = dict(zip(("fraction", "count", "probability"), noise, strict=True))
        return recovery(memory, x, **damage, **options).recovered  # type: ignore[arg-type]

    def stores(messages: int) -> bool:
        return sum(trial(messages) for _ in range(sets)) / sets >= wanted

    return _largest(stores, int(load * number))


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


def _curve(x: ArrayLike, y: ArrayLike, names: tuple[str, str]) -> tuple[Floats, Floats]:
    a, b = _arrays.floats(x, names[0], 1), _arrays.floats(y, names[1], 1)
    _arrays.same_length(names[1], len(b), len(a))
    for name, given in zip(names, (a, b), strict=True):
        if np.isnan(given).any():
            raise SynaptomeError(f"{name} must be numbers, got {_arrays.first(given, np.isnan(given))}")
    return a, b


def largest_load(loads: ArrayLike, stored: ArrayLike, *, fraction: float = 0.99) -> float:
    """Largest load at which a measured curve is at or above a fraction; 0 if it never is.

    Parameters
    ----------
    loads, stored : array_like
        Loads M/N and the fractions of messages stored there, (P,).
    fraction : float, optional
        Fraction to reach.

    Returns
    -------
    float
        The load.

    Raises
    ------
    SynaptomeError
        If the arrays differ in length or hold NaN.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.largest_load([0.1, 0.2, 0.3], [1.0, 0.995, 0.7])
    0.2
    """
    a, b = _curve(loads, stored, ("loads", "stored"))
    return float(a[b >= _arrays.number(fraction, "fraction")].max(initial=0.0))


def noise_at_half_recovery(rates: ArrayLike, recovered: ArrayLike) -> float:
    """Flip rate at which a measured curve of recovery first falls below one half.

    Parameters
    ----------
    rates, recovered : array_like
        Flip rates in rising order, and the fractions recovered there, (P,).

    Returns
    -------
    float
        The rate, linear between the points: 0 if the first point is below one half, and the last rate if
        no point is.

    Raises
    ------
    SynaptomeError
        If there are no points, the arrays differ in length or hold NaN, or the rates do not rise.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.noise_at_half_recovery([0.0, 0.25, 0.5], [1.0, 0.75, 0.25])
    0.375
    """
    a, b = _curve(rates, recovered, ("rates", "recovered"))
    if not a.size or (np.diff(a) <= 0).any():
        raise SynaptomeError(f"rates must rise, got {a}")
    below = np.flatnonzero(b < 0.5)
    if not below.size:
        return float(a[-1])
    if below[0] == 0:
        return 0.0
    before, after = below[0] - 1, below[0]
    share = (b[before] - 0.5) / (b[before] - b[after])
    return float(a[before] + share * (a[after] - a[before]))


def fixed_fraction(network: Network, messages: ArrayLike) -> float:
    """Fraction of the messages that are fixed points.

    With a free diagonal this says little, as W = I holds every state: report :func:`recovery` from one
    flipped unit with it.

    Parameters
    ----------
    network : Network
        The network.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.

    Returns
    -------
    float
        The fraction.

    Raises
    ------
    SynaptomeError
        If the messages are not of the network.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> hopfield.fixed_fraction(hopfield.Hebbian().write(x), x)
    1.0
    """
    return float(_options.instance(network, "network", Network).is_fixed_point(_checks.messages(messages)).mean())


def strict_minimum_fraction(network: Network, messages: ArrayLike) -> float:
    """Fraction of the messages that are strict minima.

    Parameters
    ----------
    network : Network
        The network.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.

    Returns
    -------
    float
        The fraction for which :meth:`Network.is_strict_minimum` holds.

    Raises
    ------
    SynaptomeError
        If the messages are not of the network.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> hopfield.strict_minimum_fraction(hopfield.Hebbian().write(x), x)
    1.0
    """
    return float(_options.instance(network, "network", Network).is_strict_minimum(_checks.messages(messages)).mean())
