"""Cues: what is known of the patterns that are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._rng import RNG, key
from ._lists import UnitLists, unit_lists

if TYPE_CHECKING:
    from ._codes import Code


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

    def __init__(
        self, units: UnitLists | ArrayLike | Sequence[ArrayLike], false_units: ArrayLike = 0
    ) -> None:
        lists = unit_lists(units, "units")
        rows = [np.sort(row) for row in lists]
        for k, row in enumerate(rows):
            if not row.size:
                raise SynaptomeError(f"cue {k} must not be empty")
            if (np.diff(row) == 0).any():
                raise SynaptomeError(f"cue {k} names unit {row[:-1][np.diff(row) == 0][0]} twice")
        wrong = _arrays.integers(false_units, "false_units", (0, 1), low=0)
        if wrong.ndim and len(wrong) != len(lists):
            raise SynaptomeError(f"false_units has {len(wrong)} entries, expected {len(lists)}")
        numbers = np.array(np.broadcast_to(wrong, (len(lists),)))
        if (numbers >= lists.lengths).any():
            k = int(np.argmax(numbers >= lists.lengths))
            found = f"{numbers[k]} of {lists.lengths[k]} in cue {k}"
            raise SynaptomeError(f"false_units must leave a true unit, got {found}")
        self._set(UnitLists._of((np.concatenate(rows) if rows else lists.indices, lists.indptr)), numbers)

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


def cues_of(x: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], false_units: ArrayLike | None = None) -> Cues:
    """Cues as they are, or of units."""
    if isinstance(x, Cues):
        return x if false_units is None else Cues(x.units, false_units)
    return Cues(x, 0 if false_units is None else false_units)


def draw_cues(
    code: Code,
    patterns: ArrayLike,
    *,
    completeness: float = 0.5,
    false_fraction: float = 0.0,
    rng: RNG = None,
) -> Cues:
    """Draw a cue of each pattern: λk of its units and κk silent ones, uniformly at random.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    patterns : array_like of int
        Unit numbers, (K, k).
    completeness : float, optional
        Fraction λ of the units that a cue keeps, above 0 and at most 1; at least one unit is kept.
    false_fraction : float, optional
        Number of false units as a fraction κ ≥ 0 of the activity k.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; cue k draws from stream k under its key.

    Returns
    -------
    Cues
        One cue of each pattern.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or a row is no pattern of the code.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=8, size=16)
    >>> cues = willshaw.draw_cues(code, code.draw(3, rng=0), completeness=0.25, false_fraction=0.125, rng=1)
    >>> cues.units.lengths, cues.false_units
    (array([3, 3, 3]), array([1, 1, 1]))
    """
    given = code._patterns(patterns, "patterns")
    part = _arrays.number(completeness, "completeness")
    if not 0.0 < part <= 1.0:
        raise SynaptomeError(f"completeness must be above 0 and at most 1, got {part}")
    share = _arrays.number(false_fraction, "false_fraction")
    most = (code.units - code.activity) / code.activity
    if not 0.0 <= share <= most:
        raise SynaptomeError(f"false_fraction must lie in [0, {most}], got {share}")
    return Cues._of(_core.draw_cues(code._sizes, given, part, share, key(rng)))


def mislead(
    code: Code, cues: Cues | UnitLists | ArrayLike, patterns: ArrayLike, *, count: int, rng: RNG = None
) -> Cues:
    """Replace units of cues by false ones: in a block code by other units of the same blocks.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    cues : Cues, UnitLists or array_like of int
        Parts of the patterns, K of them.
    patterns : array_like of int
        Unit numbers, (K, k).
    count : int
        Number of units to replace in each cue, fewer than it has true ones.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; cue k draws from stream k under its key.

    Returns
    -------
    Cues
        Cues of the same lengths, with `count` more false units.

    Raises
    ------
    SynaptomeError
        If no true unit would be left, or the cues are not as many as the patterns.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=4, size=8)
    >>> misled = willshaw.mislead(code, [[3, 9, 17]], [[3, 9, 17, 30]], count=1, rng=1)
    >>> misled.units.lengths, misled.false_units
    (array([3]), array([1]))
    """
    given, rows = cues_of(cues), code._patterns(patterns, "patterns")
    _arrays.same_length("cues", len(given), len(rows))
    number = _arrays.integer(count, "count", high=code.units)
    return Cues._of(_core.misled(code._sizes, given._core(code.units), rows, number, key(rng)))
