"""Checks and lossless conversions of what users give.

Every function takes a value and its name, and returns a new array that the core reads, or raises
:class:`SynaptomeError` with the name, the first offending value and what is accepted.
"""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._core import SynaptomeError

Floats: TypeAlias = NDArray[np.float64]
Spins: TypeAlias = NDArray[np.int8]
Integers: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

#: What a function of arrays returns: an array, or a number of type ``float64`` where the shape is ``()``.
#: It is annotated as NumPy annotates its own reductions, since the shape is known only at run time.
Real: TypeAlias = Any


#: Most entries of a result; more would not fit beside their arguments into the memory of a usual machine.
MOST_RESULTS = 2**27

#: Most entries of the arrays that a crate makes of what is given, such as weights; crates have limits of their own.
MOST_ENTRIES = 2**32

#: Most entries of an array that is given: more are a small array broadcast, or one to work through in parts.
MOST_GIVEN = 2**29

#: The largest sum of counts: above it a whole number is not exact as a float.
MOST_COUNTED = 2**53


def shown(x: object) -> str:
    """A value as a message names it: short, and whatever its own representation does."""
    try:
        whole = repr(x)
    except Exception:
        return f"an object of type {type(x).__name__}"
    return whole if len(whole) <= 80 else f"{whole[:60]}… ({type(x).__name__})"


def _has_masked_entries(x: object) -> bool:
    # Who has made a masked array has imported numpy.ma, which costs others time.
    if "numpy.ma" not in sys.modules:
        return False
    if isinstance(x, list | tuple) and any(issubclass(kind, np.ma.MaskedArray) for kind in set(map(type, x))):
        return any(map(_has_masked_entries, x))
    return isinstance(x, np.ma.MaskedArray) and bool(np.ma.getmaskarray(x).any())


def array(x: ArrayLike, name: str) -> NDArray[Any]:
    """A copy of any array of booleans, integers or real numbers.

    It is copied before it is checked, as NumPy lets other threads write to the original meanwhile.
    """
    if _has_masked_entries(x):
        raise SynaptomeError(f"{name} has masked entries: fill or drop them first")
    try:
        given = np.asarray(x)
        _numbers(given, x, name)
        return np.array(given)
    except SynaptomeError:
        raise
    except MemoryError:
        raise SynaptomeError(f"{name} does not fit into memory: work in parts") from None
    except Exception as error:
        if (lengths := _lengths(x)) is not None:
            first, row, other = lengths
            told = f"row 0 has {first} entries, but row {row} has {other}"
            raise SynaptomeError(f"{name} must have rows of one length: {told}") from None
        # Any error can come out of the conversion that an object of another library offers.
        raise SynaptomeError(f"{name} cannot be read as an array: {error}") from error


def _lengths(x: object) -> tuple[int, int, int] | None:
    """The length of the first row, and the first row of another length with it; none if there is none."""
    if not isinstance(x, list | tuple) or not all(hasattr(row, "__len__") for row in x):
        return None
    lengths = [len(row) for row in x]
    found = ((row, length) for row, length in enumerate(lengths) if length != lengths[0])
    return next(((lengths[0], row, length) for row, length in found), None)


def _numbers(given: NDArray[Any], x: object, name: str) -> None:
    """Refuses what are no numbers, or so many that only a broadcast array holds them."""
    if given.dtype.kind == "O":
        how = "with toarray()" if hasattr(x, "tocsr") else "as with astype(float)"
        raise SynaptomeError(f"{name} must be numbers of one type, got {shown(x)}: convert it, {how}")
    if given.dtype.kind not in "buif":
        raise SynaptomeError(f"{name} must be real numbers, got {shown(x)} ({given.dtype})")
    # An array without entries can still have an axis that some loop would run along.
    if (longest := max(given.size, *given.shape, 0)) > MOST_GIVEN:
        raise SynaptomeError(f"{name} has {longest} entries, above the limit of {MOST_GIVEN}: work in parts")


