"""Which synapses pruning keeps."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError


def ranking(scores: ArrayLike, *, fraction: float = 1.0) -> Integers:
    """Positions of the synapses that pruning keeps, the highest score first; of equal scores the first comes first.

    Any score will do: information (:func:`information_about_all`), weights, or deviations
    (:attr:`Decoder.deviations`) in absolute value.

    Parameters
    ----------
    scores : array_like, (S,)
        One score per synapse.
    fraction : float
        Fraction that is kept, in [0, 1]: the nearest number of synapses, but at least one.

    Returns
    -------
    ndarray of int64
        Positions.

    Raises
    ------
    SynaptomeError
        If `fraction` is not in [0, 1], or a score is NaN.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.ranking([0.1, 0.7, 0.3, 0.2], fraction=0.5)
    array([1, 2])
    """
    given, share = _arrays.floats(scores, "scores", 1), _arrays.number(fraction, "fraction")
    if np.isnan(given).any():
        raise SynaptomeError(f"scores must not be NaN, got nan at index {int(np.argmax(np.isnan(given)))}")
    if not 0.0 <= share <= 1.0:
        raise SynaptomeError(f"fraction must be in [0, 1], got {share}")
    order = np.argsort(-given, kind="stable").astype(np.int64)
    return order[: max(1, math.floor(share * len(given) + 0.5))]
