"""Real weights, and the fields that active units cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ... import _arrays
from ..._core import SynaptomeError
from ..._core import willshaw as _core
from .._codes import Code, required
from .._cues import Cues, cues_of
from .._lists import UnitLists
from .._synapses import Association

#: Weights and fields are in single precision.
Singles = NDArray[np.float32]


class Weights:
    """Weights of a memory that counts, made by a rule or otherwise, in single precision.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    matrix : array_like
        Weights w_ij from address unit i to content unit j, (n, n), rounded to single precision; infinite ones are
        certainties.
    association : {"auto", "hetero"}, optional
        Whether patterns are completed, or contents recalled from addresses.
    silence : array_like, optional
        Fields of all content units while all address units are silent, (n,) or one for all.

    Raises
    ------
    SynaptomeError
        If an array is of another size than the code says, or a number is NaN or too large for single precision.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> from synaptome.willshaw import counting
    >>> weights = counting.Weights(willshaw.RandomCode(units=2, activity=1), [[1, 2], [3, 4]], silence=0.5)
    >>> weights.fields([[0], [1]])
    array([[1.5, 2.5],
           [3.5, 4.5]], dtype=float32)
    """

    __slots__ = ("_association", "_code", "_inner")
    _association: Association
    _code: Code
    _inner: _core.Weights

    def __init__(
        self, code: Code, matrix: ArrayLike, *, association: Association = "auto", silence: ArrayLike = 0.0
    ) -> None:
        sizes, units = required(code)._sizes, code.units
        _arrays.choice(association, "association", ("auto", "hetero"))
        rows, fields = _singles(matrix, "matrix", (2,)), _singles(silence, "silence", (0, 1))
        if rows.shape != (units, units):
            raise SynaptomeError(f"matrix must have shape {(units, units)}, got {rows.shape}")
        if fields.ndim:
            _arrays.same_length("silence", len(fields), units)
        fields = np.array(np.broadcast_to(fields, (units,)))
        self._set(code, association, _core.Weights(sizes, association == "hetero", fields, rows))

    def _set(self, code: Code, association: Association, inner: _core.Weights) -> None:
        self._code, self._association, self._inner = code, association, inner

    @classmethod
    def _of(cls, code: Code, association: Association, inner: _core.Weights) -> Weights:
        weights = cls.__new__(cls)
        weights._set(code, association, inner)
        return weights

    @property
    def code(self) -> Code:
        """The code of the patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.Weights(willshaw.RandomCode(units=2, activity=1), [[0, 1], [1, 0]]).code
        RandomCode(units=2, activity=1)
        """
        return self._code

    @property
    def association(self) -> Association:
        """ "auto" or "hetero".

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.Weights(willshaw.RandomCode(units=2, activity=1), [[0, 1], [1, 0]]).association
        'auto'
        """
        return self._association

    @property
    def matrix(self) -> Singles:
        """Weights w_ij from address unit i to content unit j, (n, n), a copy.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.Weights(willshaw.RandomCode(units=2, activity=1), [[0, 1], [1, 0]]).matrix
        array([[0., 1.],
               [1., 0.]], dtype=float32)
        """
        return self._inner.matrix()

    @property
    def silence(self) -> Singles:
        """Fields of all content units while all address units are silent, (n,), a copy.

        It holds the priors and what all silent units say.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.Weights(willshaw.RandomCode(units=2, activity=1), [[0, 1], [1, 0]]).silence
        array([0., 0.], dtype=float32)
        """
        return self._inner.silence()

    @property
    def nbytes(self) -> int:
        """Bytes that the weights and fields take.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> counting.Weights(willshaw.RandomCode(units=2, activity=1), [[0, 1], [1, 0]]).nbytes
        24
        """
        return 4 * self._code.units * (self._code.units + 1)

    def fields(
        self, cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], *, workers: int | None = None
    ) -> Singles:
        """Fields of all content units when the units of a cue are active and all others silent.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Active address units: an array (K, c), one list (c,), or a sequence of lists.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        ndarray of float32
            Fields, (K, n), in the unit of the weights (nats for the Bayesian rules); negative infinity where
            certainties contradict each other.

        Raises
        ------
        SynaptomeError
            If a unit is out of range or named twice, a list is empty, or there are too many fields for memory.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> memory = counting.CountingMemory(willshaw.RandomCode(units=4, activity=2))
        >>> memory.store([[0, 1], [0, 2]])
        >>> memory.weights(counting.ClippedHebb()).fields([[0], [1]])
        array([[1., 1., 1., 0.],
               [1., 1., 0., 0.]], dtype=float32)
        """
        given = cues_of(cues)
        _arrays.sized((len(given), self._code.units), "the fields")
        return self._inner.fields(given._core(self._code.units), _arrays.workers(workers))

    def __repr__(self) -> str:
        return f"<Weights of {self._code!r}, {self._association}association>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Weights):
            return NotImplemented
        same = (self._code, self._association) == (other._code, other._association)
        return same and self._inner.is_equal(other._inner)

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Weights:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Weights:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._code, self._association, self.matrix, self.silence)


def _restored(code: Code, association: Association, matrix: ArrayLike, silence: ArrayLike) -> Weights:
    return Weights(code, matrix, association=association, silence=silence)


def _singles(x: ArrayLike, name: str, ndim: tuple[int, ...]) -> Singles:
    """Numbers in single precision; NaN and numbers that it does not hold are refused."""
    given = _arrays.floats(x, name, ndim)
    if (wrong := np.isnan(given)).any():
        raise SynaptomeError(f"{name} must be numbers, got {_arrays.first(given, wrong)}")
    with np.errstate(over="ignore", under="ignore"):
        rounded = given.astype(np.float32)
    if (wrong := np.isinf(rounded) & ~np.isinf(given)).any():
        raise SynaptomeError(f"{name} must fit single precision, got {_arrays.first(given, wrong)}")
    return rounded