def first(given: NDArray[Any], wrong: NDArray[np.bool_]) -> str:
    """The first offending entry as ``value at index``."""
    index = np.unravel_index(int(np.argmax(wrong)), given.shape)
    where = f" at index {', '.join(str(int(i)) for i in index)}" if given.ndim else ""
    return f"{given[index]}{where}"


def _with_axes(given: NDArray[Any], name: str, ndim: int | tuple[int, ...] | None) -> NDArray[Any]:
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed is not None and given.ndim not in allowed:
        wanted = " or ".join(str(count) for count in allowed)
        noun = "axis" if allowed == (1,) else "axes"
        raise SynaptomeError(f"{name} must have {wanted} {noun}, got shape {given.shape}")
    return given


def _exactly(given: NDArray[Any], name: str, dtype: type[np.generic]) -> NDArray[Any]:
    """The same values as `dtype`, C-contiguous and aligned; a value that would change is refused."""
    if given.dtype == dtype:
        return np.require(given, dtype, ["C", "A"])
    with np.errstate(all="ignore"):
        converted = np.require(given, dtype, ["C", "A"])
        # A wrapped integer comes back the same, and a rounded one compares the same: it must pass both.
        same = (converted == given) & (converted.astype(given.dtype) == given)
    if given.dtype.kind == "f":
        same |= np.isnan(given) & np.isnan(converted.astype(np.float64))
    if not same.all():
        wanted = "whole numbers of 64 bits" if dtype is np.int64 else f"exact as {np.dtype(dtype)}"
        raise SynaptomeError(f"{name} must be {wanted}, got {first(given, ~same)}")
    return converted


def floats(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None) -> Floats:
    """Real numbers; what is not exact in double precision is refused."""
    return _exactly(_with_axes(array(x, name), name, ndim), name, np.float64)


def finite(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None) -> Floats:
    """Real numbers, none of them infinite or NaN."""
    given = floats(x, name, ndim)
    wrong = ~np.isfinite(given)
    if wrong.any():
        raise SynaptomeError(f"{name} must be finite, got {first(given, wrong)}")
    return given


def integers(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None, low: int | None = None) -> Integers:
    """Whole numbers, also given as floats, at least `low`."""
    return _whole(array(x, name), name, ndim, low)


def indices(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None, low: int | None = None) -> Integers:
    """Numbers of things, at least `low`; a mask is refused, whose values would be taken for the numbers 0 and 1."""
    if (given := array(x, name)).dtype == np.bool_ and given.size:
        raise SynaptomeError(f"{name} must be whole numbers, got truth values: np.flatnonzero(mask) gives the numbers")
    return _whole(given, name, ndim, low)


def _whole(found: NDArray[Any], name: str, ndim: int | tuple[int, ...] | None, low: int | None) -> Integers:
    given = _exactly(_with_axes(found, name, ndim), name, np.int64)
    if low is not None and (given < low).any():
        raise SynaptomeError(f"{name} must be at least {low}, got {first(given, given < low)}")
    return given


def counts(x: ArrayLike, name: str, low: int = 0) -> Integers:
    """Numbers of things in one row, of which any sum is exact."""
    given = integers(x, name, 1, low)
    if (total := given.sum(dtype=np.float64)) > MOST_COUNTED:
        raise SynaptomeError(f"{name} must be at most {MOST_COUNTED} in sum, got {total:.3g}")
    return given


def bools(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None) -> Bools:
    """Truth values, also given as 0 and 1."""
    given = _with_axes(array(x, name), name, ndim)
    wrong = (given != 0) & (given != 1)
    if wrong.any():
        raise SynaptomeError(f"{name} must be truth values or 0 and 1, got {first(given, wrong)}")
    return np.require(given, np.bool_, ["C", "A"])


