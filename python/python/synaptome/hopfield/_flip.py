"""Damaged cues."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .._arrays import Spins
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks


def flip(
    x: ArrayLike,
    *,
    fraction: float | None = None,
    count: int | None = None,
    probability: float | None = None,
    rng: RNG = None,
) -> Spins:
    """Flip units of states, to make damaged cues.

    Parameters
    ----------
    x : array_like
        States, (..., N), of ±1, or of 0 and 1.
    fraction : float, optional
        Fraction of the units to flip in each state, rounded to a whole number of them, at least one if it is not
        0; 0.1 unless `count` or `probability` is given.
    count : int, optional
        Number of units to flip in each state, drawn without replacement.
    probability : float, optional
        Probability with which every unit is flipped independently.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; state k, counted over all leading axes, draws from stream k under its key.

    Returns
    -------
    ndarray of int8
        Damaged states, (..., N), of ±1.

    Raises
    ------
    SynaptomeError
        If two of the options are given, one is out of its range, or a fraction above 0 rounds to no unit.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(3, 200, rng=1)
    >>> (hopfield.flip(x, rng=2) != x).sum(axis=1).tolist()
    [20, 20, 20]
    >>> (hopfield.flip(x, count=1, rng=2) != x).sum(axis=1).tolist()
    [1, 1, 1]
    """
    given = _checks.states(x, "x")
    noise = _checks.damage(given.shape[-1], fraction, count, probability)
    if not given.size:
        return given
    return _core.flip(_checks.rows(given), noise, key(rng)).reshape(given.shape)
