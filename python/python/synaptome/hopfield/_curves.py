"""Summaries of measured curves."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError


def _curve(x: ArrayLike, y: ArrayLike, names: tuple[str, str]) -> tuple[Floats, Floats]:
    a, b = _arrays.finite(x, names[0], 1), _arrays.finite(y, names[1], 1)
    _arrays.same_length(names[1], len(b), len(a))
    return a, b


def largest_load(loads: ArrayLike, stored: ArrayLike, *, fraction: float = 0.99) -> float:
    """Largest load at which a measured curve is at or above a fraction; 0 if it never is.

    Parameters
    ----------
    loads, stored : array_like
        Loads M/N and the fractions of messages stored there, (P,).
    fraction : float, optional
        Fraction to reach.

    Returns
    -------
    float
        The load.

    Raises
    ------
    SynaptomeError
        If the arrays differ in length or hold what is not finite.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.largest_load([0.1, 0.2, 0.3], [1.0, 0.995, 0.7])
    0.2
    """
    a, b = _curve(loads, stored, ("loads", "stored"))
    return float(a[b >= _arrays.number(fraction, "fraction")].max(initial=0.0))


def noise_at_half_recovery(rates: ArrayLike, recovered: ArrayLike) -> float:
    """Flip rate at which a measured curve of recovery first falls below one half.

    Parameters
    ----------
    rates, recovered : array_like
        Flip rates in rising order, and the fractions recovered there, (P,).

    Returns
    -------
    float
        The rate, linear between the points: 0 if the first point is below one half, and the last rate if
        no point is.

    Raises
    ------
    SynaptomeError
        If there are no points, the arrays differ in length or hold what is not finite, or the rates do not rise.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.noise_at_half_recovery([0.0, 0.25, 0.5], [1.0, 0.75, 0.25])
    0.375
    """
    a, b = _curve(rates, recovered, ("rates", "recovered"))
    if not a.size or (np.diff(a) <= 0).any():
        raise SynaptomeError(f"rates must rise, got {a}")
    below = np.flatnonzero(b < 0.5)
    if not below.size:
        return float(a[-1])
    if below[0] == 0:
        return 0.0
    before, after = below[0] - 1, below[0]
    share = (b[before] - 0.5) / (b[before] - b[after])
    return float(a[before] + share * (a[after] - a[before]))
