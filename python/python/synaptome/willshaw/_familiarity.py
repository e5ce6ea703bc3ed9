"""Familiarity of cues."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Bools, Integers
from .._rng import RNG
from ._cues import Cues, cues_of
from ._lists import UnitLists
from ._synapses import Synapses


class Familiarity(Synapses):
    """How familiar cues are to a memory."""

    __slots__ = ()

    def familiarity(
        self, cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], *, workers: int | None = None
    ) -> Integers:
        """Number of potentiated synapses within each cue (§2.6).

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units.
        workers : int, optional
            Number of threads; by default all processors.

        Returns
        -------
        ndarray of int64
            Numbers of synapses, (K,): for part of a stored pattern the square of the number of units.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8]])
        >>> memory.familiarity([[0, 4, 8], [0, 4, 9]])
        array([9, 4])
        """
        given = Cues(cues_of(cues).units)._core(self._code.units)
        return self._inner.familiarity(given, _arrays.workers(workers))

    def is_familiar(
        self, cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], *, workers: int | None = None
    ) -> Bools:
        """Whether an autoassociative memory takes each cue for a part of a stored pattern.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units.
        workers : int, optional
            Number of threads; by default all processors.

        Returns
        -------
        ndarray of bool
            Whether all synapses within the cue are potentiated, (K,).

        Raises
        ------
        SynaptomeError
            If a cue is not of the code.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8]])
        >>> memory.is_familiar([[0, 4, 8], [0, 4, 9]])
        array([ True, False])
        """
        given = cues_of(cues)
        return np.asarray(self.familiarity(given, workers=workers) >= given.units.lengths**2)

    def false_acceptance(self, count: int, *, rng: RNG = None, workers: int | None = None) -> float:
        """Fraction q₀₁ of random patterns of the code that the memory takes for stored ones.

        Parameters
        ----------
        count : int
            Number of random patterns.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; pattern k draws from stream k under its key.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        float
            The fraction.

        Raises
        ------
        SynaptomeError
            If the count is below one or too large.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=200, activity=3)).false_acceptance(100, rng=0)
        0.0
        """
        return float(self.is_familiar(self._code.draw(count, rng=rng), workers=workers).mean())
