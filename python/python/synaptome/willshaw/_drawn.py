"""What all codes do."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._rng import RNG, key


def _numbers(x: ArrayLike, name: str, activity: int, units: int) -> NDArray[np.uint32]:
    given = np.atleast_2d(_arrays.indices(x, name, (1, 2)))
    if given.shape[1] != activity:
        raise SynaptomeError(f"{name} must have {activity} units on the last axis, got shape {given.shape}")
    wrong = (given < 0) | (given >= units)
    if wrong.any():
        raise SynaptomeError(f"{name} must be unit numbers below {units}, got {_arrays.first(given, wrong)}")
    return given.astype(np.uint32)


class Drawn:
    """What all codes do."""

    @property
    def _sizes(self) -> tuple[bool, int, int]:
        raise NotImplementedError

    @property
    def _shape(self) -> tuple[int, int]:
        """Numbers of units and of active units."""
        raise NotImplementedError

    @property
    def information_bits(self) -> float:
        """Information of one pattern in bits.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=16, size=256).information_bits
        128.0
        """
        return _core.information_bits(self._sizes)

    def draw(self, count: int, *, rng: RNG = None) -> Integers:
        """Draw patterns, independent and uniform over the code.

        Parameters
        ----------
        count : int
            Number of patterns M.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; pattern k draws from stream k under its key.

        Returns
        -------
        ndarray of int64
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If the count is below one, or there would be too many units for memory.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.RandomCode(units=100, activity=3).draw(5, rng=0).shape
        (5, 3)
        """
        number = _arrays.integer(count, "count", low=1)
        _arrays.entries("the patterns", number, self._shape[1])
        return _core.draw(self._sizes, number, key(rng))

    def check(self, patterns: ArrayLike) -> None:
        """Refuse what is not a pattern of this code.

        Parameters
        ----------
        patterns : array_like of int
            Unit numbers, (M, k).

        Raises
        ------
        SynaptomeError
            If a row has another number of units, or they are out of range, do not ascend, or are not one
            of each block.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=2, size=4).check([[1, 2]])
        Traceback (most recent call last):
        ...
        synaptome.SynaptomeError: patterns[0]: unit 2 is the second one in block 0
        """
        _core.check_patterns(self._sizes, self._patterns(patterns, "patterns"))

    def _patterns(self, x: ArrayLike, name: str) -> NDArray[np.uint32]:
        units, activity = self._shape
        return _numbers(x, name, activity, units)
