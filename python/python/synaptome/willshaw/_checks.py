"""Checks of fractions and probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError


def inner_fraction(x: float, name: str) -> float:
    """A number above 0 and below 1."""
    value = _arrays.number(x, name)
    if not 0.0 < value < 1.0:
        raise SynaptomeError(f"{name} must be above 0 and below 1, got {value}")
    return value


def part(x: float, name: str = "completeness") -> float:
    """A completeness λ in (0, 1]."""
    value = _arrays.number(x, name)
    if not 0.0 < value <= 1.0:
        raise SynaptomeError(f"{name} must be above 0 and at most 1, got {value}")
    return value


def positive(x: float, name: str) -> float:
    """A number that is positive and finite."""
    value = _arrays.number(x, name)
    if not 0.0 < value < np.inf:
        raise SynaptomeError(f"{name} must be positive and finite, got {value}")
    return value


def probabilities(x: ArrayLike, name: str) -> Floats:
    """Numbers of [0, 1]."""
    given = _arrays.floats(x, name)
    wrong = ~((given >= 0) & (given <= 1))
    if wrong.any():
        raise SynaptomeError(f"{name} must lie in [0, 1], got {_arrays.first(given, wrong)}")
    return given


def broadcast(*arrays: Floats) -> tuple[tuple[int, ...], list[Floats]]:
    """Arrays of one shape, flattened, and the shape."""
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = " and ".join(str(array.shape) for array in arrays)
        raise SynaptomeError(f"arrays of the shapes {shapes} do not broadcast") from None
    _arrays.entries("the result", *shape)
    return shape, [np.broadcast_to(array, shape).ravel() for array in arrays]
