"""Networks of units that are 0 or 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError


def spins_of_bits(couplings: ArrayLike, thresholds: ArrayLike) -> tuple[Floats, Floats]:
    """Weights W = J/4 and biases b = J 1/4 - θ/2."""
    matrix = _arrays.finite(couplings, "couplings", 2)
    if matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise SynaptomeError(f"couplings must be a square matrix, got shape {matrix.shape}")
    given = _arrays.finite(thresholds, "thresholds", 1)
    _arrays.same_length("thresholds", len(given), len(matrix))
    with np.errstate(over="ignore", invalid="ignore"):
        bias = 0.25 * matrix.sum(axis=1) - 0.5 * given
    return 0.25 * matrix, _held(bias, "the sum of the couplings of a unit")


def bits_of_spins(weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """Couplings J = 4 W and thresholds θ = J 1/2 - 2 b."""
    with np.errstate(over="ignore", invalid="ignore"):
        couplings = 4.0 * weights
        thresholds = 0.5 * couplings.sum(axis=1) - 2.0 * bias
    return _held(couplings, "the couplings"), _held(thresholds, "the thresholds")


def _held(numbers: Floats, name: str) -> Floats:
    if not np.isfinite(numbers).all():
        raise SynaptomeError(f"{name} must be finite: the numbers given are too large")
    return numbers
