"""Counts of active units and of pairs of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ... import _arrays
from ..._arrays import Floats, Integers
from ..._core import SynaptomeError
from ..._core import willshaw as _core
from .._codes import Code
from .._synapses import Association
from ._rule import PairCounts


class Counts:
    """What a memory has counted."""

    __slots__ = ("_association", "_code", "_inner")
    _association: Association
    _code: Code
    _inner: _core.CountingMemory

    def _set(self, code: Code, association: Association, inner: _core.CountingMemory) -> None:
        self._code, self._association, self._inner = code, association, inner

    @property
    def code(self) -> Code:
        """The code of the patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.CountingMemory(willshaw.RandomCode(units=9, activity=2)).code
        RandomCode(units=9, activity=2)
        """
        return self._code

    @property
    def association(self) -> Association:
        """ "auto" or "hetero".

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.CountingMemory(willshaw.RandomCode(units=9, activity=2)).association
        'auto'
        """
        return self._association

    @property
    def stored(self) -> int:
        """Number of stored patterns M.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.CountingMemory(willshaw.RandomCode(units=9, activity=2)).stored
        0
        """
        return self._inner.stored()

    @property
    def nbytes(self) -> int:
        """Bytes that the counts take.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.CountingMemory(willshaw.RandomCode(units=9, activity=2)).nbytes
        234
        """
        return 2 * self._code.units * (self._code.units + 4)

    @property
    def uses(self) -> tuple[Integers, Integers]:
        """In how many patterns each address unit and each content unit is active, both (n,).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=3, activity=2), association="hetero")
        >>> memory.store_pairs([[0, 1], [0, 2]], [[1, 2], [1, 2]])
        >>> memory.uses
        (array([2, 1, 1]), array([0, 2, 2]))
        """
        return self._inner.uses()

    @property
    def pairs(self) -> NDArray[np.uint16]:
        """In how many patterns each pair of an address unit and a content unit is active, (n, n), a copy.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=3, activity=2))
        >>> memory.store([[0, 1], [0, 1], [1, 2]])
        >>> memory.pairs
        array([[2, 2, 0],
               [2, 3, 1],
               [0, 1, 1]], dtype=uint16)
        """
        return self._inner.parts()[3]

    def counts(self, address: ArrayLike, content: ArrayLike) -> PairCounts:
        """In how many patterns pairs of units are active.

        Parameters
        ----------
        address, content : array_like of int
            Unit numbers; they broadcast.

        Returns
        -------
        PairCounts
            Numbers of patterns, of the broadcast shape, and that of all patterns.

        Raises
        ------
        SynaptomeError
            If a unit is out of range.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=3, activity=2))
        >>> memory.store([[0, 1], [0, 1], [1, 2]])
        >>> memory.counts(0, [1, 2])
        PairCounts(both=[2 0], address=[2 2], content=[3 1], patterns=3)
        """
        units = {"address": self._units(address, "address"), "content": self._units(content, "content")}
        shape = _arrays.shared_shape(**{name: given.shape for name, given in units.items()})
        i, j = (np.broadcast_to(given, shape).reshape(-1) for given in units.values())
        # Another thread may store meanwhile.
        inner = self._inner.copy()
        uses = inner.uses()
        both = inner.counts_of(i.astype(np.uint32), j.astype(np.uint32))
        of_both, of_i, of_j = (counts.reshape(shape)[()] for counts in (both, uses[0][i], uses[1][j]))
        return PairCounts(of_both, of_i, of_j, inner.stored())

    def _units(self, x: ArrayLike, name: str) -> Integers:
        given = _arrays.indices(x, name, low=0)
        if (wrong := given >= self._code.units).any():
            raise SynaptomeError(
                f"{name} must be unit numbers below {self._code.units}, got {_arrays.first(given, wrong)}"
            )
        return given

    def count_fractions(self) -> Floats:
        """Fractions of the pairs that have the count 0, 1, 2, …

        An autoassociative memory has no pair of a unit with itself. :meth:`~synaptome.willshaw.Structural.of_states`
        takes them.

        Returns
        -------
        ndarray of float64
            Fractions, (largest count + 1,).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=4, activity=2))
        >>> memory.store([[0, 1], [0, 1], [1, 2]])
        >>> memory.count_fractions().round(3)
        array([0.667, 0.167, 0.167])
        """
        return self._inner.count_fractions()
