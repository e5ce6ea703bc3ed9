"""Counts of wrong units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._results import result
from ._lists import UnitLists, numbers_of_units, unit_lists


@result
class Tally(NamedTuple):
    """Counts of wrong units over many outputs.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.tally([[1, 5, 9]], [[1, 5, 6]]).noise
    0.6666666666666666
    """

    #: Outputs counted.
    patterns: int
    #: Active units of their patterns.
    active: int
    #: Units of the patterns that did not come back.
    missing: int
    #: Units that came back and are not of the pattern.
    spurious: int

    @property
    def noise(self) -> float:
        """Output noise ε, wrong units for each active unit of the patterns (2.4).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Tally(patterns=1, active=4, missing=1, spurious=1).noise
        0.5
        """
        return (self.missing + self.spurious) / self.active if self.active else float("nan")

    def rates(self, units: int) -> tuple[float, float]:
        """Error rates p₀₁ and p₁₀ for patterns among n units.

        Parameters
        ----------
        units : int
            Number of units n.

        Returns
        -------
        spurious, missing : float
            Probabilities.

        Raises
        ------
        SynaptomeError
            If nothing was counted, or n is less than what came back.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Tally(patterns=1, active=4, missing=1, spurious=2).rates(8)
        (0.5, 0.25)
        """
        silent = self.patterns * _arrays.integer(units, "units") - self.active
        if not self.active or silent < self.spurious:
            raise SynaptomeError(f"units must be above what {self} counted, got {units}")
        return self.spurious / silent if self.spurious else 0.0, self.missing / self.active


def tally(patterns: ArrayLike, outputs: UnitLists | ArrayLike) -> Tally:
    """Compare outputs with the patterns that they should be.

    Parameters
    ----------
    patterns : array_like of int
        Patterns, (K, k).
    outputs : UnitLists or array_like of int
        Units of each output.

    Returns
    -------
    Tally
        Counts of wrong units.

    Raises
    ------
    SynaptomeError
        If there are not as many outputs as patterns, or one names a unit twice.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.tally([[1, 5, 9]], [[1, 5, 6]])
    Tally(patterns=1, active=3, missing=1, spurious=1)
    """
    return counted(patterns, outputs, ("patterns", "outputs"))


def counted(patterns: ArrayLike, outputs: UnitLists | ArrayLike, names: tuple[str, str]) -> Tally:
    """The same with the names of the two arguments."""
    rows = np.atleast_2d(numbers_of_units(patterns, names[0], (1, 2)))
    lists = unit_lists(outputs, names[1])
    _arrays.same_length(names[1], len(lists), len(rows))
    most = int(max(rows.max(initial=0), lists.indices.max(initial=0))) + 1
    of_patterns = (np.arange(len(rows))[:, None] * most + rows).ravel()
    of_outputs = np.repeat(np.arange(len(rows)), lists.lengths) * most + lists.indices
    for name, units in zip(names, (of_patterns, of_outputs), strict=True):
        ascending = np.sort(units)
        twice = ascending[1:][ascending[1:] == ascending[:-1]]
        if twice.size:
            raise SynaptomeError(f"{name}[{twice[0] // most}] names unit {twice[0] % most} twice")
    found = int(np.isin(of_outputs, of_patterns).sum())
    return Tally(len(rows), of_patterns.size, of_patterns.size - found, of_outputs.size - found)
