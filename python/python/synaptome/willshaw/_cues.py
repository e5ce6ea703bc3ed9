"""Cues: what is known of the patterns that are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from ._lists import UnitLists, unit_lists

if TYPE_CHECKING:
    pass


class Cues:
    """Cues: the units of each, and how many of them are false, it isn't known which.

    Parameters
    ----------
    units : UnitLists, array_like or sequence of array_like
        Unit numbers: lists, one array (K, c), one cue (c,), or a sequence of cues of different lengths.
    false_units : array_like of int, optional
        Number of false units of each cue, (K,), or one for all.

    Raises
    ------
    SynaptomeError
        If a cue has no unit, names one twice, or none of its units is true.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> cues = willshaw.Cues([[3, 17], [5]])
    >>> len(cues), cues.units[0], cues.false_units
    (2, array([ 3, 17]), array([0, 0]))
    """

    __slots__ = ("_false_units", "_units")
    _units: UnitLists
    _false_units: Integers

    def __init__(self, units: UnitLists | ArrayLike | Sequence[ArrayLike], false_units: ArrayLike = 0) -> None:
        self._set(*_checked(units, false_units, "units"))

    def _set(self, units: UnitLists, false_units: Integers) -> None:
        false_units.setflags(write=False)
        self._units, self._false_units = units, false_units

    @classmethod
    def _of(cls, parts: tuple[tuple[Integers, Integers], Integers]) -> Cues:
        cues = cls.__new__(cls)
        cues._set(UnitLists._of(parts[0]), parts[1])
        return cues

    @property
    def units(self) -> UnitLists:
        """Units of each cue, ascending.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Cues([[17, 3]]).units[0]
        array([ 3, 17])
        """
        return self._units

    @property
    def false_units(self) -> Integers:
        """Number of false units of each cue, (K,), read-only.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Cues([[3, 17], [4, 9]], false_units=1).false_units
        array([1, 1])
        """
        return self._false_units

    def _core(self, units: int) -> tuple[NDArray[np.uint32], list[int], list[int]]:
        numbers = self._units.indices
        wrong = numbers >= units
        if wrong.any():
            raise SynaptomeError(f"cues must be unit numbers below {units}, got {_arrays.first(numbers, wrong)}")
        return numbers.astype(np.uint32), self._units.indptr.tolist(), self._false_units.tolist()

    def __len__(self) -> int:
        return len(self._units)

    def __repr__(self) -> str:
        return f"<Cues: {len(self)} with {len(self._units.indices)} units>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cues):
            return NotImplemented
        return self._units == other._units and np.array_equal(self._false_units, other._false_units)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Cues], tuple[UnitLists, Integers]]:
        return Cues, (self._units, self._false_units)


def _checked(
    units: UnitLists | ArrayLike | Sequence[ArrayLike], false_units: ArrayLike, name: str
) -> tuple[UnitLists, Integers]:
    lists = unit_lists(units, name)
    lengths, cues = lists.lengths, np.repeat(np.arange(len(lists)), lists.lengths)
    if not lengths.all():
        raise SynaptomeError(f"cue {int(np.argmin(lengths))} must not be empty")
    ascending = lists.indices[np.lexsort((lists.indices, cues))]
    twice = (ascending[1:] == ascending[:-1]) & (cues[1:] == cues[:-1])
    if twice.any():
        place = int(np.argmax(twice))
        raise SynaptomeError(f"cue {cues[place]} names unit {ascending[place]} twice")
    wrong = _arrays.integers(false_units, "false_units", (0, 1), low=0)
    if wrong.ndim:
        _arrays.same_length("false_units", len(wrong), len(lists))
    numbers = np.array(np.broadcast_to(wrong, (len(lists),)))
    if (numbers >= lengths).any():
        k = int(np.argmax(numbers >= lengths))
        found = f"{numbers[k]} of {lengths[k]} in cue {k}"
        raise SynaptomeError(f"false_units must leave a true unit, got {found}")
    return UnitLists._of((ascending, lists.indptr)), numbers


def cues_of(x: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], false_units: ArrayLike | None = None) -> Cues:
    """Cues as they are, or of units."""
    if isinstance(x, Cues):
        return x if false_units is None else Cues(x.units, false_units)
    cues = Cues.__new__(Cues)
    cues._set(*_checked(x, 0 if false_units is None else false_units, "cues"))
    return cues
