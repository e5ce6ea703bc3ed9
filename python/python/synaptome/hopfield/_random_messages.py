"""Random messages."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Spins
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
