"""Counts of sizes, and their densities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result

#: Counts as an array, counts[s] = number of size s, or as a mapping from sizes to numbers.
CountsLike: TypeAlias = "ArrayLike | Mapping[int, int]"


@result
class Densities(NamedTuple):
    """Densities of sizes in bins that grow."""

    #: Smallest size of each bin.
    low: Integers
    #: Largest size of each bin, included.
    high: Integers
    #: Geometric mean of these two.
    middle: Floats
    #: Fraction of all that is in the bin, divided by its number of sizes.
    density: Floats


def counted(counts: CountsLike) -> tuple[Integers, Integers]:
    """Sizes that occur, and how often."""
    if isinstance(counts, Mapping):
        sizes = _arrays.integers(list(counts.keys()), "the sizes of counts", 1, low=0)
        return sizes, _arrays.counts(list(counts.values()), "counts")
    numbers = _arrays.counts(counts, "counts")
    if len(numbers) > 0 and numbers[0] != 0:
        raise SynaptomeError(
            f"counts[0] is {numbers[0]}, but no size is 0: counts[s] is the number of observations of size s; "
            "size_counts makes it from sizes"
        )
    sizes = np.flatnonzero(numbers)
    return sizes, numbers[sizes]


def size_counts(sizes: ArrayLike) -> dict[int, int]:
    """How often each size occurs, as :func:`fit_tail` takes it.

    Parameters
    ----------
    sizes : array_like of int, (K,)
        Sizes, or durations.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.size_counts([1, 4, 1])
    {1: 2, 4: 1}
    """
    values, numbers = np.unique(_arrays.integers(sizes, "sizes", 1, low=0), return_counts=True)
    return dict(zip(values.tolist(), numbers.tolist(), strict=True))


def densities(counts: CountsLike, *, largest: int | None = None, growth: float = 2.0) -> Densities:
    """Densities of sizes in bins whose smallest sizes grow by a factor from 1 on, as for a plot.

    Parameters
    ----------
    counts : array_like of int, or mapping
        ``counts[s]`` is the number of observations of size s.
    largest : int, optional
        Bins are made up to this size; by default the largest that occurs.
    growth : float
        The factor, 1 to 100.

    Raises
    ------
    SynaptomeError
        If there are no observations, or the factor is out of its range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.densities([0, 2, 0, 0, 1], growth=2).low
    array([1, 2, 4])
    """
    sizes, numbers = counted(counts)
    top = int(sizes.max(initial=1)) if largest is None else _arrays.integer(largest, "largest", low=1)
    return Densities(*_native.densities((sizes, numbers), top, _arrays.number(growth, "growth")))
