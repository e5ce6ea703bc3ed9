"""Synapses of a memory, and how they learn."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Bools
from .._core import SynaptomeError
from .._core import willshaw as _core
from ._codes import Code

Association: TypeAlias = Literal["auto", "hetero"]


class Synapses:
    """Synapses of a code, which learn."""

    __slots__ = ("_association", "_code", "_implicit", "_inner")
    _association: Association
    _code: Code
    _implicit: tuple[Any, ...] | None
    _inner: _core.Memory

    def _set(self, code: Code, association: Association, inner: _core.Memory, implicit: Any) -> None:
        self._code, self._association, self._inner, self._implicit = code, association, inner, implicit

    @property
    def code(self) -> Code:
        """The code of the patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=9, activity=2)).code
        RandomCode(units=9, activity=2)
        """
        return self._code

    @property
    def association(self) -> Association:
        """ "auto" or "hetero".

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=9, activity=2)).association
        'auto'
        """
        return self._association

    @property
    def matrix_load(self) -> float:
        """Fraction p₁ of the synapses that are potentiated; NaN for synapses from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=2))
        >>> memory.store([[0, 2]])
        >>> memory.matrix_load
        0.25
        """
        load = self._inner.statistics()[0]
        return float("nan") if load is None else load

    @property
    def nbytes(self) -> int:
        """Bytes that the synapses take, or their keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.BlockCode(blocks=16, size=256)).nbytes
        2097216
        """
        return self._inner.statistics()[1]

    @property
    def matrix(self) -> Bools:
        """Synapses w_ij from unit i to unit j, (n, n), a copy: a byte for each.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.RandomCode(units=3, activity=2))
        >>> memory.store([[0, 2]])
        >>> memory.matrix.astype(int)
        array([[1, 0, 1],
               [0, 0, 0],
               [1, 0, 1]])
        """
        _arrays.entries("the matrix", self._code.units, self._code.units)
        return self._inner.matrix()

    def store(self, patterns: ArrayLike) -> None:
        """Store patterns autoassociatively.

        Recall that is under way in another thread sees the memory as it was. An interrupt leaves the first of
        the patterns stored.

        Parameters
        ----------
        patterns : array_like of int
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If a row is no pattern of the code, or the memory is heteroassociative or recomputed from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4))
        >>> memory.store([[1, 6]])
        >>> memory.recall([[1]]).content[0]
        array([1, 6])
        """
        self._can_learn("auto", "store")
        self._inner.store(self._code._patterns(patterns, "patterns"))

    def store_pairs(self, addresses: ArrayLike, contents: ArrayLike) -> None:
        """Store pairs: the content in the same row with each address.

        Parameters
        ----------
        addresses, contents : array_like of int
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If a row is no pattern of the code, the numbers of rows differ, or the memory is
            autoassociative or recomputed from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4), association="hetero")
        >>> memory.store_pairs([[1, 6]], [[0, 4]])
        >>> memory.recall([[1]]).content[0]
        array([0, 4])
        """
        self._can_learn("hetero", "store_pairs")
        u, v = self._code._patterns(addresses, "addresses"), self._code._patterns(contents, "contents")
        _arrays.same_length("contents", len(v), len(u))
        self._inner.store(u, v)

    def _can_learn(self, association: Association, method: str) -> None:
        if self._implicit is not None:
            raise SynaptomeError("synapses that are recomputed from keys cannot store further patterns")
        if self._association != association:
            found = f"but this memory is {self._association!r}"
            raise SynaptomeError(f"{method} needs {association!r} association, {found}")
