"""States from pictures."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from . import _checks


def from_greys(images: ArrayLike, *, threshold: float | Literal["median", "otsu"] = "median") -> Spins:
    """Make states from grey values: those above a threshold become +1, the others -1.

    Parameters
    ----------
    images : array_like
        Finite grey values, (..., N), each picture flattened on the last axis.
    threshold : float or {"median", "otsu"}, optional
        One threshold for all pictures, which may leave one all +1 or all -1; or one of each picture, a
        grey value in it: "median" divides its values most evenly, "otsu" has the largest variance
        between the two classes (Otsu 1979).

    Returns
    -------
    ndarray of int8
        States, (..., N), of ±1.

    Raises
    ------
    SynaptomeError
        If a grey value is infinite or not a number, or a picture has no contrast.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.from_greys([[3, 250, 100, 0], [0.7, 0.2, 0.3, 0.6]])
    array([[-1,  1,  1, -1],
           [ 1, -1, -1,  1]], dtype=int8)
    """
    given = _arrays.floats(images, "images")
    if given.ndim == 0 or not given.size:
        raise SynaptomeError(f"images must have grey values on the last axis, got shape {given.shape}")
    if not np.isfinite(given).all():
        raise SynaptomeError(f"images must be finite, got {_arrays.first(given, ~np.isfinite(given))}")
    if isinstance(threshold, str):
        name, value = _arrays.choice(threshold, "threshold", ("median", "otsu")), 0.0
    else:
        name, value = "given", _checks.between(threshold, "threshold", -np.inf, np.inf)
    return _core.from_greys(given.reshape(-1, given.shape[-1]), name, value).reshape(given.shape)
