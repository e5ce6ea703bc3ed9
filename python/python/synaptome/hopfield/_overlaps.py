"""Overlaps and distances of states."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import hopfield as _core
from . import _checks


def overlap(x: ArrayLike, y: ArrayLike) -> Floats:
    """Overlap (1/N) x·y of states, in [-1, 1].

    Parameters
    ----------
    x, y : array_like
        States, (..., N), of ±1, or of 0 and 1; leading axes broadcast.

    Returns
    -------
    ndarray of float64
        Overlaps, of the broadcast shape of the leading axes.

    Raises
    ------
    SynaptomeError
        If the states differ in length, or leading axes do not broadcast.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> float(hopfield.overlap([1, -1, 1, 1], [1, -1, -1, -1]))
    0.0
    """
    a = _checks.states(x, "x")
    b = _checks.states(y, "y", a.shape[-1])
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        raise SynaptomeError(f"x and y do not broadcast: their shapes are {a.shape} and {b.shape}") from None
    _arrays.entries("the overlaps", *shape)
    return np.asarray(np.multiply(a, b, dtype=np.int8).mean(axis=-1, dtype=np.float64))


def smallest_distance(messages: ArrayLike) -> int | None:
    """Smallest Hamming distance between two messages, or None if there is only one.

    Parameters
    ----------
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.

    Returns
    -------
    int or None
        Number of units in which the two nearest messages differ.

    Raises
    ------
    SynaptomeError
        If there are no messages.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.smallest_distance([[1, 1, -1], [1, -1, -1], [-1, -1, 1]])
    1
    """
    return _core.smallest_distance(_checks.messages(messages))
