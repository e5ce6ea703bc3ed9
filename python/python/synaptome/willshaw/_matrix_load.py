"""Numbers of patterns and the load that they make."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import willshaw as _core
from ._checks import probabilities
from ._codes import Code, required


def matrix_load(code: Code, patterns: ArrayLike) -> Floats:
    """Matrix load p₁ = 1 - (1 - k²/n²)^M after M patterns (4.1).

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    patterns : array_like
        Numbers of patterns M, not negative.

    Returns
    -------
    ndarray of float64
        Loads.

    Raises
    ------
    SynaptomeError
        If a number is negative or not a number.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=16, size=256)
    >>> willshaw.matrix_load(code, willshaw.patterns_at(code, 0.5))
    array(0.5)
    """
    given = _arrays.floats(patterns, "patterns")
    if not (given >= 0).all():
        raise SynaptomeError(f"patterns must not be negative, got {_arrays.first(given, ~(given >= 0))}")
    return _core.load(required(code)._sizes, given.ravel()).reshape(given.shape)


def patterns_at(code: Code, load: ArrayLike) -> Floats:
    """Number M of patterns that makes the load p₁; infinite at p₁ = 1.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    load : array_like
        Loads p₁ in [0, 1].

    Returns
    -------
    ndarray of float64
        Numbers of patterns.

    Raises
    ------
    SynaptomeError
        If a load lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> round(float(willshaw.patterns_at(willshaw.BlockCode(blocks=16, size=256), 0.5)))
    45426
    """
    given = probabilities(load, "load")
    return _core.patterns_at(required(code)._sizes, given.ravel()).reshape(given.shape)