def spins(x: ArrayLike, name: str, ndim: int | tuple[int, ...] | None = None) -> Spins:
    """Spins of ±1, given as these, as truth values or as 0 and 1, of any type of number."""
    given = _with_axes(array(x, name), name, ndim)
    if given.dtype == np.int8 and (np.abs(given) == 1).all():
        return np.require(given, np.int8, ["C", "A"])
    up = given == 1
    if given.dtype.kind != "b":
        low = -1 if (given == -1).any() else 0
        wrong = ~up & (given != low)
        if wrong.any():
            raise SynaptomeError(f"{name} must be of ±1, or of 0 and 1, got {first(given, wrong)}")
    spins: Spins = np.where(up, np.int8(1), np.int8(-1))
    return spins


def number(x: float, name: str) -> float:
    """One real number; NaN is left to the core, which knows its meaning."""
    if type(x) is float:
        return x
    given = floats(x, name)
    if given.ndim:
        raise SynaptomeError(f"{name} must be one number, got shape {given.shape}")
    return float(given)


def integer(x: int, name: str, low: int = 0, high: int = 2**63 - 1) -> int:
    """One whole number from `low` to `high`."""
    try:
        value = operator.index(x)
    except TypeError:
        whole = isinstance(x, float | np.floating) and math.isfinite(x) and float(x).is_integer()
        if not whole:
            raise SynaptomeError(f"{name} must be a whole number, got {shown(x)}") from None
        value = int(x)
    if isinstance(x, bool | np.bool_) or not low <= value <= high:
        raise SynaptomeError(f"{name} must be a whole number in [{low}, {high}], got {shown(x)}")
    return value


def axes(x: Any) -> int:
    """Number of axes of an array, or of lists in lists; 0 of anything else."""
    if isinstance(x, list | tuple):
        return 1 + axes(x[0]) if x and x[0] is not x else 1
    return int(getattr(x, "ndim", 0))


def workers(x: int | None) -> int | None:
    """A number of threads, or None for as many as the machine offers."""
    return None if x is None else integer(x, "workers", low=1, high=4096)


def choice(x: str, name: str, allowed: Sequence[str]) -> str:
    """One of the words of an option."""
    if not isinstance(x, str) or x not in allowed:
        words = ", ".join(repr(word) for word in allowed)
        raise SynaptomeError(f"{name} must be one of {words}, got {shown(x)}")
    return x


def entries(name: str, *sizes: int) -> None:
    """Refuses an array of so many entries that no memory holds them, before it is allocated."""
    if math.prod(sizes) > MOST_ENTRIES:
        product = " × ".join(map(str, sizes))
        raise SynaptomeError(f"{name} would have {product} entries, above the limit of {MOST_ENTRIES}")


def same_length(name: str, found: int, expected: int) -> None:
    """Refuses an array that has not one entry for each of something."""
    if found != expected:
        raise SynaptomeError(f"{name} has {found} entries, expected {expected}")


def sized(shape: Sequence[int], name: str) -> tuple[int, ...]:
    """The shape, if so many entries can be held."""
    if (count := math.prod(shape)) > MOST_RESULTS:
        raise SynaptomeError(f"{name} would have {count} entries, above the limit of {MOST_RESULTS}: work in parts")
    return tuple(shape)


def shared_shape(**shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that arrays have when they are broadcast against each other."""
    try:
        shape = np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise SynaptomeError(f"shapes that broadcast are needed, got {listed}") from None
    return sized(shape, "the result")


def flat(given: Floats, shape: tuple[int, ...]) -> Floats:
    """All entries after broadcasting, in one row."""
    return np.require(np.broadcast_to(given, shape), np.float64, ["C", "A"]).reshape(-1)


def shaped(entries: Floats, shape: tuple[int, ...]) -> Real:
    """Entries in their shape; a number if that is ``()``."""
    return entries.reshape(shape)[()]


def sample_shape(size: int | Sequence[int] | None) -> tuple[int, ...]:
    """The shape that NumPy's `size` means."""
    if size is None:
        return ()
    if isinstance(size, Sequence):
        return sized([integer(axis, "size") for axis in size], "the sample")
    return sized([integer(size, "size")], "the sample")
