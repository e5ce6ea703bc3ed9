"""Block codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from ._cues import Cues
from ._drawn import Drawn
from ._lists import MOST_UNITS, UnitLists, is_one_list, unit_lists


@dataclass(frozen=True, kw_only=True)
class BlockCode(Drawn):
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
            object.__setattr__(self, name, _arrays.integer(getattr(self, name), name, high=MOST_UNITS))
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
        given = _arrays.indices(symbols, "symbols", (1, 2))
        if given.shape[-1] != self.blocks:
            raise SynaptomeError(f"symbols must have {self.blocks} entries on the last axis, got {given.shape}")
        wrong = (given < low) | (given >= self.size)
        if wrong.any():
            raise SynaptomeError(f"symbols must lie in [{low}, {self.size - 1}], got {_arrays.first(given, wrong)}")
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
            raise SynaptomeError(f"patterns must be unit numbers below {self.units}, got {_arrays.first(units, wrong)}")
        _arrays.entries("the messages", len(lists), self.blocks)
        rows = np.repeat(np.arange(len(lists)), lists.lengths)
        symbols = np.full((len(lists), self.blocks), -1, np.int64)
        symbols[rows, units // self.size] = units % self.size
        counts = np.zeros(symbols.shape, np.int64)
        np.add.at(counts, (rows, units // self.size), 1)
        symbols[counts != 1] = -1
        return symbols[0] if is_one_list(patterns) else symbols
