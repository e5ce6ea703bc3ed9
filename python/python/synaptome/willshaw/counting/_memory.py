"""Memories that count pairs of units."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ... import _arrays, _options
from ..._arrays import Integers
from ..._core import SynaptomeError
from ..._core import willshaw as _core
from .._codes import Code, required
from .._synapses import Association
from ._counts import Counts
from ._rule import CountingRule, PairCounts, evidence_of, numbers_of
from ._rules import NamedRule
from ._weights import Weights

#: Pairs of units that a rule of your own is asked about at a time.
_RUN = 2**20


class CountingMemory(Counts):
    """For each pair of units, in how many stored patterns both are active.

    A count is a number of 16 bits, so that a memory of n units takes 2n² bytes, and its weights 4n².

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    association : {"auto", "hetero"}, optional
        One population whose patterns are completed, or addresses that are mapped to contents.

    Raises
    ------
    SynaptomeError
        If there would be more than 2³² counts, or more than the system has memory for.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> from synaptome.willshaw import counting
    >>> memory = counting.CountingMemory(willshaw.RandomCode(units=6, activity=3))
    >>> memory.store([[0, 1, 2], [0, 3, 4]])
    >>> weights = memory.weights(counting.Bayes())
    >>> counting.KBest().recall([[1], [3, 4]], weights).content.to_padded()
    array([[0, 1, 2],
           [0, 3, 4]])
    """

    __slots__ = ()

    def __init__(self, code: Code, *, association: Association = "auto") -> None:
        sizes = required(code)._sizes
        _arrays.choice(association, "association", ("auto", "hetero"))
        _arrays.entries("the counts", code.units, code.units)
        self._set(code, association, _core.CountingMemory(sizes, association == "hetero"))

    @classmethod
    def _of(cls, code: Code, association: Association, inner: _core.CountingMemory) -> CountingMemory:
        memory = cls.__new__(cls)
        memory._set(code, association, inner)
        return memory

    def store(self, patterns: ArrayLike) -> None:
        """Store patterns autoassociatively.

        Weights that are made meanwhile in another thread are those of the memory as it was. An interrupt leaves
        the first of the patterns stored.

        Parameters
        ----------
        patterns : array_like of int
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If a row is no pattern of the code, a unit would be in more than 65,535 patterns, or the memory is
            heteroassociative; then nothing is stored.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.BlockCode(blocks=2, size=4))
        >>> memory.store([[1, 6]])
        >>> memory.stored
        1
        """
        self._needs("auto", "store")
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
            If a row is no pattern of the code, the numbers of rows differ, a unit would be in more than 65,535
            patterns, or the memory is autoassociative; then nothing is stored.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.BlockCode(blocks=2, size=4), association="hetero")
        >>> memory.store_pairs([[1, 6]], [[0, 4]])
        >>> counting.KBest().recall([[1]], memory.weights(counting.Covariance())).content[0]
        array([0, 4])
        """
        self._needs("hetero", "store_pairs")
        u, v = self._code._patterns(addresses, "addresses"), self._code._patterns(contents, "contents")
        _arrays.same_length("contents", len(v), len(u))
        self._inner.store(u, v)

    def _needs(self, association: Association, method: str) -> None:
        if self._association != association:
            found = f"but this memory is {self._association!r}"
            raise SynaptomeError(f"{method} needs {association!r} association, {found}")

    def weights(self, rule: CountingRule) -> Weights:
        """Weights that a rule makes of the counts.

        Parameters
        ----------
        rule : CountingRule
            :class:`Bayes`, :class:`Bcpnn`, :class:`Covariance`, :class:`ClippedHebb`, or a rule of your own.

        Returns
        -------
        Weights
            The weights and the fields of silence.

        Raises
        ------
        SynaptomeError
            If nothing is stored, a rule of your own gives NaN or arrays of another shape, or the weights would take
            more memory than the system has.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=3, activity=2))
        >>> memory.store([[0, 1], [0, 1], [1, 2]])
        >>> memory.weights(counting.Bcpnn()).matrix.round(2)
        array([[ 0. ,  0. , -4.2],
               [ 0. ,  0. ,  0. ],
               [-4.2,  0. ,  0. ]], dtype=float32)
        """
        _options.instance(rule, "rule", CountingRule)
        inner = self._inner.weights(rule._named) if isinstance(rule, NamedRule) else _weights_of(self, rule)
        return Weights._of(self._code, self._association, inner)

    def copy(self) -> CountingMemory:
        """An independent memory with the same counts, which are copied only when either learns.

        Returns
        -------
        CountingMemory
            The copy.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.BlockCode(blocks=2, size=4))
        >>> copy = memory.copy()
        >>> copy.store([[1, 6]])
        >>> memory.stored, copy.stored
        (0, 1)
        """
        return self._of(self._code, self._association, self._inner.copy())

    def __copy__(self) -> CountingMemory:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> CountingMemory:
        return self.copy()

    def __repr__(self) -> str:
        return f"<CountingMemory of {self._code!r}, {self._association}association, {self.stored} patterns>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CountingMemory):
            return NotImplemented
        same = (self._code, self._association) == (other._code, other._association)
        return same and self._inner.is_equal(other._inner)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._code, self._association, *self._inner.parts())


def _restored(
    code: Code, association: Association, patterns: int, addresses: Integers, contents: Integers, pairs: ArrayLike
) -> CountingMemory:
    uses = addresses.astype(np.uint32), contents.astype(np.uint32)
    counts = np.asarray(pairs, np.uint16)
    inner = _core.CountingMemory.from_parts(required(code)._sizes, association == "hetero", patterns, *uses, counts)
    return CountingMemory._of(code, association, inner)


def _weights_of(memory: CountingMemory, rule: CountingRule) -> _core.Weights:
    """Weights by a rule of your own, which is asked about some rows at a time."""
    code, is_auto = memory.code, memory.association == "auto"
    patterns, addresses, contents, pairs = memory._inner.parts()
    if not patterns:
        raise SynaptomeError("the counting memory must not be empty")
    units = code.units
    silence = numbers_of(rule.prior(contents, patterns), "prior", (units,)).copy()
    matrix = np.zeros((units, units), np.float32)
    rows = max(1, _RUN // units)
    for first in range(0, units, rows):
        part = np.arange(first, min(first + rows, units))
        counts = PairCounts(pairs[part].astype(np.int64), addresses[part, None], contents, patterns)
        active, silent = (array.copy() for array in evidence_of(rule, counts, (len(part), units)))
        if is_auto and not rule.has_autapses:
            active[np.arange(len(part)), part] = silent[np.arange(len(part)), part] = 0.0
        with np.errstate(all="ignore"):
            matrix[part] = numbers_of(active - silent, "active - silent", active.shape)
            silence += silent.sum(axis=0)
    # Certainties that contradict each other make a unit silent.
    silence[np.isnan(silence)] = -np.inf
    with np.errstate(all="ignore"):
        return _core.Weights(code._sizes, not is_auto, silence.astype(np.float32), matrix)
