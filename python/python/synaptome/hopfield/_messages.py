"""Random messages, damaged cues and pictures."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks


def _sizes(count: int, units: int) -> tuple[int, int]:
    sizes = _arrays.integer(count, "count", low=1), _arrays.integer(units, "units", low=1)
    _arrays.entries("messages", *sizes)
    _arrays.entries("the weights of such messages", sizes[1], sizes[1])
    return sizes


def random_messages(count: int, units: int, *, bias: float = 0.0, rng: RNG = None) -> Spins:
    """Draw messages of independent spins.

    Parameters
    ----------
    count, units : int
        Number of messages M and of units N.
    bias : float, optional
        Mean b of every spin, in [-1, 1]: a spin is +1 with probability (1 + b)/2, and two messages
        have the mean overlap b².
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; message k draws from stream k under its key.

    Returns
    -------
    ndarray of int8
        Messages, (M, N), of ±1.

    Raises
    ------
    SynaptomeError
        If `bias` lies outside [-1, 1], or a size is below one or too large for memory.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(3, 1000, bias=-0.8, rng=1)
    >>> x.shape, bool(abs(x.mean() + 0.8) < 0.05)
    ((3, 1000), True)
    """
    sizes = _sizes(count, units)
    return _core.random_messages(*sizes, _checks.between(bias, "bias", -1.0, 1.0), key(rng))


def sparse_messages(count: int, units: int, active: int, *, rng: RNG = None) -> Spins:
    """Draw messages with exactly `active` spins +1 each, at random places.

    Parameters
    ----------
    count, units : int
        Number of messages M and of units N.
    active : int
        Number of spins +1 of each message, at most N.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; message k draws from stream k under its key.

    Returns
    -------
    ndarray of int8
        Messages, (M, N), of ±1.

    Raises
    ------
    SynaptomeError
        If `active` exceeds `units`, or a size is below one or too large for memory.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.sparse_messages(2, 100, 7, rng=1)
    >>> (x > 0).sum(axis=1).tolist()
    [7, 7]
    """
    sizes = _sizes(count, units)
    return _core.sparse_messages(*sizes, _arrays.integer(active, "active", high=sizes[1]), key(rng))


def chain_messages(count: int, units: int, correlation: float, *, rng: RNG = None) -> Spins:
    """Draw messages of spins that resemble their neighbours, as Ising chains.

    The mean of x_i x_j is c^abs(i - j): every spin equals the one before with probability (1 + c)/2.

    Parameters
    ----------
    count, units : int
        Number of messages M and of units N.
    correlation : float
        Correlation c of neighbours, in [-1, 1].
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; message k draws from stream k under its key.

    Returns
    -------
    ndarray of int8
        Messages, (M, N), of ±1.

    Raises
    ------
    SynaptomeError
        If `correlation` lies outside [-1, 1], or a size is below one or too large for memory.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.chain_messages(10, 1000, 0.8, rng=1)
    >>> bool(abs((x[:, 1:] * x[:, :-1]).mean() - 0.8) < 0.03)
    True
    """
    sizes = _sizes(count, units)
    return _core.chain_messages(*sizes, _checks.between(correlation, "correlation", -1.0, 1.0), key(rng))


def descendants(messages: ArrayLike, children: int, overlap: float, *, rng: RNG = None) -> Spins:
    """Draw messages that descend from others (Parga & Virasoro 1986).

    Every spin of a child equals that of its parent with probability (1 + q)/2, so that two children of
    one parent have the mean overlap q². Children of children make a tree of ancestors.

    Parameters
    ----------
    messages : array_like
        Parents, (M, N), of ±1, or of 0 and 1.
    children : int
        Number of children of each parent, at least one.
    overlap : float
        Mean overlap q of a child with its parent, in [-1, 1].
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; the children of parent k draw from stream k under its key.

    Returns
    -------
    ndarray of int8
        Children, (M × children, N), in the order of their parents.

    Raises
    ------
    SynaptomeError
        If `overlap` lies outside [-1, 1], or there would be no children or too many.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> parents = hopfield.random_messages(4, 1000, rng=1)
    >>> x = hopfield.descendants(parents, 5, 0.6, rng=2)
    >>> x.shape, bool(abs(hopfield.overlap(x[7], parents[1]) - 0.6) < 0.1)
    ((20, 1000), True)
    """
    given = _checks.messages(messages)
    number = _arrays.integer(children, "children", low=1)
    _arrays.entries("the children", *given.shape, number)
    return _core.descendants(given, number, _checks.between(overlap, "overlap", -1.0, 1.0), key(rng))


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
        Fraction of the units to flip in each state, rounded to a whole number of them; 0.1 unless
        `count` or `probability` is given.
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
        If two of the options are given, or one is out of its range.

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
