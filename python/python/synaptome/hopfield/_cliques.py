"""Cliques of a graph, as states of its edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks


@dataclass(frozen=True)
class Cliques:
    """The cliques of k among v vertices, as states of all n = v (v - 1) / 2 pairs of vertices.

    A unit is a pair, which is +1 if there is an edge between its two vertices. The clique of a set of vertices has all
    edges within the set and no other. The pairs (i, j), i < j, are in the order (0, 1), (0, 2), (1, 2), (0, 3), …: that
    of (i, j) is j (j - 1) / 2 + i. The number C(v, k) of cliques grows as fast as 2^√(2 n) if k is half of v (Hillar &
    Tran 2018, Journal of Mathematical Neuroscience 8:1); :class:`CliqueNetwork` stores all of them.

    Parameters
    ----------
    vertices : int
        Number of vertices v of the graph, at least 2.
    size : int, optional
        Number of vertices k of a clique, from 2 to v; half of v, rounded down, by default.

    Raises
    ------
    SynaptomeError
        If a number is out of its range, or there are more pairs than a state can have.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> cliques = hopfield.Cliques(8)
    >>> cliques
    Cliques(vertices=8, size=4)
    >>> cliques.units, len(cliques.all())
    (28, 70)
    """

    vertices: int
    size: int | None = None

    def __post_init__(self) -> None:
        vertices = _arrays.integer(self.vertices, "vertices", low=2, high=2**31)
        half = vertices // 2
        if self.size is None and half < 2:
            raise SynaptomeError(f"vertices must be at least 4 for cliques of half of them, got {vertices}")
        size = half if self.size is None else _arrays.integer(self.size, "size", low=2, high=vertices)
        _arrays.entries("twice the pairs of vertices", vertices, vertices - 1)
        _checks.settle(self, vertices=vertices, size=size)

    def _core(self) -> _core.Cliques:
        return _core.Cliques(self.vertices, self.size or 0)

    @property
    def units(self) -> int:
        """Number of units n = v (v - 1) / 2.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Cliques(128).units
        8128
        """
        return self._core().units

    @property
    def log2_count(self) -> float:
        """Binary logarithm of the number of cliques, log₂ C(v, k).

        Examples
        --------
        >>> from synaptome import hopfield
        >>> round(hopfield.Cliques(128).log2_count, 2)
        124.17
        """
        return self._core().log2_count

    def states(self, vertices: ArrayLike) -> Spins:
        """The cliques of given vertices.

        Parameters
        ----------
        vertices : array_like of int
            Vertices, (..., k), counted from 0, in any order.

        Returns
        -------
        ndarray of int8
            States, (..., n), of ±1.

        Raises
        ------
        SynaptomeError
            If there are not k on the last axis, or they are not distinct vertices.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Cliques(4, 3).states([0, 1, 3])
        array([ 1, -1, -1,  1,  1, -1], dtype=int8)
        """
        given = _arrays.indices(vertices, "vertices", low=0)
        if not given.ndim or given.shape[-1] != self.size:
            raise SynaptomeError(f"vertices must have {self.size} entries on the last axis, got shape {given.shape}")
        if (given >= self.vertices).any():
            worst = _arrays.first(given, given >= self.vertices)
            raise SynaptomeError(f"vertices must be below {self.vertices}, got {worst}")
        leading = given.shape[:-1]
        shape = _arrays.sized((*leading, self.units), "the states")
        rows = given.reshape(int(np.prod(leading)), given.shape[-1])
        return self._core().states(rows.astype(np.uint64)).reshape(shape)

    def draw(self, count: int, *, rng: RNG = None) -> Spins:
        """Independent random cliques, of which several may be equal.

        Parameters
        ----------
        count : int
            How many.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; clique m draws from stream m under its key.

        Returns
        -------
        ndarray of int8
            States, (count, n), of ±1.

        Raises
        ------
        SynaptomeError
            If there would be too many for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> (hopfield.Cliques(8).draw(3, rng=1) > 0).sum(axis=1)
        array([6, 6, 6])
        """
        number = _arrays.integer(count, "count")
        _arrays.sized((number, self.units), "the cliques")
        return self._core().draw(number, key(rng))

    def all(self) -> Spins:
        """All C(v, k) cliques, in the lexicographic order of their vertices.

        Returns
        -------
        ndarray of int8
            States, (C(v, k), n), of ±1.

        Raises
        ------
        SynaptomeError
            If there are too many for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Cliques(4, 3).all().shape
        (4, 6)
        """
        if self.log2_count + np.log2(self.units) > np.log2(_arrays.MOST_RESULTS):
            raise SynaptomeError(f"all 2^{self.log2_count:.1f} cliques of {self.units} units are too many: draw some")
        return self._core().all()

    def vertices_of(self, states: ArrayLike) -> Integers:
        """The vertices of cliques.

        Parameters
        ----------
        states : array_like
            States, (..., n), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of int64
            Vertices, (..., k), rising; -1 in all places where a state is no clique of k vertices.

        Raises
        ------
        SynaptomeError
            If the states are not of n units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> cliques = hopfield.Cliques(4, 3)
        >>> cliques.vertices_of([cliques.states([3, 0, 1]), [1, 1, 1, 1, 1, 1]])
        array([[ 0,  1,  3],
               [-1, -1, -1]])
        """
        given = _checks.states(states, "states", self.units)
        return self._core().vertices_of(_checks.rows(given)).reshape(*given.shape[:-1], self.size or 0)
