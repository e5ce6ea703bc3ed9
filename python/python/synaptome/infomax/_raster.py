"""Rasters of spikes."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays, _options
from .._arrays import Bools, Floats, Integers
from .._core import SynaptomeError
from .._core import infomax as _native

#: What functions take as a raster.
RasterLike: TypeAlias = "Raster | ArrayLike"

#: Neurons are numbered with 16 bits.
_MOST_NEURONS = 2**16 - 1


class Raster:
    """A raster of spikes: for each step, the neurons that fired.

    Parameters
    ----------
    spikes : array_like or sparse matrix, (T, N)
        Truth values or 0 and 1: row t has the spikes of step t. A sparse matrix of SciPy is taken without making it
        dense.

    Raises
    ------
    SynaptomeError
        If an entry is neither 0 nor 1, or there are no neurons or more than 65,535.

    Examples
    --------
    >>> from synaptome.infomax import Raster
    >>> raster = Raster([[1, 0, 1], [0, 0, 0]])
    >>> raster
    <Raster: 2 steps of 3 neurons, 2 spikes>
    >>> raster.rates
    array([0.5, 0. , 0.5])
    """

    __slots__ = ("_core",)
    _core: _native.Raster

    def __init__(self, spikes: ArrayLike) -> None:
        if hasattr(spikes, "tocsr"):
            self._core = _of_sparse(spikes)
            return
        dense = _arrays.array(spikes, "spikes")
        if dense.ndim != 2 or not 1 <= dense.shape[1] <= _MOST_NEURONS:
            raise SynaptomeError(f"spikes must have the shape (steps, 1 to {_MOST_NEURONS} neurons), got {dense.shape}")
        self._core = _native.Raster.from_dense(_arrays.bools(dense, "spikes"))

    @classmethod
    def _of(cls, core: _native.Raster) -> Raster:
        raster = cls.__new__(cls)
        raster._core = core
        return raster

    @classmethod
    def from_rows(cls, indices: ArrayLike, indptr: ArrayLike, neurons: int) -> Raster:
        """A raster from compressed rows, as SciPy's ``csr_array`` has them.

        Parameters
        ----------
        indices : array_like of int, (S,)
            Numbers of the neurons of all spikes, rising within each step.
        indptr : array_like of int, (T + 1,)
            Step t has the spikes ``indices[indptr[t]:indptr[t + 1]]``.
        neurons : int
            Number of neurons N, at most 65,535.

        Raises
        ------
        SynaptomeError
            If a neuron does not exist or fires twice at a step, or the ends are not those of the indices.

        Examples
        --------
        >>> Raster.from_rows([1, 2, 2], [0, 2, 2, 3], 3).to_dense().astype(int)
        array([[0, 1, 1],
               [0, 0, 0],
               [0, 0, 1]])
        """
        count = _arrays.integer(neurons, "neurons", high=_MOST_NEURONS)
        numbers = _arrays.indices(indices, "indices", 1, low=0)
        if (numbers >= count).any():
            raise SynaptomeError(f"neuron {numbers[numbers >= count][0]} does not exist: there are {count}")
        ends = _arrays.integers(indptr, "indptr", 1, low=0).astype(np.uint64)
        return cls._of(_native.Raster.from_compressed(numbers.astype(np.uint16), ends, count))

    @classmethod
    def from_spikes(cls, steps: ArrayLike, neurons: ArrayLike, shape: tuple[int, int]) -> Raster:
        """A raster from a list of spikes in any order.

        Parameters
        ----------
        steps, neurons : array_like of int, (S,)
            Step and neuron of each spike, counted from 0.
        shape : (int, int)
            Numbers of steps and of neurons.

        Raises
        ------
        SynaptomeError
            If a spike lies outside of the raster, or a neuron fires twice at a step.

        Examples
        --------
        >>> Raster.from_spikes(steps=[2, 0], neurons=[1, 2], shape=(4, 3)).indices
        array([2, 1], dtype=uint16)

        """
        times = _arrays.indices(steps, "steps", 1, low=0)
        numbers = _arrays.indices(neurons, "neurons", 1, low=0)
        _arrays.same_length("neurons", numbers.size, times.size)
        length, count = _options.items(shape, "shape", 2)
        size = (
            _arrays.integer(length, "the number of steps in shape", high=_arrays.MOST_ENTRIES),
            _arrays.integer(count, "the number of neurons in shape", low=1, high=_MOST_NEURONS),
        )
        return cls._of(_native.Raster.from_spikes(times.astype(np.uint64), numbers.astype(np.uint64), size))

    @classmethod
    def from_times(cls, times: ArrayLike, neurons: ArrayLike, step: float, count: int | None = None) -> Raster:
        """A raster from the times of spikes in any order. It ends with the step of the last spike.

        Parameters
        ----------
        times : array_like, (S,)
            Time of each spike, from 0 on. A time that lies less than a millionth of a step before a step belongs to it.
        neurons : array_like of int, (S,)
            Neuron of each spike, counted from 0. A neuron that fires several times within a step counts once.
        step : float
            Length of a step, in the unit of the times.
        count : int, optional
            Number of neurons; by default up to the last that fires.

        Raises
        ------
        SynaptomeError
            If a time is negative or not finite, the step is not positive, or a neuron does not exist.

        Examples
        --------
        Times in milliseconds, with steps of 4 ms:

        >>> raster = Raster.from_times([1.5, 3.9, 13.0], [2, 2, 0], step=4)
        >>> raster.shape, raster.spikes
        ((4, 3), 2)
        """
        given, numbers = _arrays.finite(times, "times", 1), _arrays.indices(neurons, "neurons", 1, low=0)
        _arrays.same_length("neurons", numbers.size, given.size)
        if (given < 0).any():
            raise SynaptomeError(f"times must be at least 0, got {_arrays.first(given, given < 0)}")
        length = _arrays.number(step, "step")
        if not 0 < length < np.inf:
            raise SynaptomeError(f"step must be positive and finite, got {length}")
        with np.errstate(over="ignore"):
            position = given / length
        if (position >= _arrays.MOST_ENTRIES).any():
            raise SynaptomeError(f"times up to {given.max()} are too many steps of {length}")
        steps = np.where(np.abs(np.rint(position) - position) < 1e-6, np.rint(position), np.floor(position))
        found = np.unique(np.stack([steps.astype(np.int64), numbers]), axis=1)
        last = [int(row.max(initial=-1)) + 1 for row in found]
        return cls.from_spikes(found[0], found[1], (last[0], max(last[1], 1) if count is None else count))

    @property
    def neurons(self) -> int:
        """Number of neurons N."""
        return self._core.neurons

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of steps T and of neurons N."""
        return self._core.steps, self._core.neurons

    @property
    def spikes(self) -> int:
        """Number of all spikes."""
        return self._core.spikes

    @property
    def indices(self) -> NDArray[np.uint16]:
        """Neurons of all spikes, step after step; with :attr:`indptr` the compressed rows."""
        return self._core.indices

    @property
    def indptr(self) -> Integers:
        """Where each step begins in :attr:`indices`, (T + 1,)."""
        return self._core.indptr

    @property
    def rates(self) -> Floats:
        """Spikes per step of each neuron, (N,).

        Raises
        ------
        SynaptomeError
            If there are no steps.
        """
        if not len(self):
            raise SynaptomeError("the raster must not be empty")
        return self._core.rates()

    def to_dense(self) -> Bools:
        """The dense array of truth values, (T, N).

        Examples
        --------
        >>> Raster([[0, 1]]).to_dense()
        array([[False,  True]])
        """
        steps, neurons = self.shape
        if steps * neurons > _arrays.MOST_GIVEN:
            raise SynaptomeError(f"the dense raster would have {steps} × {neurons} entries: take a slice of the steps")
        return self._core.dense()

    def activity(self, *, bin: int = 1) -> Integers:
        """Number of spikes in each bin of some steps; steps after the last whole bin do not count.

        Examples
        --------
        >>> Raster([[1, 1], [0, 1], [1, 0]]).activity(bin=2)
        array([3])
        """
        return self._core.activity(_arrays.integer(bin, "bin", low=1))

    def __len__(self) -> int:
        return self._core.steps

    def __getitem__(self, steps: slice) -> Raster:
        if not isinstance(steps, slice) or steps.step not in (None, 1):
            raise SynaptomeError(f"a raster is indexed by a slice of consecutive steps, got {steps!r}")
        start, stop, _ = steps.indices(len(self))
        return self._of(self._core.part(start, max(start, stop)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self.to_dense().astype(bool if dtype is None else dtype)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Raster) and self._core.equals(other._core)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        steps, neurons = self.shape
        return f"<Raster: {steps} steps of {neurons} neurons, {self.spikes} spikes>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Raster.from_rows, (self.indices, self.indptr, self.neurons)


def _of_sparse(matrix: Any) -> _native.Raster:
    rows = matrix.tocsr(copy=True)
    rows.sum_duplicates()
    _arrays.bools(rows.data, "the entries of the sparse matrix")
    rows.eliminate_zeros()
    rows.sort_indices()
    return Raster.from_rows(rows.indices, rows.indptr, rows.shape[1])._core


def as_raster(x: RasterLike, name: str = "raster") -> Raster:
    """A raster from whatever is accepted as one."""
    if isinstance(x, Raster):
        return x
    if hasattr(x, "tocsr"):
        return Raster(x)
    dense = _arrays.array(x, name)
    if dense.ndim != 2:
        raise SynaptomeError(f"{name} must have the shape (steps, neurons), got {dense.shape}")
    return Raster(dense)
