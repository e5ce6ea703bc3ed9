"""Beyond how many synapses their true noiseless information is infinite."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Real
from .._core import SynaptomeError
from .._core import mi as _core
from ._pairs import MOST_NEURONS, pairs_of
from ._patterns import Patterns, core


def degrees_of_freedom(patterns: ArrayLike, neurons: ArrayLike) -> Real:
    """Dimension of the set of weights that the other patterns can make: (K − 1)N − (K − 1)(K − 2)/2.

    With more synapses the weights without one pattern have no density, and their true noiseless information
    is infinite; a finite number there belongs to the log-normal approximation.

    Parameters
    ----------
    patterns, neurons : array_like of int
        Numbers of patterns K and of neurons N; they broadcast.

    Returns
    -------
    ndarray of int64, or int64
        Dimensions, at most N(N + 1)/2.

    Raises
    ------
    SynaptomeError
        If a number is negative or not whole.

    Examples
    --------
    >>> from synaptome import mi
    >>> int(mi.degrees_of_freedom(3, 10))
    19
    """
    a, b = _arrays.integers(patterns, "patterns", low=0), _arrays.integers(neurons, "neurons", low=0)
    for given, name in ((a, "patterns"), (b, "neurons")):
        if (given > MOST_NEURONS).any():
            raise SynaptomeError(f"{name} must be at most {MOST_NEURONS}, got {given.max()}")
    shape = _arrays.shared_shape(patterns=a.shape, neurons=b.shape)
    both = zip(np.broadcast_to(a, shape).ravel().tolist(), np.broadcast_to(b, shape).ravel().tolist(), strict=True)
    found = np.array([_core.degrees_of_freedom(*numbers) for numbers in both], np.int64)
    return found.reshape(shape)[()]


def degrees_of_freedom_of(patterns: Patterns, pairs: ArrayLike) -> int:
    """Count :func:`degrees_of_freedom` of the neurons that an ensemble touches.

    Parameters
    ----------
    patterns : Patterns
        K patterns.
    pairs : array_like of int, (S, 2)
        Synapses.

    Returns
    -------
    int
        The dimension.

    Raises
    ------
    SynaptomeError
        If a synapse occurs twice.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3, [0.0] * 3], mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
    >>> mi.degrees_of_freedom_of(patterns, [[0, 1]])
    2
    """
    return _core.degrees_of_freedom_of(core(patterns), pairs_of(pairs))
