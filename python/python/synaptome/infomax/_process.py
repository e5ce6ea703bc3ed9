"""Branching processes, what is seen of them, and the crackling relation of critical ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers, Real
from .._core import SynaptomeError
from .._core import infomax as _native
from .._rng import RNG, key
from ._avalanches import Avalanches, Crackling, Range, _range

#: Largest number of active units: a Poisson number of a larger mean is not exact.
_MOST_ACTIVE = 2**53
#: Largest numbers of avalanches, of units of a tree, and of replicates.
_MOST_AVALANCHES, _MOST_UNITS, _MOST_REPLICATES = 2**28, 2**40, 2**20


def _between(x: float, name: str, low: float, high: float) -> float:
    value = _arrays.number(x, name)
    if not low <= value <= high:
        raise SynaptomeError(f"{name} must lie in [{low}, {high}], got {value}")
    return value


@dataclass(frozen=True, kw_only=True)
class BranchingProcess:
    """A driven branching process, whose branching ratio is known: A_{t+1} follows a Poisson law of mean m A_t + h.

    Each active unit activates a Poisson number of units with mean m in the next step, and a Poisson number with mean h
    become active on their own. The mean activity is h/(1 - m), and the correlation at lag k is m^k. It tests estimators
    as :func:`branching_ratio`.

    Parameters
    ----------
    ratio : float
        Branching ratio m, from 0 up to but not including 1.
    drive : float
        Mean number h of units that become active on their own in a step, from 0 to 10⁹.

    Raises
    ------
    SynaptomeError
        If a number is out of its range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> process = infomax.BranchingProcess(ratio=0.9, drive=2.0)
    >>> seen = infomax.thinned(process.draw(30_000, rng=1), 0.1, rng=2)
    >>> found = infomax.branching_ratio(seen, lags=range(1, 41))
    >>> bool(abs(found.ratio - 0.9) < 0.05), bool(abs(found.naive - 0.9 * process.amplitude(0.1)) < 0.05)
    (True, True)
    """

    ratio: float = 0.98
    drive: float = 2.0

    def __post_init__(self) -> None:
        ratio = _between(self.ratio, "ratio", 0.0, float(1.0 - np.finfo(float).eps))
        object.__setattr__(self, "ratio", ratio)
        object.__setattr__(self, "drive", _between(self.drive, "drive", 0.0, 1e9))

    def draw(self, size: int | Sequence[int], *, rng: RNG = None) -> Integers:
        """Number of active units at each step.

        The first step follows the mean activity, from which the process needs some 1/(1 - m) steps to become
        stationary.

        Parameters
        ----------
        size : int or sequence of int
            Number of steps T, or a shape (..., T) of independent trials.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; trial k draws from stream k under its key.

        Returns
        -------
        ndarray of int64
            Activities, of this shape.

        Raises
        ------
        SynaptomeError
            If there would be too many for memory.

        Examples
        --------
        >>> from synaptome import infomax
        >>> infomax.BranchingProcess().draw((3, 100), rng=1).shape
        (3, 100)
        """
        shape = _arrays.sample_shape(size)
        if not shape:
            raise SynaptomeError("size must have the number of steps on its last axis, got ()")
        trials = _arrays.sized((int(np.prod(shape[:-1])), shape[-1]), "the sample")
        return _native.branching_process(self.ratio, self.drive, (trials[0], trials[1]), key(rng)).reshape(shape)

    def amplitude(self, seen: ArrayLike) -> Real:
        """The factor b of the correlations b m^k, k ≥ 1, if each active unit is seen with a probability α.

        b = α/(α + (1 - α)(1 - m²)), that of Wilting & Priesemann (2018, Nature Communications 9, 2325) for this
        process.

        Parameters
        ----------
        seen : array_like
            Probabilities α, in [0, 1].

        Returns
        -------
        float64 or ndarray
            b, of the same shape.

        Raises
        ------
        SynaptomeError
            If a probability lies outside of [0, 1].

        Examples
        --------
        >>> from synaptome import infomax
        >>> round(float(infomax.BranchingProcess(ratio=0.9).amplitude(0.1)), 4)
        0.369
        """
        alpha = _arrays.finite(seen, "seen")
        wrong = (alpha < 0.0) | (alpha > 1.0)
        if wrong.any():
            raise SynaptomeError(f"seen must lie in [0, 1], got {_arrays.first(alpha, wrong)}")
        return (alpha / (alpha + (1.0 - alpha) * (1.0 - self.ratio * self.ratio)))[()]


def thinned(activity: ArrayLike, seen: float, *, rng: RNG = None) -> Integers:
    """What is seen of an activity if each spike is seen with the same probability, independently of all others.

    Electrodes on some of the neurons see all spikes of these and none of the others; for many neurons that fire
    alike it comes to the same.

    Parameters
    ----------
    activity : array_like of int
        Spikes at each step, (..., T).
    seen : float
        Probability that a spike is seen, in [0, 1].
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; trial k draws from stream k under its key.

    Returns
    -------
    ndarray of int64
        Spikes seen at each step, (..., T).

    Raises
    ------
    SynaptomeError
        If the activity is negative or above 2⁵³, or the probability lies outside of [0, 1].

    Examples
    --------
    >>> from synaptome import infomax
    >>> seen = infomax.thinned([1000, 0, 1000], 0.1, rng=1)
    >>> bool(50 < seen[0] < 150), int(seen[1])
    (True, 0)
    """
    given = _arrays.integers(activity, "activity", low=0)
    wrong = given > _MOST_ACTIVE
    if wrong.any():
        raise SynaptomeError(f"activity must be at most {_MOST_ACTIVE}, got {_arrays.first(given, wrong)}")
    if not given.ndim:
        raise SynaptomeError("activity must have its steps on the last axis, got a single value")
    share = _between(seen, "seen", 0.0, 1.0)
    rows = given.reshape(int(np.prod(given.shape[:-1])), given.shape[-1])
    return _native.thinned(rows, share, key(rng)).reshape(given.shape)


@dataclass(frozen=True, kw_only=True)
class CriticalNull:
    """The crackling relation of critical branching processes: what a deviation is judged against.

    The deviation of :func:`crackling` is not 0 at criticality, because power laws hold for large avalanches only,
    and because what is seen of an avalanche falls into pieces. Compare the deviation of a recording with those of
    critical processes that have as many avalanches, of which the same fraction is seen, fitted in the same ranges:
    trees in which each unit activates a Poisson number of units with mean 1, each unit seen with the same
    probability.

    Parameters
    ----------
    avalanches : int
        Number of avalanches that are seen in a replicate.
    seen : float
        Probability with which a unit is seen, in [10⁻⁴, 1].
    largest : int
        A tree ends when this many units have been active; its last piece does not count.
    replicates : int
        Number of replicates.

    Raises
    ------
    SynaptomeError
        If a number is out of its range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> null = infomax.CriticalNull(avalanches=20_000, replicates=4)
    >>> found = null.run(sizes=(10, 1000), durations=(5, 50), rng=1)
    >>> all(abs(critical.tau - 1.5) < 0.1 and critical.deviation > 0.02 for critical in found)
    True
    """

    avalanches: int = 100_000
    seen: float = 1.0
    largest: int = 1_000_000
    replicates: int = 20

    def __post_init__(self) -> None:
        most = {"avalanches": _MOST_AVALANCHES, "largest": _MOST_UNITS, "replicates": _MOST_REPLICATES}
        for name, high in most.items():
            object.__setattr__(self, name, _arrays.integer(getattr(self, name), name, low=1, high=high))
        object.__setattr__(self, "seen", _between(self.seen, "seen", 1e-4, 1.0))

    def _parts(self) -> tuple[int, float, int]:
        return self.avalanches, self.seen, self.largest

    def draw(self, *, rng: RNG = None) -> Avalanches:
        """The avalanches of one replicate.

        Parameters
        ----------
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness: stream 0 under its key, as the first replicate of :meth:`run`.

        Returns
        -------
        Avalanches
            The avalanches that are seen.

        Examples
        --------
        >>> from synaptome import infomax
        >>> infomax.CriticalNull(avalanches=100).draw(rng=1).sizes.size
        100
        """
        starts, sizes, durations, cut, bins = _native.critical_avalanches(self._parts(), key(rng))
        return Avalanches(sizes, durations, starts, cut, bins)

    def run(
        self,
        *,
        sizes: Range = (1, None),
        durations: Range = (1, None),
        rng: RNG = None,
        workers: int | None = None,
    ) -> tuple[Crackling, ...]:
        """The relation in each replicate.

        Parameters
        ----------
        sizes, durations : (int, int or None)
            Ranges in which power laws are fitted, as in :func:`crackling`.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; replicate k draws from stream k under its key.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        tuple of Crackling
            One relation for each replicate.

        Raises
        ------
        SynaptomeError
            If a power law has no fit in a replicate, or fewer than three durations occur in their range.

        Examples
        --------
        >>> from synaptome import infomax
        >>> len(infomax.CriticalNull(avalanches=2000, replicates=2).run(rng=1))
        2
        """
        ranges = _range(sizes, "sizes"), _range(durations, "durations")
        parts = self._parts(), self.replicates, *ranges, key(rng), _arrays.workers(workers)
        return tuple(Crackling(*relation) for relation in _native.critical_relations(*parts))
