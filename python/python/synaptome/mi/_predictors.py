"""What variables tell of another that they are jointly normal with."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import mi as _core


def normal_information_bits(target: ArrayLike, predictor: ArrayLike, other: ArrayLike | None = None) -> float:
    """Information −½ log₂(1 − R²) in bits that one or two predictors convey about a target, all jointly normal.

    R² is that of the samples less what the predictors reach by chance; for weak predictors the result may be
    slightly negative.

    Parameters
    ----------
    target, predictor : array_like, (n,)
        Samples, at least three.
    other : array_like, (n,), optional
        A second predictor, for the multiple correlation; at least four samples.

    Returns
    -------
    float
        The information in bits.

    Raises
    ------
    SynaptomeError
        If lengths differ, samples are too few, a variable is constant, or one determines another.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> x, noise = np.random.default_rng(1).normal(size=(2, 10_000))
    >>> round(mi.normal_information_bits(x + noise, x), 1)
    0.5
    """
    a, b = _arrays.floats(target, "target", 1), _arrays.floats(predictor, "predictor", 1)
    if other is None:
        return _core.predictor_information(a, b)
    return _core.predictor_pair_information(a, b, _arrays.floats(other, "other", 1))
