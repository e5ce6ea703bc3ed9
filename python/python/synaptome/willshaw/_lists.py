"""Lists of units of different lengths, as compressed rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard, cast

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Bools, Integers
from .._core import SynaptomeError

#: No code has as many units.
MOST_UNITS = 2**32 - 1


class UnitLists:
    """Lists of unit numbers, one after the other, as the rows of SciPy's CSR matrices.

    It behaves as a sequence of arrays: ``lists[k]`` are the units of item k, ascending. Outputs of a
    retrieval have different lengths, so they come as such lists.

    Parameters
    ----------
    indices : array_like of int
        Unit numbers of all lists, (L,).
    indptr : array_like of int
        Where each list begins, and the end of the last one, (K + 1,).

    Raises
    ------
    SynaptomeError
        If `indptr` does not rise from 0 to the number of units, or a unit number is negative or too large.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> lists = willshaw.UnitLists([3, 9, 4], [0, 2, 3])
    >>> len(lists), lists[0], lists.lengths
    (2, array([3, 9]), array([2, 1]))
    """

    __slots__ = ("_indices", "_indptr")

    def __init__(self, indices: ArrayLike, indptr: ArrayLike) -> None:
        units = numbers_of_units(indices, "indices", (1,))
        ends = _arrays.integers(indptr, "indptr", 1)
        if not ends.size or ends[0] != 0 or ends[-1] != len(units) or (np.diff(ends) < 0).any():
            raise SynaptomeError(f"indptr must rise from 0 to the number of units, {len(units)}, got {ends}")
        self._set(units, ends)

    def _set(self, indices: Integers, indptr: Integers) -> None:
        for numbers in indices, indptr:
            numbers.setflags(write=False)
        self._indices, self._indptr = indices, indptr

    @classmethod
    def _of(cls, parts: tuple[Integers, Integers]) -> UnitLists:
        lists = cls.__new__(cls)
        lists._set(*parts)
        return lists

    @property
    def indices(self) -> Integers:
        """Unit numbers of all lists, (L,), read-only.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).indices
        array([3, 9, 4])
        """
        return self._indices

    @property
    def indptr(self) -> Integers:
        """Where each list begins, and the end of the last one, (K + 1,), read-only.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).indptr
        array([0, 2, 3])
        """
        return self._indptr

    @property
    def lengths(self) -> Integers:
        """Number of units of each list, (K,).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).lengths
        array([2, 1])
        """
        return np.diff(self._indptr)

    def equals(self, patterns: ArrayLike) -> Bools:
        """Whether each list is the pattern in the same row.

        Parameters
        ----------
        patterns : array_like of int
            Patterns, (K, k), or one pattern (k,) for all.

        Returns
        -------
        ndarray of bool
            Truth values, (K,).

        Raises
        ------
        SynaptomeError
            If there are not as many patterns as lists.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).equals([[3, 9], [4, 5]])
        array([ True, False])
        """
        given = self._rows(patterns)
        same: Bools = self.lengths == given.shape[1]
        fits = np.flatnonzero(same)
        places = self._indptr[fits, None] + np.arange(given.shape[1])
        same[fits] = (self._indices[places] == given[fits]).all(axis=1)
        return same

    def contains(self, patterns: ArrayLike) -> Bools:
        """Whether each list holds all units of the pattern in the same row.

        Parameters
        ----------
        patterns : array_like of int
            Patterns, (K, k), or one pattern (k,) for all.

        Returns
        -------
        ndarray of bool
            Truth values, (K,).

        Raises
        ------
        SynaptomeError
            If there are not as many patterns as lists.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).contains([[9], [5]])
        array([ True, False])
        """
        given = self._rows(patterns)
        return np.array([np.isin(row, units).all() for row, units in zip(given, self, strict=True)], np.bool_)

    def _rows(self, patterns: ArrayLike) -> Integers:
        given = _arrays.indices(patterns, "patterns", (1, 2))
        if given.ndim == 1:
            return np.broadcast_to(given, (len(self), len(given)))
        _arrays.same_length("patterns", len(given), len(self))
        return given

    def to_padded(self, fill: int = -1) -> Integers:
        """All lists as one array, short ones filled at the end.

        Parameters
        ----------
        fill : int, optional
            What stands behind the units of a short list.

        Returns
        -------
        ndarray of int64
            Units, (K, length of the longest list).

        Raises
        ------
        SynaptomeError
            If the array would be too large.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([3, 9, 4], [0, 2, 3]).to_padded()
        array([[ 3,  9],
               [ 4, -1]])
        """
        longest = int(self.lengths.max(initial=0))
        _arrays.entries("the array", len(self), longest)
        padded = np.full((len(self), longest), _arrays.integer(fill, "fill", low=-(2**63)), np.int64)
        padded[np.arange(longest) < self.lengths[:, None]] = self._indices
        return padded

    def to_dense(self, units: int) -> Bools:
        """All lists as truth values of every unit.

        Parameters
        ----------
        units : int
            Number of units n, above every unit number.

        Returns
        -------
        ndarray of bool
            Whether each unit is in each list, (K, n).

        Raises
        ------
        SynaptomeError
            If a unit number is not below `units`, or the array would be too large.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.UnitLists([1, 0], [0, 1, 2]).to_dense(3)
        array([[False,  True, False],
               [ True, False, False]])
        """
        number = _arrays.integer(units, "units")
        _arrays.entries("the array", len(self), number)
        if self._indices.max(initial=-1) >= number:
            raise SynaptomeError(f"units must be above all unit numbers, got {number} and {self._indices.max()}")
        dense = np.zeros((len(self), number), np.bool_)
        dense[np.repeat(np.arange(len(self)), self.lengths), self._indices] = True
        return dense

    def __len__(self) -> int:
        return len(self._indptr) - 1

    def __getitem__(self, item: int) -> Integers:
        place = _arrays.integer(item, "item", low=-len(self))
        if place >= len(self):
            raise IndexError(f"list {place} is out of range: there are {len(self)}")
        place %= len(self)
        return self._indices[self._indptr[place] : self._indptr[place + 1]]

    def __iter__(self) -> Iterator[Integers]:
        return (self[item] for item in range(len(self)))

    def __repr__(self) -> str:
        return f"<UnitLists of {len(self)} lists, {len(self._indices)} units>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UnitLists):
            return NotImplemented
        return np.array_equal(self._indptr, other._indptr) and np.array_equal(self._indices, other._indices)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[UnitLists], tuple[Integers, Integers]]:
        return UnitLists, (self._indices, self._indptr)


def unit_lists(x: UnitLists | ArrayLike | Sequence[ArrayLike], name: str) -> UnitLists:
    """Lists from an array (K, c), one list (c,), or a sequence of lists of different lengths."""
    if isinstance(x, UnitLists):
        return x
    if _has_rows(x):
        rows = [numbers_of_units(item, f"{name}[{k}]", (1,)) for k, item in enumerate(x)]
        ends = np.cumsum([0, *map(len, rows)])
        return UnitLists._of((np.concatenate(rows), ends.astype(np.int64)))
    given = np.atleast_2d(numbers_of_units(cast(ArrayLike, x), name, (1, 2)))
    ends = np.arange(len(given) + 1, dtype=np.int64) * given.shape[1]
    return UnitLists._of((given.ravel().copy(), ends))


def _has_rows(x: object) -> TypeGuard[Sequence[ArrayLike]]:
    return isinstance(x, list | tuple) and any(map(_is_row, x))


def _is_row(item: object) -> bool:
    return item.ndim == 1 if isinstance(item, np.ndarray) else isinstance(item, Sequence) and not isinstance(item, str)


def is_one_list(x: object) -> bool:
    """Whether it is the units of one list, (k,)."""
    return not isinstance(x, UnitLists) and not _has_rows(x) and np.ndim(cast(ArrayLike, x)) == 1


def numbers_of_units(x: ArrayLike, name: str, axes: tuple[int, ...]) -> Integers:
    """Unit numbers, of which there are fewer than 2³²."""
    given = _arrays.indices(x, name, axes, low=0)
    if (given >= MOST_UNITS).any():
        found = _arrays.first(given, given >= MOST_UNITS)
        raise SynaptomeError(f"{name} must be unit numbers below {MOST_UNITS}, got {found}")
    return given
