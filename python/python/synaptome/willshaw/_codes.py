"""Codes: which patterns a memory may store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._rng import RNG, key
from ._cues import Cues
from ._lists import UnitLists, unit_lists

_MOST = 2**32 - 1


def _numbers(x: ArrayLike, name: str, activity: int, units: int) -> NDArray[np.uint32]:
    given = np.atleast_2d(_arrays.integers(x, name, (1, 2)))
    if given.shape[1] != activity:
        raise SynaptomeError(f"{name} must have {activity} units on the last axis, got shape {given.shape}")
    wrong = (given < 0) | (given >= units)
    if wrong.any():
        raise SynaptomeError(f"{name} must be unit numbers below {units}, got {_arrays.first(given, wrong)}")
    return given.astype(np.uint32)


class _Drawn:
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
        synaptome.SynaptomeError: unit 2 is the second one in block 0
        """
        _core.check_patterns(self._sizes, self._patterns(patterns, "patterns"))

    def _patterns(self, x: ArrayLike, name: str) -> NDArray[np.uint32]:
        units, activity = self._shape
        return _numbers(x, name, activity, units)


@dataclass(frozen=True, kw_only=True)
class BlockCode(_Drawn):
    """Block code: n = k N units in k blocks of N, exactly one active in each (Knoblauch & Palm 2020, §2.7).

    Block b holds the units b N … (b + 1) N - 1.

    Parameters
    ----------
    blocks : int
        Number of blocks k.
    size : int
        Number of units N of a block, at least two.

    Raises
    ------
    SynaptomeError
        If there is no block, a block has fewer than two units, or there are 2³² units or more.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=3, size=26)
    >>> code.from_symbols([[2, 0, 19]])
    array([[ 2, 26, 71]])
    """

    blocks: int
    size: int

    def __post_init__(self) -> None:
        for name in "blocks", "size":
            object.__setattr__(self, name, _arrays.integer(getattr(self, name), name, high=_MOST))
        _core.information_bits(self._sizes)

    @property
    def _sizes(self) -> tuple[bool, int, int]:
        return True, self.blocks, self.size

    @property
    def _shape(self) -> tuple[int, int]:
        return self.units, self.activity

    @property
    def units(self) -> int:
        """Number of units n = k N.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=16, size=256).units
        4096
        """
        return self.blocks * self.size

    @property
    def activity(self) -> int:
        """Number of active units k of every pattern, one of each block.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=16, size=256).activity
        16
        """
        return self.blocks

    def from_symbols(self, symbols: ArrayLike) -> Integers:
        """Patterns of messages of k symbols: the symbol of block b is its place there.

        Parameters
        ----------
        symbols : array_like of int
            Symbols below N, (M, k) or (k,).

        Returns
        -------
        ndarray of int64
            Unit numbers, of the same shape.

        Raises
        ------
        SynaptomeError
            If there is another number of symbols, or a symbol is out of range.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=3, size=26).from_symbols([2, 0, 19])
        array([ 2, 26, 71])
        """
        return self._symbols(symbols, 0) + np.arange(self.blocks) * self.size

    def cues_from_symbols(self, symbols: ArrayLike, *, false_units: ArrayLike = 0) -> Cues:
        """Cues of messages that are known in part.

        Parameters
        ----------
        symbols : array_like of int
            Symbols below N, (K, k) or (k,); -1 for a symbol that isn't known.
        false_units : array_like of int, optional
            Number of known symbols of each message that are wrong, it isn't known where, (K,) or one.

        Returns
        -------
        Cues
            One cue of each message.

        Raises
        ------
        SynaptomeError
            If a symbol is out of range, or none of a message is known.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockCode(blocks=3, size=26).cues_from_symbols([[2, -1, 19]]).units[0]
        array([ 2, 71])
        """
        given = np.atleast_2d(self._symbols(symbols, -1))
        known = given >= 0
        units = (given + np.arange(self.blocks) * self.size)[known]
        ends = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
        return Cues(UnitLists(units, ends), false_units)

    def _symbols(self, symbols: ArrayLike, low: int) -> Integers:
        given = _arrays.integers(symbols, "symbols", (1, 2))
        if given.shape[-1] != self.blocks:
            raise SynaptomeError(f"symbols must have {self.blocks} entries on the last axis, got {given.shape}")
        wrong = (given < low) | (given >= self.size)
        if wrong.any():
            raise SynaptomeError(
                f"symbols must lie in [{low}, {self.size - 1}], got {_arrays.first(given, wrong)}"
            )
        return given

    def to_symbols(self, patterns: UnitLists | ArrayLike) -> Integers:
        """Messages of patterns, or what outputs of a retrieval say of each symbol.

        Parameters
        ----------
        patterns : UnitLists or array_like of int
            Unit numbers, (M, k) or (k,), or lists of units.

        Returns
        -------
        ndarray of int64
            Symbols, (M, k) or (k,); -1 where a block has no unit, or several.

        Raises
        ------
        SynaptomeError
            If a unit is out of range.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> code = willshaw.BlockCode(blocks=3, size=4)
        >>> code.to_symbols([1, 4, 8]), code.to_symbols(willshaw.UnitLists([1, 4, 6], [0, 3]))
        (array([1, 0, 0]), array([[ 1, -1, -1]]))
        """
        lists = unit_lists(patterns, "patterns")
        units = lists.indices
        if (units >= self.units).any():
            wrong = units >= self.units
            raise SynaptomeError(
                f"patterns must be unit numbers below {self.units}, got {_arrays.first(units, wrong)}"
            )
        _arrays.entries("the messages", len(lists), self.blocks)
        rows = np.repeat(np.arange(len(lists)), lists.lengths)
        symbols = np.full((len(lists), self.blocks), -1, np.int64)
        symbols[rows, units // self.size] = units % self.size
        counts = np.zeros(symbols.shape, np.int64)
        np.add.at(counts, (rows, units // self.size), 1)
        symbols[counts != 1] = -1
        return symbols[0] if not isinstance(patterns, UnitLists) and np.ndim(patterns) == 1 else symbols


@dataclass(frozen=True, kw_only=True)
class RandomCode(_Drawn):
    """Random code: all sets of k among n units (Knoblauch & Palm 2020, §2.7).

    Parameters
    ----------
    units : int
        Number of units n.
    activity : int
        Number of active units k of every pattern.

    Raises
    ------
    SynaptomeError
        If there is no active unit, or more of them than units, or there are 2³² units or more.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> round(willshaw.RandomCode(units=4, activity=2).information_bits, 6)
    2.584963
    """

    units: int
    activity: int

    def __post_init__(self) -> None:
        for name in "units", "activity":
            object.__setattr__(self, name, _arrays.integer(getattr(self, name), name, high=_MOST))
        _core.information_bits(self._sizes)

    @property
    def _sizes(self) -> tuple[bool, int, int]:
        return False, self.units, self.activity

    @property
    def _shape(self) -> tuple[int, int]:
        return self.units, self.activity


#: Any code.
Code: TypeAlias = BlockCode | RandomCode


def required(code: object) -> Code:
    """A code, or an error that says what it should be."""
    if not isinstance(code, BlockCode | RandomCode):
        raise SynaptomeError(f"code must be a BlockCode or a RandomCode, got {code!r}")
    return code
